import { Controller, Get, Header, Res } from '@nestjs/common';
import { HealthCheckService, type HealthCheckResult } from '@nestjs/terminus';
import { ApiTags } from '@nestjs/swagger';
import type { FastifyReply } from 'fastify';
import { z } from 'zod';
import { Operation, type OperationSpec } from '../common/http/operation.js';
import { Readiness } from './readiness.js';

const indicatorsSchema = z.record(z.string(), z.looseObject({ status: z.enum(['up', 'down']) }));
const healthSchema = z.strictObject({ status: z.literal('ok') }).meta({ id: 'Health' });
const readinessSchema = z
  .strictObject({
    status: z.enum(['ok', 'error', 'shutting_down']),
    info: indicatorsSchema.optional().describe('What answers.'),
    error: indicatorsSchema.optional().describe('What does not.'),
    details: indicatorsSchema.optional(),
  })
  .meta({ id: 'Readiness' });

const alive = (id: string): OperationSpec => ({
  id,
  summary: 'Is the process alive?',
  description:
    'Touches nothing outside the process, so that a database that is away never gets a healthy process killed.',
  access: { kind: 'public' },
  bucket: 'none',
  responses: { 200: { description: 'It is.', schema: healthSchema, example: { status: 'ok' } } },
});

const ready = (id: string): OperationSpec => ({
  id,
  summary: 'Can the process do its work?',
  description: 'Asks everything the process was told to use. While the process stops it is not ready.',
  access: { kind: 'public' },
  bucket: 'none',
  responses: {
    200: { description: 'Everything answers.', schema: readinessSchema, example: { status: 'ok', info: { database: { status: 'up' } }, error: {}, details: { database: { status: 'up' } } } }, // prettier-ignore
    503: { description: 'Something does not answer; `error` names it.', schema: readinessSchema },
  },
});

/** For the machinery that runs the server: is the process alive, and can it do its work. */
@ApiTags('health')
@Controller()
export class HealthController {
  constructor(
    private readonly checks: HealthCheckService,
    private readonly readiness: Readiness,
  ) {}

  @Get('health')
  @Header('Cache-Control', 'no-store')
  @Operation(alive('getHealth'))
  health(): { status: 'ok' } {
    return { status: 'ok' };
  }

  @Get('health/live')
  @Header('Cache-Control', 'no-store')
  @Operation(alive('getHealthLive'))
  live(): { status: 'ok' } {
    return this.health();
  }

  @Get('ready')
  @Operation(ready('getReady'))
  ready(@Res({ passthrough: true }) reply: FastifyReply): Promise<HealthCheckResult> {
    return this.readiness.answer(this.checks, reply);
  }

  @Get('health/ready')
  @Operation(ready('getHealthReady'))
  healthReady(@Res({ passthrough: true }) reply: FastifyReply): Promise<HealthCheckResult> {
    return this.ready(reply);
  }
}
