import { Controller, Get, Req, Res } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import type { FastifyReply, FastifyRequest } from 'fastify';
import type { z } from 'zod';
import { Operation } from '../../common/http/operation.js';
import { Cursors, nextLink, type Page } from '../../common/http/page.js';
import { Caller, type Principal } from '../../common/http/principal.js';
import { ParsedPath, ParsedQuery } from '../../common/http/schema-pipe.js';
import type { Finding, RunObject } from '../../runs/run-object.entity.js';
import { migrationPath } from '../schemas/migration-schemas.js';
import { findingListQuery, findingPageSchema, objectListQuery, objectPageSchema, objectPath, objectSchema, resultQuery, type FindingListQuery, type FindingView, type ObjectListQuery, type ObjectSummary } from '../schemas/result-schemas.js'; // prettier-ignore
import { ResultReads } from './result-reads.js';

const READ = { kind: 'scope', scope: 'migrations:read', role: 'viewer' } as const;
const LINK = { Link: 'The next page.' };
const BEFORE_ALL = '-1';
type Path = z.infer<typeof migrationPath>;

/** What became of each object, and what was found on the way. */
@ApiTags('results')
@Controller('api/v1/migrations/:id')
export class ResultsController {
  constructor(
    private readonly results: ResultReads,
    private readonly cursors: Cursors,
  ) {}

  @Get('objects')
  @Operation({
    id: 'listObjects',
    summary: 'List the objects of the source',
    description: 'With status and proof of each, in the order of the report.',
    access: READ,
    bucket: 'read',
    params: migrationPath,
    query: objectListQuery,
    responses: { 200: { description: 'A page.', schema: objectPageSchema, headers: LINK } },
    problems: ['invalid_cursor', 'conflict'],
  })
  async objects(
    @Req() request: FastifyRequest,
    @Res({ passthrough: true }) reply: FastifyReply,
    @Caller() { workspaceId }: Principal,
    @ParsedPath(migrationPath) { id }: Path,
    @ParsedQuery(objectListQuery) query: ObjectListQuery,
  ): Promise<Page<ObjectSummary>> {
    const runId = await this.results.runOf(workspaceId, id, query.run);
    const list = JSON.stringify(['objects', runId, query.status, query.kind, query.hazard, query.q]);
    const [after = BEFORE_ALL] = this.cursors.open(list, workspaceId, query.cursor) ?? [];
    const rows = await this.results.objects(workspaceId, runId, query, Number(after), query.limit + 1);
    const page = this.cursors.page(list, workspaceId, rows, query.limit, ({ position }) => [String(position)]);
    linkTo(request, reply, page.next_cursor);
    return { ...page, data: page.data.map(objectSummary) };
  }

  @Get('objects/:object')
  @Operation({
    id: 'getObject',
    summary: 'Read an object',
    description: 'With the evidence behind its status, its hazards, checks and statements.',
    access: READ,
    bucket: 'read',
    params: objectPath,
    query: resultQuery,
    responses: { 200: { description: 'The object.', schema: objectSchema } },
    problems: ['conflict'],
  })
  async object(
    @Caller() { workspaceId }: Principal,
    @ParsedPath(objectPath) { id, object }: z.infer<typeof objectPath>,
    @ParsedQuery(resultQuery) { run }: z.infer<typeof resultQuery>,
  ): Promise<object> {
    const runId = await this.results.runOf(workspaceId, id, run);
    const found = await this.results.object(workspaceId, runId, Number(object));
    return { id: String(found.position), run_id: runId, ...found.document };
  }

  @Get('findings')
  @Operation({
    id: 'listFindings',
    summary: 'List what was found',
    description: 'Hazards, checks, statements and faults of the input, in the order of the report.',
    access: READ,
    bucket: 'read',
    params: migrationPath,
    query: findingListQuery,
    responses: { 200: { description: 'A page.', schema: findingPageSchema, headers: LINK } },
    problems: ['invalid_cursor', 'conflict'],
  })
  async findings(
    @Req() request: FastifyRequest,
    @Res({ passthrough: true }) reply: FastifyReply,
    @Caller() { workspaceId }: Principal,
    @ParsedPath(migrationPath) { id }: Path,
    @ParsedQuery(findingListQuery) query: FindingListQuery,
  ): Promise<Page<FindingView>> {
    const runId = await this.results.runOf(workspaceId, id, query.run);
    const list = JSON.stringify(['findings', runId, query.type, query.severity, query.code, query.object]);
    const [after = BEFORE_ALL] = this.cursors.open(list, workspaceId, query.cursor) ?? [];
    const rows = await this.results.findings(workspaceId, runId, query, Number(after), query.limit + 1);
    const page = this.cursors.page(list, workspaceId, rows, query.limit, ({ position }) => [String(position)]);
    linkTo(request, reply, page.next_cursor);
    return { ...page, data: page.data.map(findingView) };
  }
}

function linkTo({ url }: FastifyRequest, reply: FastifyReply, cursor: string | null): void {
  const link = nextLink(url, cursor);
  if (link) reply.header('Link', link);
}

function objectSummary({ position, runId, name, kind, status, proof, hazards }: RunObject): ObjectSummary {
  return { id: String(position), run_id: runId, name, kind, status, proof, hazards };
}

function findingView(finding: Finding): FindingView {
  const { position, runId, type, object, code, severity, message, file, line, column } = finding;
  return { id: String(position), run_id: runId, type, object, code, severity, message, file, line, column };
}
