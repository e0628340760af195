/** Dates and times as texts. Source: Microsoft Learn, "CAST and CONVERT (Transact-SQL)", "Date and time styles". */
import { NotInEngine, SqlError } from '../errors.js';
import { fractionDigits, messageName } from '../types/families.js';
import type { Type } from '../types/type.js';
import { fieldsOf, type Moment, type MomentFields } from './moments.js';

export const MONTHS = ['January', 'February', 'March', 'April', 'May', 'June', 'July', 'August', 'September', 'October', 'November', 'December']; // prettier-ignore

const two = (value: number): string => String(value).padStart(2, '0');
const four = (value: number): string => String(value).padStart(4, '0');

/** What a style is made of; a date has no time part, and a time no date. */
interface Style {
  readonly date?: (f: MomentFields, year: string) => string;
  readonly time?: (f: MomentFields, fraction: Fraction, type: Type) => string;
  readonly between?: string;
}

/** The fraction of a second as its type writes it, dot included; empty when the type has none. */
type Fraction = (f: MomentFields) => string;

const monthName = (f: MomentFields): string => (MONTHS[f.month - 1] ?? '').slice(0, 3);
const blankTwo = (value: number): string => String(value).padStart(2, ' ');
const half = (f: MomentFields): string => (f.hour < 12 ? 'AM' : 'PM');
const hour12 = (f: MomentFields): number => f.hour % 12 || 12;
const clock = (f: MomentFields): string => `${two(f.hour)}:${two(f.minute)}:${two(f.second)}`;
/** A time alone has no blank before an hour of one digit. */
const shortHour = (f: MomentFields, type: Type): string =>
  type.base === 'time' ? String(hour12(f)) : blankTwo(hour12(f));

const ymd = (f: MomentFields): string => `${four(f.year)}-${two(f.month)}-${two(f.day)}`;
const defaultDate = (f: MomentFields): string => `${monthName(f)} ${blankTwo(f.day)} ${four(f.year)}`;
const toMinute = (f: MomentFields, _: Fraction, type: Type): string =>
  `${shortHour(f, type)}:${two(f.minute)}${half(f)}`;

/** Colon and milliseconds: what other types than datetime write there is not documented. */
function colonMilliseconds(f: MomentFields, type: Type): string {
  if (type.base !== 'datetime' && type.base !== 'smalldatetime')
    throw new NotInEngine('ENGINE-STYLE-FRACTION', `milliseconds after a colon of ${type.base}`);
  return `:${milliseconds(f)}`;
}

const milliseconds = (f: MomentFields): string => String(Math.round(f.fraction / 10_000)).padStart(3, '0');

/** By style without its century: 1 for 1 and 101. The year is of two digits under 100, of four from there. */
const WITH_AND_WITHOUT_CENTURY: Readonly<Record<number, Style>> = {
  1: { date: (f, year) => `${two(f.month)}/${two(f.day)}/${year}` },
  2: { date: (f, year) => `${year}.${two(f.month)}.${two(f.day)}` },
  3: { date: (f, year) => `${two(f.day)}/${two(f.month)}/${year}` },
  4: { date: (f, year) => `${two(f.day)}.${two(f.month)}.${year}` },
  5: { date: (f, year) => `${two(f.day)}-${two(f.month)}-${year}` },
  6: { date: (f, year) => `${two(f.day)} ${monthName(f)} ${year}` },
  7: { date: (f, year) => `${monthName(f)} ${two(f.day)}, ${year}` },
  10: { date: (f, year) => `${two(f.month)}-${two(f.day)}-${year}` },
  11: { date: (f, year) => `${year}/${two(f.month)}/${two(f.day)}` },
  12: { date: (f, year) => `${year}${two(f.month)}${two(f.day)}` },
};

