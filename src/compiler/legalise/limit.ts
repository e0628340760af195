/** TOP PERCENT and TOP WITH TIES, by ranks counted inside. Source: Microsoft Learn, "TOP (Transact-SQL)". */
import { labelled } from '../ir/build.js';
import type { LimitIr, QueryIr, SelectIr } from '../ir/relation.js';
import { binary, call, number } from '../sql/build.js';
import type { Sql, SqlQuery, SqlSelect, SqlWindow } from '../sql/tree.js';
import type { RelationContext } from './context.js';
import { legaliseScalar, legaliseSortKey } from './expression/expression.js';
import { legaliseSelect } from './select.js';

interface Limited extends QueryIr {
  readonly body: SelectIr;
  readonly limit: LimitIr;
}

/** `SELECT ... FROM (SELECT ..., rank() OVER (ORDER BY ...) AS top_rank ...) WHERE top_rank <= n ORDER BY top_rank`. */
export function limitedByRank(query: Limited, context: RelationContext): SqlQuery {
  const alias = context.alias('ranked');
  const columns = labelled(query.columns).map(({ name }) => context.columnName(name ?? ''));
  const taken = new Set(columns);
  const [rank, rows] = ['top_rank', 'top_rows'].map((wanted) => freeName(wanted, taken));
  if (rank === undefined || rows === undefined)
    return { ctes: [], body: legaliseSelect(query.body, context), orderBy: [], limit: null, offset: null };
  const of = (name: string): Sql => ({ sql: 'identifier', parts: [alias, name] });
  const count = query.limit.count ? legaliseScalar(query.limit.count, context) : number(0);
  const most = query.limit.percent ? call('ceil', binary(binary(of(rows), '*', count), '/', number('100.0'))) : count;
  const body: SqlSelect = {
    sql: 'select',
    distinct: false,
    items: columns.map((name) => ({ expression: of(name), alias: name })),
    from: { sql: 'derived', query: ranked(query, columns, { rank, rows }, context), alias },
    where: binary(of(rank), '<=', most),
    groupBy: null,
    having: null,
  };
  return {
    ctes: [],
    body,
    orderBy: [{ expression: of(rank), descending: false, nulls: null }],
    limit: null,
    offset: null,
    span: query.span,
  };
}

function ranked(
  query: Limited,
  columns: readonly string[],
  names: { readonly rank: string; readonly rows: string },
  context: RelationContext,
): SqlQuery {
  const select = legaliseSelect(query.body, context);
  const order: SqlWindow = {
    partitionBy: [],
    orderBy: query.orderBy.map((key) => legaliseSortKey(key, context)),
    frame: null,
  };
  const rank: Sql = { sql: 'call', name: query.limit.withTies ? 'rank' : 'row_number', args: [], over: order };
  const rows: Sql = {
    sql: 'call',
    name: 'count',
    args: [{ sql: 'star' }],
    over: { partitionBy: [], orderBy: [], frame: null },
  };
  const items = select.items.map((item, index) => ({ ...item, alias: columns[index] ?? item.alias }));
  const counted = query.limit.percent ? [{ expression: rows, alias: names.rows }] : [];
  return {
    ctes: [],
    body: { ...select, items: [...items, { expression: rank, alias: names.rank }, ...counted] },
    orderBy: [],
    limit: null,
    offset: null,
  };
}

function freeName(wanted: string, taken: ReadonlySet<string>): string {
  let name = wanted;
  for (let counter = 2; taken.has(name); counter += 1) name = `${wanted}_${counter}`;
  return name;
}
