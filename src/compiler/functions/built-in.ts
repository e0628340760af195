/** How the signature of a built-in function is written down: its arguments with their conversions, and its result type. */
import type { SqlType } from '../../catalog/sql-type.js';
import type { Scalar } from '../ir/scalar.js';
import type { Binder } from '../bind/binder.js';
import { coerce } from '../bind/coerce.js';
import { textArgument } from '../bind/text-argument.js';
import { isNullConstant } from '../types/common-type.js';
import {
  familyOf,
  isCharacter,
  isNational,
  isNumeric,
  isTemporal,
  isUnknown,
  longestLength,
  textLength,
} from '../types/families.js';

/** Converts one argument to what the function takes. */
export type ArgumentRule = (argument: Scalar, binder: Binder) => Scalar;

export interface BuiltIn {
  /** Fewest and most arguments, dateparts included. */
  readonly arity: readonly [number, number];
  /** By position; the last one serves all that follow. A datepart is no argument here. */
  readonly takes: readonly ArgumentRule[];
  readonly returns: (args: readonly Scalar[]) => SqlType;
  /** NULL comes out when an argument is NULL (the default), possibly always, or never. */
  readonly nullable?: 'always' | 'never';
  /** The first argument is a datepart word. */
  readonly datepart?: true;
  /** Another name in the IR, and a datepart that goes with it: YEAR is DATEPART(year). */
  readonly as?: { readonly fn: string; readonly unit: string | null };
  /** A finding every use raises. */
  readonly hazard?: string;
}

/** Any value as it is. */
export const any: ArgumentRule = (argument) => argument;

export const text: ArgumentRule = (argument, binder) => textArgument(argument, binder.scope);

/** A text, or a binary left binary (SUBSTRING, HASHBYTES). */
export const textOrBinary: ArgumentRule = (argument, binder) =>
  familyOf(argument.type) === 'binary' ? argument : textArgument(argument, binder.scope);

export const to =
  (type: SqlType): ArgumentRule =>
  (argument, binder) =>
    coerce(argument, type, binder.scope);

/** A whole number: fractions are cut off. */
export const whole: ArgumentRule = (argument, binder) =>
  argument.type.base === 'bigint' ? argument : to({ base: 'int' })(argument, binder);

export const float = to({ base: 'float' });

/** A number of its own type; texts and bits become float. */
export const number: ArgumentRule = (argument, binder) =>
  isNumeric(argument.type) ? argument : float(argument, binder);

/** A date or time of its own type; texts and numbers become `type`. */
export const moment =
  (type: SqlType): ArgumentRule =>
  (argument, binder) =>
    isTemporal(argument.type) ? argument : coerce(argument, momentFor(argument, type), binder.scope);

/** Numbers count days from 1900-01-01, and only datetime does so. */
const momentFor = (argument: Scalar, type: SqlType): SqlType =>
  isNumeric(argument.type) && !isNullConstant(argument) ? { base: 'datetime' } : type;

export const fixed = (type: SqlType) => (): SqlType => type;

export const INT = fixed({ base: 'int' });
export const FLOAT = fixed({ base: 'float' });

/** Type of the first argument, fixed-length texts becoming varying ones. */
export function sameText([first]: readonly Scalar[]): SqlType {
  return first === undefined ? { base: 'unknown' } : varying(first.type, textLength(first.type));
}

export const firstType = ([first]: readonly Scalar[]): SqlType =>
  first === undefined ? { base: 'unknown' } : plainType(first.type);

/** A varying text (or binary) of `length`, national if `type` is. */
export function varying(type: SqlType, length: number | 'max'): SqlType {
  if (!isCharacter(type)) return isUnknown(type) ? { base: 'unknown' } : { base: 'varbinary', length };
  const base = isNational(type) ? 'nvarchar' : 'varchar';
  const long = type.base === 'text' || type.base === 'ntext' || length === 'max';
  return { base, length: long ? 'max' : Math.max(1, Math.min(length, longestLength({ base }))) };
}

/** The longest varying text short of `max`, unless an argument is `max`; national if one is. */
export function longText(args: readonly Scalar[]): SqlType {
  const national = args.some((arg) => isNational(arg.type));
  const base = national ? 'nvarchar' : 'varchar';
  return {
    base,
    length: args.some((arg) => textLength(arg.type) === 'max' && isCharacter(arg.type))
      ? 'max'
      : longestLength({ base }),
  };
}

/** A constant whole number, to size a result by. */
export function constantNumber(scalar: Scalar | undefined): number | null {
  return scalar?.op === 'literal' && scalar.value !== null && /^\d+$/.test(scalar.value) ? Number(scalar.value) : null;
}

/** Facets alone. */
export function plainType({ base, length, precision, scale }: SqlType): SqlType {
  return {
    base,
    ...(length === undefined ? {} : { length }),
    ...(precision === undefined ? {} : { precision }),
    ...(scale === undefined ? {} : { scale }),
  };
}
