/** Aggregates, plain and over a window, with SQL Server's types and collations. */
import type { AggregateIr, Collation, FrameIr, Scalar, SortKey, WindowIr } from '../../ir/scalar.js';
import { binary, call, cast } from '../../sql/build.js';
import type { Sql, SqlSortKey, SqlWindow } from '../../sql/tree.js';
import { decimalFacets, familyOf } from '../../types/families.js';
import { divideExactly } from './arithmetic.js';
import type { Legaliser } from './legaliser.js';
import { typedConstant } from './literal.js';
import { wideFloat } from './real.js';

/** What stands around a call: DISTINCT, an order, a window. */
interface Frame {
  readonly distinct: boolean;
  readonly orderBy: readonly SqlSortKey[];
  readonly over: SqlWindow | null;
}

type Rule = (args: readonly Scalar[], frame: Frame, legaliser: Legaliser, node: AggregateIr | WindowIr) => Sql;

const named =
  (name: string): Rule =>
  (args, frame, legaliser) =>
    called(
      name,
      args.map((arg) => countable(arg, frame, legaliser)),
      frame,
    );

/** As of floats: PostgreSQL would calculate in numeric, and cut what is large to few digits behind the point. */
const spread =
  (name: string): Rule =>
  (args, frame, legaliser) =>
    called(
      name,
      args.map((arg) => {
        const value = countable(arg, frame, legaliser);
        return legaliser.target === 'postgres' && arg.type.base !== 'float' ? cast(value, 'double precision') : value;
      }),
      frame,
    );

const RULES: Readonly<Record<string, Rule>> = {
  count_star: (_args, frame) => called('count', [{ sql: 'star' }], frame),
  count: named('count'),
  count_big: named('count'),
  approx_count_distinct: (args, frame, legaliser) =>
    called(
      'count',
      args.map((arg) => countable(arg, { ...frame, distinct: true }, legaliser)),
      { ...frame, distinct: true },
    ),
  sum: (args, frame, legaliser) =>
    called(
      'sum',
      args.map((arg) => wideFloat(countable(arg, frame, legaliser), arg, legaliser)),
      frame,
    ),
  avg: average,
  min: (args, frame, legaliser) => extreme('min', args, frame, legaliser),
  max: (args, frame, legaliser) => extreme('max', args, frame, legaliser),
  stdev: spread('stddev_samp'),
  stdevp: spread('stddev_pop'),
  var: spread('var_samp'),
  varp: spread('var_pop'),
  string_agg: named('string_agg'),
  grouping: (args, frame, legaliser) =>
    called(
      'grouping',
      args.map((arg) => legaliser.scalar(arg)),
      frame,
    ),
  grouping_id: (args, frame, legaliser) =>
    called(
      'grouping',
      args.map((arg) => legaliser.scalar(arg)),
      frame,
    ),
};

/** Null when the target has no such aggregate, which is reported. */
export function legaliseAggregate(node: AggregateIr, legaliser: Legaliser): Sql | null {
  const frame = { distinct: node.distinct, orderBy: node.orderBy.map((key) => sortKey(key, legaliser)), over: null };
  return apply(node, frame, legaliser);
}

export function legaliseWindowAggregate(node: WindowIr, over: SqlWindow, legaliser: Legaliser): Sql | null {
  return apply(node, { distinct: false, orderBy: [], over }, legaliser);
}

function apply(node: AggregateIr | WindowIr, frame: Frame, legaliser: Legaliser): Sql | null {
  const rule = Object.hasOwn(RULES, node.fn) ? RULES[node.fn] : undefined;
  return rule?.(node.args, frame, legaliser, node) ?? null;
}

function called(name: string, args: readonly Sql[], { distinct, orderBy, over }: Frame): Sql {
  return {
    sql: 'call',
    name,
    args,
    ...(distinct ? { distinct } : {}),
    ...(orderBy.length > 0 ? { orderBy } : {}),
    ...(over === null ? {} : { over }),
  };
}

