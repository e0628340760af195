import type {
  Block,
  Goto,
  If,
  Label,
  LoopControl,
  Print,
  RaiseError,
  Return,
  Statement,
  Throw,
  TryCatch,
  WaitFor,
  While,
} from '../../ast/statement.js';
import type { Expression } from '../../ast/expression.js';
import { parseCondition, parseExpression } from '../expressions.js';
import { parseIdentifier } from '../names.js';
import type { TokenStream } from '../token-stream.js';
import { commaList } from './list.js';
import { parseOptionList } from './option.js';
import { STATEMENT_STARTS } from './starts.js';
import { parseStatement, parseStatements } from './statement.js';

/** `BEGIN ... END` and `BEGIN ATOMIC WITH (...) ... END`. */
export function parseBlock(ts: TokenStream): Block {
  const mark = ts.mark();
  ts.expect('BEGIN');
  const atomic = ts.accept('ATOMIC', 'WITH') ? parseOptionList(ts) : null;
  const statements = parseStatements(ts, 'END');
  ts.expect('END');
  return { kind: 'block', atomic, statements, span: ts.span(mark) };
}

/**
 * `BEGIN TRY ... END TRY BEGIN CATCH ... END CATCH`; nothing may stand between the two.
 * Source: Microsoft Learn, "TRY...CATCH (Transact-SQL)".
 */
export function parseTryCatch(ts: TokenStream): TryCatch {
  const mark = ts.mark();
  ts.expect('BEGIN', 'TRY');
  const tryBody = parseStatements(ts, 'END');
  ts.expect('END', 'TRY');
  ts.accept(';');
  ts.expect('BEGIN', 'CATCH');
  const catchBody = parseStatements(ts, 'END');
  ts.expect('END', 'CATCH');
  return { kind: 'try_catch', tryBody, catchBody, span: ts.span(mark) };
}

/**
 * `IF condition statement [ELSE statement]`.
 *
 * A semicolon behind the first statement does not end the whole: ELSE may follow it. Chains of ELSE IF nest, and each
 * costs one level of the depth that the stream allows.
 */
export function parseIf(ts: TokenStream): If {
  const mark = ts.mark();
  ts.expect('IF');
  const condition = parseCondition(ts);
  const then = parseStatement(ts);
  if (ts.at(';', 'ELSE')) ts.expect(';');
  const otherwise = ts.accept('ELSE') ? parseStatement(ts) : null;
  return { kind: 'if', condition, then, otherwise, span: ts.span(mark) };
}

/** `WHILE condition statement`. */
export function parseWhile(ts: TokenStream): While {
  const mark = ts.mark();
  ts.expect('WHILE');
  const condition = parseCondition(ts);
  return { kind: 'while', condition, body: parseStatement(ts), span: ts.span(mark) };
}

/**
 * `RETURN [value]`.
 *
 * Nothing ends a statement in T-SQL, so a value is what follows unless a word that starts a statement does:
 * `RETURN SELECT 1` is two statements, `RETURN (SELECT 1)` is one.
 */
export function parseReturn(ts: TokenStream): Return {
  const mark = ts.mark();
  ts.expect('RETURN');
  return { kind: 'return', value: atValue(ts) ? parseExpression(ts) : null, span: ts.span(mark) };
}

/** Does an expression, and not the next statement, stand here? */
function atValue(ts: TokenStream): boolean {
  return !ts.end && !ts.at(';') && !ts.at(')') && !STATEMENT_STARTS.has(ts.word()) && !ts.atLabel();
}

/** `PRINT value`. */
export function parsePrint(ts: TokenStream): Print {
  const mark = ts.mark();
  ts.expect('PRINT');
  return { kind: 'print', value: parseExpression(ts), span: ts.span(mark) };
}

/**
 * `RAISERROR (message, severity, state, ...) WITH NOWAIT`, and the old `RAISERROR 50001 'text'`, which newer servers
 * refuse and old scripts are full of. Source: Microsoft Learn, "RAISERROR (Transact-SQL)".
 */
export function parseRaiseError(ts: TokenStream): RaiseError {
  const mark = ts.mark();
  ts.expect('RAISERROR');
  const parenthesised = ts.accept('(');
  const args = parenthesised ? commaList(ts, parseExpression) : oldArguments(ts);
  if (parenthesised) ts.expect(')');
  const options = ts.accept('WITH') ? commaList(ts, (inner) => inner.next().text) : [];
  return { kind: 'raiserror', parenthesised, args, options, span: ts.span(mark) };
}

/** `50001 'text'`: values with nothing between them. */
function oldArguments(ts: TokenStream): Expression[] {
  const args = [parseExpression(ts)];
  while (atValue(ts)) args.push(parseExpression(ts));
  return args;
}

/** `THROW [number, message, state]`. */
export function parseThrow(ts: TokenStream): Throw {
  const mark = ts.mark();
  ts.expect('THROW');
  return { kind: 'throw', args: atValue(ts) ? commaList(ts, parseExpression) : [], span: ts.span(mark) };
}

/** `WAITFOR DELAY x`, `WAITFOR TIME x`, `WAITFOR (statement), TIMEOUT x`. */
export function parseWaitFor(ts: TokenStream): WaitFor {
  const mark = ts.mark();
  ts.expect('WAITFOR');
  const form = ts.accept('DELAY') ? 'delay' : ts.accept('TIME') ? 'time' : 'statement';
  if (form !== 'statement')
    return { kind: 'waitfor', form, value: parseExpression(ts), statement: null, timeout: null, span: ts.span(mark) };
  ts.expect('(');
  const statement: Statement = parseStatement(ts);
  ts.expect(')');
  const timeout = ts.accept(',', 'TIMEOUT') ? parseExpression(ts) : null;
  return { kind: 'waitfor', form, value: null, statement, timeout, span: ts.span(mark) };
}

/** `GOTO label`. */
export function parseGoto(ts: TokenStream): Goto {
  const mark = ts.mark();
  ts.expect('GOTO');
  return { kind: 'goto', label: parseIdentifier(ts), span: ts.span(mark) };
}

/** `label:`. */
export function parseLabel(ts: TokenStream): Label {
  const mark = ts.mark();
  const label = parseIdentifier(ts);
  ts.expect(':');
  return { kind: 'label', label, span: ts.span(mark) };
}

/** `BREAK` and `CONTINUE`. */
export function parseLoopControl(ts: TokenStream): LoopControl {
  const mark = ts.mark();
  const word = ts.accept('BREAK') ? 'break' : 'continue';
  if (word === 'continue') ts.expect('CONTINUE');
  return { kind: 'loop_control', word, span: ts.span(mark) };
}
