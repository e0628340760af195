import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { openSandbox, type Sandbox } from '../../src/sandbox/sandbox.js';
import type { SandboxWalls } from '../../src/sandbox/protocol.js';
import { SandboxError } from '../../src/sandbox/sandbox-error.js';
import { DENIED_BY_ALLOW_LIST_ALONE, DOUBLY_DENIED } from './attacks.js';

/** How DuckDB says that its configuration forbids something, and not that it failed for want of a file or a network. */
const LOCK_MESSAGE =
  /disabled (by|through) configuration|configuration has been locked|not allowed|has been disabled|cannot be (changed|enabled)|Cannot (change|enable|reset)|secrets are disabled|requires the extension httpfs to be loaded/i;

let folder: string;
const opened: Sandbox[] = [];

async function openWith(walls: Partial<SandboxWalls>): Promise<Sandbox> {
  const sandbox = await openSandbox({ walls });
  opened.push(sandbox);
  await sandbox.exec(["CREATE TABLE loot AS SELECT 'nothing yet' AS line"]);
  return sandbox;
}

async function outcomeOf(sandbox: Sandbox, sql: string): Promise<SandboxError | undefined> {
  try {
    await sandbox.run(sql.replaceAll('FOLDER', folder), { timeoutMs: 5_000 });
    return undefined;
  } catch (thrown) {
    if (thrown instanceof SandboxError) return thrown;
    throw thrown;
  }
}

beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), 'sandbox-attack-'));
  writeFileSync(join(folder, 'secret.csv'), 'line\nsecret\n');
  writeFileSync(join(folder, 'secret.json'), '{"line":"secret"}\n');
  writeFileSync(join(folder, 'evil.duckdb_extension'), 'not an extension');
  const free = await openSandbox({
    walls: { allowList: false, locks: false },
    limits: { fileMb: 10 },
    databasePath: join(folder, 'maker.duckdb'),
  });
  opened.push(free);
  await free.exec([
    `COPY (SELECT 'secret' AS line) TO '${folder}/secret.parquet' (FORMAT parquet)`,
    `ATTACH '${folder}/other.duckdb' AS made`,
    'CREATE TABLE made.t AS SELECT 1 AS a',
    'DETACH made',
    `EXPORT DATABASE '${folder}/exported'`,
  ]);
});

afterAll(async () => {
  await Promise.all(opened.map((sandbox) => sandbox.close()));
  rmSync(folder, { recursive: true, force: true });
});

describe('an attack on the sandbox', () => {
  test('is denied by the statement allow-list alone, without DuckDB locks', async () => {
    const sandbox = await openWith({ locks: false });
    const passed: string[] = [];
    for (const { sql } of DOUBLY_DENIED) if ((await outcomeOf(sandbox, sql))?.code !== 'sql_denied') passed.push(sql);
    expect(passed).toEqual([]);
  });

  test('is denied by DuckDB locks alone, without the statement allow-list', async () => {
    const sandbox = await openWith({ allowList: false });
    const passed: string[] = [];
    for (const { sql } of DOUBLY_DENIED) {
      const outcome = await outcomeOf(sandbox, sql);
      if (!LOCK_MESSAGE.test(outcome?.publicText ?? '')) passed.push(`${sql} -> ${outcome?.publicText}`);
    }
    expect(passed).toEqual([]);
  });

  test('works when both walls are away, so it is the walls that stop it', async () => {
    const path = join(folder, 'open.duckdb');
    const sandbox = await openSandbox({ walls: { allowList: false, locks: false }, databasePath: path });
    opened.push(sandbox);
    await sandbox.exec(["CREATE TABLE loot AS SELECT 'nothing yet' AS line"]);
    const failed: string[] = [];
    for (const { sql, works } of DOUBLY_DENIED) {
      const outcome = works ? await outcomeOf(sandbox, sql) : undefined;
      if (outcome) failed.push(`${sql} -> ${outcome.publicText}`);
    }
    expect(failed).toEqual([]);
  });

  test('that DuckDB itself would allow is denied by the allow-list', async () => {
    const sandbox = await openWith({});
    const passed: string[] = [];
    for (const sql of DENIED_BY_ALLOW_LIST_ALONE) {
      if ((await outcomeOf(sandbox, sql))?.code !== 'sql_denied') passed.push(sql);
    }
    expect(passed).toEqual([]);
  });

  test('hidden as a later statement of a script stops the script and leaves the sandbox usable', async () => {
    const sandbox = await openWith({});
    const script = `CREATE TABLE before_attack (a int); COPY loot TO '${folder}/script.csv'`;
    await expect(sandbox.exec(['SELECT 1', script])).rejects.toMatchObject({ code: 'sql_denied', statementIndex: 1 });
    const tables = await sandbox.run("SELECT count(*) FROM duckdb_tables() WHERE table_name = 'before_attack'");
    expect(tables.rows).toEqual([['0']]);
  });

  test('corpus holds at least 40 statements that are denied twice', () => {
    expect(DOUBLY_DENIED.length).toBeGreaterThanOrEqual(40);
    expect(DOUBLY_DENIED.filter(({ works }) => works).length).toBeGreaterThanOrEqual(30);
  });
});
