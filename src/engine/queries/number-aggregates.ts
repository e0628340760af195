/** SUM, AVG and the statistical aggregates. Source: Microsoft Learn, the "Return types" of each function's page. */
import { toType } from '../conversion/convert.js';
import { SqlError } from '../errors.js';
import type { Bound } from '../expressions/bound.js';
import { familyOf } from '../types/families.js';
import { FLOAT, INT, type Type } from '../types/type.js';
import type { Value } from '../values/value.js';

/** What is folded over the values that are not NULL. */
export interface Folding {
  readonly type: Type;
  readonly isNullable: boolean;
  /** In the type that is added up. */
  readonly value: Bound;
  readonly start: () => { readonly add: (value: NonNullable<Value>) => void; readonly result: () => Value };
}

const INT_MAX = 2_147_483_647n;
const BIGINT_MAX = 9_223_372_036_854_775_807n;
const DECIMAL_MAX = 10n ** 38n - 1n;
const AVG_SCALE_MIN = 6;

/** The type that a sum of values has, and its greatest value; floats have no bound of this kind. */
function sumType({ base, scale }: Type): Type {
  if (base === 'tinyint' || base === 'smallint' || base === 'int') return INT;
  if (base === 'bigint') return { base };
  if (base === 'decimal') return { base, precision: 38, scale: scale ?? 0 };
  if (familyOf({ base }) === 'money') return { base: 'money' };
  if (familyOf({ base }) === 'float') return FLOAT;
  throw new SqlError(8117, `Operand data type ${base} is invalid for sum operator.`);
}

function largest({ base }: Type): bigint {
  if (base === 'int') return INT_MAX;
  return base === 'decimal' ? DECIMAL_MAX : BIGINT_MAX;
}

const NAMES: Readonly<Partial<Record<Type['base'], string>>> = { decimal: 'numeric' };

function requireFits(total: bigint, type: Type): void {
  const max = largest(type);
  if (total > max || total < -max - (type.base === 'decimal' ? 0n : 1n))
    throw new SqlError(8115, `Arithmetic overflow error converting expression to data type ${NAMES[type.base] ?? type.base}.`); // prettier-ignore
}

function sum(given: Bound): Folding {
  const type = sumType(given.type);
  const value = toType(given, type);
  if (familyOf(type) === 'float') return { type, value, isNullable: true, start: () => floatSum() };
  return { type, value, isNullable: true, start: () => exactSum(type, (total) => fromBig(total, type)) };
}

const fromBig = (total: bigint, { base }: Type): Value => (base === 'int' ? Number(total) : total);

function exactSum(type: Type, finish: (total: bigint, count: bigint) => Value) {
  let [total, count] = [0n, 0n];
  return {
    add: (value: NonNullable<Value>): void => {
      total += BigInt(value as number | bigint); // values of the summed type are numbers
      count++;
      requireFits(total, type);
    },
    result: (): Value => (count === 0n ? null : finish(total, count)),
  };
}

function floatSum(finish: (total: number, count: number) => number = (total) => total) {
  let [total, count] = [0, 0];
  return {
    add: (value: NonNullable<Value>): void => {
      total += Number(value);
      count++;
      if (!Number.isFinite(total)) throw new SqlError(8115, 'Arithmetic overflow error converting expression to data type float.'); // prettier-ignore
    },
    result: (): Value => (count === 0 ? null : finish(total, count)),
  };
}

/** AVG of integers is an integer, cut; of money it is money, cut after its four digits; of decimal(p, s) it is decimal(38, max(s, 6)), cut. */
function avg(given: Bound): Folding {
  const type = sumType(given.type);
  const value = toType(given, type);
  if (familyOf(type) === 'float') return { type, value, isNullable: true, start: () => floatSum((total, count) => total / count) }; // prettier-ignore
  if (type.base !== 'decimal')
    return { type, value, isNullable: true, start: () => exactSum(type, (total, count) => fromBig(total / count, type)) }; // prettier-ignore
  const scale = Math.max(type.scale ?? 0, AVG_SCALE_MIN);
  const lift = 10n ** BigInt(scale - (type.scale ?? 0));
  const result: Type = { base: 'decimal', precision: 38, scale };
  return { type: result, value, isNullable: true, start: () => exactSum(type, (total, count) => (total * lift) / count) }; // prettier-ignore
}

/** Over floats. Source: Microsoft Learn, "VAR", "VARP", "STDEV", "STDEVP": NULL for fewer than two values of a sample. */
function spread(isSample: boolean, finish: (variance: number) => number) {
  return (given: Bound): Folding => ({
    type: FLOAT,
    isNullable: true,
    value: toType(given, FLOAT),
    start: () => {
      const values: number[] = [];
      return {
        add: (value) => void values.push(Number(value)),
        result: () => {
          if (values.length === 0 || (isSample && values.length < 2)) return null;
          const mean = values.reduce((a, b) => a + b, 0) / values.length;
          const squares = values.reduce((total, value) => total + (value - mean) ** 2, 0);
          return finish(squares / (values.length - (isSample ? 1 : 0)));
        },
      };
    },
  });
}

export const NUMBER_AGGREGATES: Readonly<Record<string, (value: Bound) => Folding>> = {
  sum,
  avg,
  var: spread(true, (variance) => variance),
  varp: spread(false, (variance) => variance),
  stdev: spread(true, Math.sqrt),
  stdevp: spread(false, Math.sqrt),
};
