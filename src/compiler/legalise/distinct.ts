/** DISTINCT and set operators under a collation: rows are the same when the collation keys of their texts are. */
import { collationKey, columnItems, derivedOf, labelled, queryOf, selectFrom } from '../ir/build.js';
import type { BodyIr, OutputColumn, QueryIr, SelectIr, SetOperationIr } from '../ir/relation.js';
import type { Collation, Scalar, SortKey } from '../ir/scalar.js';
import { sameScalar, shapeOf, someScalar } from '../ir/walk.js';
import type { RelationContext } from './context.js';
import { castToResult } from './member-types.js';

/** A SELECT without DISTINCT that gives the same rows, or the same SELECT where none of its columns is a text. */
export function distinctByKeys(query: QueryIr, select: SelectIr, context: RelationContext): QueryIr {
  if (select.distinct)
    for (const { expression } of select.items)
      if (expression.type.base === 'varbinary') context.report('TSQL-BINARY-ZEROS', expression.span);
  if (!select.distinct || !select.items.some((item) => isCollated(item.expression, context))) return query;
  for (const { expression } of select.items)
    if (expression.type.collation?.rank === 'none') context.report('TSQL-COLLATION-CONFLICT', expression.span);
  if (select.groupBy === null && !select.items.some(({ expression }) => someScalar(expression, isComputedLate))) {
    return { ...query, body: groupedByItems(select) };
  }
  const inner = derivedOf(
    queryOf({ ...select, distinct: false }, query.columns, select.span),
    context.alias('every_row'),
  );
  const items = columnItems(inner.alias, inner.columns, select.span);
  const orderBy = query.orderBy.map((key) => overItems(key, select, items, context));
  return { ...query, body: groupedByItems({ ...selectFrom(items, inner, select.span), distinct: true }), orderBy };
}

const isCollated = (scalar: Scalar, context: RelationContext): boolean =>
  scalar.type.collation !== null && someScalar(scalar, readsRows) && context.settings.collationMode === 'source';

/** What has none of these is the same in every row. */
const readsRows = (scalar: Scalar): boolean => scalar.op === 'column' || isComputedLate(scalar);

/** Not allowed among the keys of GROUP BY. */
const isComputedLate = ({ op }: Scalar): boolean =>
  op === 'aggregate' ||
  op === 'window' ||
  op === 'subquery' ||
  op === 'exists' ||
  op === 'in_query' ||
  op === 'quantified';

/** One group for each distinct row. Constants are the same in every row, and may not be keys. */
function groupedByItems(select: SelectIr): SelectIr {
  const byShape = new Map(
    select.items
      .filter(({ expression }) => someScalar(expression, readsRows))
      .map(({ expression }) => [shapeOf(expression), expression]),
  );
  const keys = [...byShape.values()].map((expression) => ({ expression, collation: expression.type.collation }));
  return { ...select, distinct: false, groupBy: { keys, sets: [keys.map((_, index) => index)] } };
}

/** ORDER BY of SELECT DISTINCT may only name what is selected (error 145). */
function overItems(key: SortKey, select: SelectIr, items: SelectIr['items'], context: RelationContext): SortKey {
  const index = select.items.findIndex(({ expression }) => sameScalar(expression, key.expression));
  const expression = items[index]?.expression;
  if (expression === undefined) context.report('TSQL-ORDER-NOT-SELECTED', key.expression.span);
  return { ...key, expression: expression ?? key.expression };
}

/** UNION, EXCEPT or INTERSECT of rows with texts as a SELECT; null where the target's own operator gives the same. */
export function setByKeys(
  body: SetOperationIr,
  columns: readonly OutputColumn[],
  context: RelationContext,
): SelectIr | null {
  if (body.operator === 'union_all' || body.collations.every((collation) => collation === null)) return null;
  return body.operator === 'union'
    ? unionByKeys(body, columns, context)
    : matchedByKeys(body, body.operator, columns, context);
}

/** All rows of both sides, once. Members united before are united together with these. */
function unionByKeys(body: SetOperationIr, columns: readonly OutputColumn[], context: RelationContext): SelectIr {
  const all = derivedOf(queryOf(unionAll(body), columns, body.span), context.alias('every_row'));
  return {
    ...selectFrom(columnItems(all.alias, collated(all.columns, body.collations), body.span), all, body.span),
    distinct: true,
  };
}

/** `(a UNION b) UNION c` keeps each row once at the end, so the inner one need not; the left spine is walked. */
function unionAll(body: SetOperationIr): BodyIr {
  const spine: SetOperationIr[] = [];
  let current: SetOperationIr = body;
  for (;;) {
    spine.push(current);
    const { left } = current;
    const plain = left.ctes.length === 0 && left.limit === null && left.orderBy.length === 0;
    if (!plain || left.body.op !== 'set' || (left.body.operator !== 'union' && left.body.operator !== 'union_all')) break;
    current = left.body;
  }
  return spine.reduceRight<SetOperationIr | null>((left, each) => {
    const member = left === null ? each.left : { ...each.left, body: left };
    return { ...each, operator: 'union_all', left: member };
  }, null) ?? body;
} // prettier-ignore

const collated = (
  columns: readonly OutputColumn[],
  collations: readonly (Collation | null)[],
): readonly OutputColumn[] =>
  columns.map((column, index) => ({ ...column, type: { ...column.type, collation: collations[index] ?? null } }));

/** Rows of the left side that have (INTERSECT) or have not (EXCEPT) an equal one on the right, NULL being equal to NULL. */
function matchedByKeys(
  body: SetOperationIr,
  operator: 'except' | 'intersect',
  columns: readonly OutputColumn[],
  context: RelationContext,
): SelectIr {
  const { span, collations } = body;
  const left = derivedOf(
    { ...castToResult(body.left, columns), columns: labelled(columns) },
    context.alias('left_rows'),
  );
  const right = derivedOf({ ...body.right, columns: labelled(columns) }, context.alias('right_rows'));
  const [ours, theirs] = [left, right].map((side) => columnItems(side.alias, collated(side.columns, collations), span));
  const operands = (ours ?? []).flatMap(({ expression }, index) => {
    const other = theirs?.[index]?.expression;
    return other === undefined ? [] : [isSame(expression, other, collations[index] ?? null)];
  });
  const bit = { base: 'bit', nullable: false, collation: null } as const;
  const one: Scalar = { op: 'literal', value: '1', type: { ...bit, base: 'int' }, span };
  const matching = {
    ...selectFrom([{ name: 'found', expression: one }], right, span),
    where: { op: 'logic', operator: 'and', operands, type: bit, span } as const,
  };
  const query = queryOf(matching, [{ name: 'found', type: one.type }], span);
  const where: Scalar = { op: 'exists', negated: operator === 'except', query, type: bit, span };
  return { ...selectFrom(ours ?? [], left, span), where, distinct: true };
}

function isSame(left: Scalar, right: Scalar, collation: Collation | null): Scalar {
  const keys = [left, right].map((side) => (collation === null ? side : collationKey(side, collation)));
  const type = { base: 'bit', nullable: false, collation: null } as const;
  return {
    op: 'compare',
    operator: 'is_not_distinct',
    left: keys[0] ?? left,
    right: keys[1] ?? right,
    collation: null,
    type,
    span: left.span,
  };
}
