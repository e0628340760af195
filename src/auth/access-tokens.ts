import { Injectable } from '@nestjs/common';
import { JwtService } from '@nestjs/jwt';
import { z } from 'zod';
import { idPattern } from '../common/ids.js';

export const ACCESS_TOKEN_SECONDS = 15 * 60;
const LEEWAY_SECONDS = 60;
export const ISSUER = 'datamigrate';
export const AUDIENCE = 'datamigrate-api';

/** What an access token says. Whether its session still lives is asked elsewhere. */
export const claimsSchema = z
  .object({
    sub: z.string().regex(idPattern('usr')),
    sid: z.string().regex(idPattern('ses')),
    /** Personal workspace: meant when a request names none. */
    wsp: z.string().regex(idPattern('wsp')),
    /** A token of another kind is none: a refresh token must never open the API. */
    typ: z.literal('access'),
    iat: z.number().int(),
    exp: z.number().int(),
  })
  .refine(({ iat, exp }) => exp - iat <= ACCESS_TOKEN_SECONDS + LEEWAY_SECONDS, 'lives too long')
  .refine(({ iat }) => iat <= Date.now() / 1000 + LEEWAY_SECONDS, 'is of the future');
export type Claims = z.infer<typeof claimsSchema>;

/** Ours have some 330 characters. */
const TOKEN_LENGTH_MAX = 1000;
const HEADER = Buffer.from('{"alg":"HS256","typ":"JWT"}').toString('base64url');

/**
 * Whether a token is written as we write ours, asked before its signature: this very header (no other algorithm, no `kid`, no
 * `jku`, no `crit`), and claims whose names stand once, as two readers may differ on which counts.
 * Source: RFC 8725, sections 3.1 and 3.10.
 */
export function hasOwnForm(token: string): boolean {
  if (token.length > TOKEN_LENGTH_MAX) return false;
  const [header, claims = '', signature, ...more] = token.split('.');
  if (header !== HEADER || !signature || more.length > 0) return false;
  const text = Buffer.from(claims, 'base64url').toString();
  try {
    return text.startsWith('{') && JSON.stringify(JSON.parse(text)) === text;
  } catch {
    return false; // no JSON
  }
}

@Injectable()
export class AccessTokens {
  constructor(private readonly jwt: JwtService) {}

  /** @returns a signed token that is good for `ACCESS_TOKEN_SECONDS` */
  issue({
    userId,
    sessionId,
    workspaceId,
  }: {
    userId: string;
    sessionId: string;
    workspaceId: string;
  }): Promise<string> {
    return this.jwt.signAsync({ sub: userId, sid: sessionId, wsp: workspaceId, typ: 'access' });
  }
}
