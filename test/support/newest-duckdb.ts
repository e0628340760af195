import { execFileSync } from 'node:child_process';
import { existsSync } from 'node:fs';
import { z } from 'zod';
import { inRepository } from './repository.js';
import type { Requirement } from './requirement.js';

const timeoutMs = 60_000;

const python = (): string => process.env.NEWEST_DUCKDB_PYTHON ?? inRepository('.venv-newest', 'bin', 'python');

/** The DuckDB that a person gets who installs it today: what we build must open there too. */
export const newestDuckdb: Requirement = {
  name: 'the newest DuckDB for Python',
  missing: () => (existsSync(python()) ? undefined : 'no .venv-newest in the checkout; .ci/run shows how to make it'),
};

const program = `
import sys, json, duckdb
connection = duckdb.connect(sys.argv[1], read_only=True)
print(json.dumps(connection.execute(sys.argv[2]).fetchall(), default=str))
`;

/**
 * Asks one question of a database file, which is opened for reading only.
 * @returns the rows as arrays; what JSON has no word for (dates, decimals) as text
 * @throws when the file cannot be opened or the query fails, with Python's own message
 */
export function queryWithNewestDuckdb(file: string, sql: string): unknown[][] {
  const output = execFileSync(python(), ['-c', program, file, sql], {
    encoding: 'utf8',
    timeout: timeoutMs,
    maxBuffer: 1 << 28,
  });
  return z.array(z.array(z.unknown())).parse(JSON.parse(output));
}