const MONTH_TO_MILLISECOND: Style = {
  date: defaultDate,
  time: (f, _, type) =>
    `${shortHour(f, type)}:${two(f.minute)}:${two(f.second)}${colonMilliseconds(f, type)}${half(f)}`,
};
const EUROPE: Style = {
  date: (f) => `${two(f.day)} ${monthName(f)} ${four(f.year)}`,
  time: (f, _, type) => `${clock(f)}${colonMilliseconds(f, type)}`,
};
const ODBC: Style = { date: ymd, time: (f) => clock(f) };
const ODBC_FRACTION: Style = { date: ymd, time: (f, fraction) => clock(f) + fraction(f) };
const CLOCK: Style = { time: (f) => clock(f) };
const CLOCK_FRACTION: Style = { time: EUROPE.time };
const ISO: Style = {
  date: ymd,
  between: 'T',
  time: (f, fraction, type) => clock(f) + (/^(small)?datetime$/.test(type.base) && f.fraction === 0 ? '' : fraction(f)),
};

const STYLES: Readonly<Record<number, Style>> = {
  0: { date: defaultDate, time: toMinute }, 100: { date: defaultDate, time: toMinute },
  8: CLOCK, 24: CLOCK, 108: CLOCK,
  9: MONTH_TO_MILLISECOND, 109: MONTH_TO_MILLISECOND,
  13: EUROPE, 113: EUROPE,
  14: CLOCK_FRACTION, 114: CLOCK_FRACTION,
  20: ODBC, 120: ODBC,
  21: ODBC_FRACTION, 25: ODBC_FRACTION, 121: ODBC_FRACTION,
  22: { date: (f) => `${two(f.month)}/${two(f.day)}/${two(f.year % 100)}`, time: (f) => `${blankTwo(hour12(f))}:${two(f.minute)}:${two(f.second)} ${half(f)}` },
  23: { date: ymd },
  126: ISO, 127: ISO,
}; // prettier-ignore

/** Types that are written as ISO when no style was asked for. */
const ISO_BY_DEFAULT = new Set(['date', 'time', 'datetime2', 'datetimeoffset']);
const ISO_STYLE = 121;
/** Hijri calendar, and styles that exist and are not documented. */
const isKnownToServer = (style: number): boolean => style === 130 || style === 131 || (style >= 26 && style <= 39);

/** @throws SqlError 281 for a style that the type has not, NotInEngine for the Hijri calendar */
export function momentText(moment: Moment, type: Type, style?: number): string {
  const number = style ?? (ISO_BY_DEFAULT.has(type.base) ? ISO_STYLE : 0);
  const found = styleOf(number, type);
  const f = fieldsOf(moment);
  const year = number < 100 && WITH_AND_WITHOUT_CENTURY[number] ? two(f.year % 100) : four(f.year);
  const date = type.base === 'time' ? undefined : found.date?.(f, year);
  const time = type.base === 'date' ? undefined : found.time?.(f, fractionOf(type), type);
  const offset = type.base === 'datetimeoffset' && time !== undefined ? offsetText(moment, number) : '';
  return [date, time].filter((part) => part !== undefined).join(found.between ?? ' ') + offset;
}

function styleOf(style: number, type: Type): Style {
  const found = STYLES[style] ?? WITH_AND_WITHOUT_CENTURY[style >= 100 ? style - 100 : style];
  if (!found && isKnownToServer(style)) throw new NotInEngine('ENGINE-STYLE', `style ${style} of dates`);
  const isFit = found && !(type.base === 'date' && !found.date) && !(type.base === 'time' && !found.time);
  if (isFit) return found;
  throw new SqlError(
    281,
    `${style} is not a valid style number when converting from ${messageName(type)} to a character string.`,
  );
}

function fractionOf(type: Type): Fraction {
  if (type.base === 'datetime' || type.base === 'smalldatetime') return (f) => `.${milliseconds(f)}`;
  const digits = fractionDigits(type);
  return digits === 0 ? () => '' : (f) => `.${String(f.fraction).padStart(7, '0').slice(0, digits)}`;
}

/** Style 127 writes UTC with a Z: the caller gives it the moment in UTC. */
function offsetText(moment: Moment, style: number): string {
  if (style === 127) return 'Z';
  const minutes = moment.offsetMinutes ?? 0;
  const sign = minutes < 0 ? '-' : '+';
  const size = Math.abs(minutes);
  const blank = style === 126 ? '' : ' ';
  return `${blank}${sign}${two(Math.floor(size / 60))}:${two(size % 60)}`;
}
