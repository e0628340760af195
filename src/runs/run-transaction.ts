import { Injectable } from '@nestjs/common';
import type { EntityManager } from 'typeorm';
import { AppError } from '../common/app-error.js';
import { newId } from '../common/ids.js';
import { SYSTEM, WorkspaceDatabase } from '../database/workspace-database.js';
import type { RunArtifactName } from './artifact.entity.js';
import { putBytes } from './artifact-rows.js';
import { addToOutbox } from './outbox.js';
import type { RunEventType } from './run-events.js';
import { writeResults, type RunResults } from './run-results.js';
import { appendRunEvent, lockMigrationOf, mirrorRun } from './run-rows.js';
import type { RunPhase } from './run-states.js';
import { insertCheckpoint, insertWrites, type StoredCheckpoint, type StoredWrites } from './stored-checkpoint.js';

/** The run is not this worker's any more: another one claimed it, or it ended. Whoever gets this stops working and writes nothing. */
export class LeaseLost extends AppError {
  constructor(runId: string, epoch: number) {
    super('lease_lost', 'The run went on elsewhere.', `run ${runId} is not at epoch ${epoch} any more`);
  }
}

/** A run whose row this transaction holds. */
export interface HeldRun {
  readonly id: string;
  readonly workspaceId: string;
  readonly migrationId: string;
  readonly userId: string;
  readonly phase: RunPhase | null;
  readonly progress: Progress;
  readonly starts: number;
  readonly isCancelRequested: boolean;
}

export interface Progress {
  readonly done: number;
  readonly total: number;
}

/** Code and public text of why something failed; never a stack, a path or a statement. */
export interface Failure {
  readonly code: string;
  readonly message: string;
}

/** How a step ended. */
export type StepEnd =
  { readonly status: 'completed' | 'cancelled' } | { readonly status: 'failed'; readonly error: Failure };

/** The only way to write anything of a run at work. */
@Injectable()
export class RunTransactions {
  constructor(private readonly database: WorkspaceDatabase) {}

  /**
   * Runs `work` in one transaction that holds the run's row at that epoch: all of it is written, or nothing.
   * @throws LeaseLost when the run is not `running` at that epoch, before `work` is called
   */
  run<T>(runId: string, epoch: number, work: (run: RunTransaction) => Promise<T>): Promise<T> {
    return this.database.transaction(SYSTEM, async (manager) => {
      await lockMigrationOf(manager, runId);
      const [row]: HeldRow[] = await manager.query(HOLD, [runId, epoch]);
      if (!row) throw new LeaseLost(runId, epoch);
      return work(new RunTransaction(manager, heldRun(row)));
    });
  }

  /**
   * Holds the lease for another `leaseMs` by the database's clock. A transaction of its own: it may wait behind large writes of the same run.
   * @returns whether somebody asked to cancel @throws LeaseLost
   */
  async renew(runId: string, epoch: number, leaseMs: number): Promise<{ isCancelRequested: boolean }> {
    const [rows]: [{ cancel: boolean }[], number] = await this.database.transaction(SYSTEM, (manager) =>
      manager.query(RENEW, [runId, epoch, leaseMs]),
    );
    if (!rows[0]) throw new LeaseLost(runId, epoch);
    return { isCancelRequested: rows[0].cancel };
  }
}

const HOLD = `
  SELECT id, workspace_id, migration_id, user_id, phase, progress_done, progress_total, starts,
         cancel_requested_at IS NOT NULL AS cancel
  FROM runs WHERE id = $1 AND lease_epoch = $2 AND status = 'running' FOR NO KEY UPDATE`;

const RENEW = `
  UPDATE runs SET lease_expires_at = now() + $3 * interval '1 millisecond'
  WHERE id = $1 AND lease_epoch = $2 AND status = 'running'
  RETURNING cancel_requested_at IS NOT NULL AS cancel`;

interface HeldRow {
  readonly id: string;
  readonly workspace_id: string;
  readonly migration_id: string;
  readonly user_id: string;
  readonly phase: RunPhase | null;
  readonly progress_done: number;
  readonly progress_total: number;
  readonly starts: number;
  readonly cancel: boolean;
}

