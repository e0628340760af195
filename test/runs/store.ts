/** A database of its own with the service's tables, opened as the service opens it, and rows to work with. */
import { DataSource } from 'typeorm';
import { newId } from '../../src/common/ids.js';
import { dataSourceOptions } from '../../src/database/data-source.js';
import { changeSchema } from '../../src/database/schema-changes.js';
import { WorkspaceDatabase } from '../../src/database/workspace-database.js';
import { freshDatabase, type TestDatabase } from '../support/postgres.js';

export interface Store {
  readonly test: TestDatabase;
  readonly dataSource: DataSource;
  readonly database: WorkspaceDatabase;
  readonly workspaceId: string;
  /** A migration without input and a run of it that waits for a worker. */
  newRun(values?: {
    readonly options?: object;
    readonly name?: string;
  }): Promise<{ runId: string; migrationId: string }>;
  /** The run as the tables have it, past row security. */
  run(runId: string): Promise<Record<string, unknown>>;
  events(runId: string): Promise<{ seq: number; type: string; data: Record<string, unknown> }[]>;
  close(): Promise<void>;
}

export async function openStore(): Promise<Store> {
  const test = await freshDatabase();
  const { needsAppRole } = await changeSchema(test.url);
  const dataSource = await new DataSource(dataSourceOptions(test.url, needsAppRole)).initialize();
  const database = new WorkspaceDatabase(dataSource);
  const workspaceId = newId('wsp');
  const userId = newId('usr');
  await test.client.query(`SELECT set_config('app.workspace_id', '*', false)`);
  await test.client.query(`INSERT INTO workspaces (id, name, kind, created_by) VALUES ($1, 'test', 'personal', $2)`, [
    workspaceId,
    userId,
  ]);
  return {
    test,
    dataSource,
    database,
    workspaceId,
    newRun: async ({ options = {}, name = 'Harbour' } = {}) => {
      const [migrationId, runId] = [newId('mig'), newId('run')];
      await test.client.query(
        `INSERT INTO migrations (id, workspace_id, user_id, name, source_kind, target, options, status, current_run_id)
         VALUES ($1, $2, $3, $4, 'upload', 'duckdb', $5, 'pending', $6)`,
        [migrationId, workspaceId, userId, name, options, runId],
      );
      await test.client.query(
        `INSERT INTO runs (id, workspace_id, migration_id, user_id, number, cause, status)
         VALUES ($1, $2, $3, $4, 1, 'start', 'pending')`,
        [runId, workspaceId, migrationId, userId],
      );
      return { runId, migrationId };
    },
    run: async (runId) => (await test.client.query('SELECT * FROM runs WHERE id = $1', [runId])).rows[0],
    events: async (runId) =>
      (
        await test.client.query(
          'SELECT seq::integer AS seq, type, data FROM run_events WHERE run_id = $1 ORDER BY run_events.seq',
          [runId],
        )
      ).rows,
    close: async () => {
      await database.onApplicationShutdown();
      await dataSource.destroy();
      await test.close();
    },
  };
}
