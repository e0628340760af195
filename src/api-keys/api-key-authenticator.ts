import { Injectable } from '@nestjs/common';
import { ApiKeyVerifier, type VerifiedKey } from '../auth/identity.js';
import type { Scope } from '../common/http/principal.js';
import { Secrets } from '../config/secrets.js';
import { SYSTEM, WorkspaceDatabase } from '../database/workspace-database.js';
import { isKeyText, keyHash } from './key-text.js';

const usePauseMs = 60_000;

interface KeyRow {
  readonly id: string;
  readonly user_id: string;
  readonly workspace_id: string;
  readonly scopes: Scope[];
  readonly expires_at: Date;
  readonly last_used_at: Date | null;
}

const FIND = {
  name: 'api_key_by_hash',
  text: `
SELECT k.id, k.user_id, k.workspace_id, k.scopes, k.expires_at, k.last_used_at
FROM api_keys k JOIN users u ON u.id = k.user_id
WHERE k.key_hash = $1 AND k.revoked_at IS NULL AND k.expires_at > now() AND u.disabled_at IS NULL`,
};

/** The condition holds for all processes together: whoever comes second changes nothing. */
const USED = {
  name: 'api_key_used',
  text: `
UPDATE api_keys SET last_used_at = now()
WHERE id = $1 AND (last_used_at IS NULL OR last_used_at <= now() - interval '1 minute')`,
};

/** Asks the database whose key it is. Remembering the answer for some seconds is the caller's part. */
@Injectable()
export class ApiKeyAuthenticator extends ApiKeyVerifier {
  constructor(
    private readonly database: WorkspaceDatabase,
    private readonly secrets: Secrets,
  ) {
    super();
  }

  /** A text whose checksum is wrong costs no query. */
  async authenticate(text: string): Promise<VerifiedKey | null> {
    if (!isKeyText(text)) return null;
    const [row] = await this.database.query<KeyRow>(SYSTEM, FIND, [keyHash(text, this.secrets.apiKeyPepper)]);
    if (!row) return null;
    this.noteUse(row);
    const { id: keyId, user_id: userId, workspace_id: workspaceId, scopes, expires_at: expiresAt } = row;
    return { keyId, userId, workspaceId, scopes, expiresAt };
  }

  /** Nobody waits for it; a use that could not be written down is written down with the next one. */
  private noteUse({ id, last_used_at: usedAt }: KeyRow): void {
    if (usedAt && Date.now() - usedAt.getTime() < usePauseMs) return;
    this.database.change(SYSTEM, USED, [id]).catch(() => undefined);
  }
}
