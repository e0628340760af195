/** The time that a question about usage is about. */
const DAY_MS = 24 * 60 * 60 * 1000;
export const RANGE_DEFAULT_DAYS = 30;

export interface TimeRange {
  readonly from: Date;
  readonly to: Date;
}

/** What was not said: until now, and from 30 days before the end. A range that ends before it begins holds nothing. */
export function rangeOf(given: { from?: Date; to?: Date }, nowMs = Date.now()): TimeRange {
  const to = given.to ?? new Date(nowMs);
  return { from: given.from ?? new Date(to.getTime() - RANGE_DEFAULT_DAYS * DAY_MS), to };
}
