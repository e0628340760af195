/** Everything as a text. Source: Microsoft Learn, "CAST and CONVERT (Transact-SQL)": styles, and "Truncating and rounding results". */
import { NotInEngine, SqlError } from '../errors.js';
import { exactFacets, familyOf, isUnicode, messageName, type Family } from '../types/families.js';
import type { Type } from '../types/type.js';
import type { OffsetMoment } from '../values/value.js';
import { decoded, ofUtf16 } from './code-page.js';
import { floatOverflow, overflow } from './conversion-errors.js';
import { floatText } from './float-text.js';
import { momentText } from './moment-format.js';
import { momentOf } from './moments.js';
import { rescaled, scaledText } from './scaled.js';
import type { How, NonNull, Step } from './step.js';
import { textFitter } from './text-fit.js';

const MONEY_SCALE = 4;
const CENTS = 2;

/** The text a value has in a style, before it is fitted into a length. */
type Writer = (from: Type, to: Type, style: number | undefined) => (value: NonNull) => string;

/** The casts are what the table of src/engine/values/value.ts says of each type. */
const WRITERS: Readonly<Record<Family, Writer>> = {
  bit: () => String,
  integer: () => String,
  decimal: (from) => {
    const scale = exactFacets(from)?.scale ?? 0;
    return (value) => scaledText(value as bigint, scale);
  },
  money: (_from, _to, style) => (value) => moneyText(value as bigint, style ?? 0),
  float: (_from, _to, style) => (value) => floatText(value as number, style ?? 0),
  moment: (from, _to, style) => momentWriter(from, style),
  text: () => (value) => value as string,
  binary: (_from, to, style) => (value) => binaryText(value as Uint8Array, to, style ?? 0),
  uniqueidentifier: () => (value) => value as string,
  xml: () => (value) => value as string,
  json: () => (value) => value as string,
  variant: () => neverAlone,
  clr: () => neverAlone,
};

function neverAlone(): never {
  throw new NotInEngine('ENGINE-CONVERSION-CLR', 'the text of a CLR value');
}

/** As SQL Server's default conversion to varchar writes a value: money with two digits, floats with six. */
export const textWriter = (from: Type, to: Type, style?: number): ((value: NonNull) => string) =>
  WRITERS[familyOf(from)](from, to, style);

/** 0: two digits. 1: with commas too. 2 and 126: four digits. */
function moneyText(units: bigint, style: number): string {
  if (style === 2 || style === 126) return scaledText(units, MONEY_SCALE);
  const text = scaledText(rescaled(units, MONEY_SCALE, CENTS), CENTS);
  return style === 1 ? text.replace(/\d(?=(?:\d{3})+\.)/g, '$&,') : text;
}

function momentWriter(from: Type, style: number | undefined): (value: NonNull) => string {
  const isUtc = style === 127 && from.base === 'datetimeoffset';
  return (value) => {
    const moment = isUtc ? { ...(value as OffsetMoment), offsetMinutes: 0 } : value;
    return momentText(momentOf(moment, from), from, style);
  };
}

/** 0: the bytes are the characters. 1 and 2: hexadecimal digits, with and without `0x`. */
function binaryText(bytes: Uint8Array, to: Type, style: number): string {
  if (style === 1 || style === 2) return (style === 1 ? '0x' : '') + hexadecimal(bytes);
  return isUnicode(to) ? ofUtf16(bytes) : decoded(bytes, to.collation);
}

export const hexadecimal = (bytes: Uint8Array): string =>
  Array.from(bytes, (byte) => byte.toString(16).toUpperCase().padStart(2, '0')).join('');

/** Kinds whose text may be cut; the others refuse. */
const MAY_BE_CUT = new Set<Family>(['moment', 'text', 'binary', 'xml', 'json']);

export function toText(from: Type, to: Type, how: How): Step {
  const write = textWriter(from, to, how.style);
  const isText = familyOf(from) === 'text';
  if (isText && isSameCharacters(from, to)) return (value) => value;
  const fit = textFitter(to, how.store);
  if (MAY_BE_CUT.has(familyOf(from))) return isText ? (value) => fit(value as string) : (value) => fit(write(value));
  const { length } = to;
  return (value) => {
    const text = write(value);
    if (length === undefined || length === 'max' || text.length <= length) return fit(text);
    return fit(tooLong(from, to, value));
  };
}

/** No check and no change is needed. */
function isSameCharacters(from: Type, to: Type): boolean {
  const isSamePage = isUnicode(from) === isUnicode(to) && (isUnicode(from) || from.collation === to.collation);
  if (!isSamePage || to.base === 'char' || to.base === 'nchar') return from.base === to.base && from.length === to.length && isSamePage; // prettier-ignore
  if (to.length === undefined || to.length === 'max') return true;
  return from.length !== undefined && from.length !== 'max' && from.length <= to.length;
}

const STAR_TYPES = new Set(['bit', 'tinyint', 'smallint', 'int']);

/** A small integer becomes a star in a non-Unicode text; everything else fails. */
function tooLong(from: Type, to: Type, value: NonNull): string {
  if (STAR_TYPES.has(from.base) && !isUnicode(to)) return '*';
  const family = familyOf(from);
  if (family === 'float') throw floatOverflow(to, value as number);
  if (family === 'decimal') throw overflow(from, to);
  if (family === 'uniqueidentifier')
    throw new SqlError(8170, 'Insufficient result space to convert uniqueidentifier value to char.');
  if (family === 'money')
    throw new SqlError(234, `There is insufficient result space to convert a money value to ${messageName(to)}.`);
  throw overflow('expression', to);
}
