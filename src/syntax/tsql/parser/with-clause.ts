import type { CommonTableExpression, WithClause } from '../ast/query.js';
import { parseExpression } from './expressions.js';
import { parseIdentifier } from './names.js';
import { parenthesisedQuery } from './predicates.js';
import { optionalList } from './statements/list.js';
import type { TokenStream } from './token-stream.js';

/** `WITH XMLNAMESPACES (...), cte AS (...), ...`. Source: Microsoft Learn, "WITH common_table_expression". */
export function parseWithClause(ts: TokenStream): WithClause {
  const mark = ts.mark();
  ts.expect('WITH');
  const ctes: CommonTableExpression[] = [];
  const xmlNamespaces: WithClause['xmlNamespaces'][number][] = [];
  let changeTrackingContext: WithClause['changeTrackingContext'] = null;
  do {
    if (ts.accept('XMLNAMESPACES', '(')) xmlNamespaces.push(...namespaces(ts));
    else if (ts.at('CHANGE_TRACKING_CONTEXT', '(')) changeTrackingContext = trackingContext(ts);
    else ctes.push(parseCte(ts));
  } while (ts.accept(','));
  return { kind: 'with', ctes, xmlNamespaces, changeTrackingContext, span: ts.span(mark) };
}

function parseCte(ts: TokenStream): CommonTableExpression {
  const mark = ts.mark();
  const name = parseIdentifier(ts);
  const columns = optionalList(ts, parseIdentifier);
  ts.expect('AS');
  return { kind: 'cte', name, columns, query: parenthesisedQuery(ts), span: ts.span(mark) };
}

/** `'uri' AS alias, DEFAULT 'uri'`, up to the closing parenthesis. */
function namespaces(ts: TokenStream): WithClause['xmlNamespaces'][number][] {
  const found: WithClause['xmlNamespaces'][number][] = [];
  do {
    const isDefault = ts.accept('DEFAULT');
    const uri = parseExpression(ts);
    if (!isDefault) ts.expect('AS');
    found.push({ uri, alias: isDefault ? null : parseIdentifier(ts) });
  } while (ts.accept(','));
  ts.expect(')');
  return found;
}

function trackingContext(ts: TokenStream): WithClause['changeTrackingContext'] {
  ts.expect('CHANGE_TRACKING_CONTEXT', '(');
  const context = parseExpression(ts);
  ts.expect(')');
  return context;
}
