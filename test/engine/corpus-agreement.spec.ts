/** Two databases that exist for SQL Server and for PostgreSQL: the engine on the one form against a real PostgreSQL on the other. */
import type { Client } from 'pg';
import { textOf } from '../../src/engine/conversion/convert.js';
import { Session } from '../../src/engine/session/session.js';
import type { BatchResult } from '../../src/engine/session/batch-result.js';
import type { Type } from '../../src/engine/types/type.js';
import { corpus, readCorpus } from '../support/corpus.js';
import { freshDatabase, postgres, type TestDatabase } from '../support/postgres.js';
import { describeIf } from '../support/requirement.js';

jest.setTimeout(240_000);

const readText = (...path: string[]): string => readCorpus(...path).toString('utf8').replace(/^\uFEFF/, ''); // prettier-ignore
const tell = (text: string): boolean => process.stderr.write(`${text}\n`);

/** All batches of a text; fails for what is not run, other than what makes the database itself. */
function loaded(database: string, sql: string): Session {
  const session = new Session({
    surroundings: { nowUtc: 638_000_000_000_000_000n, offsetMinutes: 0, user: 'dbo', database, server: 'SRV', random: () => 0.5, elapsedMs: () => performance.now() }, // prettier-ignore
  });
  for (const results of session.batches(sql)) for (const result of results) requireRun(result);
  return session;
}

function requireRun(result: BatchResult): void {
  if (result.kind === 'error') throw new Error(`${result.number}: ${result.message}`);
  const isDatabase = result.kind === 'not_in_engine' && /DATABASE/.test(result.code + result.message.toUpperCase());
  if (result.kind === 'not_in_engine' && !isDatabase) throw new Error(`${result.code}: ${result.message}`);
}

type TextRow = readonly (string | null)[];

function rowsOf(session: Session, sql: string): TextRow[] {
  const [result] = session.run(sql);
  if (result?.kind !== 'rows') throw new Error(JSON.stringify(result));
  return result.rows.map((row) => row.map((value, at) => (value === null ? null : textOf(value, result.columns[at]?.type ?? { base: 'int' })))); // prettier-ignore
}

/** Blanks at the end do not count, as they do not to SQL Server: to PostgreSQL N'...' is a char, which loses them. */
const inOrder = (rows: readonly TextRow[]): string[] =>
  rows.map((row) => JSON.stringify(row.map((text) => text?.replace(/ +$/, '') ?? null))).sort();

async function rowsOfPostgres(client: Client, sql: string): Promise<TextRow[]> {
  const { rows } = await client.query<(string | null)[]>({ text: sql, rowMode: 'array' });
  return rows;
}

const DATES = new Set<Type['base']>(['date', 'datetime', 'datetime2', 'smalldatetime']);

describeIf([corpus, postgres], 'Chinook', () => {
  let database: TestDatabase;
  beforeAll(async () => {
    database = await freshDatabase();
    const sql = readText('multi-chinook', 'Chinook_PostgreSql.sql');
    // psql's own word is where the new database begins
    await database.client.query(sql.slice(sql.indexOf('\\c chinook;') + '\\c chinook;'.length));
  });
  afterAll(() => database.close());

  it('has the same rows in all tables, loaded by the engine and by PostgreSQL', async () => {
    const session = loaded('Chinook', readText('multi-chinook', 'Chinook_SqlServer.sql'));
    const counts: Record<string, number> = {};
    for (const table of session.database.tables()) {
      const columns = table.columns.map(({ name, type }) => ({ name, isDate: DATES.has(type.base) }));
      const own = rowsOf(session, `SELECT ${columns.map(({ name, isDate }) => (isDate ? `CONVERT(varchar(19), [${name}], 120)` : `[${name}]`)).join(', ')} FROM [${table.name}]`); // prettier-ignore
      const snake = (name: string): string => name.replace(/(?<=[a-z])(?=[A-Z])/g, '_').toLowerCase();
      const theirs = await rowsOfPostgres(database.client, `SELECT ${columns.map(({ name }) => `${snake(name)}::text`).join(', ')} FROM ${snake(table.name)}`); // prettier-ignore
      expect(inOrder(own)).toEqual(inOrder(theirs));
      counts[table.name] = own.length;
    }
    const total = Object.values(counts).reduce((sum, count) => sum + count, 0);
    tell(`Chinook: ${Object.keys(counts).length} tables, ${total} rows equal`);
    expect([Object.keys(counts).length, total]).toEqual([11, 15_607]);
  });
});

