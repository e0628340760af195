/**
 * Precision and scale of decimal results. Source: Microsoft Learn, "Precision, scale, and length (Transact-SQL)": the table of
 * operations, and its rules for results that would need more than 38 digits.
 */
import type { SqlType } from '../../catalog/sql-type.js';
import { decimalFacets } from './families.js';

export const MAX_PRECISION = 38;

/** A quotient keeps at least this many decimals, and a cut-down scale never falls below it. */
const LEAST_SCALE = 6;

export type DecimalOperator = 'add' | 'subtract' | 'multiply' | 'divide' | 'modulo' | 'union';

interface Facets {
  readonly precision: number;
  readonly scale: number;
}

const RULES: Readonly<Record<DecimalOperator, (left: Facets, right: Facets) => Facets>> = {
  add: (left, right) => sum(left, right, 1),
  subtract: (left, right) => sum(left, right, 1),
  multiply: (left, right) =>
    shrinkProduct({ precision: left.precision + right.precision + 1, scale: left.scale + right.scale }),
  divide: (left, right) => {
    const scale = Math.max(LEAST_SCALE, left.scale + right.precision + 1);
    return shrinkProduct({ precision: left.precision - left.scale + right.scale + scale, scale });
  },
  modulo: (left, right) => {
    const scale = Math.max(left.scale, right.scale);
    return { precision: Math.min(digitsBefore(left), digitsBefore(right)) + scale, scale };
  },
  union: (left, right) => sum(left, right, 0),
};

/** Type of `left operator right` for exact numbers, integers counting as decimals of their digits. */
export function decimalResult(operator: DecimalOperator, left: SqlType, right: SqlType): SqlType {
  const facets = RULES[operator](decimalFacets(left), decimalFacets(right));
  return {
    base: 'decimal',
    precision: Math.min(facets.precision, MAX_PRECISION),
    scale: Math.min(facets.scale, MAX_PRECISION),
  };
}

const digitsBefore = (facets: Facets): number => facets.precision - facets.scale;

/** Addition, subtraction and set operators: the whole part keeps its digits, decimals give way. */
function sum(left: Facets, right: Facets, carry: number): Facets {
  const scale = Math.max(left.scale, right.scale);
  const whole = Math.max(digitsBefore(left), digitsBefore(right));
  const precision = Math.min(scale + whole + carry, MAX_PRECISION);
  return { precision, scale: whole > precision - scale ? precision - whole : scale };
}

/** Multiplication and division past 38 digits: decimals are cut to what the whole part leaves, down to 6. */
function shrinkProduct({ precision, scale }: Facets): Facets {
  if (precision <= MAX_PRECISION) return { precision, scale };
  const whole = precision - scale;
  if (whole < MAX_PRECISION - LEAST_SCALE)
    return { precision: MAX_PRECISION, scale: Math.min(scale, MAX_PRECISION - whole) };
  return { precision: MAX_PRECISION, scale: Math.min(scale, LEAST_SCALE) };
}
