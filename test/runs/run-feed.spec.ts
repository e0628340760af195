import { setTimeout as delay } from 'node:timers/promises';
import { RunFeed } from '../../src/runs/run-feed.js';
import { cancelRun } from '../../src/runs/run-moves.js';
import { RunClaims } from '../../src/runs/run-claims.js';
import { appendRunEvent } from '../../src/runs/run-rows.js';
import { SYSTEM } from '../../src/database/workspace-database.js';
import { postgres } from '../support/postgres.js';
import { describeIf } from '../support/requirement.js';
import { openStore, type Store } from './store.js';

const LISTENING = `SELECT pid FROM pg_stat_activity WHERE application_name = 'datamigrate-events' AND datname = current_database()`;

describeIf(postgres, 'the feed of runs', () => {
  let store: Store;
  let feed: RunFeed;

  beforeAll(async () => {
    store = await openStore();
    feed = new RunFeed(store.dataSource);
  });
  afterAll(async () => {
    await feed.beforeApplicationShutdown();
    await store.close();
  });

  async function until(condition: () => boolean | Promise<boolean>): Promise<void> {
    for (let attempt = 0; attempt < 500 && !(await condition()); attempt++) await delay(10);
    expect(await condition()).toBe(true);
  }

  /** A subscriber that counts, after its first call: that the connection stands. */
  async function counting(
    subscribe: (listener: () => void) => () => void,
  ): Promise<{ calls: number; end: () => void }> {
    const counter = { calls: 0, end: () => undefined as void };
    counter.end = subscribe(() => void counter.calls++);
    await until(async () => (await store.test.client.query(LISTENING)).rowCount === 1);
    await delay(50);
    counter.calls = 0;
    return counter;
  }

  const append = (runId: string): Promise<void> =>
    store.database.transaction(SYSTEM, (manager) => appendRunEvent(manager, runId, 'run.progress', {}));

  test('tells of the events of its run only, and until the subscription ends', async () => {
    const [mine, other] = [await store.newRun(), await store.newRun()];
    const heard = await counting((listener) => feed.onEvents(mine.runId, listener));
    await append(other.runId);
    await append(mine.runId);
    await until(() => heard.calls === 1);
    heard.end();
    await append(mine.runId);
    await delay(100);
    expect(heard.calls).toBe(1);
  });

  test('tells a worker of a cancel', async () => {
    const { runId } = await store.newRun();
    await new RunClaims(store.database).claim(runId, { owner: 'test', leaseMs: 1_000 });
    const heard = await counting((listener) => feed.onCancel(runId, listener));
    await store.database.transaction(SYSTEM, (manager) => cancelRun(manager, runId));
    await until(() => heard.calls === 1);
    heard.end();
  });

  test('keeps one connection, and after it broke everybody is told to read again', async () => {
    const { runId } = await store.newRun();
    const heard = await counting((listener) => feed.onEvents(runId, listener));
    const ends = Array.from({ length: 20 }, () => feed.onEvents(runId, () => undefined));
    const { rows } = await store.test.client.query(LISTENING);
    expect(rows).toHaveLength(1);
    await store.test.client.query('SELECT pg_terminate_backend($1)', [rows[0].pid]);
    await until(() => heard.calls === 1);
    await append(runId);
    await until(() => heard.calls === 2);
    for (const end of [heard.end, ...ends]) end();
  });
});
