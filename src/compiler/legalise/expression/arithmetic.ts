/**
 * Calculation with SQL Server's results: whole division cuts towards zero, decimal division cuts at the documented scale,
 * `real` stays in single precision, products of too many digits are rounded to their scale.
 */
import type { SqlType } from '../../../catalog/sql-type.js';
import type { ArithmeticIr, Scalar } from '../../ir/scalar.js';
import { binary, call, cast, joined, negate, not, number } from '../../sql/build.js';
import type { Sql } from '../../sql/tree.js';
import { decimalFacets, familyOf } from '../../types/families.js';
import { targetType } from '../../types/target-types.js';
import type { Legaliser } from './legaliser.js';

type Rule = (node: ArithmeticIr, operands: readonly [Sql, Sql], legaliser: Legaliser) => Sql;

const sign =
  (spelling: string): Rule =>
  (_node, [left, right]) =>
    binary(left, spelling, right);

const RULES: Readonly<Record<Exclude<ArithmeticIr['operator'], 'concat' | 'negate' | 'bit_not'>, Rule>> = {
  add: (node, [left, right], legaliser) => sum(node, binary(left, '+', right), legaliser),
  subtract: (node, [left, right], legaliser) => sum(node, binary(left, '-', right), legaliser),
  multiply: (node, [left, right], legaliser) => product(node, binary(left, '*', right), legaliser),
  divide: (node, [left, right], legaliser) => quotient(node, left, right, legaliser),
  modulo: (node, [left, right], legaliser) => {
    reportZero(node, legaliser);
    return binary(left, '%', right);
  },
  bit_and: sign('&'),
  bit_or: sign('|'),
  bit_xor: (_node, [left, right], { target }) =>
    target === 'duckdb' ? call('xor', left, right) : binary(left, '#', right),
};

export function legaliseArithmetic(node: ArithmeticIr, legaliser: Legaliser): Sql {
  if (node.operator === 'concat') return joined(...node.operands.map((operand) => legaliser.scalar(operand)));
  const [written, second] = node.operands.map((operand) => calculable(operand, node, legaliser));
  if (written === undefined) return number(0);
  const first = needsRoom(node, legaliser)
    ? cast(written, `decimal(38, ${scaleOf(node.operands[0]?.type ?? node.type)})`)
    : written;
  if (node.operator === 'negate') return negate(first);
  if (node.operator === 'bit_not') return complement(first, node.type, legaliser);
  if (second === undefined) return first;
  const result = RULES[node.operator](node, [first, second], legaliser);
  return node.type.base === 'bit' ? cast(result, 'boolean') : result;
}

/** `~`. PostgreSQL has no unsigned type of one byte: `tinyint` is counted from the other end. */
function complement(value: Sql, type: SqlType, { target }: Legaliser): Sql {
  if (type.base === 'bit') return not(value);
  if (type.base === 'tinyint' && target === 'postgres') return binary(number(255), '-', value);
  return { sql: 'unary', operator: '~', operand: value };
}

/** PostgreSQL would calculate `real` with other numbers in double precision; bits are booleans in both targets, which calculate with neither. */
function calculable(operand: Scalar, { type: result, operator }: ArithmeticIr, legaliser: Legaliser): Sql {
  const sql = legaliser.scalar(operand);
  if (operand.type.base === 'bit' && operator !== 'bit_not') return cast(sql, 'integer');
  if (isNarrow(operand, result, operator, legaliser)) return cast(sql, targetType(result, legaliser.target));
  if ((operator === 'divide' || operator === 'modulo') && losesWholeness(operand, result, legaliser))
    return cast(sql, targetType(operand.type, 'postgres'));
  return legaliser.target === 'postgres' && result.base === 'real' && operand.type.base !== 'real'
    ? cast(sql, 'real')
    : sql;
}

/** DuckDB calculates in the type of the column where a constant stands beside it: a tinyint minus 3 would not go below zero. */
const isNarrow = (
  { op, type }: Scalar,
  result: SqlType,
  operator: ArithmeticIr['operator'],
  { target }: Legaliser,
): boolean =>
  op !== 'literal' &&
  NARROW.has(type.base) &&
  familyOf(result) === 'integer' &&
  (operator === 'negate' ? type.base === 'tinyint' : target === 'duckdb' && result.base !== type.base);

/** DuckDB calculates with decimals of up to 18 digits within 18 digits, where SQL Server's result has more: one wider operand makes it wide. */
function needsRoom(node: ArithmeticIr, legaliser: Legaliser): boolean {
  const exact = node.operands.map(({ type }) => decimalFacets(type));
  return (
    legaliser.target === 'duckdb' &&
    CARRYING.has(node.operator) &&
    familyOf(node.type) === 'decimal' &&
    decimalFacets(node.type).precision > SHORT_DIGITS &&
    exact.every(({ precision }) => precision <= SHORT_DIGITS)
  );
}

