import { Controller, Get, Headers, Req, Res } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import type { FastifyReply, FastifyRequest } from 'fastify';
import type { z } from 'zod';
import { Operation } from '../common/http/operation.js';
import { Cursors, nextLink, type Page } from '../common/http/page.js';
import { Caller, type Principal } from '../common/http/principal.js';
import { ParsedPath, ParsedQuery } from '../common/http/schema-pipe.js';
import { EventStreams } from './event-streams.js';
import { MigrationReads } from './migration-reads.js';
import { RunReads, stepView } from './run-reads.js';
import { migrationPath } from './schemas/migration-schemas.js';
import { eventsQuery, eventStreamSchema, RUN_EXAMPLE, runListQuery, runPageSchema, runPath, runSchema, stepPageSchema, type RunPath, type StepView } from './schemas/run-schemas.js'; // prettier-ignore

const READ = { kind: 'scope', scope: 'migrations:read', role: 'viewer' } as const;
const JSON_TYPE = 'application/json; charset=utf-8';
const LINK = { Link: 'The next page.' };
const EVENTS = { description: 'The stream: first what was, then what comes, until the run ends.', contentType: 'text/event-stream', schema: eventStreamSchema }; // prettier-ignore
const NO_MORE = { description: 'The run ended and you have all of its events: do not connect again.' };
type Path = z.infer<typeof migrationPath>;
type ListQuery = z.infer<typeof runListQuery>;
type EventsQuery = z.infer<typeof eventsQuery>;

/** Executions of a migration. */
@ApiTags('runs')
@Controller('api/v1/migrations/:id')
export class RunsController {
  constructor(
    private readonly migrations: MigrationReads,
    private readonly runs: RunReads,
    private readonly streams: EventStreams,
    private readonly cursors: Cursors,
  ) {}

  @Get('runs')
  @Operation({
    id: 'listRuns',
    summary: 'List the runs of a migration',
    description: 'Newest first.',
    access: READ,
    bucket: 'read',
    params: migrationPath,
    query: runListQuery,
    responses: { 200: { description: 'A page.', schema: runPageSchema, headers: LINK } },
    problems: ['invalid_cursor'],
  })
  async list(
    @Req() request: FastifyRequest,
    @Res() reply: FastifyReply,
    @Caller() { workspaceId }: Principal,
    @ParsedPath(migrationPath) { id }: Path,
    @ParsedQuery(runListQuery) { limit, cursor }: ListQuery,
  ): Promise<void> {
    await this.migrations.requireMigration(workspaceId, id);
    const list = `runs ${id}`;
    const [before = null] = this.cursors.open(list, workspaceId, cursor) ?? [];
    const rows = await this.runs.list(workspaceId, id, before, limit + 1);
    const {
      data,
      next_cursor: next,
      has_more: hasMore,
    } = this.cursors.page(list, workspaceId, rows, limit, (row) => [row.id]);
    const link = nextLink(request.url, next);
    if (link) reply.header('Link', link);
    const text = `{"data":[${data.map(({ json }) => json).join(',')}],"next_cursor":${JSON.stringify(next)},"has_more":${hasMore}}`;
    void reply.type(JSON_TYPE).send(text);
  }

  @Get('runs/:run')
  @Operation({
    id: 'getRun',
    summary: 'Read a run',
    description: 'Its status, phase and progress.',
    access: READ,
    bucket: 'read',
    params: runPath,
    responses: { 200: { description: 'The run.', schema: runSchema, example: RUN_EXAMPLE } },
  })
  async read(
    @Res() reply: FastifyReply,
    @Caller() { workspaceId }: Principal,
    @ParsedPath(runPath) { id, run }: RunPath,
  ): Promise<void> {
    const { json } = await this.runs.read(workspaceId, id, run);
    void reply.type(JSON_TYPE).send(json);
  }

  @Get('runs/:run/steps')
  @Operation({
    id: 'listSteps',
    summary: 'List the steps of a run',
    description: 'One for each turn of an agent, in order.',
    access: READ,
    bucket: 'read',
    params: runPath,
    query: runListQuery,
    responses: { 200: { description: 'A page.', schema: stepPageSchema, headers: LINK } },
    problems: ['invalid_cursor'],
  })
  async steps(
    @Req() request: FastifyRequest,
    @Res({ passthrough: true }) reply: FastifyReply,
    @Caller() { workspaceId }: Principal,
    @ParsedPath(runPath) { id, run }: RunPath,
    @ParsedQuery(runListQuery) { limit, cursor }: ListQuery,
  ): Promise<Page<StepView>> {
    const list = `steps ${run}`;
    const [after = '0'] = this.cursors.open(list, workspaceId, cursor) ?? [];
    const rows = await this.runs.steps(workspaceId, id, run, Number(after), limit + 1);
    const page = this.cursors.page(list, workspaceId, rows, limit, ({ number }) => [String(number)]);
    const link = nextLink(request.url, page.next_cursor);
    if (link) reply.header('Link', link);
    return { ...page, data: page.data.map(stepView) };
  }

  @Get('runs/:run/events')
  @Operation({
    id: 'streamRunEvents',
    summary: 'Follow a run',
    description:
      'Server-sent events, numbered without a gap; go on with `Last-Event-ID`. Ends after the last event of the run.',
    access: READ,
    bucket: 'read',
    params: runPath,
    query: eventsQuery,
    responses: { 200: EVENTS, 204: NO_MORE },
  })
  async events(
    @Req() request: FastifyRequest,
    @Res() reply: FastifyReply,
    @Caller() caller: Principal,
    @ParsedPath(runPath) { id, run }: RunPath,
    @ParsedQuery(eventsQuery) { after }: EventsQuery,
    @Headers('last-event-id') lastEventId: string | undefined,
  ): Promise<void> {
    await this.runs.read(caller.workspaceId, id, run);
    await this.streams.open(request, reply, caller, run, lastEventId ?? after);
  }

  @Get('events')
  @Operation({
    id: 'streamEvents',
    summary: 'Follow the latest run',
    description: 'The same as the events of that run.',
    access: READ,
    bucket: 'read',
    params: migrationPath,
    query: eventsQuery,
    responses: { 200: EVENTS, 204: NO_MORE },
  })
  async latestEvents(
    @Req() request: FastifyRequest,
    @Res() reply: FastifyReply,
    @Caller() caller: Principal,
    @ParsedPath(migrationPath) { id }: Path,
    @ParsedQuery(eventsQuery) { after }: EventsQuery,
    @Headers('last-event-id') lastEventId: string | undefined,
  ): Promise<void> {
    const run = await this.runs.latest(caller.workspaceId, id);
    await this.streams.open(request, reply, caller, run, lastEventId ?? after);
  }
}
