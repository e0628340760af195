import { Controller, Delete, Get, Patch, Post, Req, Res } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import type { FastifyReply, FastifyRequest } from 'fastify';
import type { z } from 'zod';
import { etagOf } from '../common/http/etag.js';
import { Operation } from '../common/http/operation.js';
import { Cursors, nextLink, type Page } from '../common/http/page.js';
import { Caller, type Principal } from '../common/http/principal.js';
import { ParsedBody, ParsedPath, ParsedQuery } from '../common/http/schema-pipe.js';
import { SYSTEM } from '../database/workspace-database.js';
import { Mutations } from '../mutations/mutations.js';
import { WorkspaceMembership } from './workspace-membership.js';
import {
  createWorkspaceSchema,
  updateWorkspaceSchema,
  WORKSPACE_EXAMPLE,
  workspaceListQuery,
  workspacePageSchema,
  workspacePath,
  workspaceSchema,
  type WorkspaceView,
} from './workspace-schemas.js';
import { workspaceView, WorkspacesService } from './workspaces.service.js';

const LIST = 'workspaces';
const ADDRESS = '/api/v1/workspaces';
const ETAG = 'Version of the workspace, for If-Match.';

/** Tenants: everybody's own, and those of teams. */
@ApiTags('workspaces')
@Controller('api/v1/workspaces')
export class WorkspacesController {
  constructor(
    private readonly workspaces: WorkspacesService,
    private readonly membership: WorkspaceMembership,
    private readonly mutations: Mutations,
    private readonly cursors: Cursors,
  ) {}

  @Get()
  @Operation({
    id: 'listWorkspaces',
    summary: 'List your workspaces',
    description: 'Those that you are a member of, newest first.',
    access: { kind: 'session' },
    bucket: 'read',
    query: workspaceListQuery,
    responses: { 200: { description: 'A page.', schema: workspacePageSchema, headers: { Link: 'The next page.' } } },
    problems: ['invalid_cursor'],
  })
  async list(
    @Req() request: FastifyRequest,
    @Res({ passthrough: true }) reply: FastifyReply,
    @Caller() { userId }: Principal,
    @ParsedQuery(workspaceListQuery) { limit, cursor }: z.infer<typeof workspaceListQuery>,
  ): Promise<Page<WorkspaceView>> {
    const [before = null] = this.cursors.open(LIST, userId, cursor) ?? [];
    const rows = await this.workspaces.list(userId, before, limit + 1);
    const page = this.cursors.page(LIST, userId, rows, limit, ({ id }) => [id]);
    const link = nextLink(request.url, page.next_cursor);
    if (link) reply.header('Link', link);
    return page;
  }

  @Post()
  @Operation({
    id: 'createWorkspace',
    summary: 'Make a workspace for a team',
    description: 'You become its admin.',
    access: { kind: 'session' },
    bucket: 'write',
    body: createWorkspaceSchema,
    bodyExample: { name: 'Finance' },
    responses: {
      201: {
        description: 'Made.',
        schema: workspaceSchema,
        headers: { ETag: ETAG, Location: 'Where it is.' },
        example: WORKSPACE_EXAMPLE,
      },
    },
    idempotent: true,
  })
  create(
    @Req() request: FastifyRequest,
    @Res() reply: FastifyReply,
    @Caller() { userId }: Principal,
    @ParsedBody(createWorkspaceSchema) body: z.infer<typeof createWorkspaceSchema>,
  ): Promise<void> {
    const asked = { request, reply, operation: 'createWorkspace', meaning: body, scope: SYSTEM };
    return this.mutations.run(asked, async (manager) => {
      const workspace = await this.workspaces.create(manager, body.name, userId);
      return {
        status: 201,
        body: workspaceView(workspace, 'admin'),
        location: `${ADDRESS}/${workspace.id}`,
        etag: etagOf(workspace.version),
        audit: { action: 'workspace.create', target: targetOf(workspace.id), workspaceId: workspace.id },
      };
    });
  }

  @Get(':id')
  @Operation({
    id: 'getWorkspace',
    summary: 'Read a workspace',
    description: 'For its members.',
    access: { kind: 'session' },
    bucket: 'read',
    params: workspacePath,
    responses: {
      200: { description: 'It.', schema: workspaceSchema, headers: { ETag: ETAG }, example: WORKSPACE_EXAMPLE },
    },
    problems: ['not_found'],
  })
  async read(
    @Res({ passthrough: true }) reply: FastifyReply,
    @Caller() { userId }: Principal,
    @ParsedPath(workspacePath) { id }: z.infer<typeof workspacePath>,
  ): Promise<WorkspaceView> {
    const { workspace, member } = await this.workspaces.read(id, userId);
    reply.header('ETag', etagOf(workspace.version));
    return workspaceView(workspace, member.role);
  }

  @Patch(':id')
  @Operation({
    id: 'updateWorkspace',
    summary: 'Rename a workspace',
    description: 'For its admins.',
    access: { kind: 'session' },
    bucket: 'write',
    params: workspacePath,
    body: updateWorkspaceSchema,
    bodyExample: { name: 'Controlling' },
    responses: {
      200: { description: 'Changed.', schema: workspaceSchema, headers: { ETag: ETAG }, example: WORKSPACE_EXAMPLE },
    },
    problems: ['not_found'],
    conditional: true,
  })
  update(
    @Req() request: FastifyRequest,
    @Res() reply: FastifyReply,
    @Caller() { userId }: Principal,
    @ParsedPath(workspacePath) { id }: z.infer<typeof workspacePath>,
    @ParsedBody(updateWorkspaceSchema) { name }: z.infer<typeof updateWorkspaceSchema>,
  ): Promise<void> {
    return this.mutations.run({ request, reply, operation: 'updateWorkspace', scope: id }, async (manager) => {
      const ifMatch = request.headers['if-match'];
      const workspace = await this.workspaces.rename(manager, id, userId, { name, ifMatch });
      return {
        body: workspaceView(workspace, 'admin'),
        etag: etagOf(workspace.version),
        audit: { action: 'workspace.update', target: targetOf(id), workspaceId: id, details: { fields: ['name'] } },
      };
    });
  }

  @Delete(':id')
  @Operation({
    id: 'deleteWorkspace',
    summary: 'Delete a workspace',
    description:
      'With everything that it owns: migrations, runs, results and keys. The audit log and the usage log of it stay. A personal workspace goes with its account only (409).',
    access: { kind: 'session' },
    bucket: 'write',
    params: workspacePath,
    responses: { 204: { description: 'Deleted.' } },
    problems: ['not_found', 'conflict'],
    conditional: true,
  })
  async delete(
    @Req() request: FastifyRequest,
    @Res() reply: FastifyReply,
    @Caller() { userId }: Principal,
    @ParsedPath(workspacePath) { id }: z.infer<typeof workspacePath>,
  ): Promise<void> {
    let members: readonly string[] = [];
    await this.mutations.run({ request, reply, operation: 'deleteWorkspace', scope: id }, async (manager) => {
      members = await this.workspaces.delete(manager, id, userId, request.headers['if-match']);
      return { audit: { action: 'workspace.delete', target: targetOf(id), workspaceId: id } };
    });
    await Promise.all(members.map((member) => this.membership.forget(member, id)));
  }
}

function targetOf(id: string): { type: string; id: string } {
  return { type: 'workspace', id };
}
