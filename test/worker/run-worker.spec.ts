import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { setTimeout as delay } from 'node:timers/promises';
import { SYSTEM } from '../../src/database/workspace-database.js';
import { RUN_ARTIFACT_NAMES } from '../../src/runs/artifact.entity.js';
import { cancelRun } from '../../src/runs/run-moves.js';
import { postgres } from '../support/postgres.js';
import { describeIf } from '../support/requirement.js';
import { openBench, SLOW_SCRIPT, until, type Bench } from './bench.js';
import { isAlive, processesBelow } from './processes.js';

// Children start slowly where much else runs.
jest.setTimeout(180_000);

describeIf(postgres, 'a worker', () => {
  let bench: Bench;
  beforeAll(async () => {
    bench = await openBench();
  });
  afterAll(() => bench.close());

  const status = async (runId: string): Promise<unknown> => (await bench.store.run(runId))?.status;
  const types = async (runId: string): Promise<string[]> => (await bench.store.events(runId)).map(({ type }) => type);
  const rowsOf = async (table: string, runId: string): Promise<number> =>
    Number(
      (await bench.store.test.client.query(`SELECT count(*) FROM ${table} WHERE run_id = $1`, [runId])).rows[0].count,
    );

  /** Processes that work in the folder of a run, children and grandchildren: by their working folder, or their temporary one. */
  function processesOf(runId: string): number[] {
    return readdirSync('/proc')
      .filter((name) => /^\d+$/.test(name))
      .filter((pid) => {
        try {
          const parts = [readFileSync(`/proc/${pid}/environ`, 'latin1')];
          return (
            parts.some((text) => text.includes(runId)) &&
            /run-child|sandbox/.test(readFileSync(`/proc/${pid}/cmdline`, 'latin1'))
          );
        } catch {
          return false;
        }
      })
      .map(Number);
  }

  /** Waits until the engine of a slow run works. @returns the processes of the run */
  async function atWork(runId: string): Promise<number[]> {
    await until('the tester works', async () => (await bench.store.run(runId))?.phase === 'testing');
    await until(
      'the engine is busy',
      () => processesOf(runId).flatMap((pid) => [pid, ...processesBelow(pid)]).length >= 2,
    );
    await delay(300);
    const pids = [...new Set(processesOf(runId).flatMap((pid) => [pid, ...processesBelow(pid)]))];
    expect(pids.length).toBeGreaterThanOrEqual(2);
    return pids;
  }

  test('does a whole run and leaves every result, no state and no folder', async () => {
    const { runId, migrationId } = await bench.newRunOf('examples/harbour-supply');
    await bench.newWorker().run(runId);
    const run = await bench.store.run(runId);
    expect(run).toMatchObject({ status: 'completed', phase: null, error_code: null, starts: 1, success_rate: 1 });
    expect(run?.progress_done).toBe(run?.progress_total);
    const phases = (await bench.store.events(runId))
      .filter(({ type }) => type === 'run.phase')
      .map(({ data }) => data.phase);
    expect(phases).toEqual(['assessment', 'planning', 'execution', 'testing', 'rebuilding', 'evaluation']);
    expect(await rowsOf('run_objects', runId)).toBe(51);
    const names = await bench.store.test.client.query('SELECT name FROM run_artifacts WHERE run_id = $1', [runId]);
    const named = names.rows.map(({ name }) => String(name)).filter((name) => !name.startsWith('state/'));
    expect(named.sort()).toEqual([...RUN_ARTIFACT_NAMES].sort());
    const unnamed = await bench.store.test.client.query(
      'SELECT FROM artifacts WHERE hash NOT IN (SELECT hash FROM run_artifacts UNION SELECT hash FROM migration_inputs)',
    );
    expect(unnamed.rowCount).toBe(0); // whatever was stored goes with the migration
    const lineage = JSON.parse(String(await bench.bytesOf(runId, 'lineage')));
    const ids = lineage.nodes.map(({ id }: { id: string }) => id);
    expect(new Set(ids).size).toBe(ids.length);
    expect(lineage.edges.length).toBeGreaterThan(50);
    for (const { from, to } of lineage.edges) expect([ids.includes(from), ids.includes(to)]).toEqual([true, true]);
    expect(await rowsOf('model_files', runId)).toBe(run?.models_generated);
    for (const table of ['checkpoints', 'checkpoint_writes', 'outbox']) expect(await rowsOf(table, runId)).toBe(0);
    expect(readdirSync(bench.runsFolder)).toEqual([]);
    const { rows } = await bench.store.test.client.query(
      'SELECT status, models_generated FROM migrations WHERE id = $1',
      [migrationId],
    );
    expect(rows).toEqual([{ status: 'completed', models_generated: run?.models_generated }]);
  });

  test('a second delivery of the same run does nothing', async () => {
    const { runId } = await bench.newRunOfScript('CREATE TABLE dbo.T (A int NOT NULL)');
    await Promise.all([bench.newWorker().run(runId), bench.newWorker().run(runId)]);
    await bench.newWorker().run(runId);
    expect(await bench.store.run(runId)).toMatchObject({ status: 'completed', starts: 1, lease_epoch: 1 });
    expect((await types(runId)).filter((type) => type === 'run.completed')).toHaveLength(1);
  });

  test('input that is no SQL fails the run with a code and a text that names no place of ours', async () => {
    const { runId } = await bench.newRunOfScript('Dear Sir or Madam, this is a letter.');
    await bench.newWorker().run(runId);
    const run = await bench.store.run(runId);
    expect(run).toMatchObject({ status: 'failed', error_code: 'INPUT-NOT-SQL' });
    expect(String(run?.error_message)).not.toMatch(/\/tmp|\/work|at .*\.js/);
    expect(await types(runId)).toContain('run.failed');
  });

  test('a cancel stops the work within two seconds, with everything that it started', async () => {
    const { runId } = await bench.newRunOfScript(SLOW_SCRIPT);
    const work = bench.newWorker().run(runId);
    const pids = await atWork(runId);
    const startMs = performance.now();
    await bench.store.database.transaction(SYSTEM, (manager) => cancelRun(manager, runId));
    await until('the run is cancelled', async () => (await status(runId)) === 'cancelled', 5_000);
    expect(performance.now() - startMs).toBeLessThan(2_000);
    expect(pids.filter(isAlive)).toEqual([]);
    await work;
    expect((await types(runId)).slice(-3)).toEqual(['run.cancel_requested', 'step.ended', 'run.cancelled']);
    expect(existsSync(`${bench.runsFolder}/${runId}`)).toBe(false);
  });

  test('a stop gives the run back without counting the start, and another worker finishes it', async () => {
    const { runId } = await bench.newRunOfScript(SLOW_SCRIPT);
    const worker = bench.newWorker();
    const work = worker.run(runId);
    const pids = await atWork(runId);
    const startMs = performance.now();
    await worker.beforeApplicationShutdown();
    expect(performance.now() - startMs).toBeLessThan(5_000);
    await work;
    expect(pids.filter(isAlive)).toEqual([]);
    expect(await bench.store.run(runId)).toMatchObject({
      status: 'pending',
      starts: 0,
      delivery_no: 2,
      lease_owner: null,
    });
    expect(await rowsOf('outbox', runId)).toBe(1);
    expect(await rowsOf('checkpoints', runId)).toBeGreaterThan(0);
    await bench.store.database.transaction(SYSTEM, (manager) => cancelRun(manager, runId));
  });

  test('a child that dies is tried again, and after three times the run is given up', async () => {
    const { runId } = await bench.newRunOfScript(SLOW_SCRIPT);
    const worker = bench.newWorker();
    for (let start = 1; start <= 3; start++) {
      const work = worker.run(runId);
      const [child = 0] = await atWork(runId);
      process.kill(child, 'SIGKILL');
      await work;
      expect(await bench.store.run(runId)).toMatchObject({ status: 'pending', starts: start });
    }
    await worker.run(runId);
    expect(await bench.store.run(runId)).toMatchObject({ status: 'failed', error_code: 'worker_crashed_repeatedly' });
  });

  test('what waits for its turn when the worker stops is delivered to others', async () => {
    const [first, second] = [
      await bench.newRunOfScript(SLOW_SCRIPT),
      await bench.newRunOfScript('CREATE TABLE dbo.T (A int)'),
    ];
    const worker = bench.newWorker();
    const works = [worker.run(first.runId)];
    await atWork(first.runId);
    works.push(worker.run(second.runId));
    await worker.beforeApplicationShutdown();
    await Promise.all(works);
    for (const { runId } of [first, second]) {
      expect(await bench.store.run(runId)).toMatchObject({ status: 'pending', starts: 0, delivery_no: 2 });
      await bench.store.database.transaction(SYSTEM, (manager) => cancelRun(manager, runId));
    }
  });

  test('no secret of the worker reaches the child', async () => {
    const { runId } = await bench.newRunOfScript(SLOW_SCRIPT);
    process.env.DATAMIGRATE_TEST_SENTINEL = 'sentinel-of-the-worker';
    const worker = bench.newWorker();
    const work = worker.run(runId);
    const pids = await atWork(runId);
    for (const pid of pids)
      expect(readFileSync(`/proc/${pid}/environ`, 'latin1')).not.toMatch(/sentinel|postgres:|SECRET/);
    delete process.env.DATAMIGRATE_TEST_SENTINEL;
    await bench.store.database.transaction(SYSTEM, (manager) => cancelRun(manager, runId));
    await work;
  });
});
