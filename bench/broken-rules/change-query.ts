/** Rewrites a bound query all the way down: its CTEs, relations, expressions, and the queries inside expressions. */
import type { BodyIr, QueryIr, RelationIr } from '../../src/compiler/ir/relation.js';
import type { Scalar, SortKey } from '../../src/compiler/ir/scalar.js';
import { mapChildren } from '../../src/compiler/ir/walk.js';

/** Each is handed a node whose parts were rewritten already. */
export interface QueryChange {
  readonly query?: (query: QueryIr) => QueryIr;
  readonly body?: (body: BodyIr) => BodyIr;
  readonly relation?: (relation: RelationIr) => RelationIr;
  readonly scalar?: (scalar: Scalar) => Scalar;
}

export function changeQuery(query: QueryIr, change: QueryChange): QueryIr {
  const scalar = (each: Scalar): Scalar => changeScalar(each, change);
  const { limit } = query;
  const changed: QueryIr = {
    ...query,
    ctes: query.ctes.map((cte) => ({ ...cte, query: changeQuery(cte.query, change) })),
    body: changeBody(query.body, change),
    orderBy: changeKeys(query.orderBy, change),
    limit: limit && {
      ...limit,
      count: limit.count && scalar(limit.count),
      offset: limit.offset && scalar(limit.offset),
    },
  };
  return change.query?.(changed) ?? changed;
}

function changeKeys(keys: readonly SortKey[], change: QueryChange): readonly SortKey[] {
  return keys.map((key) => ({ ...key, expression: changeScalar(key.expression, change) }));
}

function changeBody(body: BodyIr, change: QueryChange): BodyIr {
  const changed = changedBody(body, change);
  return change.body?.(changed) ?? changed;
}

function changedBody(body: BodyIr, change: QueryChange): BodyIr {
  const scalar = (each: Scalar): Scalar => changeScalar(each, change);
  switch (body.op) {
    case 'set': return { ...body, left: changeQuery(body.left, change), right: changeQuery(body.right, change) };
    case 'values': return { ...body, rows: body.rows.map((row) => row.map(scalar)) };
    case 'select': return {
      ...body,
      items: body.items.map((item) => ({ ...item, expression: scalar(item.expression) })),
      from: body.from && changeRelation(body.from, change),
      where: body.where && scalar(body.where),
      groupBy: body.groupBy && { ...body.groupBy, keys: body.groupBy.keys.map((key) => ({ ...key, expression: scalar(key.expression) })) },
      having: body.having && scalar(body.having),
    };
  }
} // prettier-ignore

function changeRelation(relation: RelationIr, change: QueryChange): RelationIr {
  const changed = changedRelation(relation, change);
  return change.relation?.(changed) ?? changed;
}

function changedRelation(relation: RelationIr, change: QueryChange): RelationIr {
  const scalar = (each: Scalar): Scalar => changeScalar(each, change);
  const inner = (each: RelationIr): RelationIr => changeRelation(each, change);
  switch (relation.op) {
    case 'object':
    case 'cte': return relation;
    case 'derived': return { ...relation, query: changeQuery(relation.query, change) };
    case 'join': return { ...relation, left: inner(relation.left), right: inner(relation.right), on: relation.on && scalar(relation.on) };
    case 'apply': return { ...relation, left: inner(relation.left), right: inner(relation.right) };
    case 'split': return { ...relation, text: scalar(relation.text), separator: scalar(relation.separator) };
    case 'json': return { ...relation, document: scalar(relation.document) };
    case 'series': return { ...relation, start: scalar(relation.start), stop: scalar(relation.stop), step: relation.step && scalar(relation.step) };
  }
} // prettier-ignore

function changeScalar(scalar: Scalar, change: QueryChange): Scalar {
  const inner = mapChildren(scalar, (child) => changeScalar(child, change));
  const changed = 'query' in inner ? { ...inner, query: changeQuery(inner.query, change) } : inner;
  return change.scalar?.(changed) ?? changed;
}
