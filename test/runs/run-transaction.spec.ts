import { RunClaims, STARTS_MAX } from '../../src/runs/run-claims.js';
import { cancelRun, endPendingRun } from '../../src/runs/run-moves.js';
import { LeaseLost, RunTransactions, type RunTransaction } from '../../src/runs/run-transaction.js';
import { SYSTEM } from '../../src/database/workspace-database.js';
import { postgres } from '../support/postgres.js';
import { describeIf } from '../support/requirement.js';
import { openStore, type Store } from './store.js';

const claimant = { owner: 'test', leaseMs: 30_000 };

describeIf(postgres, 'a run in the database', () => {
  let store: Store;
  let claims: RunClaims;
  let transactions: RunTransactions;

  beforeAll(async () => {
    store = await openStore();
    claims = new RunClaims(store.database);
    transactions = new RunTransactions(store.database);
  });
  afterAll(() => store.close());

  async function claimed(): Promise<{ runId: string; migrationId: string; epoch: number }> {
    const { runId, migrationId } = await store.newRun();
    const claim = await claims.claim(runId, claimant);
    return { runId, migrationId, epoch: claim?.epoch ?? 0 };
  }

  const migration = async (id: string): Promise<Record<string, unknown>> =>
    (await store.test.client.query('SELECT * FROM migrations WHERE id = $1', [id])).rows[0];

  test('of 20 claims at the same moment one gets the run, and it starts once', async () => {
    const { runId } = await store.newRun();
    const all = await Promise.all(Array.from({ length: 20 }, () => claims.claim(runId, claimant)));
    expect(all.filter(Boolean)).toHaveLength(1);
    expect(await store.run(runId)).toMatchObject({ status: 'running', lease_epoch: 1, starts: 1, lease_owner: 'test' });
    expect((await store.events(runId)).map(({ type }) => type)).toEqual(['run.started']);
  });

  test('a claim moves the migration too', async () => {
    const { migrationId } = await claimed();
    expect(await migration(migrationId)).toMatchObject({ status: 'running', revision: '2' });
  });

  /** Everything that can be written, each as one attempt. */
  const writes: Readonly<Record<string, (run: RunTransaction) => Promise<unknown>>> = {
    setPhase: (run) => run.setPhase('testing'),
    setProgress: (run) => run.setProgress({ done: 1, total: 2 }, { done: 1, total: 2 }),
    startStep: (run) => run.startStep('tester', 'testing'),
    endStep: (run) => run.endStep({ status: 'completed' }),
    appendEvent: (run) => run.appendEvent('run.progress', {}),
    putArtifact: (run) => run.putArtifact('plan', Buffer.from('{}'), 'application/json'),
    putStateValue: (run) => run.putStateValue(Buffer.from('{}')),
    fail: (run) => run.fail({ code: 'x', message: 'x' }),
    cancel: (run) => run.cancel(),
    giveBack: (run) => run.giveBack({ counts: false }),
  };

  test.each(Object.keys(writes))('%s at an old epoch writes nothing and says that the lease is lost', async (name) => {
    const { runId, epoch } = await claimed();
    await transactions.run(runId, epoch, (run) => run.giveBack({ counts: false }));
    await claims.claim(runId, claimant);
    const before = [await store.run(runId), await store.events(runId)];
    const late = transactions.run(runId, epoch, async (run) => writes[name]?.(run));
    await expect(late).rejects.toThrow(LeaseLost);
    expect([await store.run(runId), await store.events(runId)]).toEqual(before);
    await expect(transactions.renew(runId, epoch, 1_000)).rejects.toThrow(LeaseLost);
  });

  test('a transaction that fails half-way leaves nothing of itself', async () => {
    const { runId, epoch } = await claimed();
    const before = [await store.run(runId), await store.events(runId)];
    const broken = transactions.run(runId, epoch, async (run) => {
      await run.setPhase('testing');
      throw new Error('half-way');
    });
    await expect(broken).rejects.toThrow('half-way');
    expect([await store.run(runId), await store.events(runId)]).toEqual(before);
  });

  test('eight writers at once leave events without a gap', async () => {
    const { runId, epoch } = await claimed();
    const write = (at: number): Promise<void> =>
      transactions.run(runId, epoch, (run) => run.appendEvent('run.progress', { at }));
    await Promise.all(Array.from({ length: 64 }, (_, at) => write(at)));
    const seqs = (await store.events(runId)).map(({ seq }) => seq);
    expect(seqs).toEqual(Array.from({ length: 65 }, (_, at) => at + 1));
  });

  test('progress never goes back', async () => {
    const { runId, migrationId, epoch } = await claimed();
    for (const done of [3, 7, 5])
      await transactions.run(runId, epoch, (run) => run.setProgress({ done, total: 10 }, { done, total: 10 }));
    expect(await store.run(runId)).toMatchObject({ progress_done: 7, progress_total: 10 });
    expect(await migration(migrationId)).toMatchObject({ progress_done: 7, progress_total: 10 });
  });

  test('a run that is given back in order does not count the start; after three that count it is given up', async () => {
    const { runId } = await store.newRun();
    for (const counts of [false, true, true, true]) {
      const claim = await claims.claim(runId, claimant);
      await transactions.run(runId, claim?.epoch ?? 0, (run) => run.giveBack({ counts }));
    }
    expect(await store.run(runId)).toMatchObject({ status: 'pending', starts: STARTS_MAX, delivery_no: 5 });
    expect(await claims.claim(runId, claimant)).toBeNull();
    expect(await store.run(runId)).toMatchObject({ status: 'failed', error_code: 'worker_crashed_repeatedly' });
    const outbox = await store.test.client.query('SELECT FROM outbox WHERE run_id = $1', [runId]);
    expect(outbox.rowCount).toBe(0);
  });

  test('a pending run is cancelled at once; a running one is asked of its worker', async () => {
    const pending = await store.newRun();
    const cancel = (runId: string): Promise<unknown> =>
      store.database.transaction(SYSTEM, (manager) => cancelRun(manager, runId));
    expect(await cancel(pending.runId)).toBe('cancelled');
    expect(await claims.claim(pending.runId, claimant)).toBeNull();
    expect(await migration(pending.migrationId)).toMatchObject({ status: 'cancelled' });

    const running = await claimed();
    expect(await cancel(running.runId)).toBe('running');
    expect(await cancel(running.runId)).toBe('running');
    expect(await transactions.renew(running.runId, running.epoch, 1_000)).toEqual({ isCancelRequested: true });
    expect((await store.events(running.runId)).map(({ type }) => type)).toEqual([
      'run.started',
      'run.cancel_requested',
    ]);
  });

  test('what ended stays as it ended, whatever is tried', async () => {
    const { runId, epoch } = await claimed();
    await transactions.run(runId, epoch, (run) => run.fail({ code: 'x', message: 'why' }));
    const before = await store.run(runId);
    await store.database.transaction(SYSTEM, (manager) => cancelRun(manager, runId));
    await store.database.transaction(SYSTEM, (manager) => endPendingRun(manager, runId, { status: 'cancelled' }));
    await expect(transactions.run(runId, epoch, (run) => run.cancel())).rejects.toThrow(LeaseLost);
    expect(await claims.claim(runId, claimant)).toBeNull();
    expect(await store.run(runId)).toEqual(before);
    await expect(store.test.client.query(`UPDATE runs SET status = 'pending' WHERE id = $1`, [runId])).rejects.toThrow(
      'never changes',
    );
  });

  test('steps are numbered, and the turns of an agent counted', async () => {
    const { runId, epoch } = await claimed();
    for (const agent of ['tester', 'rebuilder', 'tester'])
      await transactions.run(runId, epoch, async (run) => {
        await run.startStep(agent, 'testing');
        await run.endStep({ status: 'completed' });
      });
    const { rows } = await store.test.client.query(
      'SELECT number, agent, attempt, status FROM steps WHERE run_id = $1 ORDER BY number',
      [runId],
    );
    expect(rows).toEqual([
      { number: 1, agent: 'tester', attempt: 1, status: 'completed' },
      { number: 2, agent: 'rebuilder', attempt: 1, status: 'completed' },
      { number: 3, agent: 'tester', attempt: 2, status: 'completed' },
    ]);
  });
});
