import type { Redis } from 'ioredis';
import { withinTime } from '../common/within-time.js';

const patienceMs = 1_000;

/** Resolves when the connection takes commands, or after a second: whoever starts should not fail for the few milliseconds before. */
export async function whenReady(connection: Redis): Promise<void> {
  if (connection.status === 'ready') return;
  const ready = (): Promise<void> => new Promise((resolve) => connection.once('ready', () => resolve()));
  await withinTime(patienceMs, ready).catch(() => undefined);
}
