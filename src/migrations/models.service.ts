import { Injectable } from '@nestjs/common';
import type { EntityManager } from 'typeorm';
import { requireMatch } from '../common/http/etag.js';
import type { Principal } from '../common/http/principal.js';
import { Problem } from '../common/http/problem.js';
import { WorkspaceDatabase } from '../database/workspace-database.js';
import { MigrationMoves } from './migration-moves.js';
import { ModelFile, ModelFileVersion } from './model-file.entity.js';
import type { ModelDetail, ModelFileView } from './schemas/model-schemas.js';

const versionsMax = 50;

/** The SQL of the models, and people's edits of it. */
@Injectable()
export class ModelsService {
  constructor(
    private readonly database: WorkspaceDatabase,
    private readonly moves: MigrationMoves,
  ) {}

  /** By path. */
  list(workspaceId: string, migrationId: string, afterPath: string | null, count: number): Promise<ModelFile[]> {
    return this.database.transaction(workspaceId, (manager) => {
      const query = manager
        .createQueryBuilder(ModelFile, 'm')
        .where('m.workspace_id = :workspaceId AND m.migration_id = :migrationId', { workspaceId, migrationId });
      if (afterPath !== null) query.andWhere('m.path COLLATE "C" > :afterPath', { afterPath });
      return query.orderBy('m.path COLLATE "C"').limit(count).getMany();
    });
  }

  /** @throws Problem `not_found` */
  read(workspaceId: string, migrationId: string, id: string): Promise<{ model: ModelFile; detail: ModelDetail }> {
    return this.database.transaction(workspaceId, async (manager) => {
      const model = await manager.findOneBy(ModelFile, { id, migrationId, workspaceId });
      if (!model) throw new Problem('not_found');
      return { model, detail: await detailOf(manager, model) };
    });
  }

  /**
   * A person's text in place of what was there, and a run that tests it. Until then nothing is known of it.
   * @returns the run's id. @throws Problem `not_found`, `precondition_failed`, `run_active`
   */
  async edit(
    manager: EntityManager,
    caller: Principal,
    migrationId: string,
    id: string,
    sqlCode: string,
    ifMatch: string | undefined,
  ) {
    const { workspaceId, userId } = caller;
    const runId = await this.moves.retry(manager, caller, migrationId, 'edit');
    const earlier = await manager.findOne(ModelFile, {
      where: { id, migrationId, workspaceId },
      lock: { mode: 'for_no_key_update' },
    });
    if (!earlier) throw new Problem('not_found');
    requireMatch(ifMatch, earlier.version);
    const version = earlier.version + 1;
    const author = { authorKind: 'human', authorId: userId } as const;
    await manager.update(
      ModelFile,
      { id },
      { sqlCode, version, ...author, status: 'needs_review', proof: 'static', updatedAt: () => 'now()' },
    );
    await manager.insert(ModelFileVersion, { workspaceId, modelFileId: id, version, sqlCode, ...author });
    const model = await manager.findOneByOrFail(ModelFile, { id });
    return { runId, model, detail: await detailOf(manager, model) };
  }
}

export function modelView(model: ModelFile): ModelFileView {
  const { id, name, path, status, proof, version } = model;
  return { id, migration_id: model.migrationId, run_id: model.runId, name, path, sql_code: model.sqlCode, status, proof, version, author_kind: model.authorKind }; // prettier-ignore
}

async function detailOf(manager: EntityManager, model: ModelFile): Promise<ModelDetail> {
  const versions = await manager.find(ModelFileVersion, {
    where: { modelFileId: model.id },
    order: { version: 'DESC' },
    take: versionsMax,
  });
  return {
    ...modelView(model),
    versions: versions.map(({ version, authorKind, authorId, sqlCode, createdAt }) => ({
      version,
      author_kind: authorKind,
      author_id: authorId,
      sql_code: sqlCode,
      created_at: createdAt.toISOString(),
    })),
  };
}
