/** Converts constants while compiling, so that `d > '19970101'` compares a date with a date. Source: Microsoft Learn, "CAST and CONVERT". */
import type { SqlType } from '../../catalog/sql-type.js';
import type { DateOrder } from './date-text.js';
import { type Family, familyOf } from './families.js';
import { temporalFromDays, temporalFromText } from './temporal-constant.js';

interface Context {
  readonly type: SqlType;
  readonly order: DateOrder;
  readonly style: number | null;
}

type Fold = (value: string, context: Context) => string | null;

/** By family of the constant and family wanted; a pair that is not here is left to the target. */
const FOLDS: Readonly<Partial<Record<Family, Readonly<Partial<Record<Family, Fold>>>>>> = {
  character: {
    temporal: (value, { type, order, style }) => temporalFromText(value, type, order, style),
    integer: (value, { type }) => integerInRange(wholeNumber(value), type),
    decimal: (value, { type }) => decimalIn(value, type),
    money: (value) => (/^[+-]?\d+(\.\d{1,4})?$/.test(value.trim()) ? plain(value) : null),
    float: (value) => (/^[+-]?(\d+\.?\d*|\.\d+)(e[+-]?\d+)?$/i.test(value.trim()) ? plain(value) : null),
    bit: (value) => BIT_WORDS[value.trim().toLowerCase()] ?? null,
    guid: (value) => guid(value),
  },
  integer: {
    temporal: (value, { type }) => temporalFromDays(Number(value), type),
    bit: (value) => (BigInt(value) === 0n ? '0' : '1'),
    integer: (value, { type }) => integerInRange(value, type),
    decimal: (value, { type }) => decimalIn(value, type),
    money: (value) => value,
    float: (value) => value,
  },
  decimal: {
    temporal: (value, { type }) => temporalFromDays(Number(value), type),
    bit: (value) => (/[1-9]/.test(value) ? '1' : '0'),
    decimal: (value, { type }) => decimalIn(value, type),
    float: (value) => value,
    money: (value) => (/^-?\d+(\.\d{1,4})?$/.test(value) ? value : null),
  },
  bit: { integer: (value) => value, decimal: (value) => value, bit: (value) => value },
};

const BIT_WORDS: Readonly<Record<string, string>> = { true: '1', false: '0', '1': '1', '0': '0' };

/** Value of the constant in the type wanted, canonical; null when it is not decided here (or is an error in SQL Server). */
export function foldConstant(value: string, from: SqlType, context: Context): string | null {
  return FOLDS[familyOf(from)]?.[familyOf(context.type)]?.(value, context) ?? null;
}

/** Whether a constant between these families is decided here, so that null above means SQL Server would refuse it. */
export const isFolded = (from: SqlType, to: SqlType): boolean => FOLDS[familyOf(from)]?.[familyOf(to)] !== undefined;

/** Families a text is read into wholly here. Numbers with decimals may only need rounding, and a moment with an offset is left to the target. */
const WHOLLY_READ = new Set<Family>(['temporal', 'integer', 'bit', 'guid']);

/** Whether SQL Server refuses a constant text that `foldConstant` made nothing of. */
export function isRefused(value: string, from: SqlType, to: SqlType): boolean {
  if (familyOf(from) !== 'character') return familyOf(to) === 'temporal' && isFolded(from, to);
  return WHOLLY_READ.has(familyOf(to)) && !hasOffset(value);
}

/** `...Z` or `...+02:00`. */
export const hasOffset = (value: string): boolean => /(Z|[+-]\d\d:\d\d)\s*$/i.test(value);

/** An empty text is zero. */
function wholeNumber(value: string): string | null {
  const text = value.trim();
  if (text === '') return '0';
  return /^[+-]?\d+$/.test(text) ? plain(text) : null;
}

const plain = (value: string): string => value.trim().replace(/^\+/, '').toLowerCase();

const RANGES: Readonly<Partial<Record<SqlType['base'], readonly [bigint, bigint]>>> = {
  tinyint: [0n, 255n],
  smallint: [-32768n, 32767n],
  int: [-2147483648n, 2147483647n],
  bigint: [-9223372036854775808n, 9223372036854775807n],
};

function integerInRange(value: string | null, type: SqlType): string | null {
  const range = RANGES[type.base];
  if (value === null || range === undefined) return null;
  const number = BigInt(value);
  return number >= range[0] && number <= range[1] ? String(number) : null;
}

/** Only what needs no rounding and fits the precision. */
function decimalIn(value: string, type: SqlType): string | null {
  const [, sign = '', whole = '', fraction = ''] = /^([+-]?)(\d*)\.?(\d*)$/.exec(value.trim()) ?? [];
  if (whole + fraction === '') return null;
  const digits = whole.replace(/^0+/, '');
  const decimals = fraction.replace(/0+$/, '');
  const scale = type.scale ?? 0;
  if (decimals.length > scale || digits.length > (type.precision ?? 18) - scale) return null;
  const kept = fraction.slice(0, Math.max(decimals.length, Math.min(fraction.length, scale)));
  return `${sign === '-' ? '-' : ''}${digits || '0'}${kept === '' ? '' : `.${kept}`}`;
}

function guid(value: string): string | null {
  const match = /^\{?([0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12})\}?$/i.exec(value.trim());
  return match?.[1]?.toUpperCase() ?? null;
}
