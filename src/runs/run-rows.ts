/** Statements that every move of a run shares. Each needs the run's row locked, or locks it itself. */
import type { EntityManager } from 'typeorm';
import { databaseJson } from './database-json.js';
import type { RunEventType } from './run-events.js';

/** PostgreSQL channel: `<run id> <seq>` for each new event. */
export const EVENTS_CHANNEL = 'run_events';
/** PostgreSQL channel: the id of a run whose work must stop. */
export const CANCELS_CHANNEL = 'run_cancels';

/**
 * Adds to the run's log. Numbers have no gap and are seen in order: the run's row stays locked until the end of the transaction.
 * @param data goes to clients as it is: names in snake_case, no secret
 */
export async function appendRunEvent(
  manager: EntityManager,
  runId: string,
  type: RunEventType,
  data: object,
): Promise<void> {
  await manager.query(
    `WITH counted AS (
       UPDATE runs SET last_event_seq = last_event_seq + 1 WHERE id = $1 RETURNING workspace_id, id, last_event_seq
     ), made AS (
       INSERT INTO run_events (workspace_id, run_id, seq, type, data)
       SELECT workspace_id, id, last_event_seq, $2, $3::jsonb FROM counted RETURNING run_id, seq
     )
     SELECT pg_notify('${EVENTS_CHANNEL}', run_id || ' ' || seq) FROM made`,
    [runId, type, databaseJson(data)],
  );
}

/**
 * Locks the migration of a run, before the run itself: everybody who changes both takes them in this order, so that nobody waits in a circle.
 * @returns false when there is no such run
 */
export async function lockMigrationOf(manager: EntityManager, runId: string): Promise<boolean> {
  const rows: unknown[] = await manager.query(
    'SELECT id FROM migrations WHERE id = (SELECT migration_id FROM runs WHERE id = $1) FOR NO KEY UPDATE',
    [runId],
  );
  return rows.length > 0;
}

/** Copies what the run's row says to its migration, which shows its latest run. */
export async function mirrorRun(manager: EntityManager, runId: string): Promise<void> {
  await manager.query(
    `UPDATE migrations m
     SET status = r.status, phase = r.phase, progress_done = r.progress_done, progress_total = r.progress_total,
         success_rate = r.success_rate, proved_rate = r.proved_rate,
         models_generated = CASE WHEN r.status = 'completed' THEN r.models_generated ELSE m.models_generated END,
         error_code = r.error_code, error_message = r.error_message,
         started_at = r.started_at, completed_at = r.completed_at,
         current_run_id = r.id, revision = m.revision + 1, updated_at = now()
     FROM runs r WHERE r.id = $1 AND m.id = r.migration_id`,
    [runId],
  );
}
