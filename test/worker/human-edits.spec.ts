import { newId } from '../../src/common/ids.js';
import { postgres } from '../support/postgres.js';
import { describeIf } from '../support/requirement.js';
import { openBench, type Bench } from './bench.js';

const SOURCE = `
CREATE TABLE dbo.T (A int NOT NULL)
GO
INSERT INTO dbo.T (A) VALUES (1), (2)
GO
CREATE VIEW dbo.V AS SELECT A, 1234 AS B FROM dbo.T
GO
CREATE VIEW dbo.W AS SELECT A, 77 AS C FROM dbo.T`;

// Children start slowly where much else runs.
jest.setTimeout(180_000);

describeIf(postgres, "a person's SQL", () => {
  let bench: Bench;
  beforeAll(async () => {
    bench = await openBench();
  });
  afterAll(() => bench.close());

  const modelOf = async (migrationId: string, object: string): Promise<Record<string, string>> =>
    (
      await bench.store.test.client.query(
        'SELECT id, name, sql_code, version, status, author_kind, run_id FROM model_files WHERE migration_id = $1 AND object = $2',
        [migrationId, object],
      )
    ).rows[0];

  async function runAgain(migrationId: string, number: number): Promise<string> {
    const runId = newId('run');
    await bench.store.test.client.query(
      `INSERT INTO runs (id, workspace_id, migration_id, user_id, number, cause, status)
       SELECT $1, workspace_id, id, user_id, $3, 'edit', 'pending' FROM migrations WHERE id = $2`,
      [runId, migrationId, number],
    );
    await bench.newWorker().run(runId);
    return runId;
  }
  const edit = (id: string | undefined, sql: string): Promise<unknown> =>
    bench.store.test.client.query(
      `UPDATE model_files SET sql_code = $2, author_kind = 'human', version = version + 1 WHERE id = $1`,
      [id, sql],
    );

  test('is what the next run builds and tests; its text stays, and the other models are as they were', async () => {
    const { migrationId } = await bench.newRunOfScript(SOURCE);
    const [{ id: firstId } = { id: '' }] = (
      await bench.store.test.client.query('SELECT id FROM runs WHERE migration_id = $1', [migrationId])
    ).rows;
    await bench.newWorker().run(firstId);
    const before = await modelOf(migrationId, 'dbo.V');
    expect(before).toMatchObject({ version: 1, author_kind: 'compiler', status: 'converted' });
    const text = String(before.sql_code).replace('1234', '4321');
    await edit(before.id, text);

    const second = await runAgain(migrationId, 2);
    expect(await bench.store.run(second)).toMatchObject({ status: 'completed' });
    expect(await modelOf(migrationId, 'dbo.V')).toMatchObject({
      sql_code: text,
      version: 2,
      author_kind: 'human',
      status: 'needs_review', // it gives other rows than the original
      run_id: second,
    });
    expect(await modelOf(migrationId, 'dbo.W')).toMatchObject({ version: 1, author_kind: 'compiler', run_id: second });
    expect(String(await bench.bytesOf(second, 'execution'))).toContain('4321');
  });

  test('that cannot be built is told as such, and stays', async () => {
    const { runId, migrationId } = await bench.newRunOfScript(SOURCE);
    await bench.newWorker().run(runId);
    const { id } = await modelOf(migrationId, 'dbo.V');
    await edit(id, 'select nothing_there from nowhere_at_all');
    const second = await runAgain(migrationId, 2);
    expect(await bench.store.run(second)).toMatchObject({ status: 'completed' });
    const after = await modelOf(migrationId, 'dbo.V');
    expect(after.sql_code).toBe('select nothing_there from nowhere_at_all');
    expect(after.status).toBe('needs_review');
  });
});
