/** Turns a bound query into SQL of the target, from the outside in: CTEs, the body, its order and its limit. */
import { columnItems, columnLabel, derivedOf, labelled, queryOf, selectFrom } from '../ir/build.js';
import type { BodyIr, CteIr, QueryIr, SelectIr, SetOperationIr } from '../ir/relation.js';
import type { SortKey } from '../ir/scalar.js';
import { sameScalar } from '../ir/walk.js';
import { number } from '../sql/build.js';
import type { SqlBody, SqlQuery, SqlSortKey } from '../sql/tree.js';
import { isCharacter } from '../types/families.js';
import type { RelationContext } from './context.js';
import { distinctByKeys, setByKeys } from './distinct.js';
import { legaliseOutput, legaliseScalar, legaliseSortKey } from './expression/expression.js';
import { groupsInside } from './grouped-rows.js';
import { groupByKeys } from './grouping.js';
import { limitedByRank } from './limit.js';
import { castDecimals, castToAnchor, castValues } from './member-types.js';
import { legaliseSelect } from './select.js';

/** The query in SQL of the context's target. What has no equal there is reported to the context. */
export function legaliseQuery(query: QueryIr, context: RelationContext): SqlQuery {
  const ctes = query.ctes.map((cte) => legaliseCte(cte, context));
  const { body, span } = query;
  if (body.op === 'select') return { ...legaliseSelectQuery({ ...query, body }, context), ctes, span };
  if (body.op === 'values') return { ctes, body: valuesBody(body, context), ...tail(query, context), span };
  const keyed = setByKeys(body, query.columns, context);
  if (keyed !== null) return { ...legaliseSelectQuery({ ...query, body: keyed }, context), ctes, span };
  if (query.orderBy.length > 0 || query.limit !== null) return { ...overSet(query, context), ctes, span };
  return { ctes, body: setBody(body, context), orderBy: [], limit: null, offset: null, span };
}

type SelectQuery = QueryIr & { readonly body: Extract<BodyIr, { op: 'select' }> };

function legaliseSelectQuery(query: SelectQuery, context: RelationContext): SqlQuery {
  const named = overResult(query);
  const distinct = distinctByKeys(named, named.body, context);
  if (distinct.body.op !== 'select') return legaliseQuery(distinct, context);
  const { select, orderBy } = groupByKeys(
    groupsInside({ select: distinct.body, orderBy: distinct.orderBy }, context),
    context,
  );
  if (query.limit !== null && (query.limit.percent || query.limit.withTies)) {
    return limitedByRank({ ...distinct, body: select, orderBy, limit: query.limit }, context);
  }
  const rest = tail({ ...query, orderBy }, context);
  return {
    ctes: [],
    body: legaliseSelect(select, context),
    ...rest,
    ...(select.distinct ? { orderBy: byPosition(select, orderBy, rest.orderBy) } : {}),
    span: query.span,
  };
}

/** PostgreSQL sorts a DISTINCT result only by what is selected, word for word: a number says which column that is. */
function byPosition(select: SelectIr, keys: readonly SortKey[], printed: readonly SqlSortKey[]): readonly SqlSortKey[] {
  return printed.map((key, index) => {
    const wanted = keys[index]?.expression;
    const position =
      wanted === undefined ? -1 : select.items.findIndex(({ expression }) => sameScalar(expression, wanted));
    return position < 0 || keys[index]?.collation ? key : { ...key, expression: number(position + 1) };
  });
}

/**
 * Sort keys that name columns of the result (relation '') as what the SELECT computes for them. Constants sort nothing, and
 * the targets would take a number for the position of a column.
 */
function overResult(query: SelectQuery): SelectQuery {
  const orderBy = query.orderBy.map((key): SortKey => {
    const { expression } = key;
    if (expression.op !== 'column' || expression.relation !== '') return key;
    const item = query.body.items.find(({ name }) => name === expression.name);
    return item ? { ...key, expression: item.expression } : key;
  });
  return { ...query, orderBy: orderBy.filter(({ expression }) => expression.op !== 'literal') };
}

/** A set operator's result is only sorted by bare columns in PostgreSQL: `SELECT * FROM (...)` is sorted by anything. */
function overSet(query: QueryIr, context: RelationContext): SqlQuery {
  const alias = context.alias('combined');
  const inner = derivedOf(queryOf(query.body, labelled(query.columns), query.span), alias);
  const body = selectFrom(columnItems(alias, inner.columns, query.span), inner, query.span);
  return legaliseSelectQuery({ ...query, ctes: [], body }, context);
}

function tail(query: QueryIr, context: RelationContext): Pick<SqlQuery, 'orderBy' | 'limit' | 'offset'> {
  return {
    orderBy: query.orderBy.map((key) => legaliseSortKey(key, context)),
    limit: query.limit?.count ? legaliseScalar(query.limit.count, context) : null,
    offset: query.limit?.offset ? legaliseScalar(query.limit.offset, context) : null,
  };
}

const valuesBody = (body: Extract<BodyIr, { op: 'values' }>, context: RelationContext): SqlBody => ({
  sql: 'values',
  rows: castValues(body).map((row) => row.map((value) => (isCharacter(value.type) ? legaliseScalar(value, context) : legaliseOutput(value, context)))), // prettier-ignore
});

const OPERATORS = { union: 'union', union_all: 'union all', except: 'except', intersect: 'intersect' } as const;

/** The left spine is walked: a chain may have thousands of members. */
function setBody(body: SetOperationIr, context: RelationContext): SqlBody {
  const spine: SetOperationIr[] = [body];
  let first: QueryIr = body.left;
  while (first.body.op === 'set' && isPlain(first) && setByKeys(first.body, first.columns, context) === null) {
    spine.push(first.body);
    first = first.body.left;
  }
  return spine.reduceRight<SqlQuery>(
    (left, { operator, right }) => {
      const joined: SqlBody = {
        sql: 'set',
        operator: OPERATORS[operator],
        left,
        right: legaliseQuery(castDecimals(right, body.left.columns), context),
      };
      return { ctes: [], body: joined, orderBy: [], limit: null, offset: null };
    },
    legaliseQuery(castDecimals(first, body.left.columns), context),
  ).body;
}

const isPlain = (query: QueryIr): boolean =>
  query.ctes.length === 0 && query.orderBy.length === 0 && query.limit === null;

function legaliseCte(cte: CteIr, context: RelationContext): SqlQuery['ctes'][number] {
  const query = cte.recursive ? castToAnchor(cte) : cte.query;
  const renamed = cte.columns.some((column, index) => column.name !== query.columns[index]?.name);
  const columns = renamed ? cte.columns.map((column, index) => context.columnName(columnLabel(column, index))) : [];
  return { name: cte.name, columns, query: legaliseQuery(query, context), recursive: cte.recursive };
}
