import type { TestApi } from '../support/api.js';

const TABLES = ['migrations', 'migration_inputs', 'runs', 'artifacts', 'run_events', 'idempotency_keys', 'model_file_versions', 'audit_logs']; // prettier-ignore

/** How many rows there are of what a request about migrations could write; not of the outbox, which is emptied meanwhile. */
export async function writtenRows({ database }: Pick<TestApi, 'database'>): Promise<Record<string, number>> {
  const counts = TABLES.map((table) => `(SELECT count(*)::int FROM ${table}) AS ${table}`);
  return (await database.client.query(`SELECT ${counts.join(', ')}`)).rows[0];
}
