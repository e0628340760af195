import pg from 'pg';
import type { DataSourceOptions } from 'typeorm';
import { ENTITIES } from './entities.js';
import { APP_ROLE } from './schema-changes/0001-row-security.sql.js';
import { Platform1764000000000 } from './schema-changes/0001-platform.js';

type PostgresOptions = Extract<DataSourceOptions, { type: 'postgres' }>;

const connectTimeoutMs = 5_000;
const statementTimeoutMs = 30_000;
const lockTimeoutMs = 10_000;
const idleInTransactionTimeoutMs = 60_000;
/** Measured on two cores: more connections gave no more requests per second. */
const poolSize = 8;

/** All changes of our own tables, in order. */
export const SCHEMA_CHANGES = [Platform1764000000000];

/**
 * How TypeORM reaches the server's own PostgreSQL, for the running server and for TypeORM's command line (ormconfig.ts) alike.
 * The schema is changed only by the files of schema-changes/, never by comparing entities with tables.
 * @param url `postgresql://user:password@host:5432/database`
 * @param asAppRole connections take the role that owns nothing: needed where the account would pass row-level security by
 */
export function dataSourceOptions(url: string, asAppRole = false): PostgresOptions {
  return {
    type: 'postgres',
    url,
    driver: pg,
    entities: [...ENTITIES],
    migrations: SCHEMA_CHANGES,
    migrationsTableName: 'schema_changes',
    synchronize: false,
    connectTimeoutMS: connectTimeoutMs,
    poolSize,
    extra: {
      statement_timeout: statementTimeoutMs,
      lock_timeout: lockTimeoutMs,
      idle_in_transaction_session_timeout: idleInTransactionTimeoutMs,
      keepAlive: true,
      ...(asAppRole ? { options: `-c role=${APP_ROLE}` } : {}),
    },
  };
}
