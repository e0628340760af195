/**
 * `npm run bench:api`: the built API (role api, its bundle) on a real PostgreSQL and Redis with 10,000 migrations of one user,
 * beside a bare Fastify + pg server that does the same work on the same database, in turns. Needs wrk, postgresql and redis-server.
 *
 *   npm run bench:api [-- --rounds 3 --seconds 5]
 */
import { createSecretKey, randomBytes } from 'node:crypto';
import { parseArgs } from 'node:util';
import { JwtService } from '@nestjs/jwt';
import pg from 'pg';
import { z } from 'zod';
import { newId } from '../src/common/ids.js';
import { startProgram, startServices, stopProgram, usageOf, type StartedProgram } from './api/services.js';
import { measure, type Load, type Measured } from './api/wrk.js';

const MIGRATIONS = 10_000;
const WORKER_TOKEN = randomBytes(32).toString('base64url');

interface Target {
  readonly program: StartedProgram;
  readonly loads: Readonly<Record<string, Omit<Load, 'connections' | 'seconds'>>>;
}
interface Figure extends Measured {
  readonly perSecond: number;
  readonly cpuMicroseconds: number;
}

const { values } = parseArgs({
  options: { rounds: { type: 'string', default: '3' }, seconds: { type: 'string', default: '5' } },
});
const [rounds, seconds] = [Number(values.rounds), Number(values.seconds)];

const services = await startServices();
const stopped: StartedProgram[] = [];
try {
  const api = await startApi();
  const bare = await startBare(api.userId, api.workspaceId);
  stopped.push(api.target.program, bare.program);
  console.log(`start-up to listening: ${api.target.program.startMs.toFixed(0)} ms, RSS after it: ${usageOf(api.target.program.child.pid).rssMib.toFixed(0)} MiB`); // prettier-ignore
  for (const name of ['health', 'list', 'get', 'create']) await compare(name, api.target, bare, 32);
  report('list at 64', await figures(api.target, 'list', 64));
  report('login', await figures(api.target, 'login', 8, Math.min(seconds, 5)));
  console.log(`RSS at the end: ${usageOf(api.target.program.child.pid).rssMib.toFixed(0)} MiB`);
} finally {
  for (const program of stopped) await stopProgram(program);
  services.close();
}

async function compare(name: string, api: Target, bare: Target, connections: number): Promise<void> {
  const [ours, theirs]: Figure[][] = [[], []];
  for (let round = 0; round < rounds; round++) {
    ours?.push(await figures(api, name, connections));
    theirs?.push(await figures(bare, name, connections));
  }
  const [api1, bare1] = [median(ours ?? []), median(theirs ?? [])];
  report(name, api1);
  report(`${name} (bare)`, bare1);
  console.log(`${name.padEnd(14)} ratio ${(api1.perSecond / bare1.perSecond).toFixed(2)}`);
}

async function figures(
  { program, loads }: Target,
  name: string,
  connections: number,
  runSeconds = seconds,
): Promise<Figure> {
  const load = loads[name];
  if (!load) throw new Error(`no load ${name}`);
  await measure({ ...load, connections, seconds: 2 }); // warm
  const before = usageOf(program.child.pid);
  const measured = await measure({ ...load, connections, seconds: runSeconds });
  const cpuSeconds = usageOf(program.child.pid).cpuSeconds - before.cpuSeconds;
  return {
    ...measured,
    perSecond: measured.requests / measured.seconds,
    cpuMicroseconds: (cpuSeconds / measured.requests) * 1e6,
  };
}

function median(all: readonly Figure[]): Figure {
  const sorted = [...all].sort((a, b) => a.perSecond - b.perSecond);
  const middle = sorted[Math.floor(sorted.length / 2)];
  if (!middle) throw new Error('nothing was measured');
  return middle;
}

function report(name: string, { perSecond, p50, p95, p99, cpuMicroseconds }: Figure): void {
  const figure = (value: number, unit: string): string => `${value.toFixed(1)} ${unit}`.padStart(12);
  console.log(`${name.padEnd(14)} ${perSecond.toFixed(0).padStart(7)} req/s  p50 ${figure(p50, 'ms')}  p95 ${figure(p95, 'ms')}  p99 ${figure(p99, 'ms')}  CPU ${figure(cpuMicroseconds, 'us')}`); // prettier-ignore
}

