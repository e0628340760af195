/** Port: counters of a fixed window, shared by all processes that share the adapter. */
export abstract class CounterStore {
  /**
   * Counts one more and tells where the window stands; one atomic step.
   * @param windowMs from the first count of a window to its end
   * @param limit calls in a window
   * @throws CountersAwayError within a second when the counters cannot be reached
   */
  abstract increment(key: string, windowMs: number, limit: number): Promise<Count>;
  /** Begins anew. @throws CountersAwayError */
  abstract reset(key: string): Promise<void>;
}

export interface Count {
  readonly count: number;
  /** Until the window ends, in milliseconds; at least 1. */
  readonly resetMs: number;
  /** The limit is passed: this call should not be served. */
  readonly blocked: boolean;
}

/** The counters cannot be reached. Who guards something must decide: let through, or refuse. */
export class CountersAwayError extends Error {
  override readonly name = 'CountersAwayError';
}
