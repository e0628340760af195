import type { Expression } from '../ast/expression.js';
import type { ObjectName } from '../ast/node.js';
import type { Hint, OpenColumn, OpenFunction, OpenJson, OpenRowset, OpenXml, TableSource } from '../ast/query.js';
import { parseTableAlias } from './aliases.js';
import { parseExpression } from './expressions.js';
import { parseIdentifier, parseObjectName } from './names.js';
import { parenthesisedList } from './statements/list.js';
import { parseOption } from './statements/option.js';
import type { TokenStream } from './token-stream.js';
import { parseTypeName } from './types.js';

type OpenParser = (ts: TokenStream, mark: number) => TableSource;

const PARSERS: Readonly<Record<string, OpenParser | undefined>> = {
  OPENJSON: openJson,
  OPENXML: openXml,
  OPENROWSET: (ts, mark) => openRowset(ts, mark, 'openrowset'),
  OPENQUERY: (ts, mark) => openRowset(ts, mark, 'openquery'),
  OPENDATASOURCE: (ts, mark) => openRowset(ts, mark, 'opendatasource'),
  CONTAINSTABLE: (ts, mark) => openRowset(ts, mark, 'containstable'),
  FREETEXTTABLE: (ts, mark) => openRowset(ts, mark, 'freetexttable'),
  SEMANTICKEYPHRASETABLE: (ts, mark) => openRowset(ts, mark, 'semantickeyphrasetable'),
  SEMANTICSIMILARITYTABLE: (ts, mark) => openRowset(ts, mark, 'semanticsimilaritytable'),
  SEMANTICSIMILARITYDETAILSTABLE: (ts, mark) => openRowset(ts, mark, 'semanticsimilaritydetailstable'),
  CHANGETABLE: (ts, mark) => openRowset(ts, mark, 'changetable'),
};

/** The table functions with a grammar of their own; null when none stands here. */
export function parseOpenFunction(ts: TokenStream): TableSource | null {
  const parser = ts.atAhead(1, '(') ? PARSERS[ts.word()] : undefined;
  return parser === undefined ? null : parser(ts, ts.mark());
}

/** Source: Microsoft Learn, "OPENJSON (Transact-SQL)". */
function openJson(ts: TokenStream, mark: number): OpenJson {
  ts.expect('OPENJSON', '(');
  const expression = ts.nested(() => parseExpression(ts));
  const path = ts.accept(',') ? parseExpression(ts) : null;
  ts.expect(')');
  const columns = optionalColumns(ts);
  return { kind: 'open_json', expression, path, columns, alias: parseTableAlias(ts), span: ts.span(mark) };
}

/** Source: Microsoft Learn, "OPENXML (Transact-SQL)". */
function openXml(ts: TokenStream, mark: number): OpenXml {
  ts.expect('OPENXML', '(');
  const document = parseExpression(ts);
  ts.expect(',');
  const rowPattern = parseExpression(ts);
  const flags = ts.accept(',') ? parseExpression(ts) : null;
  ts.expect(')');
  const columns = optionalTableName(ts) ?? optionalColumns(ts);
  return { kind: 'open_xml', document, rowPattern, flags, columns, alias: parseTableAlias(ts), span: ts.span(mark) };
}

/** `WITH (table)`: the columns are those of a table. */
function optionalTableName(ts: TokenStream): ObjectName | null {
  const start = ts.index;
  if (!ts.accept('WITH', '(') || !ts.isName()) return restored(ts, start);
  const name = parseObjectName(ts);
  return ts.accept(')') ? name : restored(ts, start);
}

function restored(ts: TokenStream, index: number): null {
  ts.index = index;
  return null;
}

/**
 * OPENROWSET and its kin. Source: Microsoft Learn, "OPENROWSET (Transact-SQL)", "CONTAINSTABLE (Transact-SQL)",
 * "CHANGETABLE (Transact-SQL)".
 */
function openRowset(ts: TokenStream, mark: number, name: OpenFunction): OpenRowset {
  ts.next();
  ts.expect('(');
  const args = [argument(ts)];
  const separators: (',' | ';')[] = [];
  for (let found = separator(ts); found !== null; found = separator(ts)) {
    separators.push(found);
    args.push(argument(ts));
  }
  ts.expect(')');
  const member = ts.accept('.') ? parseObjectName(ts) : null;
  const columns = optionalColumns(ts);
  const alias = parseTableAlias(ts);
  return { kind: 'open_rowset', function: name, args, separators, member, columns, alias, span: ts.span(mark) };
}

function separator(ts: TokenStream): ',' | ';' | null {
  if (ts.accept(',')) return ',';
  return ts.accept(';') ? ';' : null;
}

/** Words that introduce one value: `LANGUAGE 1033`, `CHANGES dbo.t`. */
const INTRODUCTIONS: ReadonlySet<string> = new Set(['LANGUAGE', 'CHANGES', 'VERSION']);

/** A constant, a table's name, columns, or an option such as `BULK 'file'` and `FORMAT = 'CSV'`. */
function argument(ts: TokenStream): Expression | ObjectName | Hint {
  const mark = ts.mark();
  if (ts.at('(')) return hint(ts, mark, [], true, parenthesisedList(ts, valueOrStar));
  if (ts.isName() && (ts.atAhead(1, '.') || ts.atAhead(1, ')') || ts.atAhead(1, ','))) return parseObjectName(ts);
  if (INTRODUCTIONS.has(ts.word())) return hint(ts, mark, [ts.next().text], false, [parseExpression(ts)]);
  return ts.isBareWord() && !ts.at('PROPERTY', '(') && !ts.at('NULL') ? parseOption(ts) : valueOrStar(ts);
}

function hint(
  ts: TokenStream,
  mark: number,
  words: readonly string[],
  parenthesised: boolean,
  args: Hint['args'],
): Hint {
  return { kind: 'hint', words, equals: false, args, parenthesised, span: ts.span(mark) };
}

function valueOrStar(ts: TokenStream): Expression {
  const mark = ts.mark();
  return ts.accept('*') ? { kind: 'star', qualifier: [], span: ts.span(mark) } : parseExpression(ts);
}

function optionalColumns(ts: TokenStream): OpenColumn[] | null {
  if (!ts.at('WITH', '(')) return null;
  ts.expect('WITH');
  return parenthesisedList(ts, parseOpenColumn);
}

/** `name type [COLLATE c] [path] [AS JSON]`. */
function parseOpenColumn(ts: TokenStream): OpenColumn {
  const mark = ts.mark();
  const name = parseIdentifier(ts);
  const type = parseTypeName(ts);
  const collation = ts.accept('COLLATE') ? parseIdentifier(ts) : null;
  const path = ts.at(',') || ts.at(')') || ts.at('AS') ? null : parseExpression(ts);
  const asJson = ts.accept('AS', 'JSON');
  return { kind: 'open_column', name, type, collation, path, asJson, span: ts.span(mark) };
}
