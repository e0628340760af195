/** Everything as a text. Source: Microsoft Learn, "CAST and CONVERT (Transact-SQL)": styles, and "Truncating and rounding results". */
import { NotInEngine, SqlError } from '../errors.js';
import { exactFacets, familyOf, isUnicode, messageName, type Family } from '../types/families.js';
import type { Type } from '../types/type.js';
import type { OffsetMoment } from '../values/value.js';
import { decoded, ofUtf16 } from './code-page.js';
import { floatOverflow, overflow, unsupportedStyle } from './conversion-errors.js';
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
  money: (_from, _to, style) => moneyWriter(style ?? 0),
  float: (_from, _to, style) => floatWriter(style ?? 0),
  moment: (from, _to, style) => momentWriter(from, style),
  text: () => (value) => value as string,
  binary: (from, to, style) => binaryWriter(from, to, style ?? 0),
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
function moneyWriter(style: number): (value: NonNull) => string {
  requireKnown(style, MONEY_STYLES);
  if (style === 2 || style === 126) return (value) => scaledText(value as bigint, MONEY_SCALE);
  const inCents = (value: NonNull) => scaledText(rescaled(value as bigint, MONEY_SCALE, CENTS), CENTS);
  return style === 1 ? (value) => inCents(value).replace(/\d(?=(?:\d{3})+\.)/g, '$&,') : inCents;
}

function floatWriter(style: number): (value: NonNull) => string {
  requireKnown(style, FLOAT_STYLES);
  return (value) => floatText(value as number, style);
}

const MONEY_STYLES = [0, 1, 2, 126];
/** 126, 128 and 129 are there for old programs, and not told of. */
const FLOAT_STYLES = [0, 1, 2, 3];

function requireKnown(style: number, known: readonly number[]): void {
  if (!known.includes(style)) throw new NotInEngine('ENGINE-STYLE', `style ${style} of numbers`);
}

function momentWriter(from: Type, style: number | undefined): (value: NonNull) => string {
  const isUtc = style === 127 && from.base === 'datetimeoffset';
  return (value) => {
    const moment = isUtc ? { ...(value as OffsetMoment), offsetMinutes: 0 } : value;
    return momentText(momentOf(moment, from), from, style);
  };
}

/** 0: the bytes are the characters. 1 and 2: hexadecimal digits, with and without `0x`. */
function binaryWriter(from: Type, to: Type, style: number): (value: NonNull) => string {
  if (style === 1) return (value) => `0x${hexadecimal(value as Uint8Array)}`;
  if (style === 2) return (value) => hexadecimal(value as Uint8Array);
  if (style !== 0) throw unsupportedStyle(style, from, to);
  return (value) => (isUnicode(to) ? ofUtf16(value as Uint8Array) : decoded(value as Uint8Array, to.collation));
}

export const hexadecimal = (bytes: Uint8Array): string =>
  Array.from(bytes, (byte) => byte.toString(16).toUpperCase().padStart(2, '0')).join('');

/** Kinds whose text may be cut; the others refuse. */
const MAY_BE_CUT = new Set<Family>(['moment', 'text', 'binary', 'xml', 'json']);

export function toText(from: Type, to: Type, how: How): Step {
  const write = textWriter(from, to, how.style);
  const isText = familyOf(from) === 'text';
  if (isText && isSameCharacters(from, to)) return (value) => value;
  const fit = textFitter(to);
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
