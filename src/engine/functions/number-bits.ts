/** Source: Microsoft Learn, "Bit manipulation functions". */
import {
  bitsOfBytes, bitsOfInteger, bytesOfBits, INTEGER_BITS, integerOfBits, shift, type Bits,
} from '../arithmetic/bits.js'; // prettier-ignore
import { toType } from '../conversion/convert.js';
import { NotInEngine } from '../errors.js';
import type { Bound } from '../expressions/bound.js';
import { familyOf } from '../types/families.js';
import { BIGINT, BIT, INT } from '../types/type.js';
import type { Value } from '../values/value.js';
import { argument, requireCount, strict, wrongType } from './arguments.js';
import type { BindFunction, FunctionTable } from './function-table.js';

/** The bits of a value: the last of them, of the last byte of a binary, has the number 0. */
interface BitField {
  readonly bound: Bound;
  readonly read: (value: Value | undefined) => Bits;
  readonly write: (bits: Bits) => Value;
}

/** @throws SqlError 8116 for what is neither an integer nor a binary of a limited length */
function bitField(bound: Bound, name: string): BitField {
  const { type } = bound;
  const width = INTEGER_BITS[type.base];
  if (width !== undefined)
    return {
      bound,
      read: (value) => bitsOfInteger(value, width),
      write: ({ pattern }) => integerOfBits(pattern, type, width),
    };
  if (familyOf(type) !== 'binary' || type.base === 'image' || type.length === 'max') throw wrongType(type, 1, name);
  return { bound, read: bitsOfBytes, write: bytesOfBits };
}

function offsetOf(value: Value | undefined, width: number, name: string): bigint {
  const offset = Number(value);
  if (offset < 0 || offset >= width)
    throw new NotInEngine(`ENGINE-FUNCTION-${name.toUpperCase()}`, `a bit outside of the value`);
  return BigInt(offset);
}

const bitCount: BindFunction = (args) => {
  requireCount('bit_count', args.length, 1);
  const { bound, read } = bitField(argument(args, 0), 'bit_count');
  return strict(BIGINT, [bound], ([value]) => BigInt(read(value).pattern.toString(2).replaceAll('0', '').length));
};

const getBit: BindFunction = (args) => {
  requireCount('get_bit', args.length, 2);
  const { bound, read } = bitField(argument(args, 0), 'get_bit');
  return strict(BIT, [bound, toType(argument(args, 1), INT)], ([value, offset]) => {
    const { pattern, width } = read(value);
    return Number((pattern >> offsetOf(offset, width, 'get_bit')) & 1n);
  });
};

const setBit: BindFunction = (args) => {
  requireCount('set_bit', args.length, 2, 3);
  const { bound, read, write } = bitField(argument(args, 0), 'set_bit');
  const others = [toType(argument(args, 1), INT), ...(args[2] ? [toType(args[2], BIT)] : [])];
  const { base, length } = bound.type;
  return strict(
    { base, ...(length === undefined ? {} : { length }) },
    [bound, ...others],
    ([value, offset, bit = 1]) => {
      const { pattern, width } = read(value);
      const mask = 1n << offsetOf(offset, width, 'set_bit');
      return write({ pattern: bit === 0 ? pattern & ~mask : pattern | mask, width });
    },
  );
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
