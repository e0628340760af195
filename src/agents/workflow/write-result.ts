/** A finished run as the files of its folder: what the command line leaves and what the server packs, byte for byte the same. */
import { mkdir, writeFile } from 'node:fs/promises';
import { dirname } from 'node:path';
import type { ProjectFile } from '../../dbt/project.js';
import { loadSources } from '../../dbt/run/index.js';
import { insideFolder } from '../../dbt/write/inside-folder.js';
import { LOAD_SCRIPT, writeLoadScript } from '../../dbt/write/load-script.js';
import { MANIFEST_NAME, manifestOf, type Manifest } from '../../dbt/write/manifest.js';
import { duckdbFile } from '../../dbt/write/settings.js';
import { writeProject } from '../../dbt/write/write-project.js';
import { writeReport } from '../evaluator/report/write-report.js';
import type { MigrationResult } from './run-migration.js';

/** Names of the reports in the folder. */
export const REPORT_JSON = 'migration_report.json';
export const REPORT_HTML = 'migration_report.html';

export interface WriteOptions {
  /** Shown in the report. Null leaves it out: then the same source gives the same bytes, whenever and wherever it is run. */
  readonly durationMs: number | null;
  readonly onFile?: (done: number, total: number) => void;
  readonly signal?: AbortSignal;
}

export interface WrittenResult {
  /** What `.datamigrate.json` says. */
  readonly manifest: Manifest;
  /** Text files as written, the reports among them. */
  readonly files: readonly ProjectFile[];
}

/**
 * Writes into a folder, which is made when it is not there: the dbt project, its reports, its rows (a DuckDB file, or a load script for
 * PostgreSQL) and its manifest. Replaces files of the same names and touches no others.
 * @throws AppError OUTPUT-OUTSIDE for a name that would leave the folder; the system's own error when it cannot be written
 */
export async function writeResult(
  folder: string,
  result: Omit<MigrationResult, 'artifacts'>,
  { durationMs, onFile, signal }: WriteOptions,
): Promise<WrittenResult> {
  const { project } = result.execution;
  const files = [...writeProject(project), ...writeReport({ ...result, durationMs, showValues: false })];
  for (const [index, file] of files.entries()) {
    signal?.throwIfAborted();
    await writeText(folder, file);
    onFile?.(index + 1, files.length);
  }
  const rowsFile = await writeRows(folder, result, signal);
  // Files whose content changes without a person carry no hash.
  const manifest = manifestOf(files, [REPORT_HTML, REPORT_JSON, rowsFile]);
  await writeText(folder, { path: MANIFEST_NAME, text: `${JSON.stringify(manifest, null, 2)}\n` });
  return { manifest, files };
}

async function writeText(folder: string, { path, text }: ProjectFile): Promise<void> {
  const full = insideFolder(folder, path);
  await mkdir(dirname(full), { recursive: true });
  await writeFile(full, text);
}

async function writeRows(
  folder: string,
  { catalog, rows, execution: { project } }: Omit<MigrationResult, 'artifacts'>,
  signal: AbortSignal | undefined,
): Promise<string> {
  const stored = catalog.rows.length > 0 ? rows : null;
  const name = project.target === 'duckdb' ? duckdbFile(project) : LOAD_SCRIPT;
  const path = insideFolder(folder, name);
  await mkdir(dirname(path), { recursive: true });
  if (project.target === 'duckdb') await loadSources(project, stored, path, signal ? { signal } : {});
  else await writeLoadScript(project, stored, path);
  return name;
}
