/** How Bull reaches Redis. Source: Bull's reference, "QueueOptions", and its notes on reusing connections. */
import type { QueueOptions } from 'bull';
import { Redis, type RedisOptions } from 'ioredis';
import { CONNECTION_OPTIONS } from '../redis/connection-options.js';

/** First part of every key of the queue. */
const PREFIX = 'datamigrate';

/** Commands fail at once when Redis is away, and are not sent again behind the back of who was told so. */
const CLIENT: RedisOptions = {
  enableOfflineQueue: false,
  maxRetriesPerRequest: 1,
  autoResendUnfulfilledCommands: false,
  commandTimeout: 800,
  socketTimeout: 3_000,
};
/** They wait for jobs and for news, and go on trying. */
const LISTENER: RedisOptions = { maxRetriesPerRequest: null, enableReadyCheck: false };
/** Bull waits for jobs five seconds at a time. */
const blockedSilenceMaxMs = 15_000;

/** How soon a job of a worker that died is given to another: after the rest of its lock and two looks, so within a minute. */
export interface StallTiming {
  /** A worker whose event loop stands still this long has lost its job to another; the claim in the database decides who works. */
  readonly lockDurationMs: number;
  readonly lookIntervalMs: number;
}
const TIMING: StallTiming = { lockDurationMs: 30_000, lookIntervalMs: 5_000 };
/** Bull's pause after a command of its own failed. */
const retryDelayMs = 1_000;

/** The connections of one queue. Bull does not close those that it did not make itself. */
export class BullConnections {
  private readonly opened: Redis[] = [];

  constructor(
    private readonly redisUrl: string,
    private readonly timing: StallTiming = TIMING,
  ) {}

  queueOptions(): QueueOptions {
    const { lockDurationMs: lockDuration, lookIntervalMs: stalledInterval } = this.timing;
    return {
      prefix: PREFIX,
      createClient: (type) => {
        const client = this.open(type === 'client' ? CLIENT : LISTENER);
        if (type === 'bclient') endWhenSilent(client);
        return client;
      },
      // A job that stalls is delivered again, however often: the database counts the starts of a run and ends one that goes on failing.
      settings: { lockDuration, stalledInterval, maxStalledCount: 1_000, retryProcessDelay: retryDelayMs },
    };
  }

  close(): void {
    for (const connection of this.opened) connection.disconnect();
  }

  private open(options: RedisOptions): Redis {
    const client = new Redis(this.redisUrl, { ...CONNECTION_OPTIONS, ...options });
    client.on('error', () => undefined); // Bull tells it as an error of the queue
    this.opened.push(client);
    return client;
  }
}

/**
 * Ends a connection that waits for a job and hears nothing, not even that there is none: it is dead, though nobody closed it, and
 * connects anew. (The library's `socketTimeout` would keep a process alive that has nothing else to do.)
 */
function endWhenSilent(client: Redis): void {
  client.on('connect', () => {
    const { stream } = client;
    // Bull notes on the connection whether it waits; it also stands still while as many jobs as are allowed are at work.
    stream.setTimeout(blockedSilenceMaxMs, () => 'blocked' in client && client.blocked === true && stream.destroy());
  });
}
