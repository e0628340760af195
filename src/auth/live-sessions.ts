import { Injectable } from '@nestjs/common';
import { z } from 'zod';
import { cacheKey, KeyValueCache } from '../cache/key-value-cache.js';
import { SYSTEM, WorkspaceDatabase } from '../database/workspace-database.js';

const ttlMs = 5_000;

const liveSchema = z.object({ userId: z.string(), isAdmin: z.boolean() });
export type LiveSession = z.infer<typeof liveSchema>;

const FIND = {
  name: 'live_session',
  text: `SELECT s.user_id AS "userId", u.is_admin AS "isAdmin" FROM sessions s JOIN users u ON u.id = s.user_id
    WHERE s.id = $1 AND s.revoked_at IS NULL AND s.expires_at > now() AND u.disabled_at IS NULL`,
};

/** Sessions that may still be used, read through the cache: what is revoked is forgotten at once, and in any case within seconds. */
@Injectable()
export class LiveSessions {
  constructor(
    private readonly database: WorkspaceDatabase,
    private readonly cache: KeyValueCache,
  ) {}

  async find(sessionId: string): Promise<LiveSession | null> {
    const key = cacheKey('session', sessionId);
    const cached = await this.cache.get(key);
    if (cached !== null) return liveSchema.parse(JSON.parse(cached));
    const [found] = await this.database.query<LiveSession>(SYSTEM, FIND, [sessionId]);
    if (!found) return null;
    await this.cache.set(key, JSON.stringify(found), ttlMs);
    return found;
  }

  forget(sessionId: string): Promise<void> {
    return this.cache.delete(cacheKey('session', sessionId));
  }
}
