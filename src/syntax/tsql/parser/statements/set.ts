import type { Expression } from '../../ast/expression.js';
import type { Hint } from '../../ast/query.js';
import type { SetStatement, UseStatement } from '../../ast/statement.js';
import { parseExpression, parsePrimary, parseVariable } from '../expressions.js';
import { parseIdentifier, parseObjectName } from '../names.js';
import type { TokenStream } from '../token-stream.js';
import { acceptAssignmentOperator } from './assignment.js';
import { parseCursorDefinition } from './declare.js';
import { commaList } from './list.js';

type Form = SetStatement['form'];

/**
 * Every SET statement: of a variable, which is data, and of an option, which changes how the rest is understood
 * (ANSI_NULLS, DATEFIRST, LANGUAGE). Source: Microsoft Learn, "SET Statements (Transact-SQL)".
 */
export function parseSet(ts: TokenStream): SetStatement {
  const mark = ts.mark();
  ts.expect('SET');
  return { kind: 'set', form: ts.isVariable() ? variableForm(ts) : optionForm(ts), span: ts.span(mark) };
}

/** `SET @v = x`, `SET @v += x`, `SET @c = CURSOR ...`, `SET @x.modify(...)`. */
function variableForm(ts: TokenStream): Form {
  if (ts.atAhead(1, '=') && (ts.atAhead(2, 'CURSOR') || ts.atAhead(3, 'CURSOR'))) {
    const target = parseVariable(ts);
    ts.expect('=');
    return { type: 'cursor', target, cursor: parseCursorDefinition(ts) };
  }
  const target = parsePrimary(ts);
  const operator = acceptAssignmentOperator(ts);
  if (operator === null) return { type: 'method', call: target };
  return { type: 'variable', target, operator, value: parseExpression(ts) };
}

/** Settings of the session. */
function optionForm(ts: TokenStream): Form {
  if (ts.accept('IDENTITY_INSERT'))
    return { type: 'identity_insert', table: parseObjectName(ts), on: onOff(ts) ?? ts.fail('ON or OFF') };
  if (ts.accept('TRANSACTION', 'ISOLATION', 'LEVEL'))
    return { type: 'transaction_isolation', level: isolationLevel(ts) };
  const options = commaList(ts, optionName);
  const value = optionValue(ts);
  // `SET LANGUAGE x, DATEFORMAT dmy`: a value for each.
  while (value.length === options.length && ts.accept(',')) {
    options.push(optionName(ts));
    value.push(...optionValue(ts));
  }
  const on = onOff(ts);
  // This setting is applied while the text is parsed, wherever it stands.
  if (on !== null && options.includes('QUOTED_IDENTIFIER')) ts.quotedIdentifier = on;
  return { type: 'option', options, value, on };
}

/** Source: Microsoft Learn, "SET TRANSACTION ISOLATION LEVEL". */
const LEVELS: readonly (readonly string[])[] = [
  ['READ', 'UNCOMMITTED'],
  ['READ', 'COMMITTED'],
  ['REPEATABLE', 'READ'],
  ['SNAPSHOT'],
  ['SERIALIZABLE'],
];

/** The words of the level, with single blanks. */
function isolationLevel(ts: TokenStream): string {
  const level = LEVELS.find((words) => ts.accept(...words)) ?? ts.fail('an isolation level');
  return level.join(' ');
}

/** `NOCOUNT`, `STATISTICS IO`, `DATEFIRST`, ... */
function optionName(ts: TokenStream): string {
  const word = ts.next().text.toUpperCase();
  const second = TWO_WORDS[word]?.find((candidate) => ts.accept(candidate));
  return second === undefined ? word : `${word} ${second}`;
}

/** Options whose name has a second word. */
const TWO_WORDS: Readonly<Record<string, readonly string[]>> = {
  STATISTICS: ['IO', 'TIME', 'XML', 'PROFILE'],
  OFFSETS: ['SELECT', 'FROM', 'ORDER', 'TABLE', 'PROCEDURE', 'STATEMENT', 'PARAM', 'EXECUTE', 'COMPUTE'],
};

/** No value stands before ON and OFF. */
function optionValue(ts: TokenStream): (Expression | Hint)[] {
  if (ts.at('ON') || ts.at('OFF') || ts.end || ts.at(';')) return [];
  return [parseExpression(ts)];
}

/** Null when neither stands here. */
function onOff(ts: TokenStream): boolean | null {
  if (ts.accept('ON')) return true;
  return ts.accept('OFF') ? false : null;
}

/** `USE database`. */
export function parseUse(ts: TokenStream): UseStatement {
  const mark = ts.mark();
  ts.expect('USE');
  return { kind: 'use', database: parseIdentifier(ts), span: ts.span(mark) };
}
