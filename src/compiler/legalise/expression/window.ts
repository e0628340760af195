/** Functions with OVER. Names agree in SQL Server and both targets but for percentiles, which have no OVER in PostgreSQL. */
import type { Scalar, WindowIr } from '../../ir/scalar.js';
import { cast } from '../../sql/build.js';
import type { Sql } from '../../sql/tree.js';
import { legaliseWindowAggregate, sortKey, windowOf } from './aggregate.js';
import { targetType } from '../../types/target-types.js';
import type { Legaliser } from './legaliser.js';
import { typedConstant } from './literal.js';

const RANKING = new Set([
  'row_number',
  'rank',
  'dense_rank',
  'ntile',
  'percent_rank',
  'cume_dist',
  'lag',
  'lead',
  'first_value',
  'last_value',
]);

/** Null when the target has no such window function. */
export function legaliseWindow(node: WindowIr, legaliser: Legaliser): Sql | null {
  const over = windowOf(node, legaliser);
  if (RANKING.has(node.fn)) return ranking(node, over, legaliser);
  if (node.fn.startsWith('percentile_')) return percentile(node, over, legaliser);
  return legaliseWindowAggregate(node, over, legaliser);
}

/** PostgreSQL has no IGNORE NULLS. */
function ranking(node: WindowIr, over: ReturnType<typeof windowOf>, legaliser: Legaliser): Sql | null {
  if (node.ignoreNulls && legaliser.target === 'postgres') return null;
  const args = node.args.map((arg, at) => argument(arg, at, node, legaliser));
  const [value, ...rest] = args;
  const first: readonly Sql[] =
    value !== undefined && node.ignoreNulls
      ? [{ sql: 'suffix', operand: value, text: 'ignore nulls' }]
      : args.slice(0, 1);
  return { sql: 'call', name: node.fn, args: [...first, ...rest], over };
}

/** LAG and LEAD give the default in the type of the value, which the target may see otherwise. */
function argument(arg: Scalar, at: number, { args, type }: WindowIr, legaliser: Legaliser): Sql {
  const sql = typedConstant(arg, legaliser);
  return args.length === 3 && at !== 1 && arg.op !== 'column' ? cast(sql, targetType(type, legaliser.target)) : sql;
}

/** DuckDB's quantile functions are window functions; the value comes first there. */
function percentile(node: WindowIr, over: ReturnType<typeof windowOf>, legaliser: Legaliser): Sql | null {
  const [key] = node.withinGroup;
  const [fraction] = node.args;
  if (legaliser.target === 'postgres' || key === undefined || fraction === undefined) return null;
  const name = node.fn === 'percentile_cont' ? 'quantile_cont' : 'quantile_disc';
  const sorted = sortKey(key, legaliser).expression;
  const value = node.fn === 'percentile_cont' ? cast(sorted, 'double') : sorted;
  const share = legaliser.scalar(fraction);
  return {
    sql: 'call',
    name,
    args: [
      value,
      key.descending ? { sql: 'binary', operator: '-', left: { sql: 'literal', text: '1' }, right: share } : share,
    ],
    over,
  };
}
