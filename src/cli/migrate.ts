/** `datamigrate migrate`: runs the agents, writes the project, prints what happened. */
import { writeReport } from '../agents/evaluator/report/write-report.js';
import { runMigration, type MigrationResult } from '../agents/workflow/run-migration.js';
import type { ProjectFile } from '../dbt/project.js';
import { loadSources } from '../dbt/run/index.js';
import { LOAD_SCRIPT, writeLoadScript } from '../dbt/write/load-script.js';
import { duckdbFile } from '../dbt/write/settings.js';
import { writeProject } from '../dbt/write/write-project.js';
import { sourceName } from '../sources/input.js';
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
}

/** Files whose content changes without a person: they carry no hash in the manifest. */
const REPORT_FILES = ['migration_report.html', 'migration_report.json'];

export async function migrate(paths: readonly string[], flags: MigrateFlags, signal: AbortSignal): Promise<number> {
  const startedMs = performance.now();
  const progress = new Progress(process.stderr, process.env, false);
  const output = await OutputFolder.open(flags.out ?? `${sourceName(paths[0] ?? '')}-dbt`, flags.force ?? false);
  try {
    const result = await withInput(paths, flags, optionsOf(flags), progress, signal, async (input) => {
      const migration = await runMigration(input);
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
  const { project } = result.execution;
  const durationMs = Math.round(performance.now() - startedMs);
  const files: ProjectFile[] = [...writeProject(project), ...writeReport({ ...result, durationMs, showValues: false })];
  for (const [index, file] of files.entries()) {
    progress.update('writing', index + 1, files.length);
    await output.write(file);
  }
  const rows = result.catalog.rows.length > 0 ? result.rows : null;
  const rowsFile = project.target === 'duckdb' ? duckdbFile(project) : LOAD_SCRIPT;
  await output.writeWith(rowsFile, (path) =>
    project.target === 'duckdb' ? loadSources(project, rows, path) : writeLoadScript(project, rows, path),
  );
  const volatile = [...REPORT_FILES, rowsFile];
  await output.publish(files, volatile);
}

function reportJson(result: MigrationResult, durationMs: number): string {
  const files = writeReport({ ...result, durationMs, showValues: false });
  return files.find((file) => file.path === 'migration_report.json')?.text.trimEnd() ?? '{}';
}
