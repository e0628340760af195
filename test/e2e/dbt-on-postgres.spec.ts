/** The whole way a person goes: migrate, load the rows with psql or take the DuckDB file, run real dbt, look at the result. */
import { execFileSync } from 'node:child_process';
import { mkdtempSync, readdirSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { migrate } from '../../src/cli/migrate.js';
import { corpus, corpusPath } from '../support/corpus.js';
import { dbt, runDbt, type DbtRun } from '../support/dbt.js';
import { newestDuckdb, queryWithNewestDuckdb } from '../support/newest-duckdb.js';
import { freshDatabase, postgres, type TestDatabase } from '../support/postgres.js';
import { inRepository } from '../support/repository.js';
import { describeIf } from '../support/requirement.js';

const PSQL_TIMEOUT_MS = 120_000;

let folder: string;
let serverBefore: string | undefined;

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'whole-way-'));
  serverBefore = process.env.DATABASE_URL;
});

afterEach(() => {
  if (serverBefore === undefined) delete process.env.DATABASE_URL;
  else process.env.DATABASE_URL = serverBefore;
  rmSync(folder, { recursive: true, force: true });
});

/** Migrates as the command does and gives the project's folder. */
async function migrated(input: string, target: 'duckdb' | 'postgres'): Promise<string> {
  const out = join(folder, target);
  await migrate([input], { var: {}, out, select: [], rows: true, target }, new AbortController().signal);
  return out;
}

function load(project: string, url: string): void {
  const args = [url, '--quiet', '--set', 'ON_ERROR_STOP=1', '--file', join(project, 'load', 'load.sql')];
  execFileSync('psql', args, { stdio: ['ignore', 'ignore', 'pipe'], timeout: PSQL_TIMEOUT_MS });
}

/** What profiles.yml reads. */
function connection(url: string): Record<string, string> {
  const { hostname, port, username, password, pathname } = new URL(url);
  return {
    PGHOST: hostname,
    PGPORT: port || '5432',
    PGUSER: decodeURIComponent(username),
    PGPASSWORD: decodeURIComponent(password),
    PGDATABASE: pathname.slice(1),
  };
}

/** Everything ran and nothing failed; a test that only warns is the source's own broken rule. */
function expectGreen(run: DbtRun, models: number): void {
  const bad = run.results.filter(({ status }) => !['success', 'pass', 'warn'].includes(status));
  expect({ exitCode: run.exitCode, bad, output: run.exitCode === 0 ? '' : run.output }).toEqual({ exitCode: 0, bad: [], output: '' }); // prettier-ignore
  expect(run.results.filter(({ uniqueId }) => uniqueId.startsWith('model.'))).toHaveLength(models);
}

async function expectGreenOnPostgres(input: string, models: number, view: string, viewRows: number): Promise<void> {
  const database: TestDatabase = await freshDatabase();
  try {
    process.env.DATABASE_URL = database.url; // the migration proves its models on the same server
    const project = await migrated(input, 'postgres');
    load(project, database.url);
    expectGreen(await runDbt(project, ['build'], { env: connection(database.url) }), models);
    const { rows } = await database.client.query<{ count: string }>(`select count(*) from ${view}`);
    expect(rows[0]?.count).toBe(String(viewRows));
  } finally {
    await database.close();
  }
}

async function expectGreenOnDuckdb(input: string, models: number, view: string, viewRows: number): Promise<void> {
  const project = await migrated(input, 'duckdb');
  expectGreen(await runDbt(project, ['build']), models);
  const [file] = readdirSync(project).filter((name) => name.endsWith('.duckdb'));
  expect(queryWithNewestDuckdb(join(project, file ?? ''), `select count(*) from ${view}`)).toEqual([[viewRows]]);
}

describeIf([dbt, postgres], 'Harbour Supply, loaded by psql', () => {
  test('is built green by real dbt on PostgreSQL', async () => {
    await expectGreenOnPostgres(inRepository('examples', 'harbour-supply'), 46, 'dbo."vwOrdersThirdPage"', 10);
  }, 300_000);
});

describeIf([dbt, newestDuckdb], 'Harbour Supply, in its DuckDB file', () => {
  test('is built green by real dbt and opens in the newest DuckDB', async () => {
    await expectGreenOnDuckdb(inRepository('examples', 'harbour-supply'), 46, 'dbo."vwOrdersThirdPage"', 10);
  }, 300_000);
});

describeIf([corpus, dbt, postgres], 'Northwind, loaded by psql', () => {
  test('is built green by real dbt on PostgreSQL', async () => {
    await expectGreenOnPostgres(corpusPath('tsql-northwind'), 29, 'dbo."Invoices"', 2155);
  }, 300_000);
});

describeIf([corpus, dbt, newestDuckdb], 'Northwind, in its DuckDB file', () => {
  test('is built green by real dbt and opens in the newest DuckDB', async () => {
    await expectGreenOnDuckdb(corpusPath('tsql-northwind'), 29, 'dbo."Invoices"', 2155);
  }, 300_000);
});
