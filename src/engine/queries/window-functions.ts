/** Ranking and analytic functions. Source: Microsoft Learn, "Ranking Functions", "Analytic Functions (Transact-SQL)". */
import type { Expression, FunctionCall, WindowFrame } from '../../syntax/tsql/ast/index.js';
import { toType } from '../conversion/convert.js';
import { NotInEngine, SqlError } from '../errors.js';
import type { Bound } from '../expressions/bound.js';
import type { Scope } from '../expressions/scope.js';
import type { Run } from '../session/run.js';
import { BIGINT, FLOAT, type Type } from '../types/type.js';
import type { Value } from '../values/value.js';
import { frameOf } from './window-frame.js';
import type { Partition } from './windows.js';

export interface WindowParts {
  readonly call: FunctionCall;
  readonly value: (expression: Expression) => Bound;
  readonly orderBy: readonly { readonly bound: Bound; readonly isDescending: boolean }[];
  readonly frame: WindowFrame | null;
  readonly scope: Scope;
}

export interface BoundWindowFunction {
  readonly type: Type;
  readonly isNullable: boolean;
  readonly compute: (partition: Partition, run: Run) => readonly Value[];
}

export type WindowFunction = (parts: WindowParts) => BoundWindowFunction;

function requireOrder({ call, orderBy }: WindowParts): void {
  if (orderBy.length === 0)
    throw new SqlError(4112, `The function '${call.name.parts.at(-1)?.value}' must have an OVER clause with ORDER BY.`);
}

/** One value for each row, from its place. */
const ranking =
  (rank: (partition: Partition) => readonly number[], type: Type): WindowFunction =>
  (parts) => {
    requireOrder(parts);
    const isBig = type.base === 'bigint';
    return { type, isNullable: false, compute: (partition) => rank(partition).map((each): Value => (isBig ? BigInt(each) : each)) }; // prettier-ignore
  };

const places = ({ frames }: Partition): number[] => frames.map((_, index) => index);

/** Place of the first peer of each row. */
function firstPeers(partition: Partition): number[] {
  let first = 0;
  return places(partition).map((index) => {
    if (index > 0 && !partition.arePeers(index - 1, index)) first = index;
    return first;
  });
}

/** Place after the last peer of each row. */
function afterPeers(partition: Partition): number[] {
  const count = partition.frames.length;
  const ends: number[] = [];
  let end = count;
  for (let index = count - 1; index >= 0; index--) {
    if (index < count - 1 && !partition.arePeers(index, index + 1)) end = index + 1;
    ends[index] = end;
  }
  return ends;
}

function denseRanks(partition: Partition): number[] {
  let rank = 1;
  return places(partition).map((index) => (index > 0 && !partition.arePeers(index - 1, index) ? ++rank : rank));
}

/** Sizes differ by one at most, larger ones first. */
function ntile(parts: WindowParts): BoundWindowFunction {
  requireOrder(parts);
  const [arg] = parts.call.args;
  if (!arg) throw new SqlError(174, 'The ntile function requires 1 argument(s).');
  const bound = toType(parts.value(arg), BIGINT);
  return {
    type: BIGINT,
    isNullable: false,
    compute: ({ frames }, run) =>
      frames.map((frame, index) => {
        const tiles = Number(bound.evaluate(frame, run) ?? 0n);
        if (tiles < 1) throw new SqlError(4195, 'The NTILE function takes only a positive int or bigint expression as its input.'); // prettier-ignore
        const [small, larger] = [Math.floor(frames.length / tiles), frames.length % tiles];
        const edge = larger * (small + 1);
        return BigInt(index < edge ? Math.floor(index / (small + 1)) : larger + Math.floor((index - edge) / Math.max(1, small))) + 1n; // prettier-ignore
      }),
  };
}

