/**
 * Idempotency-Key: the key's row is inserted in the transaction of the change itself, so a crash leaves both or neither, and a
 * request that comes at the same time waits at the primary key until it can give the first one's answer.
 * Source: the IETF draft "The Idempotency-Key HTTP Header Field".
 */
import { createHash } from 'node:crypto';
import type { FastifyRequest } from 'fastify';
import type { EntityManager } from 'typeorm';
import type { Principal } from '../common/http/principal.js';
import { Problem } from '../common/http/problem.js';
import { IdempotencyKey } from './idempotency-key.entity.js';

/** What a change answers: kept as it was sent. */
export interface Answer {
  readonly status: number;
  readonly location: string | null;
  readonly etag: string | null;
  /** JSON text. */
  readonly body: string | null;
}

export interface Claim {
  readonly workspaceId: string;
  readonly userId: string;
  readonly operation: string;
  readonly key: string;
  readonly fingerprint: Buffer;
}

const KEY = /^[\x21-\x7e](?:[\x20-\x7e]{0,253}[\x21-\x7e])?$/;

/** @returns null without the header. @throws Problem `invalid_idempotency_key` */
export function claimOf(request: FastifyRequest, caller: Principal, operation: string, meaning: unknown): Claim | null {
  const key = request.headers['idempotency-key'];
  if (key === undefined) return null;
  if (typeof key !== 'string' || !KEY.test(key)) throw new Problem('invalid_idempotency_key');
  const fingerprint = createHash('sha256')
    .update(JSON.stringify(meaning ?? null))
    .digest();
  return { workspaceId: caller.workspaceId, userId: caller.userId, operation, key, fingerprint };
}

/** @returns the earlier answer, or null when the claim is new and now ours. @throws Problem `idempotency_mismatch` */
export async function replayOrClaim(manager: EntityManager, claim: Claim): Promise<Answer | null> {
  const taken = await manager
    .createQueryBuilder()
    .insert()
    .into(IdempotencyKey)
    .values(claim)
    .orIgnore()
    .returning('key')
    .execute();
  if (Array.isArray(taken.raw) && taken.raw.length > 0) return null;
  const { workspaceId, userId, operation, key } = claim;
  const first = await manager.findOneByOrFail(IdempotencyKey, { workspaceId, userId, operation, key });
  if (!first.fingerprint.equals(claim.fingerprint)) throw new Problem('idempotency_mismatch');
  return { status: first.status ?? 200, location: first.location, etag: first.etag, body: first.body };
}

export async function keepAnswer(manager: EntityManager, claim: Claim, answer: Answer): Promise<void> {
  const { workspaceId, userId, operation, key } = claim;
  await manager.update(IdempotencyKey, { workspaceId, userId, operation, key }, { ...answer });
}