/** Texts are distinct by their keys. */
function countable(arg: Scalar, { distinct }: Frame, legaliser: Legaliser): Sql {
  return distinct ? legaliser.key(arg, keptCollation(arg, legaliser)) : legaliser.scalar(arg);
}

const keptCollation = (arg: Scalar, { context }: Legaliser): Collation | null =>
  context.settings.collationMode === 'source' ? arg.type.collation : null;

/** AVG of whole numbers is whole and AVG of decimals is cut at its scale, so that both divide a sum by a count. */
function average(args: readonly Scalar[], frame: Frame, legaliser: Legaliser, node: AggregateIr | WindowIr): Sql {
  const [arg] = args;
  const family = familyOf(node.type);
  if (arg === undefined || family === 'float')
    return called(
      'avg',
      args.map((each) => legaliser.scalar(each)),
      frame,
    );
  const sum = called('sum', [legaliser.scalar(arg)], frame);
  const count = called('count', [legaliser.scalar(arg)], frame);
  return family === 'integer'
    ? wholeQuotient(sum, count, legaliser)
    : divideExactly(sum, count, null, decimalFacets(node.type).scale, legaliser);
}

/** A sum of bigints is a decimal in PostgreSQL, whose division would not cut. */
const wholeQuotient = (sum: Sql, count: Sql, { target }: Legaliser): Sql =>
  target === 'duckdb' ? binary(sum, '//', count) : call('div', sum, count);

/** MIN and MAX of a text go by its collation; of a bit, which SQL Server has none of, by false and true. */
function extreme(fn: 'min' | 'max', args: readonly Scalar[], frame: Frame, legaliser: Legaliser): Sql {
  const [arg] = args;
  if (arg === undefined) return called(fn, [], frame);
  const collation = keptCollation(arg, legaliser);
  const value = typedConstant(arg, legaliser);
  if (arg.type.base === 'uniqueidentifier') {
    legaliser.context.report('TSQL-GUID-ORDER', arg.span);
    // PostgreSQL orders a uuid as its text, and has no MIN of it.
    if (legaliser.target === 'postgres') return cast(called(fn, [cast(value, 'text')], frame), 'uuid');
  }
  if (collation === null) return called(fn, [value], frame);
  const key = legaliser.orderKey(arg, collation);
  if (legaliser.target === 'duckdb') return called(fn === 'min' ? 'arg_min' : 'arg_max', [value, key], frame);
  if (frame.over !== null) {
    legaliser.context.report('TSQL-WINDOW-COLLATION', arg.span);
    return called(fn, [value], frame);
  }
  const ordered: Sql = {
    sql: 'call',
    name: 'array_agg',
    args: [value],
    orderBy: [{ expression: key, descending: fn === 'max', nulls: 'last' }],
  };
  return { sql: 'suffix', operand: { sql: 'tuple', items: [ordered] }, text: '[1]' };
}

/** SQL Server sorts NULL lowest. */
export function sortKey(key: SortKey, legaliser: Legaliser): SqlSortKey {
  return {
    expression: legaliser.orderKey(key.expression, key.collation),
    descending: key.descending,
    nulls: key.expression.type.nullable ? (key.descending ? 'last' : 'first') : null,
  };
}

export function windowOf(node: WindowIr, legaliser: Legaliser): SqlWindow {
  return {
    partitionBy: node.partitionBy.map(({ expression, collation }) => legaliser.key(expression, collation)),
    orderBy: node.orderBy.map((key) => sortKey(key, legaliser)),
    frame: node.frame === null ? null : frameText(node.frame),
  };
}

/** The frame both targets have by default is not printed. */
function frameText({ unit, start, end }: FrameIr): string | null {
  if (unit === 'range' && start.type === 'unbounded_preceding' && end.type === 'current_row') return null;
  return `${unit} between ${bound(start)} and ${bound(end)}`;
}

const bound = ({ type, offset }: FrameIr['start']): string =>
  offset === null ? type.replace('_', ' ') : `${offset} ${type}`;
