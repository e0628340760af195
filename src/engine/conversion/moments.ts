/**
 * A moment apart from its type. Source: Microsoft Learn, "Date and time data types and functions" and the pages of the types.
 */
import { NotInEngine, type SqlError } from '../errors.js';
import type { Type } from '../types/type.js';
import { DATETIME_UNITS_PER_DAY, DAY_1900, TICKS_PER_DAY, civilDate } from '../values/calendar.js';
import type { OffsetMoment, Value } from '../values/value.js';
import { fractionDigits } from '../types/families.js';

export interface Moment {
  /** Local days since 0001-01-01. */
  readonly day: number;
  /** Units of 100 ns since local midnight: at least 0, under a day. */
  readonly ticks: number;
  /** Of datetimeoffset; null: none is known. */
  readonly offsetMinutes: number | null;
}

type MomentBase = 'date' | 'time' | 'datetime' | 'smalldatetime' | 'datetime2' | 'datetimeoffset';
type NonNull = NonNullable<Value>;

export const TICKS_PER_MINUTE = 600_000_000;
const MINUTES_PER_DAY = 1440;
const DAYS_OF_DATETIME = { first: 639_905, last: 3_652_058 }; // 1753-01-01, 9999-12-31
const SMALL_MINUTES_LAST = 65_535 * MINUTES_PER_DAY + 1439; // 2079-06-06 23:59
const BIG_DAY = BigInt(TICKS_PER_DAY);
export const LAST_DAY = 3_652_058;

const floorMod = (value: number, by: number): number => ((value % by) + by) % by;

/** The casts are what the table of src/engine/values/value.ts says of each type. */
const READERS: Readonly<Record<MomentBase, (value: NonNull) => Moment>> = {
  date: (value) => ({ day: value as number, ticks: 0, offsetMinutes: null }),
  time: (value) => ({ day: DAY_1900, ticks: value as number, offsetMinutes: null }),
  datetime: (value) => ofDatetime(value as number),
  smalldatetime: (value) => {
    const minutes = value as number;
    const day = DAY_1900 + Math.floor(minutes / MINUTES_PER_DAY);
    return { day, ticks: floorMod(minutes, MINUTES_PER_DAY) * TICKS_PER_MINUTE, offsetMinutes: null };
  },
  datetime2: (value) => ofTicks(value as bigint, null),
  datetimeoffset: (value) => {
    const { utc, offsetMinutes } = value as OffsetMoment;
    return ofTicks(utc + BigInt(offsetMinutes) * BigInt(TICKS_PER_MINUTE), offsetMinutes);
  },
};

/** A third of 10 ms is rounded to 100 ns: `.003` of a datetime is 33333 units. */
function ofDatetime(units: number): Moment {
  const ticks = Math.round((floorMod(units, DATETIME_UNITS_PER_DAY) * 100_000) / 3);
  return { day: DAY_1900 + Math.floor(units / DATETIME_UNITS_PER_DAY), ticks, offsetMinutes: null };
}

function ofTicks(ticks: bigint, offsetMinutes: number | null): Moment {
  return { day: Number(ticks / BIG_DAY), ticks: Number(ticks % BIG_DAY), offsetMinutes };
}

/** Of a value of a date or time type; a time stands on 1900-01-01. */
export const momentOf = (value: NonNull, type: Type): Moment => READERS[type.base as MomentBase](value);

/** Ticks since 0001-01-01 00:00 local. */
export const localTicks = (moment: Moment): bigint => BigInt(moment.day) * BIG_DAY + BigInt(moment.ticks);

/**
 * As a value of a date or time type; its fraction of a second is rounded, a half up.
 * @param outOfRange the error for a moment the type cannot hold
 */
export function momentAs(moment: Moment, to: Type, outOfRange: () => SqlError): Value {
  switch (to.base as MomentBase) {
    case 'date':
      return moment.day;
    case 'time':
      return roundedTime(moment.ticks, fractionDigits(to));
    case 'datetime':
      return asDatetime(moment, outOfRange);
    case 'smalldatetime':
      return asSmall(moment, outOfRange);
    case 'datetime2':
      return requireEra(roundedTicks(localTicks(moment), fractionDigits(to)));
    case 'datetimeoffset':
      return asOffset(moment, fractionDigits(to), outOfRange);
  }
}

function asDatetime(moment: Moment, outOfRange: () => SqlError): number {
  if (moment.day < DAYS_OF_DATETIME.first) throw outOfRange();
  const units = (moment.day - DAY_1900) * DATETIME_UNITS_PER_DAY + Math.floor((moment.ticks * 3) / 100_000 + 0.5);
  if (units > (DAYS_OF_DATETIME.last - DAY_1900 + 1) * DATETIME_UNITS_PER_DAY - 1) throw outOfRange();
  return units;
}

/** Seconds up to 29.998 are rounded down, from 29.999 up: they are seen as a datetime first. */
function asSmall(moment: Moment, outOfRange: () => SqlError): number {
  const unitsOfDay = Math.floor((moment.ticks * 3) / 100_000 + 0.5);
  const minutes = (moment.day - DAY_1900) * MINUTES_PER_DAY + Math.floor((unitsOfDay + 9000) / 18_000);
  if (minutes < 0 || minutes > SMALL_MINUTES_LAST) throw outOfRange();
  if (moment.day < DAY_1900) throw new NotInEngine('ENGINE-CONVERSION-START-OF-CALENDAR', 'a moment that is rounded up into 1900-01-01'); // prettier-ignore
  return minutes;
}

function asOffset(moment: Moment, digits: number, outOfRange: () => SqlError): OffsetMoment {
  const offsetMinutes = moment.offsetMinutes ?? 0;
  const local = requireEra(roundedTicks(localTicks(moment), digits));
  const utc = local - BigInt(offsetMinutes) * BigInt(TICKS_PER_MINUTE);
  if (utc < 0n || utc >= BigInt(LAST_DAY + 1) * BIG_DAY) throw outOfRange();
  return { kind: 'offset_moment', utc, offsetMinutes };
}

function roundedTicks(ticks: bigint, digits: number): bigint {
  const unit = BigInt(10 ** (7 - digits));
  return ((ticks + unit / 2n) / unit) * unit;
}

function roundedTime(ticks: number, digits: number): number {
  const unit = 10 ** (7 - digits);
  const rounded = Math.floor(ticks / unit + 0.5) * unit;
  if (rounded < TICKS_PER_DAY) return rounded;
  throw new NotInEngine('ENGINE-CONVERSION-TIME-OVER-MIDNIGHT', 'a time of day that is rounded up to midnight');
}

function requireEra(ticks: bigint): bigint {
  if (ticks < BigInt(LAST_DAY + 1) * BIG_DAY) return ticks;
  throw new NotInEngine('ENGINE-CONVERSION-END-OF-CALENDAR', 'a moment that is rounded up over 9999-12-31');
}

export interface MomentFields {
  readonly year: number;
  readonly month: number;
  readonly day: number;
  readonly hour: number;
  readonly minute: number;
  readonly second: number;
  /** Units of 100 ns. */
  readonly fraction: number;
}

export function fieldsOf(moment: Moment): MomentFields {
  const seconds = Math.floor(moment.ticks / 10_000_000);
  return {
    ...civilDate(moment.day),
    hour: Math.floor(seconds / 3600),
    minute: Math.floor(seconds / 60) % 60,
    second: seconds % 60,
    fraction: moment.ticks % 10_000_000,
  };
}
