/** The time that a question about usage is about: bounded, so that it reads a bounded part of the log. */
import { Problem } from '../common/http/problem.js';

const DAY_MS = 24 * 60 * 60 * 1000;
const RANGE_DEFAULT_DAYS = 30;
const RANGE_MAX_DAYS = 366;

export interface TimeRange {
  readonly from: Date;
  readonly to: Date;
}

/** @throws Problem `invalid_request` for a range that ends before it begins or is too long */
export function rangeOf(given: { from?: Date; to?: Date }, nowMs = Date.now()): TimeRange {
  const to = given.to ?? new Date(nowMs);
  const from = given.from ?? new Date(to.getTime() - RANGE_DEFAULT_DAYS * DAY_MS);
  const lengthMs = to.getTime() - from.getTime();
  if (lengthMs <= 0) throw faulty('must be before `to`');
  if (lengthMs > RANGE_MAX_DAYS * DAY_MS) throw faulty(`must be at most ${RANGE_MAX_DAYS} days before \`to\``);
  return { from, to };
}

function faulty(message: string): Problem {
  return new Problem('invalid_request', undefined, { errors: [{ pointer: '?from', code: 'invalid_range', message }] });
}
