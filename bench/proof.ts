/** `npm run bench:proof -- [set...] [--postgres] [--json]`: migrates sets of objects; per set how many views are proved, and why the others are not. */
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { basename, join, resolve } from 'node:path';
import { migrationOptionsSchema } from '../src/agents/options.js';
import type { EvaluatedObject } from '../src/agents/evaluator/evaluation.js';
import { runMigration } from '../src/agents/workflow/run-migration.js';
import { listInputs } from '../src/sources/input.js';

const SETS = [
  'examples/first-slice',
  'examples/harbour-supply',
  '../shared/corpus/tsql-northwind',
  '../shared/corpus/tsql-pubs',
  '../shared/corpus/multi-chinook/Chinook_SqlServer.sql',
  '../shared/corpus/tsql-adventureworks-oltp',
  '../shared/corpus/multi-sakila/sql-server-sakila-db/sql-server-sakila-schema.sql',
];

interface ProofScore {
  readonly set: string;
  readonly durationMs: number;
  readonly views: number;
  readonly proved: number;
  readonly objects: readonly EvaluatedObject[];
}

async function scoreSet(path: string, target: 'duckdb' | 'postgres'): Promise<ProofScore> {
  const workFolder = await mkdtemp(join(tmpdir(), 'datamigrate-proof-'));
  const startedMs = performance.now();
  try {
    const inputs = await listInputs([path]);
    const { evaluation } = await runMigration({
      source: { kind: 'scripts', inputs, variables: {}, dataFiles: [] },
      options: migrationOptionsSchema.parse({ target }),
      workFolder,
      onProgress: () => undefined,
    });
    const objects = evaluation.objects.filter(({ kind, status }) => kind === 'view' && status !== 'excluded');
    const proved = objects.filter(({ status }) => status === 'proved').length;
    const durationMs = Math.round(performance.now() - startedMs);
    return { set: basename(resolve(path)), durationMs, views: objects.length, proved, objects };
  } finally {
    await rm(workFolder, { recursive: true, force: true });
  }
}

function scoreText({ set, durationMs, views, proved, objects }: ProofScore, isVerbose: boolean): string {
  const lines = objects.flatMap((object) => {
    const { predicates, mutants, rowsCompared, survivors, uncovered } = object.evidence;
    const killed = `${mutants.killed}+${mutants.justified}/${mutants.total}`;
    const head = `  ${object.status.padEnd(12)} ${object.name}: ${rowsCompared} rows, outcomes ${predicates.covered}/${predicates.total}, faults ${killed}${object.reason ? `  ${object.reason.code}: ${object.reason.message}` : ''}`;
    const weak = [...survivors.map(({ line, what, text }) => `    survivor, line ${line}: ${what} [${text}]`), ...uncovered.map(({ line, what, text }) => `    not seen, line ${line}: ${what} [${text}]`), ...object.evidence.notChecked.map((text) => `    not checked: ${text}`)];
    return isVerbose ? [head, ...weak] : [head];
  });
  return `${set}: ${proved} of ${views} views proved, ${(durationMs / 1000).toFixed(1)} s\n${lines.join('\n')}\n`;
} // prettier-ignore

async function main(args: readonly string[]): Promise<void> {
  const paths = args.filter((arg) => !arg.startsWith('--'));
  const target = args.includes('--postgres') ? 'postgres' : 'duckdb';
  for (const path of paths.length > 0 ? paths : SETS) {
    const score = await scoreSet(path, target);
    process.stdout.write(args.includes('--json') ? `${JSON.stringify(score)}\n` : scoreText(score, args.includes('--places'))); // prettier-ignore
  }
}

// The package of the embedded PostgreSQL wants a process to be ended, not to run out.
if (process.argv[1]?.endsWith('proof.js')) void main(process.argv.slice(2)).finally(() => process.exit());
