import { Injectable, Logger, type OnApplicationShutdown, type OnModuleInit } from '@nestjs/common';
import { Redis, type RedisOptions } from 'ioredis';
import { withinTime } from '../common/within-time.js';
import { CONNECTION_OPTIONS } from './connection-options.js';
import { whenReady } from './when-ready.js';

const commandTimeoutMs = 500;
/** A socket that leaves a command unanswered this long is given up; until Redis answers anew every command fails at once. */
const silenceMaxMs = 1_000;
/** Who only listens hears nothing of a connection that is dead without being closed: it asks, and must be answered. */
const heartbeatMs = 5_000;
const heartbeatTimeoutMs = 3_000;

/** Where Redis is. May hold a password: never log or return it. */
export class RedisAddress {
  constructor(readonly url: string) {}
}

/** Every connection to Redis that is not Bull's own. Closes what it opened. */
@Injectable()
export class RedisConnections implements OnModuleInit, OnApplicationShutdown {
  private readonly logger = new Logger('redis');
  private readonly opened: Redis[] = [];
  private readonly heartbeats: NodeJS.Timeout[] = [];
  /** For commands that must fail at once when Redis is away: nothing waits for it to come back, nothing is sent twice. */
  readonly commands: Redis;

  constructor(private readonly address: RedisAddress) {
    this.commands = this.open({
      enableOfflineQueue: false,
      maxRetriesPerRequest: 1,
      autoResendUnfulfilledCommands: false,
      commandTimeout: commandTimeoutMs,
      socketTimeout: silenceMaxMs,
    });
  }

  onModuleInit(): Promise<void> {
    return whenReady(this.commands);
  }

  /** A connection of its own that listens, and connects again for ever. */
  subscriber(): Redis {
    const subscriber = this.open({ maxRetriesPerRequest: null });
    this.heartbeats.push(setInterval(() => void keepAlive(subscriber), heartbeatMs).unref());
    return subscriber;
  }

  async onApplicationShutdown(): Promise<void> {
    for (const heartbeat of this.heartbeats) clearInterval(heartbeat);
    for (const connection of this.opened) connection.disconnect();
    await Promise.resolve();
  }

  private open(options: RedisOptions): Redis {
    const connection = new Redis(this.address.url, { ...CONNECTION_OPTIONS, ...options });
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

/** Ends the socket of a connection that does not answer; it then connects anew. */
async function keepAlive(connection: Redis): Promise<void> {
  if (connection.status !== 'ready' && connection.status !== 'connect') return; // it is about to connect anyway
  await withinTime(heartbeatTimeoutMs, () => connection.ping()).catch(() => connection.stream.destroy());
}
