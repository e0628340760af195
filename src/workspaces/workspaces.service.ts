import { Injectable } from '@nestjs/common';
import type { EntityManager } from 'typeorm';
import { requireMatch } from '../common/http/etag.js';
import { Problem } from '../common/http/problem.js';
import type { Role } from '../common/http/principal.js';
import { newId } from '../common/ids.js';
import { SYSTEM, WorkspaceDatabase } from '../database/workspace-database.js';
import { adminPlaceOf, placeOf, type Place } from './workspace-access.js';
import { WorkspaceMember } from './workspace-member.entity.js';
import type { WorkspaceView } from './workspace-schemas.js';
import { Workspace } from './workspace.entity.js';

/** Workspaces of their members. Changes take the manager of the transaction that records them. */
@Injectable()
export class WorkspacesService {
  constructor(private readonly database: WorkspaceDatabase) {}

  /** Newest first. @param beforeId of the last one that was seen @param count of workspaces, at most */
  list(userId: string, beforeId: string | null, count: number): Promise<WorkspaceView[]> {
    // System scope: no single workspace owns the list of somebody's workspaces.
    return this.database.transaction(SYSTEM, async (manager) => {
      const query = manager
        .createQueryBuilder(WorkspaceMember, 'member')
        .innerJoinAndMapOne('member.workspace', Workspace, 'workspace', 'workspace.id = member.workspace_id')
        .where('member.user_id = :userId', { userId })
        .orderBy('member.workspace_id', 'DESC')
        .limit(count);
      if (beforeId !== null) query.andWhere('member.workspace_id < :beforeId', { beforeId });
      // The mapped property is not part of the entity's type.
      const members = (await query.getMany()) as (WorkspaceMember & { workspace: Workspace })[];
      return members.map(({ workspace, role }) => workspaceView(workspace, role));
    });
  }

  /** @throws Problem `not_found` */
  read(id: string, userId: string): Promise<Place> {
    return this.database.transaction(id, (manager) => placeOf(manager, id, userId));
  }

  /** A team's workspace, with its maker as its admin. */
  async create(manager: EntityManager, name: string, userId: string): Promise<Workspace> {
    const workspace = manager.create(Workspace, { id: newId('wsp'), name, kind: 'team', createdBy: userId });
    await manager.insert(Workspace, workspace);
    await manager.insert(WorkspaceMember, { workspaceId: workspace.id, userId, role: 'admin' });
    return manager.findOneByOrFail(Workspace, { id: workspace.id });
  }

  /** @throws Problem `not_found`, `insufficient_role`, `precondition_failed` */
  async rename(
    manager: EntityManager,
    id: string,
    userId: string,
    { name, ifMatch }: { name: string; ifMatch: string | undefined },
  ): Promise<Workspace> {
    const { workspace } = await adminPlaceOf(manager, id, userId);
    requireMatch(ifMatch, workspace.version);
    await manager.update(Workspace, { id }, { name });
    return manager.findOneByOrFail(Workspace, { id });
  }

  /**
   * Deletes a workspace and everything that it owns; its audit rows and its usage stay.
   * @returns who was a member. @throws Problem `conflict` for a personal one, and as `rename`
   */
  async delete(manager: EntityManager, id: string, userId: string, ifMatch: string | undefined): Promise<string[]> {
    const { workspace } = await adminPlaceOf(manager, id, userId);
    requireMatch(ifMatch, workspace.version);
    if (workspace.kind === 'personal')
      throw new Problem('conflict', 'A personal workspace goes with its account and cannot be deleted.');
    const members = await manager.findBy(WorkspaceMember, { workspaceId: id });
    await manager.delete(Workspace, { id });
    return members.map((member) => member.userId);
  }
}

export function workspaceView(workspace: Workspace, role: Role): WorkspaceView {
  return {
    id: workspace.id,
    name: workspace.name,
    kind: workspace.kind,
    role,
    created_by: workspace.createdBy,
    created_at: workspace.createdAt.toISOString(),
    updated_at: workspace.updatedAt.toISOString(),
  };
}
