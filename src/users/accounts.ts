import { Injectable } from '@nestjs/common';
import { QueryFailedError, type EntityManager } from 'typeorm';
import { Problem } from '../common/http/problem.js';
import { errorCode } from '../common/error-code.js';
import { newId } from '../common/ids.js';
import { WorkspaceMember } from '../workspaces/workspace-member.entity.js';
import { Workspace } from '../workspaces/workspace.entity.js';
import { emailKey } from './email.js';
import { User } from './user.entity.js';

/** Any number; registrations wait for each other, so that exactly one is the first. */
const REGISTRATION_LOCK = 4_107_002;
const UNIQUE_VIOLATION = '23505';

export interface NewAccount {
  readonly email: string;
  readonly name: string;
  readonly passwordHash: string;
  readonly isAdmin: boolean;
}

/** Makes accounts, each with its personal workspace. Works in the transaction (system scope) that records it. */
@Injectable()
export class Accounts {
  /** @throws Problem `already_exists` */
  async create(manager: EntityManager, { email, name, passwordHash, isAdmin }: NewAccount): Promise<User> {
    const id = newId('usr');
    const workspaceId = newId('wsp');
    try {
      await manager.insert(User, { id, email: email.trim(), emailKey: emailKey(email), name, passwordHash, isAdmin });
    } catch (error) {
      const isTaken = error instanceof QueryFailedError && errorCode(error.driverError) === UNIQUE_VIOLATION;
      if (isTaken) throw new Problem('already_exists', 'There is an account with this e-mail address.');
      throw error;
    }
    await manager.insert(Workspace, { id: workspaceId, name: 'Personal', kind: 'personal', createdBy: id });
    await manager.insert(WorkspaceMember, { workspaceId, userId: id, role: 'admin' });
    return manager.findOneByOrFail(User, { id });
  }

  /** Whether nobody is registered yet; until the transaction ends nobody else can ask. */
  async isFirst(manager: EntityManager): Promise<boolean> {
    await manager.query('SELECT pg_advisory_xact_lock($1)', [REGISTRATION_LOCK]);
    return !(await manager.exists(User));
  }

  /** @throws Problem `unauthenticated` for an account that was deleted a moment ago */
  async personalWorkspaceOf(manager: EntityManager, userId: string): Promise<string> {
    const workspace = await manager.findOneBy(Workspace, { createdBy: userId, kind: 'personal' });
    if (!workspace) throw new Problem('unauthenticated');
    return workspace.id;
  }
}
