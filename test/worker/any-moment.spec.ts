import { readdirSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import { postgres } from '../support/postgres.js';
import { describeIf } from '../support/requirement.js';
import { openBench, until, type Bench } from './bench.js';

// Children start slowly where much else runs.
jest.setTimeout(900_000);

describeIf(postgres, 'a worker that', () => {
  let bench: Bench;
  beforeAll(async () => {
    bench = await openBench();
  });
  afterAll(() => bench.close());

  test('stops at any moment gives back what it had, and the run ends as if it had never been stopped', async () => {
    const whole = await bench.newRunOf('examples/harbour-supply');
    const startMs = performance.now();
    await bench.newWorker().run(whole.runId);
    const durationMs = performance.now() - startMs;
    const { runId } = await bench.newRunOf('examples/harbour-supply');
    for (const share of [0, 0.02, 0.2, 0.5, 0.9]) {
      const worker = bench.newWorker();
      const work = worker.run(runId);
      await delay(share * durationMs);
      await worker.beforeApplicationShutdown();
      await work;
      const run = await bench.store.run(runId);
      if (run.status === 'completed') break; // it was faster this time
      expect(run).toMatchObject({ status: 'pending', starts: 0, lease_owner: null });
    }
    await bench.newWorker().run(runId);
    expect(await bench.store.run(runId)).toMatchObject({ status: 'completed' });
    expect(await bench.hashOf(runId, 'project_zip')).toBe(await bench.hashOf(whole.runId, 'project_zip'));
    const progress = (await bench.store.events(runId)).filter(({ type }) => type === 'run.progress');
    const dones = progress.map(({ data }) => Number(data.done));
    expect(dones).toEqual([...dones].sort((a, b) => a - b));
    expect(readdirSync(bench.runsFolder)).toEqual([]);
  });

  test('may do two runs at once does two, and the third when one ended', async () => {
    const entry = join(bench.runsFolder, '..', `slow-child-${process.pid}.mjs`);
    writeFileSync(entry, `process.on('message', () => {}); setTimeout(() => process.exit(1), 1500);`);
    const worker = bench.newWorker({ entry, concurrency: 2 });
    const runs: { runId: string }[] = [];
    for (let count = 0; count < 3; count++) runs.push(await bench.newRunOfScript('SELECT 1'));
    const works = runs.map(({ runId }) => worker.run(runId));
    const statuses = async (): Promise<string> =>
      (await bench.store.test.client.query('SELECT status FROM runs WHERE id = ANY ($1) ORDER BY id', [runs.map(({ runId }) => runId)])).rows
        .map((run) => String(run.status)).join(' '); // prettier-ignore
    await until('two are at work', async () => (await statuses()) === 'running running pending');
    await works[0];
    await until('the third is at work', async () => (await statuses()).endsWith('running'));
    await Promise.all(works);
    rmSync(entry);
  });
});