/** Blocks of rows as pg_dump writes them: `COPY t (a, b) FROM stdin;` and lines with tabs. */
function* copied(dump: string): Generator<{ table: string; columns: string; rows: TextRow[] }> {
  const block = /^COPY (\S+) \(([^)]*)\) FROM stdin;\n([^]*?)^\\\.$/gm;
  for (const [, table = '', columns = '', body = ''] of dump.matchAll(block))
    yield { table, columns, rows: body.split('\n').filter((line) => line !== '').map((line) => line.split('\t').map(unescaped)) }; // prettier-ignore
}

const ESCAPES: Readonly<Record<string, string>> = { t: '\t', n: '\n', r: '\r' };
const unescaped = (text: string): string | null =>
  text === '\\N' ? null : text.replace(/\\(.)/g, (_all, letter: string) => ESCAPES[letter] ?? letter);

const ROWS_AT_ONCE = 500;

async function fillPostgres(client: Client, dump: string): Promise<void> {
  // Parents need not come first, and rules and triggers are as they were when the rows were written.
  await client.query("SET session_replication_role = 'replica'; SET search_path = public");
  for (const { table, columns, rows } of copied(dump))
    for (let from = 0; from < rows.length; from += ROWS_AT_ONCE) {
      const part = rows.slice(from, from + ROWS_AT_ONCE);
      let place = 0;
      const marks = part.map((row) => `(${row.map(() => `$${++place}`).join(', ')})`).join(', ');
      await client.query(`INSERT INTO ${table} (${columns}) VALUES ${marks}`, part.flat());
    }
}

/** What PostgreSQL's view reads in the place of a column, where its form has two. */
const TWINS: Readonly<Record<string, string>> = { 'customer.active': 'activebool::int::text' };

/** Of the columns that both have; arrays as SQL Server's form has them, moments in thousandths. */
async function fillEngine(session: Session, client: Client): Promise<number> {
  let count = 0;
  for (const table of session.database.tables()) session.run(`ALTER TABLE [${table.name}] NOCHECK CONSTRAINT ALL`);
  for (const table of session.database.tables()) {
    const known = await rowsOfPostgres(client, `SELECT column_name, data_type FROM information_schema.columns WHERE table_schema = 'public' AND table_name = '${table.name.toLowerCase()}'`); // prettier-ignore
    if (known.length === 0) continue;
    const types = new Map(known.map(([name, type]) => [name ?? '', type ?? '']));
    const columns = table.columns.map(({ name }) => name).filter((name) => types.has(name.toLowerCase()) && types.get(name.toLowerCase()) !== 'bytea'); // prettier-ignore
    const read = columns.map((name) => TWINS[`${table.name}.${name}`] ?? textForm(name.toLowerCase(), types.get(name.toLowerCase()) ?? '')); // prettier-ignore
    const rows = await rowsOfPostgres(client, `SELECT ${read.join(', ')} FROM ${table.name.toLowerCase()}`);
    insert(session, table.name, columns, rows, table.columns.some(({ identity }) => identity !== null)); // prettier-ignore
    expect(table.rowCount).toBe(rows.length);
    count += rows.length;
  }
  return count;
}

function textForm(name: string, type: string): string {
  if (type === 'ARRAY') return `array_to_string(${name}, ',')`;
  return type.startsWith('timestamp') ? `${name}::timestamp(3)::text` : `${name}::text`;
}

