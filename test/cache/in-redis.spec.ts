import { Logger } from '@nestjs/common';
import { setTimeout as sleep } from 'node:timers/promises';
import { CountersAwayError } from '../../src/cache/counter-store.js';
import { RedisCache, RedisCounterStore, RedisRevocations } from '../../src/cache/in-redis.js';
import { cacheKey } from '../../src/cache/key-value-cache.js';
import type { Revocation } from '../../src/cache/revocations.js';
import { RedisConnections } from '../../src/redis/redis-connections.js';
import { connected, happens } from '../contract/adapters.js';
import { freshRedis, redis, type TestRedis } from '../support/redis.js';
import { describeIf } from '../support/requirement.js';

const key = cacheKey('wsp_1', 'x');

async function timed(work: Promise<unknown>): Promise<{ result: unknown; tookMs: number }> {
  const startMs = performance.now();
  const result = await work.catch((error: unknown) => error);
  return { result, tookMs: performance.now() - startMs };
}

interface Way {
  readonly name: string;
  readonly leave: (server: TestRedis) => Promise<void>;
  readonly comeBack: (server: TestRedis) => Promise<void>;
}

/** How Redis can be away, and how it comes back. */
const ways: readonly Way[] = [
  { name: 'gone', leave: (server) => server.kill(), comeBack: (server) => server.start() },
  {
    name: 'there but silent',
    leave: (server) => Promise.resolve(server.freeze()),
    comeBack: (server) => Promise.resolve(server.resume()),
  },
];

describeIf(redis, 'with Redis away', () => {
  let server: TestRedis;
  let connections: RedisConnections;
  let warnings: jest.SpyInstance;

  beforeEach(async () => {
    warnings = jest.spyOn(Logger.prototype, 'warn').mockImplementation(() => undefined);
    server = await freshRedis();
    connections = await connected(server.url);
  });
  afterEach(async () => {
    await connections.onApplicationShutdown();
    await server.close();
    warnings.mockRestore();
  });

  describe.each(ways)('($name)', ({ leave, comeBack }) => {
    it('the cache misses within 200 ms, never fails, says so once, and works again afterwards', async () => {
      const cache = new RedisCache(connections);
      await cache.set(key, 'kept', 60_000);
      await leave(server);
      warnings.mockClear();
      for (const work of [() => cache.get(key), () => cache.set(key, 'new', 1_000), () => cache.delete(key), () => cache.get(key)]) {
        const { result, tookMs } = await timed(work());
        expect([result ?? null, tookMs < 200]).toEqual([null, true]);
      } // prettier-ignore
      const ofTheCache = warnings.mock.calls.filter(([entry]) => JSON.stringify(entry).includes('cache'));
      expect(ofTheCache).toHaveLength(1);
      await backAgain(comeBack);
      await cache.set(key, 'again', 60_000);
      expect(await cache.get(key)).toBe('again');
    });

    it('counters say within a second that they cannot count, and count again afterwards', async () => {
      const counters = new RedisCounterStore(connections);
      await leave(server);
      for (let call = 0; call < 3; call++) {
        const { result, tookMs } = await timed(counters.increment('k', 60_000, 5));
        expect(result).toBeInstanceOf(CountersAwayError);
        expect(tookMs).toBeLessThan(1_000);
      }
      await backAgain(comeBack);
      await expect(counters.increment('other', 60_000, 5)).resolves.toMatchObject({ count: 1 });
    });

    it('a revocation is still heard in its own process, without an error', async () => {
      const { revocations, heard } = await listening();
      await leave(server);
      await revocations.publish({ kind: 'user', id: 'usr_1' });
      expect(heard).toContainEqual({ kind: 'user', id: 'usr_1' });
    });
  });

  it('who listens is told that something may have been missed once Redis is back, and then hears again', async () => {
    const { heard } = await listening();
    heard.length = 0;
    await server.kill();
    await server.start();
    await until(() => heard.includes('missed'));
    heard.length = 0;
    await server.client.publish('datamigrate:revocations', JSON.stringify({ kind: 'session', id: 'ses_2' }));
    await until(() => heard.length > 0);
    expect(heard).toEqual([{ kind: 'session', id: 'ses_2' }]);
  });

  it('a subscription whose connection was cut is told of as missed within a second', async () => {
    const { heard } = await listening();
    heard.length = 0;
    await server.client.client('KILL', 'TYPE', 'pubsub');
    await until(() => heard.length > 0, 1_000);
    expect(heard).toEqual(['missed']);
  });

  it('a message that cannot be read makes everybody forget everything', async () => {
    const { heard } = await listening();
    heard.length = 0;
    await server.client.publish('datamigrate:revocations', '{"kind":"something new","id":1}');
    await until(() => heard.length > 0);
    expect(heard).toEqual(['missed']);
  });

  it('a subscription whose connection died without being closed is found and made anew', async () => {
    const { heard } = await listening();
    heard.length = 0;
    server.freeze(); // no end is ever sent
    await sleep(9_000);
    server.resume();
    await until(() => heard.includes('missed'), 5_000);
  });

  it('a counter that lost its end gets one at the next call', async () => {
    const counters = new RedisCounterStore(connections);
    await counters.increment('k', 60_000, 5);
    await server.client.persist('datamigrate:count:k');
    await counters.increment('k', 60_000, 5);
    expect(await server.client.pttl('datamigrate:count:k')).toBeGreaterThan(0);
  });

  async function listening() {
    const revocations = new RedisRevocations(connections);
    const heard: (Revocation | 'missed')[] = [];
    revocations.subscribe((revocation) => heard.push(revocation));
    revocations.onModuleInit();
    await until(() => heard.length > 0);
    return { revocations, heard };
  }

  async function backAgain(comeBack: Way['comeBack']): Promise<void> {
    if (connections.commands.status === 'ready') await happens(connections.commands, 'close');
    const ready = happens(connections.commands, 'ready');
    await comeBack(server);
    await ready;
  }
});

async function until(holds: () => boolean, timeoutMs = 5_000): Promise<void> {
  for (const endMs = Date.now() + timeoutMs; !holds(); await sleep(10))
    if (Date.now() > endMs) throw new Error('did not come to pass');
}
