import { Problem } from '../common/http/problem.js';

/** A bcrypt takes a thread of Node's pool for some 55 ms; more at once would starve files and names (measured). */
const atOnceMax = 2;
const waitingMax = 16;

/** Lets a few hashings in at a time and a few more wait; the rest is told to come back. */
export class HashQueue {
  private active = 0;
  private readonly waiting: (() => void)[] = [];
  /** The most that were ever active together. */
  peak = 0;

  /** @throws Problem `overloaded` */
  async run<T>(work: () => Promise<T>): Promise<T> {
    if (this.active >= atOnceMax) await this.wait();
    else this.active++;
    this.peak = Math.max(this.peak, this.active);
    try {
      return await work();
    } finally {
      // The place is handed on, not given up: else a newcomer could take it before the one who waited wakes.
      const next = this.waiting.shift();
      if (next) next();
      else this.active--;
    }
  }

  private wait(): Promise<void> {
    if (this.waiting.length >= waitingMax)
      throw new Problem('overloaded', undefined, { headers: { 'Retry-After': '1' } });
    return new Promise((resolve) => this.waiting.push(resolve));
  }
}
