import { Injectable } from '@nestjs/common';
import type { FastifyReply, FastifyRequest } from 'fastify';
import type { EntityManager } from 'typeorm';
import { Audit, type AuditEntry } from '../audit/audit.js';
import { Problem } from '../common/http/problem.js';
import { WorkspaceDatabase } from '../database/workspace-database.js';
import { claimOf, keepAnswer, replayOrClaim, type Answer, type Claim } from './idempotency.js';

/** What a change did: its answer to the client and its line in the audit log. */
export interface Change {
  /** 200 when left out. */
  readonly status?: number;
  /** Sent as JSON; nothing is sent when left out (with 204). */
  readonly body?: unknown;
  readonly location?: string;
  readonly etag?: string;
  readonly audit: AuditEntry;
}

export interface MutationRequest {
  readonly request: FastifyRequest;
  readonly reply: FastifyReply;
  /** Operation id; names the change for Idempotency-Key. */
  readonly operation: string;
  /** What is asked, for the fingerprint of an Idempotency-Key; undefined where none is taken. */
  readonly meaning?: unknown;
  /** Where to work: the caller's workspace when left out, `SYSTEM` for accounts. */
  readonly scope?: string;
  /** Done once the change is there and before it is answered: caches forget, others are told. */
  readonly after?: () => Promise<void> | void;
}

/** Every change of a person or a key goes through here: one transaction holds the change, its audit row and its Idempotency-Key. */
@Injectable()
export class Mutations {
  constructor(
    private readonly database: WorkspaceDatabase,
    private readonly audit: Audit,
  ) {}

  /** Runs `work` in a transaction and sends its answer. @throws Problem of `work`, with nothing changed */
  async run(asked: MutationRequest, work: (manager: EntityManager) => Promise<Change>): Promise<void> {
    const caller = asked.request.principal;
    const claim =
      asked.meaning === undefined || !caller ? null : claimOf(asked.request, caller, asked.operation, asked.meaning);
    const scope = asked.scope ?? caller?.workspaceId;
    if (scope === undefined) throw new Problem('unauthenticated');
    const { answer, isReplay } = await this.database.transaction(scope, (manager) =>
      this.change(manager, asked.request, claim, work),
    );
    await asked.after?.();
    if (isReplay) asked.reply.header('Idempotency-Replayed', 'true');
    send(asked.reply, answer);
  }

  private async change(
    manager: EntityManager,
    request: FastifyRequest,
    claim: Claim | null,
    work: (manager: EntityManager) => Promise<Change>,
  ): Promise<{ answer: Answer; isReplay: boolean }> {
    const earlier = claim ? await replayOrClaim(manager, claim) : null;
    if (earlier) return { answer: earlier, isReplay: true };
    const change = await work(manager);
    const answer = answerOf(change);
    await this.audit.record(manager, request, change.audit);
    if (claim) await keepAnswer(manager, claim, answer);
    return { answer, isReplay: false };
  }
}

function answerOf({ status, body, location, etag }: Change): Answer {
  const text = body === undefined ? null : JSON.stringify(body);
  return { status: status ?? (text === null ? 204 : 200), location: location ?? null, etag: etag ?? null, body: text };
}

function send(reply: FastifyReply, { status, location, etag, body }: Answer): void {
  if (location) reply.header('Location', location);
  if (etag) reply.header('ETag', etag);
  reply.status(status);
  if (body === null) void reply.send();
  else void reply.type('application/json; charset=utf-8').send(body);
}
