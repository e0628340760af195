/** Result types of `+ - * / %` and the bit operators. Source: Microsoft Learn, the pages of the operators and "Precision, scale, and length". */
import type { SqlType } from '../../catalog/sql-type.js';
import type { ArithmeticIr } from '../ir/scalar.js';
import { decimalResult } from './decimal-result.js';
import { familyOf, isCharacter, isNational, isNumeric, longestLength, textLength } from './families.js';
import { higherPrecedence } from './precedence.js';

export type BinaryOperator = Exclude<ArithmeticIr['operator'], 'negate' | 'bit_not' | 'concat'>;

const BITWISE = new Set<BinaryOperator>(['bit_and', 'bit_or', 'bit_xor']);

/** Type of a calculation over numbers; null when SQL Server refuses the operands (bit + bit, float % float, decimal & int). */
export function arithmeticType(operator: BinaryOperator, left: SqlType, right: SqlType): SqlType | null {
  const base = higherPrecedence(left.base, right.base);
  if (BITWISE.has(operator)) return isWhole(left) && isWhole(right) ? { base } : null;
  if (!isCalculable(left) || !isCalculable(right) || base === 'bit') return null;
  if (
    base === 'decimal' &&
    (operator === 'add' ||
      operator === 'subtract' ||
      operator === 'multiply' ||
      operator === 'divide' ||
      operator === 'modulo')
  ) {
    return decimalResult(operator, left, right);
  }
  if (operator === 'modulo' && familyOf({ base }) === 'float') return null;
  return { base };
}

const isWhole = (type: SqlType): boolean => familyOf(type) === 'integer' || type.base === 'bit';
const isCalculable = (type: SqlType): boolean => isNumeric(type) || type.base === 'bit';

/** Type of `left + right` for texts: lengths add up to 8000 bytes; one `max` makes `max`; one national makes both so. */
export function concatType(left: SqlType, right: SqlType): SqlType {
  const national = isNational(left) || isNational(right);
  const base = national ? 'nvarchar' : 'varchar';
  const lengths = [textLength(left), textLength(right)];
  if (lengths.includes('max')) return { base, length: 'max' };
  const fixed = isFixed(left) && isFixed(right);
  const length = Math.min(
    lengths.reduce<number>((total, each) => total + Number(each), 0),
    longestLength({ base }),
  );
  return { base: fixed ? (national ? 'nchar' : 'char') : base, length };
}

const isFixed = (type: SqlType): boolean => isCharacter(type) && (type.base === 'char' || type.base === 'nchar');
