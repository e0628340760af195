import { Injectable } from '@nestjs/common';
import { createHmac, randomBytes } from 'node:crypto';
import type { FastifyRequest } from 'fastify';
import { In, IsNull, LessThan, Not, type EntityManager } from 'typeorm';
import { Audit } from '../audit/audit.js';
import { Revocations } from '../cache/revocations.js';
import { Problem } from '../common/http/problem.js';
import { newId } from '../common/ids.js';
import { Secrets } from '../config/secrets.js';
import { SYSTEM, WorkspaceDatabase } from '../database/workspace-database.js';
import { User } from '../users/user.entity.js';
import { LiveSessions } from './live-sessions.js';
import { RefreshToken, Session } from './session.entity.js';

const PREFIX = 'dmr_';
const TOKEN = /^dmr_[A-Za-z0-9_-]{43}$/;
const lifetimeMs = 30 * 24 * 60 * 60 * 1000;
/** A client whose answer was lost may ask again for this long. */
const graceMs = 10_000;
const userAgentLengthMax = 300;

export interface Opened {
  readonly sessionId: string;
  readonly userId: string;
  readonly refreshToken: string;
}

/** Logins and their refresh tokens. A refresh token is used once; using it again later ends the session: one of the two users is a thief. */
@Injectable()
export class Sessions {
  constructor(
    private readonly secrets: Secrets,
    private readonly database: WorkspaceDatabase,
    private readonly live: LiveSessions,
    private readonly revocations: Revocations,
    private readonly audit: Audit,
  ) {}

  async open(manager: EntityManager, userId: string, { headers, ip }: FastifyRequest): Promise<Opened> {
    const expiresAt = new Date(Date.now() + lifetimeMs);
    const sessionId = newId('ses');
    const userAgent = String(headers['user-agent'] ?? '').slice(0, userAgentLengthMax);
    await manager.delete(Session, { userId, expiresAt: LessThan(new Date()) });
    await manager.insert(Session, { id: sessionId, userId, userAgent, ip, expiresAt });
    const refreshToken = PREFIX + randomBytes(32).toString('base64url');
    await manager.insert(RefreshToken, { tokenHash: this.hash(refreshToken), sessionId, expiresAt });
    return { sessionId, userId, refreshToken };
  }

  /**
   * The session that a refresh token belongs to, and the token's successor: the same for everybody who asks within the grace.
   * @throws Problem `invalid_refresh_token`; a token that was used before that time has ended its session then
   */
  async rotate(request: FastifyRequest, refreshToken: string): Promise<Opened> {
    if (!TOKEN.test(refreshToken)) throw new Problem('invalid_refresh_token');
    const opened = await this.database.transaction(SYSTEM, (manager) => this.use(manager, request, refreshToken));
    if (opened.isTheft) await this.tellRevoked(opened.sessionId);
    if (opened.isTheft || !opened.userId) throw new Problem('invalid_refresh_token');
    return { ...opened, refreshToken: this.successor(refreshToken) };
  }

  /** Ends sessions of a user: one, all, or all but one. Call `tellRevoked` for each when the transaction is done. */
  async revoke(
    manager: EntityManager,
    userId: string,
    which: { id?: string; except?: string },
    reason: string,
  ): Promise<string[]> {
    const id = which.id ?? (which.except === undefined ? undefined : Not(which.except));
    const sessions = await manager.find(Session, {
      select: { id: true },
      where: { userId, revokedAt: IsNull(), ...(id === undefined ? {} : { id }) },
      order: { id: 'ASC' },
      lock: { mode: 'pessimistic_write' },
    });
    const ids = sessions.map((session) => session.id);
    if (ids.length > 0)
      await manager.update(Session, { id: In(ids) }, { revokedAt: new Date(), revokedReason: reason });
    return ids;
  }

  /** Makes every process forget it. */
  async tellRevoked(...sessionIds: string[]): Promise<void> {
    for (const id of sessionIds) {
      await this.live.forget(id);
      await this.revocations.publish({ kind: 'session', id });
    }
  }

  private async use(manager: EntityManager, request: FastifyRequest, refreshToken: string) {
    const tokenHash = this.hash(refreshToken);
    const session = await lockedSessionOf(manager, tokenHash);
    // Read again: it may have been used while the lock was waited for.
    const token = session && (await manager.findOneBy(RefreshToken, { tokenHash }));
    const user = session && (await manager.findOneBy(User, { id: session.userId }));
    const nowMs = Date.now();
    if (!token || !user || session.revokedAt || user.disabledAt || token.expiresAt.getTime() <= nowMs)
      return { sessionId: '', userId: '', isTheft: false };
    const { id: sessionId, userId } = session;
    if (token.usedAt && token.usedAt.getTime() + graceMs <= nowMs) {
      await this.revoke(manager, userId, { id: sessionId }, 'refresh_reuse');
      await this.audit.record(manager, request, { action: 'session.refresh_reuse', target: { type: 'session', id: sessionId }, userId, outcome: 'failure' }); // prettier-ignore
      return { sessionId, userId, isTheft: true };
    }
    if (!token.usedAt) await this.replace(manager, token, refreshToken);
    return { sessionId, userId, isTheft: false };
  }

  private async replace(
    manager: EntityManager,
    { tokenHash, sessionId, expiresAt }: RefreshToken,
    refreshToken: string,
  ): Promise<void> {
    await manager.update(RefreshToken, { tokenHash }, { usedAt: new Date() });
    await manager.insert(RefreshToken, { tokenHash: this.hash(this.successor(refreshToken)), sessionId, expiresAt });
    await manager.update(Session, { id: sessionId }, { lastUsedAt: new Date() });
  }

  /** Derived, not drawn: those who ask at the same time get the same one, and it need not be stored to be told again. */
  private successor(refreshToken: string): string {
    return PREFIX + this.keyed('next', refreshToken).toString('base64url');
  }

  private hash(refreshToken: string): Buffer {
    return this.keyed('stored', refreshToken);
  }

  private keyed(purpose: string, text: string): Buffer {
    return createHmac('sha256', this.secrets.refreshToken).update(`${purpose}\n${text}`).digest();
  }
}

/** Locked before its tokens, as everybody does who ends it. */
async function lockedSessionOf(manager: EntityManager, tokenHash: Buffer): Promise<Session | null> {
  const token = await manager.findOneBy(RefreshToken, { tokenHash });
  return token && manager.findOne(Session, { where: { id: token.sessionId }, lock: { mode: 'pessimistic_write' } });
}
