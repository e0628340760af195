/** Kinds of types that behave alike. */
import type { BaseType } from '../../catalog/sql-type.js';
import type { Type } from './type.js';

export type Family =
  | 'bit' | 'integer' | 'decimal' | 'money' | 'float' | 'moment' | 'text' | 'binary' | 'uniqueidentifier' | 'xml' | 'json'
  | 'variant' | 'clr'; // prettier-ignore

const FAMILIES: Readonly<Partial<Record<BaseType, Family>>> = {
  bit: 'bit', tinyint: 'integer', smallint: 'integer', int: 'integer', bigint: 'integer',
  decimal: 'decimal', money: 'money', smallmoney: 'money', real: 'float', float: 'float',
  date: 'moment', time: 'moment', datetime: 'moment', smalldatetime: 'moment', datetime2: 'moment', datetimeoffset: 'moment',
  char: 'text', varchar: 'text', text: 'text', nchar: 'text', nvarchar: 'text', ntext: 'text',
  binary: 'binary', varbinary: 'binary', image: 'binary', rowversion: 'binary',
  uniqueidentifier: 'uniqueidentifier', xml: 'xml', json: 'json', sql_variant: 'variant',
}; // prettier-ignore

export const familyOf = (type: Type): Family => FAMILIES[type.base] ?? 'clr';

export const isText = (type: Type): boolean => familyOf(type) === 'text';
export const isUnicode = (type: Type): boolean =>
  type.base === 'nchar' || type.base === 'nvarchar' || type.base === 'ntext';
export const isFixedLength = (type: Type): boolean =>
  type.base === 'char' || type.base === 'nchar' || type.base === 'binary' || type.base === 'rowversion';
export const isExactNumber = (type: Type): boolean => ['bit', 'integer', 'decimal', 'money'].includes(familyOf(type));
export const isNumber = (type: Type): boolean => isExactNumber(type) || familyOf(type) === 'float';

/** Digits that an exact number of a type may have. Source: Microsoft Learn, "Precision, scale, and length". */
const EXACT: Readonly<Partial<Record<BaseType, readonly [precision: number, scale: number]>>> = {
  bit: [1, 0], tinyint: [3, 0], smallint: [5, 0], int: [10, 0], bigint: [19, 0], smallmoney: [10, 4], money: [19, 4],
}; // prettier-ignore

/** Of exact numbers only; null for others. */
export function exactFacets(type: Type): { readonly precision: number; readonly scale: number } | null {
  if (type.base === 'decimal') return { precision: type.precision ?? 18, scale: type.scale ?? 0 };
  const known = EXACT[type.base];
  return known ? { precision: known[0], scale: known[1] } : null;
}

/** Digits of the fraction of a second that a type of moments keeps. Source: Microsoft Learn, "Date and time data types". */
export function fractionDigits(type: Type): number {
  if (type.base === 'datetime') return 3;
  if (type.base === 'date' || type.base === 'smalldatetime') return 0;
  return type.scale ?? 7;
}

/** As SQL Server names a type in its messages. */
export function messageName(type: Type): string {
  if (type.base === 'decimal') return 'numeric';
  if (type.base === 'rowversion') return 'timestamp';
  return type.base;
}

/** As `messageName`, with the `(max)` that error 206 tells apart. */
export const clashName = (type: Type): string =>
  type.isUntypedNull ? 'void type' : messageName(type) + (type.length === 'max' ? '(max)' : '');
