/** One suite for both adapters of a port: what holds in one process must hold between processes that share a Redis. */
import type { Redis } from 'ioredis';
import { RedisAddress, RedisConnections } from '../../src/redis/redis-connections.js';
import { freshRedis, redis, type TestRedis } from '../support/redis.js';
import { describeIf } from '../support/requirement.js';

/** Two views of one and the same thing: on Redis they are two processes', in the process they are one object. */
export interface Pair<P> {
  readonly one: P;
  readonly other: P;
}

export interface Adapters<P> {
  readonly inProcess: () => P;
  readonly onRedis: (connections: RedisConnections) => P | Promise<P>;
}

export function describeContract<P>(port: string, adapters: Adapters<P>, body: (open: () => Promise<Pair<P>>) => void) {
  describe(`${port} in the process`, () => {
    body(() => {
      const only = adapters.inProcess();
      return Promise.resolve({ one: only, other: only });
    });
  });
  describeIf(redis, `${port} on Redis`, () => {
    let server: TestRedis;
    const opened: RedisConnections[] = [];
    beforeAll(async () => {
      server = await freshRedis();
    });
    afterEach(async () => {
      await Promise.all(opened.splice(0).map((connections) => connections.onApplicationShutdown()));
    });
    afterAll(() => server.close());

    async function view(): Promise<P> {
      const connections = await connected(server.url);
      opened.push(connections);
      return adapters.onRedis(connections);
    }
    body(async () => {
      await server.client.flushall();
      return { one: await view(), other: await view() };
    });
  });
}

/** Open connections, and one that is ready for commands. The caller closes them. */
export async function connected(url: string): Promise<RedisConnections> {
  const connections = new RedisConnections(new RedisAddress(url));
  await happens(connections.commands, 'ready');
  return connections;
}

/** Unlike `once` of node:events it does not mind the errors of a connection whose server is killed. */
export function happens(connection: Redis, event: 'ready' | 'close'): Promise<void> {
  return new Promise((resolve) => connection.once(event, () => resolve()));
}
