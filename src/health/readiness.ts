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

  private indicators(): HealthIndicatorFunction[] {
    return this.dependencies.map(({ name, ping }) => async () => {
      const ask = async (): Promise<void> => void (await ping());
      return this.indicator.check(name).attempt(ask).withTimeout(checkTimeoutMs).cacheFor(checkAgeMs);
    });
  }
}
