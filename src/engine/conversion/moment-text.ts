/**
 * Texts that are dates and times. Source: Microsoft Learn, "Date and time data types", the section "Supported string literal formats"
 * of each type's page, "SET DATEFORMAT", and "two digit year cutoff" (2049).
 */
import { NotInEngine, type SqlError } from '../errors.js';
import type { Settings } from '../session/run.js';
import type { Type } from '../types/type.js';
import { DAY_1900, dayNumber, isDate } from '../values/calendar.js';
import { badMoment, badSmallMoment, momentOutOfRange } from './conversion-errors.js';
import { alphabeticDate, numericDate, type DateParts, type DateReading } from './date-text.js';
import { fullYear } from './full-year.js';
import { LAST_DAY, type Moment } from './moments.js';
import { TIME_AT_END, timeParts, type TimeParts } from './time-text.js';

/** datetime and smalldatetime follow rules older than the standard. */
const isOld = (type: Type): boolean => type.base === 'datetime' || type.base === 'smalldatetime';

const ISO = /^(\d{4})-(\d{2})-(\d{2})T(\d{2}):(\d{2}):(\d{2})(?:\.(\d+))?(Z|[+-]\d{2}:\d{2})?$/i;
const ISO_LIKE = /^\d{4}-\d{1,2}-\d{1,2}T/i;
/** A date with a zone and no time, a fraction of a minute, an offset of one digit alone. `-5:00` is read: Microsoft Learn, "SWITCHOFFSET", has it in its example. */
const DOUBTFUL = [/^[\d-]{8,}(?:Z|[+-]\d{2}:\d{2})$/i, /(?:^| )\d{1,2}:\d{1,2}\.\d/, /:[\d.]+ ?[+-]\d$/];
/** datetime has no offsets. */
const DATE_AND_OFFSET = /^\d{4}-\d{2}-\d{2}[+-]\d{2}:\d{2}$/;
const UNSEPARATED = /^(\d{8}|\d{6}|\d{4})$/;

type DateOrder = Settings['dateFormat'];

/** Order of the parts of a date that a style of CONVERT asks for. */
const ORDERS: Readonly<Record<number, DateOrder>> = {
  1: 'mdy', 2: 'ymd', 3: 'dmy', 4: 'dmy', 5: 'dmy', 10: 'mdy', 11: 'ymd', 12: 'ymd',
}; // prettier-ignore
const ODBC_STYLES = new Set([20, 21, 23, 25, 120, 121]);
/** Styles of names of months and of times: they ask for no order. */
const WITHOUT_ORDER = new Set([0, 6, 7, 8, 9, 13, 14, 24]);

/**
 * @param from the text's type, for messages
 * @throws SqlError 241, 242, 295, and NotInEngine where no documentation tells how a text is read
 */
export function parseMoment(text: string, from: Type, to: Type, settings: Settings, style?: number): Moment {
  const bad = to.base === 'smalldatetime' ? badSmallMoment : badMoment;
  const range = isOld(to) ? () => momentOutOfRange(from, to) : badMoment;
  const inner = text.trim();
  if (inner === '') return { day: DAY_1900, ticks: 0, offsetMinutes: null };
  const iso = ISO.exec(inner);
  if (iso) return isoMoment(iso, to, style, bad, range);
  // The pages list one form with a T, whole to its seconds, and blanks nowhere in it.
  if (ISO_LIKE.test(inner)) throw bad();
  if (isOld(to) && DATE_AND_OFFSET.test(inner)) throw bad();
  if (DOUBTFUL.some((form) => form.test(inner))) throw doubtful(inner);
  return spacedMoment(inner, to, reading(inner, to, settings, style), bad, range);
}

function reading(text: string, to: Type, settings: Settings, style: number | undefined): DateReading {
  const isEnglish = /^(us_english|english|british|british english)$/i.test(settings.language);
  const common = { isOld: isOld(to), isEnglish };
  if (style === undefined || WITHOUT_ORDER.has(style >= 100 ? style - 100 : style)) return { ...common, order: settings.dateFormat, yearDigits: null }; // prettier-ignore
  if ((style === 126 || style === 127) && /^\d{4}-\d{2}-\d{2}$/.test(text)) return { ...common, order: 'ymd', yearDigits: 4 }; // prettier-ignore
  if (ODBC_STYLES.has(style)) return { ...common, order: 'ymd', yearDigits: 4 };
  const order = ORDERS[style >= 100 ? style - 100 : style];
  if (order) return { ...common, order, yearDigits: style < 100 ? 2 : 4 };
  throw new NotInEngine('ENGINE-STYLE', `style ${style} of dates`);
}

const doubtful = (text: string): NotInEngine => new NotInEngine('ENGINE-DATE-TEXT', `the date and time '${text}'`);

type Failure = () => SqlError;

function isoMoment(match: RegExpExecArray, to: Type, style: number | undefined, bad: Failure, range: Failure): Moment {
  const zone = match[8];
  if (zone !== undefined && isOld(to)) {
    if (style !== 127 && !/^z$/i.test(zone)) throw bad();
    if (style !== 127 || !/^z$/i.test(zone))
      throw new NotInEngine('ENGINE-DATE-TEXT', `a time zone in a text for ${to.base}`);
  }
  const [year, month, day] = [Number(match[1]), Number(match[2]), Number(match[3])];
  const time = timeParts({ hour: match[4], minute: match[5], second: match[6], fraction: match[7], zone });
  return momentFrom({ year, month, day }, time, to, bad, range);
}

/** Date, blank, time; each may be missing. */
function spacedMoment(text: string, to: Type, how: DateReading, bad: Failure, range: Failure): Moment {
  const match = TIME_AT_END.exec(text);
  const datePart = match ? text.slice(0, match.index).trim() : text;
  if (match?.groups?.['zone'] !== undefined && isOld(to)) throw bad();
  const time = match ? timeParts(match.groups ?? {}) : null;
  if (datePart === '') return momentFrom(null, time, to, bad, range);
  if (datePart.includes(':')) throw startsWithTime(datePart) ? doubtful(text) : bad(); // prettier-ignore
  const date = dateParts(datePart, how);
  if (!date) throw bad();
  return momentFrom(date, time, to, bad, range);
}

const startsWithTime = (text: string): boolean => /^\d{1,2}:\d{2}\S* +\S/.test(text);

function dateParts(text: string, how: DateReading): DateParts | null {
  const plain = UNSEPARATED.exec(text)?.[1];
  if (plain !== undefined) return unseparated(plain);
  return numericDate(text, how) ?? alphabeticDate(text, how);
}

/** Year, month, day, or the year alone. */
function unseparated(digits: string): DateParts {
  if (digits.length === 4) return { year: Number(digits), month: 1, day: 1 };
  const year = digits.slice(0, -4);
  return {
    year: fullYear(year),
    month: Number(digits.slice(-4, -2)),
    day: Number(digits.slice(-2)),
  };
}

function momentFrom(date: DateParts | null, time: TimeParts | null, to: Type, bad: Failure, range: Failure): Moment {
  if (time === 'bad' || (time && isOld(to) && time.fractionDigits > 3)) throw bad();
  if (date && !isDate(date)) throw range();
  const day = date ? dayNumber(date) : DAY_1900;
  if (time && !time.isInRange) throw range();
  if (day > LAST_DAY) throw range();
  return { day, ticks: time ? time.ticks : 0, offsetMinutes: time ? time.offsetMinutes : null };
}
