import { RunClaims } from '../../src/runs/run-claims.js';
import type { ResultModel, RunResults } from '../../src/runs/run-results.js';
import { RunTransactions } from '../../src/runs/run-transaction.js';
import { databaseJson } from '../../src/runs/database-json.js';
import { newId } from '../../src/common/ids.js';
import { postgres } from '../support/postgres.js';
import { describeIf } from '../support/requirement.js';
import { openStore, type Store } from './store.js';

async function* listed<T>(items: readonly T[]): AsyncGenerator<T> {
  for (const item of items) yield await Promise.resolve(item);
}

const model = (name: string, sql: string): ResultModel => ({
  name,
  path: `models/${name}.sql`,
  object: `dbo.${name}`,
  sql_code: sql,
  status: 'converted',
  proof: 'executed',
});

const resultsOf = (models: readonly ResultModel[], message = 'fine'): RunResults => ({
  successRate: 0.5,
  provedRate: 0.25,
  objects: listed([{ name: 'dbo.a', kind: 'view', status: 'converted', proof: 'executed', hazards: ['X'], document: { message } }]), // prettier-ignore
  findings: listed([{ type: 'hazard', object: 'dbo.a', code: 'X', severity: 'info', message, file: 'a.sql', line: 1, col: 2 }]), // prettier-ignore
  models: listed(models),
  artifacts: listed([{ name: 'plan' as const, bytes: Buffer.from('{}'), mediaType: 'application/json' }]),
});

describeIf(postgres, 'the results of a run', () => {
  let store: Store;
  let number = 0;
  beforeAll(async () => {
    store = await openStore();
  });
  afterAll(() => store.close());

  /** A whole run of a migration that gives these results. @returns the run's id */
  async function finished(migrationId: string, results: RunResults): Promise<string> {
    const runId = newId('run');
    await store.test.client.query(
      `INSERT INTO runs (id, workspace_id, migration_id, user_id, number, cause, status) VALUES ($1, $2, $3, $4, $5, 'retry', 'pending')`,
      [runId, store.workspaceId, migrationId, newId('usr'), 100 + ++number],
    );
    const claim = await new RunClaims(store.database).claim(runId, { owner: 'test', leaseMs: 10_000 });
    await new RunTransactions(store.database).run(runId, claim?.epoch ?? 0, (run) => run.complete(results));
    return runId;
  }
  async function newMigration(): Promise<string> {
    const { runId, migrationId } = await store.newRun();
    await store.test.client.query('DELETE FROM runs WHERE id = $1', [runId]);
    return migrationId;
  }
  const models = async (migrationId: string): Promise<Record<string, unknown>[]> =>
    (
      await store.test.client.query(
        'SELECT name, sql_code, version, author_kind, run_id FROM model_files WHERE migration_id = $1 ORDER BY name',
        [migrationId],
      )
    ).rows;
  const versions = async (migrationId: string): Promise<string[]> =>
    (
      await store.test.client.query(
        `SELECT m.name || ' ' || v.version || ' ' || v.sql_code AS text FROM model_file_versions v
         JOIN model_files m ON m.id = v.model_file_id WHERE m.migration_id = $1 ORDER BY 1`,
        [migrationId],
      )
    ).rows.map(({ text }) => text);

  test('a model counts its version up only when its text changed, and goes when it is not made any more', async () => {
    const migrationId = await newMigration();
    await finished(migrationId, resultsOf([model('a', 'select 1'), model('b', 'select 1'), model('c', 'select 1')]));
    const runId = await finished(migrationId, resultsOf([model('a', 'select 1'), model('b', 'select 2')]));
    expect(await models(migrationId)).toEqual([
      { name: 'a', sql_code: 'select 1', version: 1, author_kind: 'compiler', run_id: runId },
      { name: 'b', sql_code: 'select 2', version: 2, author_kind: 'compiler', run_id: runId },
    ]);
    expect(await versions(migrationId)).toEqual(['a 1 select 1', 'b 1 select 1', 'b 2 select 2']);
    expect(await store.run(runId)).toMatchObject({ status: 'completed', models_generated: 2, success_rate: 0.5, proved_rate: 0.25 }); // prettier-ignore
  });

  test("a person's text stays theirs, whatever a run makes", async () => {
    const migrationId = await newMigration();
    await finished(migrationId, resultsOf([model('a', 'select 1'), model('b', 'select 1')]));
    await store.test.client.query(
      `UPDATE model_files SET sql_code = 'select 7', author_kind = 'human', version = 2 WHERE migration_id = $1`,
      [migrationId],
    );
    const runId = await finished(migrationId, resultsOf([model('a', 'select 9')]));
    expect(await models(migrationId)).toMatchObject([
      { name: 'a', sql_code: 'select 7', version: 2, author_kind: 'human', run_id: runId },
      { name: 'b', sql_code: 'select 7', version: 2, author_kind: 'human' },
    ]);
  });

  test('a thousand models and texts that PostgreSQL refuses are written', async () => {
    const migrationId = await newMigration();
    const many = Array.from({ length: 1_001 }, (_, at) => model(`m${at}`, `select ${at}`));
    const runId = await finished(
      migrationId,
      resultsOf(many, 'nul \u0000, half \ud83d, whole \u{1f600}, text \\u0000'),
    );
    expect(await store.run(runId)).toMatchObject({ models_generated: 1_001 });
    const { rows } = await store.test.client.query('SELECT message FROM findings WHERE run_id = $1', [runId]);
    expect(rows).toEqual([{ message: 'nul \ufffd, half \ufffd, whole \u{1f600}, text \\u0000' }]);
  });

  test('results that fail half-way leave the run as it was', async () => {
    const migrationId = await newMigration();
    const broken: RunResults = { ...resultsOf([]), models: failing() };
    await expect(finished(migrationId, broken)).rejects.toThrow('half-way');
    const { rows } = await store.test.client.query('SELECT status FROM runs WHERE migration_id = $1', [migrationId]);
    expect(rows).toEqual([{ status: 'running' }]);
    expect((await store.test.client.query('SELECT FROM run_objects o JOIN runs r ON r.id = o.run_id WHERE r.migration_id = $1', [migrationId])).rowCount).toBe(0); // prettier-ignore
  });
});

async function* failing(): AsyncGenerator<ResultModel> {
  yield await Promise.resolve(model('a', 'select 1'));
  throw new Error('half-way');
}

test.each([
  ['a\u0000b', '"a\\ufffdb"'],
  ['\\u0000', '"\\\\u0000"'],
  ['\\\u0000', '"\\\\\\ufffd"'],
  ['\udc00\u{1f600}', '"\\ufffd\u{1f600}"'],
  ['\u0000\u0000', '"\\ufffd\\ufffd"'],
])('databaseJson(%j) is %s', (value, text) => {
  expect(databaseJson(value)).toBe(text);
});
