import { readdirSync, readFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { SYSTEM } from '../../src/database/workspace-database.js';
import { cancelRun } from '../../src/runs/run-moves.js';
import { postgres } from '../support/postgres.js';
import { describeIf } from '../support/requirement.js';
import { openBench, SLOW_SCRIPT, until, type Bench } from './bench.js';
import { isAlive, processesBelow } from './processes.js';

// Children start slowly where much else runs.
jest.setTimeout(180_000);

describeIf(postgres, 'a run for target postgres', () => {
  let bench: Bench;
  beforeAll(async () => {
    bench = await openBench();
  });
  afterAll(() => bench.close());

  test('is tested on a PostgreSQL of its own, which the child starts and ends', async () => {
    const { runId, migrationId } = await bench.newRunOf('examples/harbour-supply');
    await bench.store.test.client.query(`UPDATE migrations SET target = 'postgres' WHERE id = $1`, [migrationId]);
    await bench.newWorker().run(runId);
    const run = await bench.store.run(runId);
    expect([run.status, run.error_code, run.error_message]).toEqual(['completed', null, null]);
    const { rows } = await bench.store.test.client.query(
      `SELECT status, proof, count(*)::integer AS count FROM run_objects WHERE run_id = $1 GROUP BY 1, 2`,
      [runId],
    );
    expect(rows.filter(({ proof }) => proof === 'executed').length).toBeGreaterThan(0);
  });

  test('a cancel leaves nothing of that server', async () => {
    const { runId, migrationId } = await bench.newRunOfScript(SLOW_SCRIPT);
    await bench.store.test.client.query(`UPDATE migrations SET target = 'postgres' WHERE id = $1`, [migrationId]);
    const work = bench.newWorker().run(runId);
    const isQuerying = (pid: number): boolean => /postgres: .* (SELECT|CREATE)/.test(commandOf(pid));
    await until('a query is at work', () => processesBelow(process.pid).some(isQuerying), 60_000);
    const pids = processesBelow(process.pid);
    const startMs = performance.now();
    await bench.store.database.transaction(SYSTEM, (manager) => cancelRun(manager, runId));
    await work;
    expect(performance.now() - startMs).toBeLessThan(3_000);
    expect(await bench.store.run(runId)).toMatchObject({ status: 'cancelled' });
    await until('nothing is left', () => pids.every((pid) => !isAlive(pid)), 2_000);
    expect(readdirSync(tmpdir()).filter((name) => name.includes(runId))).toEqual([]);
  });
});

function commandOf(pid: number): string {
  try {
    return readFileSync(`/proc/${pid}/cmdline`, 'latin1').replaceAll('\0', ' ');
  } catch {
    return '';
  }
}
