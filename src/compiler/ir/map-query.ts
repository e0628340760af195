/** Goes through every scalar of a query, its CTEs, relations and nested queries included. */
import type { BodyIr, QueryIr, RelationIr } from './relation.js';
import type { Scalar, SortKey } from './scalar.js';
import { mapChildren } from './walk.js';

type Change = (scalar: Scalar) => Scalar;

/** A copy of the query with each of its expressions replaced by `change(expression)`. */
export function mapQuery(query: QueryIr, change: Change): QueryIr {
  const { limit } = query;
  return {
    ...query,
    ctes: query.ctes.map((cte) => ({ ...cte, query: mapQuery(cte.query, change) })),
    body: mapBody(query.body, change),
    orderBy: mapKeys(query.orderBy, change),
    limit: limit && {
      ...limit,
      count: limit.count && change(limit.count),
      offset: limit.offset && change(limit.offset),
    },
  };
}

const mapKeys = (keys: readonly SortKey[], change: Change): readonly SortKey[] =>
  keys.map((key) => ({ ...key, expression: change(key.expression) }));

function mapBody(body: BodyIr, change: Change): BodyIr {
  switch (body.op) {
    case 'set': return { ...body, left: mapQuery(body.left, change), right: mapQuery(body.right, change) };
    case 'values': return { ...body, rows: body.rows.map((row) => row.map(change)) };
    case 'select': return {
      ...body,
      items: body.items.map((item) => ({ ...item, expression: change(item.expression) })),
      from: body.from && mapRelation(body.from, change),
      where: body.where && change(body.where),
      groupBy: body.groupBy && { ...body.groupBy, keys: body.groupBy.keys.map((key) => ({ ...key, expression: change(key.expression) })) },
      having: body.having && change(body.having),
    };
  }
} // prettier-ignore

function mapRelation(relation: RelationIr, change: Change): RelationIr {
  switch (relation.op) {
    case 'object':
    case 'cte': return relation;
    case 'derived': return { ...relation, query: mapQuery(relation.query, change) };
    case 'join': return { ...relation, left: mapRelation(relation.left, change), right: mapRelation(relation.right, change), on: relation.on && change(relation.on) };
    case 'apply': return { ...relation, left: mapRelation(relation.left, change), right: mapRelation(relation.right, change) };
    case 'split': return { ...relation, text: change(relation.text), separator: change(relation.separator) };
    case 'json': return { ...relation, document: change(relation.document) };
    case 'series': return { ...relation, start: change(relation.start), stop: change(relation.stop), step: relation.step && change(relation.step) };
  }
} // prettier-ignore

/** A scalar whose value a query inside it decides. */
export const hasQuery = (scalar: Scalar): boolean =>
  scalar.op === 'subquery' || scalar.op === 'exists' || scalar.op === 'in_query' || scalar.op === 'quantified';

/** Gives what stands for a scalar, or null to keep it and look inside. `isNested`: it belongs to a query inside the expression. */
export type Replace = (scalar: Scalar, isNested: boolean) => Scalar | null;

/** A deep copy with replacements made from the top down; queries inside are entered. */
export function replaceScalars(scalar: Scalar, replace: Replace, isNested = false): Scalar {
  const replaced = replace(scalar, isNested);
  if (replaced !== null) return replaced;
  const changed = mapChildren(scalar, (child) => replaceScalars(child, replace, isNested));
  if (
    changed.op === 'subquery' ||
    changed.op === 'exists' ||
    changed.op === 'in_query' ||
    changed.op === 'quantified'
  ) {
    return { ...changed, query: mapQuery(changed.query, (child) => replaceScalars(child, replace, true)) };
  }
  return changed;
}
