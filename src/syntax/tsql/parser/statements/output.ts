import type { OutputClause } from '../../ast/statement.js';
import { parseIdentifier, parseObjectName } from '../names.js';
import { parseSelectItem } from '../queries.js';
import { parseVariable } from '../expressions.js';
import type { TokenStream } from '../token-stream.js';
import { commaList, optionalList } from './list.js';

/** Zero to two OUTPUT clauses: one INTO a table, one for the client. */
export function parseOutputClauses(ts: TokenStream): OutputClause[] {
  const clauses: OutputClause[] = [];
  while (ts.at('OUTPUT')) clauses.push(outputClause(ts));
  return clauses;
}

/** `OUTPUT items [INTO target (columns)]`. */
function outputClause(ts: TokenStream): OutputClause {
  const mark = ts.mark();
  ts.expect('OUTPUT');
  const items = commaList(ts, parseSelectItem);
  return { kind: 'output', items, into: ts.accept('INTO') ? outputTarget(ts) : null, span: ts.span(mark) };
}

/** A table or a table variable. */
function outputTarget(ts: TokenStream): OutputClause['into'] {
  const target = ts.isVariable() ? parseVariable(ts) : parseObjectName(ts);
  return { target, columns: optionalList(ts, parseIdentifier) };
}
