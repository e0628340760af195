import { setTimeout as sleep } from 'node:timers/promises';
import type { CounterStore } from '../../src/cache/counter-store.js';
import { InProcessCounterStore } from '../../src/cache/in-process.js';
import { RedisCounterStore } from '../../src/cache/in-redis.js';
import { describeContract } from './adapters.js';

const adapters = {
  inProcess: (): CounterStore => new InProcessCounterStore(),
  onRedis: (connections: ConstructorParameters<typeof RedisCounterStore>[0]): CounterStore =>
    new RedisCounterStore(connections),
};

describeContract('counters', adapters, (open) => {
  it('count up to the limit and block from the next call on', async () => {
    const { one } = await open();
    const counts = [];
    for (let call = 1; call <= 4; call++) counts.push(await one.increment('k', 60_000, 2));
    expect(counts.map(({ count, blocked }) => [count, blocked])).toEqual([
      [1, false],
      [2, false],
      [3, true],
      [4, true],
    ]);
  });

  it('lose no count and give no number twice when two processes count at once', async () => {
    const { one, other } = await open();
    const calls = Array.from({ length: 200 }, (_, at) => (at % 2 ? one : other).increment('k', 60_000, 100));
    const counts = (await Promise.all(calls)).map(({ count }) => count).sort((a, b) => a - b);
    expect(counts).toEqual(Array.from({ length: 200 }, (_, at) => at + 1));
  });

  it('tell how long the window still lasts, which further calls do not prolong', async () => {
    const { one } = await open();
    const first = await one.increment('k', 2_000, 10);
    await sleep(300);
    const second = await one.increment('k', 2_000, 10);
    expect(first.resetMs).toBeGreaterThan(1_500);
    expect(first.resetMs).toBeLessThanOrEqual(2_000);
    expect(first.resetMs - second.resetMs).toBeGreaterThanOrEqual(250);
  });

  it('begin anew when the window is over, and not before', async () => {
    const { one } = await open();
    await one.increment('k', 400, 1);
    expect(await one.increment('k', 400, 1)).toMatchObject({ count: 2, blocked: true });
    await sleep(450);
    expect(await one.increment('k', 400, 1)).toMatchObject({ count: 1, blocked: false });
  });

  it('begin anew after a reset by another process, for that key alone', async () => {
    const { one, other } = await open();
    await one.increment('a', 60_000, 1);
    await one.increment('b', 60_000, 1);
    await other.reset('a');
    expect(await one.increment('a', 60_000, 1)).toMatchObject({ count: 1 });
    expect(await one.increment('b', 60_000, 1)).toMatchObject({ count: 2 });
  });

  it('keep keys of any text apart', async () => {
    const { one } = await open();
    for (const key of ['a:b', 'a', 'a b', 'ä\n', '']) expect(await one.increment(key, 60_000, 9)).toMatchObject({ count: 1 }); // prettier-ignore
  });
});
