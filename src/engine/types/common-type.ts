/**
 * The type that two values have together: of CASE, COALESCE, UNION and comparisons.
 * Source: Microsoft Learn, "Data type precedence" and "Precision, scale, and length".
 */
import type { BaseType } from '../../catalog/sql-type.js';
import { allowance, typeClash } from '../conversion/allowed.js';
import { exactFacets, familyOf, fractionDigits, isText } from './families.js';
import { mergeCollations } from './merge-collations.js';
import type { Type } from './type.js';

export { mergeCollations } from './merge-collations.js';

/** Highest first. */
const PRECEDENCE: readonly BaseType[] = [
  'hierarchyid', 'geography', 'geometry', 'sql_variant', 'json', 'xml',
  'datetimeoffset', 'datetime2', 'datetime', 'smalldatetime', 'date', 'time',
  'float', 'real', 'decimal', 'money', 'smallmoney', 'bigint', 'int', 'smallint', 'tinyint', 'bit',
  'ntext', 'text', 'image', 'rowversion', 'uniqueidentifier', 'nvarchar', 'nchar', 'varchar', 'char', 'varbinary', 'binary',
]; // prettier-ignore

const RANK = new Map(PRECEDENCE.map((base, index) => [base, index]));
const MAX_PRECISION = 38;
const MAX_CHARACTERS: Readonly<Partial<Record<BaseType, number>>> = { nchar: 4000, nvarchar: 4000 };
const MAX_BYTES = 8000;

/**
 * @throws SqlError 206 when the lower type does not become the higher one by itself, 468 for clashing collations
 */
export const commonType = (a: Type, b: Type): Type => commonTypeIn(a, b, 'CASE');

/** @param operation SQL Server's words for what is done, for the message about collations: `UNION`, `equal to` */
export function commonTypeIn(a: Type, b: Type, operation: string): Type {
  if (a.isUntypedNull) return withoutAlias(b);
  if (b.isUntypedNull) return withoutAlias(a);
  const [high, low] = rank(a) <= rank(b) ? [a, b] : [b, a];
  if (high.base !== low.base) requireMeeting(a, b, high, low);
  return { ...facets(high, low), ...(isText(high) ? mergeCollations(a, b, operation) : {}) };
}

/** Of a list, from left to right. An empty list has no type. */
export function commonTypeOf(types: readonly Type[], operation = 'CASE'): Type | null {
  const [first, ...others] = types;
  return first ? others.reduce((left, right) => commonTypeIn(left, right, operation), first) : null;
}

const rank = (type: Type): number => RANK.get(type.base) ?? PRECEDENCE.length;

/** The name of an alias type is not the name of what comes of it. */
function withoutAlias(type: Type): Type {
  if (type.alias === undefined) return type;
  const { alias: _alias, ...plain } = type;
  return plain;
}

function requireMeeting(a: Type, b: Type, high: Type, low: Type): void {
  if (allowance(low, high) !== 'implicit') throw typeClash(a, b);
}

function facets(high: Type, low: Type): Type {
  const family = familyOf(high);
  if (family === 'decimal') return commonDecimal(high, low);
  if (family === 'moment' && high.scale !== undefined) return commonFraction(high, low);
  if (family === 'text' || family === 'binary') return commonLength(high, low);
  return { base: high.base };
}

/** Over 38 digits the fraction gives way to the whole part. */
function commonDecimal(high: Type, low: Type): Type {
  const [x, y] = [exactFacets(high), exactFacets(low)];
  if (!x || !y) return { base: 'decimal', precision: high.precision, scale: high.scale };
  const whole = Math.max(x.precision - x.scale, y.precision - y.scale);
  const scale = Math.max(x.scale, y.scale);
  if (whole + scale <= MAX_PRECISION) return { base: 'decimal', precision: whole + scale, scale };
  return { base: 'decimal', precision: MAX_PRECISION, scale: Math.max(0, MAX_PRECISION - whole) };
}

function commonFraction(high: Type, low: Type): Type {
  const scale = familyOf(low) === 'moment' ? Math.max(fractionDigits(high), fractionDigits(low)) : high.scale;
  return { base: high.base, scale };
}

function commonLength(high: Type, low: Type): Type {
  if (high.length === undefined) return { base: high.base };
  const [x, y] = [high.length, low.length];
  if (x === 'max' || y === 'max') return { base: variable(high.base), length: 'max' };
  const most = MAX_CHARACTERS[high.base] ?? MAX_BYTES;
  return { base: high.base, length: Math.min(most, Math.max(x, y ?? 0)) };
}

const variable = (base: BaseType): BaseType =>
  base === 'char' ? 'varchar' : base === 'nchar' ? 'nvarchar' : base === 'binary' ? 'varbinary' : base;
