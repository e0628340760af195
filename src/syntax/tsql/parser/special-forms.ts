import type { Cast, Convert, Expression, FullTextPredicate, JsonConstructor, TrimCall } from '../ast/expression.js';
import { bareCall, callWith } from './calls.js';
import { parseCondition, parseExpression, parseVariable } from './expressions.js';
import { parseFullText } from './full-text.js';
import { anyIdentifier, parseIdentifier, parseObjectName } from './names.js';
import { parenthesisedQuery } from './predicates.js';
import type { TokenStream } from './token-stream.js';
import { parseTypeName } from './types.js';
import { parseOver } from './windows.js';

type Form = (ts: TokenStream, mark: number) => Expression;

const caseForm: Form = (ts, mark) => ts.nested(() => caseExpression(ts, mark));

/** Forms that start with a word of their own and a parenthesis; of a CASE it opens the operand. */
const CALL_FORMS: Readonly<Record<string, Form | undefined>> = {
  CASE: caseForm,
  CAST: (ts, mark) => cast(ts, mark, 'cast'),
  TRY_CAST: (ts, mark) => cast(ts, mark, 'try_cast'),
  PARSE: (ts, mark) => cast(ts, mark, 'parse'),
  TRY_PARSE: (ts, mark) => cast(ts, mark, 'try_parse'),
  CONVERT: (ts, mark) => convert(ts, mark, 'convert'),
  TRY_CONVERT: (ts, mark) => convert(ts, mark, 'try_convert'),
  EXISTS: exists,
  CONTAINS: (ts, mark) => fullText(ts, mark, 'contains'),
  FREETEXT: (ts, mark) => fullText(ts, mark, 'freetext'),
  TRIM: trim,
  JSON_OBJECT: (ts, mark) => json(ts, mark, 'json_object'),
  JSON_ARRAY: (ts, mark) => json(ts, mark, 'json_array'),
};

/** Forms without a parenthesis behind their first word. */
const WORD_FORMS: Readonly<Record<string, Form | undefined>> = {
  CASE: caseForm,
  CURRENT: currentOf,
  CURRENT_TIMESTAMP: niladic,
  CURRENT_DATE: niladic,
  CURRENT_TIME: niladic,
  CURRENT_USER: niladic,
  SESSION_USER: niladic,
  SYSTEM_USER: niladic,
  USER: niladic,
  IDENTITYCOL: pseudoColumn,
  ROWGUIDCOL: pseudoColumn,
};

/** CASE, CAST, EXISTS and the other forms with a grammar of their own; null when none stands here. */
export function parseSpecialForm(ts: TokenStream): Expression | null {
  const word = ts.word();
  if (word === '') return null;
  if (ts.at('NEXT', 'VALUE', 'FOR')) return nextValue(ts);
  const form = ts.atAhead(1, '(') ? CALL_FORMS[word] : WORD_FORMS[word];
  return form === undefined ? null : form(ts, ts.mark());
}

function caseExpression(ts: TokenStream, mark: number): Expression {
  ts.expect('CASE');
  const operand = ts.at('WHEN') ? null : parseExpression(ts);
  const branches: { when: Expression; then: Expression }[] = [];
  while (ts.accept('WHEN')) {
    const when = operand === null ? parseCondition(ts) : parseExpression(ts);
    ts.expect('THEN');
    branches.push({ when, then: parseExpression(ts) });
  }
  if (branches.length === 0) ts.fail('WHEN');
  const otherwise = ts.accept('ELSE') ? parseExpression(ts) : null;
  ts.expect('END');
  return { kind: 'case', operand, branches, otherwise, span: ts.span(mark) };
}

function cast(ts: TokenStream, mark: number, name: Cast['function']): Cast {
  ts.next();
  ts.expect('(');
  const operand = ts.nested(() => parseCondition(ts));
  ts.expect('AS');
  const type = parseTypeName(ts);
  const culture = ts.accept('USING') ? parseExpression(ts) : null;
  ts.expect(')');
  return { kind: 'cast', function: name, operand, type, culture, span: ts.span(mark) };
}

