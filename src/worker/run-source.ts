/** What a run works on: read from the database, laid into its work folder. */
import type { EntityManager } from 'typeorm';
import { migrationOptionsSchema } from '../agents/options.js';
import { AppError } from '../common/app-error.js';
import { getBytes } from '../runs/artifact-rows.js';
import type { Claim } from '../runs/run-claims.js';
import { STATE_VALUE_PREFIX } from '../runs/run-transaction.js';
import { readState } from '../runs/stored-checkpoint.js';
import { sourceNameOf } from '../sources/input.js';
import type { RunInputs, StartMessage } from './child-protocol.js';
import type { WorkFolder } from './work-folder.js';

/** What the child is told, and which stored values lie in its folder already. */
export interface RunSource {
  readonly start: StartMessage;
  readonly storedValues: readonly string[];
}

interface MigrationRow {
  readonly name: string;
  readonly target: string;
  readonly options: object;
}

interface InputRow {
  readonly kind: 'script' | 'table' | 'metadata';
  readonly path: string;
  readonly hash: string;
}

/** @throws AppError `input_missing` when a stored input is gone */
export async function laySource(manager: EntityManager, claim: Claim, folder: WorkFolder): Promise<RunSource> {
  const [migration]: MigrationRow[] = await manager.query('SELECT name, target, options FROM migrations WHERE id = $1', [claim.migrationId]); // prettier-ignore
  if (!migration) throw missing('the migration');
  const inputs = await layInputs(manager, claim, folder);
  const storedValues = await layValues(manager, claim, folder);
  const start: StartMessage = {
    type: 'start',
    runId: claim.runId,
    workFolder: folder.path,
    sourceName: sourceNameOf(migration.name),
    inputs,
    options: migrationOptionsSchema.parse({ ...migration.options, target: migration.target }),
    edits: await readEdits(manager, claim),
    state: await readState(manager, claim.runId),
  };
  return { start, storedValues };
}

/** One at a time: inputs may be large. */
async function layInputs(manager: EntityManager, claim: Claim, folder: WorkFolder): Promise<RunInputs> {
  const rows: InputRow[] = await manager.query('SELECT kind, path, hash FROM migration_inputs WHERE migration_id = $1 ORDER BY position', [claim.migrationId]); // prettier-ignore
  for (const { path, hash } of rows) await folder.layInput(path, await stored(manager, claim, hash));
  const pathsOf = (kind: InputRow['kind']): string[] => rows.filter((row) => row.kind === kind).map(({ path }) => path);
  const [metadata] = pathsOf('metadata');
  if (metadata !== undefined) return { kind: 'metadata', file: metadata, tables: pathsOf('table') };
  return { kind: 'scripts', scripts: pathsOf('script'), tables: pathsOf('table') };
}

/** Values that the run's checkpoints name. */
async function layValues(manager: EntityManager, claim: Claim, folder: WorkFolder): Promise<string[]> {
  const rows: { hash: string }[] = await manager.query(
    `SELECT hash FROM run_artifacts WHERE run_id = $1 AND name LIKE '${STATE_VALUE_PREFIX}%'`,
    [claim.runId],
  );
  for (const { hash } of rows) await folder.layValue(hash, await stored(manager, claim, hash));
  return rows.map(({ hash }) => hash);
}

async function readEdits(manager: EntityManager, claim: Claim): Promise<Record<string, string>> {
  const rows: { name: string; sql_code: string }[] = await manager.query(
    `SELECT name, sql_code FROM model_files WHERE migration_id = $1 AND author_kind = 'human' ORDER BY name`,
    [claim.migrationId],
  );
  return Object.fromEntries(rows.map((row) => [row.name, row.sql_code]));
}

async function stored(manager: EntityManager, claim: Claim, hash: string): Promise<Buffer> {
  const artifact = await getBytes(manager, claim.workspaceId, hash);
  if (!artifact) throw missing(`artifact ${hash}`);
  return artifact.bytes;
}

function missing(what: string): AppError {
  return new AppError('input_missing', 'A part of the input is not kept any more. Create the migration again.', what);
}
