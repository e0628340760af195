import { setTimeout as sleep } from 'node:timers/promises';

/** Looks again and again. @throws when it does not come to pass in time */
export async function until(holds: () => boolean | Promise<boolean>, timeoutMs = 10_000): Promise<void> {
  for (const endMs = Date.now() + timeoutMs; !(await holds()); await sleep(10))
    if (Date.now() > endMs) throw new Error(`did not come to pass within ${timeoutMs} ms`);
}
