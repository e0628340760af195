import type { DerivedTable, NamedTable, TableSource, TableVariable, ValuesTable } from '../ast/query.js';
import type { Expression } from '../ast/expression.js';
import { atOldHint, parseTableAlias } from './aliases.js';
import { parseExpression, parsePrimary, parseVariable } from './expressions.js';
import { atPlaceholder, parseObjectName } from './names.js';
import { continueQuery, parseQuery } from './queries.js';
import { parseOpenFunction } from './open-functions.js';
import { parseDml } from './statements/dml.js';
import { commaList, parenthesisedList } from './statements/list.js';
import { parseOptionList } from './statements/option.js';
import { joined, parseTableSource } from './table-sources.js';
import { parseSample, parseTemporal } from './table-clauses.js';
import type { TokenStream } from './token-stream.js';

const DML_WORDS: ReadonlySet<string> = new Set(['INSERT', 'UPDATE', 'DELETE', 'MERGE']);

/** One table of a FROM clause, without what is joined to it. */
export function parseTable(ts: TokenStream): TableSource {
  const mark = ts.mark();
  if (ts.at('(')) return ts.nested(() => parseParenthesised(ts, mark));
  if (ts.at('{', 'OJ')) return odbcJoin(ts, mark);
  const open = parseOpenFunction(ts);
  if (open !== null) return open;
  if (ts.at('::')) return tableFunction(ts, mark);
  if (ts.isVariable() && ts.atAhead(1, '.') && ts.atAhead(3, '(')) return tableFunction(ts, mark);
  return ts.isVariable() && !atPlaceholder(ts) ? tableVariable(ts, mark) : namedTable(ts, mark);
}

/** A table by name, or a function when arguments follow the name. */
function namedTable(ts: TokenStream, mark: number): TableSource {
  const start = ts.index;
  const callable = ts.isName() || ts.at('.') || ts.isVariable();
  const name = callable ? parseObjectName(ts) : null;
  if (name === null || ts.at('.') || (ts.at('(') && !atOldHint(ts))) {
    ts.index = start;
    return tableFunction(ts, mark);
  }
  const temporal = parseTemporal(ts);
  const early = tableHints(ts);
  const hintsFirst = early.hints.length > 0;
  const alias = parseTableAlias(ts);
  const sample = parseSample(ts);
  const hints = hintsFirst ? early : tableHints(ts);
  return { kind: 'named_table', name, alias, temporal, sample, ...hints, hintsFirst, span: ts.span(mark) };
}

/** `WITH (NOLOCK)`, or `(NOLOCK)` as of old. */
export function tableHints(ts: TokenStream): Pick<NamedTable, 'hints' | 'hintsWith'> {
  if (ts.at('WITH', '(')) {
    ts.expect('WITH');
    return { hints: parseOptionList(ts), hintsWith: true };
  }
  return { hints: atOldHint(ts) ? parseOptionList(ts) : [], hintsWith: false };
}

function tableVariable(ts: TokenStream, mark: number): TableVariable {
  const variable = parseVariable(ts);
  const alias = parseTableAlias(ts);
  return { kind: 'table_variable', variable, alias, hints: tableHints(ts).hints, span: ts.span(mark) };
}

function tableFunction(ts: TokenStream, mark: number): TableSource {
  const oldSystem = ts.accept('::');
  const call = parsePrimary(ts);
  if (call.kind !== 'call' && call.kind !== 'method') return ts.fail('a table');
  const alias = parseTableAlias(ts);
  const hints = ts.at('WITH', '(') ? tableHints(ts).hints : [];
  return { kind: 'table_function', oldSystem, call, alias, hints, span: ts.span(mark) };
}

/** `( ... )` in FROM: a query, rows, a data change, or joined tables. */
function parseParenthesised(ts: TokenStream, mark: number): TableSource {
  ts.expect('(');
  if (ts.at('SELECT') || ts.at('WITH')) return derived(ts, mark, parseQuery(ts));
  if (ts.accept('VALUES')) return valuesTable(ts, mark);
  if (DML_WORDS.has(ts.word())) return dmlTable(ts, mark);
  const innerMark = ts.mark();
  const table = parseTable(ts);
  const query = table.kind === 'derived_table' && table.alias === null && !ts.at('JOIN') ? asQuery(ts, table) : null;
  if (query !== null) return derived(ts, mark, query);
  const inner = joined(ts, innerMark, table);
  ts.expect(')');
  return { kind: 'parenthesised_table', table: inner, span: ts.span(mark) };
}

/** `((SELECT ...) UNION ...)`: a derived table without an alias was the first term of a query. */
function asQuery(ts: TokenStream, { query, span }: DerivedTable): DerivedTable['query'] {
  return continueQuery(ts, { kind: 'subquery', query, span });
}

function derived(ts: TokenStream, mark: number, query: DerivedTable['query']): DerivedTable {
  ts.expect(')');
  return { kind: 'derived_table', query, alias: parseTableAlias(ts), span: ts.span(mark) };
}

function valuesTable(ts: TokenStream, mark: number): ValuesTable {
  const rows: Expression[][] = commaList(ts, () => parenthesisedList(ts, parseExpression));
  ts.expect(')');
  return { kind: 'values_table', rows, alias: parseTableAlias(ts), span: ts.span(mark) };
}

function dmlTable(ts: TokenStream, mark: number): TableSource {
  const statement = parseDml(ts) ?? ts.fail('a data change');
  ts.expect(')');
  return { kind: 'dml_table', statement, alias: parseTableAlias(ts), span: ts.span(mark) };
}

/** `{ oj a LEFT JOIN b ON ... }`. Source: Microsoft Learn, "Outer Joins" (ODBC). */
function odbcJoin(ts: TokenStream, mark: number): TableSource {
  ts.expect('{', 'OJ');
  const table = ts.nested(() => parseTableSource(ts));
  ts.expect('}');
  return { kind: 'odbc_join', table, span: ts.span(mark) };
}
