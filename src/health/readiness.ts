import { HttpException, Inject, Injectable, Optional, type BeforeApplicationShutdown } from '@nestjs/common';
import {
  HealthIndicatorService,
  type HealthCheckResult,
  type HealthCheckService,
  type HealthIndicatorFunction,
} from '@nestjs/terminus';
import type { FastifyReply } from 'fastify';

const checkTimeoutMs = 2_000;
/** Probes of several load balancers share one question to a dependency. */
const checkAgeMs = 1_000;

/** A dependency that readiness asks; its errors' public text is shown, so it names no host and no account. */
export interface Dependency {
  /** `database`, `redis`. */
  readonly name: string;
  readonly ping: () => Promise<unknown>;
}

/** The dependencies of this process, as a list. */
export const DEPENDENCIES = Symbol('dependencies');

/** What this process needs to do its work: one indicator per dependency that is configured. */
@Injectable()
export class Readiness implements BeforeApplicationShutdown {
  /** Set for good when the process has been told to end. */
  isStopping = false;

  constructor(
    private readonly indicator: HealthIndicatorService,
    @Optional() @Inject(DEPENDENCIES) private readonly dependencies: readonly Dependency[] = [],
  ) {}

  /** From now on not ready, so that nothing new is sent here. */
  stop(): void {
    this.isStopping = true;
  }

  beforeApplicationShutdown(): void {
    this.stop();
  }

  /** Terminus's answer: 503 is an answer here, not a problem document, as probes and operators know it. */
  async answer(checks: HealthCheckService, reply: FastifyReply): Promise<HealthCheckResult> {
    reply.header('Cache-Control', 'no-store');
    if (this.isStopping) {
      reply.status(503);
      return { status: 'shutting_down', info: {}, error: {}, details: {} };
    }
    try {
      return await checks.check(this.indicators());
    } catch (error) {
      if (!(error instanceof HttpException)) throw error;
      reply.status(error.getStatus());
      return error.getResponse() as HealthCheckResult; // what Terminus puts into its exception
    }
  }

  private readonly asked = new Map<string, { readonly atMs: number; readonly answer: Promise<void> }>();

  /** One question for all who ask within a second. Its age counts from the question, so that asking often does not keep an old answer alive. */
  private shared(name: string, ping: () => Promise<unknown>): Promise<void> {
    const nowMs = performance.now();
    const known = this.asked.get(name);
    if (known && nowMs - known.atMs < checkAgeMs) return known.answer;
    const answer = ping().then(() => undefined);
    answer.catch(() => undefined); // told to everybody who awaits it
    this.asked.set(name, { atMs: nowMs, answer });
    return answer;
  }

  private indicators(): HealthIndicatorFunction[] {
    return this.dependencies.map(({ name, ping }) => async () => {
      const ask = (): Promise<void> => this.shared(name, ping);
      return this.indicator.check(name).attempt(ask).withTimeout(checkTimeoutMs);
    });
  }
}