function heldRun(row: HeldRow): HeldRun {
  return {
    id: row.id,
    workspaceId: row.workspace_id,
    migrationId: row.migration_id,
    userId: row.user_id,
    phase: row.phase,
    progress: { done: row.progress_done, total: row.progress_total },
    starts: row.starts,
    isCancelRequested: row.cancel,
  };
}

/** What can be written while the run's row is held. Made by RunTransactions only. */
export class RunTransaction {
  constructor(
    private readonly manager: EntityManager,
    readonly row: HeldRun,
  ) {}

  appendEvent(type: RunEventType, data: object): Promise<void> {
    return appendRunEvent(this.manager, this.row.id, type, data);
  }

  /** Says which phase begins, in the run and its migration. */
  async setPhase(phase: RunPhase): Promise<void> {
    await this.manager.query('UPDATE runs SET phase = $2 WHERE id = $1', [this.row.id, phase]);
    await mirrorRun(this.manager, this.row.id);
    await this.appendEvent('run.phase', { phase });
  }

  /** Never goes back: a smaller number than what is there changes nothing. `step` is the progress of the agent at work. */
  async setProgress(progress: Progress, step: Progress): Promise<void> {
    const [[now = progress]]: [Progress[], number] = await this.manager.query(
      `UPDATE runs SET progress_done = GREATEST(progress_done, $2), progress_total = GREATEST(progress_total, $3) WHERE id = $1
       RETURNING progress_done AS done, progress_total AS total`,
      [this.row.id, progress.done, progress.total],
    );
    await this.manager.query(
      `UPDATE steps SET progress_done = GREATEST(progress_done, $2), progress_total = GREATEST(progress_total, $3)
       WHERE run_id = $1 AND status = 'running'`,
      [this.row.id, step.done, step.total],
    );
    await mirrorRun(this.manager, this.row.id);
    await this.appendEvent('run.progress', { ...now, step });
  }

  /** Notes that an agent's turn begins. A step that a lost worker left open is closed first. @returns the step's number */
  async startStep(agent: string, phase: RunPhase): Promise<number> {
    await this.closeSteps({ status: 'cancelled' });
    const [step]: { number: number; attempt: number }[] = await this.manager.query(
      `INSERT INTO steps (id, workspace_id, run_id, number, agent, phase, attempt, status)
       SELECT $1, $2, $3, count(*) + 1, $4, $5, count(*) FILTER (WHERE agent = $4) + 1, 'running' FROM steps WHERE run_id = $3
       RETURNING number, attempt`,
      [newId('stp'), this.row.workspaceId, this.row.id, agent, phase],
    );
    if (!step) throw new Error('INSERT gave no row');
    await this.appendEvent('step.started', { number: step.number, agent, phase, attempt: step.attempt });
    return step.number;
  }

  /** Notes that the agent's turn is over. */
  async endStep(end: StepEnd): Promise<void> {
    for (const number of await this.closeSteps(end)) await this.appendEvent('step.ended', { number, ...end });
  }

  /** Stores bytes under a name of this run; the same name again replaces what was there. @returns their hash */
  async putArtifact(name: RunArtifactName, bytes: Buffer, mediaType: string): Promise<string> {
    const hash = await putBytes(this.manager, this.row.workspaceId, bytes, mediaType);
    await this.link(name, hash);
    return hash;
  }

  /** Stores a value that checkpoints of this run name, so that another worker can go on from them. */
  async putStateValue(bytes: Buffer): Promise<void> {
    const hash = await putBytes(this.manager, this.row.workspaceId, bytes, 'application/json');
    await this.link(`${STATE_VALUE_PREFIX}${hash}`, hash);
  }

  putCheckpoint(checkpoint: StoredCheckpoint): Promise<void> {
    return insertCheckpoint(this.manager, this.row, checkpoint);
  }

  putCheckpointWrites(writes: StoredWrites): Promise<void> {
    return insertWrites(this.manager, this.row, writes);
  }

  /** Writes all that the run made and ends it as `completed`. */
  async complete(results: RunResults): Promise<void> {
    await this.endStep({ status: 'completed' });
    const modelsGenerated = await writeResults(this.manager, this.row, results);
    for await (const { name, bytes, mediaType } of results.artifacts) await this.putArtifact(name, bytes, mediaType);
    await this.dropState();
    await this.manager.query(
      `UPDATE runs SET status = 'completed', phase = NULL, completed_at = now(), lease_expires_at = NULL,
         progress_done = progress_total, success_rate = $2, proved_rate = $3, models_generated = $4
       WHERE id = $1`,
      [this.row.id, results.successRate, results.provedRate, modelsGenerated],
    );
    await this.announceEnd('run.completed', {
      success_rate: results.successRate,
      proved_rate: results.provedRate,
      models_generated: modelsGenerated,
    });
  }

