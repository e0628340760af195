import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { SYSTEM } from '../../src/database/workspace-database.js';
import { cancelRun } from '../../src/runs/run-moves.js';
import { postgres } from '../support/postgres.js';
import { describeIf } from '../support/requirement.js';
import { openBench, until, type Bench } from './bench.js';
import { isAlive, processesBelow } from './processes.js';

const CHECKPOINT = `{ namespace: '', checkpointId: 'c1', parentId: null, schemaVersion: 1, checkpoint: {}, metadata: {} }`;

/** Programs in the place of ours: the worker must outlive each. */
const ODD: Readonly<Record<string, string>> = {
  'says what is no message': `process.send({ type: 'drop tables' })`,
  'says a number where a text belongs': `process.send({ type: 'step', id: 1, agent: 7, phase: 'testing' })`,
  'invents a phase': `process.send({ type: 'step', id: 1, agent: 'x', phase: 'lunch' })`,
  'has a state of more than 64 KB': `process.send({ type: 'checkpoint', id: 1, checkpoint: { ...${CHECKPOINT}, checkpoint: { x: 'y'.repeat(70000) } } })`,
  'floods its worker': `for (let id = 1; id < 2000; id++) process.send({ type: 'step_done', id })`,
  'claims to be done and left nothing': `process.send({ type: 'done', id: 1, successRate: 1, provedRate: 1 }, () => process.exit(0))`,
  'claims a rate of two': `process.send({ type: 'done', id: 1, successRate: 2, provedRate: 0 })`,
};

// Children start slowly where much else runs.
jest.setTimeout(180_000);

describeIf(postgres, 'a child that', () => {
  let bench: Bench;
  let folder: string;
  let programs = 0;
  beforeAll(async () => {
    bench = await openBench();
    folder = mkdtempSync(join(tmpdir(), 'datamigrate-odd-'));
  });
  afterAll(async () => {
    rmSync(folder, { recursive: true, force: true });
    await bench.close();
  });

  function program(text: string): string {
    const path = join(folder, `${++programs}.mjs`);
    writeFileSync(
      path,
      `process.on('message', (m) => { if (m.type === 'start') { ${text} } });\nsetInterval(() => {}, 1000);`,
    );
    return path;
  }

  test.each(Object.keys(ODD))('%s fails its run, not its worker', async (name) => {
    const { runId } = await bench.newRunOfScript('SELECT 1');
    await bench.newWorker({ entry: program(ODD[name] ?? '') }).run(runId);
    const run = await bench.store.run(runId);
    expect([run.status, run.error_code]).toEqual(['failed', 'internal_error']);
    expect(String(run.error_message)).not.toMatch(/\/|child|protocol|ENOENT/);
  });

  test('does not listen to SIGTERM is killed within two seconds, with what it started', async () => {
    const text = `process.on('SIGTERM', () => {}); import('node:child_process').then(({ spawn }) => {
      spawn('sleep', ['300']);
      process.send({ type: 'step', id: 1, agent: 'tester', phase: 'testing' });
    });`;
    const { runId } = await bench.newRunOfScript('SELECT 1');
    const work = bench.newWorker({ entry: program(text) }).run(runId);
    await until('it works', async () => (await bench.store.run(runId)).phase === 'testing');
    const pids = processesBelow(process.pid);
    expect(pids.length).toBeGreaterThanOrEqual(2);
    const startMs = performance.now();
    await bench.store.database.transaction(SYSTEM, (manager) => cancelRun(manager, runId));
    await until('the run is cancelled', async () => (await bench.store.run(runId)).status === 'cancelled', 5_000);
    expect(performance.now() - startMs).toBeLessThan(2_000);
    await work;
    expect(pids.filter(isAlive)).toEqual([]);
  });

  test('loses its lease to another worker writes nothing any more and is stopped', async () => {
    const text = `setInterval(() => process.send({ type: 'progress', id: 1, step: { done: 1, total: 2 }, run: { done: 1, total: 2 } }), 100)`;
    const { runId } = await bench.newRunOfScript('SELECT 1');
    const work = bench.newWorker({ entry: program(text) }).run(runId);
    await until('it works', async () => (await bench.store.run(runId)).progress_done === 1);
    await bench.store.test.client.query(
      `UPDATE runs SET lease_epoch = lease_epoch + 1, lease_owner = 'another' WHERE id = $1`,
      [runId],
    );
    const before = await bench.store.events(runId);
    await work;
    expect(await bench.store.run(runId)).toMatchObject({ status: 'running', lease_owner: 'another' });
    expect((await bench.store.events(runId)).length - before.length).toBeLessThanOrEqual(1);
  });
});
