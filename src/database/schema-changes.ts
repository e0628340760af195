/** Brings the tables up to date when a process starts. */
import pg from 'pg';
import { DataSource } from 'typeorm';
import { dataSourceOptions } from './data-source.js';

/** Any number will do, as long as every process of ours takes the same. */
const LOCK_KEY = 4_107_001;
const connectTimeoutMs = 5_000;
/** Another process may be at work on a large change. */
const lockTimeoutMs = 120_000;

export interface SchemaState {
  /** Names of the changes that this call made. */
  readonly applied: readonly string[];
  /** The account would pass row-level security by, so connections must take the role that does not. */
  readonly needsAppRole: boolean;
}

/**
 * Makes the changes that are missing, one process at a time: the others wait at the advisory lock, then find nothing to do.
 * @throws the error of PostgreSQL; nothing of a change that failed remains
 */
export async function changeSchema(url: string): Promise<SchemaState> {
  const client = new pg.Client({
    connectionString: url,
    connectionTimeoutMillis: connectTimeoutMs,
    statement_timeout: lockTimeoutMs,
  });
  client.on('error', () => undefined); // told by the query that meets it
  await client.connect();
  try {
    if (await isUpToDate(client)) return { applied: [], needsAppRole: await passesRowSecurity(client) };
    await client.query('SELECT pg_advisory_lock($1)', [LOCK_KEY]);
    const applied = await applyChanges(url);
    return { applied, needsAppRole: await passesRowSecurity(client) };
  } finally {
    await client.end();
  }
}

/** The common case, without a second connection. */
async function isUpToDate(client: pg.Client): Promise<boolean> {
  const wanted = dataSourceOptions('').migrations as readonly { name: string }[]; // our own list of classes
  const { rows } = await client.query<{ present: boolean }>(
    `SELECT to_regclass('schema_changes') IS NOT NULL AS present`,
  );
  if (!rows[0]?.present) return false;
  const done = await client.query<{ name: string }>('SELECT name FROM schema_changes');
  const names = new Set(done.rows.map(({ name }) => name));
  return wanted.every(({ name }) => names.has(name));
}

async function applyChanges(url: string): Promise<string[]> {
  const options = dataSourceOptions(url);
  const dataSource = new DataSource({
    ...options,
    poolSize: 1,
    extra: { ...options.extra, statement_timeout: lockTimeoutMs },
  });
  await dataSource.initialize();
  try {
    return (await dataSource.runMigrations({ transaction: 'all' })).map(({ name }) => name);
  } finally {
    await dataSource.destroy();
  }
}

async function passesRowSecurity(client: pg.Client): Promise<boolean> {
  const { rows } = await client.query<{ passes: boolean }>(
    'SELECT rolsuper OR rolbypassrls AS passes FROM pg_roles WHERE rolname = current_user',
  );
  return rows[0]?.passes ?? false;
}
