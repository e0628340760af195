import type { OrderItem } from '../ast/query.js';
import { parseExpression } from './expressions.js';
import type { TokenStream } from './token-stream.js';

/** What follows ORDER BY. */
export function parseOrderItems(ts: TokenStream): OrderItem[] {
  const items = [parseOrderItem(ts)];
  while (ts.accept(',')) items.push(parseOrderItem(ts));
  return items;
}

function parseOrderItem(ts: TokenStream): OrderItem {
  const mark = ts.mark();
  const expression = parseExpression(ts);
  const direction = ts.accept('ASC') ? 'asc' : ts.accept('DESC') ? 'desc' : null;
  return { kind: 'order_item', expression, direction, span: ts.span(mark) };
}
