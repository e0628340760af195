/** Functions with OVER. Names agree in SQL Server and both targets but for percentiles, which have no OVER in PostgreSQL. */
import type { WindowIr } from '../../ir/scalar.js';
import type { Sql } from '../../sql/tree.js';
import { legaliseWindowAggregate, sortKey, windowOf } from './aggregate.js';
import type { Legaliser } from './legaliser.js';

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
  const args = node.args.map((arg) => legaliser.scalar(arg));
  const [value, ...rest] = args;
  const first: readonly Sql[] =
    value !== undefined && node.ignoreNulls
      ? [{ sql: 'suffix', operand: value, text: 'ignore nulls' }]
      : args.slice(0, 1);
  return { sql: 'call', name: node.fn, args: [...first, ...rest], over };
}

/** DuckDB's quantile functions are window functions; the value comes first there. */
function percentile(node: WindowIr, over: ReturnType<typeof windowOf>, legaliser: Legaliser): Sql | null {
  const [key] = node.withinGroup;
  const [fraction] = node.args;
  if (legaliser.target === 'postgres' || key === undefined || fraction === undefined) return null;
  const name = node.fn === 'percentile_cont' ? 'quantile_cont' : 'quantile_disc';
  const value = sortKey(key, legaliser).expression;
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
