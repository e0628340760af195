/** What the engine takes from the machine that a person sits at. */
import { AppError } from '../common/app-error.js';
import type { Surroundings } from '../engine/session/run.js';

const TICKS_PER_MS = 10_000n;
/** 1970-01-01 in units of 100 ns since 0001-01-01. */
const TICKS_1970 = 621_355_968_000_000_000n;

/** @param now a moment for GETDATE as RFC 3339; the present one when left out. @throws AppError `USAGE` */
export function surroundingsOf(now: string | undefined, database: string): Surroundings {
  const epochMs = now === undefined ? Date.now() : Date.parse(now);
  if (Number.isNaN(epochMs)) throw new AppError('USAGE', 'Write --now as 2024-05-31T12:00:00Z.');
  return {
    nowUtc: BigInt(epochMs) * TICKS_PER_MS + TICKS_1970,
    offsetMinutes: 0,
    user: 'dbo',
    database,
    server: 'datamigrate',
    random: Math.random,
    elapsedMs: () => performance.now(),
  };
}