function convert(ts: TokenStream, mark: number, name: Convert['function']): Convert {
  ts.next();
  ts.expect('(');
  const type = parseTypeName(ts);
  ts.expect(',');
  const operand = ts.nested(() => parseCondition(ts));
  const style = ts.accept(',') ? parseExpression(ts) : null;
  ts.expect(')');
  return { kind: 'convert', function: name, type, operand, style, span: ts.span(mark) };
}

function exists(ts: TokenStream, mark: number): Expression {
  ts.expect('EXISTS');
  return { kind: 'exists', query: parenthesisedQuery(ts), span: ts.span(mark) };
}

function fullText(ts: TokenStream, mark: number, name: FullTextPredicate['function']): Expression {
  ts.next();
  return parseFullText(ts, mark, name);
}

/** TRIM with a side or FROM; `TRIM(x)` is a plain call, told apart without reading anything twice. */
function trim(ts: TokenStream, mark: number): Expression {
  const name = parseObjectName(ts);
  ts.expect('(');
  const side = trimSide(ts);
  const first = ts.nested(() => parseExpression(ts));
  if (side === null && !ts.at('FROM')) return callWith(ts, mark, name, first);
  const operand = ts.accept('FROM') ? ts.nested(() => parseExpression(ts)) : null;
  ts.expect(')');
  const parts = operand === null ? { characters: null, operand: first } : { characters: first, operand };
  return { kind: 'trim', side, ...parts, span: ts.span(mark) };
}

function trimSide(ts: TokenStream): TrimCall['side'] {
  if (ts.atAhead(1, ',') || ts.atAhead(1, ')')) return null;
  if (ts.accept('LEADING')) return 'leading';
  if (ts.accept('TRAILING')) return 'trailing';
  return ts.accept('BOTH') ? 'both' : null;
}

function json(ts: TokenStream, mark: number, name: JsonConstructor['function']): Expression {
  ts.next();
  ts.expect('(');
  const entries: { key: Expression | null; value: Expression }[] = [];
  while (!ts.at(')') && jsonNull(ts, false) === null) {
    entries.push(ts.nested(() => jsonEntry(ts)));
    if (!ts.accept(',')) break;
  }
  const onNull = jsonNull(ts, true);
  ts.expect(')');
  return { kind: 'json_constructor', function: name, entries, onNull, span: ts.span(mark) };
}

function jsonEntry(ts: TokenStream): JsonConstructor['entries'][number] {
  const first = parseExpression(ts);
  return ts.accept(':') ? { key: first, value: parseExpression(ts) } : { key: null, value: first };
}

function jsonNull(ts: TokenStream, take: boolean): JsonConstructor['onNull'] {
  const found = ts.at('NULL', 'ON', 'NULL') ? 'null' : ts.at('ABSENT', 'ON', 'NULL') ? 'absent' : null;
  if (found !== null && take) ts.index += 3;
  return found;
}

function nextValue(ts: TokenStream): Expression {
  const mark = ts.mark();
  ts.expect('NEXT', 'VALUE', 'FOR');
  const sequence = parseObjectName(ts);
  const over = ts.at('OVER') ? parseOver(ts) : null;
  return { kind: 'next_value', sequence, over, span: ts.span(mark) };
}

/** `WHERE CURRENT OF [GLOBAL] cursor`. */
function currentOf(ts: TokenStream, mark: number): Expression {
  ts.expect('CURRENT', 'OF');
  const isGlobal = ts.at('GLOBAL') && ts.isName(1) && ts.accept('GLOBAL');
  const cursor = ts.isVariable() ? parseVariable(ts) : parseIdentifier(ts);
  return { kind: 'current_of', isGlobal, cursor, span: ts.span(mark) };
}

function niladic(ts: TokenStream, mark: number): Expression {
  const name = anyIdentifier(ts);
  return bareCall(ts, mark, { kind: 'object_name', parts: [name], span: name.span });
}

function pseudoColumn(ts: TokenStream, mark: number): Expression {
  return { kind: 'column', qualifier: [], name: anyIdentifier(ts), span: ts.span(mark) };
}
