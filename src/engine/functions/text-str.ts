/** STR. Source: Microsoft Learn, "STR (Transact-SQL)". */
import { toType } from '../conversion/convert.js';
import { floatToScaled, scaledText } from '../conversion/scaled.js';
import { FLOAT, type Type } from '../types/type.js';
import { argument, requireCount, strict } from './arguments.js';
import type { BindFunction } from './function-table.js';
import { asNumber, knownNumber, MOST_BYTES, wholeArgument } from './text-arguments.js';

const DEFAULT_LENGTH = 10;
const MOST_DECIMALS = 16;

/** Decimal places give way to the length; a whole part that does not fit is a row of asterisks. */
export function str(value: number, length: number, decimals: number): string | null {
  if (length < 0 || length > MOST_BYTES || decimals < 0) return null;
  const most = Math.min(decimals, MOST_DECIMALS);
  for (let places = most; places >= 0; places--) {
    const text = scaledText(floatToScaled(value, places), places);
    if (text.length <= length) return text.padStart(length);
  }
  return '*'.repeat(length);
}

export const strFunction: BindFunction = (args, { defaultCollation }) => {
  requireCount('str', args.length, 1, 3);
  const known = args[1] ? (knownNumber(args[1]) ?? MOST_BYTES) : DEFAULT_LENGTH;
  const length = Math.min(Math.max(known, 1), MOST_BYTES);
  const type: Type = { base: 'varchar', length, collation: defaultCollation, collationLabel: 'default' };
  const bounds = [toType(argument(args, 0), FLOAT), ...args.slice(1).map(wholeArgument)];
  return strict(type, bounds, ([value, size = DEFAULT_LENGTH, decimals = 0]) =>
    str(asNumber(value), asNumber(size), asNumber(decimals)),
  );
};
