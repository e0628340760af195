import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import type { DataSourceOptions } from 'typeorm';

type PostgresOptions = Extract<DataSourceOptions, { type: 'postgres' }>;

const connectTimeoutMs = 5_000;
const statementTimeoutMs = 30_000;

/**
 * How TypeORM reaches the server's own PostgreSQL, for the running server and for TypeORM's command line (ormconfig.ts) alike.
 * The schema is changed only by the files of schema-changes/, never by comparing entities with tables.
 * @param url `postgresql://user:password@host:5432/database`
 */
export function dataSourceOptions(url: string): PostgresOptions {
  const here = dirname(fileURLToPath(import.meta.url));
  return {
    type: 'postgres',
    url,
    entities: [join(here, '..', '**', '*.entity.{js,ts}')],
    migrations: [join(here, 'schema-changes', '*.{js,ts}')],
    migrationsTableName: 'schema_changes',
    synchronize: false,
    connectTimeoutMS: connectTimeoutMs,
    extra: { statement_timeout: statementTimeoutMs },
  };
}
