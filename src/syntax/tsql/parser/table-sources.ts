import type { Apply, Join, Pivot, TableSource, Unpivot } from '../ast/query.js';
import { parseTableAlias } from './aliases.js';
import { parseCondition, parseExpression, parsePrimary } from './expressions.js';
import { parseIdentifier } from './names.js';
import { commaList, parenthesisedList } from './statements/list.js';
import { parseTable } from './tables.js';
import type { TokenStream } from './token-stream.js';

/** A table with all that is joined to it, in a loop from left to right. Source: Microsoft Learn, "FROM clause". */
export function parseTableSource(ts: TokenStream): TableSource {
  const mark = ts.mark();
  return joined(ts, mark, parseTable(ts));
}

/** What may follow the table `left`, up to the first word that is no join. */
export function joined(ts: TokenStream, mark: number, left: TableSource): TableSource {
  let source = left;
  for (let next = joinStep(ts, mark, source); next !== null; next = joinStep(ts, mark, source)) source = next;
  return source;
}

function joinStep(ts: TokenStream, mark: number, left: TableSource): TableSource | null {
  if (ts.at('PIVOT', '(')) return pivot(ts, mark, left);
  if (ts.at('UNPIVOT', '(')) return unpivot(ts, mark, left);
  if (ts.accept('CROSS', 'APPLY')) return apply(ts, mark, left, 'cross');
  if (ts.accept('OUTER', 'APPLY')) return apply(ts, mark, left, 'outer');
  const start = ts.index;
  const join = joinWords(ts);
  if (join === null) {
    ts.index = start;
    return null;
  }
  return join.type === 'cross' ? crossJoin(ts, mark, left, join) : conditionalJoin(ts, mark, left, join);
}

function apply(ts: TokenStream, mark: number, left: TableSource, type: Apply['type']): Apply {
  return { kind: 'apply', type, left, right: parseTable(ts), span: ts.span(mark) };
}

type JoinWords = Pick<Join, 'type' | 'explicitWord' | 'hint'>;

const TYPES: readonly (readonly [words: readonly string[], type: Join['type'], explicitWord: boolean])[] = [
  [['LEFT', 'OUTER'], 'left', true],
  [['RIGHT', 'OUTER'], 'right', true],
  [['FULL', 'OUTER'], 'full', true],
  [['LEFT'], 'left', false],
  [['RIGHT'], 'right', false],
  [['FULL'], 'full', false],
  [['INNER'], 'inner', true],
  [['CROSS'], 'cross', false],
  [[], 'inner', false],
];

const HINTS: readonly string[] = ['LOOP', 'HASH', 'MERGE', 'REMOTE', 'REDUCE', 'REPLICATE', 'REDISTRIBUTE'];

/** Takes the words up to JOIN; null when these are not the words of a join. */
function joinWords(ts: TokenStream): JoinWords | null {
  const found = TYPES.find(([words]) => ts.accept(...words));
  if (found === undefined) return null;
  const hint = HINTS.find((word) => ts.at(word, 'JOIN')) ?? null;
  if (hint !== null) ts.next();
  return ts.accept('JOIN') ? { type: found[1], explicitWord: found[2], hint } : null;
}

function crossJoin(ts: TokenStream, mark: number, left: TableSource, join: JoinWords): Join {
  return { kind: 'join', ...join, left, right: parseTable(ts), on: null, span: ts.span(mark) };
}

/** The ON of an outer join may come behind further joins: `a JOIN b JOIN c ON ... ON ...`. */
function conditionalJoin(ts: TokenStream, mark: number, left: TableSource, join: JoinWords): Join {
  const rightMark = ts.mark();
  let right = parseTable(ts);
  while (!ts.at('ON')) {
    const deeper = right;
    right = ts.nested(() => joinStep(ts, rightMark, deeper)) ?? ts.fail('ON');
  }
  ts.expect('ON');
  return { kind: 'join', ...join, left, right, on: parseCondition(ts), span: ts.span(mark) };
}

/** `PIVOT (SUM(x) FOR c IN ([a], [b])) AS p`. Source: Microsoft Learn, "Using PIVOT and UNPIVOT". */
function pivot(ts: TokenStream, mark: number, source: TableSource): Pivot {
  ts.expect('PIVOT', '(');
  const aggregate = parsePrimary(ts);
  if (aggregate.kind !== 'call') return ts.fail('an aggregate function');
  ts.expect('FOR');
  const column = parsePrimary(ts);
  ts.expect('IN');
  const values = parenthesisedList(ts, parseIdentifier);
  ts.expect(')');
  return { kind: 'pivot', source, aggregate, column, values, alias: parseTableAlias(ts), span: ts.span(mark) };
}

function unpivot(ts: TokenStream, mark: number, source: TableSource): Unpivot {
  ts.expect('UNPIVOT', '(');
  const valueColumn = parseIdentifier(ts);
  ts.expect('FOR');
  const nameColumn = parseIdentifier(ts);
  ts.expect('IN', '(');
  const columns = commaList(ts, parseExpression);
  ts.expect(')', ')');
  const alias = parseTableAlias(ts);
  return { kind: 'unpivot', source, valueColumn, nameColumn, columns, alias, span: ts.span(mark) };
}
