/** Everything as a date or time. Source: Microsoft Learn, "CAST and CONVERT (Transact-SQL)" and the pages of the types. */
import { NotInEngine } from '../errors.js';
import { exactFacets, familyOf } from '../types/families.js';
import type { Type } from '../types/type.js';
import { DATETIME_UNITS_PER_DAY, DAY_1900 } from '../values/calendar.js';
import { momentOutOfRange, overflow, unsupportedStyle } from './conversion-errors.js';
import { parseMoment } from './moment-text.js';
import { momentAs, momentOf, type Moment } from './moments.js';
import { scaledToFloat } from './scaled.js';
import type { How, NonNull, Step } from './step.js';

/** Of a date or time that becomes a datetimeoffset. */
const OFFSET_STYLES = new Set([0, 1]);

export function toMoment(from: Type, to: Type, how: How): Step {
  const family = familyOf(from);
  const outOfRange = () => momentOutOfRange(from, to);
  if (family === 'text')
    return (value, run) => momentAs(parseMoment(value as string, from, to, run.settings, how.style), to, outOfRange);
  if (family === 'moment') {
    if (to.base === 'datetimeoffset' && !OFFSET_STYLES.has(how.style ?? 0))
      throw unsupportedStyle(how.style ?? 0, from, to);
    if (from.base === to.base && from.scale === to.scale) return (value) => value;
    return (value) => momentAs(momentOf(value, from), to, outOfRange);
  }
  const tooFar = () => overflow('expression', to);
  if (family === 'binary') return fromBytes(from, to);
  const units = datetimeUnits(from);
  return (value) => {
    const found = units(value);
    if (Math.abs(found) > Number.MAX_SAFE_INTEGER) throw tooFar();
    return momentAs(momentOfUnits(found), to, tooFar);
  };
}

/** Days since 1900-01-01 with their fraction, in units of 1/300 s. The casts are what src/engine/values/value.ts says of each type. */
function datetimeUnits(from: Type): (value: NonNull) => number {
  if (familyOf(from) === 'float') return (value) => wholeUnits((value as number) * DATETIME_UNITS_PER_DAY);
  const scale = exactFacets(from)?.scale ?? 0;
  if (scale === 0) return (value) => Number(value) * DATETIME_UNITS_PER_DAY;
  const perDay = BigInt(DATETIME_UNITS_PER_DAY);
  return (value) => wholeUnits(scaledToFloat((value as bigint) * perDay, scale));
}

/** What the arithmetic of floats may miss a whole unit by. */
const INEXACT = 0.01;

/** Whether a part of a unit is rounded or cut off is not documented. */
export class BetweenTicks extends NotInEngine {
  /** @param candidates both values of datetime that the number is between */
  constructor(readonly candidates: readonly [before: number, after: number]) {
    super('ENGINE-CONVERSION-PART-OF-TICK', 'a number of days that is between two values of datetime');
  }
}

function wholeUnits(units: number): number {
  const whole = Math.round(units);
  if (Math.abs(units - whole) < INEXACT || Math.abs(units) > Number.MAX_SAFE_INTEGER) return whole;
  throw new BetweenTicks([Math.floor(units), Math.ceil(units)]);
}

function momentOfUnits(units: number): Moment {
  const days = Math.floor(units / DATETIME_UNITS_PER_DAY);
  const ticks = Math.round(((units - days * DATETIME_UNITS_PER_DAY) * 100_000) / 3);
  return { day: DAY_1900 + days, ticks, offsetMinutes: null };
}

/** Four bytes of days and four of 1/300 s, the highest first; the left is filled with zeros. */
function fromBytes(from: Type, to: Type): Step {
  if (to.base !== 'datetime') throw new NotInEngine('ENGINE-CONVERSION-BINARY', `the bytes of ${to.base}`);
  return (value) => {
    const eight = new Uint8Array(8);
    const bytes = (value as Uint8Array).subarray(-8);
    eight.set(bytes, 8 - bytes.length);
    const view = new DataView(eight.buffer);
    const units = view.getInt32(0) * DATETIME_UNITS_PER_DAY + view.getUint32(4);
    if (view.getUint32(4) >= DATETIME_UNITS_PER_DAY) throw overflow('expression', to);
    return momentAs(momentOfUnits(units), to, () => momentOutOfRange(from, to));
  };
}
