import { Controller, Get, Headers, Patch, Put, Req, Res } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import type { FastifyReply, FastifyRequest } from 'fastify';
import type { EntityManager } from 'typeorm';
import type { z } from 'zod';
import { etagOf, requireMatch } from '../common/http/etag.js';
import { Operation } from '../common/http/operation.js';
import { Caller, type Principal } from '../common/http/principal.js';
import { Problem } from '../common/http/problem.js';
import { ParsedBody } from '../common/http/schema-pipe.js';
import { SYSTEM, WorkspaceDatabase } from '../database/workspace-database.js';
import { Mutations } from '../mutations/mutations.js';
import { Accounts } from '../users/accounts.js';
import { User } from '../users/user.entity.js';
import { changePasswordSchema, ME_EXAMPLE, meSchema, updateMeSchema } from './auth-schemas.js';
import { unauthenticated } from './credentials.guard.js';
import { meView } from './me-view.js';
import { LoginThrottle } from './login-throttle.js';
import { Passwords } from './passwords.js';
import { Sessions } from './sessions.js';

/** The account of whoever asks. */
@ApiTags('account')
@Controller('api/v1/me')
export class MeController {
  constructor(
    private readonly database: WorkspaceDatabase,
    private readonly accounts: Accounts,
    private readonly passwords: Passwords,
    private readonly sessions: Sessions,
    private readonly mutations: Mutations,
    private readonly throttle: LoginThrottle,
  ) {}

  @Get()
  @Operation({
    id: 'getMe',
    summary: 'Your account',
    description: 'With the id of your personal workspace.',
    access: { kind: 'session' },
    bucket: 'read',
    responses: {
      200: {
        description: 'The account.',
        schema: meSchema,
        headers: { ETag: 'Version, for If-Match.' },
        example: ME_EXAMPLE,
      },
    },
  })
  async read(@Caller() { userId }: Principal, @Res({ passthrough: true }) reply: FastifyReply) {
    return this.database.transaction(SYSTEM, async (manager) => {
      const user = await ownAccount(manager, userId);
      reply.header('ETag', etagOf(user.version));
      return meView(user, await this.accounts.personalWorkspaceOf(manager, userId));
    });
  }

  @Patch()
  @Operation({
    id: 'updateMe',
    summary: 'Change your account',
    description: 'Only the name: the e-mail address is what you log in with.',
    access: { kind: 'session' },
    bucket: 'write',
    body: updateMeSchema,
    bodyExample: { name: 'Ada L.' },
    conditional: true,
    responses: {
      200: { description: 'Changed.', schema: meSchema, headers: { ETag: 'The new version.' }, example: ME_EXAMPLE },
    },
  })
  async update(
    @Req() request: FastifyRequest,
    @Res() reply: FastifyReply,
    @Caller() { userId }: Principal,
    @Headers('if-match') ifMatch: string | undefined,
    @ParsedBody(updateMeSchema) { name }: z.infer<typeof updateMeSchema>,
  ): Promise<void> {
    await this.mutations.run({ request, reply, operation: 'updateMe', scope: SYSTEM }, async (manager) => {
      const user = await lockedUser(manager, userId);
      requireMatch(ifMatch, user.version);
      const saved = await manager.save(Object.assign(user, { name }));
      const body = meView(saved, await this.accounts.personalWorkspaceOf(manager, userId));
      return {
        body,
        etag: etagOf(saved.version),
        audit: { action: 'user.update', target: { type: 'user', id: userId }, details: { fields: ['name'] } },
      };
    });
  }

  @Put('password')
  @Operation({
    id: 'changePassword',
    summary: 'Change your password',
    description: 'Ends all your other sessions.',
    access: { kind: 'session' },
    bucket: 'login',
    body: changePasswordSchema,
    bodyExample: { current_password: 'a long enough phrase', new_password: 'another long phrase' },
    responses: { 204: { description: 'Changed.' } },
    problems: ['invalid_credentials', 'conflict', 'overloaded'],
  })
  async changePassword(
    @Req() request: FastifyRequest,
    @Res() reply: FastifyReply,
    @Caller() { userId, sessionId }: Principal,
    @ParsedBody(changePasswordSchema) body: z.infer<typeof changePasswordSchema>,
  ): Promise<void> {
    const account = await this.database.transaction(SYSTEM, (manager) => ownAccount(manager, userId));
    const { email, passwordHash: earlier } = account;
    await this.throttle.attempt(email, request.ip);
    const { isRight } = await this.passwords.verify(body.current_password, () => Promise.resolve(account));
    if (!isRight) throw new Problem('invalid_credentials', 'The current password is wrong.');
    await this.throttle.succeeded(email, request.ip);
    const passwordHash = await this.passwords.hash(body.new_password);
    let ended: string[] = [];
    const after = (): Promise<void> => this.sessions.tellRevoked(...ended);
    await this.mutations.run({ request, reply, operation: 'changePassword', scope: SYSTEM, after }, async (manager) => {
      const user = await lockedUser(manager, userId);
      if (user.passwordHash !== earlier) throw new Problem('conflict', 'The password was changed at the same time.');
      await manager.save(Object.assign(user, { passwordHash }));
      ended = await this.sessions.revoke(manager, userId, { except: sessionId ?? '' }, 'password_change');
      return {
        audit: {
          action: 'user.change_password',
          target: { type: 'user', id: userId },
          details: { sessions_ended: ended.length },
        },
      };
    });
  }
}

/** @throws Problem `unauthenticated` for an account that was deleted a moment ago */
function ownAccount(manager: EntityManager, id: string): Promise<User> {
  return manager.findOneBy(User, { id }).then(found);
}

function lockedUser(manager: EntityManager, id: string): Promise<User> {
  return manager.findOne(User, { where: { id }, lock: { mode: 'pessimistic_write' } }).then(found);
}

function found(user: User | null): User {
  if (!user) throw unauthenticated();
  return user;
}
