import type { ScalarSubquery } from '../ast/expression.js';
import type { Hint, Query, QueryBody, WithClause } from '../ast/query.js';
import { parseExpression } from './expressions.js';
import { parseForClause } from './for-clause.js';
import { parseOrderItems } from './order.js';
import { parseSelect } from './select.js';
import { parseSetOperations } from './set-operations.js';
import { parseOptionList } from './statements/option.js';
import type { TokenStream } from './token-stream.js';
import { parseWithClause } from './with-clause.js';

export { parseSelectItem, parseTop } from './select.js';
export { parseInsertTarget } from './insert-target.js';
export { parseTableSource } from './table-sources.js';
export { parseWithClause } from './with-clause.js';

/** A whole query; `withClause` if its common table expressions were read before. Source: Microsoft Learn, "SELECT". */
export function parseQuery(ts: TokenStream, withClause: WithClause | null = null): Query {
  const mark = withClause?.span.start ?? ts.mark();
  const clause = withClause ?? (ts.at('WITH') ? parseWithClause(ts) : null);
  const body = parseSetOperations(ts, ts.mark(), parseTerm(ts), parseTerm);
  return queryOf(ts, mark, clause, body);
}

/**
 * A query whose first term was read as a value in parentheses, as nothing told it apart until a set operator or ORDER
 * BY came behind it.
 */
export function continueQuery(ts: TokenStream, first: ScalarSubquery): Query {
  const mark = first.span.start;
  const term: QueryBody = { kind: 'parenthesised_query', query: first.query, span: first.span };
  return queryOf(ts, mark, null, parseSetOperations(ts, mark, term, parseTerm));
}

/** `OPTION (...)`; nothing without the word. */
export function parseOptionClause(ts: TokenStream): Hint[] {
  return ts.accept('OPTION') ? parseOptionList(ts) : [];
}

function parseTerm(ts: TokenStream): QueryBody {
  if (!ts.at('(')) return parseSelect(ts);
  const mark = ts.mark();
  ts.expect('(');
  const query = ts.nested(() => parseQuery(ts));
  ts.expect(')');
  return { kind: 'parenthesised_query', query, span: ts.span(mark) };
}

/** The clauses behind the body: ORDER BY, OFFSET, FETCH, FOR, OPTION. */
function queryOf(ts: TokenStream, mark: number, withClause: WithClause | null, body: QueryBody): Query {
  const orderBy = ts.accept('ORDER', 'BY') ? parseOrderItems(ts) : [];
  const offset = ts.accept('OFFSET') ? parseOffset(ts) : null;
  const fetch = offset === null ? null : parseFetch(ts);
  const forClause = parseForClause(ts);
  const option = parseOptionClause(ts);
  return { kind: 'query', with: withClause, body, orderBy, offset, fetch, forClause, option, span: ts.span(mark) };
}

function parseOffset(ts: TokenStream): Query['offset'] {
  const count = parseExpression(ts);
  return { count, unit: rowUnit(ts) };
}

/** `FETCH NEXT n ROWS ONLY`; a FETCH of a cursor may follow instead, and has no number and ROWS. */
function parseFetch(ts: TokenStream): Query['fetch'] {
  const start = ts.index;
  if (!ts.accept('FETCH')) return null;
  const first = ts.accept('FIRST') ? 'first' : ts.accept('NEXT') ? 'next' : null;
  if (first === null || ts.at('FROM')) {
    ts.index = start;
    return null;
  }
  const count = parseExpression(ts);
  const unit = rowUnit(ts);
  ts.expect('ONLY');
  return { count, unit, first };
}

function rowUnit(ts: TokenStream): 'row' | 'rows' {
  if (ts.accept('ROWS')) return 'rows';
  ts.expect('ROW');
  return 'row';
}
