/** How a request says who it is. */
import type { FastifyRequest } from 'fastify';
import { API_KEY_PREFIX, type Identity } from './identity.js';

export interface Credential {
  readonly kind: Identity['kind'];
  readonly text: string;
}

type WithHeaders = Pick<FastifyRequest, 'headers'>;

/** What follows `Bearer` in the header Authorization. */
export function bearerOf({ headers }: WithHeaders): string | null {
  return /^Bearer (\S+)$/i.exec(headers.authorization ?? '')?.[1] ?? null;
}

/**
 * The one credential that counts. A key in `X-API-Key` is never passed over for a token beside it: what was verified and what is
 * remembered as verified must be the same text.
 */
export function credentialOf(request: WithHeaders): Credential | null {
  const ownHeader = request.headers['x-api-key'];
  if (ownHeader !== undefined) return { kind: 'api_key', text: String(ownHeader) };
  const text = bearerOf(request);
  if (text === null) return null;
  return { kind: text.startsWith(API_KEY_PREFIX) ? 'api_key' : 'session', text };
}
