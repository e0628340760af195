import type { CreateForm, CreateRoutine, Parameter, RoutineBody, RoutineReturns } from '../../ast/definition.js';
import type { Hint } from '../../ast/query.js';
import { parseExpression } from '../expressions.js';
import { parseObjectName } from '../names.js';
import { parseQuery } from '../queries.js';
import type { TokenStream } from '../token-stream.js';
import { parseTypeName } from '../types.js';
import { commaList, parenthesisedList } from './list.js';
import { parseLeadingOption, parseOption } from './option.js';
import { parseStatements } from './statement.js';
import { parseTableElements } from './table.js';

/** What may follow the options of a procedure, function or trigger. */
const OPTION_STOPS: ReadonlySet<string> = new Set('AS FOR AFTER INSTEAD BEGIN RETURN EXTERNAL ORDER'.split(' '));

/**
 * CREATE / ALTER PROCEDURE; the cursor stands after the word PROCEDURE or PROC. The body is all the rest of the batch,
 * whether or not it is a block. Source: Microsoft Learn, "CREATE PROCEDURE (Transact-SQL)".
 */
export function parseProcedure(ts: TokenStream, mark: number, form: CreateForm, shortWord: boolean): CreateRoutine {
  const name = parseObjectName(ts);
  const number = ts.accept(';') ? ts.next().text : null;
  const parenthesised = ts.at('(');
  const parameters = parenthesised
    ? parenthesisedList(ts, parseParameter)
    : ts.isVariable()
      ? commaList(ts, parseParameter)
      : [];
  const options = withOptions(ts);
  const forReplication = ts.accept('FOR', 'REPLICATION');
  const hasAs = ts.accept('AS');
  const body = parseRoutineBody(ts);
  const head = { form, type: 'procedure', shortWord, name, number, parameters, parenthesised, returns: null } as const;
  return { kind: 'create_routine', ...head, options, forReplication, hasAs, body, span: ts.span(mark) };
}

/**
 * CREATE / ALTER FUNCTION: scalar, inline, multi-statement or CLR, told apart by RETURNS and the body; the cursor
 * stands after the word FUNCTION. Source: Microsoft Learn, "CREATE FUNCTION (Transact-SQL)".
 */
export function parseFunction(ts: TokenStream, mark: number, form: CreateForm): CreateRoutine {
  const name = parseObjectName(ts);
  const parameters = parenthesisedList(ts, parseParameter);
  ts.expect('RETURNS');
  const returns = parseReturns(ts);
  const options = withOptions(ts);
  const order = ts.at('ORDER', '(') ? parseLeadingOption(ts, OPTION_STOPS) : null;
  const hasAs = ts.accept('AS');
  const body = returns.type === 'table' && ts.accept('RETURN') ? inlineBody(ts) : parseRoutineBody(ts);
  const head = {
    form,
    type: 'function',
    shortWord: false,
    name,
    number: null,
    parameters,
    parenthesised: true,
    returns,
  } as const;
  return { kind: 'create_routine', ...head, options, order, forReplication: false, hasAs, body, span: ts.span(mark) };
}

/** The statements of a procedure, trigger or function up to the end of the batch, or `EXTERNAL NAME a.b.c`. */
export function parseRoutineBody(ts: TokenStream): RoutineBody {
  if (ts.accept('EXTERNAL', 'NAME')) return { type: 'external', name: parseObjectName(ts) };
  return { type: 'statements', statements: parseStatements(ts) };
}

/** `EXECUTE AS OWNER, SCHEMABINDING` after WITH; nothing without the word. */
export function withOptions(ts: TokenStream): Hint[] {
  return ts.accept('WITH') ? commaList(ts, routineOption) : [];
}

/** The AS of `EXECUTE AS OWNER` is not the one that starts the body. */
function routineOption(ts: TokenStream): Hint {
  const mark = ts.mark();
  const execute = ts.at('EXECUTE', 'AS') || ts.at('EXEC', 'AS');
  if (!execute) return parseOption(ts, OPTION_STOPS);
  const words = [ts.next().text, ts.next().text, ts.next().text];
  return { kind: 'hint', words, equals: false, args: [], parenthesised: false, span: ts.span(mark) };
}

/** The query of an inline function, with or without parentheses. */
function inlineBody(ts: TokenStream): RoutineBody {
  const parenthesised = wrapsWholeQuery(ts);
  if (parenthesised) ts.expect('(');
  const query = parseQuery(ts);
  if (parenthesised) ts.expect(')');
  ts.accept(';');
  return { type: 'inline_query', query, parenthesised };
}

/** `RETURN (SELECT ...)` against `RETURN (SELECT ...) UNION ...`: what follows the matching parenthesis decides. */
function wrapsWholeQuery(ts: TokenStream): boolean {
  if (!ts.at('(')) return false;
  const start = ts.index;
  let depth = 0;
  do {
    if (ts.at('(')) depth += 1;
    if (ts.at(')')) depth -= 1;
    ts.next();
  } while (depth > 0 && !ts.end);
  const whole = !(ts.at('UNION') || ts.at('EXCEPT') || ts.at('INTERSECT') || ts.at('ORDER'));
  ts.index = start;
  return whole;
}

/** `RETURNS type`, `TABLE`, `TABLE (columns)` or `@t TABLE (columns)`. */
function parseReturns(ts: TokenStream): RoutineReturns {
  if (ts.isVariable()) {
    const variable = ts.next().text;
    ts.expect('TABLE');
    return { type: 'table_variable', variable, elements: parseTableElements(ts) };
  }
  if (!ts.accept('TABLE')) return { type: 'scalar', dataType: parseTypeName(ts) };
  return ts.at('(') ? { type: 'clr_table', elements: parseTableElements(ts) } : { type: 'table' };
}

/** `@name [AS] type [VARYING] [NULL] [= default] [OUTPUT] [READONLY]`. */
function parseParameter(ts: TokenStream): Parameter {
  const mark = ts.mark();
  const name = ts.variable();
  const hasAs = ts.accept('AS');
  const type = parseTypeName(ts);
  const varying = ts.accept('VARYING');
  const nullable = ts.accept('NOT', 'NULL') ? false : ts.accept('NULL') ? true : null;
  const value = ts.accept('=') ? parseExpression(ts) : null;
  const output = ts.accept('OUTPUT') ? 'output' : ts.accept('OUT') ? 'out' : null;
  const readonly = ts.accept('READONLY');
  return {
    kind: 'parameter',
    name,
    hasAs,
    type,
    varying,
    nullable,
    default: value,
    output,
    readonly,
    span: ts.span(mark),
  };
}
