/**
 * One scale for all dates and times: thirds of 100 ns since 0001-01-01 00:00, as the clock on the wall shows it.
 * Both 100 ns and datetime's 1/300 s are whole numbers of it, so arithmetic on it never rounds.
 */
import { SqlError } from '../errors.js';
import type { Type } from '../types/type.js';
import { DAY_1900, DATETIME_UNITS_PER_DAY, TICKS_PER_DAY } from '../values/calendar.js';
import type { OffsetMoment, Value } from '../values/value.js';

export type Instant = bigint;

export const PER_TICK = 3n;
export const PER_MILLISECOND = 30_000n;
export const PER_SECOND = 30_000_000n;
export const PER_MINUTE = 60n * PER_SECOND;
export const PER_HOUR = 60n * PER_MINUTE;
export const PER_DAY = 24n * PER_HOUR;
const PER_DATETIME_UNIT = PER_DAY / BigInt(DATETIME_UNITS_PER_DAY);
/** Time values, which have no date, are on this day. */
export const START_1900: Instant = BigInt(DAY_1900) * PER_DAY;
const END: Instant = 3_652_059n * PER_DAY; // 10000-01-01
const DAY_1753 = 639_905;

export const floorDivide = (value: bigint, by: bigint): bigint => {
  const quotient = value / by;
  return quotient * by > value ? quotient - 1n : quotient;
};
/** To the nearest, halves up. */
const roundDivide = (value: bigint, by: bigint): bigint => floorDivide(2n * value + by, 2n * by);

export const dayOf = (instant: Instant): number => Number(floorDivide(instant, PER_DAY));
export const timeOf = (instant: Instant): bigint => instant - floorDivide(instant, PER_DAY) * PER_DAY;
export const atDay = (day: number, time: bigint = 0n): Instant => BigInt(day) * PER_DAY + time;

export const isOffsetMoment = (value: Value): value is OffsetMoment =>
  typeof value === 'object' && value !== null && 'kind' in value && value.kind === 'offset_moment';

/** Of a date or time value. Of datetimeoffset, by its own clock. */
export function instantOf(value: NonNullable<Value>, type: Type): Instant {
  if (isOffsetMoment(value)) return value.utc * PER_TICK + BigInt(value.offsetMinutes) * PER_MINUTE;
  if (typeof value === 'bigint') return value * PER_TICK;
  if (typeof value !== 'number') throw new TypeError(`no date or time: ${typeof value}`);
  switch (type.base) {
    case 'date':
      return atDay(value);
    case 'time':
      return START_1900 + BigInt(value) * PER_TICK;
    case 'datetime':
      return START_1900 + BigInt(value) * PER_DATETIME_UNIT;
    case 'smalldatetime':
      return START_1900 + BigInt(value) * PER_MINUTE;
    default:
      throw new TypeError(`no date or time: ${type.base}`);
  }
}

/** As `instantOf`, by the clock of Greenwich where the value knows it. */
export const utcInstantOf = (value: NonNullable<Value>, type: Type): Instant =>
  isOffsetMoment(value) ? value.utc * PER_TICK : instantOf(value, type);

const FIRST: Readonly<Record<string, Instant>> = { datetime: atDay(DAY_1753), smalldatetime: START_1900 };
const LAST: Readonly<Record<string, Instant>> = { smalldatetime: atDay(DAY_1900 + 65_536) };

const ticksAtScale = (instant: Instant, scale: number): bigint => {
  const step = 10n ** BigInt(7 - scale);
  return roundDivide(instant, step * PER_TICK) * step;
};

/** The value of a type nearest to an instant; null when the type cannot hold it. Of a time, the date is left out. */
export function valueAt(instant: Instant, type: Type, offsetMinutes = 0): Value {
  if (type.base === 'time') return Number(ticksAtScale(timeOf(instant), type.scale ?? 7) % BigInt(TICKS_PER_DAY));
  const value = unboundedValueAt(instant, type, offsetMinutes);
  const isWithin = (at: Instant): boolean => at >= (FIRST[type.base] ?? 0n) && at < (LAST[type.base] ?? END);
  if (!isWithin(instantOf(value, type))) return null;
  return isOffsetMoment(value) && !isWithin(value.utc * PER_TICK) ? null : value;
}

function unboundedValueAt(instant: Instant, type: Type, offsetMinutes: number): NonNullable<Value> {
  switch (type.base) {
    case 'date':
      return dayOf(instant);
    case 'datetime':
      return Number(roundDivide(instant - START_1900, PER_DATETIME_UNIT));
    case 'smalldatetime': {
      // by way of datetime: 29.998 s goes down, 29.999 s is 30.000 s there and goes up
      const units = roundDivide(instant - START_1900, PER_DATETIME_UNIT);
      return Number(roundDivide(units, 18_000n));
    }
    case 'datetime2':
      return ticksAtScale(instant, type.scale ?? 7);
    case 'datetimeoffset': {
      const local = ticksAtScale(instant, type.scale ?? 7);
      return { kind: 'offset_moment', utc: local - BigInt(offsetMinutes) * 600_000_000n, offsetMinutes };
    }
    default:
      throw new TypeError(`no date or time: ${type.base}`);
  }
}

/** The error for a sum past the last or before the first value of a type. */
export const overflow = (type: Type): SqlError =>
  new SqlError(517, `Adding a value to a '${type.base}' column caused an overflow.`);
