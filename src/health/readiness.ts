import { Injectable, Optional } from '@nestjs/common';
import { HealthIndicatorService, type HealthIndicatorFunction } from '@nestjs/terminus';
import { DatabaseHealth } from '../database/database.health.js';

const checkTimeoutMs = 2_000;
/** Probes of several load balancers share one question to the database. */
const checkAgeMs = 1_000;

/** What this process needs to do its work: one indicator per dependency that is configured. */
@Injectable()
export class Readiness {
  constructor(
    private readonly indicator: HealthIndicatorService,
    @Optional() private readonly database?: DatabaseHealth,
  ) {}

  indicators(): HealthIndicatorFunction[] {
    const { database } = this;
    if (!database) return [];
    const ask = async (): Promise<void> => database.ping();
    return [async () => this.indicator.check('database').attempt(ask).withTimeout(checkTimeoutMs).cacheFor(checkAgeMs)];
  }
}
