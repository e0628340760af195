import type { Unsupported } from '../../ast/node.js';
import type { EmptyStatement, Statement } from '../../ast/statement.js';
import { ParseFailure, type TokenStream } from '../token-stream.js';
import {
  parseBlock,
  parseGoto,
  parseIf,
  parseLabel,
  parseLoopControl,
  parsePrint,
  parseRaiseError,
  parseReturn,
  parseThrow,
  parseTryCatch,
  parseWaitFor,
  parseWhile,
} from './control-flow.js';
import { parseAlter, parseCreate } from './create.js';
import { parseCursorStatement } from './cursor.js';
import { parseDeclare } from './declare.js';
import { parseDml, parseSelectStatement, parseTruncate, parseWithStatement } from './dml.js';
import { atDropObjects, parseDrop } from './drop.js';
import { parseExecute } from './execute.js';
import { recover } from './recovery.js';
import { atServerStatement, parseServerStatement } from './server.js';
import { parseSet, parseUse } from './set.js';
import { STATEMENT_STARTS } from './starts.js';
import { parseBulkInsert, parseTransaction } from './transaction.js';
import { parseEnableTrigger } from './trigger.js';

type StatementParser = (ts: TokenStream) => Statement | null;

/** First word of a statement to what parses it; null hands over to the server statements. */
const PARSERS: Readonly<Record<string, StatementParser>> = {
  ALTER: parseAlter,
  BEGIN: begin,
  BREAK: parseLoopControl,
  BULK: parseBulkInsert,
  CLOSE: parseCursorStatement,
  COMMIT: parseTransaction,
  CONTINUE: parseLoopControl,
  CREATE: parseCreate,
  DEALLOCATE: parseCursorStatement,
  DECLARE: parseDeclare,
  DELETE: parseDml,
  DISABLE: parseEnableTrigger,
  DROP: (ts) => (atDropObjects(ts) ? parseDrop(ts) : parseServerStatement(ts)),
  ENABLE: parseEnableTrigger,
  EXEC: parseExecute,
  EXECUTE: parseExecute,
  FETCH: parseCursorStatement,
  GOTO: parseGoto,
  IF: parseIf,
  INSERT: parseDml,
  MERGE: parseDml,
  OPEN: parseCursorStatement,
  PRINT: parsePrint,
  RAISERROR: parseRaiseError,
  RETURN: parseReturn,
  ROLLBACK: parseTransaction,
  SAVE: parseTransaction,
  SELECT: parseSelectStatement,
  SET: parseSet,
  THROW: parseThrow,
  TRUNCATE: parseTruncate,
  UPDATE: parseDml,
  USE: parseUse,
  WAITFOR: parseWaitFor,
  WHILE: parseWhile,
  WITH: parseWithStatement,
};

/** Statements up to the end of the batch, or up to the word `until`, which stays at the cursor. */
export function parseStatements(ts: TokenStream, until?: 'END'): Statement[] {
  const statements: Statement[] = [];
  while (!ts.end && !(until !== undefined && atBlockEnd(ts))) {
    if (!ts.accept(';')) statements.push(parseStatement(ts));
  }
  return statements;
}

/** The END of a block; END CONVERSATION is a statement. */
function atBlockEnd(ts: TokenStream): boolean {
  return ts.at('END') && !ts.at('END', 'CONVERSATION');
}

/**
 * The statement at the cursor. What the grammar does not know becomes an `Unsupported` node up to the next statement;
 * at least one token is always consumed, so every caller's loop ends.
 */
export function parseStatement(ts: TokenStream): Statement {
  const start = ts.index;
  const mark = ts.mark();
  try {
    return ts.nested(() => wholeStatement(ts));
  } catch (error) {
    if (!(error instanceof ParseFailure)) throw error;
    return unsupported(ts, start, mark, error);
  }
}

/** A statement counts only when nothing it did not understand follows. */
function wholeStatement(ts: TokenStream): Statement {
  const statement = oneStatement(ts);
  if (!atBoundary(ts)) ts.fail('the end of the statement');
  return statement;
}

/** Server statements first: they share their first words with others (EXECUTE AS, UPDATE STATISTICS). */
function oneStatement(ts: TokenStream): Statement {
  if (ts.at(';')) return empty(ts);
  if (ts.at('(')) return parseSelectStatement(ts);
  if (atServerStatement(ts)) return parseServerStatement(ts);
  if (ts.atLabel()) return parseLabel(ts);
  const parsed = PARSERS[ts.word()]?.(ts);
  if (parsed) return parsed;
  // The first statement of a batch may call a procedure without EXEC.
  return ts.atBatchStart() && (ts.isName() || ts.at('.')) ? parseExecute(ts) : ts.fail('a statement');
}

/** A semicolon where a statement must stand: `IF x ;`. */
function empty(ts: TokenStream): EmptyStatement {
  const mark = ts.mark();
  ts.expect(';');
  return { kind: 'empty', span: ts.span(mark) };
}

/** BEGIN opens a TRY, a transaction or a block. */
function begin(ts: TokenStream): Statement {
  if (ts.at('BEGIN', 'TRY')) return parseTryCatch(ts);
  const isTransaction = ['TRAN', 'TRANSACTION', 'DISTRIBUTED'].some((word) => ts.at('BEGIN', word));
  return isTransaction ? parseTransaction(ts) : parseBlock(ts);
}

/** May a statement end here? What stands behind it must not be a clause that was not understood. */
function atBoundary(ts: TokenStream): boolean {
  return (
    ts.end ||
    ts.at(';') ||
    ts.at(')') ||
    ts.at('(') ||
    STATEMENT_STARTS.has(ts.word()) ||
    ts.atLabel() ||
    atServerStatement(ts)
  );
}

/** The statement's text as a node, with a diagnostic that says what was expected where. */
function unsupported(ts: TokenStream, start: number, mark: number, failure: ParseFailure): Unsupported {
  recover(ts, start);
  const span = ts.span(mark);
  // The place a person looks at is where parsing stopped, not where the statement starts.
  ts.report(failure.code, failure.message, { start: Math.min(failure.offset, span.end), end: span.end });
  return { kind: 'unsupported', code: failure.code, message: failure.message, text: ts.slice(span), span };
}
