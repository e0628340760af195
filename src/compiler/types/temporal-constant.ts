/** Converts constants to date and time types, with each type's rounding. Source: Microsoft Learn, pages of the six types; "CAST and CONVERT" for styles. */
import type { BaseType, SqlType } from '../../catalog/sql-type.js';
import { dateOfDayNumber, dayNumber, pad } from './calendar.js';
import { type DateOrder, type DateParts, parseDateText } from './date-text.js';

const SECOND = 1e9;
const DAY = 86400 * SECOND;
/** datetime counts 1/300 s. */
const TICKS_PER_SECOND = 300;
/** 29.998 s and less round a smalldatetime down. */
const SMALLDATETIME_UP_FROM = 29.999 * SECOND;

const FIRST_DAYS: Readonly<Partial<Record<BaseType, number>>> = { datetime: dayNumber(1753, 1, 1), smalldatetime: 0 };
const LAST_DAYS: Readonly<Partial<Record<BaseType, number>>> = { smalldatetime: dayNumber(2079, 6, 6) };
const NEW_TYPES = new Set<BaseType>(['date', 'time', 'datetime2', 'datetimeoffset']);
/** datetime and smalldatetime read three digits of a fraction and refuse more; the others seven. */
const FRACTION_DIGITS: Readonly<Partial<Record<BaseType, number>>> = { datetime: 3, smalldatetime: 3 };

const STYLE_ORDERS: Readonly<Record<number, DateOrder>> = {
  1: 'mdy', 101: 'mdy', 10: 'mdy', 110: 'mdy',
  3: 'dmy', 103: 'dmy', 4: 'dmy', 104: 'dmy', 5: 'dmy', 105: 'dmy',
  2: 'ymd', 102: 'ymd', 11: 'ymd', 111: 'ymd', 12: 'ymd', 112: 'ymd', 20: 'ymd', 120: 'ymd', 21: 'ymd', 121: 'ymd', 23: 'ymd', 126: 'ymd',
}; // prettier-ignore

/** A moment as day number and nanoseconds of the day. */
interface Moment {
  readonly day: number;
  readonly nanos: number;
  readonly offset: number | null;
}

/** Canonical text of a date constant written as `text`, or null when the type refuses it or its meaning hangs on more than constants. */
export function temporalFromText(text: string, type: SqlType, order: DateOrder, style: number | null): string | null {
  const byStyle = style === null || style === 0 ? order : STYLE_ORDERS[style];
  if (byStyle === undefined) return null;
  const parts = parseDateText(text, byStyle, NEW_TYPES.has(type.base));
  if (parts === null || parts.fraction.length > (FRACTION_DIGITS[type.base] ?? 7)) return null;
  if (parts.offset !== null && type.base !== 'datetimeoffset') return null;
  return canonical(momentOf(parts), type);
}

/** Text of `days` after 1900-01-01 as datetime or smalldatetime, the only types numbers convert to. */
export function temporalFromDays(days: number, type: SqlType): string | null {
  if (type.base !== 'datetime' && type.base !== 'smalldatetime') return null;
  const day = Math.floor(days);
  return canonical({ day, nanos: Math.round((days - day) * DAY), offset: null }, type);
}

function momentOf(parts: DateParts): Moment {
  const nanos = ((parts.hour * 60 + parts.minute) * 60 + parts.second) * SECOND + Number(parts.fraction.padEnd(9, '0'));
  return { day: dayNumber(parts.year, parts.month, parts.day), nanos, offset: parts.offset };
}

function canonical(moment: Moment, type: SqlType): string | null {
  const rounded = round(moment, type);
  if (rounded.day < (FIRST_DAYS[type.base] ?? -Infinity) || rounded.day > (LAST_DAYS[type.base] ?? Infinity))
    return null;
  const date = dateOfDayNumber(rounded.day);
  return date === null ? null : (WRITERS[type.base]?.(date, rounded, type) ?? null);
}

/** Rounds to what the type can hold; what passes midnight is the next day. */
function round(moment: Moment, type: SqlType): Moment {
  const nanos = (ROUNDERS[type.base] ?? toFraction)(moment.nanos, type);
  return nanos >= DAY ? { ...moment, day: moment.day + 1, nanos: nanos - DAY } : { ...moment, nanos };
}

const ROUNDERS: Readonly<Partial<Record<BaseType, (nanos: number, type: SqlType) => number>>> = {
  date: () => 0,
  datetime: (nanos) => (Math.round((nanos * TICKS_PER_SECOND) / SECOND) * SECOND) / TICKS_PER_SECOND,
  smalldatetime: (nanos) => {
    const minute = 60 * SECOND;
    const within = nanos % minute;
    return nanos - within + (within >= SMALLDATETIME_UP_FROM ? minute : 0);
  },
};

function toFraction(nanos: number, type: SqlType): number {
  const unit = 10 ** (9 - (type.scale ?? 7));
  return Math.round(nanos / unit) * unit;
}

type Writer = (date: string, moment: Moment, type: SqlType) => string;

const WRITERS: Readonly<Partial<Record<BaseType, Writer>>> = {
  date: (date) => date,
  time: (_date, { nanos }, type) => clock(nanos, type.scale ?? 7),
  datetime: (date, { nanos }) => `${date} ${clock(nanos, 3)}`,
  smalldatetime: (date, { nanos }) => `${date} ${clock(nanos, 0)}`,
  datetime2: (date, { nanos }, type) => `${date} ${clock(nanos, type.scale ?? 7)}`,
  datetimeoffset: (date, { nanos, offset }, type) => `${date} ${clock(nanos, type.scale ?? 7)} ${zone(offset ?? 0)}`,
};

function clock(nanos: number, digits: number): string {
  const units = Math.round(nanos / 10 ** (9 - digits));
  const seconds = Math.floor(units / 10 ** digits);
  const fraction = digits === 0 ? '' : `.${pad(units % 10 ** digits, digits)}`;
  return `${pad(Math.floor(seconds / 3600), 2)}:${pad(Math.floor(seconds / 60) % 60, 2)}:${pad(seconds % 60, 2)}${fraction}`;
}

const zone = (minutes: number): string =>
  `${minutes < 0 ? '-' : '+'}${pad(Math.floor(Math.abs(minutes) / 60), 2)}:${pad(Math.abs(minutes) % 60, 2)}`;
