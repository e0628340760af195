/** A session for tests, and its answers in short: rows as texts, counts, error numbers. */
import type { BatchResult } from '../../../src/engine/session/batch-result.js';
import { Session } from '../../../src/engine/session/session.js';
import { textOf } from '../../../src/engine/conversion/convert.js';

export function newSession(limits?: { timeMs: number; steps: number; rows: number }): Session {
  return new Session({
    surroundings: {
      nowUtc: 638_000_000_000_000_000n,
      offsetMinutes: 0,
      user: 'dbo',
      database: 'shop',
      server: 'SRV',
      random: () => 0.5,
      elapsedMs: () => performance.now(),
    },
    ...(limits ? { limits: { ...limits, valueLength: 1_000_000 } } : {}),
  });
}

/** `1|a;2|NULL` for rows, `n rows changed` as `#n`, `!8134` for an error, `?CODE` for what is lacking, `"text"` for a message. */
export function short(result: BatchResult): string {
  switch (result.kind) {
    case 'rows':
      return result.rows.map((row) => row.map((value, at) => (value === null ? 'NULL' : textOf(value, result.columns[at]?.type ?? { base: 'int' }))).join('|')).join(';'); // prettier-ignore
    case 'row_count':
      return `#${result.count}`;
    case 'error':
      return `!${result.number}`;
    case 'message':
      return `"${result.text}"`;
    case 'not_in_engine':
      return `?${result.code}`;
  }
}

/** Runs batches one after the other; answers of the last one. */
export function answers(...batches: readonly string[]): string[] {
  const session = newSession();
  let last: string[] = [];
  for (const batch of batches) last = session.run(batch).map(short);
  return last;
}
