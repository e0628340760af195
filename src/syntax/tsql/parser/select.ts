import type { Expression } from '../ast/expression.js';
import type { Select, SelectItem, TableSource, Top } from '../ast/query.js';
import { parseCondition, parseVariable } from './expressions.js';
import { parseGroupBy } from './group-by.js';
import { parseLiteral } from './literals.js';
import { parseIdentifier, parseObjectName } from './names.js';
import { parseParentheses } from './predicates.js';
import { parseSelectItem } from './select-items.js';
import { parseTableSource } from './table-sources.js';
import type { TokenStream } from './token-stream.js';
import { parseWindow } from './windows.js';

export { parseSelectItem } from './select-items.js';

/** `SELECT ... FROM ... WHERE ... GROUP BY ... HAVING ... WINDOW ...`, without ORDER BY and what follows it. */
export function parseSelect(ts: TokenStream): Select {
  const mark = ts.mark();
  ts.expect('SELECT');
  const quantifier = ts.accept('ALL') ? 'all' : ts.accept('DISTINCT') ? 'distinct' : null;
  const top = ts.at('TOP') ? parseTop(ts) : null;
  const items = parseItems(ts);
  const into = ts.accept('INTO') ? parseInto(ts) : null;
  const from = ts.accept('FROM') ? parseFrom(ts) : [];
  const where = ts.accept('WHERE') ? parseCondition(ts) : null;
  const groupBy = ts.at('GROUP', 'BY') ? parseGroupBy(ts) : null;
  const having = ts.accept('HAVING') ? parseCondition(ts) : null;
  const windows = atWindowClause(ts) ? parseWindows(ts) : [];
  const clauses = { quantifier, top, items, into, from, where, groupBy, having, windows } as const;
  return { kind: 'select', ...clauses, span: ts.span(mark) };
}

/** `TOP (n) [PERCENT] [WITH TIES]`; without parentheses only a constant or a variable. A subquery brings its own. */
export function parseTop(ts: TokenStream): Top {
  const mark = ts.mark();
  ts.expect('TOP');
  const inner = ts.at('(') ? parseParentheses(ts) : null;
  const parenthesised = inner?.kind === 'parenthesised';
  const count = parenthesised ? inner.operand : (inner ?? bareCount(ts));
  const percent = ts.accept('PERCENT');
  const withTies = ts.accept('WITH', 'TIES');
  return { kind: 'top', count, parenthesised, percent, withTies, span: ts.span(mark) };
}

/** Whether `WINDOW name AS (` stands here: WINDOW may be an alias too. */
export function atWindowClause(ts: TokenStream): boolean {
  return ts.at('WINDOW') && ts.isName(1) && ts.atAhead(2, 'AS') && ts.atAhead(3, '(');
}

function bareCount(ts: TokenStream): Expression {
  if (ts.isVariable()) return parseVariable(ts);
  return (ts.isNumber() ? parseLiteral(ts) : null) ?? ts.fail('a number of rows');
}

function parseItems(ts: TokenStream): SelectItem[] {
  const items = [parseSelectItem(ts)];
  while (ts.accept(',')) items.push(parseSelectItem(ts));
  return items;
}

function parseInto(ts: TokenStream): Select['into'] {
  const table = parseObjectName(ts);
  return { table, fileGroup: ts.accept('ON') ? parseIdentifier(ts) : null };
}

function parseFrom(ts: TokenStream): TableSource[] {
  const sources = [parseTableSource(ts)];
  while (ts.accept(',')) sources.push(parseTableSource(ts));
  return sources;
}

function parseWindows(ts: TokenStream): Select['windows'][number][] {
  const windows: Select['windows'][number][] = [];
  ts.expect('WINDOW');
  do {
    const name = parseIdentifier(ts);
    ts.expect('AS');
    windows.push({ name, window: parseWindow(ts) });
  } while (ts.accept(','));
  return windows;
}
