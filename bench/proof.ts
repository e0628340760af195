/** `npm run bench:proof -- [set...] [--places] [--postgres] [--json]`: migrates sets of objects; per set how many views are proved, and why the others are not. */
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { basename, join, resolve } from 'node:path';
import { migrationOptionsSchema } from '../src/agents/options.js';
import type { EvaluatedObject } from '../src/agents/evaluator/evaluation.js';
import { runMigration } from '../src/agents/workflow/run-migration.js';
import { listInputs } from '../src/sources/input.js';
import { proofDatabases } from './proof-databases.js';

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
  for (const path of proofDatabases(paths)) {
    const score = await scoreSet(path, target);
    process.stdout.write(args.includes('--json') ? `${JSON.stringify(score)}\n` : scoreText(score, args.includes('--places'))); // prettier-ignore
  }
}

if (process.argv[1]?.endsWith('proof.js')) await main(process.argv.slice(2));
