/** Everything as a number. Source: Microsoft Learn, "CAST and CONVERT (Transact-SQL)": "Truncating and rounding results". */
import type { BaseType } from '../../catalog/sql-type.js';
import { NotInEngine, SqlError } from '../errors.js';
import { exactFacets, familyOf } from '../types/families.js';
import type { Type } from '../types/type.js';
import { DATETIME_UNITS_PER_DAY } from '../values/calendar.js';
import type { Value } from '../values/value.js';
import { badText, badTextOf, floatOverflow, moneyTooLarge, overflow, smallOverflow } from './conversion-errors.js';
import { floatOf, integerOf, moneyOf, scaledOf } from './number-text.js';
import { binaryToScaled, floatToScaled, powerOfTen, rescaled, roundedDivision, scaledToFloat } from './scaled.js';
import type { NonNull, Step } from './step.js';

const RANGES: Readonly<Partial<Record<BaseType, readonly [low: bigint, high: bigint]>>> = {
  tinyint: [0n, 255n],
  smallint: [-(2n ** 15n), 2n ** 15n - 1n],
  int: [-(2n ** 31n), 2n ** 31n - 1n],
  bigint: [-(2n ** 63n), 2n ** 63n - 1n],
  smallmoney: [-(2n ** 31n), 2n ** 31n - 1n],
  money: [-(2n ** 63n), 2n ** 63n - 1n],
};
const NO_RANGE = [0n, 0n] as const;
const MINUTES_PER_DAY = 1440;

export function isInRange(units: bigint, base: BaseType): boolean {
  const [low, high] = RANGES[base] ?? NO_RANGE;
  return units >= low && units <= high;
}

/** An integer as its type keeps it. */
const asInteger = (units: bigint, to: Type): Value => (to.base === 'bigint' ? units : Number(units));

/** An exact number as units and scale; a datetime counts as days. */
interface Exact {
  readonly scale: number;
  readonly units: (value: NonNull) => bigint;
}

/** The casts are what the table of src/engine/values/value.ts says of each type. */
function exactOf(from: Type): Exact | null {
  const facets = exactFacets(from);
  if (!facets) return null;
  if (familyOf(from) === 'decimal' || familyOf(from) === 'money' || from.base === 'bigint')
    return { scale: facets.scale, units: (value) => value as bigint };
  return { scale: 0, units: (value) => BigInt(value as number) };
}

/** Days since 1900-01-01 of a datetime or smalldatetime. */
function daysOf(from: Type): (value: NonNull) => number {
  const perDay = from.base === 'smalldatetime' ? MINUTES_PER_DAY : DATETIME_UNITS_PER_DAY;
  return (value) => (value as number) / perDay;
}

export function toInteger(from: Type, to: Type): Step {
  const family = familyOf(from);
  if (family === 'text') return (value) => integerFromText(value as string, from, to);
  if (family === 'float') return (value) => integerFromFloat(value as number, to);
  if (family === 'binary') return (value) => asInteger(signedTail(value as Uint8Array, to), to);
  if (family === 'moment') {
    const days = daysOf(from);
    return (value) => requireInteger(BigInt(Math.floor(days(value) + 0.5)), from, to);
  }
  const exact = exactOf(from);
  if (!exact) throw unknownSource(from, to);
  if (exact.scale === 0) return (value) => requireInteger(exact.units(value), from, to);
  const divisor = powerOfTen(exact.scale);
  if (family === 'money') return (value) => integerFromMoney(exact.units(value), from, to);
  return (value) => requireInteger(exact.units(value) / divisor, from, to);
}

/** Of money, whose overflow has another number for each target; that of smallmoney is the common one. */
const MONEY_OVERFLOWS: Readonly<Partial<Record<BaseType, (units: bigint, to: Type) => SqlError>>> = {
  tinyint: (units, to) => floatOverflow(to, scaledToFloat(units, MONEY_SCALE)),
  smallint: (units, to) => smallOverflow(to, units),
  int: (_units, to) => moneyTooLarge(to),
};

