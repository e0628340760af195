import { Controller, Delete, Get, Req, Res } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import { InjectRepository } from '@nestjs/typeorm';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { IsNull, LessThan, MoreThan, type Repository } from 'typeorm';
import type { z } from 'zod';
import { Operation } from '../common/http/operation.js';
import { Cursors, nextLink, type Page } from '../common/http/page.js';
import { Caller, type Principal } from '../common/http/principal.js';
import { Problem } from '../common/http/problem.js';
import { ParsedPath, ParsedQuery } from '../common/http/schema-pipe.js';
import { SYSTEM } from '../database/workspace-database.js';
import { Mutations } from '../mutations/mutations.js';
import { sessionListQuery, sessionPageSchema, sessionPath, type SessionView } from './auth-schemas.js';
import { Session } from './session.entity.js';
import { Sessions } from './sessions.js';

const LIST = 'sessions';

/** Where you are logged in. */
@ApiTags('account')
@Controller('api/v1/sessions')
export class SessionsController {
  constructor(
    @InjectRepository(Session) private readonly rows: Repository<Session>,
    private readonly sessions: Sessions,
    private readonly mutations: Mutations,
    private readonly cursors: Cursors,
  ) {}

  @Get()
  @Operation({
    id: 'listSessions',
    summary: 'List your sessions',
    description: 'Those that still live, newest first.',
    access: { kind: 'session' },
    bucket: 'read',
    query: sessionListQuery,
    responses: { 200: { description: 'A page.', schema: sessionPageSchema, headers: { Link: 'The next page.' } } },
    problems: ['invalid_cursor'],
  })
  async list(
    @Req() request: FastifyRequest,
    @Res({ passthrough: true }) reply: FastifyReply,
    @Caller() { userId, sessionId }: Principal,
    @ParsedQuery(sessionListQuery) { limit, cursor }: z.infer<typeof sessionListQuery>,
  ): Promise<Page<SessionView>> {
    const [before] = this.cursors.open(LIST, userId, cursor) ?? [];
    const where = {
      userId,
      revokedAt: IsNull(),
      expiresAt: MoreThan(new Date()),
      ...(before ? { id: LessThan(before) } : {}),
    };
    const rows = await this.rows.find({ where, order: { id: 'DESC' }, take: limit + 1 });
    const page = this.cursors.page(LIST, userId, rows, limit, ({ id }) => [id]);
    const link = nextLink(request.url, page.next_cursor);
    if (link) reply.header('Link', link);
    return { ...page, data: page.data.map((row) => sessionView(row, sessionId)) };
  }

  @Delete(':id')
  @Operation({
    id: 'endSession',
    summary: 'End one of your sessions',
    description: 'Its refresh token is refused at once, its access tokens within seconds.',
    access: { kind: 'session' },
    bucket: 'write',
    params: sessionPath,
    responses: { 204: { description: 'Ended.' } },
    problems: ['not_found'],
  })
  async end(
    @Req() request: FastifyRequest,
    @Res() reply: FastifyReply,
    @Caller() { userId }: Principal,
    @ParsedPath(sessionPath) { id }: z.infer<typeof sessionPath>,
  ): Promise<void> {
    const after = (): Promise<void> => this.sessions.tellRevoked(id);
    await this.mutations.run({ request, reply, operation: 'endSession', scope: SYSTEM, after }, async (manager) => {
      const ended = await this.sessions.revoke(manager, userId, { id }, 'ended');
      if (ended.length === 0) throw new Problem('not_found');
      return { audit: { action: 'session.end', target: { type: 'session', id } } };
    });
  }

  @Delete()
  @Operation({
    id: 'endOtherSessions',
    summary: 'End all your other sessions',
    description: 'All but the one of this request.',
    access: { kind: 'session' },
    bucket: 'write',
    responses: { 204: { description: 'Ended.' } },
  })
  async endOthers(
    @Req() request: FastifyRequest,
    @Res() reply: FastifyReply,
    @Caller() { userId, sessionId }: Principal,
  ): Promise<void> {
    let ended: string[] = [];
    const after = (): Promise<void> => this.sessions.tellRevoked(...ended);
    await this.mutations.run(
      { request, reply, operation: 'endOtherSessions', scope: SYSTEM, after },
      async (manager) => {
        ended = await this.sessions.revoke(manager, userId, { except: sessionId ?? '' }, 'ended');
        return {
          audit: {
            action: 'session.end_others',
            target: { type: 'user', id: userId },
            details: { sessions_ended: ended.length },
          },
        };
      },
    );
  }
}

function sessionView(session: Session, currentId: string | null): SessionView {
  return {
    id: session.id,
    user_agent: session.userAgent,
    ip: session.ip,
    is_current: session.id === currentId,
    created_at: session.createdAt.toISOString(),
    last_used_at: session.lastUsedAt.toISOString(),
    expires_at: session.expiresAt.toISOString(),
  };
}
