/**
 * Reads a date constant the way SQL Server converts text to a date type: ISO forms, unseparated digits, numeric forms by
 * DATEFORMAT, alphabetical months in English. Source: Microsoft Learn, "datetime", "date", "SET DATEFORMAT",
 * "Two Digit Year Cutoff".
 */
import { isDate } from './calendar.js';

/** Order of day, month and year in numeric dates; the login's language sets it. */
export type DateOrder = 'mdy' | 'dmy' | 'ymd';

/** `fraction` holds the digits after the second as written. `offset` in minutes, null when none was written. */
export interface DateParts {
  readonly year: number;
  readonly month: number;
  readonly day: number;
  readonly hour: number;
  readonly minute: number;
  readonly second: number;
  readonly fraction: string;
  readonly offset: number | null;
}

/** DATEFORMAT of the languages that are not month-day-year. Source: "sys.syslanguages". */
const LANGUAGE_ORDERS: Readonly<Record<string, DateOrder>> = {
  us_english: 'mdy', english: 'mdy', japanese: 'ymd', swedish: 'ymd', svenska: 'ymd', magyar: 'ymd', hungarian: 'ymd', 'simplified chinese': 'ymd',
  简体中文: 'ymd', 'traditional chinese': 'ymd', 繁體中文: 'ymd', 日本語: 'ymd', korean: 'ymd', 한국어: 'ymd', lithuanian: 'ymd', lietuvių: 'ymd',
}; // prettier-ignore

/** Numeric order of dates under SET LANGUAGE; most languages but English and those listed put the day first. */
export const dateOrderOf = (language: string): DateOrder => LANGUAGE_ORDERS[language.toLowerCase()] ?? 'dmy';

const MONTHS = ['jan', 'feb', 'mar', 'apr', 'may', 'jun', 'jul', 'aug', 'sep', 'oct', 'nov', 'dec'];
const TWO_DIGIT_YEAR_CUTOFF = 2049;
const EPOCH = { year: 1900, month: 1, day: 1 };

type Day = { readonly year: number; readonly month: number; readonly day: number };
type Groups = Readonly<Record<string, string | undefined>>;

interface DayForm {
  readonly pattern: RegExp;
  readonly read: (groups: Groups, order: DateOrder, newTypes: boolean) => Day | null;
}

const named = (groups: Groups): Day => ({
  year: fullYear(groups.y ?? ''),
  month: Number(groups.m),
  day: Number(groups.d ?? 1),
});
const alphabetical = (groups: Groups): Day => ({
  year: fullYear(groups.y ?? ''),
  month: monthNumber(groups.name ?? ''),
  day: Number(groups.d ?? 1),
});

/** First match wins. */
const DAY_FORMS: readonly DayForm[] = [
  { pattern: /^(?<y>\d{4})(?<m>\d{2})(?<d>\d{2})$/, read: named },
  { pattern: /^(?<y>\d{2})(?<m>\d{2})(?<d>\d{2})$/, read: named },
  { pattern: /^(?<y>\d{4})$/, read: (groups) => ({ ...EPOCH, year: Number(groups.y) }) },
  { pattern: /^(?<y>\d{4})[-/.](?<a>\d{1,2})[-/.](?<b>\d{1,2})$/, read: yearFirst },
  { pattern: /^(?<a>\d{1,2})[-/.](?<b>\d{1,2})[-/.](?<y>\d{4}|\d{1,2})$/, read: yearLast },
  { pattern: /^(?<name>[a-z]{3,9})\.?\s*(?<d>\d{1,2})(?:,\s*|\s+)(?<y>\d{4}|\d{2})$/i, read: alphabetical },
  { pattern: /^(?<d>\d{1,2})[\s-]*(?<name>[a-z]{3,9})\.?,?[\s-]*(?<y>\d{4}|\d{2})$/i, read: alphabetical },
  { pattern: /^(?<y>\d{4})[\s-]*(?<name>[a-z]{3,9})[\s-]*(?<d>\d{1,2})$/i, read: alphabetical },
  { pattern: /^(?<name>[a-z]{3,9}),?\s*(?<y>\d{4})$/i, read: alphabetical },
];

const TIME = /^(?<h>\d{1,2})(?::(?<mi>\d{1,2})(?::(?<s>\d{1,2})(?:[.:](?<f>\d{1,9}))?)?)?\s*(?<half>[ap]m)?$/i;
const OFFSET = /\s*(?:(?<zulu>Z)|(?<sign>[+-])(?<oh>\d{1,2}):(?<om>\d{2}))$/i;

