import { Test } from '@nestjs/testing';
import { setTimeout as sleep } from 'node:timers/promises';
import { JobQueue, QueueUnavailableError, type Job } from '../../src/queue/job-queue.js';
import { QueueModule } from '../../src/queue/queue.module.js';
import { RunCarrier } from '../../src/runs/run-carrier.js';
import { openBlackHole } from '../support/black-hole.js';
import { freePort } from '../support/free-port.js';
import { freshRedis, redis, type RedisSettings, type TestRedis } from '../support/redis.js';
import { describeIf } from '../support/requirement.js';
import { until } from '../support/until.js';
import { openQueue, type OpenBullQueue } from './open-queue.js';

/** A lock that is lost, and found to be lost, within a test. */
const quick = { lockDurationMs: 400, lookIntervalMs: 200 };
const job = (at: number): Job => ({ runId: `run_${at}`, deliveryNo: 1 });
/** A job that is taken from the list in the moment in which Redis goes or comes is found when workers look for such: 5 s, twice. */
const foundAgainMs = 20_000;
const forEver = (): Promise<void> => new Promise(() => undefined);

describeIf(redis, 'the queue on Redis', () => {
  let server: TestRedis;
  const opened: OpenBullQueue[] = [];
  afterEach(async () => {
    await Promise.all(opened.splice(0).map((queue) => queue.close()));
    await server.close();
  });

  async function serve(settings?: RedisSettings): Promise<void> {
    server = await freshRedis(settings);
  }
  async function open(...[timing]: [Parameters<typeof openQueue>[1]?]): Promise<OpenBullQueue> {
    const queue = await openQueue(server.url, timing);
    opened.push(queue);
    return queue;
  }
  function collect({ queue }: OpenBullQueue): string[] {
    const taken: string[] = [];
    queue.process(({ runId, deliveryNo }) => Promise.resolve(void taken.push(`${runId}-${deliveryNo}`)), 2);
    return taken;
  }

  it('keeps nothing in Redis but ids: of a job that waits, that ended and that failed', async () => {
    await serve();
    const { queue } = await open();
    queue.process(({ runId }) => (runId === 'run_1' ? Promise.reject(new Error('broken')) : Promise.resolve()), 1);
    await Promise.all([queue.enqueue(job(0)), queue.enqueue(job(1))]);
    await until(async () => (await server.client.zcard('datamigrate:runs:failed')) === 1);
    const keys = await server.client.keys('*');
    const data = await Promise.all(
      keys.filter((key) => /run_\d+-\d+$/.test(key)).map((key) => server.client.hget(key, 'data')),
    );
    expect(data.map((text) => text && JSON.parse(text)).sort(byRun)).toEqual([job(0), job(1)]);
    expect(keys.filter((key) => !key.startsWith('datamigrate:'))).toEqual([]);
  });

  it('keeps a bounded number of jobs that ended', async () => {
    await serve();
    const { queue } = await open();
    let ended = 0;
    queue.process(() => Promise.resolve(void ended++), 8);
    await Promise.all(Array.from({ length: 260 }, (_, at) => queue.enqueue(job(at))));
    await until(() => ended === 260);
    await until(async () => (await server.client.zcard('datamigrate:runs:completed')) === 200);
    expect(await server.client.keys('datamigrate:runs:run_*')).toHaveLength(200);
  });

  it('leaves, when it closes, no connection and no job that seems to be at work', async () => {
    await serve();
    const worker = await open();
    let started = false;
    worker.queue.process(async () => {
      started = true;
      await sleep(300);
    }, 1);
    await worker.queue.enqueue(job(0));
    await until(() => started);
    await worker.queue.close();
    expect(await server.client.llen('datamigrate:runs:active')).toBe(0);
    expect(await server.client.zcard('datamigrate:runs:completed')).toBe(1);
    await until(
      async () =>
        String(await server.client.client('LIST'))
          .trim()
          .split('\n').length === 1,
    );
  });

  it.each([
    ['gone', 500, (one: TestRedis) => one.kill(), (one: TestRedis) => one.start()],
    ['silent', 2_000, (one: TestRedis) => Promise.resolve(one.freeze()), (one: TestRedis) => Promise.resolve(one.resume())],
  ])('says within a second that it cannot take a job while Redis is %s, and takes it later, once', async (_name, limitMs, leave, comeBack) => {
    await serve({ appendonly: 'yes' });
    const producer = await open();
    await leave(server);
    for (let attempt = 0; attempt < 3; attempt++) {
      const startMs = performance.now();
      await expect(producer.queue.enqueue(job(0))).rejects.toBeInstanceOf(QueueUnavailableError);
      await expect(producer.queue.depth()).rejects.toBeInstanceOf(QueueUnavailableError);
      expect(performance.now() - startMs).toBeLessThan(limitMs); // for both
    }
    await comeBack(server);
    await until(() => producer.queue.enqueue(job(0)).then(() => true, () => false));
    const taken = collect(await open());
    await until(() => taken.length > 0);
    await sleep(300);
    expect(taken).toEqual(['run_0-1']);
  }); // prettier-ignore

  it('opens and waits when Redis is away at the start, and works when it is there', async () => {
    await serve();
    await server.kill();
    const [producer, worker] = [await open(), await open()];
    const taken = collect(worker);
    await expect(producer.queue.enqueue(job(0))).rejects.toBeInstanceOf(QueueUnavailableError);
    await server.start();
    await until(() => producer.queue.enqueue(job(1)).then(() => true, () => false)); // prettier-ignore
    await until(() => taken.includes('run_1-1'), foundAgainMs);
  });

  it('delivers a job to another worker each time its worker dies, more often than Bull by itself would allow', async () => {
    await serve();
    const producer = await open(quick);
    await producer.queue.enqueue(job(0));
    for (let death = 1; death <= 4; death++) {
      const worker = await open(quick);
      let started = false;
      worker.queue.process(() => ((started = true), forEver()), 1);
      await until(() => started);
      worker.connections.close(); // what a kill looks like from Redis
    }
    const taken = collect(await open(quick));
    await until(() => taken.length > 0);
    expect(taken).toEqual(['run_0-1']);
    expect(await server.client.zcard('datamigrate:runs:failed')).toBe(0);
  });

  it('loses none of 50 jobs when Redis is killed and has its append-only file', async () => {
    await serve({ appendonly: 'yes' });
    const producer = await open();
    await Promise.all(Array.from({ length: 50 }, (_, at) => producer.queue.enqueue(job(at))));
    const worker = await open();
    await server.kill();
    const taken = collect(worker);
    await server.start();
    await until(() => new Set(taken).size === 50, foundAgainMs);
  });

  it('goes on when Redis forgot everything: the next delivery of the same run arrives', async () => {
    await serve();
    const producer = await open();
    const worker = await open();
    await producer.queue.enqueue(job(0));
    await server.kill();
    await server.start(); // without its file: empty
    const taken = collect(worker);
    await until(() => producer.queue.enqueue({ runId: 'run_0', deliveryNo: 2 }).then(() => true, () => false)); // prettier-ignore
    await until(() => taken.includes('run_0-2'), foundAgainMs);
  });

  it('takes jobs again after the connection on which it waits for them was cut', async () => {
    await serve();
    const worker = await open();
    const taken = collect(worker);
    await worker.queue.enqueue(job(0));
    await until(() => taken.length === 1);
    await server.client.client('KILL', 'TYPE', 'normal', 'SKIPME', 'yes');
    await until(() => worker.queue.enqueue(job(1)).then(() => true, () => false)); // prettier-ignore
    await until(() => taken.includes('run_1-1'), foundAgainMs);
  });

  it('takes jobs again after its connections died without being closed', async () => {
    await serve();
    const hole = await openBlackHole(Number(new URL(server.url).port));
    const worker = await openQueue(`redis://127.0.0.1:${hole.port}`);
    opened.push(worker);
    const taken = collect(worker);
    await worker.queue.enqueue(job(0));
    await until(() => taken.length === 1);
    hole.swallow();
    const producer = await open();
    await producer.queue.enqueue(job(1));
    // The dead connection may have taken it from the list: then it is found after the 15 s that its silence is borne.
    await until(() => taken.includes('run_1-1'), 40_000);
    await worker.queue.close();
    await hole.close();
  });

  it('is not started by a job whose data nobody knows', async () => {
    await serve();
    const worker = await open();
    const taken = collect(worker);
    await worker.bull.add({ runId: 7 } as never, { jobId: 'strange' });
    await worker.queue.enqueue(job(1));
    await until(() => taken.length > 0);
    expect(taken).toEqual(['run_1-1']);
  });

  it('is what the module carries runs by', async () => {
    await serve();
    const module = await Test.createTestingModule({ imports: [QueueModule.onRedis(server.url)] }).compile();
    await module.init();
    const taken: Job[] = [];
    module.get(JobQueue).process((one) => Promise.resolve(void taken.push(one)), 1);
    const carrier = module.get(RunCarrier);
    await carrier.deliver({ workspaceId: 'wsp_1', migrationId: 'mig_1', runId: 'run_1', deliveryNo: 3 });
    await until(() => taken.length === 1);
    expect([taken, carrier.attemptsMax]).toEqual([[{ runId: 'run_1', deliveryNo: 3 }], null]);
    await module.close();
    await until(
      async () =>
        String(await server.client.client('LIST'))
          .trim()
          .split('\n').length === 1,
    );
  });

  it('lets an application whose Redis is away end within a few seconds', async () => {
    await serve();
    const away = await openQueue(`redis://127.0.0.1:${await freePort()}`);
    away.queue.process(forEver, 1);
    const startMs = performance.now();
    await away.close();
    expect(performance.now() - startMs).toBeLessThan(5_000);
  });
});

function byRun(a: Job, b: Job): number {
  return a.runId < b.runId ? -1 : 1;
}
