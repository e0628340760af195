import type { WithClause } from '../../ast/query.js';
import type { Merge, MergeClause } from '../../ast/statement.js';
import { parseCondition, parseExpression } from '../expressions.js';
import { parseIdentifier } from '../names.js';
import { parseOptionClause, parseTableSource } from '../queries.js';
import type { TokenStream } from '../token-stream.js';
import { parseAssignments } from './assignment.js';
import { optionalTop } from './dml.js';
import { optionalList, parenthesisedList } from './list.js';
import { parseOutputClauses } from './output.js';

/**
 * `MERGE INTO t USING s ON condition WHEN match THEN action ... OUTPUT ...`.
 *
 * Clauses are kept in order: of several for the same match, the first whose condition holds is taken.
 * Source: Microsoft Learn, "MERGE (Transact-SQL)".
 */
export function parseMerge(ts: TokenStream, mark: number, withClause: WithClause | null): Merge {
  ts.expect('MERGE');
  const top = optionalTop(ts);
  const hasInto = ts.accept('INTO');
  const target = parseTableSource(ts);
  ts.expect('USING');
  const source = parseTableSource(ts);
  ts.expect('ON');
  const on = parseCondition(ts);
  const clauses: MergeClause[] = [];
  while (ts.at('WHEN')) clauses.push(mergeClause(ts));
  const output = parseOutputClauses(ts);
  return {
    kind: 'merge',
    with: withClause,
    top,
    hasInto,
    target,
    source,
    on,
    clauses,
    output,
    option: parseOptionClause(ts),
    span: ts.span(mark),
  };
}

/** `WHEN match [AND condition] THEN action`. */
function mergeClause(ts: TokenStream): MergeClause {
  const mark = ts.mark();
  ts.expect('WHEN');
  const match = mergeMatch(ts);
  const condition = ts.accept('AND') ? parseCondition(ts) : null;
  ts.expect('THEN');
  return { kind: 'merge_clause', match, condition, action: mergeAction(ts), span: ts.span(mark) };
}

/** `NOT MATCHED` alone means by target; the tree keeps which was written. */
function mergeMatch(ts: TokenStream): MergeClause['match'] {
  if (ts.accept('MATCHED')) return 'matched';
  ts.expect('NOT', 'MATCHED');
  if (ts.accept('BY', 'TARGET')) return 'not_matched_by_target';
  return ts.accept('BY', 'SOURCE') ? 'not_matched_by_source' : 'not_matched';
}

/** `DELETE`, `UPDATE SET ...` or `INSERT (...) VALUES (...)`. */
function mergeAction(ts: TokenStream): MergeClause['action'] {
  if (ts.accept('DELETE')) return { type: 'delete' };
  if (ts.accept('UPDATE', 'SET')) return { type: 'update', assignments: parseAssignments(ts) };
  ts.expect('INSERT');
  const columns = optionalList(ts, parseIdentifier);
  if (ts.accept('DEFAULT', 'VALUES')) return { type: 'insert', columns, values: null };
  ts.expect('VALUES');
  return { type: 'insert', columns, values: parenthesisedList(ts, parseExpression) };
}
