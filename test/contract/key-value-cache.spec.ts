import { setTimeout as sleep } from 'node:timers/promises';
import { InProcessCache } from '../../src/cache/in-process.js';
import { RedisCache } from '../../src/cache/in-redis.js';
import { cacheKey, type KeyValueCache } from '../../src/cache/key-value-cache.js';
import { describeContract } from './adapters.js';

const adapters = {
  inProcess: (): KeyValueCache => new InProcessCache(),
  onRedis: (connections: ConstructorParameters<typeof RedisCache>[0]): KeyValueCache => new RedisCache(connections),
};
const key = cacheKey('wsp_1', 'list');

describeContract('the cache', adapters, (open) => {
  it('misses what nobody put there', async () => {
    const { one } = await open();
    expect(await one.get(key)).toBeNull();
  });

  it('gives another process what one put there, character by character', async () => {
    const { one, other } = await open();
    const text = JSON.stringify({ name: 'ไทย 😀 "\u0000', n: 1.5 });
    await one.set(key, text, 60_000);
    expect(await other.get(key)).toBe(text);
  });

  it('tells an empty text from a miss', async () => {
    const { one } = await open();
    await one.set(key, '', 60_000);
    expect(await one.get(key)).toBe('');
  });

  it('forgets when the time is over', async () => {
    const { one } = await open();
    await one.set(key, 'x', 150);
    expect(await one.get(key)).toBe('x');
    await sleep(200);
    expect(await one.get(key)).toBeNull();
  });

  it('replaces text and time', async () => {
    const { one } = await open();
    await one.set(key, 'old', 100);
    await one.set(key, 'new', 60_000);
    await sleep(150);
    expect(await one.get(key)).toBe('new');
  });

  it('forgets what another process deletes, and only that', async () => {
    const { one, other } = await open();
    const kept = cacheKey('wsp_1', 'kept');
    await one.set(key, 'x', 60_000);
    await one.set(kept, 'y', 60_000);
    await other.delete(key);
    await other.delete(cacheKey('wsp_1', 'never there'));
    expect([await one.get(key), await one.get(kept)]).toEqual([null, 'y']);
  });

  it('never gives one workspace the value of another, whatever the parts of their keys are', async () => {
    const { one } = await open();
    await one.set(cacheKey('wsp_1', 'a', 'b'), 'of 1', 60_000);
    for (const foreign of [cacheKey('wsp_2', 'a', 'b'), cacheKey('wsp_1', 'a:b'), cacheKey('wsp_1:a', 'b')])
      expect(await one.get(foreign)).toBeNull();
  });
});

describe('the cache of one process', () => {
  it('holds a bounded number of entries and forgets the oldest', async () => {
    const cache = new InProcessCache();
    const keyOf = (at: number) => cacheKey('wsp_1', String(at));
    for (let at = 0; at <= 50_000; at++) await cache.set(keyOf(at), 'x', 60_000);
    expect([await cache.get(keyOf(0)), await cache.get(keyOf(1)), await cache.get(keyOf(50_000))]).toEqual([null, 'x', 'x']); // prettier-ignore
  });
});
