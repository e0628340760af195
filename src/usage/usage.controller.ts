import { Controller, Get, Req, Res } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { z } from 'zod';
import { Operation } from '../common/http/operation.js';
import { Cursors, nextLink, type Page } from '../common/http/page.js';
import { Caller, type Principal } from '../common/http/principal.js';
import { ParsedQuery } from '../common/http/schema-pipe.js';
import { UsageCsv } from './usage-csv.js';
import { rangeOf } from './usage-range.js';
import {
  usageCsvQuery,
  usageLogPageSchema,
  usageLogsQuery,
  usagePageSchema,
  usageQuery,
  type UsageFilters,
  type UsageLogView,
  type UsageSum,
} from './usage-schemas.js';
import { UsageService } from './usage.service.js';

const ACCESS = { kind: 'scope', scope: 'usage:read', role: 'viewer' } as const;
const LINK = { Link: 'The next page.' };

/** Calls of the API and of models, and what they cost. */
@ApiTags('usage')
@Controller('api/v1/usage')
export class UsageController {
  constructor(
    private readonly usage: UsageService,
    private readonly csv: UsageCsv,
    private readonly cursors: Cursors,
  ) {}

  @Get()
  @Operation({
    id: 'getUsage',
    summary: 'Sum up usage',
    description:
      'Calls, errors, tokens and cost by day, key, migration or agent, in the order of the groups. A call is counted a second or two after it was answered.',
    access: ACCESS,
    bucket: 'read',
    query: usageQuery,
    responses: { 200: { description: 'A page of sums.', schema: usagePageSchema, headers: LINK } },
    problems: ['invalid_cursor'],
  })
  async sums(
    @Req() request: FastifyRequest,
    @Res({ passthrough: true }) reply: FastifyReply,
    @Caller() { workspaceId }: Principal,
    @ParsedQuery(usageQuery) { limit, cursor, group_by: group, ...given }: z.infer<typeof usageQuery>,
  ): Promise<Page<UsageSum>> {
    const list = `usage ${group} ${JSON.stringify(given)}`;
    const [after = null] = this.cursors.open(list, workspaceId, cursor) ?? [];
    const rows = await this.usage.sums(workspaceId, group, rangeOf(given), { after, count: limit + 1 });
    return linked(
      request,
      reply,
      this.cursors.page(list, workspaceId, rows, limit, (row) => [row.group ?? '']),
    );
  }

  @Get('logs')
  @Operation({
    id: 'listUsageLogs',
    summary: 'List single calls',
    description: 'Newest first.',
    access: ACCESS,
    bucket: 'read',
    query: usageLogsQuery,
    responses: { 200: { description: 'A page.', schema: usageLogPageSchema, headers: LINK } },
    problems: ['invalid_cursor'],
  })
  async logs(
    @Req() request: FastifyRequest,
    @Res({ passthrough: true }) reply: FastifyReply,
    @Caller() { workspaceId }: Principal,
    @ParsedQuery(usageLogsQuery) { limit, cursor, ...given }: z.infer<typeof usageLogsQuery>,
  ): Promise<Page<UsageLogView>> {
    const list = `usage-logs ${JSON.stringify(given)}`;
    const [beforeId = null] = this.cursors.open(list, workspaceId, cursor) ?? [];
    const filters = { ...given, ...rangeOf(given) };
    const rows = await this.usage.logs(workspaceId, filters, { beforeId, count: limit + 1 });
    return linked(
      request,
      reply,
      this.cursors.page(list, workspaceId, rows, limit, ({ id }) => [id]),
    );
  }

  @Get('logs.csv')
  @Operation({
    id: 'exportUsageLogs',
    summary: 'Export single calls as CSV',
    description:
      'All of the time that is asked for, newest first, in UTF-8 (RFC 4180). A cell that a spreadsheet could take for a formula begins with an apostrophe.',
    access: ACCESS,
    bucket: 'read',
    query: usageCsvQuery,
    responses: { 200: { description: 'The file.', schema: z.string(), contentType: 'text/csv' } },
  })
  async export(
    @Res() reply: FastifyReply,
    @Caller() { workspaceId }: Principal,
    @ParsedQuery(usageCsvQuery) given: UsageFilters,
  ): Promise<void> {
    const stream = await this.csv.open(workspaceId, given);
    void reply
      .type('text/csv; charset=utf-8')
      .headers({ 'Content-Disposition': 'attachment; filename="usage-logs.csv"', 'Cache-Control': 'no-store' })
      .send(stream);
  }
}

function linked<T>(request: FastifyRequest, reply: FastifyReply, page: Page<T>): Page<T> {
  const link = nextLink(request.url, page.next_cursor);
  if (link) reply.header('Link', link);
  return page;
}
