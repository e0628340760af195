import type { DatabaseConnection } from '../../src/database/database-connection.js';
import { RunClaims } from '../../src/runs/run-claims.js';
import { OutboxDispatcher } from '../../src/runs/outbox-dispatcher.js';
import { addToOutbox, type Delivery } from '../../src/runs/outbox.js';
import { SYSTEM } from '../../src/database/workspace-database.js';
import { postgres } from '../support/postgres.js';
import { describeIf } from '../support/requirement.js';
import { openStore, type Store } from './store.js';

/** The store of these tests is open. */
const OPEN = { opened: Promise.resolve() } as DatabaseConnection;

describeIf(postgres, 'the outbox', () => {
  let store: Store;
  const delivered: Delivery[] = [];
  const carrier = { attemptsMax: null as number | null, isBroken: false, deliver: async (delivery: Delivery) => {
    if (carrier.isBroken) throw new Error('away');
    delivered.push(delivery);
  } }; // prettier-ignore

  beforeAll(async () => {
    store = await openStore();
  });
  afterAll(() => store.close());
  beforeEach(async () => {
    delivered.length = 0;
    Object.assign(carrier, { attemptsMax: null, isBroken: false });
    await store.test.client.query('DELETE FROM outbox');
  });

  async function enqueued(): Promise<Delivery> {
    const { runId, migrationId } = await store.newRun();
    const delivery = { runId, migrationId, workspaceId: store.workspaceId, deliveryNo: 1 };
    await store.database.transaction(SYSTEM, (manager) => addToOutbox(manager, delivery));
    return delivery;
  }
  const left = async (): Promise<{ attempts: number; wait_ms: number }[]> =>
    (
      await store.test.client.query(
        `SELECT attempts, extract(epoch FROM next_attempt_at - now())::float8 * 1000 AS wait_ms FROM outbox`,
      )
    ).rows;
  const makeDue = (): Promise<unknown> => store.test.client.query('UPDATE outbox SET next_attempt_at = now()');

  test('what was committed is delivered once, and then forgotten', async () => {
    const delivery = await enqueued();
    const dispatcher = new OutboxDispatcher(store.database, carrier, OPEN);
    await dispatcher.deliverDue();
    await dispatcher.deliverDue();
    expect(delivered).toEqual([delivery]);
    expect(await left()).toEqual([]);
  });

  test('four dispatchers at once deliver each of 120 runs once', async () => {
    for (let at = 0; at < 120; at++) await enqueued();
    const all = Array.from({ length: 4 }, () => new OutboxDispatcher(store.database, carrier, OPEN));
    await Promise.all([...all, ...all].map((dispatcher) => dispatcher.deliverDue()));
    expect(new Set(delivered.map(({ runId }) => runId)).size).toBe(120);
    expect(delivered).toHaveLength(120);
  });

  test('a process that dies between commit and delivery leaves the entry to another one', async () => {
    const delivery = await enqueued();
    const dying = new OutboxDispatcher(
      store.database,
      {
        attemptsMax: null,
        deliver: () => new Promise(() => undefined),
      },
      OPEN,
    );
    void dying.deliverDue();
    while ((await left())[0]?.attempts !== 1) await new Promise((resolve) => setTimeout(resolve, 10));
    const other = new OutboxDispatcher(store.database, carrier, OPEN);
    await other.deliverDue();
    expect(delivered).toEqual([]); // it is still the first one's
    await makeDue(); // as its hold runs out
    await other.deliverDue();
    expect(delivered).toEqual([delivery]);
  });

  test('a queue that is away is asked again later, each time a little later, for ever', async () => {
    await enqueued();
    carrier.isBroken = true;
    const dispatcher = new OutboxDispatcher(store.database, carrier, OPEN);
    const waitsMs: number[] = [];
    for (let attempt = 0; attempt < 7; attempt++) {
      await makeDue();
      await dispatcher.deliverDue();
      waitsMs.push(Math.round((await left())[0]?.wait_ms ?? 0) / 1_000);
    }
    expect(waitsMs.map((waitS) => Math.round(waitS))).toEqual([1, 2, 4, 8, 16, 30, 30]);
    carrier.isBroken = false;
    await makeDue();
    await dispatcher.deliverDue();
    expect(delivered).toHaveLength(1);
  });

  test('agents that never answer fail the run', async () => {
    const { runId } = await enqueued();
    Object.assign(carrier, { attemptsMax: 2, isBroken: true });
    const dispatcher = new OutboxDispatcher(store.database, carrier, OPEN);
    for (let attempt = 0; attempt < 2; attempt++) {
      await makeDue();
      await dispatcher.deliverDue();
    }
    expect(await store.run(runId)).toMatchObject({ status: 'failed', error_code: 'agents_unreachable' });
    expect(await left()).toEqual([]);
    expect((await store.events(runId)).map(({ type }) => type)).toEqual(['run.failed']);
  });

  test('a run that was claimed, though no answer came, is left to its worker', async () => {
    const { runId } = await enqueued();
    await new RunClaims(store.database).claim(runId, { owner: 'test', leaseMs: 1_000 });
    Object.assign(carrier, { attemptsMax: 1, isBroken: true });
    await new OutboxDispatcher(store.database, carrier, OPEN).deliverDue();
    expect(await store.run(runId)).toMatchObject({ status: 'running', error_code: null });
  });

  test('a nudge delivers at once, and a stop ends the loop', async () => {
    const dispatcher = new OutboxDispatcher(store.database, carrier, OPEN);
    dispatcher.onApplicationBootstrap();
    await new Promise((resolve) => setTimeout(resolve, 100));
    await enqueued();
    const startMs = performance.now();
    dispatcher.wake();
    while (delivered.length === 0) await new Promise((resolve) => setTimeout(resolve, 5));
    expect(performance.now() - startMs).toBeLessThan(500);
    await dispatcher.beforeApplicationShutdown();
    await enqueued();
    dispatcher.wake();
    await new Promise((resolve) => setTimeout(resolve, 50));
    expect(delivered).toHaveLength(1);
  });
});
