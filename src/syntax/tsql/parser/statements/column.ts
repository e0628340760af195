import type { ColumnDefinition, ColumnOption, InlineIndex } from '../../ast/definition.js';
import type { Expression } from '../../ast/expression.js';
import type { Hint } from '../../ast/query.js';
import { parseCondition, parseExpression } from '../expressions.js';
import { parseIdentifier } from '../names.js';
import type { TokenStream } from '../token-stream.js';
import { parseTypeName } from '../types.js';
import { atConstraint, constraintName, parseConstraint } from './constraint.js';
import { optionalList } from './list.js';
import { parseOptionList } from './option.js';
import { parseIndexColumn, parseStorageOptions } from './storage.js';

/**
 * `name type options`, or `name AS expression [PERSISTED] options` for a computed column.
 *
 * Options may stand in any order and are kept in theirs. Source: Microsoft Learn, "CREATE TABLE (Transact-SQL)",
 * column_definition and computed_column_definition.
 */
export function parseColumn(ts: TokenStream): ColumnDefinition {
  const mark = ts.mark();
  const name = parseIdentifier(ts);
  if (ts.accept('AS')) {
    const expression = parseExpression(ts);
    const computed = { expression, persisted: ts.accept('PERSISTED') };
    return { kind: 'column_definition', name, type: null, computed, options: columnOptions(ts), span: ts.span(mark) };
  }
  // A column called timestamp may do without its type, which is then the same word.
  const type = name.value.toLowerCase() === 'timestamp' && !ts.isName() ? null : parseTypeName(ts);
  return { kind: 'column_definition', name, type, computed: null, options: columnOptions(ts), span: ts.span(mark) };
}

/** Zero or more options of a column, in source order. */
export function columnOptions(ts: TokenStream): ColumnOption[] {
  const options: ColumnOption[] = [];
  for (let option = columnOption(ts); option !== null; option = columnOption(ts)) options.push(option);
  return options;
}

/** The option at the cursor, or null where the column ends. */
function columnOption(ts: TokenStream): ColumnOption | null {
  const simple = SIMPLE_OPTIONS[ts.word()];
  if (simple !== undefined) return simple(ts);
  if (atWordOption(ts)) return wordOption(ts);
  return atConstraint(ts) ? namedOption(ts) : null;
}

/** Options known by their first word alone. */
const SIMPLE_OPTIONS: Readonly<Record<string, (ts: TokenStream) => ColumnOption | null>> = {
  NULL: nullability,
  NOT: (ts) => (ts.at('NOT', 'NULL') ? nullability(ts) : ts.at('NOT', 'FOR', 'REPLICATION') ? wordOption(ts) : null),
  IDENTITY: identity,
  COLLATE: collate,
  INDEX: columnIndex,
};

/** `NULL` or `NOT NULL`. */
function nullability(ts: TokenStream): Extract<ColumnOption, { kind: 'column_null' }> {
  const mark = ts.mark();
  const nullable = !ts.accept('NOT');
  ts.expect('NULL');
  return { kind: 'column_null', nullable, span: ts.span(mark) };
}

/** `IDENTITY [(seed, increment)] [NOT FOR REPLICATION]`. */
function identity(ts: TokenStream): ColumnOption {
  const mark = ts.mark();
  ts.expect('IDENTITY');
  const [seed = null, increment = null] = optionalList<Expression>(ts, parseExpression);
  const notForReplication = ts.accept('NOT', 'FOR', 'REPLICATION');
  return { kind: 'column_identity', seed, increment, notForReplication, span: ts.span(mark) };
}

/** `COLLATE name`. */
function collate(ts: TokenStream): ColumnOption {
  const mark = ts.mark();
  ts.expect('COLLATE');
  return { kind: 'column_collate', collation: parseIdentifier(ts), span: ts.span(mark) };
}

/** An index written on its column. */
function columnIndex(ts: TokenStream): ColumnOption {
  const mark = ts.mark();
  return { kind: 'column_index', index: parseInlineIndex(ts), span: ts.span(mark) };
}

