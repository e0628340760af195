import { withinTime } from '../common/within-time.js';

/** How long a queue that closes waits for handlers that are about to end by their own means. */
const patienceMs = 2_000;

/** The handlers of one queue that have not ended. */
export class HandlersAtWork {
  private readonly all = new Set<Promise<void>>();

  add(work: Promise<void>): Promise<void> {
    this.all.add(work);
    return work.finally(() => this.all.delete(work));
  }

  /** Resolves when all have ended, or after two seconds. */
  async settled(): Promise<void> {
    await withinTime(patienceMs, () => Promise.allSettled(this.all)).catch(() => undefined);
  }
}
