import type { RedisOptions } from 'ioredis';

const connectTimeoutMs = 5_000;
const reconnectDelayMaxMs = 2_000;

/** Of every connection: it waits a little longer after each failure to connect, and never gives up. */
export const CONNECTION_OPTIONS: RedisOptions = {
  connectTimeout: connectTimeoutMs,
  retryStrategy: (times) => Math.min(times * 50, reconnectDelayMaxMs),
};
