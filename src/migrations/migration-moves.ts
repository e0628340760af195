/** What people do with a migration: each move takes the transaction that records it. */
import { Injectable } from '@nestjs/common';
import type { EntityManager } from 'typeorm';
import type { Principal } from '../common/http/principal.js';
import { Problem } from '../common/http/problem.js';
import { requireMatch } from '../common/http/etag.js';
import { newId } from '../common/ids.js';
import { dropUnnamed } from '../runs/artifact-rows.js';
import { addToOutbox } from '../runs/outbox.js';
import { cancelRun, resumeRun } from '../runs/run-moves.js';
import { appendRunEvent, mirrorRun } from '../runs/run-rows.js';
import { isTerminal } from '../runs/run-states.js';
import { Migration } from './migration.entity.js';
import type { MigrationText } from './migration-reads.js';
import type { UpdateMigration } from './schemas/migration-schemas.js';

type Cause = 'start' | 'retry' | 'edit';

@Injectable()
export class MigrationMoves {
  /** @throws Problem `not_found`, `precondition_failed`, `conflict` when target or options of more than a draft would change */
  async update(
    manager: EntityManager,
    { workspaceId }: Principal,
    id: string,
    changes: UpdateMigration,
    ifMatch: string | undefined,
  ): Promise<void> {
    const migration = await this.lock(manager, workspaceId, id);
    requireMatch(ifMatch, migration.version);
    const { name, target, options } = changes;
    if (migration.status !== 'draft' && (target !== undefined || options !== undefined))
      throw new Problem('conflict', 'Target and options can be changed only while the migration is a draft.');
    await manager.query(
      `UPDATE migrations SET name = coalesce($2, name), target = coalesce($3, target), options = coalesce($4::jsonb, options),
         version = version + 1, revision = revision + 1, updated_at = now() WHERE id = $1`,
      [id, name ?? null, target ?? null, options === undefined ? null : JSON.stringify(options)],
    );
  }

  /** With its runs, results and what nothing else names. @throws Problem `not_found`, `precondition_failed`, `run_active` */
  async remove(
    manager: EntityManager,
    { workspaceId }: Principal,
    id: string,
    ifMatch: string | undefined,
  ): Promise<void> {
    const migration = await this.lock(manager, workspaceId, id);
    requireMatch(ifMatch, migration.version);
    if (isActive(migration)) throw new Problem('run_active', 'A run is at work: cancel it first.');
    const rows: { hash: string }[] = await manager.query(
      `SELECT hash FROM migration_inputs WHERE migration_id = $1
       UNION SELECT a.hash FROM run_artifacts a JOIN runs r ON r.id = a.run_id WHERE r.migration_id = $1`,
      [id],
    );
    await manager.query('DELETE FROM migrations WHERE id = $1', [id]);
    await dropUnnamed(manager, workspaceId, rows.map(({ hash }) => hash)); // prettier-ignore
  }

  /** The first run. @returns its id. @throws Problem `not_found`, `run_active`, `conflict` for one that ran already */
  async start(manager: EntityManager, caller: Principal, id: string): Promise<string> {
    const migration = await this.lock(manager, caller.workspaceId, id);
    if (isActive(migration)) throw new Problem('run_active');
    if (migration.status !== 'draft') throw new Problem('conflict', 'It ran already: retry it instead.');
    return this.newRun(manager, caller, migration, 'start');
  }

  /** A new run after one that ended. @throws Problem `not_found`, `run_active`, `conflict` for a draft */
  async retry(manager: EntityManager, caller: Principal, id: string, cause: Cause = 'retry'): Promise<string> {
    const migration = await this.lock(manager, caller.workspaceId, id);
    if (isActive(migration)) throw new Problem('run_active');
    if (migration.status === 'draft') throw new Problem('conflict', 'It never ran: start it instead.');
    return this.newRun(manager, caller, migration, cause);
  }

  /** Stops the run at work. @returns its id. @throws Problem `not_found`, `conflict` when none is at work */
  async cancel(manager: EntityManager, { workspaceId }: Principal, id: string): Promise<string> {
    const migration = await this.lock(manager, workspaceId, id);
    const runId = migration.currentRunId;
    if (!isActive(migration) || runId === null) throw new Problem('conflict', 'No run is at work.');
    await cancelRun(manager, runId);
    return runId;
  }

  /** Goes on with a run that waits. @returns its id. @throws Problem `not_found`, `conflict` when none waits */
  async resume(manager: EntityManager, { workspaceId }: Principal, id: string): Promise<string> {
    const migration = await this.lock(manager, workspaceId, id);
    const runId = migration.currentRunId;
    if (migration.status !== 'waiting' || runId === null)
      throw new Problem('conflict', 'No run waits. A run that ended is retried.');
    await resumeRun(manager, runId);
    return runId;
  }

  /** The migration's JSON, as the transaction sees it now. */
  async text(manager: EntityManager, id: string): Promise<MigrationText> {
    const [row]: MigrationText[] = await manager.query(`SELECT json, version, revision FROM migrations WHERE id = $1`, [
      id,
    ]);
    if (!row) throw new Problem('not_found');
    return row;
  }

  private async newRun(
    manager: EntityManager,
    { workspaceId, userId }: Principal,
    { id: migrationId }: Migration,
    cause: Cause,
  ): Promise<string> {
    const runId = newId('run');
    const [run]: { number: number }[] = await manager.query(
      `INSERT INTO runs (id, workspace_id, migration_id, user_id, number, cause, status)
       SELECT $1, $2, $3, $4, coalesce(max(number), 0) + 1, $5, 'pending' FROM runs WHERE migration_id = $3 RETURNING number`,
      [runId, workspaceId, migrationId, userId, cause],
    );
    await addToOutbox(manager, { workspaceId, migrationId, runId, deliveryNo: 1 });
    await appendRunEvent(manager, runId, 'run.created', { cause, number: run?.number });
    await mirrorRun(manager, runId);
    return runId;
  }

  /** Moves of one migration follow each other. @throws Problem `not_found` */
  private async lock(manager: EntityManager, workspaceId: string, id: string): Promise<Migration> {
    const migration = await manager.findOne(Migration, {
      where: { id, workspaceId },
      lock: { mode: 'for_no_key_update' },
    });
    if (!migration) throw new Problem('not_found');
    return migration;
  }
}

function isActive({ status }: Migration): boolean {
  return status !== 'draft' && !isTerminal(status);
}
