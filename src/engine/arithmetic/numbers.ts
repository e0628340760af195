/** + - * / % of numbers. Sources: Microsoft Learn, "Arithmetic operators", "Precision, scale, and length", "money and smallmoney". */
import { powerOfTen, rescaled, roundedDivision, scaledToFloat } from '../conversion/scaled.js';
import type { Bound } from '../expressions/bound.js';
import type { Run } from '../session/run.js';
import { exactFacets, familyOf } from '../types/families.js';
import type { Type } from '../types/type.js';
import type { Value } from '../values/value.js';
import { decimalResult, type DecimalOperator, type Facets } from './decimal-result.js';
import { fitsDigits } from './digits.js';
import { divisionByZero, failed, incompatible, overflow } from './operator-errors.js';

type Compute<T> = (a: T, b: T) => T;

/** Of an expression whose type was proved to be a number's. */
export function asDouble(type: Type, value: NonNullable<Value>): number {
  const scale = familyOf(type) === 'money' ? 4 : type.base === 'decimal' ? (type.scale ?? 0) : 0;
  return typeof value === 'bigint' ? scaledToFloat(value, scale) : Number(value);
}

/** @returns a reader of scaled integers */
function scaledReader(from: Type, scale: number): (value: NonNullable<Value>) => bigint {
  const own = exactFacets(from)?.scale ?? 0;
  // exact numbers are numbers or bigints
  return (value) => rescaled(BigInt(value as number | bigint), own, scale);
}

const DOUBLES: Readonly<Record<'+' | '-' | '*' | '/', Compute<number>>> = {
  '+': (a, b) => a + b,
  '-': (a, b) => a - b,
  '*': (a, b) => a * b,
  '/': (a, b) => a / b,
};

function binary(
  type: Type,
  left: Bound,
  right: Bound,
  compute: (a: NonNullable<Value>, b: NonNullable<Value>, run: Run) => Value,
): Bound {
  return {
    type,
    evaluate: (frame, run) => {
      const a = left.evaluate(frame, run);
      const b = right.evaluate(frame, run);
      return a === null || b === null ? null : compute(a, b, run);
    },
  };
}

function floats(operator: DecimalOperator, left: Bound, right: Bound): Bound {
  if (operator === '%') throw incompatible(operator, left.type, right.type);
  const compute = DOUBLES[operator];
  const isSingle = left.type.base !== 'float' && right.type.base !== 'float';
  const type: Type = { base: isSingle ? 'real' : 'float' };
  // Both sides become the type of the result first. Source: Microsoft Learn, "Data type precedence".
  const operand = (of: Type, value: NonNullable<Value>): number => (isSingle ? Math.fround(asDouble(of, value)) : asDouble(of, value)); // prettier-ignore
  return binary(type, left, right, (a, b, run) => {
    const divisor = operand(right.type, b);
    if (operator === '/' && divisor === 0) return failed(run, divisionByZero());
    const exact = compute(operand(left.type, a), divisor);
    const result = isSingle ? Math.fround(exact) : exact;
    return Number.isFinite(result) ? result : failed(run, overflow(type));
  });
}

/** A constant integer counts with the digits it has, any other with those of its type. */
function facetsOf({ type, literal }: Bound): Facets {
  const known = exactFacets(type) ?? { precision: 38, scale: 0 };
  const value = literal?.value;
  if (familyOf(type) !== 'integer' || typeof value !== 'number') return known;
  return { precision: String(Math.abs(value)).length, scale: 0 };
}

/** The quotient is cut, the other results are rounded to the scale. */
function decimalCompute(operator: DecimalOperator, a: Facets, b: Facets, scale: number): Compute<bigint> {
  const both = Math.max(a.scale, b.scale);
  const [upA, upB] = [powerOfTen(both - a.scale), powerOfTen(both - b.scale)];
  const shift = scale - a.scale + b.scale;
  const [raise, lower] = [powerOfTen(Math.max(shift, 0)), powerOfTen(Math.max(-shift, 0))];
  const rules: Record<DecimalOperator, Compute<bigint>> = {
    '+': (x, y) => rescaled(x * upA + y * upB, both, scale),
    '-': (x, y) => rescaled(x * upA - y * upB, both, scale),
    '*': (x, y) => rescaled(x * y, a.scale + b.scale, scale),
    '/': (x, y) => (x * raise) / (y * lower),
    '%': (x, y) => rescaled((x * upA) % (y * upB), both, scale),
  };
  return rules[operator];
}

