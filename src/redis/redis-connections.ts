import { Injectable, Logger, type OnApplicationShutdown } from '@nestjs/common';
import { Redis, type RedisOptions } from 'ioredis';

const connectTimeoutMs = 5_000;
const commandTimeoutMs = 500;
const reconnectDelayMaxMs = 2_000;

/** Waits a little longer after each failure, and never gives up. */
const retryStrategy = (times: number): number => Math.min(times * 50, reconnectDelayMaxMs);

/** Where Redis is. May hold a password: never log or return it. */
export class RedisAddress {
  constructor(readonly url: string) {}
}

/** Every connection to Redis that is not Bull's own, and the options for Bull's. Closes what it opened. */
@Injectable()
export class RedisConnections implements OnApplicationShutdown {
  private readonly logger = new Logger('redis');
  private readonly opened: Redis[] = [];
  /** For commands that must fail at once when Redis is away: nothing waits for it to come back. */
  readonly commands: Redis;

  constructor(private readonly address: RedisAddress) {
    this.commands = this.open({ enableOfflineQueue: false, maxRetriesPerRequest: 1, commandTimeout: commandTimeoutMs });
  }

  /** A connection of its own that listens, and connects again for ever. */
  subscriber(): Redis {
    return this.open({ maxRetriesPerRequest: null });
  }

  async onApplicationShutdown(): Promise<void> {
    for (const connection of this.opened) connection.disconnect();
    await Promise.resolve();
  }

  private open(options: RedisOptions): Redis {
    const connection = new Redis(this.address.url, { connectTimeout: connectTimeoutMs, retryStrategy, ...options });
    let lastText = '';
    // Without a listener an error would end the process; the same one again is not news.
    connection.on('error', (error: Error) => {
      if (error.message !== lastText) this.logger.warn({ msg: 'redis does not answer', error: error.message });
      lastText = error.message;
    });
    connection.on('ready', () => (lastText = ''));
    this.opened.push(connection);
    return connection;
  }
}
