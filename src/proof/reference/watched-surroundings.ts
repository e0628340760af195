/** Tells whether somebody asked for what differs from run to run, or from server to server. */
import type { Surroundings } from '../../engine/session/run.js';

export class Watched implements Surroundings {
  /** The time, a random number, the user or the database was asked for. Set back by whoever wants to know of the next question. */
  isAsked = false;
  /** How often the clock of the bounds was read: once for each execution, and once for some thousands of steps. The same on every machine. */
  work = 0;
  readonly server: string;
  readonly readsBackwards: boolean;

  constructor(private readonly inner: Surroundings) {
    this.server = inner.server;
    this.readsBackwards = inner.readsBackwards ?? false;
  }

  get nowUtc(): bigint {
    this.isAsked = true;
    return this.inner.nowUtc;
  }

  get offsetMinutes(): number {
    this.isAsked = true;
    return this.inner.offsetMinutes;
  }

  get user(): string {
    this.isAsked = true;
    return this.inner.user;
  }

  get login(): string {
    this.isAsked = true;
    return this.inner.login ?? this.inner.user;
  }

  get database(): string {
    this.isAsked = true;
    return this.inner.database;
  }

  readonly random = (): number => {
    this.isAsked = true;
    return this.inner.random();
  };

  readonly elapsedMs = (): number => {
    this.work += 1;
    return this.inner.elapsedMs();
  };
}
