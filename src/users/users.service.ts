import { Injectable } from '@nestjs/common';
import { InjectRepository } from '@nestjs/typeorm';
import { IsNull, LessThan, Not, type EntityManager, type Repository } from 'typeorm';
import { Revocations } from '../cache/revocations.js';
import { requireMatch } from '../common/http/etag.js';
import { Problem } from '../common/http/problem.js';
import { Sessions } from '../auth/sessions.js';
import { lockedPlaceOf } from '../workspaces/workspace-access.js';
import { WorkspaceMember } from '../workspaces/workspace-member.entity.js';
import { Workspace } from '../workspaces/workspace.entity.js';
import { User } from './user.entity.js';

/** Any number, other than that of registrations. */
const ADMINS_LOCK = 4_107_003;

export interface UserChanges {
  readonly name?: string;
  readonly is_admin?: boolean;
  readonly is_disabled?: boolean;
}

/** Accounts, as an admin of the service sees and changes them. Changes take the manager of the transaction that records them. */
@Injectable()
export class UsersService {
  constructor(
    @InjectRepository(User) private readonly rows: Repository<User>,
    private readonly sessions: Sessions,
    private readonly revocations: Revocations,
  ) {}

  /** Newest first. */
  list(beforeId: string | undefined, count: number): Promise<User[]> {
    return this.rows.find({ where: beforeId ? { id: LessThan(beforeId) } : {}, order: { id: 'DESC' }, take: count });
  }

  /** @throws Problem `not_found` */
  async read(id: string): Promise<User> {
    return found(await this.rows.findOneBy({ id }));
  }

  /** @returns the account and the sessions that ended with it. @throws Problem `not_found`, `precondition_failed`, `last_admin` */
  async update(manager: EntityManager, id: string, changes: UserChanges, ifMatch: string | undefined) {
    const mayStrip = changes.is_disabled === true || changes.is_admin === false;
    if (mayStrip) await oneAtATime(manager);
    const user = await lockedUser(manager, id);
    requireMatch(ifMatch, user.version);
    if (mayStrip) await requireOtherAdmin(manager, user);
    const hasLost = changes.is_disabled === true || (user.isAdmin && changes.is_admin === false);
    const saved = await manager.save(
      Object.assign(user, {
        name: changes.name ?? user.name,
        isAdmin: changes.is_admin ?? user.isAdmin,
        disabledAt: disabledAt(user, changes.is_disabled),
      }),
    );
    const ended = hasLost ? await this.sessions.revoke(manager, id, {}, 'account_changed') : [];
    return { user: saved, ended };
  }

  /**
   * The account, its sessions and its personal workspace with all that it holds go.
   * @throws Problem `not_found`, `precondition_failed`, `last_admin` also when it is the only admin of a team's workspace
   */
  async remove(manager: EntityManager, id: string, ifMatch: string | undefined): Promise<string[]> {
    await oneAtATime(manager);
    const user = await lockedUser(manager, id);
    requireMatch(ifMatch, user.version);
    await requireOtherAdmin(manager, user);
    await requireOtherAdminsOfTeams(manager, id);
    const ended = await this.sessions.revoke(manager, id, {}, 'account_deleted');
    await manager.delete(Workspace, { createdBy: id, kind: 'personal' });
    await manager.delete(User, { id });
    return ended;
  }

  /** After the transaction: every process forgets what it knew. */
  async tellChanged(id: string, ended: readonly string[]): Promise<void> {
    await this.sessions.tellRevoked(...ended);
    await this.revocations.publish({ kind: 'user', id });
  }
}

async function lockedUser(manager: EntityManager, id: string): Promise<User> {
  return found(await manager.findOne(User, { where: { id }, lock: { mode: 'pessimistic_write' } }));
}

function found(user: User | null): User {
  if (!user) throw new Problem('not_found');
  return user;
}

function disabledAt({ disabledAt: earlier }: User, isDisabled: boolean | undefined): Date | null {
  if (isDisabled === undefined) return earlier;
  return isDisabled ? (earlier ?? new Date()) : null;
}

/** Before any row is locked: two admins who strip each other at once would both succeed, or wait for each other. */
async function oneAtATime(manager: EntityManager): Promise<void> {
  await manager.query('SELECT pg_advisory_xact_lock($1)', [ADMINS_LOCK]);
}

async function requireOtherAdmin(manager: EntityManager, user: User): Promise<void> {
  if (!user.isAdmin) return;
  const hasOther = await manager.existsBy(User, { isAdmin: true, disabledAt: IsNull(), id: Not(user.id) });
  if (!hasOther) throw new Problem('last_admin', 'The service must have an admin.');
}

async function requireOtherAdminsOfTeams(manager: EntityManager, userId: string): Promise<void> {
  const own = await manager.find(WorkspaceMember, { where: { userId, role: 'admin' }, order: { workspaceId: 'ASC' } });
  for (const { workspaceId } of own) {
    // Locked as for a change of its members: the other admin must not leave meanwhile.
    const { workspace } = await lockedPlaceOf(manager, workspaceId, userId);
    const { kind, name } = workspace;
    if (kind === 'personal') continue;
    const hasOther = await manager.existsBy(WorkspaceMember, { workspaceId, role: 'admin', userId: Not(userId) });
    if (!hasOther) throw new Problem('last_admin', `The workspace ${name} would have no admin.`);
  }
}
