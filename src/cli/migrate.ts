/** `datamigrate migrate`: runs the agents, writes the project, prints what happened. */
import { writeReport } from '../agents/evaluator/report/write-report.js';
import { runMigration, type MigrationResult } from '../agents/workflow/run-migration.js';
import { REPORT_JSON, writeResult } from '../agents/workflow/write-result.js';
import { sourceName } from '../sources/input.js';
import { readBaseline } from './baseline-folder.js';
import { EXIT } from './exit-codes.js';
import { withInput, type InputFlags } from './inputs.js';
import { OutputFolder } from './output-folder.js';
import { Progress } from './progress.js';
import { summaryText } from './summary-text.js';

/** Flags as commander gives them. */
export interface MigrateFlags extends InputFlags {
  readonly target?: 'duckdb' | 'postgres';
  readonly out?: string;
  readonly select: readonly string[];
  readonly names?: 'preserve' | 'dbt-style';
  readonly rows: boolean;
  readonly force?: boolean;
  /** Folder of a recording. */
  readonly baseline?: string;
}

export async function migrate(paths: readonly string[], flags: MigrateFlags, signal: AbortSignal): Promise<number> {
  const startedMs = performance.now();
  const progress = new Progress(process.stderr, process.env, false);
  const baseline = flags.baseline === undefined ? {} : { baseline: await readBaseline(flags.baseline) };
  const output = await OutputFolder.open(flags.out ?? `${sourceName(paths[0] ?? '')}-dbt`, flags.force ?? false);
  try {
    const result = await withInput(paths, flags, optionsOf(flags), progress, signal, async (input) => {
      const migration = await runMigration({ ...input, ...baseline });
      signal.throwIfAborted();
      await writeOutput(output, migration, startedMs, progress);
      return migration;
    });
    progress.end();
    const durationMs = Math.round(performance.now() - startedMs);
    process.stderr.write(summaryText(result.evaluation, result.catalog, output.path, durationMs));
    if (flags.json) process.stdout.write(`${reportJson(result, durationMs)}\n`);
    return isComplete(result) ? EXIT.done : EXIT.reviewNeeded;
  } finally {
    await output.discard();
  }
}

/** Nothing is open: no object, and no part of the input that could not be read. */
function isComplete({ evaluation }: MigrationResult): boolean {
  const { needsReview, blocked } = evaluation.summary;
  return needsReview + blocked === 0 && !evaluation.findings.some(({ severity }) => severity === 'error');
}

function optionsOf(flags: MigrateFlags) {
  return {
    ...(flags.target ? { target: flags.target } : {}),
    ...(flags.names ? { names: flags.names } : {}),
    ...(flags.rows ? {} : { with_rows: false }),
    ...(flags.select.length > 0 ? { include: [...flags.select] } : {}),
  };
}

async function writeOutput(output: OutputFolder, result: MigrationResult, startedMs: number, progress: Progress) {
  const durationMs = Math.round(performance.now() - startedMs);
  const onFile = (done: number, total: number) => progress.update('writing', done, total);
  const { manifest } = await output.fill((folder) => writeResult(folder, result, { durationMs, onFile }));
  await output.publish(manifest);
}

function reportJson(result: MigrationResult, durationMs: number): string {
  const files = writeReport({ ...result, durationMs, showValues: false });
  return files.find((file) => file.path === REPORT_JSON)?.text.trimEnd() ?? '{}';
}
