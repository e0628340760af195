import { Controller, Delete, Get, Patch, Post, Req, Res } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import type { FastifyReply, FastifyRequest } from 'fastify';
import type { z } from 'zod';
import { Operation } from '../common/http/operation.js';
import { Cursors, nextLink, type Page } from '../common/http/page.js';
import { Caller, type Principal } from '../common/http/principal.js';
import { ParsedBody, ParsedPath, ParsedQuery } from '../common/http/schema-pipe.js';
import { Mutations } from '../mutations/mutations.js';
import { MembersService } from './members.service.js';
import { WorkspaceMembership } from './workspace-membership.js';
import {
  addMemberSchema,
  MEMBER_EXAMPLE,
  memberPageSchema,
  memberPath,
  memberSchema,
  updateMemberSchema,
  workspaceListQuery,
  workspacePath,
  type MemberView,
} from './workspace-schemas.js';

const LIST = 'members';

/** Members of a workspace. What is changed here counts at once in this process, and within seconds in the others. */
@ApiTags('workspaces')
@Controller('api/v1/workspaces/:id/members')
export class MembersController {
  constructor(
    private readonly members: MembersService,
    private readonly membership: WorkspaceMembership,
    private readonly mutations: Mutations,
    private readonly cursors: Cursors,
  ) {}

  @Get()
  @Operation({
    id: 'listMembers',
    summary: 'List the members of a workspace',
    description: 'For its members.',
    access: { kind: 'session' },
    bucket: 'read',
    params: workspacePath,
    query: workspaceListQuery,
    responses: { 200: { description: 'A page.', schema: memberPageSchema, headers: { Link: 'The next page.' } } },
    problems: ['not_found', 'invalid_cursor'],
  })
  async list(
    @Req() request: FastifyRequest,
    @Res({ passthrough: true }) reply: FastifyReply,
    @Caller() { userId }: Principal,
    @ParsedPath(workspacePath) { id }: z.infer<typeof workspacePath>,
    @ParsedQuery(workspaceListQuery) { limit, cursor }: z.infer<typeof workspaceListQuery>,
  ): Promise<Page<MemberView>> {
    const [after = null] = this.cursors.open(LIST, id, cursor) ?? [];
    const rows = await this.members.list(id, userId, after, limit + 1);
    const page = this.cursors.page(LIST, id, rows, limit, (member) => [member.user_id]);
    const link = nextLink(request.url, page.next_cursor);
    if (link) reply.header('Link', link);
    return page;
  }

  @Post()
  @Operation({
    id: 'addMember',
    summary: 'Add a member',
    description:
      'For admins of the workspace. The account must exist: an unknown address is answered 404 with `errors` that point to `/email`, to admins only. A personal workspace is not shared (409).',
    access: { kind: 'session' },
    bucket: 'write',
    params: workspacePath,
    body: addMemberSchema,
    bodyExample: { email: 'ada@example.test', role: 'editor' },
    responses: { 201: { description: 'Added.', schema: memberSchema, example: MEMBER_EXAMPLE } },
    problems: ['not_found', 'conflict', 'already_exists'],
  })
  async add(
    @Req() request: FastifyRequest,
    @Res() reply: FastifyReply,
    @Caller() { userId }: Principal,
    @ParsedPath(workspacePath) { id }: z.infer<typeof workspacePath>,
    @ParsedBody(addMemberSchema) body: z.infer<typeof addMemberSchema>,
  ): Promise<void> {
    let added: string | undefined;
    await this.mutations.run({ request, reply, operation: 'addMember', scope: id }, async (manager) => {
      const member = await this.members.add(manager, id, userId, body);
      added = member.user_id;
      return {
        status: 201,
        body: member,
        audit: { action: 'member.add', ...auditOf(id, member.user_id), details: { role: member.role } },
      };
    });
    // "Not a member" is remembered too.
    if (added) await this.membership.forget(added, id);
  }

  @Patch(':user_id')
  @Operation({
    id: 'updateMember',
    summary: 'Change what a member may do',
    description: 'For admins of the workspace. The last admin stays one (409).',
    access: { kind: 'session' },
    bucket: 'write',
    params: memberPath,
    body: updateMemberSchema,
    bodyExample: { role: 'viewer' },
    responses: { 200: { description: 'Changed.', schema: memberSchema, example: MEMBER_EXAMPLE } },
    problems: ['not_found', 'last_admin'],
  })
  async update(
    @Req() request: FastifyRequest,
    @Res() reply: FastifyReply,
    @Caller() { userId }: Principal,
    @ParsedPath(memberPath) { id, user_id: memberId }: z.infer<typeof memberPath>,
    @ParsedBody(updateMemberSchema) { role }: z.infer<typeof updateMemberSchema>,
  ): Promise<void> {
    await this.mutations.run({ request, reply, operation: 'updateMember', scope: id }, async (manager) => ({
      body: await this.members.change(manager, id, userId, { userId: memberId, role }),
      audit: { action: 'member.update', ...auditOf(id, memberId), details: { role } },
    }));
    await this.membership.forget(memberId, id);
  }

  @Delete(':user_id')
  @Operation({
    id: 'removeMember',
    summary: 'Remove a member, or leave',
    description:
      'An admin removes anybody; everybody may leave. The last admin cannot (409). Keys that the member made here are revoked.',
    access: { kind: 'session' },
    bucket: 'write',
    params: memberPath,
    responses: { 204: { description: 'Removed.' } },
    problems: ['not_found', 'last_admin'],
  })
  async remove(
    @Req() request: FastifyRequest,
    @Res() reply: FastifyReply,
    @Caller() { userId }: Principal,
    @ParsedPath(memberPath) { id, user_id: memberId }: z.infer<typeof memberPath>,
  ): Promise<void> {
    await this.mutations.run({ request, reply, operation: 'removeMember', scope: id }, async (manager) => {
      await this.members.remove(manager, id, userId, memberId);
      return { audit: { action: 'member.remove', ...auditOf(id, memberId) } };
    });
    await this.membership.forget(memberId, id);
  }
}

function auditOf(workspaceId: string, userId: string): { workspaceId: string; target: { type: string; id: string } } {
  return { workspaceId, target: { type: 'user', id: userId } };
}
