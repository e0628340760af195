/** A Redis that may forget what it was given loses runs that were acknowledged (Bull keeps its jobs there). */
import { Redis } from 'ioredis';
import { AppError } from '../common/app-error.js';
import { CONNECTION_OPTIONS } from './connection-options.js';

const NEEDED = 'noeviction';
const timeoutMs = 5_000;

/**
 * Refuses a Redis whose `maxmemory-policy` is another than `noeviction`, before anything is put there.
 * A Redis that is away now is not refused: readiness says it, and looks at the policy when it is back.
 * @throws AppError `REDIS-POLICY`
 */
export async function requireNoEviction(url: string): Promise<void> {
  const redis = new Redis(url, { ...CONNECTION_OPTIONS, lazyConnect: true, commandTimeout: timeoutMs, maxRetriesPerRequest: 0, retryStrategy: () => null }); // prettier-ignore
  redis.on('error', () => undefined); // told by the command that meets it
  try {
    await refuseEviction(redis);
  } finally {
    redis.disconnect();
  }
}

/** The same over an open connection. @throws AppError `REDIS-POLICY` */
export async function refuseEviction(redis: Redis): Promise<void> {
  const policy = await policyOf(redis);
  if (policy === null || policy === NEEDED) return;
  throw new AppError('REDIS-POLICY', `Redis runs with maxmemory-policy ${policy}, under which it silently drops queued runs when its memory is full. Set it to ${NEEDED}: redis-cli CONFIG SET maxmemory-policy ${NEEDED}, and in its configuration file.`); // prettier-ignore
}

/** Read from INFO, which managed services allow where they forbid CONFIG. Null when it does not tell. */
async function policyOf(redis: Redis): Promise<string | null> {
  try {
    const info = await redis.info('memory');
    return /^maxmemory_policy:(\S+)/m.exec(info)?.[1] ?? null;
  } catch {
    return null;
  }
}