/**
 * Parts of a date text, or null when SQL Server would refuse it under `order`.
 * @param newTypes true for date, time, datetime2 and datetimeoffset, which read `YYYY-MM-DD` the same in every language
 */
export function parseDateText(text: string, order: DateOrder, newTypes: boolean): DateParts | null {
  const trimmed = text.trim();
  if (trimmed === '') return { ...EPOCH, hour: 0, minute: 0, second: 0, fraction: '', offset: null };
  const iso = /^(\d{4}-\d{2}-\d{2})T(.*)$/.exec(trimmed);
  const { body, offset } = splitOffset(iso?.[2] ?? trimmed);
  if (iso?.[1] !== undefined) return combine(readDay(iso[1], 'ymd', true), body, offset);
  const timeAt = body.search(/(^|\s)\d{1,2}(:\d|\s*[ap]m\b)/i);
  const dayText = (timeAt < 0 ? body : body.slice(0, timeAt)).trim();
  const day = dayText === '' ? EPOCH : readDay(dayText, order, newTypes);
  return combine(day, timeAt < 0 ? '' : body.slice(timeAt).trim(), offset);
}

function splitOffset(text: string): { readonly body: string; readonly offset: number | null } {
  const match = text.includes(':') ? OFFSET.exec(text) : null;
  if (match === null) return { body: text, offset: null };
  const { zulu, sign, oh, om } = match.groups ?? {};
  const minutes = zulu === undefined ? (sign === '-' ? -1 : 1) * (Number(oh) * 60 + Number(om)) : 0;
  return { body: text.slice(0, match.index), offset: minutes };
}

function readDay(text: string, order: DateOrder, newTypes: boolean): Day | null {
  for (const form of DAY_FORMS) {
    const match = form.pattern.exec(text);
    if (match === null) continue;
    const day = form.read(match.groups ?? {}, order, newTypes);
    return day !== null && isDate(day.year, day.month, day.day) ? day : null;
  }
  return null;
}

/** Year first: the new types read month then day; datetime does so only where DATEFORMAT has the month before the day. */
function yearFirst(groups: Groups, order: DateOrder, newTypes: boolean): Day {
  const [first, second] = [Number(groups.a), Number(groups.b)];
  const dayFirst = order === 'dmy' && !newTypes;
  return { year: Number(groups.y), month: dayFirst ? second : first, day: dayFirst ? first : second };
}

/** Numeric parts by DATEFORMAT; under `ymd` a short year comes first. */
function yearLast(groups: Groups, order: DateOrder): Day | null {
  const [a, b] = [Number(groups.a), Number(groups.b)];
  const last = groups.y ?? '';
  if (order === 'ymd')
    return last.length === 2
      ? { year: fullYear(groups.a ?? ''), month: b, day: Number(last) }
      : { year: Number(last), month: a, day: b };
  return { year: fullYear(last), month: order === 'mdy' ? a : b, day: order === 'mdy' ? b : a };
}

function fullYear(text: string): number {
  const year = Number(text);
  if (text.length > 2) return year;
  return year + (year <= TWO_DIGIT_YEAR_CUTOFF % 100 ? 2000 : 1900);
}

const monthNumber = (name: string): number => MONTHS.indexOf(name.slice(0, 3).toLowerCase()) + 1;

function combine(day: Day | null, timeText: string, offset: number | null): DateParts | null {
  if (day === null) return null;
  if (timeText === '') return { ...day, hour: 0, minute: 0, second: 0, fraction: '', offset };
  const { h, mi = '0', s = '0', f = '', half } = TIME.exec(timeText)?.groups ?? {};
  if (h === undefined) return null;
  const hour = hourOf(Number(h), half?.toLowerCase());
  if (hour === null || Number(mi) > 59 || Number(s) > 59) return null;
  return { ...day, hour, minute: Number(mi), second: Number(s), fraction: f, offset };
}

/** 12 am is 0, 12 pm is 12; an hour above 12 with am is refused. */
function hourOf(hour: number, half: string | undefined): number | null {
  if (half === undefined) return hour <= 23 ? hour : null;
  if (hour > 12 && half === 'am') return null;
  if (hour > 23) return null;
  return half === 'pm' ? (hour < 12 ? hour + 12 : hour) : hour % 12;
}
