import type { ThrottlerStorage } from '@nestjs/throttler';
import type { CounterStore } from '../cache/counter-store.js';

type Counted = Awaited<ReturnType<ThrottlerStorage['increment']>>;

/** The package's storage over our counters: in Redis when there is one, so that all processes count together, else in the process. */
export class CounterStorage implements ThrottlerStorage {
  constructor(private readonly counters: CounterStore) {}

  /** Times of the answer are whole seconds, rounded up: a client that waits as long is never too early. */
  async increment(key: string, windowMs: number, limit: number): Promise<Counted> {
    const { count, resetMs, blocked } = await this.counters.increment(`rate:${key}`, windowMs, limit);
    // Never more than the window, which clocks of fractions may exceed by a hair.
    const seconds = Math.max(1, Math.ceil(Math.min(resetMs, windowMs) / 1000));
    return { totalHits: count, timeToExpire: seconds, isBlocked: blocked, timeToBlockExpire: blocked ? seconds : 0 };
  }
}
