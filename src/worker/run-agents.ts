import { Injectable } from '@nestjs/common';
import type { EntityManager } from 'typeorm';
import { z } from 'zod';
import { idPattern } from '../common/ids.js';
import { Problem } from '../common/http/problem.js';
import { SYSTEM, WorkspaceDatabase } from '../database/workspace-database.js';
import { artifactHash } from '../runs/artifact-rows.js';
import { resumeRun } from '../runs/run-moves.js';
import { RUN_STATUSES, type RunStatus } from '../runs/run-states.js';
import { readMetadata } from '../sources/metadata/read-metadata.js';
import { RunWorker } from './run-worker.js';

export const runAgentsSchema = z
  .strictObject({
    migration_id: z.string().regex(idPattern('mig'), 'must be the id of a migration'),
    user_id: z.string().regex(idPattern('usr'), 'must be the id of a user').optional().describe('Must be who made the migration.'), // prettier-ignore
    metadata_json: z
      .union([z.string(), z.record(z.string(), z.unknown())])
      .optional()
      .describe('Must be the catalog that the migration was made from.'),
  })
  .meta({ id: 'RunAgents' });
export type RunAgentsBody = z.infer<typeof runAgentsSchema>;

export const runAgentsAnswerSchema = z
  .strictObject({
    migration_id: z.string(),
    run_id: z.string(),
    status: z.enum(RUN_STATUSES).describe('Of the run when it was asked: a run that ended is not started again.'),
  })
  .meta({ id: 'RunAgentsAnswer' });
export type RunAgentsAnswer = z.infer<typeof runAgentsAnswerSchema>;

/** Starts or resumes the run of a migration when an API asks over HTTP. The queue's way and this one meet at the same claim. */
@Injectable()
export class RunAgents {
  constructor(
    private readonly database: WorkspaceDatabase,
    private readonly worker: RunWorker,
  ) {}

  /** @throws Problem `not_found`, `migration_mismatch`, `conflict` for a draft, `invalid_metadata`, `overloaded` */
  async start(body: RunAgentsBody): Promise<RunAgentsAnswer> {
    if (this.worker.isFull) throw new Problem('overloaded', undefined, { headers: { 'Retry-After': '5' } });
    const run = await this.database.transaction(SYSTEM, (manager) => this.find(manager, body));
    // Not awaited: it takes as long as the run. Asking twice is harmless, for one claim wins.
    if (run.status === 'pending') void this.worker.take(run.id);
    return { migration_id: body.migration_id, run_id: run.id, status: run.status };
  }

  private async find(manager: EntityManager, body: RunAgentsBody): Promise<FoundRun> {
    const [migration]: MigrationRow[] = await manager.query('SELECT user_id FROM migrations WHERE id = $1', [body.migration_id]); // prettier-ignore
    if (!migration) throw new Problem('not_found', 'There is no such migration.');
    if (body.user_id !== undefined && body.user_id !== migration.user_id)
      throw new Problem('migration_mismatch', 'The migration was made by another user.');
    if (body.metadata_json !== undefined) await requireSameCatalog(manager, body.migration_id, body.metadata_json);
    const [run]: FoundRun[] = await manager.query('SELECT id, status FROM runs WHERE migration_id = $1 ORDER BY number DESC LIMIT 1', [body.migration_id]); // prettier-ignore
    if (!run) throw new Problem('conflict', 'The migration is a draft: start it over the API.');
    if (run.status === 'waiting' && (await resumeRun(manager, run.id))) return { ...run, status: 'pending' };
    return run;
  }
}

interface MigrationRow {
  readonly user_id: string;
}

interface FoundRun {
  readonly id: string;
  readonly status: RunStatus;
}

/** What was stored is the catalog as our reader gave it: blanks and the order of fields do not matter. */
async function requireSameCatalog(
  manager: EntityManager,
  migrationId: string,
  given: NonNullable<RunAgentsBody['metadata_json']>,
): Promise<void> {
  const read = readMetadata(given);
  if (!read.ok)
    throw new Problem('invalid_metadata', undefined, {
      errors: read.faults.map((fault) => ({ ...fault, pointer: `/metadata_json${fault.pointer}` })),
    });
  const [input]: { hash: string }[] = await manager.query(`SELECT hash FROM migration_inputs WHERE migration_id = $1 AND kind = 'metadata'`, [migrationId]); // prettier-ignore
  if (input?.hash !== artifactHash(Buffer.from(JSON.stringify(read.catalog))))
    throw new Problem('migration_mismatch', 'The migration was made from another catalog.');
}
