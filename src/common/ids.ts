import { randomFillSync } from 'node:crypto';
import { monotonicFactory } from 'ulid';

/** What an id names; part of the id itself, so that a wrong one is seen at a glance. */
export type IdPrefix = 'usr' | 'ses' | 'wsp' | 'key' | 'mig' | 'run' | 'stp' | 'mod' | 'evt' | 'req' | 'aud' | 'usg';

const randomness = new Uint32Array(1024);
let used = randomness.length;

/** From the system's generator, many at once: one call for each letter of an id was a twentieth of a request's time (measured). At least 0, under 1. */
function random(): number {
  if (used === randomness.length) {
    randomFillSync(randomness);
    used = 0;
  }
  return (randomness[used++] ?? 0) / 2 ** 32;
}

const nextUlid = monotonicFactory(random);

/**
 * `mig_01k…`: a prefix and a ULID in lower case. Opaque to clients; sorts by the time it was made, and within a process by
 * the order in which it was made. Source: the ULID specification.
 */
export function newId(prefix: IdPrefix): string {
  return `${prefix}_${nextUlid().toLowerCase()}`;
}

/** The form of an id, for schemas and for refusing what cannot exist without asking the database. */
export function idPattern(prefix: IdPrefix): RegExp {
  return new RegExp(`^${prefix}_[0-9a-hjkmnp-tv-z]{26}$`);
}
