/** Types of constants. Source: Microsoft Learn, "Constants (Transact-SQL)" and "int, bigint, smallint, and tinyint". */
import type { SqlType } from '../../catalog/sql-type.js';
import type { Literal } from '../../syntax/tsql/ast/index.js';
import type { Collation, LiteralIr } from '../ir/scalar.js';
import { longestLength } from './families.js';
import { MAX_PRECISION } from './decimal-result.js';

const INT_MAX = 2147483647n;

interface Constant {
  readonly type: SqlType;
  readonly value: string | null;
}

type Reader = (literal: Literal) => Constant | null;

const READERS: Readonly<Record<Literal['type'], Reader>> = {
  integer: (literal) => integerConstant(literal.text),
  decimal: (literal) => decimalConstant(literal.text),
  float: (literal) => ({ type: { base: 'float' }, value: floatText(literal.text) }),
  money: (literal) => ({ type: { base: 'money' }, value: literal.text.replace(/[^0-9.+-]/g, '') || '0' }),
  string: (literal) => textConstant('varchar', literal.value),
  national_string: (literal) => textConstant('nvarchar', literal.value),
  binary: (literal) => binaryConstant(literal.text),
  null: () => ({ type: { base: 'int' }, value: null }),
  default: () => null,
  date_escape: (literal) => dateEscape(literal.text),
};

/** The constant as IR; null for what is no value (`DEFAULT`) or out of range (a number of more than 38 digits). */
export function literalIr(literal: Literal, databaseCollation: Collation): LiteralIr | null {
  const constant = READERS[literal.type](literal);
  if (constant === null) return null;
  const character = literal.type === 'string' || literal.type === 'national_string';
  const type = { ...constant.type, nullable: constant.value === null, collation: character ? databaseCollation : null };
  return { op: 'literal', value: constant.value, type, span: literal.span };
}

/** `2.E` and `.5e3`, which SQL Server reads, as `2e0` and `0.5e3`. */
function floatText(text: string): string {
  const [mantissa = '0', exponent = ''] = text.toLowerCase().split('e');
  const digits = mantissa.replace(/^\./, '0.').replace(/\.$/, '');
  return `${digits}e${exponent === '' || exponent === '+' || exponent === '-' ? '0' : exponent.replace('+', '')}`;
}

/** Whole numbers past `int` are decimal, not bigint. */
function integerConstant(text: string): Constant | null {
  const digits = text.replace(/^0+(?=\d)/, '');
  if (digits.length > MAX_PRECISION) return null;
  if (BigInt(digits) <= INT_MAX) return { type: { base: 'int' }, value: digits };
  return { type: { base: 'decimal', precision: digits.length, scale: 0 }, value: digits };
}

/** Precision counts the digits as written, without leading zeros: `0.05` is decimal(2,2), `1.50` decimal(3,2). */
function decimalConstant(text: string): Constant | null {
  const [whole = '', fraction = ''] = text.split('.');
  const wholeDigits = whole.replace(/^0+/, '');
  const precision = Math.max(wholeDigits.length + fraction.length, 1);
  if (precision > MAX_PRECISION) return null;
  const value = fraction === '' ? wholeDigits || '0' : `${wholeDigits || '0'}.${fraction}`;
  return { type: { base: 'decimal', precision, scale: fraction.length }, value };
}

function textConstant(base: 'varchar' | 'nvarchar', value: string): Constant {
  const length = Math.max(value.length, 1);
  return { type: { base, length: length > longestLength({ base }) ? 'max' : length }, value };
}

/** An odd number of hex digits has a leading zero. */
function binaryConstant(text: string): Constant {
  const hex = text
    .slice(2)
    .replace(/\\\r?\n/g, '')
    .toLowerCase();
  const even = hex.length % 2 === 0 ? hex : `0${hex}`;
  return { type: { base: 'varbinary', length: Math.max(even.length / 2, 1) }, value: even };
}

/** ODBC escapes `{d '2020-01-01'}`, `{t '10:00:00'}`, `{ts '2020-01-01 10:00:00'}`: all are datetime; a time is of today, so no constant. */
function dateEscape(text: string): Constant | null {
  const [, form, value] = /^\{\s*(d|ts)\s*'([^']*)'\s*\}$/i.exec(text) ?? [];
  if (form === undefined || value === undefined) return null;
  const [, day, time = '00:00:00', fraction = ''] =
    /^(\d{4}-\d{2}-\d{2})(?: (\d{2}:\d{2}:\d{2})(?:\.(\d{1,3}))?)?$/.exec(value) ?? [];
  return day === undefined ? null : { type: { base: 'datetime' }, value: `${day} ${time}.${fraction.padEnd(3, '0')}` };
}
