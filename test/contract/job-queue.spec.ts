import { setTimeout as sleep } from 'node:timers/promises';
import { InProcessQueue } from '../../src/queue/in-process-queue.js';
import { QueueUnavailableError, type Job, type JobQueue } from '../../src/queue/job-queue.js';
import { openQueue, type OpenQueue } from '../queue/open-queue.js';
import { until } from '../support/until.js';
import { freshRedis, redis, type TestRedis } from '../support/redis.js';
import { describeIf } from '../support/requirement.js';

describe('the queue in the process', () => {
  contract(() => {
    const queue = new InProcessQueue();
    return Promise.resolve({ queue, close: () => queue.close() });
  });
});

describeIf(redis, 'the queue on Redis', () => {
  let server: TestRedis;
  beforeAll(async () => {
    server = await freshRedis();
  });
  afterAll(() => server.close());
  contract(async () => {
    await server.client.flushall();
    return openQueue(server.url);
  });
});

function contract(open: () => Promise<OpenQueue>): void {
  let opened: OpenQueue;
  let queue: JobQueue;
  beforeEach(async () => {
    opened = await open();
    ({ queue } = opened);
  });
  afterEach(() => opened.close());

  const jobs = (count: number): Job[] => Array.from({ length: count }, (_, at) => ({ runId: `run_${at}`, deliveryNo: 1 })); // prettier-ignore
  const enqueueAll = (all: readonly Job[]) => Promise.all(all.map((job) => queue.enqueue(job)));
  /** Takes everything at once, and notes it. */
  function take(concurrency = 4): Job[] {
    const taken: Job[] = [];
    queue.process((job) => Promise.resolve(void taken.push(job)), concurrency);
    return taken;
  }

  it('delivers each of 100 jobs once: those that waited and those that came later', async () => {
    const all = jobs(100);
    await enqueueAll(all.slice(0, 50));
    const taken = take();
    await enqueueAll(all.slice(50));
    await until(() => taken.length >= 100);
    await sleep(50);
    expect(taken.map(({ runId }) => runId).sort()).toEqual(all.map(({ runId }) => runId).sort());
    expect(taken[0]).toEqual({ runId: expect.any(String), deliveryNo: 1 });
  });

  it('delivers in the order of coming when one is at work at a time', async () => {
    const all = jobs(10);
    for (const job of all) await queue.enqueue(job);
    const taken = take(1);
    await until(() => taken.length === 10);
    expect(taken).toEqual(all);
  });

  it('delivers a job once that was queued ten times while it waited or was at work', async () => {
    const job = { runId: 'run_1', deliveryNo: 1 };
    await enqueueAll(Array.from({ length: 5 }, () => job));
    let starts = 0;
    const gate = latch();
    queue.process(() => (starts++, gate.opened), 4);
    await until(() => starts > 0);
    await enqueueAll(Array.from({ length: 5 }, () => job));
    await sleep(100);
    gate.open();
    await until(async () => (await queue.depth()).active === 0);
    expect(starts).toBe(1);
  });

  it('delivers the next delivery of a run whose earlier one ended well, failed, or is still at work', async () => {
    const gate = latch();
    const taken: number[] = [];
    queue.process(({ deliveryNo }) => {
      taken.push(deliveryNo);
      if (deliveryNo === 2) return Promise.reject(new Error('broken'));
      return deliveryNo === 3 ? gate.opened : Promise.resolve();
    }, 2);
    for (const deliveryNo of [1, 2, 3, 4]) {
      await queue.enqueue({ runId: 'run_1', deliveryNo });
      await until(() => taken.includes(deliveryNo));
    }
    gate.open();
    expect(taken).toEqual([1, 2, 3, 4]);
  });

  it('ends a job whose handler fails, without a second start, and goes on with the others', async () => {
    const taken: string[] = [];
    queue.process(({ runId }) => {
      taken.push(runId);
      return runId === 'run_0' ? Promise.reject(new Error('broken')) : Promise.resolve();
    }, 1);
    await enqueueAll(jobs(3));
    await until(() => taken.length >= 3);
    await sleep(100);
    expect([...taken].sort()).toEqual(['run_0', 'run_1', 'run_2']);
    expect(await queue.depth()).toEqual({ waiting: 0, active: 0 });
  });

  it('works on as many at a time as it was told, and on no more', async () => {
    let [atWork, most, ended] = [0, 0, 0];
    queue.process(async () => {
      most = Math.max(most, ++atWork);
      await sleep(20);
      atWork--;
      ended++;
    }, 3);
    await enqueueAll(jobs(15));
    await until(() => ended === 15);
    expect(most).toBe(3);
  });

  it('tells how many wait and how many are at work', async () => {
    expect(await queue.depth()).toEqual({ waiting: 0, active: 0 });
    await enqueueAll(jobs(5));
    expect(await queue.depth()).toEqual({ waiting: 5, active: 0 });
    const gate = latch();
    queue.process(() => gate.opened, 2);
    await until(async () => (await queue.depth()).active === 2);
    expect(await queue.depth()).toEqual({ waiting: 3, active: 2 });
    gate.open();
  });

  it('closes within five seconds though a handler never ends, and starts nothing any more', async () => {
    let starts = 0;
    queue.process(() => (starts++, new Promise(() => undefined)), 1);
    await enqueueAll(jobs(3));
    await until(() => starts === 1);
    const startMs = performance.now();
    await queue.close();
    expect(performance.now() - startMs).toBeLessThan(5_000);
    await sleep(100);
    expect(starts).toBe(1);
  });

  it('waits, when it closes, for a handler that is about to end, and starts no other', async () => {
    const taken: string[] = [];
    let ended = 0;
    queue.process(async ({ runId }) => {
      taken.push(runId);
      await sleep(400);
      ended++;
    }, 1);
    await enqueueAll(jobs(3));
    await until(() => taken.length === 1);
    await queue.close();
    expect([taken.length, ended]).toEqual([1, 1]);
  });

  it('takes no job after it was closed, and says so', async () => {
    await queue.close();
    await expect(queue.enqueue({ runId: 'run_1', deliveryNo: 1 })).rejects.toBeInstanceOf(QueueUnavailableError);
  });

  it('closes twice like once', async () => {
    await Promise.all([queue.close(), queue.close()]);
    await queue.close();
  });
}

function latch(): { readonly opened: Promise<void>; readonly open: () => void } {
  let open = (): void => undefined;
  const opened = new Promise<void>((resolve) => (open = resolve));
  return { opened, open: () => open() };
}
