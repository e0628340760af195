/** Everything as bytes, and uniqueidentifiers. Source: Microsoft Learn, "binary and varbinary", "uniqueidentifier", "Binary styles". */
import { NotInEngine, SqlError } from '../errors.js';
import { exactFacets, familyOf, isUnicode } from '../types/families.js';
import type { Type } from '../types/type.js';
import { DATETIME_UNITS_PER_DAY } from '../values/calendar.js';
import { badTextOf, unsupportedStyle } from './conversion-errors.js';
import { encoded, utf16 } from './code-page.js';
import { hexadecimal } from './to-text.js';
import type { How, Step } from './step.js';
import { bytesFitter, numberBytesFitter } from './text-fit.js';

const INTEGER_BYTES: Readonly<Record<string, number>> = {
  bit: 1, tinyint: 1, smallint: 2, int: 4, bigint: 8, smallmoney: 4, money: 8,
}; // prettier-ignore

/** The casts are what the table of src/engine/values/value.ts says of each type. */
export function toBinary(from: Type, to: Type, how: How): Step {
  const family = familyOf(from);
  const fit = bytesFitter(to);
  if (family === 'text') return fromText(from, to, how, fit);
  if (family === 'binary') return (value) => fit(value as Uint8Array);
  if (family === 'uniqueidentifier') return (value) => fit(uniqueidentifierBytes(value as string));
  const fitNumber = numberBytesFitter(to);
  const size = INTEGER_BYTES[from.base];
  if (size !== undefined) return (value) => fitNumber(bigEndian(BigInt(value as number | bigint), size));
  if (family === 'float') return (value) => fitNumber(floatBytes(value as number, from));
  if (family === 'decimal') return (value) => fitNumber(decimalBytes(value as bigint, from));
  if (from.base === 'datetime') return (value) => fitNumber(datetimeBytes(value as number, DATETIME_UNITS_PER_DAY, 4));
  if (from.base === 'smalldatetime') return (value) => fitNumber(datetimeBytes(value as number, 1440, 2));
  throw new NotInEngine('ENGINE-CONVERSION-BINARY', `the bytes of ${from.base}`);
}

/** Style 0: the characters are the bytes. 1 and 2: hexadecimal digits, with and without `0x`. */
function fromText(from: Type, to: Type, how: How, fit: (bytes: Uint8Array) => Uint8Array): Step {
  const style = how.style ?? 0;
  if (style !== 0 && style !== 1 && style !== 2) throw unsupportedStyle(style, from, to);
  if (style !== 0) return (value) => fit(hexadecimalBytes(value as string, style, from, to));
  if (isUnicode(from)) return (value) => fit(utf16(value as string));
  return (value) => fit(encoded(value as string, from.collation));
}

/** @throws SqlError 8114 for an odd number of digits, other characters, and a `0x` that lacks or is too much */
function hexadecimalBytes(text: string, style: number, from: Type, to: Type): Uint8Array {
  const match = style === 1 ? /^0[xX]((?:[\da-fA-F]{2})*)$/.exec(text) : /^((?:[\da-fA-F]{2})*)$/.exec(text);
  const isBare = style === 1 && !/^0[xX]/.test(text);
  if (!match && !isBare && text.endsWith(' ')) throw new NotInEngine('ENGINE-CONVERSION-BINARY', 'hexadecimal digits with blanks behind them'); // prettier-ignore
  if (!match) throw badTextOf(from, to);
  const digits = match[1] ?? '';
  return Uint8Array.from({ length: digits.length / 2 }, (_, index) =>
    Number.parseInt(digits.slice(index * 2, index * 2 + 2), 16),
  );
}

function bigEndian(units: bigint, size: number): Uint8Array {
  const bytes = new Uint8Array(size);
  let rest = BigInt.asUintN(size * 8, units);
  for (let index = size - 1; index >= 0; index -= 1) {
    bytes[index] = Number(rest & 0xffn);
    rest >>= 8n;
  }
  return bytes;
}

function floatBytes(value: number, from: Type): Uint8Array {
  const bytes = new Uint8Array(from.base === 'real' ? 4 : 8);
  const view = new DataView(bytes.buffer);
  if (from.base === 'real') view.setFloat32(0, value);
  else view.setFloat64(0, value);
  return bytes;
}

/** Precision, scale, 0, 1 for a positive number; then the units, the lowest byte first, in as many bytes as the precision asks. */
function decimalBytes(units: bigint, from: Type): Uint8Array {
  const { precision, scale } = exactFacets(from) ?? { precision: 18, scale: 0 };
  const words = precision <= 9 ? 1 : precision <= 19 ? 2 : precision <= 28 ? 3 : 4;
  const bytes = new Uint8Array(4 + words * 4);
  bytes.set([precision, scale, 0, units < 0n ? 0 : 1]);
  bytes.set(bigEndian(units < 0n ? -units : units, words * 4).reverse(), 4);
  return bytes;
}

/** Days since 1900-01-01, then units since midnight. */
function datetimeBytes(units: number, perDay: number, size: number): Uint8Array {
  const days = Math.floor(units / perDay);
  return Uint8Array.from([...bigEndian(BigInt(days), size), ...bigEndian(BigInt(units - days * perDay), size)]);
}

/** The first three groups lie with their lowest byte first. */
const GROUP_ORDER = [3, 2, 1, 0, 5, 4, 7, 6, 8, 9, 10, 11, 12, 13, 14, 15];

export function uniqueidentifierBytes(text: string): Uint8Array {
  const digits = text.replaceAll('-', '');
  return Uint8Array.from(GROUP_ORDER, (place) => Number.parseInt(digits.slice(place * 2, place * 2 + 2), 16));
}

function uniqueidentifierOf(bytes: Uint8Array): string {
  const digits = hexadecimal(Uint8Array.from(GROUP_ORDER, (place) => bytes[place] ?? 0));
  return [digits.slice(0, 8), digits.slice(8, 12), digits.slice(12, 16), digits.slice(16, 20), digits.slice(20)].join(
    '-',
  );
}

const UNIQUEIDENTIFIER =
  /^(?:\{([\da-f]{8}(?:-[\da-f]{4}){3}-[\da-f]{12})\}|([\da-f]{8}(?:-[\da-f]{4}){3}-[\da-f]{12}))/i;

/** What follows the 36 characters is cut off. */
export function toUniqueidentifier(from: Type): Step {
  if (familyOf(from) === 'binary') return (value) => uniqueidentifierOf(value as Uint8Array);
  return (value) => {
    const match = UNIQUEIDENTIFIER.exec(value as string);
    const found = match?.[1] ?? match?.[2];
    if (found !== undefined) return found.toUpperCase();
    throw new SqlError(8169, 'Conversion failed when converting from a character string to uniqueidentifier.');
  };
}
