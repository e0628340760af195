import { Injectable } from '@nestjs/common';
import { normalizeIp } from '@nestjs/throttler';
import { CountersAwayError, CounterStore } from '../cache/counter-store.js';
import { Problem } from '../common/http/problem.js';
import { Settings } from '../config/settings.js';
import { emailKey } from '../users/email.js';

const attemptsMax = 10;
const windowMs = 15 * 60 * 1000;
/** So many guesses at one account from all addresses together say that somebody has many addresses: */
const everywhereMax = 100;
/** each of them may then try this often. Not 0: whose account it is can still come in from an address of their own. */
const crowdedMax = 2;

/**
 * Guesses at one account. Counted before anything is hashed, by the address that they come from (a network of IPv6 is one): the
 * account is never closed as a whole, so that nobody can lock a stranger out.
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
    const here = await this.counted(() => this.counters.increment(nameOf(email, ip), windowMs, attemptsMax));
    if (here.blocked) throw tooMany(here.resetMs);
    const everywhere = await this.counted(() => this.counters.increment(accountOf(email), windowMs, everywhereMax));
    if (everywhere.blocked && here.count > crowdedMax) throw tooMany(here.resetMs);
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

function tooMany(resetMs: number): Problem {
  const seconds = Math.ceil(resetMs / 1000);
  const headers = { 'Retry-After': String(seconds) };
  return new Problem('rate_limited', `Too many attempts to log in. Wait ${seconds} s.`, { headers });
}

function accountOf(email: string): string {
  return `login:${emailKey(email)}`;
}

function nameOf(email: string, ip: string): string {
  return `${accountOf(email)}:${normalizeIp(ip)}`;
}
