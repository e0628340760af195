/** Arithmetic of dateparts on instants: adding, counting boundaries, cutting off, reading. Nothing of SQL types. */
import { civilDate, dayNumber, daysInMonth, isoWeekday } from '../values/calendar.js';
import type { Datepart } from './dateparts.js';
import { atDay, dayOf, floorDivide, PER_DAY, PER_HOUR, PER_MILLISECOND, PER_MINUTE, PER_SECOND, PER_TICK, timeOf, type Instant } from './instant.js'; // prettier-ignore

/** Months of the parts that are made of months. */
const MONTHS: Partial<Record<Datepart, number>> = { month: 1, quarter: 3, year: 12 };
/** Length of the parts that are always as long. A nanosecond is a hundredth of a tick: it is counted apart. */
const LENGTHS: Partial<Record<Datepart, bigint>> = {
  week: 7n * PER_DAY,
  day: PER_DAY,
  dayofyear: PER_DAY,
  weekday: PER_DAY,
  hour: PER_HOUR,
  minute: PER_MINUTE,
  second: PER_SECOND,
  millisecond: PER_MILLISECOND,
  microsecond: PER_MILLISECOND / 1000n,
};

const monthIndex = (instant: Instant): number => {
  const { year, month } = civilDate(dayOf(instant));
  return year * 12 + month - 1;
};

/** A day of the month that the month has not becomes its last. Null outside the years 1 to 9999. */
function addMonths(instant: Instant, months: number): Instant | null {
  const index = monthIndex(instant) + months;
  const year = Math.floor(index / 12);
  if (year < 1 || year > 9999) return null;
  const month = index - year * 12 + 1;
  const day = Math.min(civilDate(dayOf(instant)).day, daysInMonth(year, month));
  return atDay(dayNumber({ year, month, day }), timeOf(instant));
}

/** Null where no calendar date is left. Source: Microsoft Learn, "DATEADD (Transact-SQL)". */
export function addPart(instant: Instant, part: Datepart, count: number): Instant | null {
  const months = MONTHS[part];
  if (months !== undefined) return addMonths(instant, months * count);
  // 1 to 49 ns are rounded to nothing, 50 to 99 ns to a tick
  if (part === 'nanosecond') return instant + floorDivide(BigInt(count) + 50n, 100n) * PER_TICK;
  const length = LENGTHS[part];
  if (length === undefined) throw new RangeError(`no length of ${part}`);
  return instant + BigInt(count) * length;
}

/**
 * Boundaries of the part crossed from one instant to another, not lengths: from 23:59 to 00:00 is a day. Weeks begin on Sunday,
 * whatever DATEFIRST says. Source: Microsoft Learn, "DATEDIFF (Transact-SQL)".
 */
export function boundaries(from: Instant, to: Instant, part: Datepart): bigint {
  const months = MONTHS[part];
  if (months !== undefined) return BigInt(Math.floor(monthIndex(to) / months) - Math.floor(monthIndex(from) / months));
  if (part === 'nanosecond') return floorDivide(to, PER_TICK) * 100n - floorDivide(from, PER_TICK) * 100n;
  const length = LENGTHS[part];
  if (length === undefined) throw new RangeError(`no length of ${part}`);
  const shift = part === 'week' ? PER_DAY : 0n; // day 0 was a Monday
  return floorDivide(to + shift, length) - floorDivide(from + shift, length);
}

/** 1 to 7 in a week that begins on `dateFirst` (1 Monday to 7 Sunday). */
export const weekdayOf = (day: number, dateFirst: number): number => ((isoWeekday(day) - dateFirst + 7) % 7) + 1;

const dayOfYear = (day: number): number => day - dayNumber({ year: civilDate(day).year, month: 1, day: 1 }) + 1;

/** ISO 8601: the week of the year that holds the week's Thursday. */
function isoWeek(day: number): number {
  const thursday = day - isoWeekday(day) + 4;
  return Math.floor((dayOfYear(thursday) - 1) / 7) + 1;
}

/** The week with January 1 is the first. */
function week(day: number, dateFirst: number): number {
  const newYear = day - dayOfYear(day) + 1;
  return Math.floor((dayOfYear(day) + weekdayOf(newYear, dateFirst) - 2) / 7) + 1;
}

type Reader = (instant: Instant, dateFirst: number) => number;
const ofDay = (read: (day: number, dateFirst: number) => number): Reader => (instant, dateFirst) => read(dayOf(instant), dateFirst); // prettier-ignore
const ofTime =
  (unit: bigint, within: bigint): Reader =>
  (instant) =>
    Number((timeOf(instant) / unit) % within);
const ticksOfSecond = (instant: Instant): number => Number((timeOf(instant) % PER_SECOND) / PER_TICK);

const READERS: Readonly<Record<Exclude<Datepart, 'tzoffset'>, Reader>> = {
  year: ofDay((day) => civilDate(day).year),
  quarter: ofDay((day) => Math.ceil(civilDate(day).month / 3)),
  month: ofDay((day) => civilDate(day).month),
  dayofyear: ofDay(dayOfYear),
  day: ofDay((day) => civilDate(day).day),
  week: ofDay(week),
  weekday: ofDay(weekdayOf),
  iso_week: ofDay(isoWeek),
  hour: ofTime(PER_HOUR, 24n),
  minute: ofTime(PER_MINUTE, 60n),
  second: ofTime(PER_SECOND, 60n),
  millisecond: (instant) => Math.floor(ticksOfSecond(instant) / 10_000),
  microsecond: (instant) => Math.floor(ticksOfSecond(instant) / 10),
  nanosecond: (instant) => ticksOfSecond(instant) * 100,
};

/** Source: Microsoft Learn, "DATEPART (Transact-SQL)". */
export const partOf = (instant: Instant, part: Exclude<Datepart, 'tzoffset'>, dateFirst: number): number =>
  READERS[part](instant, dateFirst);

/** The first instant of the part; before the year 1 it may be negative. Source: Microsoft Learn, "DATETRUNC (Transact-SQL)". */
export function truncated(instant: Instant, part: Datepart, dateFirst: number): Instant {
  const day = dayOf(instant);
  const months = MONTHS[part];
  if (months !== undefined) {
    const index = Math.floor(monthIndex(instant) / months) * months;
    const year = Math.floor(index / 12);
    return atDay(dayNumber({ year, month: index - year * 12 + 1, day: 1 }));
  }
  if (part === 'week') return atDay(day - weekdayOf(day, dateFirst) + 1);
  if (part === 'iso_week') return atDay(day - isoWeekday(day) + 1);
  const length = LENGTHS[part];
  if (length === undefined) throw new RangeError(`no length of ${part}`);
  return floorDivide(instant, length) * length;
}

/** Start of the bucket of `width` parts, counted from `origin`, that holds the instant. Source: "DATE_BUCKET (Transact-SQL)". */
export function bucketStart(instant: Instant, part: Datepart, width: number, origin: Instant): Instant | null {
  const months = MONTHS[part];
  if (months !== undefined) {
    const step = months * width;
    let buckets = Math.floor((monthIndex(instant) - monthIndex(origin)) / step);
    const start = addMonths(origin, buckets * step);
    if (start !== null && start > instant) buckets -= 1;
    return addMonths(origin, buckets * step);
  }
  const length = LENGTHS[part];
  if (length === undefined) throw new RangeError(`no length of ${part}`);
  const step = length * BigInt(width);
  return origin + floorDivide(instant - origin, step) * step;
}
