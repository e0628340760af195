import type { MigrationInterface, QueryRunner } from 'typeorm';
import { ACCOUNTS } from './0001-accounts.sql.js';
import { MIGRATIONS } from './0001-migrations.sql.js';
import { OPERATIONS } from './0001-operations.sql.js';
import { rowSecurity } from './0001-row-security.sql.js';

/** The first schema of the service. The class's name ends in the time that orders it among the schema changes (TypeORM's rule). */
export class Platform1764000000000 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    for (const sql of [ACCOUNTS, MIGRATIONS, OPERATIONS, rowSecurity()]) await runner.query(sql);
  }

  /** There is nothing before the first schema to go back to: restore a backup instead. */
  down(): Promise<void> {
    return Promise.reject(new Error('The first schema change cannot be undone: restore a backup.'));
  }
}
