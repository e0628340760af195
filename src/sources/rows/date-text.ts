/**
 * Date and time strings as SQL Server reads them from scripts. Source: Microsoft Learn, "CAST and CONVERT",
 * "datetime (Transact-SQL)" (supported string literal formats), "SET DATEFORMAT", "two digit year cutoff".
 */

/** Calendar fields; `nanos` is the fraction of the second in 1e-9 s, `offsetMinutes` null without a zone. */
export interface DateTimeParts {
  readonly year: number;
  readonly month: number;
  readonly day: number;
  readonly hour: number;
  readonly minute: number;
  readonly second: number;
  readonly nanos: number;
  readonly offsetMinutes: number | null;
}

/** Order of numeric date parts, as `SET DATEFORMAT mdy`. */
export type DateFormat = 'mdy' | 'dmy' | 'ymd' | 'ydm' | 'myd' | 'dym';

const MONTHS = ['jan', 'feb', 'mar', 'apr', 'may', 'jun', 'jul', 'aug', 'sep', 'oct', 'nov', 'dec'];
const TWO_DIGIT_CUTOFF = 50;
const TIME = /(\d{1,2})(?::(\d{1,2})(?::(\d{1,2})(?:([.:])(\d{1,9}))?)?)?\s*([ap]m)?$/i;
const ZONE = /\s*(?:(z)|([+-])(\d{2}):?(\d{2}))$/i;

interface Day {
  readonly year: number;
  readonly month: number;
  readonly day: number;
}

/** Reads a date, a time, or both (date 1900-01-01 when only a time is given). Null when SQL Server would refuse it. */
export function parseDateTime(text: string, format: DateFormat = 'mdy'): DateTimeParts | null {
  const trimmed = text.trim();
  if (trimmed === '') return { ...day(1900, 1, 1), ...MIDNIGHT, offsetMinutes: null };
  const { rest: withoutZone, offsetMinutes } = splitZone(trimmed);
  const { datePart, timePart } = splitTime(withoutZone);
  const date = datePart === '' ? day(1900, 1, 1) : parseDay(datePart, format);
  const time = timePart === '' ? MIDNIGHT : parseTime(timePart);
  if (!date || !time || !isRealDay(date)) return null;
  return { ...date, ...time, offsetMinutes };
}

const MIDNIGHT = { hour: 0, minute: 0, second: 0, nanos: 0 };

const day = (year: number, month: number, dayOfMonth: number): Day => ({ year, month, day: dayOfMonth });

function splitZone(text: string): { rest: string; offsetMinutes: number | null } {
  const match = /\d:\d/.test(text) ? ZONE.exec(text) : null;
  if (!match) return { rest: text, offsetMinutes: null };
  const minutes = match[1] ? 0 : Number(match[3]) * 60 + Number(match[4]);
  return { rest: text.slice(0, match.index), offsetMinutes: match[2] === '-' ? -minutes : minutes };
}

/** A time has a colon or am/pm; what stands before it is the date. */
function splitTime(text: string): { datePart: string; timePart: string } {
  if (!/:|[ap]m$/i.test(text)) return { datePart: text, timePart: '' };
  const match = /(?:^|[\sT])(\d{1,2}(?::\d{1,2}(?::\d{1,2}(?:[.:]\d{1,9})?)?)?\s*(?:[ap]m)?)$/i.exec(text);
  if (!match) return { datePart: text, timePart: '' };
  return { datePart: text.slice(0, match.index).trim(), timePart: match[1] ?? '' };
}

function parseTime(text: string): typeof MIDNIGHT | null {
  const match = TIME.exec(text);
  if (!match) return null;
  const [, hourText, minute = '0', second = '0', mark, fraction = '', half] = match;
  const hour = fullHour(Number(hourText), half?.toLowerCase());
  if (hour === null || hour > 23 || Number(minute) > 59 || Number(second) > 59) return null;
  return { hour, minute: Number(minute), second: Number(second), nanos: fractionNanos(fraction, mark) };
}