function decimals(operator: DecimalOperator, left: Bound, right: Bound): Bound {
  const [a, b] = [facetsOf(left), facetsOf(right)];
  const { precision, scale } = decimalResult(operator, a, b);
  const type: Type = { base: 'decimal', precision, scale };
  const compute = decimalCompute(operator, a, b, scale);
  const divides = operator === '/' || operator === '%';
  return binary(type, left, right, (x, y, run) => {
    const divisor = BigInt(y as number | bigint); // an exact number, as its type says
    if (divides && divisor === 0n) return failed(run, divisionByZero());
    const result = compute(BigInt(x as number | bigint), divisor);
    return fitsDigits(result, precision) ? result : failed(run, overflow(type));
  });
}

const MONEY_UNIT = 10_000n;

const MONEYS: Readonly<Record<DecimalOperator, Compute<bigint>>> = {
  '+': (a, b) => a + b,
  '-': (a, b) => a - b,
  '*': (a, b) => roundedDivision(a * b, MONEY_UNIT),
  '/': (a, b) => (a * MONEY_UNIT) / b,
  '%': (a, b) => a % b,
};

const BITS_OF_MONEY: Partial<Record<Type['base'], number>> = { money: 64, smallmoney: 32 };

/** Whether a scaled amount is in the range of money or smallmoney. */
export function fitsMoney(value: bigint, base: Type['base']): boolean {
  return BigInt.asIntN(BITS_OF_MONEY[base] ?? 64, value) === value;
}

function moneys(operator: DecimalOperator, left: Bound, right: Bound): Bound {
  const isBig = [left, right].some(({ type }) => type.base === 'money');
  const type: Type = { base: isBig ? 'money' : 'smallmoney' };
  const [readLeft, readRight] = [scaledReader(left.type, 4), scaledReader(right.type, 4)];
  const compute = MONEYS[operator];
  const divides = operator === '/' || operator === '%';
  return binary(type, left, right, (a, b, run) => {
    const divisor = readRight(b);
    if (divides && divisor === 0n) return failed(run, divisionByZero());
    const result = compute(readLeft(a), divisor);
    return fitsMoney(result, type.base) ? result : failed(run, overflow(type));
  });
}

const INTEGERS: readonly Type['base'][] = ['bit', 'tinyint', 'smallint', 'int', 'bigint'];

const RANGES: Partial<Record<Type['base'], readonly [least: number, most: number]>> = {
  tinyint: [0, 255],
  smallint: [-32_768, 32_767],
  int: [-2_147_483_648, 2_147_483_647],
};

export const widerInteger = (a: Type, b: Type): Type => ({
  base: INTEGERS[Math.max(INTEGERS.indexOf(a.base), INTEGERS.indexOf(b.base))] ?? 'int',
});

/** Whether an integer is in the range of an integer type. */
export function fitsInteger(value: number | bigint, base: Type['base']): boolean {
  if (base === 'bigint') return BigInt.asIntN(64, BigInt(value)) === BigInt(value);
  const [least, most] = RANGES[base] ?? [0, 1];
  return value >= least && value <= most;
}

const SMALL: Readonly<Record<DecimalOperator, Compute<number>>> = {
  '+': (a, b) => a + b,
  '-': (a, b) => a - b,
  // out of range is out of range, exact or not
  '*': (a, b) => a * b,
  '/': (a, b) => Math.trunc(a / b),
  '%': (a, b) => a % b,
};

const BIG: Readonly<Record<DecimalOperator, Compute<bigint>>> = {
  '+': (a, b) => a + b,
  '-': (a, b) => a - b,
  '*': (a, b) => a * b,
  '/': (a, b) => a / b,
  '%': (a, b) => a % b,
};

function integers(operator: DecimalOperator, left: Bound, right: Bound): Bound {
  const type = widerInteger(left.type, right.type);
  if (type.base === 'bit') throw incompatible(operator, left.type, right.type);
  const divides = operator === '/' || operator === '%';
  const isBig = type.base === 'bigint';
  return binary(type, left, right, (a, b, run) => {
    if (divides && Number(b) === 0) return failed(run, divisionByZero());
    const result = isBig
      ? BIG[operator](BigInt(a as number | bigint), BigInt(b as number | bigint))
      : SMALL[operator](a as number, b as number) + 0; // no -0
    return fitsInteger(result, type.base) ? result : failed(run, overflow(type));
  });
}

/** Both operands are numbers. */
export function numbers(operator: DecimalOperator, left: Bound, right: Bound): Bound {
  const families = new Set([familyOf(left.type), familyOf(right.type)]);
  if (families.has('float')) return floats(operator, left, right);
  if (families.has('decimal')) return decimals(operator, left, right);
  return families.has('money') ? moneys(operator, left, right) : integers(operator, left, right);
}
