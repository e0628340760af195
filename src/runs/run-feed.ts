import { Injectable, Logger, type BeforeApplicationShutdown } from '@nestjs/common';
import { setTimeout as delay } from 'node:timers/promises';
import pg, { type ClientConfig } from 'pg';
import { DataSource } from 'typeorm';
import { CANCELS_CHANNEL, EVENTS_CHANNEL } from './run-rows.js';

const retryDelayMs = 500;
const retryDelayMaxMs = 5_000;
/** A connection cut half-way says nothing: it is asked this often. */
const pingIntervalMs = 10_000;
const pingTimeoutMs = 5_000;

/** Told that there may be more to read than before. */
export type Listener = () => void;

/**
 * Hears from PostgreSQL, on one connection for the whole process, which runs have new events and which must stop. It only says that
 * something changed: what it is stands in the tables, so that nothing is missed when the connection breaks. After a reconnect everybody
 * is told to read again.
 */
@Injectable()
export class RunFeed implements BeforeApplicationShutdown {
  private readonly logger = new Logger('run-feed');
  private readonly stopped = new AbortController();
  /** By channel and run id. */
  private readonly listeners = new Map<string, Set<Listener>>();
  private listening: Promise<void> | undefined;

  constructor(private readonly dataSource: DataSource) {}

  /** Calls `listener` after each new event of the run. @returns ends it */
  onEvents(runId: string, listener: Listener): () => void {
    return this.add(`${EVENTS_CHANNEL} ${runId}`, listener);
  }

  /** Calls `listener` when somebody asks to cancel the run. @returns ends it */
  onCancel(runId: string, listener: Listener): () => void {
    return this.add(`${CANCELS_CHANNEL} ${runId}`, listener);
  }

  async beforeApplicationShutdown(): Promise<void> {
    this.stopped.abort();
    await this.listening;
  }

  private add(key: string, listener: Listener): () => void {
    const listeners = this.listeners.get(key) ?? new Set();
    this.listeners.set(key, listeners.add(listener));
    // The connection is made when it is first needed: an API that nobody listens to keeps none.
    this.listening ??= this.listen();
    return () => {
      listeners.delete(listener);
      if (listeners.size === 0 && this.listeners.get(key) === listeners) this.listeners.delete(key);
    };
  }

  private async listen(): Promise<void> {
    const { signal } = this.stopped;
    for (let waitMs = retryDelayMs; !signal.aborted; waitMs = Math.min(waitMs * 2, retryDelayMaxMs)) {
      try {
        await this.listenOnce(() => (waitMs = retryDelayMs));
      } catch (error) {
        this.logger.warn({ msg: 'the connection for events was lost', error: String(error) });
      }
      await delay(waitMs, undefined, { signal, ref: false }).catch(() => undefined);
    }
  }

  /** Resolves when the feed stops. @throws when the connection breaks */
  private async listenOnce(onOpen: () => void): Promise<void> {
    const client = new pg.Client(this.clientConfig());
    const broken = new Promise<never>((_, reject) => {
      client.on('error', reject);
      client.on('end', () => reject(new Error('the connection ended')));
    });
    broken.catch(() => undefined); // it may break while nobody waits yet
    client.on('notification', ({ channel, payload = '' }) => this.tell(`${channel} ${payload.split(' ')[0]}`));
    try {
      await client.connect();
      await client.query(`LISTEN ${EVENTS_CHANNEL}; LISTEN ${CANCELS_CHANNEL}`);
      onOpen();
      this.tellAll();
      await Promise.race([broken, this.pingUntilStopped(client)]);
    } finally {
      await client.end().catch(() => undefined);
    }
  }

  private async pingUntilStopped(client: pg.Client): Promise<void> {
    const { signal } = this.stopped;
    while (!signal.aborted) {
      await delay(pingIntervalMs, undefined, { signal, ref: false }).catch(() => undefined);
      if (!signal.aborted) await client.query('SELECT 1');
    }
  }

  private tell(key: string): void {
    for (const listener of this.listeners.get(key) ?? []) listener();
  }

  private tellAll(): void {
    for (const key of this.listeners.keys()) this.tell(key);
  }

  private clientConfig(): ClientConfig {
    const { options } = this.dataSource;
    if (options.type !== 'postgres') throw new Error('DataSource is not PostgreSQL');
    return {
      connectionString: options.url,
      connectionTimeoutMillis: options.connectTimeoutMS,
      query_timeout: pingTimeoutMs,
      keepAlive: true,
      application_name: 'datamigrate-events',
    };
  }
}
