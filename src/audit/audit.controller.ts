import { Controller, Get, Req, Res } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { Operation } from '../common/http/operation.js';
import { Cursors, nextLink, type Page } from '../common/http/page.js';
import { Caller, type Principal } from '../common/http/principal.js';
import { Problem } from '../common/http/problem.js';
import { ParsedQuery } from '../common/http/schema-pipe.js';
import { SYSTEM } from '../database/workspace-database.js';
import { AuditList } from './audit-list.js';
import { auditPageSchema, auditQuery, type AuditEntryView, type AuditQuery } from './audit-schemas.js';

/** Who changed what, when and from where. */
@ApiTags('audit')
@Controller('api/v1/audit-logs')
export class AuditController {
  constructor(
    private readonly auditList: AuditList,
    private readonly cursors: Cursors,
  ) {}

  @Get()
  @Operation({
    id: 'listAuditLogs',
    summary: 'Read the audit log',
    description:
      'Newest first. Admins of a workspace read its log; admins of the service read all of them with `all=true`.',
    access: { kind: 'session', role: 'admin' },
    bucket: 'read',
    query: auditQuery,
    responses: { 200: { description: 'A page.', schema: auditPageSchema, headers: { Link: 'The next page.' } } },
    problems: ['invalid_cursor'],
  })
  async list(
    @Req() request: FastifyRequest,
    @Res({ passthrough: true }) reply: FastifyReply,
    @Caller() caller: Principal,
    @ParsedQuery(auditQuery) { limit, cursor, all, ...filters }: AuditQuery,
  ): Promise<Page<AuditEntryView>> {
    if (all === 'true' && !caller.isAdmin)
      throw new Problem('insufficient_role', 'Only an admin of the service reads the log of all workspaces.');
    const scope = all === 'true' ? SYSTEM : caller.workspaceId;
    const name = `audit-logs ${JSON.stringify(filters)}`;
    const [before = null] = this.cursors.open(name, scope, cursor) ?? [];
    const rows = await this.auditList.read(scope, filters, before, limit + 1);
    const page = this.cursors.page(name, scope, rows, limit, ({ id }) => [id]);
    const link = nextLink(request.url, page.next_cursor);
    if (link) reply.header('Link', link);
    return page;
  }
}
