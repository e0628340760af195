/** Dateparts: their names, and which of them a type of date or time has. */
import { NotInEngine, SqlError } from '../errors.js';
import type { FunctionCall } from '../../syntax/tsql/ast/index.js';
import type { Type } from '../types/type.js';

export type Datepart =
  | 'year' | 'quarter' | 'month' | 'dayofyear' | 'day' | 'week' | 'weekday' | 'iso_week'
  | 'hour' | 'minute' | 'second' | 'millisecond' | 'microsecond' | 'nanosecond' | 'tzoffset'; // prettier-ignore

/** Source: Microsoft Learn, "DATEPART (Transact-SQL)", names and abbreviations of the dateparts. */
const NAMES: readonly (readonly [Datepart, ...string[]])[] = [
  ['year', 'yy', 'yyyy'],
  ['quarter', 'qq', 'q'],
  ['month', 'mm', 'm'],
  ['dayofyear', 'dy', 'y'],
  ['day', 'dd', 'd'],
  ['week', 'wk', 'ww'],
  ['weekday', 'dw', 'w'],
  ['iso_week', 'isowk', 'isoww'],
  ['hour', 'hh'],
  ['minute', 'mi', 'n'],
  ['second', 'ss', 's'],
  ['millisecond', 'ms'],
  ['microsecond', 'mcs'],
  ['nanosecond', 'ns'],
  ['tzoffset', 'tz'],
];
const BY_NAME = new Map(NAMES.flatMap((names) => names.map((name): [string, Datepart] => [name, names[0]])));

const DATE_PARTS = new Set<Datepart>(['year', 'quarter', 'month', 'dayofyear', 'day', 'week', 'weekday', 'iso_week']);
export const isDatePart = (part: Datepart): boolean => DATE_PARTS.has(part);

/** A datepart as it stands in a call. */
export interface WrittenDatepart {
  readonly part: Datepart;
  readonly written: string;
  /** The function it stands in, in lower case: errors name it. */
  readonly of: string;
}

/** @throws SqlError 155 (no such datepart) or 9806 (not one for this function) */
export function datepartOf(call: FunctionCall, of: string, unsupported: readonly Datepart[] = []): WrittenDatepart {
  const [first] = call.args;
  if (!first) throw new SqlError(174, `The ${of} function requires 3 argument(s).`, 15);
  if (first.kind !== 'column' || first.qualifier.length > 0)
    throw new SqlError(1023, `Invalid parameter 1 specified for ${of}.`, 15);
  const written = first.name.value;
  const part = BY_NAME.get(written.toLowerCase());
  if (!part) throw new SqlError(155, `'${written}' is not a recognized ${of} option.`, 15);
  if (unsupported.includes(part))
    throw new SqlError(9806, `The datepart ${written} is not supported by date function ${of}.`);
  return { part, written, of };
}

export const isMoment = (type: Type): boolean => type.base in DIGITS;

/** Digits of seconds a type can tell apart; -1 when it knows no seconds, null when it knows no time. */
const DIGITS: Readonly<Record<string, number | null>> = {
  date: null,
  smalldatetime: -1,
  datetime: 3,
  datetime2: 7,
  datetimeoffset: 7,
  time: 7,
};

/** Digits after the second that values of the type have. */
export function fractionDigits(type: Type): number {
  const most = DIGITS[type.base] ?? 0;
  return most === 7 ? (type.scale ?? 7) : Math.max(0, most);
}

/** The error for a datepart that the argument's type has not. */
export const unsupportedFor = ({ written, of }: WrittenDatepart, type: Type): SqlError =>
  new SqlError(9810, `The datepart ${written} is not supported by date function ${of} for data type ${type.base}.`);

/** @throws SqlError 9810 for a part of the day asked of a date, or of the calendar asked of a time */
export function requirePart(datepart: WrittenDatepart, type: Type): void {
  const isOfDate = isDatePart(datepart.part);
  if (type.base === 'date' && !isOfDate) throw unsupportedFor(datepart, type);
  if (type.base === 'time' && (isOfDate || datepart.part === 'tzoffset')) throw unsupportedFor(datepart, type);
}

/** The names of months and days depend on the language. @throws NotInEngine for any but us_english */
export function requireEnglish(language: string): void {
  if (!['us_english', 'english'].includes(language.toLowerCase()))
    throw new NotInEngine('ENGINE-LANGUAGE', `names of months and days in ${language}`);
}
