import { Injectable } from '@nestjs/common';
import { Problem } from '../../common/http/problem.js';
import { WorkspaceDatabase } from '../../database/workspace-database.js';
import { getBytes, type ArtifactBytes } from '../../runs/artifact-rows.js';
import { RunArtifact, type RunArtifactName } from '../../runs/artifact.entity.js';
import { Finding, RunObject } from '../../runs/run-object.entity.js';
import { MIGRATION_EXISTS } from '../migration-reads.js';
import type { FindingListQuery, ObjectListQuery } from '../schemas/result-schemas.js';

const FIND_RUN = {
  name: 'result_run',
  text: `SELECT r.id, r.status FROM runs r WHERE r.workspace_id = $1 AND r.migration_id = $2
    AND CASE WHEN $3::text IS NULL THEN r.status = 'completed' ELSE r.id = $3 END ORDER BY r.id DESC LIMIT 1`,
};

/** What runs found and made. Everything is of one run: the named one, or the latest that completed. */
@Injectable()
export class ResultReads {
  constructor(private readonly database: WorkspaceDatabase) {}

  /** @throws Problem `not_found` without such a migration or run; `conflict` while nothing is completed */
  async runOf(workspaceId: string, migrationId: string, runId: string | undefined): Promise<string> {
    const [run] = await this.database.query<{ id: string; status: string }>(workspaceId, FIND_RUN, [workspaceId, migrationId, runId ?? null]); // prettier-ignore
    if (run?.status === 'completed') return run.id;
    const isKnown = run ?? (await this.database.query(workspaceId, MIGRATION_EXISTS, [migrationId, workspaceId]))[0];
    if (!isKnown || (runId !== undefined && !run)) throw new Problem('not_found');
    throw new Problem('conflict', 'There are no results yet: no run has completed.');
  }

  /** In the order of the report. */
  objects(
    workspaceId: string,
    runId: string,
    filters: ObjectListQuery,
    after: number,
    count: number,
  ): Promise<RunObject[]> {
    return this.database.transaction(workspaceId, (manager) => {
      const query = manager
        .createQueryBuilder(RunObject, 'o')
        .where('o.run_id = :runId AND o.position > :after', { runId, after });
      if (filters.status) query.andWhere('o.status = :status', { status: filters.status });
      if (filters.kind) query.andWhere('o.kind = :kind', { kind: filters.kind });
      if (filters.hazard) query.andWhere(':hazard = ANY (o.hazards)', { hazard: filters.hazard });
      if (filters.q) query.andWhere('strpos(lower(o.name), lower(:q)) > 0', { q: filters.q });
      return query.orderBy('o.position').limit(count).getMany();
    });
  }

  /** @throws Problem `not_found` */
  async object(workspaceId: string, runId: string, position: number): Promise<RunObject> {
    const found = await this.database.transaction(workspaceId, (manager) =>
      manager.findOneBy(RunObject, { runId, position }),
    );
    if (!found) throw new Problem('not_found');
    return found;
  }

  /** In the order of the report. */
  findings(
    workspaceId: string,
    runId: string,
    filters: FindingListQuery,
    after: number,
    count: number,
  ): Promise<Finding[]> {
    return this.database.transaction(workspaceId, (manager) => {
      const query = manager
        .createQueryBuilder(Finding, 'f')
        .where('f.run_id = :runId AND f.position > :after', { runId, after });
      for (const field of ['type', 'severity', 'code', 'object'] as const)
        if (filters[field]) query.andWhere(`f.${field} = :${field}`, { [field]: filters[field] });
      return query.orderBy('f.position').limit(count).getMany();
    });
  }

  /** A file or value that the run left. @throws Problem `not_found` */
  artifact(
    workspaceId: string,
    runId: string,
    name: RunArtifactName,
  ): Promise<ArtifactBytes & { readonly hash: string }> {
    return this.database.transaction(workspaceId, async (manager) => {
      const link = await manager.findOneBy(RunArtifact, { runId, name });
      const found = link && (await getBytes(manager, workspaceId, link.hash));
      if (!found) throw new Problem('not_found');
      return { ...found, hash: link.hash };
    });
  }
}
