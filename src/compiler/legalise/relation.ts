/** What stands in FROM, in SQL of the target: one rule per kind of relation. */
import { columnLabel } from '../ir/build.js';
import type { ApplyRelation, DerivedRelation, JoinRelation, ObjectRelation, RelationIr } from '../ir/relation.js';
import type { Scalar } from '../ir/scalar.js';
import { someScalar } from '../ir/walk.js';
import { keyword } from '../sql/build.js';
import type { Sql, SqlRelation } from '../sql/tree.js';
import type { RelationContext } from './context.js';
import { legaliseScalar } from './expression/expression.js';
import { jsonRows } from './json-rows.js';
import { seriesRows, splitRows } from './series-rows.js';

export function legaliseRelation(relation: RelationIr, context: RelationContext): SqlRelation {
  switch (relation.op) {
    case 'object': return objectTable(relation, context);
    case 'cte': return { sql: 'table', name: { sql: 'identifier', parts: [relation.name] }, alias: relation.alias === relation.name ? null : relation.alias, span: relation.span };
    case 'derived': return derivedTable(relation, context);
    case 'join': return joined(relation, context);
    case 'apply': return applied(relation, context);
    case 'split': return splitRows(relation, context);
    case 'series': return seriesRows(relation, context);
    case 'json': return jsonRows(relation, context);
  }
} // prettier-ignore

function objectTable(relation: ObjectRelation, context: RelationContext): SqlRelation {
  const text = context.relationText(relation);
  const name: Sql =
    text === null ? { sql: 'identifier', parts: [relation.schema, relation.name] } : { sql: 'verbatim', text };
  return { sql: 'table', name, alias: relation.alias, span: relation.span };
}

/** VALUES has no column names of its own; a query is given others where they differ. */
function derivedTable(relation: DerivedRelation, context: RelationContext): SqlRelation {
  const renamed =
    relation.query.body.op === 'values' ||
    relation.columns.some((column, index) => column.name !== relation.query.columns[index]?.name);
  const columns = renamed
    ? relation.columns.map((column, index) => context.columnName(columnLabel(column, index)))
    : [];
  return { sql: 'derived', query: context.query(relation.query), alias: relation.alias, columns, span: relation.span };
}

/** Joins are built along the left spine, so that many of them need no stack. */
function joined(relation: JoinRelation, context: RelationContext): SqlRelation {
  const spine: JoinRelation[] = [];
  let first: RelationIr = relation;
  while (first.op === 'join') {
    spine.push(first);
    first = first.left;
  }
  for (const join of spine) if (!isMergeable(join, context)) context.report('TSQL-NOT-IN-TARGET', join.span, 'FULL JOIN without an equality in postgres'); // prettier-ignore
  return spine.reduceRight<SqlRelation>((left, { type, right, on, span }) => ({
    sql: 'join', type, left, right: legaliseRelation(right, context), on: on && legaliseScalar(on, context), span,
  }), legaliseRelation(first, context));
} // prettier-ignore

/** PostgreSQL joins fully only where one of the conditions is an equality that it can sort or hash by. */
function isMergeable({ type, on }: JoinRelation, { target }: RelationContext): boolean {
  if (type !== 'full' || target !== 'postgres' || on === null || !someScalar(on, ({ op }) => op === 'column'))
    return true;
  const conjuncts = on.op === 'logic' && on.operator === 'and' ? on.operands : [on];
  return conjuncts.some((each) => each.op === 'compare' && each.operator === '=' && joinsTwo(each.left, each.right));
}

/** Both have columns, of relations of their own. */
function joinsTwo(left: Scalar, right: Scalar): boolean {
  const [ours, theirs] = [relationsOf(left), relationsOf(right)];
  return ours.size > 0 && theirs.size > 0 && [...ours].every((alias) => !theirs.has(alias));
}

function relationsOf(scalar: Scalar): ReadonlySet<string> {
  const aliases = new Set<string>();
  someScalar(scalar, (each) => {
    if (each.op === 'column') aliases.add(each.relation);
    return false;
  });
  return aliases;
}

/** APPLY is a lateral join; what takes nothing from its left side reads the same either way. */
function applied(relation: ApplyRelation, context: RelationContext): SqlRelation {
  const left = legaliseRelation(relation.left, context);
  const right = legaliseRelation(relation.right, context);
  if (right.sql === 'join') context.report('TSQL-APPLY-JOIN', relation.span);
  const lateral: SqlRelation =
    right.sql === 'derived' || right.sql === 'function' ? { ...right, lateral: true } : right;
  const { span } = relation;
  if (relation.type === 'cross') return { sql: 'join', type: 'cross', left, right: lateral, on: null, span };
  return { sql: 'join', type: 'left', left, right: lateral, on: keyword('true'), span };
}
