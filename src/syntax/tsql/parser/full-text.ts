import type { ColumnReference, Expression, FullTextPredicate, Star } from '../ast/expression.js';
import { parseExpression, parsePrimary } from './expressions.js';
import type { TokenStream } from './token-stream.js';

/** `(columns, search [, LANGUAGE l])` of CONTAINS and FREETEXT. Source: Microsoft Learn, "CONTAINS (Transact-SQL)". */
export function parseFullText(ts: TokenStream, mark: number, name: FullTextPredicate['function']): FullTextPredicate {
  ts.expect('(');
  const property = propertyOf(ts);
  const parenthesised = property === null && ts.at('(');
  const { columns, text } = property ?? { columns: columnsOf(ts), text: null };
  ts.expect(',');
  const search = parseExpression(ts);
  const language = ts.accept(',', 'LANGUAGE') ? parseExpression(ts) : null;
  ts.expect(')');
  const target = { columns, parenthesised, property: text };
  return { kind: 'full_text', function: name, ...target, search, language, span: ts.span(mark) };
}

/** `PROPERTY(column, 'name')`. */
function propertyOf(ts: TokenStream): { columns: ColumnReference[]; text: Expression } | null {
  if (!ts.accept('PROPERTY', '(')) return null;
  const column = parsePrimary(ts);
  if (column.kind !== 'column') return ts.fail('a column');
  ts.expect(',');
  const text = parseExpression(ts);
  ts.expect(')');
  return { columns: [column], text };
}

/** One column, `*`, or a list of columns in parentheses. */
function columnsOf(ts: TokenStream): (ColumnReference | Star)[] {
  if (!ts.accept('(')) return [columnOrStar(ts)];
  const columns = [columnOrStar(ts)];
  while (ts.accept(',')) columns.push(columnOrStar(ts));
  ts.expect(')');
  return columns;
}

function columnOrStar(ts: TokenStream): ColumnReference | Star {
  const mark = ts.mark();
  if (ts.accept('*')) return { kind: 'star', qualifier: [], span: ts.span(mark) };
  const column = parsePrimary(ts);
  return column.kind === 'column' || column.kind === 'star' ? column : ts.fail('a column');
}
