/** What somebody may do in the workspace that a path names, looked up in the transaction of what they ask. */
import type { EntityManager } from 'typeorm';
import { Problem } from '../common/http/problem.js';
import { WorkspaceMember } from './workspace-member.entity.js';
import { Workspace } from './workspace.entity.js';

export interface Place {
  readonly workspace: Workspace;
  readonly member: WorkspaceMember;
}

/** @throws Problem `not_found` for who is not a member: another's workspace is not there */
export async function placeOf(manager: EntityManager, workspaceId: string, userId: string): Promise<Place> {
  const workspace = await manager.findOneBy(Workspace, { id: workspaceId });
  return { workspace: found(workspace), member: await memberOf(manager, workspaceId, userId) };
}

/**
 * The same for a change: the workspace is locked, so that changes of its members follow each other (two admins who leave at
 * once would leave nobody). Rows that belong to it may still be inserted meanwhile.
 */
export async function lockedPlaceOf(manager: EntityManager, workspaceId: string, userId: string): Promise<Place> {
  const workspace = await manager.findOne(Workspace, {
    where: { id: workspaceId },
    lock: { mode: 'for_no_key_update' },
  });
  return { workspace: found(workspace), member: await memberOf(manager, workspaceId, userId) };
}

/** @throws Problem `not_found` for a stranger, `insufficient_role` for a member who is no admin */
export async function adminPlaceOf(manager: EntityManager, workspaceId: string, userId: string): Promise<Place> {
  const place = await lockedPlaceOf(manager, workspaceId, userId);
  if (place.member.role !== 'admin') throw new Problem('insufficient_role', 'This needs an admin of the workspace.');
  return place;
}

/** @throws Problem `not_found` */
export async function memberOf(manager: EntityManager, workspaceId: string, userId: string): Promise<WorkspaceMember> {
  return found(await manager.findOneBy(WorkspaceMember, { workspaceId, userId }));
}

/** @throws Problem `last_admin` when nobody else of the workspace is an admin */
export async function requireOtherAdmin(
  manager: EntityManager,
  { workspaceId, userId }: WorkspaceMember,
): Promise<void> {
  const admins = await manager.findBy(WorkspaceMember, { workspaceId, role: 'admin' });
  if (!admins.some((admin) => admin.userId !== userId))
    throw new Problem('last_admin', 'A workspace must have an admin.');
}

function found<T>(row: T | null): T {
  if (row === null) throw new Problem('not_found');
  return row;
}
