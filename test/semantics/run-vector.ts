/** Runs a vector in a session of its own. */
import { textOf } from '../../src/engine/conversion/convert.js';
import type { BatchResult, ResultSet } from '../../src/engine/session/batch-result.js';
import { Session } from '../../src/engine/session/session.js';
import type { Type } from '../../src/engine/types/type.js';
import type { Vector } from './vector.js';

/** 2024-02-29 13:14:15.1234567. */
const NOW_UTC = 638_448_164_551_234_567n;

export type Outcome = Pick<Vector, 'gives' | 'errors' | 'type'> | { readonly missing: string };

/** What the engine gives, in the form of what the vector expects. */
export function outcomeOf({ sql, gives, type }: Vector): Outcome {
  const results = newSession().run(sql);
  const missing = results.find((result) => result.kind === 'not_in_engine');
  if (missing) return { missing: `${missing.code}: ${missing.message}` };
  const errors = results.flatMap((result) => (result.kind === 'error' ? [result.number] : []));
  if (typeof gives === 'number') return { gives: errors.at(-1) ?? rowsOf(results), errors: errors.slice(0, -1) };
  return { gives: rowsOf(results), errors, ...(type === undefined ? {} : { type: typeOf(results) }) };
}

function newSession(): Session {
  return new Session({
    surroundings: {
      nowUtc: NOW_UTC,
      offsetMinutes: 0,
      user: 'dbo',
      database: 'shop',
      server: 'SRV',
      random: () => 0.5,
      elapsedMs: () => performance.now(),
    },
  });
}

const lastRows = (results: readonly BatchResult[]): ResultSet | undefined =>
  results.filter((result) => result.kind === 'rows').at(-1);

function rowsOf(results: readonly BatchResult[]): (string | null)[][] {
  const found = lastRows(results);
  if (!found) return [];
  return found.rows.map((row) =>
    row.map((value, at) => (value === null ? null : textOf(value, found.columns[at]?.type ?? { base: 'int' }))),
  );
}

/** As it is written in T-SQL: `decimal(38,17)`. */
function typeOf(results: readonly BatchResult[]): string {
  const type = lastRows(results)?.columns[0]?.type;
  return type === undefined ? 'none' : `${type.base}${facetsOf(type)}`;
}

function facetsOf({ base, length, precision, scale }: Type): string {
  if (base === 'decimal') return `(${precision},${scale})`;
  if (length !== undefined && length !== null) return `(${length})`;
  return scale !== undefined && scale !== null && /^(time|datetime2|datetimeoffset)$/.test(base) ? `(${scale})` : '';
}
