import { Controller, Delete, Get, Headers, Patch, Post, Req, Res } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import type { FastifyReply, FastifyRequest } from 'fastify';
import type { z } from 'zod';
import { Passwords } from '../auth/passwords.js';
import { etagOf } from '../common/http/etag.js';
import { Operation } from '../common/http/operation.js';
import { Cursors, nextLink, type Page } from '../common/http/page.js';
import { Caller, type Principal } from '../common/http/principal.js';
import { ParsedBody, ParsedPath, ParsedQuery } from '../common/http/schema-pipe.js';
import { SYSTEM } from '../database/workspace-database.js';
import { Mutations } from '../mutations/mutations.js';
import { Accounts } from './accounts.js';
import { createUserSchema, updateUserSchema, USER_EXAMPLE, userListQuery, userPageSchema, userPath, userSchema, userView, type UserView } from './user-schemas.js'; // prettier-ignore
import { UsersService } from './users.service.js';

const LIST = 'users';
const ACCESS = { kind: 'session', admin: true } as const;
const ETAG = { ETag: 'Version of the account, for If-Match.' };
type Path = z.infer<typeof userPath>;

/** Accounts of the service, for its admins. */
@ApiTags('users')
@Controller('api/v1/users')
export class UsersController {
  constructor(
    private readonly users: UsersService,
    private readonly accounts: Accounts,
    private readonly passwords: Passwords,
    private readonly mutations: Mutations,
    private readonly cursors: Cursors,
  ) {}

  @Get()
  @Operation({
    id: 'listUsers',
    summary: 'List accounts',
    description: 'Newest first. For admins of the service.',
    access: ACCESS,
    bucket: 'read',
    query: userListQuery,
    responses: { 200: { description: 'A page.', schema: userPageSchema, headers: { Link: 'The next page.' } } },
    problems: ['invalid_cursor'],
  })
  async list(
    @Req() request: FastifyRequest,
    @Res({ passthrough: true }) reply: FastifyReply,
    @Caller() { userId }: Principal,
    @ParsedQuery(userListQuery) { limit, cursor }: z.infer<typeof userListQuery>,
  ): Promise<Page<UserView>> {
    const [before] = this.cursors.open(LIST, userId, cursor) ?? [];
    const page = this.cursors.page(LIST, userId, await this.users.list(before, limit + 1), limit, ({ id }) => [id]);
    const link = nextLink(request.url, page.next_cursor);
    if (link) reply.header('Link', link);
    return { ...page, data: page.data.map(userView) };
  }

  @Post()
  @Operation({
    id: 'createUser',
    summary: 'Make an account for somebody',
    description: 'With its personal workspace; also where registration is closed.',
    access: ACCESS,
    bucket: 'write',
    body: createUserSchema,
    bodyExample: { email: 'ada@example.com', password: 'a long enough phrase', name: 'Ada' },
    responses: {
      201: {
        description: 'Made.',
        schema: userSchema,
        headers: { ...ETAG, Location: 'Where it is.' },
        example: USER_EXAMPLE,
      },
    },
    problems: ['already_exists', 'overloaded'],
  })
  async create(
    @Req() request: FastifyRequest,
    @Res() reply: FastifyReply,
    @ParsedBody(createUserSchema) { email, password, name, is_admin: isAdmin }: z.infer<typeof createUserSchema>,
  ): Promise<void> {
    const passwordHash = await this.passwords.hash(password);
    await this.mutations.run({ request, reply, operation: 'createUser', scope: SYSTEM }, async (manager) => {
      const user = await this.accounts.create(manager, { email, name, passwordHash, isAdmin });
      const audit = { action: 'user.create', target: { type: 'user', id: user.id }, details: { is_admin: isAdmin } };
      return {
        status: 201,
        location: `/api/v1/users/${user.id}`,
        body: userView(user),
        etag: etagOf(user.version),
        audit,
      };
    });
  }

  @Get(':id')
  @Operation({
    id: 'getUser',
    summary: 'Read an account',
    description: 'For admins of the service.',
    access: ACCESS,
    bucket: 'read',
    params: userPath,
    responses: { 200: { description: 'The account.', schema: userSchema, headers: ETAG, example: USER_EXAMPLE } },
    problems: ['not_found'],
  })
  async read(@ParsedPath(userPath) { id }: Path, @Res({ passthrough: true }) reply: FastifyReply): Promise<UserView> {
    const user = await this.users.read(id);
    reply.header('ETag', etagOf(user.version));
    return userView(user);
  }

  @Patch(':id')
  @Operation({
    id: 'updateUser',
    summary: 'Change an account',
    description: 'Disabling it, or taking away its admin rights, ends its sessions.',
    access: ACCESS,
    bucket: 'write',
    params: userPath,
    body: updateUserSchema,
    bodyExample: { is_disabled: true },
    conditional: true,
    responses: { 200: { description: 'Changed.', schema: userSchema, headers: ETAG, example: USER_EXAMPLE } },
    problems: ['not_found', 'last_admin'],
  })
  async update(
    @Req() request: FastifyRequest,
    @Res() reply: FastifyReply,
    @ParsedPath(userPath) { id }: Path,
    @Headers('if-match') ifMatch: string | undefined,
    @ParsedBody(updateUserSchema) changes: z.infer<typeof updateUserSchema>,
  ): Promise<void> {
    let gone: string[] = [];
    const after = (): Promise<void> => this.users.tellChanged(id, gone);
    await this.mutations.run({ request, reply, operation: 'updateUser', scope: SYSTEM, after }, async (manager) => {
      const { user, ended } = await this.users.update(manager, id, changes, ifMatch);
      gone = ended;
      return { body: userView(user), etag: etagOf(user.version), audit: { action: 'user.update', target: { type: 'user', id }, details: { fields: Object.keys(changes) } } }; // prettier-ignore
    });
  }

  @Delete(':id')
  @Operation({
    id: 'deleteUser',
    summary: 'Delete an account',
    description: 'Its personal workspace goes with all that it holds; what it did stays in the audit log.',
    access: ACCESS,
    bucket: 'write',
    params: userPath,
    conditional: true,
    responses: { 204: { description: 'Deleted.' } },
    problems: ['not_found', 'last_admin'],
  })
  async remove(
    @Req() request: FastifyRequest,
    @Res() reply: FastifyReply,
    @ParsedPath(userPath) { id }: Path,
    @Headers('if-match') ifMatch: string | undefined,
  ): Promise<void> {
    let gone: string[] = [];
    const after = (): Promise<void> => this.users.tellChanged(id, gone);
    await this.mutations.run({ request, reply, operation: 'deleteUser', scope: SYSTEM, after }, async (manager) => {
      gone = await this.users.remove(manager, id, ifMatch);
      return { audit: { action: 'user.delete', target: { type: 'user', id } } };
    });
  }
}
