/** STR. Source: Microsoft Learn, "STR (Transact-SQL)". */
import { toType } from '../conversion/convert.js';
import { floatToScaled, scaledText } from '../conversion/scaled.js';
import { NotInEngine } from '../errors.js';
import { FLOAT, INT, type Type } from '../types/type.js';
import { argument, requireCount } from './arguments.js';
import type { BindFunction } from './function-table.js';
import { asNumber, knownNumber, MOST_BYTES } from './text-arguments.js';

const DEFAULT_LENGTH = 10;
const MOST_DECIMALS = 16;

/**
 * Decimal places give way to the length; a whole part that does not fit is a row of asterisks.
 * @throws NotInEngine where only rounding makes the number too long: the page does not say what gives way
 */
export function str(value: number, length: number, decimals: number): string | null {
  if (length < 0 || length > MOST_BYTES || decimals < 0) return null;
  const most = Math.min(decimals, MOST_DECIMALS);
  for (let places = most; places >= 0; places--) {
    const text = scaledText(floatToScaled(value, places), places);
    if (text.length <= length) return text.padStart(length);
    if (isCarried(value, text, places, length)) throw new NotInEngine('ENGINE-STR-CARRY', 'STR of a number that gains a digit when it is rounded'); // prettier-ignore
  }
  return '*'.repeat(length);
}

/** It would have fitted with the digits of its whole part before rounding. */
function isCarried(value: number, text: string, places: number, length: number): boolean {
  const before =
    BigInt(Math.trunc(Math.abs(value))).toString().length + (value < 0 ? 1 : 0) + (places > 0 ? places + 1 : 0);
  return text.length > before && before <= length;
}

export const strFunction: BindFunction = (args, { defaultCollation }) => {
  requireCount('str', args.length, 1, 3);
  const known = args[1] ? (knownNumber(args[1]) ?? MOST_BYTES) : DEFAULT_LENGTH;
  const length = Math.min(Math.max(known, 1), MOST_BYTES);
  const type: Type = { base: 'varchar', length, collation: defaultCollation, collationLabel: 'default' };
  const number = toType(argument(args, 0), FLOAT);
  const sizes = args.slice(1).map((size) => toType(size, INT));
  return {
    type,
    evaluate: (frame, run) => {
      const value = number.evaluate(frame, run);
      const [length = DEFAULT_LENGTH, decimals = 0] = sizes.map((size) => size.evaluate(frame, run));
      if (value === null || length === null) return null;
      if (decimals === null) throw new NotInEngine('ENGINE-STR-NULL-DECIMALS', 'STR with NULL for its decimal places');
      return str(asNumber(value), asNumber(length), asNumber(decimals));
    },
  };
};
