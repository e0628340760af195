/** The server as a process, on what it brings itself and on what production gives it. */
import { chmodSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Client } from 'pg';
import { embedded } from '../database/embedded-case.js';
import { TEST_SECRET } from '../support/api.js';
import { freePort } from '../support/free-port.js';
import { freshDatabase, postgres } from '../support/postgres.js';
import { freshRedis, redis } from '../support/redis.js';
import type { Requirement } from '../support/requirement.js';
import { startServer, type ServerProcess } from '../support/server-process.js';

export const SERVICE_TOKEN = `${TEST_SECRET}-service`;

export interface Storage {
  readonly server: ServerProcess;
  readonly agentsUrl: string;
  /** Asks the server's database behind its back: for states that no call of the API brings about. */
  sql(text: string, values: readonly unknown[]): Promise<void>;
  close(): Promise<void>;
}

export interface StorageKind {
  readonly name: string;
  readonly needs: readonly Requirement[];
  /** What readiness says that it asks. */
  readonly asks: readonly string[];
  readonly open: () => Promise<Storage>;
}

/** Limits that no test meets but that are counted and told, and a time to see that the server stops. */
const ENVIRONMENT = {
  ROLE: 'all',
  SERVICE_TOKEN,
  DRAIN_SECONDS: '3',
  RATE_LIMIT_LOGIN: '1000',
  RATE_LIMIT_WRITE: '10000',
  RATE_LIMIT_READ: '100000',
  RATE_LIMIT_RUN_START: '1000',
};

export const STORAGES: readonly StorageKind[] = [
  {
    name: 'the embedded PostgreSQL, without Redis',
    needs: [embedded],
    asks: ['database'],
    open: () => opened(onEmbedded),
  },
  {
    name: 'PostgreSQL and Redis',
    needs: [postgres, redis],
    asks: ['database', 'redis'],
    open: () => opened(onServers),
  },
];

interface Parts {
  readonly dataDir: string;
  /** Closed in the opposite order. */
  readonly owned: { close(): Promise<unknown> }[];
}

type Started = Omit<Storage, 'close'>;

async function opened(start: (parts: Parts) => Promise<Started>): Promise<Storage> {
  const dataDir = mkdtempSync(join(tmpdir(), 'datamigrate-surface-'));
  chmodSync(dataDir, 0o755); // the embedded server has an account of its own
  const parts: Parts = { dataDir, owned: [] };
  const close = async (): Promise<void> => {
    for (const part of parts.owned.toReversed()) await part.close();
    rmSync(dataDir, { recursive: true, force: true });
  };
  try {
    return { ...(await start(parts)), close };
  } catch (error) {
    await close();
    throw error;
  }
}

async function onEmbedded({ dataDir, owned }: Parts): Promise<Started> {
  const started = await serverOf(owned, { DATA_DIR: dataDir });
  const { port, password } = JSON.parse(readFileSync(join(dataDir, 'postgres.json'), 'utf8'));
  const client = await connected(`postgresql://datamigrate:${password}@127.0.0.1:${port}/postgres`);
  owned.push({ close: () => client.end() });
  return { ...started, sql: (text, values) => done(client, text, values) };
}

async function onServers({ dataDir, owned }: Parts): Promise<Started> {
  const database = await freshDatabase();
  owned.push(database);
  const cache = await freshRedis();
  owned.push(cache);
  const environment = { DATA_DIR: dataDir, DATABASE_URL: database.url, REDIS_URL: cache.url, JWT_SECRET: TEST_SECRET };
  const started = await serverOf(owned, environment);
  return { ...started, sql: (text, values) => done(database.client, text, values) };
}

async function serverOf(owned: Parts['owned'], environment: Readonly<Record<string, string>>) {
  const port = await freePort();
  const server = await startServer({ ...ENVIRONMENT, AGENTS_PORT: String(port), ...environment });
  owned.push({ close: () => server.stop('SIGTERM') });
  return { server, agentsUrl: `http://127.0.0.1:${port}` };
}

async function connected(url: string): Promise<Client> {
  const client = new Client({ connectionString: url, connectionTimeoutMillis: 10_000, query_timeout: 10_000 });
  client.on('error', () => undefined); // its server stops before it does
  await client.connect();
  return client;
}

async function done(client: Client, text: string, values: readonly unknown[]): Promise<void> {
  await client.query(text, [...values]);
}
