/** Source: Microsoft Learn, "Mathematical functions (Transact-SQL)". */
import { asDouble } from '../arithmetic/numbers.js';
import { floatOverflow } from '../conversion/conversion-errors.js';
import { toType } from '../conversion/convert.js';
import { NotInEngine } from '../errors.js';
import type { Run } from '../session/run.js';
import { FLOAT } from '../types/type.js';
import { argument, requireCount, strict } from './arguments.js';
import type { BindFunction, FunctionTable } from './function-table.js';
import { BIT_FUNCTIONS } from './number-bits.js';
import { ROUNDING } from './number-rounding.js';
import { checkedFloat, holds, invalidOperation, numberArgument, ofFloat, widened } from './number-types.js'; // prettier-ignore

/** A function of one float that gives a float. */
const ofOneFloat =
  (name: string, compute: (value: number) => number): BindFunction =>
  (args) => {
    requireCount(name, args.length, 1);
    return strict(FLOAT, [toType(argument(args, 0), FLOAT)], ([value]) => checkedFloat(compute(Number(value))));
  };

/** DEGREES and RADIANS. How many digits an exact angle has behind its point, and which, is not documented. */
const ofAngle =
  (name: string, factor: number): BindFunction =>
  (args) => {
    requireCount(name, args.length, 1);
    const number = numberArgument(argument(args, 0), 1, name);
    const type = widened(number.type);
    return strict(type, [number], ([value = 0]) => {
      const result = asDouble(number.type, value) * factor;
      if (type.base === 'decimal' && result !== 0) throw new NotInEngine(`ENGINE-FUNCTION-${name.toUpperCase()}`, `${name} of a decimal`); // prettier-ignore
      return ofFloat(type, result);
    });
  };

function logarithm(value: number): number {
  if (value <= 0) throw invalidOperation();
  return Math.log(value);
}

const log: BindFunction = (args) => {
  requireCount('log', args.length, 1, 2);
  const bounds = args.map((bound) => toType(bound, FLOAT));
  return strict(FLOAT, bounds, ([value, base]) => {
    if (base === undefined) return logarithm(Number(value));
    if (base === 1) throw invalidOperation();
    return checkedFloat(logarithm(Number(value)) / logarithm(Number(base)));
  });
};

const power: BindFunction = (args) => {
  requireCount('power', args.length, 2);
  const number = numberArgument(argument(args, 0), 1, 'power');
  const type = widened(number.type);
  return strict(type, [number, toType(argument(args, 1), FLOAT)], ([value = 0, exponent]) => {
    const base = asDouble(number.type, value);
    if (base === 0 && Number(exponent) < 0) throw new NotInEngine('ENGINE-FUNCTION-POWER', 'a negative power of zero');
    const result = checkedFloat(base ** Number(exponent));
    if (type.base === 'int' && !holds(type, BigInt(Math.trunc(result)))) throw floatOverflow(type, result);
    return ofFloat(type, result);
  });
};

const atn2: BindFunction = (args) => {
  requireCount('atn2', args.length, 2);
  const bounds = args.map((bound) => toType(bound, FLOAT));
  return strict(FLOAT, bounds, ([y, x]) => {
    if (y === 0 && x === 0) throw invalidOperation();
    return Math.atan2(Number(y), Number(x)) + 0;
  });
};

const pi: BindFunction = (args) => {
  requireCount('pi', args.length, 0);
  return { type: FLOAT, isNullable: false, evaluate: () => Math.PI };
};

/** One number for a whole run, however many rows there are; each RAND() of a query has its own. */
const rand: BindFunction = (args) => {
  requireCount('rand', args.length, 0, 1);
  if (args.length > 0) throw new NotInEngine('ENGINE-FUNCTION-RAND-SEED', 'the numbers that follow from a seed');
  const drawn = new WeakMap<Run, number>();
  return {
    type: FLOAT,
    isNullable: false,
    evaluate: (_frame, run) => {
      const known = drawn.get(run) ?? run.surroundings.random();
      drawn.set(run, known);
      return known;
    },
  };
};

function cotangent(value: number): number {
  if (value === 0) throw invalidOperation();
  return 1 / Math.tan(value);
}

const HALF_TURN = 180;

export const NUMBER_FUNCTIONS: FunctionTable = {
  ...ROUNDING,
  ...BIT_FUNCTIONS,
  acos: ofOneFloat('acos', Math.acos),
  asin: ofOneFloat('asin', Math.asin),
  atan: ofOneFloat('atan', Math.atan),
  atn2,
  cos: ofOneFloat('cos', Math.cos),
  cot: ofOneFloat('cot', cotangent),
  exp: ofOneFloat('exp', Math.exp),
  log,
  log10: ofOneFloat('log10', (value) => (value <= 0 ? Number.NaN : Math.log10(value))),
  sin: ofOneFloat('sin', Math.sin),
  sqrt: ofOneFloat('sqrt', Math.sqrt),
  square: ofOneFloat('square', (value) => value * value),
  tan: ofOneFloat('tan', Math.tan),
  degrees: ofAngle('degrees', HALF_TURN / Math.PI),
  radians: ofAngle('radians', Math.PI / HALF_TURN),
  power,
  pi,
  rand,
};