const shifted =
  (sign: 1 | -1): WindowFunction =>
  (parts) => {
    requireOrder(parts);
    const [arg, offsetArg, defaultArg] = parts.call.args;
    if (!arg) throw new SqlError(174, 'The lag function requires 1 to 3 arguments.');
    if (parts.call.nullTreatment === 'ignore') throw new NotInEngine('ENGINE-IGNORE-NULLS', 'IGNORE NULLS');
    const value = parts.value(arg);
    const offset = offsetArg ? toType(parts.value(offsetArg), BIGINT) : null;
    const otherwise = defaultArg ? toType(parts.value(defaultArg), value.type) : null;
    return {
      type: value.type,
      isNullable: true,
      compute: ({ frames }, run) =>
        frames.map((frame, index) => {
          const by = offset ? Number(offset.evaluate(frame, run) ?? 1n) : 1;
          if (by < 0)
            throw new SqlError(8730, 'Offset parameter for Lag and Lead functions cannot be a negative value.');
          const there = frames[index + sign * by];
          return there ? value.evaluate(there, run) : (otherwise?.evaluate(frame, run) ?? null);
        }),
    };
  };

const edge =
  (isFirst: boolean): WindowFunction =>
  (parts) => {
    requireOrder(parts);
    const [arg] = parts.call.args;
    if (!arg) throw new SqlError(174, 'The first_value function requires 1 argument(s).');
    if (parts.call.nullTreatment === 'ignore') throw new NotInEngine('ENGINE-IGNORE-NULLS', 'IGNORE NULLS');
    const value = parts.value(arg);
    const bounds = frameOf(parts);
    return {
      type: value.type,
      isNullable: true,
      compute: (partition, run) =>
        bounds(partition, run).map(([start, end]) => {
          const frame = partition.frames[isFirst ? start : end - 1];
          return start < end && frame ? value.evaluate(frame, run) : null;
        }),
    };
  };

/** Source: Microsoft Learn, "PERCENTILE_CONT": row number 1 + p * (n - 1), between its neighbours; NULLs are left out. */
const percentile =
  (isContinuous: boolean): WindowFunction =>
  ({ call, value }) => {
    const [arg] = call.args;
    const [item] = call.withinGroup ?? [];
    if (!arg || !item) throw new SqlError(10752, 'The function must have a WITHIN GROUP clause.');
    const share = toType(value(arg), FLOAT);
    const raw = value(item.expression);
    const key = isContinuous ? toType(raw, FLOAT) : raw;
    return {
      type: key.type,
      isNullable: true,
      compute: ({ frames }, run) => {
        const values = frames.map((frame) => key.evaluate(frame, run)).filter((each) => each !== null);
        return frames.map((frame) => {
          const p = Number(share.evaluate(frame, run));
          if (!(p >= 0 && p <= 1)) throw new SqlError(10751, 'The percentile value must be between 0 and 1.');
          if (values.length === 0) return null;
          if (!isContinuous) return values[Math.max(0, Math.ceil(p * values.length) - 1)] ?? null;
          const at = p * (values.length - 1);
          const [low, high] = [Number(values[Math.floor(at)]), Number(values[Math.ceil(at)])];
          return low + (high - low) * (at - Math.floor(at));
        });
      },
    };
  };

export const WINDOW_FUNCTIONS: Readonly<Record<string, WindowFunction>> = {
  row_number: ranking((partition) => places(partition).map((index) => index + 1), BIGINT),
  rank: ranking((partition) => firstPeers(partition).map((index) => index + 1), BIGINT),
  dense_rank: ranking(denseRanks, BIGINT),
  percent_rank: ranking((partition) => firstPeers(partition).map((index) => (partition.frames.length > 1 ? index / (partition.frames.length - 1) : 0)), FLOAT), // prettier-ignore
  cume_dist: ranking((partition) => afterPeers(partition).map((end) => end / partition.frames.length), FLOAT),
  ntile,
  lag: shifted(-1),
  lead: shifted(1),
  first_value: edge(true),
  last_value: edge(false),
  percentile_cont: percentile(true),
  percentile_disc: percentile(false),
};
