/** ROUND, CEILING, FLOOR, ABS and SIGN. Sources: Microsoft Learn, the page of each function. */
import { absolute } from '../arithmetic/digits.js';
import { asDouble } from '../arithmetic/numbers.js';
import { toType } from '../conversion/convert.js';
import { powerOfTen, roundedDivision } from '../conversion/scaled.js';
import { familyOf } from '../types/families.js';
import { INT, type Type } from '../types/type.js';
import type { Value } from '../values/value.js';
import { argument, requireCount, strict } from './arguments.js';
import type { BindFunction, FunctionTable } from './function-table.js';
import { checkedFloat, exactValue, numberArgument, scaledOf, widened } from './number-types.js';

const placesOf = (type: Type): number =>
  familyOf(type) === 'money' ? 4 : familyOf(type) === 'decimal' ? (type.scale ?? 0) : 0;

/** The types of ROUND: a decimal keeps its digits, so that a number may become too large for them. */
const roundType = (type: Type): Type =>
  type.base === 'decimal' ? { base: 'decimal', precision: type.precision, scale: type.scale } : widened(type);

/** No number has more digits before its point. */
const MOST_WHOLE_DIGITS = 40;

function roundExact(value: bigint, places: number, length: number, cuts: boolean): bigint {
  const dropped = places - length;
  if (dropped <= 0) return value;
  if (dropped > places + MOST_WHOLE_DIGITS) return 0n;
  const unit = powerOfTen(dropped);
  return (cuts ? value / unit : roundedDivision(value, unit)) * unit;
}

const MOST_FLOAT_DIGITS = 308;

/** A half goes away from zero. */
function roundFloat(value: number, length: number, cuts: boolean): number {
  if (length > MOST_FLOAT_DIGITS) return value;
  if (length < -MOST_FLOAT_DIGITS) return 0;
  const unit = 10 ** Math.abs(length);
  const scaled = Math.abs(length >= 0 ? value * unit : value / unit);
  if (!Number.isFinite(scaled)) return value;
  const whole = cuts ? Math.floor(scaled) : Math.floor(scaled + 0.5);
  return checkedFloat(Math.sign(value) * (length >= 0 ? whole / unit : whole * unit));
}

const round: BindFunction = (args) => {
  requireCount('round', args.length, 2, 3);
  const number = numberArgument(argument(args, 0), 1, 'round');
  const type = roundType(number.type);
  const places = placesOf(number.type);
  const bounds = [number, ...args.slice(1).map((bound) => toType(bound, INT))];
  const isFloat = type.base === 'float';
  return strict(type, bounds, ([value = 0, length = 0, kind = 0]) => {
    const [digits, cuts] = [Number(length), kind !== 0];
    if (isFloat) return roundFloat(value as number, digits, cuts);
    return exactValue(type, roundExact(scaledOf(value), places, digits, cuts));
  });
};

/** @param up 1 for CEILING, -1 for FLOOR */
function toWhole(value: bigint, unit: bigint, up: 1n | -1n): bigint {
  const quotient = value / unit;
  const rest = value % unit;
  return rest * up > 0n ? quotient + up : quotient;
}

const wholeNumber =
  (name: 'ceiling' | 'floor', up: 1n | -1n): BindFunction =>
  (args) => {
    requireCount(name, args.length, 1);
    const number = numberArgument(argument(args, 0), 1, name);
    const wide = widened(number.type);
    const { precision } = number.type;
    const type: Type = wide.base === 'decimal' ? { base: 'decimal', precision, scale: 0 } : wide;
    const unit = powerOfTen(placesOf(number.type));
    const back = type.base === 'money' ? unit : 1n;
    const ofFloat = up === 1n ? Math.ceil : Math.floor;
    return strict(type, [number], ([value = 0]) => {
      if (type.base === 'float') return ofFloat(value as number) + 0;
      return exactValue(type, toWhole(scaledOf(value), unit, up) * back);
    });
  };

const abs: BindFunction = (args) => {
  requireCount('abs', args.length, 1);
  const number = numberArgument(argument(args, 0), 1, 'abs');
  const type = widened(number.type);
  return strict(type, [number], ([value = 0]): Value =>
    type.base === 'float' ? Math.abs(value as number) : exactValue(type, absolute(scaledOf(value))),
  );
};

const sign: BindFunction = (args) => {
  requireCount('sign', args.length, 1);
  const number = numberArgument(argument(args, 0), 1, 'sign');
  const type = widened(number.type);
  const unit = powerOfTen(placesOf(type));
  return strict(type, [number], ([value = 0]): Value => {
    const direction = Math.sign(asDouble(number.type, value)) + 0;
    return type.base === 'float' ? direction : exactValue(type, BigInt(direction) * unit);
  });
};

export const ROUNDING: FunctionTable = {
  round,
  ceiling: wholeNumber('ceiling', 1n),
  floor: wholeNumber('floor', -1n),
  abs,
  sign,
};
