/** Who a credential belongs to, before a workspace is chosen. */
import type { Scope } from '../common/http/principal.js';

export interface Identity {
  readonly kind: 'session' | 'api_key';
  readonly userId: string;
  readonly isAdmin: boolean;
  readonly sessionId: string | null;
  readonly apiKeyId: string | null;
  readonly scopes: readonly Scope[];
  /** The workspace that is meant when a request names none. */
  readonly homeWorkspaceId: string;
  /** A key is for one workspace only. */
  readonly isBound: boolean;
  /** When the credential itself ends, in milliseconds of the epoch. */
  readonly expiresMs: number;
}

/** What a key stands for. */
export interface VerifiedKey {
  readonly keyId: string;
  readonly userId: string;
  readonly workspaceId: string;
  readonly scopes: readonly Scope[];
  readonly expiresAt: Date | null;
}

/** Port: whose key is this? Null for one that is malformed, unknown, expired or revoked, or whose owner is disabled. */
export abstract class ApiKeyVerifier {
  abstract authenticate(key: string): Promise<VerifiedKey | null>;
}

/** How every key begins. */
export const API_KEY_PREFIX = 'dmk_';
