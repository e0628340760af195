import type { Expression } from '../../ast/expression.js';
import type { Hint } from '../../ast/query.js';
import type { ExecuteArgument, ExecuteStatement } from '../../ast/statement.js';
import { parseExpression, parseVariable } from '../expressions.js';
import { parseObjectName } from '../names.js';
import type { TokenStream } from '../token-stream.js';
import { commaList } from './list.js';
import { parseBareOptions, parseOption } from './option.js';
import { STATEMENT_STARTS } from './starts.js';

type Target = ExecuteStatement['target'];

/**
 * `EXEC [@r =] proc args`, `EXEC ('text' + @more) AT server`, or a bare call at the start of a batch.
 *
 * The text of a dynamic statement stays an expression: what it says is known only when it runs.
 * Source: Microsoft Learn, "EXECUTE (Transact-SQL)".
 */
export function parseExecute(ts: TokenStream): ExecuteStatement {
  const mark = ts.mark();
  const keyword = ts.accept('EXEC') ? 'exec' : ts.accept('EXECUTE') ? 'execute' : null;
  const returnVariable = ts.isVariable() && ts.atAhead(1, '=') ? parseVariable(ts) : null;
  if (returnVariable !== null) ts.expect('=');
  const target = ts.at('(') ? textTarget(ts) : procedureTarget(ts);
  const args = target.type === 'procedure' && atArgument(ts) ? commaList(ts, executeArgument) : [];
  const asUser = ts.at('AS') ? phrase(ts, AS_STOPS) : null;
  const at = ts.at('AT') ? phrase(ts, AT_STOPS) : null;
  const options = ts.accept('WITH') ? parseBareOptions(ts, STATEMENT_STARTS) : [];
  return { kind: 'execute', keyword, returnVariable, target, args, asUser, at, options, span: ts.span(mark) };
}

/** The linked server is the last but for WITH. */
const AT_STOPS: ReadonlySet<string> = STATEMENT_STARTS;
/** `AS USER = x` may be followed by AT. */
const AS_STOPS: ReadonlySet<string> = new Set([...STATEMENT_STARTS, 'AT']);

/** `AS USER = 'u'` or `AT server`, as an option in words. */
function phrase(ts: TokenStream, stops: ReadonlySet<string>): Hint {
  return parseOption(ts, stops);
}

/** `('text' + @more, arguments)`. */
function textTarget(ts: TokenStream): Target {
  ts.expect('(');
  const expression = parseExpression(ts);
  const args = ts.accept(',') ? commaList(ts, executeArgument) : [];
  ts.expect(')');
  return { type: 'text', expression, args };
}

/** A procedure by name, or by a variable that holds its name, with the number of a numbered one. */
function procedureTarget(ts: TokenStream): Target {
  const name = ts.isVariable() ? parseVariable(ts) : parseObjectName(ts);
  const numbered = ts.at(';') && ts.isNumber(1);
  if (numbered) ts.expect(';');
  return { type: 'procedure', name, number: numbered ? ts.next().text : null };
}

/** An argument is a value or a bare word taken as a string; a word that starts a statement ends the call. */
function atArgument(ts: TokenStream): boolean {
  if (ts.end || ts.at(';') || ts.at(')') || ts.at('AS') || ts.at('AT')) return false;
  return !STATEMENT_STARTS.has(ts.word()) && !ts.atLabel();
}

/** `[@name =] value [OUTPUT]`. */
function executeArgument(ts: TokenStream): ExecuteArgument {
  const mark = ts.mark();
  const named = ts.isVariable() && ts.atAhead(1, '=');
  const name = named ? ts.variable() : null;
  if (named) ts.expect('=');
  const value: Expression = parseExpression(ts);
  const output = ts.accept('OUTPUT') ? 'output' : ts.accept('OUT') ? 'out' : null;
  return { kind: 'execute_argument', name, value, output, span: ts.span(mark) };
}
