/** Which types the mathematical functions take and give. Source: Microsoft Learn, the tables of ABS, CEILING, POWER and their like. */
import { fitsInteger, fitsMoney } from '../arithmetic/numbers.js';
import { fitsDigits } from '../arithmetic/digits.js';
import { toType } from '../conversion/convert.js';
import { floatToScaled } from '../conversion/scaled.js';
import { SqlError } from '../errors.js';
import type { Bound } from '../expressions/bound.js';
import { overflow } from '../arithmetic/operator-errors.js';
import { familyOf } from '../types/families.js';
import { FLOAT, INT, type Type } from '../types/type.js';
import type { Value } from '../values/value.js';
import { wrongType } from './arguments.js';

/** A number; a text or a bit counts as a float. @param at from 1 @throws SqlError 8116 */
export function numberArgument(bound: Bound, at: number, name: string): Bound {
  if (bound.type.isUntypedNull) return { ...bound, type: INT };
  const family = familyOf(bound.type);
  if ((family === 'text' && bound.type.base !== 'text' && bound.type.base !== 'ntext') || family === 'bit')
    return toType(bound, FLOAT);
  if (family === 'integer' || family === 'decimal' || family === 'money' || family === 'float') return bound;
  throw wrongType(bound.type, at, name);
}

/** The type of the results of the functions of any number. */
export function widened(type: Type): Type {
  const family = familyOf(type);
  if (type.base === 'bigint') return { base: 'bigint' };
  if (family === 'integer') return { base: 'int' };
  if (family === 'money') return { base: 'money' };
  return family === 'decimal' ? { base: 'decimal', precision: 38, scale: type.scale ?? 0 } : { base: 'float' };
}

/** Whether a whole or scaled number is one of the type. */
export function holds(type: Type, value: bigint): boolean {
  if (familyOf(type) === 'money') return fitsMoney(value, type.base);
  return type.base === 'decimal' ? fitsDigits(value, type.precision ?? 38) : fitsInteger(value, type.base);
}

/** A whole or scaled number as a value of its type. @throws SqlError 8115 */
export function exactValue(type: Type, value: bigint): Value {
  if (!holds(type, value)) throw overflow(type);
  return familyOf(type) === 'integer' && type.base !== 'bigint' ? Number(value) : value;
}

export const invalidOperation = (): SqlError => new SqlError(3623, 'An invalid floating point operation occurred.');

/** @throws SqlError 3623 for what is no number, 8115 for what is too large */
export function checkedFloat(value: number): number {
  if (Number.isNaN(value)) throw invalidOperation();
  if (!Number.isFinite(value)) throw overflow(FLOAT);
  return value + 0; // no -0
}

/** What a function computed as a float, as the type it gives: integers are cut, exact numbers rounded. @throws SqlError 8115 */
export function ofFloat(type: Type, value: number): Value {
  const family = familyOf(type);
  const result = checkedFloat(value);
  if (family === 'float') return result;
  if (family === 'integer') {
    return exactValue(type, BigInt(Math.trunc(result)));
  }
  return exactValue(type, floatToScaled(result, family === 'money' ? 4 : (type.scale ?? 0)));
}

/** Of a value of an exact type: a whole or scaled number. */
export const scaledOf = (value: NonNullable<Value>): bigint => BigInt(value as number | bigint);
