import { Controller, Get, Header } from '@nestjs/common';
import { HealthCheckService, type HealthCheckResult } from '@nestjs/terminus';
import { Readiness } from './readiness.js';

/** For the machinery that runs the server: is the process alive, and can it do its work. */
@Controller()
export class HealthController {
  constructor(
    private readonly checks: HealthCheckService,
    private readonly readiness: Readiness,
  ) {}

  /** Alive: touches nothing outside the process, so that a database that is away never gets a healthy process killed. */
  @Get('health')
  @Header('Cache-Control', 'no-store')
  health(): { status: 'ok' } {
    return { status: 'ok' };
  }

  /** Ready: 200 when everything the process was told to use answers, else 503 naming what does not. */
  @Get('ready')
  ready(): Promise<HealthCheckResult> {
    return this.checks.check(this.readiness.indicators());
  }
}