const CARRYING = new Set<ArithmeticIr['operator']>(['add', 'subtract', 'multiply']);
const SHORT_DIGITS = 18;

const NARROW = new Set<SqlType['base']>(['tinyint', 'smallint']);

/** PostgreSQL sums bigints and rounds whole numbers as decimals, whose quotient would have a fraction. */
const losesWholeness = (operand: Scalar, result: SqlType, { target }: Legaliser): boolean =>
  target === 'postgres' &&
  familyOf(result) === 'integer' &&
  familyOf(operand.type) === 'integer' &&
  MADE_DECIMAL.has('fn' in operand ? operand.fn : '');

const MADE_DECIMAL = new Set(['sum', 'round', 'sign', 'ceiling', 'floor']);

/** A sum keeps the longer scale by itself; of 38 digits the type may have fewer. */
function sum(node: ArithmeticIr, sql: Sql, legaliser: Legaliser): Sql {
  if (!isExact(node.type)) return sql;
  const natural = Math.max(...node.operands.map((operand) => scaleOf(operand.type)));
  return natural > scaleOf(node.type) ? cast(sql, targetType(node.type, legaliser.target)) : sql;
}

/** Digits a product has by itself; the type may keep fewer. */
function product(node: ArithmeticIr, sql: Sql, legaliser: Legaliser): Sql {
  if (!isExact(node.type)) return sql;
  const natural = node.operands.reduce((total, operand) => total + scaleOf(operand.type), 0);
  return natural > scaleOf(node.type) ? cast(sql, targetType(node.type, legaliser.target)) : sql;
}

function quotient(node: ArithmeticIr, left: Sql, right: Sql, legaliser: Legaliser): Sql {
  reportZero(node, legaliser);
  const family = familyOf(node.type);
  if (family === 'integer') return binary(left, legaliser.target === 'duckdb' ? '//' : '/', right);
  if (family === 'float') return binary(left, '/', right);
  const [dividend, divisor] = node.operands;
  const divisorScale = divisor === undefined || familyOf(divisor.type) === 'integer' ? null : scaleOf(divisor.type);
  const wide = dividend === undefined || legaliser.target === 'postgres' ? left : widened(left, dividend);
  return divideExactly(wide, right, divisorScale, scaleOf(node.type), legaliser);
}

/** Room for the digits a dividend is moved by: DuckDB keeps whole numbers at their size and decimals at 18 digits. */
function widened(value: Sql, { op, type }: Scalar): Sql {
  if (op === 'aggregate') return value;
  const whole = familyOf(type) === 'integer' || type.base === 'bit';
  return cast(value, whole ? 'hugeint' : `decimal(38, ${scaleOf(type)})`);
}

/**
 * `left / right` cut at `scale` decimals, exactly. DuckDB divides decimals as doubles, PostgreSQL rounds at a scale of its
 * own; so both divide whole numbers: the dividend moved by `scale` digits, and the quotient moved back.
 * @param divisorScale decimals of the divisor, null for a whole number
 */
export function divideExactly(
  left: Sql,
  right: Sql,
  divisorScale: number | null,
  scale: number,
  { target }: Legaliser,
): Sql {
  if (target === 'postgres')
    return binary(call('div', binary(left, '*', number(`1e${scale}`)), right), '*', number(`1e-${scale}`));
  const dividend = cast(moved(left, scale + (divisorScale ?? 0)), 'hugeint');
  const divisor = divisorScale === null ? right : cast(moved(right, divisorScale), 'hugeint');
  const whole = binary(dividend, '//', divisor);
  return scale === 0 ? whole : binary(whole, '*', number(`0.${'0'.repeat(scale - 1)}1`));
}

const moved = (value: Sql, digits: number): Sql =>
  digits === 0 ? value : binary(value, '*', number(`1${'0'.repeat(digits)}`));

/** SQL Server stops with error 8134, PostgreSQL stops too; DuckDB gives NULL (infinity for floats). */
function reportZero(node: ArithmeticIr, { target, context }: Legaliser): void {
  const [, divisor] = node.operands;
  if (target === 'duckdb' && divisor !== undefined && !neverZero(divisor))
    context.report('TSQL-DIVISION-BY-ZERO', node.span);
}

function neverZero(divisor: Scalar): boolean {
  if (divisor.op === 'literal') return divisor.value === null || /[1-9]/.test(divisor.value);
  return (
    divisor.op === 'call' &&
    divisor.fn === 'nullif' &&
    divisor.args[1]?.op === 'literal' &&
    Number(divisor.args[1].value) === 0
  );
}

const isExact = (type: SqlType): boolean => familyOf(type) === 'decimal' || familyOf(type) === 'money';

const scaleOf = (type: SqlType): number => decimalFacets(type).scale;
