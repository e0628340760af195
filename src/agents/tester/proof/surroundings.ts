/** What the reference takes from its surroundings: the same on every run, whatever the machine and the day. */
import type { Catalog } from '../../../catalog/catalog.js';
import type { Surroundings } from '../../../engine/session/run.js';

/** 2024-02-29 12:00 UTC, in units of 100 ns since 0001-01-01. What asks for it is not proved: any moment will do. */
const NOW_UTC = 638_448_048_000_000_000n;
/** Source of the numbers: Park and Miller, "Random number generators: good ones are hard to find" (minimal standard). */
const MULTIPLIER = 48_271;
const MODULUS = 2_147_483_647;

export function proofSurroundings({ name }: Catalog): Surroundings {
  let seed = 1;
  return {
    nowUtc: NOW_UTC,
    offsetMinutes: 0,
    user: 'dbo',
    database: name,
    server: 'datamigrate',
    random: () => {
      seed = (seed * MULTIPLIER) % MODULUS;
      return seed / MODULUS;
    },
    elapsedMs: () => performance.now(),
  };
}
