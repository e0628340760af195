import type { Identifier } from '../ast/node.js';
import type { SelectExpression, SelectItem } from '../ast/query.js';
import { atBareAlias } from './aliases.js';
import { parseExpression, parseVariable } from './expressions.js';
import { stringValue } from './literals.js';
import { anyIdentifier } from './names.js';
import { acceptAssignmentOperator, atAssignmentOperator } from './statements/assignment.js';
import type { TokenStream } from './token-stream.js';

/** `*`, `expr [AS] alias`, `alias = expr`, `@v = expr`. Source: Microsoft Learn, "SELECT - SELECT clause". */
export function parseSelectItem(ts: TokenStream): SelectItem {
  const mark = ts.mark();
  if (ts.isVariable() && atAssignmentOperator(ts, 1)) return assignmentItem(ts, mark);
  if (ts.atAhead(1, '=') && (ts.isName() || ts.isString())) return equalsItem(ts, mark);
  if (ts.accept('*')) return item(ts, mark, { kind: 'star', qualifier: [], span: ts.span(mark) }, NO_ALIAS);
  const expression = parseExpression(ts);
  return item(ts, mark, expression, trailingAlias(ts));
}

type Alias = Pick<SelectExpression, 'alias' | 'aliasForm' | 'stringAlias'>;

const NO_ALIAS: Alias = { alias: null, aliasForm: 'none', stringAlias: null };

function item(
  ts: TokenStream,
  mark: number,
  expression: SelectExpression['expression'],
  alias: Alias,
): SelectExpression {
  return { kind: 'select_expression', expression, ...alias, span: ts.span(mark) };
}

function assignmentItem(ts: TokenStream, mark: number): SelectItem {
  const variable = parseVariable(ts);
  const operator = acceptAssignmentOperator(ts) ?? ts.fail('an assignment operator');
  return { kind: 'select_assignment', variable, operator, expression: parseExpression(ts), span: ts.span(mark) };
}

function equalsItem(ts: TokenStream, mark: number): SelectItem {
  const alias = aliasName(ts, 'equals');
  ts.expect('=');
  return item(ts, mark, parseExpression(ts), alias);
}

function trailingAlias(ts: TokenStream): Alias {
  if (ts.accept('AS')) return aliasName(ts, 'as');
  return ts.isString() || atBareAlias(ts) ? aliasName(ts, 'bare') : NO_ALIAS;
}

/** The alias at the cursor, a name or a string constant. */
function aliasName(ts: TokenStream, aliasForm: Alias['aliasForm']): Alias {
  if (!ts.isString()) return { alias: nameOrFail(ts), aliasForm, stringAlias: null };
  const { text, start, end } = ts.next();
  const alias: Identifier = { kind: 'identifier', value: stringValue(text), quoting: 'none', span: { start, end } };
  return { alias, aliasForm, stringAlias: text };
}

function nameOrFail(ts: TokenStream): Identifier {
  return ts.isName() ? anyIdentifier(ts) : ts.fail('an alias');
}
