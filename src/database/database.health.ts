import { Injectable } from '@nestjs/common';
import { DataSource } from 'typeorm';
import { AppError } from '../common/app-error.js';

/** Asks the database whether it answers. */
@Injectable()
export class DatabaseHealth {
  private connecting: Promise<unknown> | undefined;

  constructor(private readonly dataSource: DataSource) {}

  /** @throws AppError `DATABASE-AWAY`, whose public text names no host and no account */
  async ping(): Promise<void> {
    try {
      await this.connect();
      await this.dataSource.query('SELECT 1');
    } catch (cause) {
      const detail = cause instanceof Error ? cause.message : String(cause);
      throw new AppError('DATABASE-AWAY', 'The database of DATABASE_URL does not answer.', detail, { cause });
    }
  }

  /** One attempt at a time; a failed one is tried again by the next caller. */
  private connect(): Promise<unknown> {
    if (this.dataSource.isInitialized) return Promise.resolve();
    this.connecting ??= this.dataSource.initialize().finally(() => (this.connecting = undefined));
    return this.connecting;
  }
}
