import { Problem } from '../../common/http/problem.js';

const RETRY_SECONDS = '5';

/** Lets one piece of work go on at a time, and a few wait: for what takes much memory. */
export class OneAtATime {
  private last: Promise<unknown> = Promise.resolve();
  private waiting = 0;

  constructor(private readonly waitingMax: number) {}

  /** @throws Problem `overloaded` when too many wait already */
  async run<T>(work: () => Promise<T>): Promise<T> {
    if (this.waiting >= this.waitingMax)
      throw new Problem('overloaded', undefined, { headers: { 'Retry-After': RETRY_SECONDS } });
    this.waiting++;
    const turn = this.last.then(work).finally(() => this.waiting--);
    this.last = turn.catch(() => undefined); // told to whose work it was
    return turn;
  }
}