  /** Ends the run as `failed`. */
  async fail(error: Failure): Promise<void> {
    await this.endStep({ status: 'failed', error });
    await this.dropState();
    await this.manager.query(
      `UPDATE runs SET status = 'failed', phase = NULL, completed_at = now(), lease_expires_at = NULL,
         error_code = $2, error_message = $3 WHERE id = $1`,
      [this.row.id, error.code, error.message],
    );
    await this.announceEnd('run.failed', { error });
  }

  /** Ends the run as `cancelled`. */
  async cancel(): Promise<void> {
    await this.endStep({ status: 'cancelled' });
    await this.dropState();
    await this.manager.query(
      `UPDATE runs SET status = 'cancelled', phase = NULL, completed_at = now(), lease_expires_at = NULL WHERE id = $1`,
      [this.row.id],
    );
    await this.announceEnd('run.cancelled', {});
  }

  /**
   * Makes the run pending again, with a new delivery. Its checkpoints stay, so that the next worker goes on from them.
   * @param counts whether the start counts among those after which a run is given up: not for a stop in order
   */
  async giveBack({ counts }: { readonly counts: boolean }): Promise<void> {
    await this.closeSteps({ status: 'cancelled' });
    const [rows]: [{ delivery_no: number }[], number] = await this.manager.query(
      `UPDATE runs SET status = 'pending', starts = starts - $2, delivery_no = delivery_no + 1,
         lease_owner = NULL, lease_expires_at = NULL
       WHERE id = $1 RETURNING delivery_no`,
      [this.row.id, counts ? 0 : 1],
    );
    const { id: runId, workspaceId, migrationId } = this.row;
    for (const { delivery_no: deliveryNo } of rows)
      await addToOutbox(this.manager, { workspaceId, migrationId, runId, deliveryNo });
    await mirrorRun(this.manager, runId);
    await this.appendEvent('run.given_back', {});
  }

  private async announceEnd(type: RunEventType, data: object): Promise<void> {
    await mirrorRun(this.manager, this.row.id);
    await this.appendEvent(type, data);
  }

  private async closeSteps(end: StepEnd): Promise<number[]> {
    const error = end.status === 'failed' ? end.error : null;
    const [rows]: [{ number: number }[], number] = await this.manager.query(
      `UPDATE steps SET status = $2, completed_at = now(), error_code = $3, error_message = $4,
         progress_done = CASE WHEN $2 = 'completed' THEN progress_total ELSE progress_done END
       WHERE run_id = $1 AND status = 'running' RETURNING number`,
      [this.row.id, end.status, error?.code ?? null, error?.message ?? null],
    );
    return rows.map(({ number }) => number);
  }

  private async link(name: string, hash: string): Promise<void> {
    await this.manager.query(
      `INSERT INTO run_artifacts (workspace_id, run_id, name, hash) VALUES ($1, $2, $3, $4)
       ON CONFLICT (run_id, name) DO UPDATE SET hash = excluded.hash`,
      [this.row.workspaceId, this.row.id, name, hash],
    );
  }

  /**
   * Nobody goes on from a run that ended. Values that have a name of their own need no second one; the others keep theirs, so that
   * they go with the migration.
   */
  private async dropState(): Promise<void> {
    for (const table of ['checkpoints', 'checkpoint_writes'])
      await this.manager.query(`DELETE FROM ${table} WHERE run_id = $1`, [this.row.id]);
    await this.manager.query(
      `DELETE FROM run_artifacts s WHERE run_id = $1 AND name LIKE '${STATE_VALUE_PREFIX}%' AND EXISTS (
         SELECT FROM run_artifacts a WHERE a.run_id = $1 AND a.hash = s.hash AND a.name NOT LIKE '${STATE_VALUE_PREFIX}%')`,
      [this.row.id],
    );
  }
}

/** Names of stored values that checkpoints name, among a run's artifacts. */
export const STATE_VALUE_PREFIX = 'state/';
