/** Binds one SELECT: FROM, WHERE, GROUP BY, the select list, HAVING. */
import type { Select, SelectExpression, SelectItem, Star } from '../../syntax/tsql/ast/index.js';
import type { OutputColumn, SelectIr } from '../ir/relation.js';
import type { Scalar } from '../ir/scalar.js';
import { someScalar } from '../ir/walk.js';
import { bindExpression } from './expression.js';
import { bindGrouping, checkGrouped } from './grouping.js';
import { columnOf, QueryScope, type ScopedRelation, type Surroundings } from './query-scope.js';
import { bindFrom } from './tables.js';

/** A bound SELECT, with the scope that its ORDER BY sees. */
export interface BoundSelect {
  readonly body: SelectIr;
  readonly columns: readonly OutputColumn[];
  readonly scope: QueryScope;
}

interface BoundItem {
  readonly name: string | null;
  readonly expression: Scalar;
}

const VALUES = { aggregates: true, windows: true };
const AGGREGATES = { aggregates: true, windows: false };

export function bindSelect(select: Select, around: Surroundings): BoundSelect | null {
  const rows = new QueryScope(around);
  const from = bindFrom(select.from, rows);
  if (from === 'failed') return null;
  for (const { name, window } of select.windows) rows.addWindow(name, window);
  const where = select.where ? predicate(select.where, rows, 'where') : null;
  const scope = rows.allowing(VALUES);
  const items = select.items.flatMap((item) => bindItem(item, scope));
  const having = select.having ? predicate(select.having, rows.allowing(AGGREGATES), 'having') : null;
  const grouping = select.groupBy ? bindGrouping(select.groupBy, rows) : null;
  const isGrouped = grouping !== null || having !== null || items.some(({ expression }) => hasAggregate(expression));
  const groupBy = grouping ?? (isGrouped ? { keys: [], sets: [[]] } : null);
  if (groupBy) for (const { expression } of [...items, ...havingItem(having)]) checkGrouped(expression, groupBy, rows);
  if (select.groupBy?.all) around.session.report('TSQL-GROUP-BY-ALL', select.groupBy.span);
  const body: SelectIr = {
    op: 'select',
    distinct: select.quantifier === 'distinct',
    items,
    from,
    where,
    groupBy,
    having,
    span: select.span,
  };
  const columns = items.map(({ name, expression }) => ({ name, type: expression.type }));
  return { body, columns, scope };
}

function havingItem(having: Scalar | null): { expression: Scalar }[] {
  return having ? [{ expression: having }] : [];
}

/** A predicate, noted so that the proof can count how its rows saw it. */
function predicate(expression: Parameters<typeof bindExpression>[0], scope: QueryScope, kind: 'where' | 'having'): Scalar {
  scope.around.session.predicate(kind, expression.span);
  return bindExpression(expression, scope);
} // prettier-ignore

export function hasAggregate(scalar: Scalar): boolean {
  return someScalar(scalar, ({ op }) => op === 'aggregate');
}

function bindItem(item: SelectItem, scope: QueryScope): BoundItem[] {
  if (item.kind === 'select_assignment') {
    scope.report('TSQL-VARIABLE-ASSIGNMENT', item.span, item.variable.name);
    return [];
  }
  if (item.expression.kind === 'star') return expandStar(item.expression, scope);
  return [{ name: itemName(item), expression: bindExpression(item.expression, scope) }];
}

/** The alias, else the column's own name; other expressions have none. */
function itemName(item: SelectExpression): string | null {
  if (item.alias) return item.alias.value;
  let expression = item.expression;
  while (expression.kind === 'parenthesised') expression = expression.operand;
  return expression.kind === 'column' ? expression.name.value : null;
}

/** `*` and `t.*` in the order of FROM, columns in the order of their tables. */
function expandStar(star: Star, scope: QueryScope): BoundItem[] {
  const relations = scope.relations.filter((relation) => matches(relation, star, scope));
  if (relations.length === 0) scope.report('TSQL-UNKNOWN-COLUMN', star.span, '*');
  return relations.flatMap((relation) =>
    relation.columns.map((column) => ({ name: column.name, expression: columnOf(relation, column, star.span) })),
  );
}

function matches(relation: ScopedRelation, star: Star, scope: QueryScope): boolean {
  const [table] = [...star.qualifier].reverse();
  return !table || scope.around.session.index.same(relation.exposed, table.value);
}
