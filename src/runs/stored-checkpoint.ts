/** Checkpoints of a run's graph as rows. What they hold belongs to LangGraph; we keep it, bound it, and give it back. */
import type { EntityManager } from 'typeorm';
import { z } from 'zod';
import { databaseJson } from './database-json.js';

/** The state of a graph holds hashes and counters only: more than this is a fault of ours. */
export const STATE_BYTES_MAX = 65_536;

/** Counts up when the state of the graph changes so that an older one cannot be gone on from. */
export const STATE_SCHEMA_VERSION = 1;

const name = z.string().max(200);
const json = z.record(z.string(), z.unknown());

export const storedCheckpointSchema = z.strictObject({
  namespace: name,
  checkpointId: name,
  parentId: name.nullable(),
  schemaVersion: z.number().int(),
  checkpoint: json,
  metadata: json,
});
export type StoredCheckpoint = z.infer<typeof storedCheckpointSchema>;

export const storedWritesSchema = z.strictObject({
  namespace: name,
  checkpointId: name,
  taskId: name,
  writes: z.array(z.strictObject({ position: z.number().int(), channel: name, value: z.unknown() })).max(1_000),
});
export type StoredWrites = z.infer<typeof storedWritesSchema>;

/** What a worker needs to go on from where another one stopped. */
export interface StoredState {
  /** Oldest first. */
  readonly checkpoints: readonly StoredCheckpoint[];
  readonly writes: readonly StoredWrites[];
}

interface Owner {
  readonly id: string;
  readonly workspaceId: string;
}

export async function insertCheckpoint(manager: EntityManager, run: Owner, stored: StoredCheckpoint): Promise<void> {
  await manager.query(
    `INSERT INTO checkpoints (workspace_id, run_id, namespace, checkpoint_id, parent_id, schema_version, checkpoint, metadata)
     VALUES ($1, $2, $3, $4, $5, $6, $7::jsonb, $8::jsonb)
     ON CONFLICT (run_id, namespace, checkpoint_id) DO UPDATE SET checkpoint = excluded.checkpoint, metadata = excluded.metadata`,
    [
      run.workspaceId,
      run.id,
      stored.namespace,
      stored.checkpointId,
      stored.parentId,
      stored.schemaVersion,
      databaseJson(stored.checkpoint),
      databaseJson(stored.metadata),
    ],
  );
}

export async function insertWrites(manager: EntityManager, run: Owner, stored: StoredWrites): Promise<void> {
  await manager.query(
    `INSERT INTO checkpoint_writes (workspace_id, run_id, namespace, checkpoint_id, task_id, position, channel, value)
     SELECT $1, $2, $3, $4, $5, w.position, w.channel, w.value
     FROM jsonb_to_recordset($6::jsonb) AS w(position integer, channel text, value jsonb)
     ON CONFLICT (run_id, namespace, checkpoint_id, task_id, position)
     DO UPDATE SET channel = excluded.channel, value = excluded.value`,
    [run.workspaceId, run.id, stored.namespace, stored.checkpointId, stored.taskId, databaseJson(stored.writes)],
  );
}

/** @returns the run's state; empty when it has none, or only one of another version: then the run starts from its beginning */
export async function readState(manager: EntityManager, runId: string): Promise<StoredState> {
  const checkpoints: StoredCheckpoint[] = await manager.query(
    `SELECT namespace, checkpoint_id AS "checkpointId", parent_id AS "parentId", schema_version AS "schemaVersion", checkpoint, metadata
     FROM checkpoints WHERE run_id = $1 AND schema_version = $2 ORDER BY checkpoint_id`,
    [runId, STATE_SCHEMA_VERSION],
  );
  const writes: StoredWrites[] = await manager.query(
    `SELECT namespace, checkpoint_id AS "checkpointId", task_id AS "taskId",
            json_agg(json_build_object('position', position, 'channel', channel, 'value', value) ORDER BY position) AS writes
     FROM checkpoint_writes WHERE run_id = $1 AND checkpoint_id = ANY ($2) GROUP BY namespace, checkpoint_id, task_id ORDER BY checkpoint_id, task_id`,
    [runId, checkpoints.map(({ checkpointId }) => checkpointId)],
  );
  return { checkpoints, writes };
}
