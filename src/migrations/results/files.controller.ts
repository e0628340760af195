import { Controller, Get, Headers, Res } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import type { FastifyReply } from 'fastify';
import { z } from 'zod';
import { isFresh } from '../../common/http/etag.js';
import { Operation } from '../../common/http/operation.js';
import { Caller, type Principal } from '../../common/http/principal.js';
import { ParsedPath, ParsedQuery } from '../../common/http/schema-pipe.js';
import type { RunArtifactName } from '../../runs/artifact.entity.js';
import { migrationPath } from '../schemas/migration-schemas.js';
import { lineageSchema, reportResponseSchema, resultQuery } from '../schemas/result-schemas.js';
import { ResultReads } from './result-reads.js';

const READ = { kind: 'scope', scope: 'migrations:read', role: 'viewer' } as const;
const JSON_TYPE = 'application/json; charset=utf-8';
/** A page made from somebody's source opens in the browser: it may run its own script and reach nothing. */
const PAGE_POLICY = "sandbox allow-scripts; default-src 'none'; style-src 'unsafe-inline'; script-src 'unsafe-inline'; img-src data:; frame-ancestors 'self'"; // prettier-ignore
type Path = z.infer<typeof migrationPath>;
type Query = z.infer<typeof resultQuery>;

/** Whole documents of a run: passed on as they were stored. */
@ApiTags('results')
@Controller('api/v1/migrations/:id')
export class FilesController {
  constructor(private readonly results: ResultReads) {}

  @Get('lineage')
  @Operation({
    id: 'getLineage',
    summary: 'Read the lineage',
    description: 'Which relation is made of which: sources, models, and the edges between them.',
    access: READ,
    bucket: 'read',
    params: migrationPath,
    query: resultQuery,
    responses: { 200: { description: 'The graph.', schema: lineageSchema } },
    problems: ['conflict'],
  })
  async lineage(
    @Res() reply: FastifyReply,
    @Caller() caller: Principal,
    @ParsedPath(migrationPath) { id }: Path,
    @ParsedQuery(resultQuery) query: Query,
  ) {
    void reply.type(JSON_TYPE).send((await this.file(caller, id, query, 'lineage')).bytes);
  }

  @Get('report')
  @Operation({
    id: 'getReport',
    summary: 'Read the report',
    description: 'The whole of it, for programs: `migration_report.json` of the project.',
    access: READ,
    bucket: 'read',
    params: migrationPath,
    query: resultQuery,
    responses: { 200: { description: 'The report.', schema: reportResponseSchema } },
    problems: ['conflict'],
  })
  async report(
    @Res() reply: FastifyReply,
    @Caller() caller: Principal,
    @ParsedPath(migrationPath) { id }: Path,
    @ParsedQuery(resultQuery) query: Query,
  ) {
    void reply.type(JSON_TYPE).send((await this.file(caller, id, query, 'report_json')).bytes);
  }

  @Get('report.html')
  @Operation({
    id: 'getReportPage',
    summary: 'Read the report as a page',
    description: 'For people: one page that loads nothing from elsewhere.',
    access: READ,
    bucket: 'read',
    params: migrationPath,
    query: resultQuery,
    responses: { 200: { description: 'The page.', contentType: 'text/html', schema: z.string() } },
    problems: ['conflict'],
  })
  async reportPage(
    @Res() reply: FastifyReply,
    @Caller() caller: Principal,
    @ParsedPath(migrationPath) { id }: Path,
    @ParsedQuery(resultQuery) query: Query,
  ) {
    const { bytes } = await this.file(caller, id, query, 'report_html');
    void reply.header('Content-Security-Policy', PAGE_POLICY).type('text/html; charset=utf-8').send(bytes);
  }

  @Get('project.zip')
  @Operation({
    id: 'downloadProject',
    summary: 'Download the dbt project',
    description: 'The same run gives the same bytes. `Repr-Digest` (RFC 9530) is their checksum.',
    access: READ,
    bucket: 'read',
    params: migrationPath,
    query: resultQuery,
    responses: {
      200: { description: 'The project.', contentType: 'application/zip', schema: z.string().describe('Bytes of a zip archive.'), headers: { 'Repr-Digest': 'SHA-256 of the bytes.', ETag: 'The same, for If-None-Match.', 'Content-Disposition': 'A safe file name.' } }, // prettier-ignore
      304: { description: 'Unchanged since the ETag of If-None-Match.' },
    },
    problems: ['conflict'],
  })
  async project(
    @Res() reply: FastifyReply,
    @Caller() caller: Principal,
    @ParsedPath(migrationPath) { id }: Path,
    @ParsedQuery(resultQuery) query: Query,
    @Headers('if-none-match') ifNoneMatch: string | undefined,
  ) {
    const { bytes, hash } = await this.file(caller, id, query, 'project_zip');
    const etag = `"${hash}"`;
    reply.headers({ ETag: etag, 'Repr-Digest': `sha-256=:${Buffer.from(hash, 'hex').toString('base64')}:` });
    if (isFresh(ifNoneMatch, etag)) return void reply.status(304).send();
    // The name is made of the id alone: nothing that a person wrote gets into a header.
    void reply.header('Content-Disposition', `attachment; filename="${id}.zip"`).type('application/zip').send(bytes);
  }

  private async file({ workspaceId }: Principal, id: string, { run }: Query, name: RunArtifactName) {
    const runId = await this.results.runOf(workspaceId, id, run);
    return this.results.artifact(workspaceId, runId, name);
  }
}
