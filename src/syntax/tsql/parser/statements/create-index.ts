import type { CreateIndex } from '../../ast/definition.js';
import type { Hint } from '../../ast/query.js';
import { parseCondition } from '../expressions.js';
import { parseIdentifier, parseObjectName } from '../names.js';
import type { TokenStream } from '../token-stream.js';
import { optionalList } from './list.js';
import { parseBareOptions, parseLeadingOption } from './option.js';
import { STATEMENT_STARTS } from './starts.js';
import { parseIndexColumn, parseIndexOptions } from './storage.js';

type IndexParts = Pick<CreateIndex, 'words' | 'type' | 'name'>;

/**
 * CREATE INDEX of every sort and CREATE STATISTICS. `words` are those between CREATE and INDEX, already taken.
 *
 * A dbt project carries no indexes over, but unique ones say which columns identify a row.
 * Source: Microsoft Learn, "CREATE INDEX", "CREATE XML INDEX", "CREATE FULLTEXT INDEX", "CREATE STATISTICS".
 */
export function parseCreateIndex(ts: TokenStream, mark: number, words: readonly string[]): CreateIndex {
  return ts.accept('STATISTICS') ? statistics(ts, mark) : index(ts, mark, words);
}

/** `INDEX name ON t (columns) [INCLUDE (...)] [clauses] [WHERE ...] [WITH ...] [ON place]`; a full-text index has no name. */
function index(ts: TokenStream, mark: number, words: readonly string[]): CreateIndex {
  ts.expect('INDEX');
  const fulltext = words.includes('FULLTEXT');
  const name = fulltext ? null : parseIdentifier(ts);
  const parts: IndexParts = fulltext
    ? { words: words.filter((word) => word !== 'FULLTEXT'), type: 'fulltext_index', name }
    : { words, type: 'index', name };
  ts.expect('ON');
  const table = parseObjectName(ts);
  const columns = fulltext ? [] : optionalList(ts, parseIndexColumn);
  const include = ts.accept('INCLUDE') ? optionalList(ts, parseIdentifier) : [];
  const clauses = fulltext ? fulltextClauses(ts) : indexClauses(ts);
  const where = ts.accept('WHERE') ? parseCondition(ts) : null;
  const options = fulltext ? [] : parseIndexOptions(ts);
  return { kind: 'create_index', ...parts, table, columns, include, where, clauses, options, span: ts.span(mark) };
}

/** `USING XML INDEX x FOR PATH`, `ORDER (a)` of columnstore, `FOR (paths)` of selective XML indexes. */
const CLAUSE_STARTS = ['USING', 'ORDER', 'FOR'];
/** Where such a clause ends. */
const CLAUSE_STOPS: ReadonlySet<string> = new Set(['ON', 'WHERE', 'FOR', ...STATEMENT_STARTS]);

/** What stands between the columns and the options. */
function indexClauses(ts: TokenStream): Hint[] {
  const clauses: Hint[] = [];
  while (ts.at('WITH', 'XMLNAMESPACES') || CLAUSE_STARTS.some((word) => ts.at(word))) {
    clauses.push(parseLeadingOption(ts, CLAUSE_STOPS));
  }
  return clauses;
}

/** `(a LANGUAGE 1033, ...) KEY INDEX pk ON catalog WITH ...`: options without meaning for rows, kept in order. */
function fulltextClauses(ts: TokenStream): Hint[] {
  const stops = new Set([...STATEMENT_STARTS].filter((word) => word !== 'WITH' && word !== 'SET'));
  return parseBareOptions(ts, stops);
}

/** `STATISTICS name ON t (columns) [WHERE ...] [WITH ...]`. */
function statistics(ts: TokenStream, mark: number): CreateIndex {
  const name = parseIdentifier(ts);
  ts.expect('ON');
  const table = parseObjectName(ts);
  const columns = optionalList(ts, parseIndexColumn);
  const where = ts.accept('WHERE') ? parseCondition(ts) : null;
  const clauses = ts.accept('WITH') ? statisticsOptions(ts) : [];
  return {
    kind: 'create_index',
    words: [],
    type: 'statistics',
    name,
    table,
    columns,
    include: [],
    where,
    clauses,
    options: [],
    span: ts.span(mark),
  };
}

/** `WITH FULLSCAN, NORECOMPUTE` as one hint with its options as arguments. */
function statisticsOptions(ts: TokenStream): Hint[] {
  const mark = ts.mark();
  const args = parseBareOptions(ts, STATEMENT_STARTS);
  return [{ kind: 'hint', words: ['WITH'], equals: false, args, parenthesised: false, span: ts.span(mark) }];
}
