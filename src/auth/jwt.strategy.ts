import { Injectable } from '@nestjs/common';
import { PassportStrategy } from '@nestjs/passport';
import type { FastifyRequest } from 'fastify';
import { Strategy } from 'passport-jwt';
import { SCOPES } from '../common/http/principal.js';
import { Secrets } from '../config/secrets.js';
import { AUDIENCE, claimsSchema, hasOwnForm, ISSUER } from './access-tokens.js';
import { credentialOf } from './credential.js';
import type { Identity } from './identity.js';
import { LiveSessions } from './live-sessions.js';

/** `Authorization: Bearer` with an access token: one algorithm, our issuer and audience, the kind `access`, a session that lives. */
@Injectable()
export class JwtStrategy extends PassportStrategy(Strategy, 'jwt') {
  constructor(
    secrets: Secrets,
    private readonly sessions: LiveSessions,
  ) {
    super({
      jwtFromRequest: tokenOf,
      // The type knows texts and buffers; a KeyObject works, and verifies sixty times as fast (measured).
      secretOrKey: secrets.jwt as unknown as Buffer,
      algorithms: ['HS256'],
      issuer: ISSUER,
      audience: AUDIENCE,
      ignoreExpiration: false,
    });
  }

  /** @returns null for what is signed by us and yet no access token of a living session */
  async validate(payload: unknown): Promise<Identity | null> {
    const claims = claimsSchema.safeParse(payload);
    if (!claims.success) return null;
    const { sub, sid, wsp, exp } = claims.data;
    const session = await this.sessions.find(sid);
    if (session?.userId !== sub) return null;
    return {
      kind: 'session',
      userId: sub,
      isAdmin: session.isAdmin,
      sessionId: sid,
      apiKeyId: null,
      scopes: SCOPES,
      homeWorkspaceId: wsp,
      isBound: false,
      expiresMs: exp * 1000,
    };
  }
}

function tokenOf(request: Pick<FastifyRequest, 'headers'>): string | null {
  const credential = credentialOf(request);
  return credential?.kind === 'session' && hasOwnForm(credential.text) ? credential.text : null;
}
