/** `datamigrate baseline-script`: T-SQL for a person to run on the real server, which records what its views give. */
import { writeFile } from 'node:fs/promises';
import { runAssessment } from '../agents/workflow/run-migration.js';
import { AppError } from '../common/app-error.js';
import { baselineScript, viewsToRecord } from '../proof/baseline/index.js';
import { EXIT } from './exit-codes.js';
import { withInput, type InputFlags } from './inputs.js';
import { Progress } from './progress.js';
import { surroundingsOf } from './surroundings.js';

export interface BaselineScriptFlags extends InputFlags {
  /** File to write; standard output when left out. */
  readonly output?: string;
  /** Rows of one view, as written on the command line. */
  readonly rows: string;
}

const ROWS_LIMIT = 1_000_000;

/** @throws AppError `USAGE`, and for inputs that cannot be read or a file that cannot be written */
export async function baselineScriptAction(
  paths: readonly string[],
  flags: BaselineScriptFlags,
  signal: AbortSignal,
): Promise<number> {
  const rowsMax = rowsOf(flags.rows);
  const progress = new Progress(process.stderr, process.env, false);
  const { catalog } = await withInput(paths, flags, {}, progress, signal, runAssessment);
  progress.end();
  const found = viewsToRecord(catalog, surroundingsOf(undefined, catalog.name));
  const text = baselineScript({ source: catalog.name, ...found, rowsMax });
  if (flags.output === undefined) process.stdout.write(text);
  else await write(flags.output, text);
  process.stderr.write(`${found.views.length} views and ${found.tables.length} tables are recorded by it, at most ${rowsMax} rows a view. No SQL Server ran here.\n`); // prettier-ignore
  for (const { name, reason } of found.left)
    process.stderr.write(`Not recorded: ${name.schema}.${name.name}: ${reason}\n`);
  return EXIT.done;
}

function rowsOf(text: string): number {
  const rows = Number(text);
  if (!Number.isInteger(rows) || rows < 1 || rows > ROWS_LIMIT)
    throw new AppError('USAGE', `Write --rows as a whole number from 1 to ${ROWS_LIMIT}.`);
  return rows;
}

async function write(path: string, text: string): Promise<void> {
  try {
    await writeFile(path, text);
  } catch (cause) {
    throw new AppError('OUTPUT-DENIED', `${path} cannot be written. Name another file with --output.`, String(cause), { cause }); // prettier-ignore
  }
}
