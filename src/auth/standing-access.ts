import { Injectable } from '@nestjs/common';
import type { Principal } from '../common/http/principal.js';
import { WorkspaceDatabase } from '../database/workspace-database.js';
import { WorkspaceMembership } from '../workspaces/workspace-membership.js';
import { LiveSessions } from './live-sessions.js';

const KEY_LIVES = {
  name: 'api_key_lives',
  text: `SELECT true AS lives FROM api_keys k JOIN users u ON u.id = k.user_id
    WHERE k.id = $1 AND k.revoked_at IS NULL AND (k.expires_at IS NULL OR k.expires_at > now()) AND u.disabled_at IS NULL`,
};

/** For streams, which outlive the check at their beginning: may whoever was admitted still be there? */
@Injectable()
export class StandingAccess {
  constructor(
    private readonly sessions: LiveSessions,
    private readonly membership: WorkspaceMembership,
    private readonly database: WorkspaceDatabase,
  ) {}

  async isGood({ expiresMs, sessionId, apiKeyId, userId, workspaceId }: Principal): Promise<boolean> {
    if (expiresMs <= Date.now()) return false;
    if ((await this.membership.roleOf(userId, workspaceId)) === null) return false;
    if (sessionId !== null) return (await this.sessions.find(sessionId)) !== null;
    return (await this.database.query(workspaceId, KEY_LIVES, [apiKeyId])).length > 0;
  }
}
