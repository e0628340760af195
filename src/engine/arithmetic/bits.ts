/** & | ^ << >>. Source: Microsoft Learn, "Bitwise operators" and "Bit manipulation functions". */
import { toType } from '../conversion/convert.js';
import { NotInEngine } from '../errors.js';
import type { Bound } from '../expressions/bound.js';
import { familyOf } from '../types/families.js';
import type { Type } from '../types/type.js';
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

const BITS: Partial<Record<Type['base'], number>> = { tinyint: 8, smallint: 16, int: 32, bigint: 64 };

function shifted(value: bigint, by: number, bits: number): bigint {
  const pattern = BigInt.asUintN(bits, value);
  if (Math.abs(by) >= bits) return 0n;
  return by >= 0 ? BigInt.asUintN(bits, pattern << BigInt(by)) : pattern >> BigInt(-by);
}

/** What is shifted out is lost, zeros come in; a negative count shifts the other way. @throws SqlError 402 */
export function shift(operator: ShiftOperator, left: Bound, right: Bound): Bound {
  const { base } = left.type;
  if (isBinary(left.type)) throw new NotInEngine('ENGINE-OPERATOR-SHIFT', `${operator} of ${base}`);
  const bits = BITS[base];
  if (bits === undefined || !isInteger(right.type)) throw incompatible(operator, left.type, right.type);
  return {
    type: { base },
    evaluate: (frame, run) => {
      const value = left.evaluate(frame, run);
      const count = right.evaluate(frame, run);
      if (value === null || count === null) return null;
      const by = operator === '<<' ? Number(count) : -Number(count);
      const result = shifted(BigInt(value as number | bigint), by, bits); // integers, as their types say
      const signed = base === 'tinyint' ? result : BigInt.asIntN(bits, result);
      return base === 'bigint' ? signed : Number(signed);
    },
  };
}
