/** Dates in texts. Source: Microsoft Learn, "date (Transact-SQL)" and "datetime (Transact-SQL)", "Supported string literal formats". */
import { NotInEngine } from '../errors.js';
import type { Settings } from '../session/run.js';
import { fullYear } from './full-year.js';
import { MONTHS } from './moment-format.js';

export interface DateParts {
  readonly year: number;
  readonly month: number;
  readonly day: number;
}

export interface DateReading {
  readonly order: Settings['dateFormat'];
  readonly isOld: boolean;
  readonly isEnglish: boolean;
  /** Of a style that sets the order: 2 or 4; null without such a style. */
  readonly yearDigits: number | null;
}

const NUMERIC = /^(\d{1,4}) *([-/.]) *(\d{1,4}) *([-/.]) *(\d{1,4})$/;

/** Three numbers between `/`, `-` or `.`, which only datetime may mix. A number of four digits is the year; the others keep their order. Null: none. */
export function numericDate(text: string, how: DateReading): DateParts | null {
  const match = NUMERIC.exec(text);
  if (!match) return null;
  const numbers = [match[1] ?? '', match[3] ?? '', match[5] ?? ''];
  const lengths = numbers.map((digits) => digits.length);
  if (lengths.includes(3) || lengths.filter((length) => length === 4).length > 1) return null;
  if (match[2] !== match[4] && !how.isOld) return null;
  if (how.yearDigits !== null && lengths.includes(4) !== (how.yearDigits === 4)) throw doubtful(text);
  const yearAt = lengths.indexOf(4);
  // The pages of the newer types list a year in the middle under DATEFORMAT myd and dym only.
  if (!how.isOld && yearAt === 1 && how.order.endsWith('y')) return null;
  const order = orderOf(yearAt, match[2] ?? '', how, text);
  const part = (letter: string): string => numbers[order.indexOf(letter)] ?? '';
  return { year: fullYear(part('y')), month: Number(part('m')), day: Number(part('d')) };
}

/** @param yearAt place of the number of four digits; -1: none */
function orderOf(yearAt: number, separator: string, how: DateReading, text: string): string {
  const { order } = how;
  if (yearAt < 0 || order.indexOf('y') === yearAt) {
    if (!how.isOld && order === 'ydm') throw doubtful(text);
    return order;
  }
  const others = order.replace('y', '');
  if (how.isOld) return others.slice(0, yearAt) + 'y' + others.slice(yearAt);
  const isIso = yearAt === 0 && separator === '-' && how.yearDigits === null;
  if (isIso || (yearAt === 0 && others === 'md')) return 'ymd';
  throw doubtful(text);
}

/** The only comma that the types newer than datetime are documented to take. */
const COMMA_BEFORE_YEAR = /^(?:[a-z]+(?: *\d{1,2})?|\d{1,2} *[a-z]+) *, *\d{1,4}$/i;

/** A month's name among at most two numbers. Null: none. */
export function alphabeticDate(text: string, how: DateReading): DateParts | null {
  if (!/^[\w ,./-]+$/.test(text) && how.isEnglish) return null;
  if (!how.isEnglish) throw new NotInEngine('ENGINE-LANGUAGE', 'names of months that are not English');
  if (!how.isOld && text.includes(',') && !COMMA_BEFORE_YEAR.test(text)) return null;
  const words = text.match(/[a-z]+|\d+/gi) ?? [];
  const names = words.filter((word) => /^[a-z]/i.test(word));
  const numbers = words.filter((word) => /^\d/.test(word));
  const month = names.length === 1 ? monthOf(names[0] ?? '') : 0;
  if (month === 0 || numbers.length === 0 || numbers.length > 2) return null;
  return dayAndYear(month, numbers, how, text);
}

/** A month alone with its year begins on its first day. */
function dayAndYear(month: number, numbers: readonly string[], how: DateReading, text: string): DateParts | null {
  const [first = '', second] = numbers;
  if (second === undefined) {
    // Without a day the year has four digits: so say the lists of forms on both pages.
    if (first.length !== 4) return null;
    return { year: Number(first), month, day: 1 };
  }
  if (first.length === 4 && second.length <= 2) return { year: Number(first), month, day: Number(second) };
  if (first.length > 2 || second.length === 3 || second.length > 4) return null;
  if (second.length < 4 && how.order.indexOf('y') < how.order.indexOf('d')) throw doubtful(text);
  return { year: fullYear(second), month, day: Number(first) };
}

/** 1 to 12; 0: no month's name. */
function monthOf(word: string): number {
  const lower = word.toLowerCase();
  return 1 + MONTHS.findIndex((name) => name.toLowerCase() === lower || name.slice(0, 3).toLowerCase() === lower);
}

const doubtful = (text: string): NotInEngine => new NotInEngine('ENGINE-DATE-TEXT', `the date '${text}'`);
