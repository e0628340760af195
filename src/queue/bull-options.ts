/** How Bull reaches Redis. Source: Bull's reference, "QueueOptions", and its notes on reusing connections. */
import type { QueueOptions } from 'bull';
import { Redis, type RedisOptions } from 'ioredis';

const connectTimeoutMs = 5_000;
const reconnectDelayMaxMs = 2_000;
/** A worker whose event loop stands still this long has lost its job to another; the lease in the database decides who works. */
const lockDurationMs = 60_000;
const stalledIntervalMs = 30_000;

const retryStrategy = (times: number): number => Math.min(times * 50, reconnectDelayMaxMs);

/** Commands of a producer fail at once when Redis is away; connections that wait for jobs go on trying. */
const CLIENT: RedisOptions = { enableOfflineQueue: false, maxRetriesPerRequest: 1, commandTimeout: 800 };
const LISTENER: RedisOptions = { maxRetriesPerRequest: null, enableReadyCheck: false };

export function bullOptions(redisUrl: string): QueueOptions {
  return {
    prefix: 'datamigrate',
    createClient: (type) => {
      const options = { connectTimeout: connectTimeoutMs, retryStrategy, ...(type === 'client' ? CLIENT : LISTENER) };
      const client = new Redis(redisUrl, options);
      client.on('error', () => undefined); // Bull tells it as an error of the queue
      return client;
    },
    settings: {
      lockDuration: lockDurationMs,
      stalledInterval: stalledIntervalMs,
      // A job that stalls is delivered again, however often: the database counts the starts of a run and ends one that goes on failing.
      maxStalledCount: 1_000,
    },
  };
}
