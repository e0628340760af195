import type { Expression, FrameBound, Window, WindowFrame } from '../ast/expression.js';
import { parseExpression } from './expressions.js';
import { parseIdentifier } from './names.js';
import { parseOrderItems } from './order.js';
import type { TokenStream } from './token-stream.js';

/** `OVER (...)` or `OVER name`. Source: Microsoft Learn, "SELECT - OVER clause". */
export function parseOver(ts: TokenStream): Window {
  ts.expect('OVER');
  return ts.at('(') ? parseWindow(ts) : windowName(ts);
}

/** `(name PARTITION BY ... ORDER BY ... ROWS ...)`, of OVER and of the WINDOW clause. */
export function parseWindow(ts: TokenStream): Window {
  const mark = ts.mark();
  ts.expect('(');
  const reference = ts.isName() && !ts.at('PARTITION', 'BY') && !atFrame(ts) ? parseIdentifier(ts) : null;
  const partitionBy = ts.accept('PARTITION', 'BY') ? expressions(ts) : [];
  const orderBy = ts.accept('ORDER', 'BY') ? parseOrderItems(ts) : [];
  const frame = atFrame(ts) ? parseFrame(ts) : null;
  ts.expect(')');
  return { kind: 'window', reference, bare: false, partitionBy, orderBy, frame, span: ts.span(mark) };
}

function windowName(ts: TokenStream): Window {
  const reference = parseIdentifier(ts);
  return { kind: 'window', reference, bare: true, partitionBy: [], orderBy: [], frame: null, span: reference.span };
}

function expressions(ts: TokenStream): Expression[] {
  const items = [parseExpression(ts)];
  while (ts.accept(',')) items.push(parseExpression(ts));
  return items;
}

function atFrame(ts: TokenStream): boolean {
  return (ts.at('ROWS') || ts.at('RANGE')) && !ts.atAhead(1, ')');
}

function parseFrame(ts: TokenStream): WindowFrame {
  const mark = ts.mark();
  const unit = ts.accept('ROWS') ? 'rows' : 'range';
  if (unit === 'range') ts.expect('RANGE');
  if (!ts.accept('BETWEEN')) return { kind: 'frame', unit, start: bound(ts), end: null, span: ts.span(mark) };
  const start = bound(ts);
  ts.expect('AND');
  return { kind: 'frame', unit, start, end: bound(ts), span: ts.span(mark) };
}

function bound(ts: TokenStream): FrameBound {
  if (ts.accept('UNBOUNDED', 'PRECEDING')) return { type: 'unbounded_preceding', offset: null };
  if (ts.accept('UNBOUNDED', 'FOLLOWING')) return { type: 'unbounded_following', offset: null };
  if (ts.accept('CURRENT', 'ROW')) return { type: 'current_row', offset: null };
  const offset = parseExpression(ts);
  if (ts.accept('PRECEDING')) return { type: 'preceding', offset };
  ts.expect('FOLLOWING');
  return { type: 'following', offset };
}
