/**
 * What a client is told of its limit, so that it can pace itself.
 * Source: the IETF draft "RateLimit header fields for HTTP", version 10; the X- fields as @nestjs/throttler names them.
 */
import type { Rule } from './rate-limit-rules.js';

export interface LimitState {
  readonly totalHits: number;
  /** Seconds, rounded up: after them the count begins anew. */
  readonly timeToExpire: number;
}

export function limitHeaders(
  { bucket, limit, policy }: Rule,
  { totalHits, timeToExpire }: LimitState,
): Record<string, string> {
  const remaining = String(Math.max(0, limit - totalHits));
  const seconds = String(timeToExpire);
  return {
    'ratelimit-policy': policy,
    ratelimit: `"${bucket}";r=${remaining};t=${seconds}`,
    'x-ratelimit-limit': String(limit),
    'x-ratelimit-remaining': remaining,
    'x-ratelimit-reset': seconds,
  };
}
