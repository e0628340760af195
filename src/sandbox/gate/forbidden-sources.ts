import type { SqlToken } from './sql-tokens.js';

/**
 * Functions of DuckDB 1.5 that reach out of the database, run SQL text, change the session or tell about the machine.
 * A test walks `duckdb_functions()` and fails when a table function is neither here nor in its list of harmless ones.
 */
const FORBIDDEN_FUNCTIONS: readonly RegExp[] = [
  /^read_/,
  /^parquet_/,
  /^sniff_/,
  /^glob$/,
  /^query(_table)?$/,
  /^json_execute_serialized_sql$/,
  /^(from_substrait|get_substrait)/,
  /_scan(_dumb|_pushdown|_all_frames)?$/,
  /^pragma_/,
  /^(enable|disable|force|verify)_/,
  /^(check_peg_parser|checkpoint|truncate_duckdb_logs|write_log|getenv|which_secret|sql_auto_complete|sleep_ms|summary)$/,
  /^test_(all_types|vector_types)$/,
  /^duckdb_(?!(columns|constraints|databases|dependencies|functions|indexes|keywords|schemas|sequences|tables|types|views)$)/,
];

/** Tells whether generated SQL may not call the function of this name (lower case). */
export function isForbiddenFunction(name: string): boolean {
  return FORBIDDEN_FUNCTIONS.some((pattern) => pattern.test(name));
}

/** Before these a name with an argument list is being defined or written to, not called. */
const NAMING_WORDS: ReadonlySet<string> = new Set(
  'into table view exists references with recursive macro function type'.split(' '),
);

/** Says which forbidden function is called, if one is. Quoting does not hide a name, nor does a schema before it. */
export function forbiddenCallIn(tokens: readonly SqlToken[]): string | undefined {
  for (const [index, token] of tokens.entries()) {
    if (tokens[index + 1]?.text !== '(' || tokens[index + 1]?.kind !== 'symbol') continue;
    if (token.kind !== 'word' && token.kind !== 'quoted_name') continue;
    const name = token.text.toLowerCase();
    if (isForbiddenFunction(name) && !NAMING_WORDS.has(wordBeforeName(tokens, index))) return `the function ${name}`;
  }
  return undefined;
}

function wordBeforeName(tokens: readonly SqlToken[], nameIndex: number): string {
  let start = nameIndex;
  while (start >= 2 && isSymbol(tokens[start - 1], '.')) start -= 2;
  const before = tokens[start - 1];
  return before?.kind === 'word' ? before.text : '';
}

/** A quoted name that DuckDB opens as a file when no table has it; so does every string in the place of a table. */
const FILE_NAME =
  /\.(csv|tsv|txt|json|jsonl|ndjson|geojson|parquet|arrow|db|duckdb|ddb|sqlite|xlsx|shp|gpkg|avro)(\.(gz|zst))?$/i;

/** Functions whose argument syntax uses FROM: `extract(year from 'x')`. */
const FROM_FUNCTIONS: ReadonlySet<string> = new Set(['extract', 'trim', 'substring', 'overlay', 'position']);

/** After these, in the same parentheses, tables follow. */
const TABLE_WORDS: ReadonlySet<string> = new Set([
  'from',
  'join',
  'using',
  'table',
  'describe',
  'summarize',
  'lateral',
]);

/** These end a list of tables in the same parentheses. */
const CLAUSE_WORDS: ReadonlySet<string> = new Set(
  'select where group having order limit offset window qualify union intersect except set values returning'.split(' '),
);

/** What is known inside one pair of parentheses: the word before them, and whether tables are being listed. */
interface Scope {
  owner: string;
  listsTables: boolean;
}

/** Says which file stands in the place of a table, if one does: `FROM 'x.csv'`, `JOIN "x.parquet"`. */
export function fileScanIn(tokens: readonly SqlToken[]): string | undefined {
  let scope: Scope = { owner: '', listsTables: false };
  const outer: Scope[] = [];
  for (const [index, token] of tokens.entries()) {
    const before = tokens[index - 1];
    if (isSymbol(token, '(')) {
      outer.push(scope);
      scope = { owner: before?.text ?? '', listsTables: scope.listsTables && startsTable(before) };
    } else if (isSymbol(token, ')')) scope = outer.pop() ?? scope;
    else if (token.kind === 'word') scope.listsTables = listsTablesAfter(tokens, index, scope);
    else if (scope.listsTables && !isDistinctFrom(tokens, index - 1) && isFile(token, before))
      return `a read of the file ${token.text.slice(0, 80)}`;
  }
  return undefined;
}

function listsTablesAfter(tokens: readonly SqlToken[], index: number, scope: Scope): boolean {
  const word = tokens[index]?.text ?? '';
  if (word === 'from' && (FROM_FUNCTIONS.has(scope.owner) || isDistinctFrom(tokens, index))) return scope.listsTables;
  if (TABLE_WORDS.has(word)) return true;
  return scope.listsTables && !CLAUSE_WORDS.has(word);
}

function isDistinctFrom(tokens: readonly SqlToken[], index: number): boolean {
  const [first, second, third] = [1, 2, 3].map((back) => tokens[index - back]?.text);
  return first === 'distinct' && (second === 'is' || (second === 'not' && third === 'is'));
}

function isFile(token: SqlToken, before: SqlToken | undefined): boolean {
  if (token.kind === 'string') return startsTable(before);
  return token.kind === 'quoted_name' && (startsTable(before) || isSymbol(before, '.')) && FILE_NAME.test(token.text);
}

function startsTable(before: SqlToken | undefined): boolean {
  if (before?.kind === 'symbol') return before.text === ',' || before.text === '(';
  return before?.kind === 'word' && TABLE_WORDS.has(before.text);
}

function isSymbol(token: SqlToken | undefined, text: string): boolean {
  return token?.kind === 'symbol' && token.text === text;
}
