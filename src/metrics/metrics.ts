import { Injectable } from '@nestjs/common';
import { collectDefaultMetrics, Counter, Gauge, Histogram, Registry } from 'prom-client';

/** Seconds: from answers out of memory to those that wait for the database. */
const DURATION_BUCKETS_SECONDS = [0.002, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 10];

/** The numbers of this process, as Prometheus reads them. No label names a user, a workspace or a migration: series stay few. */
@Injectable()
export class Metrics {
  readonly registry = new Registry();

  private readonly requests = new Histogram({
    name: 'datamigrate_http_request_duration_seconds',
    help: 'Time from the request to the end of its answer, by route.',
    labelNames: ['method', 'route', 'status'],
    buckets: DURATION_BUCKETS_SECONDS,
    registers: [this.registry],
  });

  constructor() {
    collectDefaultMetrics({ register: this.registry });
  }

  /** @param route the pattern, never the address that was asked */
  observeRequest(method: string, route: string, status: number, seconds: number): void {
    this.requests.observe({ method, route, status: String(status) }, seconds);
  }

  /** A number that only grows. The name ends in `_total`. */
  counter<L extends string>(
    name: `datamigrate_${string}_total`,
    help: string,
    labelNames: readonly L[] = [],
  ): Counter<L> {
    return new Counter({ name, help, labelNames, registers: [this.registry] });
  }

  /** A number that is asked for when it is read. */
  gauge(name: `datamigrate_${string}`, help: string, read: () => Promise<number>): void {
    const collect = async (): Promise<void> => {
      // What cannot be read now is not a number: the sample is left out rather than wrong.
      const value = await read().catch(() => null);
      if (value === null) gauge.reset();
      else gauge.set(value);
    };
    const gauge: Gauge = new Gauge({ name, help, registers: [this.registry], collect });
  }
}
