import type { BulkInsert, TransactionStatement } from '../../ast/statement.js';
import { parseExpression, parseVariable } from '../expressions.js';
import { parseIdentifier, parseObjectName } from '../names.js';
import type { TokenStream } from '../token-stream.js';
import { parseBareOptions, parseOptionList } from './option.js';
import { STATEMENT_STARTS } from './starts.js';

/** First words to action, longest first. */
const ACTIONS: readonly (readonly [readonly string[], TransactionStatement['action']])[] = [
  [['BEGIN', 'DISTRIBUTED'], 'begin_distributed'],
  [['BEGIN'], 'begin'],
  [['COMMIT'], 'commit'],
  [['ROLLBACK'], 'rollback'],
  [['SAVE'], 'save'],
];

/** The second word, which the tree keeps as written. */
const WORDS = { TRANSACTION: 'transaction', TRAN: 'tran', WORK: 'work' } as const;

/**
 * BEGIN, COMMIT, ROLLBACK and SAVE TRANSACTION. A name follows only the word TRANSACTION, so that `ROLLBACK` before
 * a label or a procedure call keeps to itself. Source: Microsoft Learn, "Transactions (Transact-SQL)".
 */
export function parseTransaction(ts: TokenStream): TransactionStatement {
  const mark = ts.mark();
  const action = ACTIONS.find(([words]) => ts.accept(...words))?.[1] ?? ts.fail('a transaction statement');
  const word = Object.entries(WORDS).find(([candidate]) => ts.accept(candidate))?.[1] ?? null;
  const name = word === null || word === 'work' ? null : transactionName(ts);
  const options = ts.at('WITH', 'MARK') || ts.at('WITH', '(') ? withOptions(ts) : [];
  return { kind: 'transaction', action, word, name, options, span: ts.span(mark) };
}

/** A name or a variable with one; a word that starts a statement is none. */
function transactionName(ts: TokenStream): TransactionStatement['name'] {
  if (ts.isVariable()) return parseVariable(ts);
  return ts.isName() && !STATEMENT_STARTS.has(ts.word()) && !ts.atLabel() ? parseIdentifier(ts) : null;
}

/** `WITH MARK 'text'`, `WITH (DELAYED_DURABILITY = ON)`. */
function withOptions(ts: TokenStream): TransactionStatement['options'] {
  ts.expect('WITH');
  return parseBareOptions(ts, STATEMENT_STARTS);
}

/**
 * `BULK INSERT t FROM 'file' WITH (...)`: its options say how the rows of a data file are cut.
 * Source: Microsoft Learn, "BULK INSERT (Transact-SQL)".
 */
export function parseBulkInsert(ts: TokenStream): BulkInsert {
  const mark = ts.mark();
  ts.expect('BULK', 'INSERT');
  const table = parseObjectName(ts);
  ts.expect('FROM');
  const from = ts.isName() ? parseIdentifier(ts) : parseExpression(ts);
  const options = ts.accept('WITH') ? parseOptionList(ts) : [];
  return { kind: 'bulk_insert', table, from, options, span: ts.span(mark) };
}
