/** Values of the engine and cells of a target in one form, so that equal values are equal texts. Floats stay numbers. */
import type { BaseType } from '../../src/catalog/sql-type.js';
import type { Type } from '../../src/engine/types/type.js';
import type { Value } from '../../src/engine/values/value.js';
import { recordedText } from '../conformance/value-text.js';

export type Comparable = string | number | null;

export const comparableValue = (value: Value, type: Type): Comparable =>
  value === null ? null : comparable(recordedText(value, type) ?? '', type.base);

/** @param cell JSON of a target: exact types as text */
export const comparableCell = (cell: unknown, type: Type): Comparable =>
  cell === null || cell === undefined
    ? null
    : comparableText(typeof cell === 'string' ? cell : JSON.stringify(cell), type.base);

const comparableText = (text: string, base: BaseType): Comparable =>
  BINARY.has(base) ? hexOf(text) : comparable(text, base);

/** Both targets count microseconds. */
const moment = (text: string): string => {
  const whole = /^\d{4}-\d\d-\d\d$/.test(text) ? `${text} 00:00:00` : text;
  return whole
    .replace(/\.(\d{6})\d+$/, '.$1')
    .replace(/(\.\d*?)0+$/, '$1')
    .replace(/\.$/, '');
};

const number = (text: string): string => {
  const plain = text.includes('.') ? text.replace(/\.?0+$/, '') : text;
  return plain === '-0' || plain === '' ? '0' : plain;
};

/** `2020-01-31 12:00:00 +05:30`, and `+00` as the targets write it, as a moment of UTC in microseconds. */
function utc(text: string): string {
  const found = /^(\d{4}-\d\d-\d\d) (\d\d:\d\d:\d\d)(?:\.(\d+))? ?([+-])(\d\d)(?::(\d\d))?$/.exec(text);
  if (!found) return text;
  const [, date = '', time = '', fraction = '', sign = '+', hours = '0', minutes = '0'] = found;
  const offsetMinutes = (Number(hours) * 60 + Number(minutes)) * (sign === '-' ? -1 : 1);
  const ms = Date.parse(`${date}T${time}Z`) - offsetMinutes * 60_000;
  return `${ms} ${fraction.padEnd(6, '0').slice(0, 6)}`;
}

/** Bare hex of what DuckDB writes (printable bytes as they are, others as `\xAB`) and of PostgreSQL's `\xabcd`. */
function hexOf(text: string): string {
  if (/^\\x([\da-f]{2})*$/.test(text) && !/^(\\x[\dA-F]{2})+$/.test(text)) return text.slice(2).toUpperCase();
  return text.replace(/\\x([\dA-F]{2})|([^\\])/g, (_all, hex: string | undefined, plain: string | undefined) =>
    hex ?? (plain ?? '').charCodeAt(0).toString(16).toUpperCase().padStart(2, '0'),
  ); // prettier-ignore
}

const BINARY: ReadonlySet<BaseType> = new Set(['binary', 'varbinary', 'image', 'rowversion']);

const FORMS: Readonly<Partial<Record<BaseType, (text: string) => Comparable>>> = {
  bit: (text) => (text === 'true' || text === '1' ? '1' : text === 'false' || text === '0' ? '0' : text),
  decimal: number, money: number, smallmoney: number,
  float: Number, real: (text) => Math.fround(Number(text)),
  time: moment, datetime: moment, smalldatetime: moment, datetime2: moment,
  datetimeoffset: utc,
  uniqueidentifier: (text) => text.toUpperCase(),
}; // prettier-ignore

function comparable(text: string, base: BaseType): Comparable {
  return FORMS[base]?.(text) ?? text;
}
