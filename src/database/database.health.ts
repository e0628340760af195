import { Injectable } from '@nestjs/common';
import { DataSource } from 'typeorm';
import { AppError } from '../common/app-error.js';
import { DatabaseConnection } from './database-connection.js';

/** Asks the database whether it answers. */
@Injectable()
export class DatabaseHealth {
  constructor(
    private readonly connection: DatabaseConnection,
    private readonly dataSource: DataSource,
  ) {}

  /** @throws AppError `DATABASE-AWAY`, whose public text names no host and no account */
  async ping(): Promise<void> {
    try {
      await this.connection.open();
      await this.dataSource.query('SELECT 1');
    } catch (cause) {
      const detail = cause instanceof Error ? cause.message : String(cause);
      throw new AppError('DATABASE-AWAY', 'The database does not answer.', detail, { cause });
    }
  }
}
