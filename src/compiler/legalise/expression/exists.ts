/** EXISTS. */
import type { ExistsIr } from '../../ir/scalar.js';
import { is } from '../../sql/build.js';
import type { Sql, SqlQuery } from '../../sql/tree.js';
import type { Legaliser } from './legaliser.js';

export function legaliseExists({ negated, query }: ExistsIr, { context, target }: Legaliser): Sql {
  const inner = context.query(query);
  return { sql: 'exists', negated, query: target === 'duckdb' ? withDecidedConditions(inner) : inner };
}

/**
 * DuckDB 1.5.6 takes `a <> b` beside an equality in an EXISTS that is a value, or stands under OR, for `a is distinct from b`, and finds
 * rows where the condition is unknown. Said to be true it is taken as it is.
 */
function withDecidedConditions(query: SqlQuery): SqlQuery {
  const { body } = query;
  if (body.sql !== 'select' || body.where?.sql !== 'chain' || body.where.operator !== 'and') return query;
  const where: Sql = { ...body.where, operands: body.where.operands.map((each) => (isInequality(each) ? is(each, 'true') : each)) }; // prettier-ignore
  return { ...query, body: { ...body, where } };
}

const isInequality = (sql: Sql): boolean =>
  (sql.sql === 'binary' && sql.operator === '<>') || (sql.sql === 'unary' && sql.operator === 'not');
