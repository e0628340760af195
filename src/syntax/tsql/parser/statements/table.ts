import type {
  CreateTable,
  CreateTableAsSelect,
  PeriodForSystemTime,
  StorageOption,
  TableElement,
} from '../../ast/definition.js';
import { parseIdentifier, parseObjectName } from '../names.js';
import { parseQuery } from '../queries.js';
import type { TokenStream } from '../token-stream.js';
import { parseColumn, parseInlineIndex } from './column.js';
import { atConstraint, parseConstraint } from './constraint.js';
import { parenthesisedList } from './list.js';
import { parseStorageOptions } from './storage.js';

/**
 * `CREATE TABLE name (elements) options`, and Synapse's `CREATE TABLE name WITH (...) AS SELECT`; the cursor stands
 * after the word TABLE. Source: Microsoft Learn, "CREATE TABLE (Transact-SQL)", "CREATE TABLE AS SELECT".
 */
export function parseCreateTable(ts: TokenStream, mark: number): CreateTable | CreateTableAsSelect {
  const name = parseObjectName(ts);
  const names = columnNames(ts);
  if (names !== null) return asSelect(ts, mark, name, names, parseStorageOptions(ts));
  const elements = ts.at('(') ? parseTableElements(ts) : [];
  const early = tableKind(ts);
  const options = parseStorageOptions(ts);
  if (elements.length === 0 && ts.at('AS') && early === null) {
    if (!ts.at('AS', 'NODE') && !ts.at('AS', 'EDGE') && !ts.at('AS', 'FILETABLE'))
      return asSelect(ts, mark, name, [], options);
  }
  const asKind = early ?? tableKind(ts);
  return {
    kind: 'create_table',
    name,
    elements,
    asKind,
    options: [...options, ...parseStorageOptions(ts)],
    span: ts.span(mark),
  };
}

/** `(element, ...)` of a table, a table type or a table variable. */
export function parseTableElements(ts: TokenStream): TableElement[] {
  ts.expect('(');
  const elements: TableElement[] = [];
  while (!ts.at(')')) {
    elements.push(parseTableElement(ts));
    // A comma before a table constraint may be left out, and one before the closing parenthesis may be too many.
    if (!ts.accept(',') && !atConstraint(ts)) break;
  }
  ts.expect(')');
  return elements;
}

/** A column, a constraint, an index or a period. */
export function parseTableElement(ts: TokenStream): TableElement {
  if (ts.at('PERIOD', 'FOR', 'SYSTEM_TIME')) return period(ts);
  if (ts.at('INDEX')) return parseInlineIndex(ts);
  return atConstraint(ts) ? parseConstraint(ts, false) : parseColumn(ts);
}

/** `PERIOD FOR SYSTEM_TIME (start, end)` of a temporal table. */
function period(ts: TokenStream): PeriodForSystemTime {
  const mark = ts.mark();
  ts.expect('PERIOD', 'FOR', 'SYSTEM_TIME', '(');
  const start = parseIdentifier(ts);
  ts.expect(',');
  const end = parseIdentifier(ts);
  ts.expect(')');
  return { kind: 'period', start, end, span: ts.span(mark) };
}

/** `AS NODE`, `AS EDGE` or `AS FILETABLE`; AS alone starts the query of a CTAS. */
function tableKind(ts: TokenStream): CreateTable['asKind'] {
  if (ts.accept('AS', 'NODE')) return 'node';
  if (ts.accept('AS', 'EDGE')) return 'edge';
  return ts.accept('AS', 'FILETABLE') ? 'filetable' : null;
}

/** `(a, b)` of a CTAS, told from column definitions by having nothing but names; null when it is not one. */
function columnNames(ts: TokenStream): CreateTableAsSelect['columns'] | null {
  if (!ts.at('(') || !(ts.atAhead(2, ',') || ts.atAhead(2, ')'))) return null;
  const start = ts.index;
  const names = parenthesisedList(ts, parseIdentifier);
  if (ts.at('WITH') || ts.at('AS')) return names;
  ts.index = start;
  return null;
}

/** The query of a CTAS. */
function asSelect(
  ts: TokenStream,
  mark: number,
  name: CreateTable['name'],
  columns: CreateTableAsSelect['columns'],
  options: readonly StorageOption[],
): CreateTableAsSelect {
  ts.expect('AS');
  const query = parseQuery(ts);
  return { kind: 'create_table_as_select', name, columns, options, query, span: ts.span(mark) };
}
