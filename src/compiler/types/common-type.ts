/** The type several values meet in: CASE, COALESCE, IN, set operators, VALUES, comparisons. Source: "Data type precedence", "Precision, scale, and length". */
import type { SqlType } from '../../catalog/sql-type.js';
import type { Scalar, ScalarType } from '../ir/scalar.js';
import { COLLATION_CONFLICT, collationOfTypes } from './collation.js';
import { decimalResult } from './decimal-result.js';
import { familyOf, isCharacter, isNational, isTemporal, isUnknown, longestLength, textLength } from './families.js';
import { higherPrecedence } from './precedence.js';

/** A constant NULL has no type of its own: it takes its neighbour's. */
export const isNullConstant = (scalar: Scalar): boolean => scalar.op === 'literal' && scalar.value === null;

/** Type of the highest precedence among `scalars`, wide enough for each; nullable when one is. Empty or all NULL gives int. */
export function commonType(scalars: readonly Scalar[]): ScalarType {
  const typed = scalars.filter((scalar) => !isNullConstant(scalar)).map((scalar) => scalar.type);
  const nullable = scalars.some((scalar) => scalar.type.nullable);
  if (typed.length === 0) return scalars[0]?.type ?? { base: 'int', nullable, collation: null };
  return { ...commonOfTypes(typed), nullable };
}

/** As `commonType`, of types. At least one is needed. */
export function commonOfTypes(types: readonly ScalarType[]): ScalarType {
  const [first, ...rest] = types;
  if (first === undefined) return { base: 'unknown', nullable: true, collation: null };
  const type = rest.reduce<SqlType>(wider, first);
  const collation = collationOfTypes(types);
  const nullable = types.some((each) => each.nullable);
  return {
    ...facetsOf(type),
    nullable,
    collation: collation === COLLATION_CONFLICT || !isCharacter(type) ? null : collation,
  };
}

/** The narrowest type both convert to without loss, as SQL Server picks it. */
export function wider(left: SqlType, right: SqlType): SqlType {
  if (isUnknown(left) || isUnknown(right)) return isUnknown(left) ? left : right;
  const base = higherPrecedence(left.base, right.base);
  if (base === 'decimal') return decimalResult('union', left, right);
  if (isCharacter({ base }) || familyOf({ base }) === 'binary') return sized(base, widerLength(base, left, right));
  const winner = left.base === base ? left : right;
  const hasFraction = winner.scale !== undefined && isTemporal(left) && isTemporal(right);
  return hasFraction ? { base, scale: Math.max(fractionDigits(left), fractionDigits(right)) } : facetsOf(winner);
}

/** Decimals of the second. */
const fractionDigits = ({ base, scale }: SqlType): number => FRACTION_DIGITS[base] ?? scale ?? 7;
const FRACTION_DIGITS: Readonly<Partial<Record<SqlType['base'], number>>> = { date: 0, smalldatetime: 0, datetime: 3 };

/** The type of higher precedence, fixed or varying as it is; `max` only varies. */
function sized(base: SqlType['base'], length: number | 'max' | undefined): SqlType {
  return length === 'max' ? { base: VARYING[base] ?? base, length } : { base, length };
}

const VARYING: Readonly<Partial<Record<SqlType['base'], SqlType['base']>>> = {
  char: 'varchar',
  nchar: 'nvarchar',
  binary: 'varbinary',
};

function widerLength(base: SqlType['base'], left: SqlType, right: SqlType): number | 'max' | undefined {
  if (base === 'text' || base === 'ntext' || base === 'image' || base === 'rowversion') return undefined;
  const lengths = [textLength(left), textLength(right)];
  if (lengths.includes('max')) return 'max';
  const longest = Math.max(...lengths.map(Number));
  return Math.min(longest, isNational({ base }) ? longestLength({ base: 'nchar' }) : longestLength({ base }));
}

/** The SqlType alone, without what a ScalarType adds and without the alias it was declared by. */
function facetsOf({ base, length, precision, scale }: SqlType): SqlType {
  return {
    base,
    ...(length === undefined ? {} : { length }),
    ...(precision === undefined ? {} : { precision }),
    ...(scale === undefined ? {} : { scale }),
  };
}
