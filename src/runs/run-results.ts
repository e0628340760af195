/** What a run made, as rows: objects, findings and model files, written in batches. */
import type { EntityManager } from 'typeorm';
import { z } from 'zod';
import { newId } from '../common/ids.js';
import type { RunArtifactName } from './artifact.entity.js';
import { databaseJson } from './database-json.js';

const rowsPerStatement = 200;

export const resultObjectSchema = z.strictObject({
  name: z.string(),
  kind: z.string(),
  status: z.string(),
  proof: z.string(),
  hazards: z.array(z.string()),
  document: z.record(z.string(), z.unknown()),
});
export type ResultObject = z.infer<typeof resultObjectSchema>;

export const resultFindingSchema = z.strictObject({
  type: z.enum(['hazard', 'check', 'statement', 'input']),
  object: z.string().nullable(),
  code: z.string(),
  severity: z.string(),
  message: z.string(),
  file: z.string().nullable(),
  line: z.number().int().nullable(),
  col: z.number().int().nullable(),
});
export type ResultFinding = z.infer<typeof resultFindingSchema>;

export const resultModelSchema = z.strictObject({
  name: z.string(),
  path: z.string(),
  object: z.string().nullable(),
  sql_code: z.string(),
  status: z.string(),
  proof: z.string(),
});
export type ResultModel = z.infer<typeof resultModelSchema>;

/** Everything at the end of a run. The lists may be long: they are read once, in order. */
export interface RunResults {
  readonly successRate: number;
  readonly provedRate: number;
  readonly objects: AsyncIterable<ResultObject>;
  readonly findings: AsyncIterable<ResultFinding>;
  readonly models: AsyncIterable<ResultModel>;
  readonly artifacts: AsyncIterable<{
    readonly name: RunArtifactName;
    readonly bytes: Buffer;
    readonly mediaType: string;
  }>;
}

interface Owner {
  readonly id: string;
  readonly workspaceId: string;
  readonly migrationId: string;
}

/** Writes objects, findings and model files. @returns the number of model files */
export async function writeResults(manager: EntityManager, run: Owner, results: RunResults): Promise<number> {
  await writeNumbered(manager, INSERT_OBJECTS, run, results.objects);
  await writeNumbered(manager, INSERT_FINDINGS, run, results.findings);
  const names: string[] = [];
  for await (const batch of batches(results.models)) {
    const rows = batch.map((model) => ({ ...model, id: newId('mod') }));
    await manager.query(UPSERT_MODELS, [run.workspaceId, run.migrationId, run.id, databaseJson(rows)]);
    names.push(...batch.map(({ name }) => name));
  }
  await manager.query(DROP_MODELS, [run.migrationId, names]);
  return names.length;
}

async function writeNumbered(
  manager: EntityManager,
  statement: string,
  run: Owner,
  items: AsyncIterable<object>,
): Promise<void> {
  let position = 0;
  for await (const batch of batches(items)) {
    const rows = batch.map((item) => ({ ...item, position: position++ }));
    await manager.query(statement, [run.workspaceId, run.id, databaseJson(rows)]);
  }
}

async function* batches<T>(items: AsyncIterable<T>): AsyncGenerator<T[]> {
  let batch: T[] = [];
  for await (const item of items) {
    batch.push(item);
    if (batch.length < rowsPerStatement) continue;
    yield batch;
    batch = [];
  }
  if (batch.length > 0) yield batch;
}

const INSERT_OBJECTS = `
  INSERT INTO run_objects (workspace_id, run_id, position, name, kind, status, proof, hazards, document)
  SELECT $1, $2, o.position, o.name, o.kind, o.status, o.proof, o.hazards, o.document
  FROM jsonb_to_recordset($3::jsonb) AS o(position integer, name text, kind text, status text, proof text, hazards text[], document jsonb)`;

const INSERT_FINDINGS = `
  INSERT INTO findings (workspace_id, run_id, position, type, object, code, severity, message, file, line, col)
  SELECT $1, $2, f.position, f.type, f.object, f.code, f.severity, f.message, f.file, f.line, f.col
  FROM jsonb_to_recordset($3::jsonb)
    AS f(position integer, type text, object text, code text, severity text, message text, file text, line integer, col integer)`;

/** A person's text stays theirs: the run tested it, and says how it fared. A compiler's text counts its version up only when it changed. */
const UPSERT_MODELS = `
  WITH written AS (
    INSERT INTO model_files AS m (id, workspace_id, migration_id, run_id, name, path, object, sql_code, status, proof, author_kind)
    SELECT g.id, $1, $2, $3, g.name, g.path, g.object, g.sql_code, g.status, g.proof, 'compiler'
    FROM jsonb_to_recordset($4::jsonb)
      AS g(id text, name text, path text, object text, sql_code text, status text, proof text)
    ON CONFLICT (migration_id, name) DO UPDATE SET
      run_id = excluded.run_id, path = excluded.path, object = excluded.object,
      status = excluded.status, proof = excluded.proof, updated_at = now(),
      version = m.version + CASE WHEN m.author_kind = 'human' OR m.sql_code = excluded.sql_code THEN 0 ELSE 1 END,
      sql_code = CASE WHEN m.author_kind = 'human' THEN m.sql_code ELSE excluded.sql_code END
    RETURNING id, version, sql_code, author_kind, author_id
  )
  INSERT INTO model_file_versions (workspace_id, model_file_id, version, sql_code, author_kind, author_id)
  SELECT $1, id, version, sql_code, author_kind, author_id FROM written
  ON CONFLICT DO NOTHING`;

/** What the run did not make any more goes, unless a person wrote it. */
const DROP_MODELS = `DELETE FROM model_files WHERE migration_id = $1 AND author_kind <> 'human' AND name <> ALL ($2)`;
