import { Injectable } from '@nestjs/common';
import { Problem } from '../common/http/problem.js';
import { WorkspaceDatabase } from '../database/workspace-database.js';
import { Run } from '../runs/run.entity.js';
import { Step } from '../runs/step.entity.js';
import type { StepView } from './schemas/run-schemas.js';
import { RUN_JSON } from './statements/run-json.js';

const LIST = {
  name: 'run_list',
  text: `SELECT r.id, ${RUN_JSON}::text AS json FROM runs r
    WHERE r.workspace_id = $1 AND r.migration_id = $2 AND ($3::text IS NULL OR r.id < $3) ORDER BY r.id DESC LIMIT $4`,
};
const READ = {
  name: 'run_read',
  text: `SELECT r.id, ${RUN_JSON}::text AS json FROM runs r WHERE r.workspace_id = $1 AND r.migration_id = $2 AND r.id = $3`,
};
const LATEST = {
  name: 'run_latest',
  text: 'SELECT id FROM runs WHERE workspace_id = $1 AND migration_id = $2 ORDER BY id DESC LIMIT 1',
};

export interface RunText {
  readonly id: string;
  readonly json: string;
}

/** Runs of a migration of the caller's workspace; a run of another migration is not there. */
@Injectable()
export class RunReads {
  constructor(private readonly database: WorkspaceDatabase) {}

  /** Newest first. */
  list(workspaceId: string, migrationId: string, beforeId: string | null, count: number): Promise<RunText[]> {
    return this.database.query<RunText & Record<string, unknown>>(workspaceId, LIST, [
      workspaceId,
      migrationId,
      beforeId,
      count,
    ]);
  }

  /** @throws Problem `not_found` */
  async read(workspaceId: string, migrationId: string, runId: string): Promise<RunText> {
    const [row] = await this.database.query<RunText & Record<string, unknown>>(workspaceId, READ, [
      workspaceId,
      migrationId,
      runId,
    ]);
    if (!row) throw new Problem('not_found');
    return row;
  }

  /** @throws Problem `not_found` for a migration without a run */
  async latest(workspaceId: string, migrationId: string): Promise<string> {
    const [row] = await this.database.query<{ id: string }>(workspaceId, LATEST, [workspaceId, migrationId]);
    if (!row) throw new Problem('not_found', 'It has no run yet.');
    return row.id;
  }

  /** In the order in which they were made. @throws Problem `not_found` */
  steps(workspaceId: string, migrationId: string, runId: string, afterNumber: number, count: number): Promise<Step[]> {
    return this.database.transaction(workspaceId, async (manager) => {
      if (!(await manager.existsBy(Run, { id: runId, migrationId, workspaceId }))) throw new Problem('not_found');
      return manager
        .createQueryBuilder(Step, 'step')
        .where('step.run_id = :runId AND step.number > :afterNumber', { runId, afterNumber })
        .orderBy('step.number')
        .limit(count)
        .getMany();
    });
  }
}

export function stepView(step: Step): StepView {
  return {
    id: step.id,
    number: step.number,
    agent: step.agent,
    phase: step.phase,
    attempt: step.attempt,
    status: step.status,
    progress: { done: step.progressDone, total: step.progressTotal },
    error: step.errorCode === null ? null : { code: step.errorCode, message: step.errorMessage ?? '' },
    started_at: step.startedAt.toISOString(),
    completed_at: step.completedAt?.toISOString() ?? null,
  };
}
