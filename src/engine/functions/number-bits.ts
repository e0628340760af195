/** Source: Microsoft Learn, "Bit manipulation functions". */
import { shift } from '../arithmetic/bits.js';
import { toType } from '../conversion/convert.js';
import { NotInEngine } from '../errors.js';
import type { Bound } from '../expressions/bound.js';
import { familyOf } from '../types/families.js';
import { BIGINT, BIT, INT, type Type } from '../types/type.js';
import type { Value } from '../values/value.js';
import { argument, requireCount, strict, wrongType } from './arguments.js';
import type { BindFunction, FunctionTable } from './function-table.js';

const WIDTHS: Partial<Record<Type['base'], number>> = { bit: 1, tinyint: 8, smallint: 16, int: 32, bigint: 64 };

interface BitField {
  readonly bound: Bound;
  readonly width: number;
}

function bitField(bound: Bound, name: string): BitField {
  if (familyOf(bound.type) === 'binary')
    throw new NotInEngine(`ENGINE-FUNCTION-${name.toUpperCase()}`, `${name} of ${bound.type.base}`);
  const width = WIDTHS[bound.type.base];
  if (width === undefined) throw wrongType(bound.type, 1, name);
  return { bound, width };
}

const pattern = (value: Value | undefined, width: number): bigint =>
  BigInt.asUintN(width, BigInt(value as number | bigint)); // an integer, by its type

function offsetOf(value: Value | undefined, width: number, name: string): bigint {
  const offset = Number(value);
  if (offset < 0 || offset >= width)
    throw new NotInEngine(`ENGINE-FUNCTION-${name.toUpperCase()}`, `a bit outside of the value`);
  return BigInt(offset);
}

const bitCount: BindFunction = (args) => {
  requireCount('bit_count', args.length, 1);
  const { bound, width } = bitField(argument(args, 0), 'bit_count');
  return strict(BIGINT, [bound], ([value]) => BigInt(pattern(value, width).toString(2).replaceAll('0', '').length));
};

const getBit: BindFunction = (args) => {
  requireCount('get_bit', args.length, 2);
  const { bound, width } = bitField(argument(args, 0), 'get_bit');
  return strict(BIT, [bound, toType(argument(args, 1), INT)], ([value, offset]) =>
    Number((pattern(value, width) >> offsetOf(offset, width, 'get_bit')) & 1n),
  );
};

const setBit: BindFunction = (args) => {
  requireCount('set_bit', args.length, 2, 3);
  const { bound, width } = bitField(argument(args, 0), 'set_bit');
  const others = [toType(argument(args, 1), INT), ...(args[2] ? [toType(args[2], BIT)] : [])];
  const { base } = bound.type;
  return strict({ base }, [bound, ...others], ([value, offset, bit = 1]) => {
    const mask = 1n << offsetOf(offset, width, 'set_bit');
    const own = pattern(value, width);
    const result = bit === 0 ? own & ~mask : own | mask;
    const signed = base === 'tinyint' || base === 'bit' ? result : BigInt.asIntN(width, result);
    return base === 'bigint' ? signed : Number(signed);
  });
};

const shiftBy =
  (name: 'left_shift' | 'right_shift'): BindFunction =>
  (args) => {
    requireCount(name, args.length, 2);
    return shift(name === 'left_shift' ? '<<' : '>>', argument(args, 0), toType(argument(args, 1), INT));
  };

export const BIT_FUNCTIONS: FunctionTable = {
  bit_count: bitCount,
  get_bit: getBit,
  set_bit: setBit,
  left_shift: shiftBy('left_shift'),
  right_shift: shiftBy('right_shift'),
};
