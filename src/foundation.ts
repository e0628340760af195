/** What a process stands on before anything of Nest is made: its secrets, and where its database is. */
import { resolve } from 'node:path';
import { openSecrets, type Secrets } from './config/secrets.js';
import type { Settings } from './config/settings.js';

export interface Foundation {
  readonly secrets: Secrets;
  /** Holds a password. */
  readonly databaseUrl: string;
  /** Stops the embedded PostgreSQL, when there is one; after everything that uses it. */
  close(): Promise<void>;
}

/** @throws AppError `POSTGRES-UNAVAILABLE` when there is neither DATABASE_URL nor an embedded PostgreSQL; `REDIS-POLICY` */
export async function openFoundation(settings: Settings, log: (text: string) => void): Promise<Foundation> {
  if (settings.redisUrl) await (await import('./redis/redis-policy.js')).requireNoEviction(settings.redisUrl);
  const dataDir = resolve(settings.dataDir);
  const secrets = await openSecrets(settings.jwtSecret, dataDir);
  if (settings.databaseUrl) return { secrets, databaseUrl: settings.databaseUrl, close: () => Promise.resolve() };
  // Only here: with DATABASE_URL nothing of it is loaded.
  const { openEmbeddedPostgres } = await import('./database/embedded/embedded-postgres.js');
  const server = await openEmbeddedPostgres({ dataDir, log });
  return { secrets, databaseUrl: server.url, close: () => server.close() };
}
