import { existsSync, mkdtempSync, readdirSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { catalogOf } from '../factories/catalog.js';
import { newId } from '../../src/common/ids.js';
import { SYSTEM } from '../../src/database/workspace-database.js';
import { cancelRun } from '../../src/runs/run-moves.js';
import { addToOutbox } from '../../src/runs/outbox.js';
import { TEST_SECRET } from '../support/api.js';
import { postgres } from '../support/postgres.js';
import { freshRedis, redis, type TestRedis } from '../support/redis.js';
import { describeIf } from '../support/requirement.js';
import { buildServer, startServer, type ServerProcess } from '../support/server-process.js';
import { openBench, SLOW_SCRIPT, until, type Bench } from './bench.js';
import { isAlive, processesBelow } from './processes.js';

const TOKEN = 'service-token-only-for-tests-9f3k2m1x';
const SMALL = 'CREATE TABLE dbo.T (A int NOT NULL)\nGO\nCREATE VIEW dbo.V AS SELECT A FROM dbo.T';

// Processes start slowly where many do.
jest.setTimeout(180_000);
beforeAll(() => buildServer());

describeIf(postgres, 'a worker as a process', () => {
  let bench: Bench;
  let dataDir: string;
  const started: ServerProcess[] = [];

  beforeAll(async () => {
    bench = await openBench();
    dataDir = mkdtempSync(join(tmpdir(), 'datamigrate-data-'));
  });
  afterAll(async () => {
    await Promise.all(started.map((server) => server.stop('SIGKILL')));
    rmSync(dataDir, { recursive: true, force: true });
    await bench.close();
  });

  async function start(environment: Readonly<Record<string, string>>): Promise<ServerProcess> {
    const server = await startServer({
      DATABASE_URL: bench.store.test.url,
      DATA_DIR: dataDir,
      JWT_SECRET: TEST_SECRET,
      SERVICE_TOKEN: TOKEN,
      ...environment,
    });
    started.push(server);
    return server;
  }
  const ask = (server: ServerProcess, body: unknown, token = TOKEN): Promise<Response> =>
    fetch(`${server.url}/run-agents`, {
      method: 'POST',
      headers: { Authorization: `Bearer ${token}`, 'Content-Type': 'application/json' },
      body: JSON.stringify(body),
    });
  const status = async (runId: string): Promise<unknown> => (await bench.store.run(runId)).status;
  const cancel = (runId: string): Promise<unknown> =>
    bench.store.database.transaction(SYSTEM, (manager) => cancelRun(manager, runId));
  const completes = (runId: string): Promise<void> =>
    until('the run completes', async () => (await status(runId)) === 'completed', 60_000);
  const enqueue = (runId: string, migrationId: string): Promise<void> =>
    bench.store.database.transaction(SYSTEM, (manager) =>
      addToOutbox(manager, { runId, migrationId, workspaceId: bench.store.workspaceId, deliveryNo: 1 }),
    );

  /** Waits until the engine works for the run. @returns the processes below the server */
  async function atWork(server: ServerProcess, runId: string): Promise<number[]> {
    await until('the tester works', async () => (await bench.store.run(runId)).phase === 'testing', 60_000);
    await until('the engine is busy', () => processesBelow(server.child.pid ?? 0).length >= 2);
    return processesBelow(server.child.pid ?? 0);
  }

  test('POST /run-agents starts a run once, and refuses what it cannot mean', async () => {
    const worker = await start({ ROLE: 'worker' });
    const { runId, migrationId } = await bench.newRunOfScript(SMALL);
    const draft = newId('mig');
    await bench.store.test.client.query(
      `INSERT INTO migrations (id, workspace_id, user_id, name, source_kind, target, status) VALUES ($1, $2, $3, 'd', 'script', 'duckdb', 'draft')`,
      [draft, bench.store.workspaceId, newId('usr')],
    );
    const catalog = await catalogOf(SMALL);
    const metadata = await bench.newRunOfCatalog(catalog);
    const other = await catalogOf('CREATE TABLE dbo.Other (B int)');

    const refusals: readonly (readonly [unknown, number, string])[] = [
      [{ migration_id: newId('mig') }, 404, 'not_found'],
      [{ migration_id: 'x' }, 400, 'invalid_request'],
      [{}, 400, 'invalid_request'],
      [{ migration_id: migrationId, more: 1 }, 400, 'invalid_request'],
      [{ migration_id: migrationId, user_id: newId('usr') }, 409, 'migration_mismatch'],
      [{ migration_id: migrationId, metadata_json: catalog }, 409, 'migration_mismatch'],
      [{ migration_id: metadata.migrationId, metadata_json: other }, 409, 'migration_mismatch'],
      [{ migration_id: metadata.migrationId, metadata_json: { objects: 1 } }, 422, 'invalid_metadata'],
      [{ migration_id: metadata.migrationId, metadata_json: 'no json' }, 422, 'invalid_metadata'],
      [{ migration_id: draft }, 409, 'conflict'],
    ];
    for (const [body, expected, code] of refusals) {
      const answer = await ask(worker, body);
      expect([body, answer.status, ((await answer.json()) as { code: string }).code]).toEqual([body, expected, code]);
    }
    expect((await ask(worker, { migration_id: migrationId }, 'another-token')).status).toBe(401);
    expect((await fetch(`${worker.url}/run-agents`, { method: 'POST' })).status).toBe(401);
    expect([await status(runId), await status(metadata.runId)]).toEqual(['pending', 'pending']);

    const { user_id: userId } = await bench.store.run(runId);
    const answers = await Promise.all(Array.from({ length: 5 }, () => ask(worker, { migration_id: migrationId, user_id: userId }))); // prettier-ignore
    expect(answers.map((answer) => answer.status)).toEqual([202, 202, 202, 202, 202]);
    expect(await answers[0]?.json()).toMatchObject({ migration_id: migrationId, run_id: runId });
    const text = JSON.stringify(catalog, null, 2);
    expect((await ask(worker, { migration_id: metadata.migrationId, metadata_json: text })).status).toBe(202);
    await completes(runId);
    await completes(metadata.runId);
    expect(await bench.store.run(runId)).toMatchObject({ starts: 1, lease_epoch: 1 });

    const late = await ask(worker, { migration_id: migrationId });
    expect(await late.json()).toEqual({ migration_id: migrationId, run_id: runId, status: 'completed' });
    expect((await fetch(`${worker.url}/health`)).status).toBe(200);
    expect((await fetch(`${worker.url}/ready`)).status).toBe(200);
    expect(await worker.stop()).toBe(0);
  });

  test('SIGTERM: the run is given back unburned, nothing is left at work, and the process ends with 0', async () => {
    const worker = await start({ ROLE: 'worker' });
    const { runId, migrationId } = await bench.newRunOfScript(SLOW_SCRIPT);
    await ask(worker, { migration_id: migrationId });
    const pids = await atWork(worker, runId);
    const startMs = performance.now();
    expect(await worker.stop('SIGTERM')).toBe(0);
    expect(performance.now() - startMs).toBeLessThan(25_000);
    expect(pids.filter(isAlive)).toEqual([]);
    expect(await bench.store.run(runId)).toMatchObject({ status: 'pending', starts: 0, delivery_no: 2 });
    expect(existsSync(join(dataDir, 'runs', runId))).toBe(false);
    await cancel(runId);
  });

  test('SIGKILL: what the worker had started ends by itself', async () => {
    const worker = await start({ ROLE: 'worker' });
    const { runId, migrationId } = await bench.newRunOfScript(SLOW_SCRIPT);
    await ask(worker, { migration_id: migrationId });
    const pids = await atWork(worker, runId);
    await worker.stop('SIGKILL');
    await until('nothing is left at work', () => pids.filter(isAlive).length === 0, 5_000);
    await cancel(runId); // whoever takes it up finds that it is to end
    expect(await status(runId)).toBe('running');
  });

  test('kill -9 of the one process: after a restart the run goes on from its last step and ends as if nothing had been', async () => {
    const whole = await bench.newRunOf('examples/harbour-supply');
    await bench.newWorker().run(whole.runId);
    const { runId, migrationId } = await bench.newRunOf('examples/harbour-supply');
    await enqueue(runId, migrationId);
    const first = await start({ ROLE: 'all' });
    await until('the tester works', async () => (await bench.store.run(runId)).phase === 'testing', 60_000);
    await first.stop('SIGKILL');
    expect(await bench.store.run(runId)).toMatchObject({ status: 'running' });
    const second = await start({ ROLE: 'all' });
    await completes(runId);
    const { rows } = await bench.store.test.client.query(
      `SELECT agent, count(*)::integer AS turns FROM steps WHERE run_id = $1 GROUP BY agent`,
      [runId],
    );
    const turns = Object.fromEntries(rows.map(({ agent, turns: count }) => [agent, count]));
    expect(turns).toMatchObject({ assessment: 1, planner: 1, executor: 1, tester: 2 });
    expect(await bench.hashOf(runId, 'project_zip')).toBe(await bench.hashOf(whole.runId, 'project_zip'));
    expect(await second.stop()).toBe(0);
    expect(readdirSync(join(dataDir, 'runs'))).not.toContain(runId);
  });
});

describeIf([postgres, redis], 'workers on Redis', () => {
  let bench: Bench;
  let server: TestRedis;
  let dataDir: string;
  const started: ServerProcess[] = [];
  beforeAll(async () => {
    [bench, server] = [await openBench(), await freshRedis({ appendonly: 'yes' })];
    dataDir = mkdtempSync(join(tmpdir(), 'datamigrate-data-'));
  });
  afterAll(async () => {
    await Promise.all(started.map((process) => process.stop('SIGKILL')));
    rmSync(dataDir, { recursive: true, force: true });
    await server.close();
    await bench.close();
  });

  test('a run stopped in one worker is finished by another one, from its last step', async () => {
    const environment = {
      DATABASE_URL: bench.store.test.url,
      REDIS_URL: server.url,
      DATA_DIR: dataDir,
      JWT_SECRET: TEST_SECRET,
      SERVICE_TOKEN: TOKEN,
    };
    const api = await startServer({ ...environment, ROLE: 'api', DRAIN_SECONDS: '0' });
    const first = await startServer({ ...environment, ROLE: 'worker' });
    started.push(api, first);
    const { runId, migrationId } = await bench.newRunOf('examples/harbour-supply');
    await bench.store.database.transaction(SYSTEM, (manager) =>
      addToOutbox(manager, { runId, migrationId, workspaceId: bench.store.workspaceId, deliveryNo: 1 }),
    );
    await until('the tester works', async () => (await bench.store.run(runId)).phase === 'testing', 60_000);
    const stopped = first.stop('SIGTERM');
    started.push(await startServer({ ...environment, ROLE: 'worker' }));
    expect(await stopped).toBe(0);
    await until('the run completes', async () => (await bench.store.run(runId)).status === 'completed', 60_000);
    expect(await bench.store.run(runId)).toMatchObject({ starts: 1, lease_epoch: 2, delivery_no: 2 });
    const { rows } = await bench.store.test.client.query(
      `SELECT agent FROM steps WHERE run_id = $1 AND agent <> 'tester' ORDER BY number`,
      [runId],
    );
    expect(rows.map(({ agent }) => agent)).toEqual(['assessment', 'planner', 'executor', 'rebuilder', 'evaluator']);
  });
});
