import type { ServerClause, ServerStatement } from '../../ast/statement.js';
import { parseVariable } from '../expressions.js';
import { parseLiteral } from '../literals.js';
import { parseObjectName } from '../names.js';
import type { TokenStream } from '../token-stream.js';
import { STATEMENT_STARTS } from './starts.js';

/** Statements known by their first words alone; CREATE, ALTER and DROP of server objects come here from their own parsers. */
const STARTS: readonly (readonly string[])[] = [
  ['ADD', 'SIGNATURE'],
  ['ADD', 'COUNTER'],
  ['ADD', 'SENSITIVITY'],
  ['BACKUP'],
  ['BEGIN', 'CONVERSATION'],
  ['BEGIN', 'DIALOG'],
  ['CHECKPOINT'],
  ['CLOSE', 'ALL'],
  ['CLOSE', 'MASTER'],
  ['CLOSE', 'SYMMETRIC'],
  ['COPY', 'INTO'],
  ['DBCC'],
  ['DENY'],
  ['DISK'],
  ['DUMP', 'DATABASE'],
  ['DUMP', 'TRAN'],
  ['DUMP', 'TRANSACTION'],
  ['END', 'CONVERSATION'],
  ['EXEC', 'AS'],
  ['EXECUTE', 'AS'],
  ['GET', 'CONVERSATION'],
  ['GRANT'],
  ['INSERT', 'BULK'],
  ['KILL'],
  ['LINENO'],
  ['LOAD', 'DATABASE'],
  ['LOAD', 'TRAN'],
  ['LOAD', 'TRANSACTION'],
  ['MOVE', 'CONVERSATION'],
  ['OPEN', 'MASTER'],
  ['OPEN', 'SYMMETRIC'],
  ['READTEXT'],
  ['RECEIVE'],
  ['RECONFIGURE'],
  ['RENAME', 'OBJECT'],
  ['RESTORE'],
  ['REVERT'],
  ['REVOKE'],
  ['SEND', 'ON'],
  ['SETUSER'],
  ['SHUTDOWN'],
  ['UPDATE', 'STATISTICS'],
  ['UPDATETEXT'],
  ['WRITETEXT'],
];

/** Nouns that follow CREATE, ALTER, BACKUP, ... and say what the statement is about. */
const NOUNS: ReadonlySet<string> = new Set(
  (
    'AGGREGATE ALL ANY APPLICATION ASSEMBLY ASYMMETRIC AUDIT AUTHORIZATION AVAILABILITY BROKER CATALOG CERTIFICATE ' +
    'CLASSIFICATION CLASSIFIER COLLECTION COLUMN CONFIGURATION CONTRACT CONVERSATION COUNTER CREDENTIAL CRYPTOGRAPHIC ' +
    'DATA DATABASE DEFAULT DIALOG ENCRYPTION ENDPOINT EVENT EXTERNAL FEDERATION FILE FORMAT FULLTEXT FUNCTION GOVERNOR GROUP ' +
    'INDEX KEY LANGUAGE LIBRARY LIST LOG LOGIN MASTER MESSAGE MODEL NOTIFICATION OBJECT PARTITION POLICY POOL PRIORITY ' +
    'PROPERTY PROVIDER QUEUE REMOTE RESOURCE ROLE ROUTE RULE SCHEMA SCHEME SCOPED SEARCH SECURITY SELECTIVE SENSITIVITY SERVER ' +
    'SERVICE SESSION SIGNATURE SOURCE SPECIFICATION STATISTICS STOPLIST STREAM SYMMETRIC TRANSACTION TYPE USER WORKLOAD XML'
  ).split(' '),
);

/** Does a statement that administers the server start here? */
export function atServerStatement(ts: TokenStream): boolean {
  const word = ts.word();
  return STARTS.some((words) => words[0] === word && ts.at(...words));
}

/** Statements whose second part lists permissions. */
const PERMISSIONS: ReadonlySet<string> = new Set(['GRANT', 'DENY', 'REVOKE']);

/**
 * The statement as words, names, values and lists. It ends at a semicolon, or where a line starts with a word that
 * starts a statement: these statements use such words (`ALTER DATABASE d SET ...`) in the middle of their lines.
 */
