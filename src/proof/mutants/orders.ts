/** Orders, and what of them decides nothing. */
import type { Expression, OrderItem, Query, QueryBody, Select, Window } from '../../syntax/tsql/ast/index.js';
import { fixesRow } from '../reading/determined.js';
import type { Reading } from '../reading/reading.js';
import type { NonNull } from '../reading/source.js';

export interface Order {
  /** Whose rows are ordered; null where they are groups, or distinct. */
  readonly select: Select | null;
  /** What all rows of one order have in common. */
  readonly partition: readonly Expression[];
  readonly items: readonly Expression[];
}

export function orderOfQuery({ body, orderBy }: Pick<Query, 'body' | 'orderBy'>): Order {
  const isPlain = body.kind === 'select' && !body.groupBy && body.quantifier !== 'distinct';
  return { select: isPlain ? body : null, partition: [], items: orderBy.map((item) => ordered(item, body)) };
}

/** An alias of SELECT goes before a column of the same name. */
function ordered({ expression }: OrderItem, body: QueryBody): Expression {
  if (body.kind !== 'select' || expression.kind !== 'column' || expression.qualifier.length > 0) return expression;
  const wanted = expression.name.value.toLowerCase();
  return body.items.find((item) => 'alias' in item && item.alias?.value.toLowerCase() === wanted)?.expression ?? expression; // prettier-ignore
}

export function orderOfWindow({ orderBy, partitionBy }: Window, reading: Reading): Order {
  const [first] = orderBy;
  const select = first && reading.placeOf(first)?.select;
  return {
    select: select && !select.groupBy ? select : null,
    partition: partitionBy,
    items: orderBy.map(({ expression }) => expression),
  };
}

/** By trusted keys what stands before an item fixes the row already. */
export function whyDecidedBefore({ select, partition, items }: Order, at: number, reading: Reading): NonNull {
  const before = [...partition, ...items.slice(0, at)];
  return select ? fixesRow(select, before, reading) : null;
}
