/** Functions that choose among their arguments. Source: Microsoft Learn, the page of each function. */
import { comparerOf } from '../collation/order.js';
import { converter, toType } from '../conversion/convert.js';
import { SqlError } from '../errors.js';
import type { Bound } from '../expressions/bound.js';
import { commonType } from '../types/common-type.js';
import { INT, type Type } from '../types/type.js';
import { argument, requireCount, wrongType } from './arguments.js';
import type { BindFunction, FunctionTable } from './function-table.js';
import { isNumericText } from './numeric-text.js';

const common = (bounds: readonly Bound[]): Type => bounds.map(({ type }) => type).reduce((a, b) => commonType(a, b));

/** The replacement takes the first one's type and is cut to its length without an error. */
const isNull: BindFunction = (args) => {
  requireCount('isnull', args.length, 2);
  const check = argument(args, 0);
  const other = argument(args, 1);
  const type = check.type.isUntypedNull ? other.type : check.type;
  if (!other.type.isUntypedNull) converter(other.type, type); // what does not convert by itself is refused here
  const replacement = toType(other, type, { kind: 'explicit' });
  if (check.type.isUntypedNull) return { type, evaluate: replacement.evaluate, isNullable: other.isNullable };
  return {
    type,
    isNullable: check.isNullable !== false && replacement.isNullable !== false,
    evaluate: (frame, run) => check.evaluate(frame, run) ?? replacement.evaluate(frame, run),
  };
};

const coalesce: BindFunction = (args) => {
  if (args.length < 2) throw new SqlError(102, "Incorrect syntax near ')'.", 15);
  if (args.every(({ type }) => type.isUntypedNull))
    throw new SqlError(
      4127,
      'At least one of the arguments to COALESCE must be an expression that is not the NULL constant.',
    );
  const type = common(args);
  const candidates = args.map((arg) => toType(arg, type));
  return {
    type,
    isNullable: args.every(({ isNullable }) => isNullable !== false),
    evaluate: (frame, run) => {
      for (const candidate of candidates) {
        const value = candidate.evaluate(frame, run);
        if (value !== null) return value;
      }
      return null;
    },
  };
};

const nullIf: BindFunction = (args) => {
  requireCount('nullif', args.length, 2);
  const first = argument(args, 0);
  const second = argument(args, 1);
  if (first.type.isUntypedNull)
    throw new SqlError(
      4151,
      'The type of the first argument to NULLIF cannot be the NULL constant because the type of the first argument has to be known.',
    );
  const type = commonType(first.type, second.type);
  const compare = comparerOf(type);
  const [asLeft, right] = [converter(first.type, type), toType(second, type)];
  return {
    type: first.type,
    evaluate: (frame, run) => {
      const value = first.evaluate(frame, run);
      const left = asLeft(value, run);
      const other = right.evaluate(frame, run);
      return left !== null && other !== null && compare(left, other) === 0 ? null : value;
    },
  };
};

/** The index counts from 1; past the values the result is NULL. Only the chosen value is computed. */
const choose: BindFunction = (args) => {
  if (args.length < 2) throw new SqlError(174, 'The choose function requires 2 argument(s).', 15);
  const index = toType(argument(args, 0), INT);
  const type = common(args.slice(1));
  const values = args.slice(1).map((arg) => toType(arg, type));
  return {
    type,
    evaluate: (frame, run) => {
      const at = index.evaluate(frame, run);
      return at === null ? null : (values[Number(at) - 1]?.evaluate(frame, run) ?? null);
    },
  };
};

const UNORDERED = new Set(['text', 'ntext', 'image', 'xml', 'json', 'geometry', 'geography', 'cursor', 'table']);

/** NULLs are left out; all NULL gives NULL. @param sign 1 for the greatest, -1 for the least */
const extreme =
  (name: string, sign: 1 | -1): BindFunction =>
  (args) => {
    requireCount(name, args.length, 1, 254);
    const at = args.findIndex(({ type }) => UNORDERED.has(type.base));
    if (at >= 0) throw wrongType(argument(args, at).type, at + 1, name);
    const type = common(args);
    const compare = comparerOf(type);
    const values = args.map((arg) => toType(arg, type));
    return {
      type,
      isNullable: args.every(({ isNullable }) => isNullable !== false),
      evaluate: (frame, run) => {
        let best = null;
        for (const candidate of values) {
          const value = candidate.evaluate(frame, run);
          if (value !== null && (best === null || compare(value, best) * sign > 0)) best = value;
        }
        return best;
      },
    };
  };

const NUMERIC = new Set(['tinyint', 'smallint', 'int', 'bigint', 'decimal', 'money', 'smallmoney', 'real', 'float', 'bit']); // prettier-ignore

const isNumeric: BindFunction = (args) => {
  requireCount('isnumeric', args.length, 1);
  const { type, evaluate } = argument(args, 0);
  return {
    type: INT,
    isNullable: false,
    evaluate: (frame, run) => {
      const value = evaluate(frame, run);
      if (value === null) return 0;
      if (NUMERIC.has(type.base)) return 1;
      return typeof value === 'string' && type.base !== 'uniqueidentifier' && isNumericText(value) ? 1 : 0;
    },
  };
};

export const CHOICE_FUNCTIONS: FunctionTable = {
  isnull: isNull,
  coalesce,
  nullif: nullIf,
  choose,
  greatest: extreme('greatest', 1),
  least: extreme('least', -1),
  isnumeric: isNumeric,
};
