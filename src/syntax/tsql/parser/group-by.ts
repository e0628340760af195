import type { GroupBy, GroupingItem } from '../ast/query.js';
import { parseExpression } from './expressions.js';
import type { TokenStream } from './token-stream.js';

/** `GROUP BY [ALL] items [WITH ROLLUP | CUBE]`. Source: Microsoft Learn, "SELECT - GROUP BY". */
export function parseGroupBy(ts: TokenStream): GroupBy {
  const mark = ts.mark();
  ts.expect('GROUP', 'BY');
  const all = ts.accept('ALL');
  const items = groupingItems(ts);
  const withModifier = ts.accept('WITH', 'ROLLUP') ? 'rollup' : ts.accept('WITH', 'CUBE') ? 'cube' : null;
  return { kind: 'group_by', all, items, withModifier, span: ts.span(mark) };
}

const LISTS: readonly (readonly [words: readonly string[], kind: 'rollup' | 'cube' | 'grouping_sets'])[] = [
  [['ROLLUP', '('], 'rollup'],
  [['CUBE', '('], 'cube'],
  [['GROUPING', 'SETS', '('], 'grouping_sets'],
];

function groupingItems(ts: TokenStream): GroupingItem[] {
  const items = [groupingItem(ts)];
  while (ts.accept(',')) items.push(groupingItem(ts));
  return items;
}

function groupingItem(ts: TokenStream): GroupingItem {
  const mark = ts.mark();
  const list = LISTS.find(([words]) => ts.accept(...words));
  if (list !== undefined) {
    const items = ts.nested(() => groupingItems(ts));
    ts.expect(')');
    return { kind: list[1], items, span: ts.span(mark) };
  }
  if (atComposite(ts)) return composite(ts, mark);
  return { kind: 'group_expression', expression: parseExpression(ts), span: ts.span(mark) };
}

function composite(ts: TokenStream, mark: number): GroupingItem {
  ts.expect('(');
  const expressions = ts.at(')') ? [] : [parseExpression(ts)];
  while (ts.accept(',')) expressions.push(parseExpression(ts));
  ts.expect(')');
  return { kind: 'group_composite', expressions, span: ts.span(mark) };
}

/** `()` or `(a, b)`: parentheses that are empty or have a comma of their own. */
function atComposite(ts: TokenStream): boolean {
  if (!ts.at('(')) return false;
  if (ts.atAhead(1, ')')) return true;
  let depth = 0;
  for (let ahead = 0; ts.peek(ahead).kind !== 'end'; ahead += 1) {
    if (ts.atAhead(ahead, '(')) depth += 1;
    if (ts.atAhead(ahead, ')')) depth -= 1;
    if (depth === 0) return false;
    if (depth === 1 && ts.atAhead(ahead, ',')) return true;
  }
  return false;
}
