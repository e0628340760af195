import { Controller, Post, Req, Res } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import type { FastifyReply, FastifyRequest } from 'fastify';
import type { EntityManager } from 'typeorm';
import type { z } from 'zod';
import { Operation, type OperationSpec } from '../common/http/operation.js';
import { Caller, type Principal } from '../common/http/principal.js';
import type { ProblemCode } from '../common/http/problem-types.js';
import { ParsedPath } from '../common/http/schema-pipe.js';
import { Mutations } from '../mutations/mutations.js';
import { OutboxDispatcher } from '../runs/outbox-dispatcher.js';
import { MigrationMoves } from './migration-moves.js';
import { MIGRATION_EXAMPLE, migrationPath, migrationSchema } from './schemas/migration-schemas.js';

type Path = z.infer<typeof migrationPath>;
type Move = (manager: EntityManager) => Promise<string>;

const move = (id: string, summary: string, description: string, problems: readonly ProblemCode[]): OperationSpec => ({
  id,
  summary,
  description,
  access: { kind: 'scope', scope: 'runs:write', role: 'editor' },
  bucket: 'run_start',
  params: migrationPath,
  idempotent: true,
  responses: {
    202: { description: 'Taken; `Location` is the run, `events` below it tell how it goes.', schema: migrationSchema, headers: { Location: 'The run.' }, example: MIGRATION_EXAMPLE }, // prettier-ignore
  },
  problems,
});

/** Starting and stopping the work of a migration. */
@ApiTags('runs')
@Controller('api/v1/migrations/:id')
export class LifecycleController {
  constructor(
    private readonly moves: MigrationMoves,
    private readonly mutations: Mutations,
    private readonly dispatcher: OutboxDispatcher,
  ) {}

  @Post('start')
  @Operation(move('startMigration', 'Start a draft', 'Makes its first run.', ['run_active', 'conflict']))
  async start(
    @Req() request: FastifyRequest,
    @Res() reply: FastifyReply,
    @Caller() caller: Principal,
    @ParsedPath(migrationPath) { id }: Path,
  ) {
    await this.move(request, reply, id, 'start', (manager) => this.moves.start(manager, caller, id));
  }

  @Post('cancel')
  @Operation(
    move('cancelMigration', 'Stop the run at work', 'A pending run ends at once, one at work within two seconds.', [
      'conflict',
    ]),
  )
  async cancel(
    @Req() request: FastifyRequest,
    @Res() reply: FastifyReply,
    @Caller() caller: Principal,
    @ParsedPath(migrationPath) { id }: Path,
  ) {
    await this.move(request, reply, id, 'cancel', (manager) => this.moves.cancel(manager, caller, id));
  }

  @Post('resume')
  @Operation(
    move('resumeMigration', 'Go on with a run that waits', 'The same run goes on where it stopped.', ['conflict']),
  )
  async resume(
    @Req() request: FastifyRequest,
    @Res() reply: FastifyReply,
    @Caller() caller: Principal,
    @ParsedPath(migrationPath) { id }: Path,
  ) {
    await this.move(request, reply, id, 'resume', (manager) => this.moves.resume(manager, caller, id));
  }

  @Post('retry')
  @Operation(
    move('retryMigration', 'Run it again', 'Makes a new run after one that ended.', ['run_active', 'conflict']),
  )
  async retry(
    @Req() request: FastifyRequest,
    @Res() reply: FastifyReply,
    @Caller() caller: Principal,
    @ParsedPath(migrationPath) { id }: Path,
  ) {
    await this.move(request, reply, id, 'retry', (manager) => this.moves.retry(manager, caller, id));
  }

  private async move(
    request: FastifyRequest,
    reply: FastifyReply,
    id: string,
    name: string,
    make: Move,
  ): Promise<void> {
    const asked = { request, reply, operation: `${name}Migration`, meaning: id };
    await this.mutations.run(asked, async (manager) => {
      const runId = await make(manager);
      const { json } = await this.moves.text(manager, id);
      const audit = { action: `migration.${name}`, target: { type: 'migration', id }, details: { run_id: runId } };
      return { status: 202, body: JSON.parse(json), location: `/api/v1/migrations/${id}/runs/${runId}`, audit };
    });
    this.dispatcher.wake();
  }
}
