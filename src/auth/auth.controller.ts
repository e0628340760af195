import { Controller, Post, Req, Res } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import type { FastifyReply, FastifyRequest } from 'fastify';
import type { z } from 'zod';
import { Operation } from '../common/http/operation.js';
import { Caller, type Principal } from '../common/http/principal.js';
import { ParsedBody } from '../common/http/schema-pipe.js';
import { SYSTEM } from '../database/workspace-database.js';
import { Mutations } from '../mutations/mutations.js';
import { Logins } from './logins.js';
import { ME_EXAMPLE, loginSchema, meSchema, refreshSchema, registerSchema, TOKENS_EXAMPLE, tokensSchema } from './auth-schemas.js'; // prettier-ignore
import { Sessions } from './sessions.js';

/** The way in and out. */
@ApiTags('account')
@Controller('api/v1')
export class AuthController {
  constructor(
    private readonly logins: Logins,
    private readonly sessions: Sessions,
    private readonly mutations: Mutations,
  ) {}

  @Post('register')
  @Operation({
    id: 'register',
    summary: 'Make an account',
    description: 'Also makes its personal workspace. The first account of a server is its admin. An operator may have closed registration.', // prettier-ignore
    access: { kind: 'public' },
    bucket: 'login',
    body: registerSchema,
    bodyExample: { email: 'ada@example.com', password: 'a long enough phrase', name: 'Ada' },
    responses: { 201: { description: 'Made. Log in with it.', schema: meSchema, headers: { Location: 'The account, once logged in.' }, example: ME_EXAMPLE } }, // prettier-ignore
    problems: ['already_exists', 'registration_closed', 'overloaded'],
  })
  async register(
    @Req() request: FastifyRequest,
    @Res() reply: FastifyReply,
    @ParsedBody(registerSchema) body: z.infer<typeof registerSchema>,
  ): Promise<void> {
    const account = await this.logins.prepare(body);
    await this.mutations.run({ request, reply, operation: 'register', scope: SYSTEM }, (manager) =>
      this.logins.register(manager, account),
    );
  }

  @Post('login')
  @Operation({
    id: 'login',
    summary: 'Log in',
    description: 'Opens a session. An unknown address, a wrong password and a disabled account are answered alike.',
    access: { kind: 'public' },
    bucket: 'login',
    body: loginSchema,
    bodyExample: { email: 'ada@example.com', password: 'a long enough phrase' },
    responses: { 200: { description: 'Logged in.', schema: tokensSchema, example: TOKENS_EXAMPLE } },
    problems: ['invalid_credentials', 'overloaded'],
  })
  async login(
    @Req() request: FastifyRequest,
    @Res({ passthrough: true }) reply: FastifyReply,
    @ParsedBody(loginSchema) body: z.infer<typeof loginSchema>,
  ) {
    reply.status(200).header('Cache-Control', 'no-store');
    return this.logins.login(request, body);
  }

  @Post('token/refresh')
  @Operation({
    id: 'refreshToken',
    summary: 'Get a new access token',
    description: 'A refresh token is used once and answered with its successor. Used again after ten seconds it ends the session: somebody else has it.', // prettier-ignore
    access: { kind: 'public' },
    bucket: 'login',
    body: refreshSchema,
    bodyExample: { refresh_token: 'dmr_9vJk2mQ0' },
    responses: { 200: { description: 'New tokens.', schema: tokensSchema, example: TOKENS_EXAMPLE } },
    problems: ['invalid_refresh_token'],
  })
  async refresh(
    @Req() request: FastifyRequest,
    @Res({ passthrough: true }) reply: FastifyReply,
    @ParsedBody(refreshSchema) body: z.infer<typeof refreshSchema>,
  ) {
    reply.status(200).header('Cache-Control', 'no-store');
    return this.logins.tokensOf(await this.sessions.rotate(request, body.refresh_token));
  }

  @Post('logout')
  @Operation({
    id: 'logout',
    summary: 'Log out',
    description: 'Ends the session of this request: its refresh token at once, its access tokens within seconds.',
    access: { kind: 'session' },
    bucket: 'write',
    responses: { 204: { description: 'Logged out.' } },
  })
  async logout(@Req() request: FastifyRequest, @Res() reply: FastifyReply, @Caller() caller: Principal): Promise<void> {
    const id = caller.sessionId ?? '';
    await this.mutations.run(
      { request, reply, operation: 'logout', scope: SYSTEM, after: () => this.sessions.tellRevoked(id) },
      async (manager) => {
        await this.sessions.revoke(manager, caller.userId, { id }, 'logout');
        return { audit: { action: 'session.logout', target: { type: 'session', id } } };
      },
    );
  }
}