function integerFromMoney(units: bigint, from: Type, to: Type): Value {
  const whole = roundedDivision(units, powerOfTen(MONEY_SCALE));
  const failure = from.base === 'money' && !isInRange(whole, to.base) ? MONEY_OVERFLOWS[to.base] : undefined;
  if (failure) throw failure(units, to);
  return requireInteger(whole, from, to);
}

function requireInteger(units: bigint, from: Type, to: Type): Value {
  if (isInRange(units, to.base)) return asInteger(units, to);
  if (familyOf(from) === 'decimal') throw overflow(from, to);
  if (familyOf(from) === 'integer' && from.base !== 'bigint' && (to.base === 'tinyint' || to.base === 'smallint'))
    throw smallOverflow(to, units);
  throw overflow('expression', to);
}

function integerFromFloat(value: number, to: Type): Value {
  const units = BigInt(Math.trunc(value));
  if (isInRange(units, to.base)) return asInteger(units, to);
  throw to.base === 'bigint' ? overflow('expression', to) : floatOverflow(to, value);
}

/** Of texts that are too large: the name SQL Server's message has for the target. */
const TEXT_OVERFLOWS: Readonly<Partial<Record<BaseType, (subject: string) => SqlError>>> = {
  tinyint: (subject) => new SqlError(244, `${subject} overflowed an INT1 column. Use a larger integer column.`),
  smallint: (subject) => new SqlError(244, `${subject} overflowed an INT2 column. Use a larger integer column.`),
  int: (subject) => new SqlError(248, `${subject} overflowed an int column.`),
};

function integerFromText(text: string, from: Type, to: Type): Value {
  const units = integerOf(text);
  if (units === null) throw to.base === 'bigint' ? badTextOf(from, to) : badText(from, text, to);
  if (isInRange(units, to.base)) return asInteger(units, to);
  const failure = TEXT_OVERFLOWS[to.base];
  throw failure ? failure(`The conversion of the ${from.base} value '${text}'`) : overflow('expression', to);
}

const BYTES: Readonly<Partial<Record<BaseType, number>>> = {
  tinyint: 1, smallint: 2, int: 4, bigint: 8, smallmoney: 4, money: 8,
}; // prettier-ignore

/** The last bytes, the highest first; fewer are filled with zeros from the left. */
function signedTail(bytes: Uint8Array, to: Type): bigint {
  const size = BYTES[to.base] ?? 8;
  let units = 0n;
  for (const byte of bytes.subarray(Math.max(0, bytes.length - size))) units = (units << 8n) | BigInt(byte);
  return to.base === 'tinyint' ? units : BigInt.asIntN(size * 8, units);
}

export function toBit(from: Type, to: Type): Step {
  const family = familyOf(from);
  if (family === 'text') return (value) => bitFromText(value as string, from, to);
  if (family === 'binary') return (value) => bitFromBytes(value as Uint8Array);
  return (value) => (Number(value) === 0 ? 0 : 1);
}

function bitFromBytes(bytes: Uint8Array): Value {
  if (bytes.at(-1)) return 1;
  if (bytes.every((byte) => byte === 0)) return 0;
  throw new NotInEngine('ENGINE-CONVERSION-BINARY', 'bytes that end with 0 as a bit');
}

function bitFromText(text: string, from: Type, to: Type): Value {
  const word = text.trim().toLowerCase();
  if (word === 'true') return 1;
  if (word === 'false') return 0;
  const units = integerOf(text);
  if (units === null) throw badText(from, text, to);
  return units === 0n ? 0 : 1;
}

