import { Injectable } from '@nestjs/common';
import type { EntityManager } from 'typeorm';
import { Problem } from '../common/http/problem.js';
import type { Role } from '../common/http/principal.js';
import { WorkspaceDatabase } from '../database/workspace-database.js';
import { emailKey } from '../users/email.js';
import { adminPlaceOf, lockedPlaceOf, memberOf, placeOf, requireOtherAdmin } from './workspace-access.js';
import { WorkspaceMember } from './workspace-member.entity.js';
import type { MemberView } from './workspace-schemas.js';

interface MemberRow {
  readonly workspace_id: string;
  readonly user_id: string;
  readonly email: string;
  readonly name: string;
  readonly role: Role;
  readonly created_at: Date;
}

const MEMBERS = `
SELECT m.workspace_id, m.user_id, u.email, u.name, m.role, m.created_at
FROM workspace_members m JOIN users u ON u.id = m.user_id
WHERE m.workspace_id = $1`;

/** Who is in a workspace. Every method asks first what the caller may do there. */
@Injectable()
export class MembersService {
  constructor(private readonly database: WorkspaceDatabase) {}

  /** In the order of their ids. @throws Problem `not_found` */
  list(workspaceId: string, callerId: string, afterId: string | null, count: number): Promise<MemberView[]> {
    return this.database.transaction(workspaceId, async (manager) => {
      await placeOf(manager, workspaceId, callerId);
      const rows = await manager.query<MemberRow[]>(
        `${MEMBERS} AND m.user_id > $2 ORDER BY m.user_id LIMIT $3`,
        [workspaceId, afterId ?? '', count], // prettier-ignore
      );
      return rows.map(memberView);
    });
  }

  /**
   * Makes the account of an e-mail address a member. Only an admin learns whether there is such an account: it is looked up last.
   * @throws Problem `not_found`, `insufficient_role`, `conflict` for a personal workspace, `already_exists`
   */
  async add(
    manager: EntityManager,
    workspaceId: string,
    callerId: string,
    { email, role }: { email: string; role: Role },
  ): Promise<MemberView> {
    const { workspace } = await adminPlaceOf(manager, workspaceId, callerId);
    if (workspace.kind === 'personal')
      throw new Problem('conflict', 'A personal workspace is not shared: make one for a team.');
    const userId = await accountOf(manager, email);
    const taken = await manager.existsBy(WorkspaceMember, { workspaceId, userId });
    if (taken) throw new Problem('already_exists', 'They are a member of this workspace.');
    await manager.insert(WorkspaceMember, { workspaceId, userId, role });
    return readMember(manager, workspaceId, userId);
  }

  /** @throws Problem `not_found`, `insufficient_role`, `last_admin` */
  async change(
    manager: EntityManager,
    workspaceId: string,
    callerId: string,
    { userId, role }: { userId: string; role: Role },
  ): Promise<MemberView> {
    await adminPlaceOf(manager, workspaceId, callerId);
    const member = await memberOf(manager, workspaceId, userId);
    if (role !== 'admin') await requireOtherAdmin(manager, member);
    await manager.update(WorkspaceMember, { workspaceId, userId }, { role });
    return readMember(manager, workspaceId, userId);
  }

  /** An admin removes anybody, everybody themselves; keys that they made here are revoked. @throws Problem `not_found`, `insufficient_role`, `last_admin` */
  async remove(manager: EntityManager, workspaceId: string, callerId: string, userId: string): Promise<void> {
    const { member: caller } = await lockedPlaceOf(manager, workspaceId, callerId);
    if (caller.role !== 'admin' && callerId !== userId)
      throw new Problem('insufficient_role', 'This needs an admin of the workspace.');
    const member = await memberOf(manager, workspaceId, userId);
    await requireOtherAdmin(manager, member);
    await manager.delete(WorkspaceMember, { workspaceId, userId });
    // Else they would work again when somebody adds the same person later.
    await manager.query(
      'UPDATE api_keys SET revoked_at = now() WHERE workspace_id = $1 AND user_id = $2 AND revoked_at IS NULL',
      [workspaceId, userId],
    );
  }
}

/** @throws Problem `not_found`; a disabled account is none */
async function accountOf(manager: EntityManager, email: string): Promise<string> {
  const [user] = await manager.query<{ id: string }[]>(
    'SELECT id FROM users WHERE email_key = $1 AND disabled_at IS NULL',
    [emailKey(email)],
  );
  if (user) return user.id;
  throw new Problem('invalid_request', 'There is no account with this e-mail address.', {
    errors: [{ pointer: '/email', code: 'unknown_account', message: 'must be the address of an account' }],
  });
}

async function readMember(manager: EntityManager, workspaceId: string, userId: string): Promise<MemberView> {
  const [row] = await manager.query<MemberRow[]>(`${MEMBERS} AND m.user_id = $2`, [workspaceId, userId]);
  if (!row) throw new Problem('not_found');
  return memberView(row);
}

function memberView({ created_at: createdAt, ...row }: MemberRow): MemberView {
  return { ...row, created_at: createdAt.toISOString() };
}
