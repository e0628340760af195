import { Injectable, Logger, type OnApplicationBootstrap, type OnApplicationShutdown } from '@nestjs/common';
import { setTimeout as delay } from 'node:timers/promises';
import { DataSource } from 'typeorm';
import { AppError } from '../common/app-error.js';
import { dataSourceOptions } from './data-source.js';
import { DatabaseAddress } from './database-address.js';
import { changeSchema } from './schema-changes.js';

const retryDelayMs = 1_000;

/**
 * Connects in the background and goes on trying: a server whose database is away still starts, answers, and says what it
 * misses. Schema changes run before the first connection of the pool.
 */
@Injectable()
export class DatabaseConnection implements OnApplicationBootstrap, OnApplicationShutdown {
  private readonly logger = new Logger('database');
  private readonly stopped = new AbortController();
  private opening: Promise<void> | undefined;
  private tellOpened: () => void = () => undefined;
  /** Resolves when the pool is open for the first time; never, when the process ends before. */
  readonly opened = new Promise<void>((resolve) => (this.tellOpened = resolve));

  constructor(
    private readonly dataSource: DataSource,
    private readonly address: DatabaseAddress,
  ) {}

  onApplicationBootstrap(): void {
    void this.keepTrying();
  }

  async onApplicationShutdown(): Promise<void> {
    this.stopped.abort();
    await this.opening?.catch(() => undefined);
    if (this.dataSource.isInitialized) await this.dataSource.destroy();
  }

  /** Resolves when the pool is open. One attempt at a time; a failed one is tried again by the next caller. @throws what the attempt threw */
  open(): Promise<void> {
    if (this.dataSource.isInitialized) return Promise.resolve();
    this.opening ??= this.attempt().finally(() => (this.opening = undefined));
    return this.opening;
  }

  private async attempt(): Promise<void> {
    const { url } = this.address;
    const { applied, needsAppRole } = await changeSchema(url);
    if (applied.length > 0) this.logger.log({ msg: 'schema changed', changes: applied });
    this.stopped.signal.throwIfAborted();
    this.dataSource.setOptions(dataSourceOptions(url, needsAppRole));
    await this.dataSource.initialize();
    this.tellOpened();
  }

  private async keepTrying(): Promise<void> {
    while (!this.stopped.signal.aborted && !this.dataSource.isInitialized) {
      await this.open().catch((error: unknown) => this.report(error));
      if (!this.dataSource.isInitialized)
        await delay(retryDelayMs, undefined, { signal: this.stopped.signal, ref: false }).catch(() => undefined);
    }
  }

  private report(error: unknown): void {
    if (this.stopped.signal.aborted) return;
    const text =
      error instanceof AppError ? error.internalText : error instanceof Error ? error.message : String(error);
    this.logger.warn({ msg: 'the database does not answer yet', error: text });
  }
}