export function parseServerStatement(ts: TokenStream): ServerStatement {
  const mark = ts.mark();
  const verb = serverVerb(ts);
  const permission = PERMISSIONS.has(verb[0] ?? '');
  const name = !permission && verb.length > 1 && ts.isName() ? parseObjectName(ts) : null;
  const clauses: ServerClause[] = [];
  // The permissions of GRANT are words that start statements, up to the grantees.
  let open = permission;
  let cases = 0;
  while (cases > 0 ? !ts.end : !serverEnds(ts, open, verb[0] ?? '')) {
    cases = Math.max(0, cases + (ts.at('CASE') ? 1 : ts.at('END') ? -1 : 0));
    if (ts.at('TO') || ts.at('FROM')) open = false;
    clauses.push(clause(ts));
  }
  return { kind: 'server', verb: verb.join(' '), name, clauses, span: ts.span(mark) };
}

/** `CREATE LOGIN`, `ALTER DATABASE SCOPED CONFIGURATION`: the verb and the nouns behind it. */
function serverVerb(ts: TokenStream): string[] {
  const verb = [ts.next().text.toUpperCase()];
  if (PERMISSIONS.has(verb[0] ?? '')) return verb;
  while (NOUNS.has(ts.word())) verb.push(ts.next().text.toUpperCase());
  return verb;
}

/** Where the next statement starts; `open` inside the permissions of GRANT, which start no statement. */
function serverEnds(ts: TokenStream, open: boolean, verb: string): boolean {
  if (ts.end || ts.at(';') || ts.at(')')) return true;
  if (open || !STATEMENT_STARTS.has(ts.word())) return false;
  if (ALWAYS_ENDS.has(ts.word())) return true;
  return ts.startsLine() && !continues(ts, verb);
}

/** These start a statement wherever they stand on a line. */
const ALWAYS_ENDS: ReadonlySet<string> = new Set(['END', 'ELSE', 'DECLARE', 'PRINT', 'RAISERROR', 'WHILE', 'RETURN']);
/** Words that start a line within ALTER DATABASE, CREATE EVENT SESSION, BACKUP and their like. */
const CONTINUATIONS: readonly (readonly string[])[] = [
  ['ADD'],
  ['WITH', '('],
  ['WITH', 'GRANT'],
  ['DROP', 'MEMBER'],
  ['DROP', 'EVENT'],
  ['DROP', 'TARGET'],
  ['DROP', '('],
  ['MERGE', 'RANGE'],
  ['MOVE'],
];

/** Does a word that could start a statement go on with this one? */
function continues(ts: TokenStream, verb: string): boolean {
  if (CONTINUATIONS.some((words) => ts.at(...words))) return true;
  if (ts.at('SET')) return verb === 'ALTER' && !ts.isVariable(1);
  return ts.at('WITH') && !atCommonTable(ts);
}

/** `WITH name AS (` or `WITH name (a, b) AS (` starts a query; other options do not look like it. */
function atCommonTable(ts: TokenStream): boolean {
  if (!ts.isName(1)) return false;
  let ahead = 2;
  if (ts.atAhead(ahead, '(')) {
    while (ts.isName(ahead + 1) && ts.atAhead(ahead + 2, ',')) ahead += 2;
    ahead += 3;
  }
  return ts.atAhead(ahead, 'AS', '(');
}

/** The next piece, told by its first token. */
function clause(ts: TokenStream): ServerClause {
  const mark = ts.mark();
  if (ts.at('(')) return { kind: 'list', items: listItems(ts), span: ts.span(mark) };
  const literal = parseLiteral(ts);
  if (literal !== null) return { kind: 'value', expression: literal, span: ts.span(mark) };
  if (ts.isVariable()) return { kind: 'value', expression: parseVariable(ts), span: ts.span(mark) };
  if (ts.isName() && (!ts.isBareWord() || ts.atAhead(1, '.')))
    return { kind: 'name', name: parseObjectName(ts), span: ts.span(mark) };
  const kind = ts.isBareWord() ? 'word' : 'punctuation';
  return { kind, text: ts.next().text, span: ts.span(mark) };
}

/** `(...)` with pieces of any kind, punctuation among them. */
function listItems(ts: TokenStream): ServerClause[] {
  return ts.nested(() => {
    ts.expect('(');
    const items: ServerClause[] = [];
    while (!ts.end && !ts.at(')')) items.push(clause(ts));
    ts.expect(')');
    return items;
  });
}
