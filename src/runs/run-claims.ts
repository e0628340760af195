import { Injectable } from '@nestjs/common';
import type { EntityManager } from 'typeorm';
import { SYSTEM, WorkspaceDatabase } from '../database/workspace-database.js';
import { endPendingRun } from './run-moves.js';
import { appendRunEvent, lockMigrationOf, mirrorRun } from './run-rows.js';

/** After so many starts that did not end in order, a run is given up: it would only go on to end workers. */
export const STARTS_MAX = 3;

/** A run that this worker, and nobody else, may work on and write, for as long as the epoch holds. */
export interface Claim {
  readonly runId: string;
  readonly epoch: number;
  readonly workspaceId: string;
  readonly migrationId: string;
}

export interface Claimant {
  /** Who works: for the log and the operator. */
  readonly owner: string;
  readonly leaseMs: number;
}

/** How a worker gets a run: by compare-and-set on its row, whoever delivered the id and however often. */
@Injectable()
export class RunClaims {
  constructor(private readonly database: WorkspaceDatabase) {}

  /** @returns null when the run is not pending (any more): another worker has it, it ended, or it was given up */
  claim(runId: string, claimant: Claimant): Promise<Claim | null> {
    return this.database.transaction(SYSTEM, async (manager) => {
      if (!(await lockMigrationOf(manager, runId))) return null;
      const [pending]: PendingRow[] = await manager.query(PENDING, [runId]);
      if (!pending) return null;
      if (pending.cancel) return endPendingRun(manager, runId, { status: 'cancelled' }).then(() => null);
      if (pending.starts >= STARTS_MAX)
        return endPendingRun(manager, runId, { status: 'failed', error: CRASHED }).then(() => null);
      return take(manager, runId, claimant);
    });
  }
}

async function take(manager: EntityManager, runId: string, { owner, leaseMs }: Claimant): Promise<Claim | null> {
  const [[row]]: [ClaimedRow[], number] = await manager.query(CLAIM, [runId, owner, leaseMs]);
  if (!row) return null;
  await mirrorRun(manager, runId);
  await appendRunEvent(manager, runId, 'run.started', { start: row.starts });
  return { runId, epoch: row.lease_epoch, workspaceId: row.workspace_id, migrationId: row.migration_id };
}

const CRASHED = {
  code: 'worker_crashed_repeatedly',
  message: `The work on this run ended unexpectedly ${STARTS_MAX} times, so it was given up. Leave out parts of the source to find which one does it, and report it.`,
};

interface PendingRow {
  readonly starts: number;
  readonly cancel: boolean;
}

interface ClaimedRow {
  readonly workspace_id: string;
  readonly migration_id: string;
  readonly lease_epoch: number;
  readonly starts: number;
}

const PENDING = `
  SELECT starts, cancel_requested_at IS NOT NULL AS cancel FROM runs WHERE id = $1 AND status = 'pending' FOR NO KEY UPDATE`;

const CLAIM = `
  UPDATE runs
  SET status = 'running', lease_epoch = lease_epoch + 1, starts = starts + 1, lease_owner = $2,
      lease_expires_at = now() + $3 * interval '1 millisecond', started_at = COALESCE(started_at, now())
  WHERE id = $1 AND status = 'pending'
  RETURNING workspace_id, migration_id, lease_epoch, starts`;
