import { Injectable } from '@nestjs/common';
import type { EntityManager } from 'typeorm';
import { requireMatch } from '../common/http/etag.js';
import { Problem } from '../common/http/problem.js';
import type { Principal, Scope } from '../common/http/principal.js';
import { newId } from '../common/ids.js';
import { Secrets } from '../config/secrets.js';
import { WorkspaceDatabase } from '../database/workspace-database.js';
import { ApiKey } from './api-key.entity.js';
import type { ApiKeyView } from './api-key-schemas.js';
import { keyHash, newKey, shownParts } from './key-text.js';

const DAY_MS = 24 * 60 * 60 * 1000;

export interface NewKey {
  readonly apiKey: ApiKey;
  /** The key itself: to be answered once, then forgotten. */
  readonly key: string;
}

/** The order that the index by workspace has. */
const TIME = 'key.id COLLATE "POSIX"';

/** Keys of a workspace: everybody's own, all of them for its admins. Changes take the manager of the transaction that records them. */
@Injectable()
export class ApiKeysService {
  constructor(
    private readonly database: WorkspaceDatabase,
    private readonly secrets: Secrets,
  ) {}

  /** Newest first. */
  list(caller: Principal, beforeId: string | null, count: number): Promise<ApiKey[]> {
    return this.database.transaction(caller.workspaceId, (manager) => {
      const query = manager.createQueryBuilder(ApiKey, 'key').where(visibleTo(caller));
      if (beforeId !== null) query.andWhere(`${TIME} < :beforeId`, { beforeId });
      return query.orderBy(TIME, 'DESC').limit(count).getMany();
    });
  }

  /** @throws Problem `not_found`, also for another's key, unless the caller is an admin */
  read(caller: Principal, id: string): Promise<ApiKey> {
    return this.database.transaction(caller.workspaceId, (manager) => visibleKey(manager, caller, id));
  }

  create(
    manager: EntityManager,
    { userId, workspaceId }: Principal,
    { name, scopes, lifetimeDays }: { name: string; scopes: Scope[]; lifetimeDays: number },
  ): Promise<NewKey> {
    const expiresAt = new Date(Date.now() + lifetimeDays * DAY_MS);
    return this.insert(manager, { workspaceId, userId, name, scopes, expiresAt });
  }

  /** @throws Problem `not_found`, `precondition_failed`, `conflict` for a revoked one */
  async update(
    manager: EntityManager,
    caller: Principal,
    id: string,
    { changes, ifMatch }: { changes: { name?: string; scopes?: Scope[] }; ifMatch: string | undefined },
  ): Promise<ApiKey> {
    const apiKey = await visibleKey(manager, caller, id, true);
    requireMatch(ifMatch, apiKey.version);
    if (apiKey.revokedAt) throw new Problem('conflict', 'The key is revoked.');
    await manager.update(ApiKey, { id }, changes);
    return manager.findOneByOrFail(ApiKey, { id });
  }

  /** It stops to work; its row stays, for who reads logs. @throws Problem `not_found`, `precondition_failed` */
  async revoke(manager: EntityManager, caller: Principal, id: string, ifMatch: string | undefined): Promise<void> {
    const apiKey = await visibleKey(manager, caller, id, true);
    requireMatch(ifMatch, apiKey.version);
    if (!apiKey.revokedAt) await manager.update(ApiKey, { id }, { revokedAt: new Date() });
  }

  /**
   * A new key in place of an old one, which works on until the overlap ends. The new one lives as long as the old one was meant to.
   * @throws Problem `not_found`; `insufficient_role` for another's key, as the new one would act in their name; `conflict` for
   * one that was rolled or revoked or has expired
   */
  async roll(manager: EntityManager, caller: Principal, id: string, overlapMs: number): Promise<NewKey> {
    const old = await visibleKey(manager, caller, id, true);
    if (old.userId !== caller.userId)
      throw new Problem('insufficient_role', 'Only its owner rolls a key: the new one acts in their name.');
    const nowMs = Date.now();
    const status = statusOf(old, nowMs);
    if (status !== 'active') throw new Problem('conflict', `The key is ${status}: make a new one.`);
    const lifetimeMs = old.expiresAt.getTime() - old.createdAt.getTime();
    const { workspaceId, userId, name, scopes } = old;
    const made = await this.insert(manager, { workspaceId, userId, name, scopes, expiresAt: new Date(nowMs + lifetimeMs) }); // prettier-ignore
    const expiresAt = new Date(Math.min(nowMs + overlapMs, old.expiresAt.getTime()));
    await manager.update(ApiKey, { id }, { replacedBy: made.apiKey.id, expiresAt });
    return made;
  }

  private async insert(
    manager: EntityManager,
    row: Pick<ApiKey, 'workspaceId' | 'userId' | 'name' | 'scopes' | 'expiresAt'>,
  ): Promise<NewKey> {
    const id = newId('key');
    const key = newKey();
    await manager.insert(ApiKey, { id, ...row, ...shownParts(key), keyHash: keyHash(key, this.secrets.apiKeyPepper) });
    return { apiKey: await manager.findOneByOrFail(ApiKey, { id }), key };
  }
}

type Visible = { workspaceId: string; userId?: string };

function visibleTo({ workspaceId, userId, role }: Principal): Visible {
  return role === 'admin' ? { workspaceId } : { workspaceId, userId };
}

async function visibleKey(manager: EntityManager, caller: Principal, id: string, isLocked = false): Promise<ApiKey> {
  const apiKey = await manager.findOne(ApiKey, {
    where: { id, ...visibleTo(caller) },
    ...(isLocked ? { lock: { mode: 'for_no_key_update' as const } } : {}),
  });
  if (!apiKey) throw new Problem('not_found');
  return apiKey;
}

function statusOf({ revokedAt, expiresAt, replacedBy }: ApiKey, nowMs: number): ApiKeyView['status'] {
  if (revokedAt) return 'revoked';
  if (expiresAt.getTime() <= nowMs) return 'expired';
  return replacedBy ? 'rolled' : 'active';
}

export function apiKeyView(apiKey: ApiKey): ApiKeyView {
  return {
    id: apiKey.id,
    name: apiKey.name,
    prefix: apiKey.prefix,
    last4: apiKey.last4,
    scopes: apiKey.scopes,
    status: statusOf(apiKey, Date.now()),
    expires_at: apiKey.expiresAt.toISOString(),
    last_used_at: apiKey.lastUsedAt?.toISOString() ?? null,
    revoked_at: apiKey.revokedAt?.toISOString() ?? null,
    replaced_by: apiKey.replacedBy,
    workspace_id: apiKey.workspaceId,
    created_by: apiKey.userId,
    created_at: apiKey.createdAt.toISOString(),
    updated_at: apiKey.updatedAt.toISOString(),
  };
}
