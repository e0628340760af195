import { Injectable } from '@nestjs/common';
import { PassportStrategy } from '@nestjs/passport';
import type { FastifyRequest } from 'fastify';
import passport from 'passport';
import { credentialOf } from './credential.js';
import { ApiKeyVerifier, type Identity } from './identity.js';

type Done = (error: unknown, identity?: Identity | null) => void;

/** Passport's side of a key: finds it in the request (`X-API-Key`, or Bearer with what begins like one) and hands it on. */
class HeaderKeyStrategy extends passport.Strategy {
  constructor(private readonly verify: (key: string, done: Done) => void) {
    super();
  }

  override authenticate(request: Pick<FastifyRequest, 'headers'>): void {
    const credential = credentialOf(request);
    if (credential?.kind !== 'api_key') return this.fail(401);
    this.verify(credential.text, (error, identity) => {
      if (error) this.error(error);
      else if (identity) this.success(identity);
      else this.fail(401);
    });
  }
}

@Injectable()
export class ApiKeyStrategy extends PassportStrategy(HeaderKeyStrategy, 'api-key') {
  constructor(private readonly keys: ApiKeyVerifier) {
    super();
  }

  async validate(key: string): Promise<Identity | null> {
    const found = await this.keys.authenticate(key);
    if (!found) return null;
    return {
      kind: 'api_key',
      userId: found.userId,
      isAdmin: false,
      sessionId: null,
      apiKeyId: found.keyId,
      scopes: found.scopes,
      homeWorkspaceId: found.workspaceId,
      isBound: true,
      expiresMs: found.expiresAt?.getTime() ?? Number.POSITIVE_INFINITY,
    };
  }
}
