/** ORDER BY: ordinals, output names, then expressions over the sources. Source: Microsoft Learn, "SELECT - ORDER BY clause". */
import type { Expression, OrderItem } from '../../syntax/tsql/ast/index.js';
import type { OutputColumn } from '../ir/relation.js';
import type { Scalar, SortKey } from '../ir/scalar.js';
import { comparisonCollation } from './binder.js';
import { bindSortKeys } from './expression.js';
import { QueryScope, type Surroundings } from './query-scope.js';
import type { BoundSelect } from './select.js';

/** Relation name by which keys over a set operator's result name its columns; the legaliser prints them bare. */
export const RESULT_RELATION = '';

export function orderKeys(
  items: readonly OrderItem[],
  select: BoundSelect | null,
  columns: readonly OutputColumn[],
  around: Surroundings,
): readonly SortKey[] {
  return items.flatMap((item) => keyOf(item, select, columns, around));
}

function keyOf(
  item: OrderItem,
  select: BoundSelect | null,
  columns: readonly OutputColumn[],
  around: Surroundings,
): readonly SortKey[] {
  const position = outputPosition(item.expression, columns, around);
  const scope = select?.scope ?? new QueryScope(around);
  if (position === 'out of range') {
    around.session.report('TSQL-ORDER-POSITION', item.span);
    return [];
  }
  if (position === null) return bindSortKeys([item], scope);
  const expression = outputColumn(position, select, columns, item);
  const collation = comparisonCollation([expression], item.span, scope);
  return [{ expression, descending: item.direction === 'desc', collation }];
}

/** Index of the output column an item names by number or by name; null when it is an expression. */
function outputPosition(
  expression: Expression,
  columns: readonly OutputColumn[],
  around: Surroundings,
): number | null | 'out of range' {
  if (expression.kind === 'parenthesised') return null;
  if (expression.kind === 'literal' && expression.type === 'integer') {
    const position = Number(expression.value) - 1;
    return position >= 0 && position < columns.length ? position : 'out of range';
  }
  if (expression.kind !== 'column' || expression.qualifier.length > 0) return null;
  const { index } = around.session;
  const found = columns.findIndex(({ name }) => name !== null && index.same(name, expression.name.value));
  return found < 0 ? null : found;
}

/** In a plain SELECT the item's own expression; after a set operator or DISTINCT a column of the result. */
function outputColumn(
  position: number,
  select: BoundSelect | null,
  columns: readonly OutputColumn[],
  item: OrderItem,
): Scalar {
  const expression = select?.body.items[position]?.expression;
  if (expression) return expression;
  const column = columns[position];
  const type = column?.type ?? { base: 'unknown' as const, nullable: true, collation: null };
  return { op: 'column', relation: RESULT_RELATION, name: column?.name ?? '', type, span: item.span };
}