const literal = (value: string | null): string => (value === null ? 'NULL' : `N'${value.replace(/'/g, "''")}'`);

function insert(
  session: Session,
  table: string,
  columns: readonly string[],
  rows: readonly TextRow[],
  hasIdentity: boolean,
): void {
  // prettier-ignore
  if (hasIdentity) session.run(`SET IDENTITY_INSERT [${table}] ON`);
  for (let from = 0; from < rows.length; from += ROWS_AT_ONCE) {
    const values = rows.slice(from, from + ROWS_AT_ONCE).map((row) => `(${row.map(literal).join(', ')})`);
    for (const result of session.run(`INSERT [${table}] (${columns.map((name) => `[${name}]`).join(', ')}) VALUES ${values.join(', ')}`)) requireRun(result); // prettier-ignore
  }
  if (hasIdentity) session.run(`SET IDENTITY_INSERT [${table}] OFF`);
}

/** The engine's view, PostgreSQL's view; both in the columns that both forms have. */
const VIEWS: readonly (readonly [view: string, own: string, theirs: string])[] = [
  ['customer_list', 'SELECT ID, name, address, zip_code, phone, city, country, notes, SID FROM customer_list', 'SELECT id::text, name, address, "zip code", phone, city, country, notes, sid::text FROM customer_list'], // prettier-ignore
  ['staff_list', 'SELECT ID, name, address, zip_code, phone, city, country, SID FROM staff_list', 'SELECT id::text, name, address, "zip code", phone, city, country, sid::text FROM staff_list'], // prettier-ignore
  ['sales_by_store', 'SELECT store, manager, total_sales FROM sales_by_store', 'SELECT store, manager, total_sales::text FROM sales_by_store'], // prettier-ignore
  ['sales_by_film_category', 'SELECT category, total_sales FROM sales_by_film_category', 'SELECT category, total_sales::text FROM sales_by_film_category'], // prettier-ignore
  // PostgreSQL's form has one row for a film, with a list of its actors
  ['film_list', 'SELECT FID, title, description, category, price, length, rating, actors FROM film_list', "SELECT fid::text, title, description, category, price::text, length::text, rating::text, unnest(string_to_array(actors, ', ')) FROM film_list"], // prettier-ignore
];

describeIf([corpus, postgres], 'Sakila', () => {
  let database: TestDatabase;
  let session: Session;
  beforeAll(async () => {
    database = await freshDatabase();
    const schema = readText('multi-sakila', 'postgres-sakila-db', 'postgres-sakila-schema.sql');
    await database.client.query("DO $$ BEGIN CREATE ROLE postgres SUPERUSER; EXCEPTION WHEN duplicate_object THEN NULL; END $$"); // prettier-ignore
    // a setting that servers do not have any more, and a language that all of them have
    await database.client.query(schema.replace(/^SET default_with_oids = .*$|^(CREATE OR REPLACE|ALTER) PROCEDURAL LANGUAGE .*$/gm, '')); // prettier-ignore
    await fillPostgres(database.client, readText('multi-sakila', 'postgres-sakila-db', 'postgres-sakila-insert-data-using-copy.sql')); // prettier-ignore
    session = loaded('sakila', readText('multi-sakila', 'sql-server-sakila-db', 'sql-server-sakila-schema.sql'));
    tell(`Sakila: ${await fillEngine(session, database.client)} rows from PostgreSQL into ${session.database.tables().length} tables of the engine`); // prettier-ignore
  });
  afterAll(() => database.close());

  it.each(VIEWS)("%s: the engine's rows are those of PostgreSQL's own view", async (view, own, theirs) => {
    const [mine, wanted] = [rowsOf(session, own), await rowsOfPostgres(database.client, theirs)];
    expect(wanted.length).toBeGreaterThan(1);
    expect(inOrder(mine)).toEqual(inOrder(wanted));
    tell(`Sakila: ${view}: ${mine.length} rows equal`);
  });
});
