import type { Variable } from '../../ast/expression.js';
import type { Identifier } from '../../ast/node.js';
import type { CursorDefinition, Declaration, Declare } from '../../ast/statement.js';
import { parseExpression, parseVariable } from '../expressions.js';
import { parseIdentifier } from '../names.js';
import { parseQuery } from '../queries.js';
import type { TokenStream } from '../token-stream.js';
import { parseTypeName } from '../types.js';
import { commaList } from './list.js';
import { parseTableElements } from './table.js';

/**
 * `DECLARE @a int = 1, @t TABLE (...), @c CURSOR` and `DECLARE c CURSOR FOR ...`.
 * Source: Microsoft Learn, "DECLARE @local_variable" and "DECLARE CURSOR (Transact-SQL)".
 */
export function parseDeclare(ts: TokenStream): Declare {
  const mark = ts.mark();
  ts.expect('DECLARE');
  return { kind: 'declare', items: commaList(ts, declaration), span: ts.span(mark) };
}

/** One of the comma list: a variable, a table variable, or a cursor. */
function declaration(ts: TokenStream): Declaration {
  const mark = ts.mark();
  if (!ts.isVariable()) return cursor(ts, mark, parseIdentifier(ts));
  const variable = parseVariable(ts);
  if (ts.at('CURSOR') || ts.at('SCROLL', 'CURSOR')) return cursor(ts, mark, variable);
  const { name } = variable;
  const hasAs = ts.accept('AS');
  if (ts.accept('TABLE'))
    return { kind: 'declare_table', name, hasAs, elements: parseTableElements(ts), span: ts.span(mark) };
  const type = parseTypeName(ts);
  const nullable = ts.accept('NOT', 'NULL') ? false : ts.accept('NULL') ? true : null;
  const value = ts.accept('=') ? parseExpression(ts) : null;
  return { kind: 'declare_variable', name, hasAs, type, nullable, value, span: ts.span(mark) };
}

/** `c CURSOR FOR ...`; a variable may be declared as a cursor without a query. */
function cursor(ts: TokenStream, mark: number, name: Identifier | Variable): Declaration {
  const bare =
    name.kind === 'variable' && ts.at('CURSOR') && !ts.atAhead(1, 'FOR') && !WORDS_AFTER.includes(ts.word(1));
  if (bare) ts.expect('CURSOR');
  return { kind: 'declare_cursor', name, definition: bare ? null : parseCursorDefinition(ts), span: ts.span(mark) };
}

/** ISO words, which stand before CURSOR. */
const WORDS_BEFORE = ['INSENSITIVE', 'SCROLL'];
/** Transact-SQL words, which stand behind it. Source: Microsoft Learn, "DECLARE CURSOR (Transact-SQL)". */
const WORDS_AFTER = [
  'LOCAL',
  'GLOBAL',
  'FORWARD_ONLY',
  'SCROLL',
  'STATIC',
  'KEYSET',
  'DYNAMIC',
  'FAST_FORWARD',
  'READ_ONLY',
  'SCROLL_LOCKS',
  'OPTIMISTIC',
  'TYPE_WARNING',
];

/**
 * `[INSENSITIVE] [SCROLL] CURSOR [LOCAL ...] FOR query [FOR READ ONLY | UPDATE [OF a, b]]`.
 *
 * The ISO and the Transact-SQL form are one rule: they exclude each other, but only the server needs to say so.
 */
export function parseCursorDefinition(ts: TokenStream): CursorDefinition {
  const mark = ts.mark();
  const wordsBefore = takeWords(ts, WORDS_BEFORE);
  ts.expect('CURSOR');
  const words = takeWords(ts, WORDS_AFTER);
  ts.expect('FOR');
  const query = parseQuery(ts);
  return { kind: 'cursor_definition', wordsBefore, words, query, forUpdate: updatability(ts), span: ts.span(mark) };
}

/** The allowed words that stand here, in their order. */
function takeWords(ts: TokenStream, allowed: readonly string[]): string[] {
  const words: string[] = [];
  for (let word = allowed.find((w) => ts.accept(w)); word !== undefined; word = allowed.find((w) => ts.accept(w)))
    words.push(word);
  return words;
}

/** `FOR READ ONLY` or `FOR UPDATE [OF a, b]`. */
function updatability(ts: TokenStream): CursorDefinition['forUpdate'] {
  if (ts.accept('FOR', 'READ', 'ONLY') || ts.accept('FOR', 'READ_ONLY')) return 'read_only';
  if (!ts.accept('FOR', 'UPDATE')) return null;
  return { columns: ts.accept('OF') ? commaList(ts, parseIdentifier) : [] };
}
