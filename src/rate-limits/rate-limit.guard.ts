import { Inject, Injectable, type ExecutionContext } from '@nestjs/common';
import { Reflector } from '@nestjs/core';
import {
  InjectThrottlerOptions,
  InjectThrottlerStorage,
  normalizeIp,
  ThrottlerGuard,
  type ThrottlerModuleOptions,
  type ThrottlerStorage,
} from '@nestjs/throttler';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { OPERATION, type Bucket, type OperationSpec } from '../common/http/operation.js';
import { Problem } from '../common/http/problem.js';
import { CountersAwayError } from '../cache/counter-store.js';
import { limitHeaders } from './limit-headers.js';
import { RateLimitRules, type Rule } from './rate-limit-rules.js';

const pauseMs = 1_000;

/**
 * Counts each call in the bucket of its operation: logins by the address they come from, everything else by the key or the user.
 * It stands behind authentication; operations that need no credentials are not held up there, so a login is counted before
 * anything is done for it. Written over the package's guard because that one looks at every bucket for every call.
 */
@Injectable()
export class RateLimitGuard extends ThrottlerGuard {
  /** Until then nobody waits for counters that were away a moment ago. Milliseconds of the process's clock. */
  private pausedUntilMs = 0;

  constructor(
    @InjectThrottlerOptions() options: ThrottlerModuleOptions,
    @InjectThrottlerStorage() storage: ThrottlerStorage,
    @Inject(Reflector) reflector: Reflector,
    private readonly rules: RateLimitRules,
  ) {
    super(options, storage, reflector);
  }

  /** @throws Problem `rate_limited`, or `overloaded` for a login that cannot be counted */
  override async canActivate(context: ExecutionContext): Promise<boolean> {
    const spec = this.reflector.get<OperationSpec | undefined>(OPERATION, context.getHandler());
    const rule = this.rules.of(spec?.bucket ?? 'none');
    if (!rule) return true;
    const http = context.switchToHttp();
    await this.count(rule, http.getRequest<FastifyRequest>(), http.getResponse<FastifyReply>());
    return true;
  }

  private async count(rule: Rule, request: FastifyRequest, reply: FastifyReply): Promise<void> {
    const { bucket, limit, windowMs } = rule;
    if (bucket !== 'login' && performance.now() < this.pausedUntilMs) return;
    const key = `${bucket}:${trackerOf(bucket, request)}`;
    try {
      const state = await this.storageService.increment(key, windowMs, limit, 0, bucket);
      reply.headers(limitHeaders(rule, state));
      if (state.isBlocked) throw tooMany(rule, state.timeToBlockExpire);
    } catch (error) {
      if (!(error instanceof CountersAwayError)) throw error;
      this.pausedUntilMs = performance.now() + pauseMs;
      // Without its counters the API still serves; but guessing passwords must not become free.
      if (bucket === 'login') throw new Problem('overloaded', undefined, { headers: { 'Retry-After': '2' }, cause: error }); // prettier-ignore
    }
  }
}

/** Whose calls are counted together. A network of IPv6 is one address: whoever has one address of it has them all. */
function trackerOf(bucket: Bucket, { principal, ip }: FastifyRequest): string {
  if (bucket === 'login' || !principal) return normalizeIp(ip);
  return principal.apiKeyId ?? principal.userId;
}

function tooMany({ bucket, limit, windowMs }: Rule, seconds: number): Problem {
  const text = `At most ${limit} calls of this kind (${bucket}) in ${windowMs / 1000} seconds. Wait ${seconds} s.`;
  return new Problem('rate_limited', text, { headers: { 'Retry-After': String(seconds) } });
}
