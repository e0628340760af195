import type { Expression } from '../ast/expression.js';
import type { Identifier } from '../ast/node.js';
import { bareCall, parseArguments, parseCall } from './calls.js';
import { parseLiteral } from './literals.js';
import { isMethodName } from './methods.js';
import { parseVariable } from './expressions.js';
import { anyIdentifier } from './names.js';

import { parseParentheses } from './predicates.js';
import { parseSpecialForm } from './special-forms.js';
import type { TokenStream } from './token-stream.js';

/** Reserved words that are nevertheless called as functions. */
const CALLABLE_RESERVED: ReadonlySet<string> = new Set(
  'COALESCE NULLIF LEFT RIGHT UPDATE IDENTITY TSEQUAL USER'.split(' '),
);

/** One operand without what may follow it: a constant, variable, name, call, CASE, subquery or parentheses. */
export function parseOperand(ts: TokenStream): Expression {
  const literal = parseLiteral(ts);
  if (literal !== null) return literal;
  if (ts.at('(')) return parseParentheses(ts);
  if (ts.isVariable()) return parseVariable(ts);
  if (ts.at('{', 'FN')) return odbcCall(ts);
  const special = parseSpecialForm(ts);
  if (special !== null) return special;
  const mark = ts.mark();
  return fromPath(ts, mark, namePath(ts));
}

/** `a.b.c`, with parts left out between dots; a star or a parenthesis behind it stays at the cursor. */
function namePath(ts: TokenStream): (Identifier | null)[] {
  const parts: (Identifier | null)[] = [ts.at('.') ? null : firstName(ts)];
  while (ts.at('.') && !ts.atAhead(1, '*')) {
    ts.expect('.');
    parts.push(ts.at('.') ? null : laterName(ts));
    if (ts.at('(')) break;
  }
  return parts;
}

function firstName(ts: TokenStream): Identifier {
  const callable = CALLABLE_RESERVED.has(ts.word()) && ts.atAhead(1, '(');
  return ts.isName() || callable ? anyIdentifier(ts) : ts.fail('an expression');
}

function laterName(ts: TokenStream): Identifier {
  return ts.isName() || ts.isBareWord() ? anyIdentifier(ts) : ts.fail('a name');
}

/** What a path of names is: a column, a star, a call, or a method of a column or type. */
function fromPath(ts: TokenStream, mark: number, parts: readonly (Identifier | null)[]): Expression {
  if (ts.at('.', '*')) {
    ts.expect('.', '*');
    return { kind: 'star', qualifier: parts, span: ts.span(mark) };
  }
  const name = parts.at(-1) ?? ts.fail('a name');
  const qualifier = parts.slice(0, -1);
  if (ts.at('::')) return staticMember(ts, mark, parts);
  if (!ts.at('(')) return { kind: 'column', qualifier, name, span: ts.span(mark) };
  if (!isMethodName(qualifier, name)) return parseCall(ts, mark, { kind: 'object_name', parts, span: ts.span(mark) });
  const target = column(qualifier, mark);
  return { kind: 'method', target, isStatic: false, method: name, args: parseArguments(ts), span: ts.span(mark) };
}

/** The column that a method is called on. */
function column(path: readonly (Identifier | null)[], start: number): Expression {
  const name = path.at(-1);
  if (!name) throw new TypeError('A method needs a name before its dot');
  return { kind: 'column', qualifier: path.slice(0, -1), name, span: { start, end: name.span.end } };
}

/** `geography::Point(...)`, `hierarchyid::GetRoot()`. */
function staticMember(ts: TokenStream, mark: number, parts: readonly (Identifier | null)[]): Expression {
  const span = ts.span(mark);
  const target = { kind: 'type_name', name: { kind: 'object_name', parts, span }, args: [], span } as const;
  ts.expect('::');
  const method = laterName(ts);
  const args = ts.at('(') ? parseArguments(ts) : null;
  return { kind: 'method', target, isStatic: true, method, args, span: ts.span(mark) };
}

/** `{fn name(...)}`: every word may be the name. Source: Microsoft Learn, "ODBC Scalar Functions". */
function odbcCall(ts: TokenStream): Expression {
  const mark = ts.mark();
  ts.expect('{', 'FN');
  const name = laterName(ts);
  const objectName = { kind: 'object_name', parts: [name], span: name.span } as const;
  const call = ts.at('(') ? parseCall(ts, mark, objectName, true) : { ...bareCall(ts, mark, objectName), odbc: true };
  ts.expect('}');
  return { ...call, span: ts.span(mark) };
}
