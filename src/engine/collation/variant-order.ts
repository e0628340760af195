/**
 * The order of values in a sql_variant: by family first, whatever the values.
 * Source: Microsoft Learn, "sql_variant (Transact-SQL)", table of the hierarchy of data type families.
 */
import { NotInEngine } from '../errors.js';
import type { BaseType } from '../../catalog/sql-type.js';
import { localTicks, momentOf } from '../conversion/moments.js';
import type { Value, Variant } from '../values/value.js';
import { comparerOf, keyOf } from './order.js';

type Family = 'moment' | 'approximate' | 'exact' | 'text' | 'binary' | 'uniqueidentifier';

/** The highest last. */
const FAMILIES: readonly Family[] = ['uniqueidentifier', 'binary', 'text', 'exact', 'approximate', 'moment'];

const FAMILY_OF: Partial<Record<BaseType, Family>> = {
  datetime2: 'moment', datetimeoffset: 'moment', datetime: 'moment', smalldatetime: 'moment', date: 'moment', time: 'moment',
  float: 'approximate', real: 'approximate',
  decimal: 'exact', money: 'exact', smallmoney: 'exact', bigint: 'exact', int: 'exact', smallint: 'exact', tinyint: 'exact', bit: 'exact',
  nvarchar: 'text', nchar: 'text', varchar: 'text', char: 'text',
  binary: 'binary', varbinary: 'binary',
  uniqueidentifier: 'uniqueidentifier',
}; // prettier-ignore

function familyOf(variant: Variant): Family {
  const family = FAMILY_OF[variant.type.base];
  if (!family) throw new NotInEngine('ENGINE-ORDER', `the order of ${variant.type.base} in a sql_variant`);
  return family;
}

const SCALE = 38;

/** A number of an exact type with 38 decimal places. */
function exact(variant: Variant): bigint {
  const { base, scale } = variant.type;
  const places = base === 'decimal' ? (scale ?? 0) : base === 'money' || base === 'smallmoney' ? 4 : 0;
  // of the exact family, by its type: a number or a bigint
  return BigInt(variant.value as number | bigint) * 10n ** BigInt(SCALE - places);
}

function comparedBy({ type }: Variant): Variant['type'] {
  // char and varchar compare alike, and so do nchar and nvarchar
  return type.base === 'nchar'
    ? { ...type, base: 'nvarchar' }
    : type.base === 'char'
      ? { ...type, base: 'varchar' }
      : type;
}

const UNICODE = new Set(['nchar', 'nvarchar']);

function compareTexts(a: Variant, b: Variant): number {
  if ((a.type.collation ?? '').toLowerCase() !== (b.type.collation ?? '').toLowerCase())
    throw new NotInEngine('ENGINE-ORDER', 'the order of texts of different collations in a sql_variant');
  return comparerOf(comparedBy(UNICODE.has(a.type.base) ? a : b))(a.value, b.value);
}

const ticksOf = ({ value, type }: Variant): bigint => localTicks(momentOf(value, type));

/** Of what is no datetimeoffset: what is lower in the hierarchy becomes the other's type, and none of these loses anything by it. */
function compareMoments(a: Variant, b: Variant): number {
  const bases = [a.type.base, b.type.base];
  if (a.type.base === b.type.base) return comparerOf(a.type)(a.value, b.value);
  const [left, right] = [ticksOf(a), ticksOf(b)];
  const isOpen = bases.includes('datetimeoffset') || (bases.includes('date') && bases.includes('time'));
  if (isOpen || (bases.includes('datetime2') && (hasPart(a) || hasPart(b))))
    throw new NotInEngine('ENGINE-ORDER', `the order of ${bases.join(' and ')} in a sql_variant`);
  return order(left, right);
}

const TICKS_PER_SECOND = 10_000_000n;

/** Of a datetime with a part of a second it is not said how many of its digits count. */
const hasPart = (variant: Variant): boolean => variant.type.base === 'datetime' && ticksOf(variant) % TICKS_PER_SECOND !== 0n; // prettier-ignore

const order = (a: NonNullable<Value>, b: NonNullable<Value>): number => (a < b ? -1 : a > b ? 1 : 0);

const COMPARERS: Readonly<Record<Family, (a: Variant, b: Variant) => number>> = {
  moment: compareMoments,
  approximate: (a, b) => order(a.value, b.value),
  exact: (a, b) => order(exact(a), exact(b)),
  text: compareTexts,
  binary: (a, b) => comparerOf(a.type)(a.value, b.value),
  uniqueidentifier: (a, b) => comparerOf(a.type)(a.value, b.value),
};

/** @throws NotInEngine for date types of different kinds and texts of different collations */
export function compareVariants(a: Variant, b: Variant): number {
  const ofA = familyOf(a);
  const ofB = familyOf(b);
  return ofA === ofB ? COMPARERS[ofA](a, b) : FAMILIES.indexOf(ofA) - FAMILIES.indexOf(ofB);
}

/**
 * Keys for the variants of one set: equal for those that compare as equal.
 * @throws NotInEngine when given one that does not compare with one that was given before
 */
export function variantKeys(): (variant: Variant) => string {
  const seen = new Map<string, Variant>();
  return (variant) => {
    const kind = kindOf(variant);
    if (!seen.has(kind)) {
      for (const other of seen.values()) compareVariants(other, variant);
      seen.set(kind, variant);
    }
    return keyWithin(variant);
  };
}

/** Variants of one kind compare with the same others. */
function kindOf(variant: Variant): string {
  const family = familyOf(variant);
  if (family === 'text') return (variant.type.collation ?? '').toLowerCase();
  return family === 'moment' ? `${variant.type.base}:${hasPart(variant)}` : family;
}

function keyWithin(variant: Variant): string {
  const family = familyOf(variant);
  if (family === 'exact') return `exact:${exact(variant)}`;
  if (family === 'moment') return variant.type.base === 'datetimeoffset' ? `${variant.type.base}:${keyOf(variant.type)(variant.value)}` : `moment:${ticksOf(variant)}`; // prettier-ignore
  if (family === 'text') return `text:${keyOfText(variant)}`;
  return `${family}:${keyOf(variant.type)(variant.value)}`;
}

/** Texts of code pages compare by rules of their own, and as Unicode with Unicode texts. */
function keyOfText({ type, value }: Variant): string {
  const key = String(keyOf({ ...type, base: 'nvarchar' })(value));
  if (!UNICODE.has(type.base) && String(keyOf({ ...type, base: 'varchar' })(value)) !== key)
    throw new NotInEngine('ENGINE-ORDER', 'a text in a sql_variant that is another one in Unicode');
  return key;
}
