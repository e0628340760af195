import { readdirSync, readFileSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { TEST_SECRET } from '../support/api.js';
import { freshDatabase, postgres, type TestDatabase } from '../support/postgres.js';
import { freshRedis, redis, type TestRedis } from '../support/redis.js';
import { inRepository } from '../support/repository.js';
import { describeIf } from '../support/requirement.js';
import { startServer, type ServerProcess } from '../support/server-process.js';
import { processesBelow } from '../worker/processes.js';
import { kubectl, named, rendered, toMib, valueOf, type Resource } from './manifests.js';

const clients = 32;
const requestsOfClient = 60;
const runs = 2;
const workTimeoutMs = 180_000;

jest.setTimeout(300_000);

/** Memory of a process and all below it, in MiB. Pages that they share count for each: a container's limit would count them once. */
function memoryMib(pid: number): number {
  const kib = [pid, ...processesBelow(pid)].map((one) => {
    try {
      return Number(/^VmRSS:\s+(\d+) kB/m.exec(readFileSync(`/proc/${one}/status`, 'latin1'))?.[1] ?? 0);
    } catch {
      return 0; // ended meanwhile
    }
  });
  return kib.reduce((sum, one) => sum + one, 0) / 1024;
}

/** Does the work and looks all the while. @returns the most that was taken, in MiB */
async function peakOf(pid: number, work: () => Promise<unknown>): Promise<number> {
  let isDone = false;
  let peak = 0;
  const looking = (async () => {
    for (; !isDone; await sleep(50)) peak = Math.max(peak, memoryMib(pid));
  })();
  try {
    await work();
  } finally {
    isDone = true;
    await looking;
  }
  return Math.round(peak);
}

describeIf([kubectl, postgres, redis], 'under the memory limits of the manifests', () => {
  let database: TestDatabase;
  let store: TestRedis;
  let dataDir: string;
  let api: ServerProcess;
  let worker: ServerProcess;
  let authorization: string;

  const containerOf = (name: string): Resource =>
    named(rendered('base'), 'Deployment', name).spec.template.spec.containers[0];
  const limitMib = (name: string): number => toMib(containerOf(name).resources.limits.memory);

  function start(name: 'api' | 'agents', role: string): Promise<ServerProcess> {
    const noLimits = Object.fromEntries(['LOGIN', 'WRITE', 'READ', 'RUN_START'].map((kind) => [`RATE_LIMIT_${kind}`, '0'])); // prettier-ignore
    return startServer({
      ...noLimits,
      ROLE: role,
      NODE_OPTIONS: valueOf(containerOf(name), 'NODE_OPTIONS') ?? '',
      WORKER_CONCURRENCY: valueOf(containerOf(name), 'WORKER_CONCURRENCY') ?? '',
      DATABASE_URL: database.url,
      REDIS_URL: store.url,
      DATA_DIR: dataDir,
      JWT_SECRET: TEST_SECRET,
      SERVICE_TOKEN: TEST_SECRET,
    });
  }
  async function ask(path: string, body?: unknown, method = body ? 'POST' : 'GET'): Promise<Resource> {
    const answer = await fetch(`${api.url}/api/v1/${path}`, {
      method,
      headers: { authorization, ...(body ? { 'content-type': 'application/json' } : {}) },
      body: body ? JSON.stringify(body) : undefined,
    });
    if (!answer.ok) throw new Error(`${method} ${path}: ${answer.status} ${await answer.text()}`);
    return answer.json();
  }

  beforeAll(async () => {
    [database, store] = await Promise.all([freshDatabase(), freshRedis()]);
    dataDir = mkdtempSync(join(tmpdir(), 'datamigrate-data-'));
    api = await start('api', 'api');
    worker = await start('agents', 'worker');
    authorization = '';
    const person = { email: 'me@example.com', password: 'a long enough phrase' };
    await ask('register', { ...person, name: 'Me' });
    authorization = `Bearer ${(await ask('login', person)).access_token}`;
  });
  afterAll(async () => {
    await Promise.all([api, worker].map((server) => server?.stop('SIGKILL')));
    await Promise.all([database?.close(), store?.close()]);
    if (dataDir) rmSync(dataDir, { recursive: true, force: true });
  });

  it('the api answers many clients that read, write and log in', async () => {
    const source = `CREATE TABLE dbo.T (A int NOT NULL)\n-- ${'x'.repeat(100_000)}`;
    const client = async (): Promise<void> => {
      for (let turn = 0; turn < requestsOfClient; turn += 3) {
        const { id } = await ask('migrations', { name: `turn ${turn}`, source, target: 'duckdb', auto_start: false });
        await ask(`migrations/${id}`);
        await ask('migrations?limit=50');
      }
    };
    const peak = await peakOf(Number(api.child.pid), () => Promise.all(Array.from({ length: clients }, client)));
    process.stderr.write(`api: at most ${peak} MiB of ${limitMib('api')}\n`);
    expect(peak).toBeGreaterThan(40); // it was looked at
    expect(peak).toBeLessThan(limitMib('api'));
  });

  it('the worker runs the agents to the end of the example database', async () => {
    const folder = inRepository('examples/harbour-supply');
    const source = readdirSync(folder).filter((name) => name.endsWith('.sql')).map((name) => readFileSync(join(folder, name), 'utf8')).join('\nGO\n'); // prettier-ignore
    const statuses: string[] = [];
    const peak = await peakOf(Number(worker.child.pid), async () => {
      for (let run = 0; run < runs; run++) {
        const { id } = await ask('migrations', { name: 'harbour', source, target: 'duckdb' });
        for (const endMs = Date.now() + workTimeoutMs; Date.now() < endMs; await sleep(200)) {
          const { status } = await ask(`migrations/${id}`);
          if (!['pending', 'running'].includes(status) && statuses.push(status)) break;
        }
      }
    });
    process.stderr.write(`agents: at most ${peak} MiB of ${limitMib('agents')}\n`);
    expect(statuses).toEqual(Array(runs).fill('completed'));
    expect(peak).toBeGreaterThan(100);
    expect(peak).toBeLessThan(limitMib('agents'));
  });
});
