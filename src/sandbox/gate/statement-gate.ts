import { StatementType } from '@duckdb/node-api';
import { SandboxError } from '../sandbox-error.js';
import { fileScanIn, forbiddenCallIn } from './forbidden-sources.js';
import { sqlTokens, type SqlToken } from './sql-tokens.js';

/** The statements that generated SQL needs; DuckDB's parser names the kind (`statementType` of the prepared statement). */
const ALLOWED_KINDS: ReadonlySet<StatementType> = new Set([
  StatementType.SELECT,
  StatementType.INSERT,
  StatementType.UPDATE,
  StatementType.DELETE,
  StatementType.MERGE_INTO,
  StatementType.CREATE,
  StatementType.ALTER,
  StatementType.DROP,
  StatementType.TRANSACTION,
]);

/**
 * How an allowed statement begins. Needed beside the kinds because DuckDB expands some statements while it parses:
 * `IMPORT DATABASE 'folder'` has read the folder's files before anybody can ask for its kind.
 */
const ALLOWED_OPENINGS: ReadonlySet<string> = new Set(
  'select with from values table ( insert update delete merge truncate create alter drop comment begin start commit end rollback abort describe summarize show'.split(
    ' ',
  ),
);

/** What may follow CREATE or DROP; `SECRET`, `DATABASE`, `EXTENSION` and whatever is new are not here. */
const ALLOWED_OBJECTS: ReadonlySet<string> = new Set('table view schema sequence index type macro function'.split(' '));
const OBJECT_MODIFIERS: ReadonlySet<string> = new Set(
  'or replace temp temporary local unique recursive materialized'.split(' '),
);

/**
 * First half of the allow-list, on the text alone and before DuckDB sees it.
 * @throws SandboxError `sql_denied`
 */
export function checkText(sql: string): void {
  for (const statement of splitStatements(sqlTokens(sql))) {
    const reason = forbiddenOpening(statement) ?? forbiddenCallIn(statement) ?? fileScanIn(statement);
    if (reason) throw denied(reason);
  }
}

/**
 * Second half: the kind that DuckDB's own parser gives a prepared statement, before it is executed.
 * @throws SandboxError `sql_denied`
 */
export function checkKind(kind: StatementType): void {
  if (!ALLOWED_KINDS.has(kind)) throw denied(`a statement of kind ${StatementType[kind] ?? kind}`);
}

function denied(what: string): SandboxError {
  return new SandboxError({ code: 'sql_denied', publicText: `The sandbox does not run ${what}.` });
}

function splitStatements(tokens: readonly SqlToken[]): SqlToken[][] {
  const statements: SqlToken[][] = [[]];
  for (const token of tokens) {
    if (token.kind === 'symbol' && token.text === ';') statements.push([]);
    else statements.at(-1)?.push(token);
  }
  return statements.filter((statement) => statement.length > 0);
}

function forbiddenOpening(statement: readonly SqlToken[]): string | undefined {
  const opening = statement[0];
  if (!opening || opening.kind === 'quoted_name' || !ALLOWED_OPENINGS.has(opening.text))
    return `a statement that begins with ${opening?.text.slice(0, 40).toUpperCase()}`;
  if (opening.text !== 'create' && opening.text !== 'drop') return undefined;
  const object = statement.slice(1).find(({ text }) => !OBJECT_MODIFIERS.has(text))?.text ?? '';
  return ALLOWED_OBJECTS.has(object) ? undefined : `${opening.text.toUpperCase()} ${object.slice(0, 40).toUpperCase()}`;
}
