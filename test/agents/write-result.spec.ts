/** The folder of a result, and its archive: the same bytes from the same source, and a project that real dbt builds. */
import { execFileSync } from 'node:child_process';
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { reportSchema } from '../../src/agents/evaluator/report/report-schema.js';
import { migrationOptionsSchema } from '../../src/agents/options.js';
import { runMigration } from '../../src/agents/workflow/run-migration.js';
import { writeResult } from '../../src/agents/workflow/write-result.js';
import { writeArchive } from '../../src/dbt/write/archive.js';
import { listInputs } from '../../src/sources/input.js';
import { dbt, runDbt } from '../support/dbt.js';
import { freshDatabase, postgres } from '../support/postgres.js';
import { inRepository } from '../support/repository.js';
import { describeIf } from '../support/requirement.js';
import { RunCase } from './run-case.js';

jest.setTimeout(300_000);

let shop: RunCase;
beforeEach(() => (shop = RunCase.make()));
afterEach(() => shop.remove());

const COLUMNS = 'Id int NOT NULL PRIMARY KEY, A smallint NULL, B decimal(9,2) NULL, C date NULL, D bit NULL, E nvarchar(30) NULL, F varbinary(8) NULL, G float NULL, H datetime2 NULL'; // prettier-ignore

/** NULLs at places that move: what lies under them in memory must not get into a file. */
function rowsWithNulls(count: number): string {
  const or = (isNull: boolean, value: string) => (isNull ? 'NULL' : value);
  const rows = Array.from({ length: count }, (_, id) => [
    id, or(id % 7 === 0, String(id % 100)), or(id % 5 === 0, `${id % 999}.5`), or(id % 11 === 0, `'2001-02-${10 + (id % 9)}'`),
    or(id % 3 === 0, String(id % 2)), or(id % 13 === 0, `N'name ${id % 40}'`), or(id % 4 === 0, '0x0A0B'), or(id % 6 === 0, `${id}.25`),
    or(id % 9 === 0, `'2001-02-10T10:00:0${id % 10}'`),
  ].join(', ')); // prettier-ignore
  return rows.map((row) => `INSERT INTO dbo.Many VALUES (${row})\n`).join('');
}

/** One run in a folder of its own, written and packed. */
async function packed(sql: string, name: string, target: 'duckdb' | 'postgres' = 'duckdb') {
  const result = await shop.run(sql, {
    workFolder: join(shop.folder, `work-${name}`),
    options: { ...migrationOptionsSchema.parse({}), target },
  });
  const folder = join(shop.folder, name);
  const written = await writeResult(folder, result, { durationMs: null });
  const zip = `${folder}.zip`;
  return { folder, zip, written, archive: await writeArchive(folder, zip) };
}

describe('a result that was written', () => {
  test('gives the same archive from the same source', () => sameTwice('duckdb'));

  test('tells no duration, and its report keeps to its schema', async () => {
    const { folder } = await packed(`CREATE TABLE dbo.Many (${COLUMNS})\nGO\n`, 'one');
    const report = reportSchema.parse(JSON.parse(readFileSync(join(folder, 'migration_report.json'), 'utf8')));
    expect(report.summary.duration_ms).toBeNull();
  });

  test('names every file in its manifest', async () => {
    const { folder, written } = await packed(`CREATE TABLE dbo.Many (${COLUMNS})\nGO\n`, 'one');
    const files = readdirSync(folder, { recursive: true, withFileTypes: true }).filter((entry) => entry.isFile());
    const paths = files.map((entry) => join(entry.parentPath, entry.name).slice(folder.length + 1));
    expect(Object.keys(written.manifest.files).sort()).toEqual(paths.filter((path) => path !== '.datamigrate.json').sort()); // prettier-ignore
  });
});

describeIf(postgres, 'a result for PostgreSQL', () => {
  test('gives the same archive from the same source', async () => {
    const before = process.env.DATABASE_URL;
    const database = await freshDatabase();
    process.env.DATABASE_URL = database.url;
    try {
      await sameTwice('postgres');
    } finally {
      if (before === undefined) delete process.env.DATABASE_URL;
      else process.env.DATABASE_URL = before;
      await database.close();
    }
  });
});

/** The example too: it has a column in which DuckDB's bit packing was seen to write what memory held. */
async function sameTwice(target: 'duckdb' | 'postgres'): Promise<void> {
  const many = `CREATE TABLE dbo.Many (${COLUMNS})\nGO\n${rowsWithNulls(3_000)}`;
  const example = ['01_tables', '02_rows'].map((name) => readFileSync(inRepository('examples/harbour-supply', `${name}.sql`), 'utf8')); // prettier-ignore
  const sql = [...example, many].join('\nGO\n');
  const first = await packed(sql, 'one', target);
  const second = await packed(sql, 'two', target);
  const bytesOf = (folder: string, name: string) => readFileSync(join(folder, name));
  const files = readdirSync(first.folder, { withFileTypes: true }).filter((entry) => entry.isFile());
  const differing = files.filter(({ name }) => !bytesOf(first.folder, name).equals(bytesOf(second.folder, name)));
  expect(differing.map(({ name }) => name)).toEqual([]);
  expect(second.archive).toEqual(first.archive);
}

describeIf(dbt, 'the archive of the example', () => {
  test('unpacks to a project that dbt builds green', async () => {
    const result = await runMigration({
      source: { kind: 'scripts', inputs: await listInputs([inRepository('examples/harbour-supply')]), variables: {}, dataFiles: [] }, // prettier-ignore
      options: migrationOptionsSchema.parse({}),
      workFolder: join(shop.folder, 'work'),
      onProgress: () => undefined,
    });
    const folder = join(shop.folder, 'written');
    await writeResult(folder, result, { durationMs: null });
    await writeArchive(folder, join(shop.folder, 'project.zip'));
    const unpacked = join(shop.folder, 'unpacked');
    execFileSync('python3', ['-m', 'zipfile', '-e', join(shop.folder, 'project.zip'), unpacked]);
    const { exitCode, results, output } = await runDbt(unpacked, ['build']);
    expect(output).toContain('Completed');
    expect(exitCode).toBe(0);
    expect(results.filter(({ status }) => !['success', 'pass', 'warn'].includes(status))).toEqual([]);
    expect(results.length).toBeGreaterThan(30);
  });
});
