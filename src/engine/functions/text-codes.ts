/** Functions of characters' numbers, of sounds and of sizes. Sources: Microsoft Learn, the page of each function. */
import { collationOf, collationOfType } from '../collation/collation.js';
import { byteLength, codePageOf, decoded, encoded } from '../conversion/code-page.js';
import { NotInEngine } from '../errors.js';
import { familyOf, isUnicode } from '../types/families.js';
import type { Type } from '../types/type.js';
import type { Value, Variant } from '../values/value.js';
import { argument, requireCount, strict } from './arguments.js';
import type { BindFunction, FunctionTable } from './function-table.js';
import { asNumber, isMax, textArgument, textArguments, wholeArgument } from './text-arguments.js';

const ascii: BindFunction = (args, context) => {
  requireCount('ascii', args.length, 1);
  const { bound, type } = textArgument(argument(args, 0), 1, 'ascii', context);
  const collation = type.collation ?? context.defaultCollation;
  return strict({ base: 'int' }, [bound], ([text]) => encoded((text as string).slice(0, 1), collation)[0] ?? null);
};

const unicode: BindFunction = (args, context) => {
  requireCount('unicode', args.length, 1);
  const { bound, type } = textArgument(argument(args, 0), 1, 'unicode', context);
  const { countsSupplementary } = collationOfType(type);
  return strict({ base: 'int' }, [bound], ([text]) => {
    const own = text as string;
    return own === '' ? null : countsSupplementary ? (own.codePointAt(0) ?? null) : own.charCodeAt(0);
  });
};

const char: BindFunction = (args, { defaultCollation }) => {
  requireCount('char', args.length, 1);
  const type: Type = { base: 'char', length: 1, collation: defaultCollation, collationLabel: 'default' };
  // under UTF-8 the bytes over 127 are no characters
  const most = codePageOf(defaultCollation) === 'utf8' ? 127 : 255;
  return strict(type, [wholeArgument(argument(args, 0))], ([code]) => {
    const number = asNumber(code);
    return number < 0 || number > most ? null : decoded(Uint8Array.of(number), defaultCollation);
  });
};

const nchar: BindFunction = (args, { defaultCollation }) => {
  requireCount('nchar', args.length, 1);
  const { countsSupplementary } = collationOf(defaultCollation);
  const type: Type = {
    ...(countsSupplementary ? { base: 'nvarchar', length: 2 } : { base: 'nchar', length: 1 }),
    collation: defaultCollation,
    collationLabel: 'default',
  };
  const most = countsSupplementary ? 0x10_ffff : 0xffff;
  return strict(type, [wholeArgument(argument(args, 0))], ([code]) => {
    const number = asNumber(code);
    return number < 0 || number > most ? null : String.fromCodePoint(number);
  });
};

const SOUNDS: readonly (readonly [letters: string, digit: string])[] = [
  ['BFPV', '1'], ['CGJKQSXZ', '2'], ['DT', '3'], ['L', '4'], ['MN', '5'], ['R', '6'],
]; // prettier-ignore
const DIGIT_OF = new Map(
  SOUNDS.flatMap(([letters, digit]) => Array.from(letters, (letter) => [letter, digit] as const)),
);
const SOUND_LENGTH = 4;

/** Letters of one sound count once, also with H or W between them; a vowel parts them. */
export function soundex(text: string): string {
  let [code, last] = ['', ''];
  for (const letter of text.toUpperCase()) {
    if (code.length === SOUND_LENGTH) break;
    if (letter < 'A' || letter > 'Z')
      throw new NotInEngine('ENGINE-FUNCTION-SOUNDEX', 'SOUNDEX of more than English letters');
    const digit = DIGIT_OF.get(letter) ?? '';
    if (code === '') code = letter;
    else if (digit !== '' && digit !== last) code += digit;
    if (letter !== 'H' && letter !== 'W') last = digit;
  }
  if (code === '') throw new NotInEngine('ENGINE-FUNCTION-SOUNDEX', 'SOUNDEX of an empty text');
  return code.padEnd(SOUND_LENGTH, '0');
}

const soundexFunction: BindFunction = (args, context) => {
  requireCount('soundex', args.length, 1);
  const { bound, type } = textArgument(argument(args, 0), 1, 'soundex', context);
  const result: Type = {
    base: 'varchar',
    length: SOUND_LENGTH,
    collation: type.collation,
    collationLabel: type.collationLabel,
  };
  return strict(result, [bound], ([text]) => soundex(text as string));
};

/** How many of the four signs of the sounds are the same. */
const difference: BindFunction = (args, context) => {
  requireCount('difference', args.length, 2);
  const bounds = textArguments(args, 'difference', context).map(({ bound }) => bound);
  return strict({ base: 'int' }, bounds, ([a, b]) => {
    const [first, second] = [soundex(a as string), soundex(b as string)];
    return Array.from(first).filter((sign, at) => sign === second[at]).length;
  });
};

const SIZES: Partial<Record<Type['base'], number>> = {
  bit: 1, tinyint: 1, smallint: 2, int: 4, bigint: 8, money: 8, smallmoney: 4, real: 4, float: 8,
  date: 3, datetime: 8, smalldatetime: 4, uniqueidentifier: 16,
}; // prettier-ignore

/** Bytes of a time of day by its digits; datetime2 takes 3 more for the date, datetimeoffset another 2. */
const timeSize = (scale: number): number => (scale <= 2 ? 3 : scale <= 4 ? 4 : 5);
const DATE_SIZES: Partial<Record<Type['base'], number>> = { time: 0, datetime2: 3, datetimeoffset: 5 };
const decimalSize = (precision: number): number =>
  precision <= 9 ? 5 : precision <= 19 ? 9 : precision <= 28 ? 13 : 17;

/** Bytes that a value takes. @throws NotInEngine for types whose form in storage is not here */
export function sizeOf(value: NonNullable<Value>, type: Type): number {
  if (type.base === 'sql_variant') return sizeOf((value as Variant).value, (value as Variant).type);
  if (familyOf(type) === 'binary') return (value as Uint8Array).length;
  if (familyOf(type) === 'text')
    return isUnicode(type) ? (value as string).length * 2 : byteLength(value as string, type.collation);
  if (type.base === 'decimal') return decimalSize(type.precision ?? 18);
  const ofDate = DATE_SIZES[type.base];
  const size = ofDate === undefined ? SIZES[type.base] : ofDate + timeSize(type.scale ?? 7);
  if (size === undefined) throw new NotInEngine('ENGINE-FUNCTION-DATALENGTH', `DATALENGTH of ${type.base}`);
  return size;
}

const datalength: BindFunction = (args) => {
  requireCount('datalength', args.length, 1);
  const bound = argument(args, 0);
  const isBig = bound.type.length === 'max' && isMax(bound.type);
  return strict({ base: isBig ? 'bigint' : 'int' }, [bound], ([value]) => {
    const size = sizeOf(value as NonNullable<Value>, bound.type);
    return isBig ? BigInt(size) : size;
  });
};

export const TEXT_CODES: FunctionTable = {
  ascii,
  unicode,
  char,
  nchar,
  soundex: soundexFunction,
  difference,
  datalength,
};
