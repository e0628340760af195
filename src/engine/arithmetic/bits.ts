/** & | ^ << >>. Source: Microsoft Learn, "Bitwise operators" and "Bit manipulation functions". */
import { toType } from '../conversion/convert.js';
import type { Bound } from '../expressions/bound.js';
import { familyOf } from '../types/families.js';
import type { Type } from '../types/type.js';
import type { Value } from '../values/value.js';
import { widerInteger } from './numbers.js';
import { incompatible, type Operator } from './operator-errors.js';

type BitOperator = '&' | '|' | '^';
type ShiftOperator = '<<' | '>>';

const isInteger = (type: Type): boolean => familyOf(type) === 'integer' || familyOf(type) === 'bit';
const isBinary = (type: Type): boolean => type.base === 'binary' || type.base === 'varbinary';

const COMPUTE: Readonly<Record<BitOperator, (a: bigint, b: bigint) => bigint>> = {
  '&': (a, b) => a & b,
  '|': (a, b) => a | b,
  '^': (a, b) => a ^ b,
};

export const isBitOperator = (operator: Operator): operator is BitOperator => operator in COMPUTE;

/** Two integers, or an integer and a binary, which becomes one. @throws SqlError 402 */
export function bitwise(operator: BitOperator, left: Bound, right: Bound): Bound {
  const fits =
    (isInteger(left.type) && (isInteger(right.type) || isBinary(right.type))) ||
    (isBinary(left.type) && isInteger(right.type));
  if (!fits) throw incompatible(operator, left.type, right.type);
  const type = isBinary(left.type)
    ? right.type
    : isBinary(right.type)
      ? left.type
      : widerInteger(left.type, right.type);
  const [a, b] = [left, right].map((side) => (isBinary(side.type) ? toType(side, type) : side)) as [Bound, Bound]; // of two
  const compute = COMPUTE[operator];
  return {
    type: { base: type.base },
    evaluate: (frame, run) => {
      const x = a.evaluate(frame, run);
      const y = b.evaluate(frame, run);
      if (x === null || y === null) return null;
      const result = compute(BigInt(x as number | bigint), BigInt(y as number | bigint)); // integers, as their types say
      return type.base === 'bigint' ? result : Number(result);
    },
  };
}

/** The bits of a value, as a number without a sign, and how many they are. */
export interface Bits {
  readonly pattern: bigint;
  readonly width: number;
}

export const INTEGER_BITS: Partial<Record<Type['base'], number>> = { bit: 1, tinyint: 8, smallint: 16, int: 32, bigint: 64 }; // prettier-ignore

/** Of a value of an integer type. */
export const bitsOfInteger = (value: Value | undefined, width: number): Bits => ({
  pattern: BigInt.asUintN(width, BigInt(value as number | bigint)),
  width,
});

export function integerOfBits(pattern: bigint, { base }: Type, width: number): Value {
  const isSigned = base !== 'tinyint' && base !== 'bit';
  const value = isSigned ? BigInt.asIntN(width, pattern) : pattern;
  return base === 'bigint' ? value : Number(value);
}

/** Of a value of a binary type. */
export function bitsOfBytes(value: Value | undefined): Bits {
  const bytes = value as Uint8Array;
  return { pattern: bytes.reduce((sum, byte) => sum * 256n + BigInt(byte), 0n), width: bytes.length * 8 };
}

export function bytesOfBits({ pattern, width }: Bits): Uint8Array {
  const bytes = new Uint8Array(width / 8);
  let rest = pattern;
  for (let at = bytes.length - 1; at >= 0; at--) {
    bytes[at] = Number(rest & 0xffn);
    rest >>= 8n;
  }
  return bytes;
}

function shifted({ pattern, width }: Bits, by: number): Bits {
  if (Math.abs(by) >= width) return { pattern: 0n, width };
  return { pattern: by >= 0 ? BigInt.asUintN(width, pattern << BigInt(by)) : pattern >> BigInt(-by), width };
}

/**
 * What is shifted out is lost, zeros come in; a negative count shifts the other way.
 * @throws SqlError 402
 */
export function shift(operator: ShiftOperator, left: Bound, right: Bound): Bound {
  const { base, length } = left.type;
  const width = base === 'bit' ? undefined : INTEGER_BITS[base];
  if ((width === undefined && !isBinary(left.type)) || length === 'max' || !isInteger(right.type))
    throw incompatible(operator, left.type, right.type);
  return {
    type: { base, ...(length === undefined ? {} : { length }) },
    evaluate: (frame, run) => {
      const value = left.evaluate(frame, run);
      const count = right.evaluate(frame, run);
      if (value === null || count === null) return null;
      const by = operator === '<<' ? Number(count) : -Number(count);
      if (width === undefined) return bytesOfBits(shifted(bitsOfBytes(value), by));
      return integerOfBits(shifted(bitsOfInteger(value, width), by).pattern, left.type, width);
    },
  };
}
