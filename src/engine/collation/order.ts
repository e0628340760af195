/** The order and the equality of values of one type. */
import { NotInEngine, SqlError } from '../errors.js';
import type { Type } from '../types/type.js';
import type { OffsetMoment, Value, Variant } from '../values/value.js';
import { collationOfType } from './collation.js';
import { compareVariants, variantKeys } from './variant-order.js';

export type Present = NonNullable<Value>;
export type Comparer = (a: Present, b: Present) => number;
export type Key = (value: Present) => string | number | bigint;

interface Ordering {
  readonly compare: Comparer;
  readonly key: Key;
}

const plain: Ordering = {
  compare: (a, b) => (a < b ? -1 : a > b ? 1 : 0),
  // -0 is 0
  key: (value) => (value === 0 ? 0 : typeof value === 'bigint' ? value : (value as number)), // numbers and bigints only
};

/** Zeros at the end do not count: the shorter value is filled up with them. */
function compareBytes(a: Uint8Array, b: Uint8Array): number {
  const length = Math.max(a.length, b.length);
  for (let at = 0; at < length; at++) {
    const difference = (a[at] ?? 0) - (b[at] ?? 0);
    if (difference !== 0) return difference;
  }
  return 0;
}

function keyOfBytes(bytes: Uint8Array): string {
  let end = bytes.length;
  while (end > 0 && bytes[end - 1] === 0) end--;
  return Array.from(bytes.subarray(0, end), (byte) => String.fromCharCode(byte)).join('');
}

// the casts of this table: the static type says what a value is
const bytes: Ordering = {
  compare: (a, b) => compareBytes(a as Uint8Array, b as Uint8Array),
  key: (value) => keyOfBytes(value as Uint8Array),
};

/** Places of the byte pairs in the text of a uniqueidentifier, the one that counts most first. */
const GUID_PLACES = [24, 26, 28, 30, 32, 34, 19, 21, 16, 14, 11, 9, 6, 4, 2, 0];

/** Source: Microsoft Learn, "Comparing GUID and uniqueidentifier values": the last six bytes count most. */
export const guidOrderKey = (text: string): string =>
  GUID_PLACES.map((at) => text.slice(at, at + 2))
    .join('')
    .toUpperCase();

const guids: Ordering = {
  compare: (a, b) => plain.compare(guidOrderKey(a as string), guidOrderKey(b as string)),
  key: (value) => (value as string).toUpperCase(),
};

/** Moments are the same when they are the same in UTC. */
const moments: Ordering = {
  compare: (a, b) => plain.compare((a as OffsetMoment).utc, (b as OffsetMoment).utc),
  key: (value) => (value as OffsetMoment).utc,
};

const variants: Ordering = {
  compare: (a, b) => compareVariants(a as Variant, b as Variant),
  get key(): Key {
    const keyOfVariant = variantKeys();
    return (value) => keyOfVariant(value as Variant);
  },
};

function texts(type: Type): Ordering {
  if (type.collationLabel === 'conflict')
    throw new SqlError(468, 'Cannot resolve the collation conflict between the texts of the comparison.');
  const collation = collationOfType(type);
  return {
    compare: (a, b) => collation.compare(a as string, b as string),
    key: (value) => collation.key(value as string),
  };
}

function refuse(type: Type): never {
  if (type.base === 'text' || type.base === 'ntext' || type.base === 'image')
    throw new SqlError(
      306,
      'The text, ntext, and image data types cannot be compared or sorted, except when using IS NULL or LIKE operator.',
    );
  if (type.base === 'xml')
    throw new SqlError(305, 'The XML data type cannot be compared or sorted, except when using the IS NULL operator.');
  throw new NotInEngine('ENGINE-ORDER', `the order of ${type.base}`);
}

const ORDERINGS: Partial<Record<Type['base'], Ordering>> = {
  bit: plain, tinyint: plain, smallint: plain, int: plain, bigint: plain,
  decimal: plain, money: plain, smallmoney: plain, real: plain, float: plain,
  date: plain, time: plain, datetime: plain, smalldatetime: plain, datetime2: plain,
  datetimeoffset: moments, uniqueidentifier: guids, sql_variant: variants,
  binary: bytes, varbinary: bytes, rowversion: bytes,
}; // prettier-ignore

const TEXTS = new Set(['char', 'varchar', 'nchar', 'nvarchar']);

const orderingOf = (type: Type): Ordering =>
  ORDERINGS[type.base] ?? (TEXTS.has(type.base) ? texts(type) : refuse(type));

/**
 * Of values that are both of the type (the same scale too).
 * @throws SqlError 305, 306 for types that cannot be compared, 468 for collations in conflict
 */
export const comparerOf = (type: Type): Comparer => orderingOf(type).compare;

/**
 * Keys are equal when the values are.
 * @returns for the values of one set: of a sql_variant it refuses those that do not compare with what it saw before
 * @throws as `comparerOf`
 */
export const keyOf = (type: Type): Key => orderingOf(type).key;
