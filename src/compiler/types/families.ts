/** Families of SQL Server types and the facets the rules of typing ask for. Source: Microsoft Learn, "Data types (Transact-SQL)". */
import type { BaseType, SqlType } from '../../catalog/sql-type.js';

export type Family =
  'integer' | 'bit' | 'decimal' | 'money' | 'float' | 'temporal' | 'character' | 'binary' | 'guid' | 'other';

const FAMILIES: Readonly<Record<BaseType, Family>> = {
  bit: 'bit', tinyint: 'integer', smallint: 'integer', int: 'integer', bigint: 'integer',
  decimal: 'decimal', money: 'money', smallmoney: 'money', real: 'float', float: 'float',
  date: 'temporal', time: 'temporal', datetime: 'temporal', smalldatetime: 'temporal', datetime2: 'temporal', datetimeoffset: 'temporal',
  char: 'character', varchar: 'character', text: 'character', nchar: 'character', nvarchar: 'character', ntext: 'character',
  binary: 'binary', varbinary: 'binary', image: 'binary', rowversion: 'binary',
  uniqueidentifier: 'guid', xml: 'other', json: 'other', sql_variant: 'other', hierarchyid: 'other', geography: 'other', geometry: 'other',
  cursor: 'other', table: 'other', unknown: 'other',
}; // prettier-ignore

export const familyOf = (type: SqlType): Family => FAMILIES[type.base];

export const isCharacter = (type: SqlType): boolean => familyOf(type) === 'character';
export const isTemporal = (type: SqlType): boolean => familyOf(type) === 'temporal';
export const isUnknown = (type: SqlType): boolean => type.base === 'unknown';

const NUMERIC = new Set<Family>(['integer', 'decimal', 'money', 'float']);

/** Numbers one can calculate with; `bit` is not one of them. */
export const isNumeric = (type: SqlType): boolean => NUMERIC.has(familyOf(type));

export const isNational = (type: SqlType): boolean =>
  type.base === 'nchar' || type.base === 'nvarchar' || type.base === 'ntext';

/** Longest text in characters before `max`: 4000 for national types, 8000 for the others and for binary. */
export const longestLength = (type: SqlType): number => (isNational(type) ? 4000 : 8000);

/** Precision and scale an exact number counts with in decimal arithmetic ("Precision, scale, and length"). */
export function decimalFacets(type: SqlType): { readonly precision: number; readonly scale: number } {
  if (type.base === 'decimal') return { precision: type.precision ?? 18, scale: type.scale ?? 0 };
  return EXACT_FACETS[type.base] ?? { precision: 38, scale: 6 };
}

const EXACT_FACETS: Readonly<Partial<Record<BaseType, { precision: number; scale: number }>>> = {
  bit: { precision: 1, scale: 0 },
  tinyint: { precision: 3, scale: 0 },
  smallint: { precision: 5, scale: 0 },
  int: { precision: 10, scale: 0 },
  bigint: { precision: 19, scale: 0 },
  money: { precision: 19, scale: 4 },
  smallmoney: { precision: 10, scale: 4 },
};

/** Characters a value of the type can have as text, for the length of `+` and CONCAT; 'max' when it has no bound. */
export function textLength(type: SqlType): number | 'max' {
  if (type.length !== undefined) return type.length;
  return TEXT_LENGTHS[type.base] ?? 'max';
}

const TEXT_LENGTHS: Readonly<Partial<Record<SqlType['base'], number>>> = {
  bit: 1, tinyint: 3, smallint: 6, int: 12, bigint: 20, decimal: 41, money: 30, smallmoney: 30, real: 23, float: 23,
  uniqueidentifier: 36, date: 10, time: 16, datetime: 26, smalldatetime: 20, datetime2: 27, datetimeoffset: 34,
}; // prettier-ignore