export function toDecimal(from: Type, to: Type): Step {
  const facets = exactFacets(to) ?? { precision: 38, scale: 0 };
  const limit = powerOfTen(facets.precision);
  const { scale } = facets;
  const require = (units: bigint): bigint => {
    if (units < limit && units > -limit) return units;
    throw overflow(from, to);
  };
  const family = familyOf(from);
  if (family === 'text')
    return (value) => {
      const units = scaledOf(value as string, scale);
      if (units === null) throw badTextOf(from, to);
      return require(units);
    };
  if (family === 'float') return (value) => require(scaledFromFloat(value as number, scale, limit));
  if (family === 'moment') {
    const days = daysOf(from);
    return (value) => require(floatToScaled(days(value), scale));
  }
  const exact = exactOf(from);
  if (!exact) throw unknownSource(from, to);
  if (exact.scale === scale && facets.precision >= (exactFacets(from)?.precision ?? 0)) return exact.units;
  return (value) => require(rescaled(exact.units(value), exact.scale, scale));
}

/** The page counts 17 digits of a float; whether those behind them are zeros or the binary number's own, it does not say. */
function scaledFromFloat(value: number, scale: number, limit: bigint): bigint {
  const units = floatToScaled(value, scale);
  if (units === binaryToScaled(value, scale) || units >= limit || units <= -limit) return units;
  throw new NotInEngine('ENGINE-CONVERSION-FLOAT-DIGITS', 'a float with more than 17 digits as an exact number');
}

const MONEY_SCALE = 4;
const MONEY_LIMIT = 2n ** 63n;

export function toMoney(from: Type, to: Type): Step {
  const require = (units: bigint): bigint => {
    if (isInRange(units, to.base)) return units;
    if (from.base === 'money') throw moneyTooLarge(to);
    throw familyOf(from) === 'decimal' ? overflow(from, to) : overflow('expression', to);
  };
  const family = familyOf(from);
  if (family === 'text') return (value) => moneyFromText(value as string, to);
  if (family === 'float') return (value) => require(scaledFromFloat(value as number, MONEY_SCALE, MONEY_LIMIT));
  if (family === 'binary') return (value) => signedTail(value as Uint8Array, to);
  if (family === 'moment') {
    const days = daysOf(from);
    return (value) => require(floatToScaled(days(value), MONEY_SCALE));
  }
  const exact = exactOf(from);
  if (!exact) throw unknownSource(from, to);
  return (value) => require(rescaled(exact.units(value), exact.scale, MONEY_SCALE));
}

function moneyFromText(text: string, to: Type): Value {
  const units = moneyOf(text);
  const isSmall = to.base === 'smallmoney';
  if (units === null)
    throw isSmall
      ? new SqlError(293, 'Cannot convert char value to smallmoney. The char value has incorrect syntax.')
      : new SqlError(235, 'Cannot convert a char value to money. The char value has incorrect syntax.');
  if (isInRange(units, to.base)) return units;
  throw isSmall
    ? new SqlError(
        294,
        'The conversion from char data type to smallmoney data type resulted in a smallmoney overflow error.',
      )
    : new SqlError(236, 'The conversion from char data type to money resulted in a money overflow error.');
}

export function toFloat(from: Type, to: Type): Step {
  const single = to.base === 'real' ? (value: number) => singlePrecision(value, to) : (value: number) => value;
  const family = familyOf(from);
  if (family === 'text')
    return (value) => {
      const number = floatOf(value as string);
      if (number === null) throw badTextOf(from, to);
      if (!Number.isFinite(number)) throw overflow('expression', to);
      return single(number);
    };
  if (family === 'float') return (value) => single(value as number);
  if (family === 'moment') {
    const days = daysOf(from);
    return (value) => single(days(value));
  }
  const exact = exactOf(from);
  if (!exact) throw unknownSource(from, to);
  return (value) => single(scaledToFloat(exact.units(value), exact.scale));
}

/** Numbers too small for a real become 0. */
function singlePrecision(value: number, to: Type): number {
  const rounded = Math.fround(value);
  if (Number.isFinite(rounded)) return rounded;
  throw floatOverflow(to, value);
}

const unknownSource = (from: Type, to: Type): NotInEngine =>
  new NotInEngine('ENGINE-CONVERSION', `${from.base} to ${to.base}`);
