import { AppError } from '../../src/common/app-error.js';
import { Settings } from '../../src/config/settings.js';
import { openFoundation } from '../../src/foundation.js';
import { RedisHealth } from '../../src/redis/redis.health.js';
import { RedisAddress, RedisConnections } from '../../src/redis/redis-connections.js';
import { requireNoEviction } from '../../src/redis/redis-policy.js';
import { connected, happens } from '../contract/adapters.js';
import { TEST_SECRET } from '../support/api.js';
import { freshRedis, redis, type RedisSettings, type TestRedis } from '../support/redis.js';
import { describeIf } from '../support/requirement.js';

/** Nothing listens on port 1. */
const awayUrl = 'redis://keeper:hunter2@127.0.0.1:1';

/** With a server that is killed they would try to connect for ever. */
const opened: RedisConnections[] = [];
afterEach(() => Promise.all(opened.splice(0).map((connections) => connections.onApplicationShutdown())));

async function connect(url: string): Promise<RedisConnections> {
  const connections = await connected(url);
  opened.push(connections);
  return connections;
}

async function withRedis<T>(settings: RedisSettings, work: (server: TestRedis) => Promise<T>): Promise<T> {
  const server = await freshRedis(settings);
  try {
    return await work(server);
  } finally {
    await server.close();
  }
}

async function faultOf(work: Promise<unknown>): Promise<AppError> {
  const fault: unknown = await work.then(
    () => null,
    (error: unknown) => error,
  );
  if (fault instanceof AppError) return fault;
  throw new Error(`no AppError: ${String(fault)}`);
}

describeIf(redis, 'the policy of Redis', () => {
  it.each(['allkeys-lru', 'volatile-ttl'] as const)('refuses %s before boot, and says what to set', async (policy) => {
    await withRedis({ 'maxmemory-policy': policy }, async ({ url }) => {
      const fault = await faultOf(requireNoEviction(url));
      expect(fault.code).toBe('REDIS-POLICY');
      expect(fault.publicText).toContain(policy);
      expect(fault.publicText).toContain('CONFIG SET maxmemory-policy noeviction');
      expect(fault.publicText).not.toContain('127.0.0.1');
    });
  });

  it('refuses the whole start, before anything else is opened', async () => {
    await withRedis({ 'maxmemory-policy': 'allkeys-lru' }, async ({ url }) => {
      const settings = Settings.read({ ROLE: 'worker', DATABASE_URL: 'postgresql://127.0.0.1:1/x', JWT_SECRET: TEST_SECRET, SERVICE_TOKEN: TEST_SECRET, REDIS_URL: url }); // prettier-ignore
      expect((await faultOf(openFoundation(settings, () => undefined))).code).toBe('REDIS-POLICY');
    });
  });

  it('takes noeviction', async () => {
    await withRedis({}, ({ url }) => expect(requireNoEviction(url)).resolves.toBeUndefined());
  });

  it('is read where CONFIG is forbidden, as managed services do', async () => {
    await withRedis({ 'maxmemory-policy': 'allkeys-lru' }, async ({ url, client }) => {
      await client.acl('SETUSER', 'default', '-config');
      await expect(client.config('GET', 'maxmemory-policy')).rejects.toThrow('NOPERM');
      expect((await faultOf(requireNoEviction(url))).code).toBe('REDIS-POLICY');
    });
  });

  it('lets a process start while Redis is away: readiness tells', async () => {
    await expect(requireNoEviction(awayUrl)).resolves.toBeUndefined();
  });

  it('is looked at again by readiness, for a Redis that was away at boot or was changed since', async () => {
    await withRedis({}, async ({ url, client }) => {
      const connections = await connect(url);
      const health = new RedisHealth(connections);
      await health.ping();
      await client.config('SET', 'maxmemory-policy', 'allkeys-lru');
      expect((await faultOf(health.ping())).code).toBe('REDIS-POLICY');
      await client.config('SET', 'maxmemory-policy', 'noeviction');
      await health.ping();
    });
  });
});

describe('the health of Redis', () => {
  it('says that Redis does not answer, with no word of host or account', async () => {
    const connections = new RedisConnections(new RedisAddress(awayUrl));
    opened.push(connections);
    const fault = await faultOf(new RedisHealth(connections).ping());
    expect([fault.code, fault.publicText]).toEqual(['REDIS-AWAY', 'Redis does not answer.']);
  });
});

describeIf(redis, 'connections to Redis', () => {
  it('fail a command at once while Redis is gone, and serve again when it is back', async () => {
    await withRedis({}, async (server) => {
      const connections = await connect(server.url);
      const closed = happens(connections.commands, 'close');
      await server.kill();
      await closed;
      const startMs = performance.now();
      await expect(connections.commands.get('x')).rejects.toThrow();
      expect(performance.now() - startMs).toBeLessThan(250);
      const ready = happens(connections.commands, 'ready');
      await server.start();
      await ready;
      await expect(connections.commands.get('x')).resolves.toBeNull();
    });
  });

  it('give up a command after half a second when Redis keeps the connection and answers nothing; the next fail at once', async () => {
    await withRedis({}, async (server) => {
      const connections = await connect(server.url);
      server.freeze();
      const startMs = performance.now();
      await expect(connections.commands.get('x')).rejects.toThrow('timed out');
      expect(performance.now() - startMs).toBeLessThan(900);
      await happens(connections.commands, 'close');
      const lateMs = performance.now();
      await expect(connections.commands.get('x')).rejects.toThrow();
      expect(performance.now() - lateMs).toBeLessThan(250);
      const ready = happens(connections.commands, 'ready');
      server.resume();
      await ready;
      await expect(connections.commands.get('x')).resolves.toBeNull();
    });
  });

  it('are all closed with the application', async () => {
    await withRedis({}, async ({ url, client }) => {
      const connections = await connect(url);
      await happens(connections.subscriber(), 'ready');
      const others = async () =>
        String(await client.client('LIST'))
          .trim()
          .split('\n').length - 1;
      expect(await others()).toBe(2);
      await connections.onApplicationShutdown();
      for (let look = 0; look < 50 && (await others()) > 0; look++);
      expect(await others()).toBe(0);
    });
  });
});