/** Registers, logs in and fills the list. Rate limits are off: they would be what is measured. */
async function startApi(): Promise<{ target: Target; userId: string; workspaceId: string }> {
  const environment = {
    ROLE: 'api',
    PORT: '0',
    DATABASE_URL: services.databaseUrl,
    REDIS_URL: services.redisUrl,
    JWT_SECRET: randomBytes(48).toString('base64url'),
    SERVICE_TOKEN: WORKER_TOKEN,
    LOG_LEVEL: 'info',
    DRAIN_SECONDS: '0',
    ...Object.fromEntries(['LOGIN', 'READ', 'WRITE', 'RUN_START'].map((bucket) => [`RATE_LIMIT_${bucket}`, '0'])),
  };
  const program = await startProgram('bin/start.mjs', environment, /listening on (http:[^"\s]+)/);
  const base = `${program.address}/api/v1`;
  const credentials = { email: 'bench@example.test', password: randomBytes(12).toString('hex') };
  await ask(`${base}/register`, { ...credentials, name: 'Bench' });
  const { access_token: token } = z.object({ access_token: z.string() }).parse(await ask(`${base}/login`, credentials));
  const me = z
    .object({ id: z.string(), personal_workspace_id: z.string() })
    .parse(await ask(`${base}/me`, null, token));
  const ids = await seed(me.id, me.personal_workspace_id);
  const headers = { Authorization: `Bearer ${token}` };
  const json = { ...headers, 'Content-Type': 'application/json' };
  const create = JSON.stringify({
    name: 'bench',
    source: 'CREATE TABLE t (a int);',
    target: 'duckdb',
    auto_start: false,
  });
  return {
    userId: me.id,
    workspaceId: me.personal_workspace_id,
    target: {
      program,
      loads: {
        health: { method: 'GET', url: `${program.address}/health`, headers: {} },
        list: { method: 'GET', url: `${base}/migrations`, headers },
        get: { method: 'GET', url: `${base}/migrations/${ids}`, headers },
        create: { method: 'POST', url: `${base}/migrations`, headers: json, body: create },
        login: {
          method: 'POST',
          url: `${base}/login`,
          headers: { 'Content-Type': 'application/json' },
          body: JSON.stringify(credentials),
        },
      },
    },
  };
}

async function startBare(userId: string, workspaceId: string): Promise<Target> {
  const secret = randomBytes(32).toString('hex');
  const program = await startProgram(
    'dist/bench/api/bare-server.js',
    { DATABASE_URL: services.databaseUrl, BENCH_SECRET: secret },
    /listening on (http:\S+)/,
  );
  const token = new JwtService({ secret: createSecretKey(Buffer.from(secret)) }).sign({ sub: userId, wsp: workspaceId }, { expiresIn: '1h' }); // prettier-ignore
  const headers = { Authorization: `Bearer ${token}` };
  const base = `${program.address}/migrations`;
  const create = JSON.stringify({ name: 'bench', target: 'duckdb' });
  const ids = await anyMigration(workspaceId);
  return {
    program,
    loads: {
      health: { method: 'GET', url: `${program.address}/health`, headers: {} },
      list: { method: 'GET', url: base, headers },
      get: { method: 'GET', url: `${base}/${ids}`, headers },
      create: { method: 'POST', url: base, headers: { ...headers, 'Content-Type': 'application/json' }, body: create },
    },
  };
}

async function ask(url: string, body: unknown, token?: string): Promise<unknown> {
  const response = await fetch(url, {
    method: body === null ? 'GET' : 'POST',
    headers: { 'Content-Type': 'application/json', ...(token ? { Authorization: `Bearer ${token}` } : {}) },
    ...(body === null ? {} : { body: JSON.stringify(body) }),
    signal: AbortSignal.timeout(20_000),
  });
  if (!response.ok) throw new Error(`${url}: ${response.status} ${await response.text()}`);
  return response.json();
}

/** @returns the id of one of them */
async function seed(userId: string, workspaceId: string): Promise<string> {
  const ids = Array.from({ length: MIGRATIONS }, () => newId('mig'));
  await withDatabase((client) =>
    client.query(
      `INSERT INTO migrations (id, workspace_id, user_id, name, source_kind, target, status, success_rate, proved_rate, models_generated)
       SELECT id, $2, $3, 'migration ' || n, 'script', 'duckdb', (ARRAY['completed', 'failed', 'draft'])[1 + n % 3], 0.9, 0.5, 40
       FROM unnest($1::text[]) WITH ORDINALITY AS ids (id, n)`,
      [ids, workspaceId, userId],
    ),
  );
  await withDatabase((client) => client.query('VACUUM ANALYZE migrations'));
  return ids[MIGRATIONS / 2] ?? '';
}

async function anyMigration(workspaceId: string): Promise<string> {
  const { rows } = await withDatabase((client) => client.query<{ id: string }>('SELECT id FROM migrations WHERE workspace_id = $1 ORDER BY id OFFSET 5000 LIMIT 1', [workspaceId])); // prettier-ignore
  return rows[0]?.id ?? '';
}

async function withDatabase<T>(work: (client: pg.Client) => Promise<T>): Promise<T> {
  const client = new pg.Client({ connectionString: services.databaseUrl, statement_timeout: 60_000 });
  await client.connect();
  try {
    return await work(client);
  } finally {
    await client.end();
  }
}
