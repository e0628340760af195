import type { RedisOptions } from 'ioredis';

const connectTimeoutMs = 5_000;
const reconnectDelayMaxMs = 2_000;
/** The library keeps a process alive this long after the end of a connection that was never made. */
const disconnectTimeoutMs = 200;

/** Of every connection: it waits a little longer after each failure to connect, and never gives up. */
export const CONNECTION_OPTIONS: RedisOptions = {
  connectTimeout: connectTimeoutMs,
  disconnectTimeout: disconnectTimeoutMs,
  retryStrategy: (times) => Math.min(times * 50, reconnectDelayMaxMs),
};
