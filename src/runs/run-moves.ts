/** Moves of a run that no worker holds, or that are asked of the worker that does. For use inside a transaction that sees the run. */
import type { EntityManager } from 'typeorm';
import { addToOutbox } from './outbox.js';
import type { RunEventType } from './run-events.js';
import { appendRunEvent, CANCELS_CHANNEL, lockMigrationOf, mirrorRun } from './run-rows.js';
import { isTerminal, RUN_MOVES, type RunStatus } from './run-states.js';

/** How a run ends without a worker. */
export type PendingEnd =
  | { readonly status: 'cancelled' }
  | { readonly status: 'failed'; readonly error: { readonly code: string; readonly message: string } };

/**
 * Cancels a run: at once when nobody works on it, else by asking its worker, which stops within two seconds and then writes `cancelled`.
 * Asking again, or of a run that ended, changes nothing.
 * @returns the run's state after this; null when there is no such run
 */
export async function cancelRun(manager: EntityManager, runId: string): Promise<RunStatus | null> {
  if (!(await lockMigrationOf(manager, runId))) return null;
  const [run]: { status: RunStatus; cancel: boolean }[] = await manager.query(
    `SELECT status, cancel_requested_at IS NOT NULL AS cancel FROM runs WHERE id = $1 FOR NO KEY UPDATE`,
    [runId],
  );
  if (!run) return null;
  if (isTerminal(run.status)) return run.status;
  if (run.status !== 'running') {
    await endPendingRun(manager, runId, { status: 'cancelled' });
    return 'cancelled';
  }
  if (!run.cancel) {
    await manager.query('UPDATE runs SET cancel_requested_at = now() WHERE id = $1', [runId]);
    await appendRunEvent(manager, runId, 'run.cancel_requested', {});
  }
  await manager.query(`SELECT pg_notify('${CANCELS_CHANNEL}', $1)`, [runId]);
  return run.status;
}

/** Ends a run that is pending or waiting, and only then. @returns whether it did */
export async function endPendingRun(manager: EntityManager, runId: string, end: PendingEnd): Promise<boolean> {
  await lockMigrationOf(manager, runId);
  const move = end.status === 'failed' ? RUN_MOVES.fail : RUN_MOVES.cancel;
  const error = end.status === 'failed' ? end.error : null;
  const [, count]: [unknown, number] = await manager.query(
    `UPDATE runs SET status = $2, phase = NULL, completed_at = now(), error_code = $3, error_message = $4
     WHERE id = $1 AND status = ANY ($5)`,
    [
      runId,
      move.to,
      error?.code ?? null,
      error?.message ?? null,
      move.from.filter((status) => status !== 'running'), // a worker ends what it holds
    ],
  );
  if (count === 0) return false;
  await manager.query('DELETE FROM outbox WHERE run_id = $1', [runId]);
  await mirrorRun(manager, runId);
  const type: RunEventType = end.status === 'failed' ? 'run.failed' : 'run.cancelled';
  await appendRunEvent(manager, runId, type, error ? { error } : {});
  return true;
}

/** Has a pending run delivered anew, under a new job id: what carried it may be gone. @returns whether it is pending */
export async function redeliver(manager: EntityManager, runId: string): Promise<boolean> {
  const [rows]: [Redelivered[], number] = await manager.query(
    `UPDATE runs SET delivery_no = delivery_no + 1 WHERE id = $1 AND status = 'pending'
     RETURNING workspace_id, migration_id, delivery_no`,
    [runId],
  );
  for (const { workspace_id: workspaceId, migration_id: migrationId, delivery_no: deliveryNo } of rows)
    await addToOutbox(manager, { workspaceId, migrationId, runId, deliveryNo });
  return rows.length > 0;
}

interface Redelivered {
  readonly workspace_id: string;
  readonly migration_id: string;
  readonly delivery_no: number;
}

/** Has a waiting run go on: pending again, with a new delivery. @returns whether it was waiting */
export async function resumeRun(manager: EntityManager, runId: string): Promise<boolean> {
  await lockMigrationOf(manager, runId);
  const [, count]: [unknown, number] = await manager.query(
    `UPDATE runs SET status = 'pending' WHERE id = $1 AND status = 'waiting'`,
    [runId],
  );
  if (count === 0) return false;
  await redeliver(manager, runId);
  await mirrorRun(manager, runId);
  return true;
}
