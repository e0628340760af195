import { Injectable } from '@nestjs/common';
import { CountersAwayError, CounterStore } from '../cache/counter-store.js';
import { Problem } from '../common/http/problem.js';
import { Settings } from '../config/settings.js';
import { emailKey } from '../users/email.js';

const attemptsMax = 10;
const windowMs = 15 * 60 * 1000;

/**
 * Guesses at one account from one address. Counted before anything is hashed; the same account from another address is not
 * held up, so that nobody can lock a stranger out.
 */
@Injectable()
export class LoginThrottle {
  private readonly isOn: boolean;

  constructor(
    private readonly counters: CounterStore,
    settings: Settings,
  ) {
    this.isOn = settings.rateLimits.login > 0;
  }

  /** @throws Problem `rate_limited`; `overloaded` when it cannot be counted: guessing must never be free */
  async attempt(email: string, ip: string): Promise<void> {
    if (!this.isOn) return;
    const { blocked, resetMs } = await this.counted(() =>
      this.counters.increment(nameOf(email, ip), windowMs, attemptsMax),
    );
    if (!blocked) return;
    const seconds = Math.ceil(resetMs / 1000);
    throw new Problem('rate_limited', `Too many attempts to log in. Wait ${seconds} s.`, {
      headers: { 'Retry-After': String(seconds) },
    });
  }

  /** A right password ends the count. */
  async succeeded(email: string, ip: string): Promise<void> {
    if (this.isOn) await this.counted(() => this.counters.reset(nameOf(email, ip)));
  }

  private async counted<T>(work: () => Promise<T>): Promise<T> {
    try {
      return await work();
    } catch (error) {
      if (!(error instanceof CountersAwayError)) throw error;
      throw new Problem('overloaded', undefined, { headers: { 'Retry-After': '2' }, cause: error });
    }
  }
}

function nameOf(email: string, ip: string): string {
  return `login:${ip}:${emailKey(email)}`;
}