/** After a colon the digits count thousandths; after a point they are a decimal fraction. */
function fractionNanos(digits: string, mark: string | undefined): number {
  if (digits === '') return 0;
  return mark === ':' ? Number(digits) * 1_000_000 : Number(digits.padEnd(9, '0').slice(0, 9));
}

function fullHour(hour: number, half: string | undefined): number | null {
  if (!half) return hour;
  if (hour < 1 || hour > 12) return hour > 12 && half === 'pm' ? hour : null;
  return (hour % 12) + (half === 'pm' ? 12 : 0);
}

function parseDay(text: string, format: DateFormat): Day | null {
  return compactDay(text) ?? isoDay(text) ?? namedDay(text, format) ?? numericDay(text, format);
}

function compactDay(text: string): Day | null {
  const match = /^(\d{4}|\d{2})(\d{2})(\d{2})$/.exec(text);
  if (match) return day(fullYear(match[1] ?? ''), Number(match[2]), Number(match[3]));
  return /^\d{4}$/.test(text) ? day(Number(text), 1, 1) : null;
}

/** Year first with a separator is year, month, day whatever DATEFORMAT says for the types this product keeps apart by hazards. */
function isoDay(text: string): Day | null {
  const match = /^(\d{4})[-/.](\d{1,2})[-/.](\d{1,2})T?$/.exec(text);
  return match ? day(Number(match[1]), Number(match[2]), Number(match[3])) : null;
}

function namedDay(text: string, format: DateFormat): Day | null {
  const match = /[a-z]{3,9}/i.exec(text);
  const month = MONTHS.indexOf(match?.[0].slice(0, 3).toLowerCase() ?? '') + 1;
  if (!match || month === 0) return null;
  const before = numbers(text.slice(0, match.index));
  const after = numbers(text.slice(match.index + match[0].length));
  const all = [...before, ...after];
  const year = all.find((digits) => digits.length === 4);
  if (all.length === 1) return year ? day(Number(year), month, 1) : null;
  if (all.length !== 2) return null;
  if (year) return day(Number(year), month, Number(all.find((digits) => digits !== year)));
  const [first = '', second = ''] = all;
  return format.indexOf('y') < format.indexOf('d')
    ? day(fullYear(first), month, Number(second))
    : day(fullYear(second), month, Number(first));
}

function numbers(text: string): string[] {
  return text.match(/\d+/g) ?? [];
}

function numericDay(text: string, format: DateFormat): Day | null {
  const match = /^(\d{1,4})[-/. ](\d{1,2})[-/. ](\d{1,4})$/.exec(text);
  if (!match) return null;
  const parts = match.slice(1, 4);
  const order = (parts[2]?.length ?? 0) > 2 ? yearLast(format) : format;
  const part = (letter: string) => parts[order.indexOf(letter)] ?? '';
  return day(fullYear(part('y')), Number(part('m')), Number(part('d')));
}

function yearLast(format: DateFormat): string {
  return `${format.replace('y', '')}y`;
}

function fullYear(digits: string): number {
  const value = Number(digits);
  if (digits.length > 2) return value;
  return value < TWO_DIGIT_CUTOFF ? 2000 + value : 1900 + value;
}

function isRealDay({ year, month, day: dayOfMonth }: Day): boolean {
  if (year < 1 || year > 9999 || month < 1 || month > 12 || dayOfMonth < 1) return false;
  return dayOfMonth <= daysInMonth(year, month);
}

/** Days of a month of the proleptic Gregorian calendar. */
export function daysInMonth(year: number, month: number): number {
  if (month !== 2) return [4, 6, 9, 11].includes(month) ? 30 : 31;
  return year % 4 === 0 && (year % 100 !== 0 || year % 400 === 0) ? 29 : 28;
}