/** `DEFAULT` on a column is an option of its own; every other named thing is a constraint. */
function namedOption(ts: TokenStream): ColumnOption {
  const mark = ts.mark();
  const name = constraintName(ts);
  if (ts.at('NULL') || ts.at('NOT', 'NULL')) return { ...nullability(ts), name, span: ts.span(mark) };
  if (!ts.accept('DEFAULT')) {
    return { kind: 'column_constraint', constraint: parseConstraint(ts, true, name, mark), span: ts.span(mark) };
  }
  const value = parseExpression(ts);
  return { kind: 'column_default', name, value, withValues: ts.accept('WITH', 'VALUES'), span: ts.span(mark) };
}

/** Options that are words, some with a list behind them. Source: Microsoft Learn, "CREATE TABLE", column options. */
const WORD_OPTIONS: readonly (readonly string[])[] = [
  ['ROWGUIDCOL'],
  ['SPARSE'],
  ['FILESTREAM'],
  ['HIDDEN'],
  ['PERSISTED'],
  ['COLUMN_SET', 'FOR', 'ALL_SPARSE_COLUMNS'],
  ['NOT', 'FOR', 'REPLICATION'],
  ['GENERATED', 'ALWAYS', 'AS', 'ROW', 'START'],
  ['GENERATED', 'ALWAYS', 'AS', 'ROW', 'END'],
  ['GENERATED', 'ALWAYS', 'AS', 'SUSER_SID', 'START'],
  ['GENERATED', 'ALWAYS', 'AS', 'SUSER_SID', 'END'],
  ['GENERATED', 'ALWAYS', 'AS', 'SUSER_SNAME', 'START'],
  ['GENERATED', 'ALWAYS', 'AS', 'SUSER_SNAME', 'END'],
  ['GENERATED', 'ALWAYS', 'AS', 'TRANSACTION_ID', 'START'],
  ['GENERATED', 'ALWAYS', 'AS', 'TRANSACTION_ID', 'END'],
  ['GENERATED', 'ALWAYS', 'AS', 'SEQUENCE_NUMBER', 'START'],
  ['GENERATED', 'ALWAYS', 'AS', 'SEQUENCE_NUMBER', 'END'],
  ['MASKED', 'WITH'],
  ['ENCRYPTED', 'WITH'],
];

function atWordOption(ts: TokenStream): boolean {
  return WORD_OPTIONS.some((words) => ts.at(...words));
}

/** The words of the option, with the list behind those that end in WITH. */
function wordOption(ts: TokenStream): ColumnOption {
  const mark = ts.mark();
  const words = WORD_OPTIONS.find((candidate) => ts.accept(...candidate)) ?? ts.fail('a column option');
  const parenthesised = words.at(-1) === 'WITH';
  const args = parenthesised ? parseOptionList(ts) : [];
  const hint: Hint = { kind: 'hint', words, equals: false, args, parenthesised, span: ts.span(mark) };
  return { kind: 'column_word', hint, span: ts.span(mark) };
}

/** Words between the name of an inline index and its columns. */
const INDEX_WORDS = ['UNIQUE', 'CLUSTERED', 'NONCLUSTERED', 'COLUMNSTORE', 'HASH'];

/**
 * `INDEX name [UNIQUE] [CLUSTERED] [COLUMNSTORE | HASH] (columns) INCLUDE (...) WHERE ... options` inside a table;
 * written on a column it has no column list.
 */
export function parseInlineIndex(ts: TokenStream): InlineIndex {
  const mark = ts.mark();
  ts.expect('INDEX');
  const name = parseIdentifier(ts);
  const words: string[] = [];
  for (
    let word = INDEX_WORDS.find((w) => ts.accept(w));
    word !== undefined;
    word = INDEX_WORDS.find((w) => ts.accept(w))
  )
    words.push(word);
  const columns = optionalList(ts, parseIndexColumn);
  const include = ts.accept('INCLUDE') ? optionalList(ts, parseIdentifier) : [];
  const where = ts.accept('WHERE') ? parseCondition(ts) : null;
  return {
    kind: 'inline_index',
    name,
    words,
    columns,
    include,
    where,
    options: parseStorageOptions(ts),
    span: ts.span(mark),
  };
}
