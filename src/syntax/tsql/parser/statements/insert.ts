import type { Expression } from '../../ast/expression.js';
import type { WithClause } from '../../ast/query.js';
import type { Insert } from '../../ast/statement.js';
import { parseExpression } from '../expressions.js';
import { parseIdentifier } from '../names.js';
import { parseInsertTarget, parseOptionClause, parseQuery } from '../queries.js';
import type { TokenStream } from '../token-stream.js';
import { optionalTop } from './dml.js';
import { parseExecute } from './execute.js';
import { commaList, optionalList, parenthesisedList } from './list.js';
import { parseOutputClauses } from './output.js';

/**
 * `INSERT [TOP] [INTO] t (a, b) [OUTPUT] VALUES | query | EXEC | DEFAULT VALUES`.
 *
 * Dumps are made of these, a hundred megabytes of them: rows are read in plain loops, one expression a cell.
 * Source: Microsoft Learn, "INSERT (Transact-SQL)".
 */
export function parseInsert(ts: TokenStream, mark: number, withClause: WithClause | null): Insert {
  ts.expect('INSERT');
  const top = optionalTop(ts);
  const hasInto = ts.accept('INTO');
  const target = parseInsertTarget(ts);
  const columns = atColumnList(ts) ? optionalList(ts, parseIdentifier) : [];
  const output = parseOutputClauses(ts);
  const source = insertSource(ts);
  return {
    kind: 'insert',
    with: withClause,
    top,
    hasInto,
    target,
    columns,
    output,
    source,
    option: parseOptionClause(ts),
    span: ts.span(mark),
  };
}

/** `(a, b)` is a column list, `(SELECT ...)` a query in parentheses. */
function atColumnList(ts: TokenStream): boolean {
  return (
    ts.at('(') && !ts.atAhead(1, 'SELECT') && !ts.atAhead(1, '(') && !ts.atAhead(1, 'WITH') && !ts.atAhead(1, 'VALUES')
  );
}

/** Where the rows come from. */
function insertSource(ts: TokenStream): Insert['source'] {
  if (ts.accept('VALUES')) return { type: 'values', rows: commaList(ts, parseRow) };
  if (ts.accept('DEFAULT', 'VALUES')) return { type: 'default_values' };
  if (ts.at('EXEC') || ts.at('EXECUTE')) return { type: 'execute', statement: parseExecute(ts) };
  return { type: 'query', query: parseQuery(ts) };
}

/** One row of VALUES. */
function parseRow(ts: TokenStream): Expression[] {
  return parenthesisedList(ts, parseExpression);
}
