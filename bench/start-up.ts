/**
 * `npm run bench:start`: how long role api takes from the start of its process to its first `200` on /ready, on a running PostgreSQL
 * whose tables are there, how much CPU that costs, and what memory it holds when it is idle. From the bundle, and from the compiled files.
 *
 *   DATABASE_URL=postgresql://... npm run bench:start [-- --starts 10]     without DATABASE_URL: on the embedded PostgreSQL
 */
import { spawn, type ChildProcess } from 'node:child_process';
import { randomBytes } from 'node:crypto';
import { once } from 'node:events';
import { chmodSync, mkdtempSync, rmSync } from 'node:fs';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import { parseArgs } from 'node:util';
import { openEmbeddedPostgres } from '../src/database/embedded/embedded-postgres.js';
import { usageOf } from './api/services.js';

const readyTimeoutMs = 60_000;
const pollMs = 5;
const idleMs = 2_000;
const kinds = { bundle: 'bin/start.mjs', 'compiled files': 'dist/src/main.js' };

interface Start {
  readonly readyMs: number;
  readonly cpuMs: number;
  readonly idleMib: number;
}

const { values } = parseArgs({ options: { starts: { type: 'string', default: '10' } } });
const server = await openServer();
try {
  const environment = await settingsFor(server.url);
  for (const [kind, file] of Object.entries(kinds)) {
    await start(file, environment); // the first one makes the tables
    const starts: Start[] = [];
    for (let made = 0; made < Number(values.starts); made++) starts.push(await start(file, environment));
    print(kind, 'to /ready', 'ms', starts.map(({ readyMs }) => readyMs)); // prettier-ignore
    print(kind, 'CPU to /ready', 'ms', starts.map(({ cpuMs }) => cpuMs)); // prettier-ignore
    print(kind, 'RSS idle', 'MiB', starts.map(({ idleMib }) => idleMib)); // prettier-ignore
  }
} finally {
  await server.close();
}

/** The one that is given, or the product's own in a folder of its own. */
async function openServer(): Promise<{ url: string; close(): Promise<void> }> {
  const given = process.env['DATABASE_URL'];
  if (given) return { url: given, close: () => Promise.resolve() };
  const dataDir = mkdtempSync(join(tmpdir(), 'datamigrate-start-'));
  chmodSync(dataDir, 0o755);
  const embedded = await openEmbeddedPostgres({ dataDir, log: (text) => console.error(text) });
  const close = async (): Promise<void> => {
    await embedded.close();
    rmSync(dataDir, { recursive: true, force: true });
  };
  return { url: embedded.url, close };
}

async function start(file: string, environment: NodeJS.ProcessEnv): Promise<Start> {
  const startedMs = performance.now();
  const child = spawn(process.execPath, [file], { env: environment, stdio: ['ignore', 'ignore', 'inherit'] });
  try {
    await ready(`http://127.0.0.1:${environment['PORT']}/ready`, child);
    const readyMs = performance.now() - startedMs;
    const { cpuSeconds } = usageOf(child.pid);
    await delay(idleMs);
    return { readyMs, cpuMs: cpuSeconds * 1000, idleMib: usageOf(child.pid).rssMib };
  } finally {
    await end(child);
  }
}

async function ready(url: string, child: ChildProcess): Promise<void> {
  const deadline = performance.now() + readyTimeoutMs;
  while (performance.now() < deadline && child.exitCode === null) {
    const isReady = await fetch(url, { signal: AbortSignal.timeout(readyTimeoutMs) }).then(({ ok }) => ok, () => false); // prettier-ignore
    if (isReady) return;
    await delay(pollMs);
  }
  throw new Error('the server did not become ready');
}

async function end(child: ChildProcess): Promise<void> {
  if (child.exitCode !== null) return;
  const exit = once(child, 'exit');
  child.kill('SIGINT');
  await exit;
}

async function settingsFor(databaseUrl: string): Promise<NodeJS.ProcessEnv> {
  const secret = (): string => randomBytes(48).toString('base64url');
  return {
    PATH: process.env['PATH'],
    NODE_OPTIONS: process.env['NODE_OPTIONS'],
    ROLE: 'api',
    PORT: String(await freePort()),
    DATABASE_URL: databaseUrl,
    AGENTS_URL: 'http://127.0.0.1:9',
    JWT_SECRET: secret(),
    SERVICE_TOKEN: secret(),
    LOG_LEVEL: 'fatal',
  };
}

function freePort(): Promise<number> {
  return new Promise((resolve, reject) => {
    const probe = createServer();
    probe.once('error', reject).listen(0, '127.0.0.1', () => {
      const address = probe.address();
      probe.close(() => resolve(typeof address === 'object' && address ? address.port : 0));
    });
  });
}

function print(kind: string, what: string, unit: string, figures: number[]): void {
  const sorted = figures.toSorted((a, b) => a - b);
  const [median, min, max] = [sorted[sorted.length >> 1], sorted[0], sorted.at(-1)].map((figure) => (figure ?? 0).toFixed(0)); // prettier-ignore
  console.log(`${kind.padEnd(16)}${what.padEnd(16)}median ${median} ${unit}, min ${min}, max ${max} (${figures.length} starts)`); // prettier-ignore
}
