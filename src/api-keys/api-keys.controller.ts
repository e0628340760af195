import { Controller, Delete, Get, Patch, Post, Req, Res } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import type { FastifyReply, FastifyRequest } from 'fastify';
import type { z } from 'zod';
import { Revocations } from '../cache/revocations.js';
import { etagOf } from '../common/http/etag.js';
import { Operation } from '../common/http/operation.js';
import { Cursors, nextLink, type Page } from '../common/http/page.js';
import { Caller, type Principal } from '../common/http/principal.js';
import { ParsedBody, ParsedPath, ParsedQuery } from '../common/http/schema-pipe.js';
import { Mutations, type Change } from '../mutations/mutations.js';
import {
  API_KEY_EXAMPLE,
  apiKeyListQuery,
  apiKeyPageSchema,
  apiKeyPath,
  apiKeySchema,
  createApiKeySchema,
  NEW_API_KEY_EXAMPLE,
  newApiKeySchema,
  rollApiKeySchema,
  updateApiKeySchema,
  type ApiKeyView,
} from './api-key-schemas.js';
import { apiKeyView, ApiKeysService, type NewKey } from './api-keys.service.js';

const LIST = 'api-keys';
const ADDRESS = '/api/v1/api-keys';
const ETAG = 'Version of the key, for If-Match.';
/** Never with a key: a key makes no keys, and raises no scopes. */
const ACCESS = { kind: 'session', role: 'editor' } as const;
const SECONDS_MS = 1000;

/** Keys for programs. */
@ApiTags('api-keys')
@Controller('api/v1/api-keys')
export class ApiKeysController {
  constructor(
    private readonly apiKeys: ApiKeysService,
    private readonly revocations: Revocations,
    private readonly mutations: Mutations,
    private readonly cursors: Cursors,
  ) {}

  @Get()
  @Operation({
    id: 'listApiKeys',
    summary: 'List keys',
    description:
      'Your own of this workspace, newest first; an admin of the workspace sees all of it. Never a key itself.',
    access: ACCESS,
    bucket: 'read',
    query: apiKeyListQuery,
    responses: { 200: { description: 'A page.', schema: apiKeyPageSchema, headers: { Link: 'The next page.' } } },
    problems: ['invalid_cursor'],
  })
  async list(
    @Req() request: FastifyRequest,
    @Res({ passthrough: true }) reply: FastifyReply,
    @Caller() caller: Principal,
    @ParsedQuery(apiKeyListQuery) { limit, cursor }: z.infer<typeof apiKeyListQuery>,
  ): Promise<Page<ApiKeyView>> {
    const [before = null] = this.cursors.open(LIST, caller.workspaceId, cursor) ?? [];
    const rows = await this.apiKeys.list(caller, before, limit + 1);
    const page = this.cursors.page(LIST, caller.workspaceId, rows.map(apiKeyView), limit, ({ id }) => [id]);
    const link = nextLink(request.url, page.next_cursor);
    if (link) reply.header('Link', link);
    return page;
  }

  @Post()
  @Operation({
    id: 'createApiKey',
    summary: 'Make a key',
    description:
      'The answer holds the key itself, this once; so a repeated request makes another one, and takes no Idempotency-Key. It works in this workspace, in your name, within its scopes and your role.',
    access: ACCESS,
    bucket: 'write',
    body: createApiKeySchema,
    bodyExample: { name: 'Nightly build', scopes: ['migrations:read', 'migrations:write'] },
    responses: {
      201: {
        description: 'Made.',
        schema: newApiKeySchema,
        headers: { ETag: ETAG, Location: 'Where it is.' },
        example: NEW_API_KEY_EXAMPLE,
      },
    },
  })
  create(
    @Req() request: FastifyRequest,
    @Res() reply: FastifyReply,
    @Caller() caller: Principal,
    @ParsedBody(createApiKeySchema)
    { expires_in_days: lifetimeDays, name, scopes }: z.infer<typeof createApiKeySchema>,
  ): Promise<void> {
    return this.mutations.run({ request, reply, operation: 'createApiKey' }, async (manager) => {
      const made = await this.apiKeys.create(manager, caller, { name, scopes, lifetimeDays });
      return newKeyChange(reply, made, {
        action: 'api_key.create',
        target: targetOf(made.apiKey.id),
        details: { scopes },
      });
    });
  }

  @Get(':id')
  @Operation({
    id: 'getApiKey',
    summary: 'Read a key',
    description: 'What is known of it; never the key itself.',
    access: ACCESS,
    bucket: 'read',
    params: apiKeyPath,
    responses: {
      200: { description: 'It.', schema: apiKeySchema, headers: { ETag: ETAG }, example: API_KEY_EXAMPLE },
    },
  })
  async read(
    @Res({ passthrough: true }) reply: FastifyReply,
    @Caller() caller: Principal,
    @ParsedPath(apiKeyPath) { id }: z.infer<typeof apiKeyPath>,
  ): Promise<ApiKeyView> {
    const apiKey = await this.apiKeys.read(caller, id);
    reply.header('ETag', etagOf(apiKey.version));
    return apiKeyView(apiKey);
  }

  @Patch(':id')
  @Operation({
    id: 'updateApiKey',
    summary: 'Rename a key or change its scopes',
    description: 'Counts within 5 seconds everywhere. A revoked key cannot be changed (409).',
    access: ACCESS,
    bucket: 'write',
    params: apiKeyPath,
    body: updateApiKeySchema,
    bodyExample: { scopes: ['migrations:read'] },
    responses: {
      200: { description: 'Changed.', schema: apiKeySchema, headers: { ETag: ETAG }, example: API_KEY_EXAMPLE },
    },
    problems: ['conflict'],
    conditional: true,
  })
  async update(
    @Req() request: FastifyRequest,
    @Res() reply: FastifyReply,
    @Caller() caller: Principal,
    @ParsedPath(apiKeyPath) { id }: z.infer<typeof apiKeyPath>,
    @ParsedBody(updateApiKeySchema) changes: z.infer<typeof updateApiKeySchema>,
  ): Promise<void> {
    await this.mutations.run({ request, reply, operation: 'updateApiKey' }, async (manager) => {
      const apiKey = await this.apiKeys.update(manager, caller, id, { changes, ifMatch: request.headers['if-match'] });
      const details = { fields: Object.keys(changes), scopes: apiKey.scopes };
      return {
        body: apiKeyView(apiKey),
        etag: etagOf(apiKey.version),
        audit: { action: 'api_key.update', target: targetOf(id), details },
      };
    });
    await this.revocations.publish({ kind: 'api_key', id });
  }

  @Delete(':id')
  @Operation({
    id: 'revokeApiKey',
    summary: 'Revoke a key',
    description: 'It stops to work within 5 seconds everywhere. What is known of it stays readable.',
    access: ACCESS,
    bucket: 'write',
    params: apiKeyPath,
    responses: { 204: { description: 'Revoked.' } },
    conditional: true,
  })
  async revoke(
    @Req() request: FastifyRequest,
    @Res() reply: FastifyReply,
    @Caller() caller: Principal,
    @ParsedPath(apiKeyPath) { id }: z.infer<typeof apiKeyPath>,
  ): Promise<void> {
    await this.mutations.run({ request, reply, operation: 'revokeApiKey' }, async (manager) => {
      await this.apiKeys.revoke(manager, caller, id, request.headers['if-match']);
      return { audit: { action: 'api_key.revoke', target: targetOf(id) } };
    });
    await this.revocations.publish({ kind: 'api_key', id });
  }

  @Post(':id/roll')
  @Operation({
    id: 'rollApiKey',
    summary: 'Put a new key in place of an old one',
    description:
      'The new key has the same name, scopes and lifetime; the old one works on until the overlap ends, so that nothing stops while programs change over. Only by its owner, and once: a key that was rolled cannot be rolled again (409).',
    access: ACCESS,
    bucket: 'write',
    params: apiKeyPath,
    body: rollApiKeySchema,
    bodyExample: { overlap_seconds: 3600 },
    responses: {
      201: {
        description: 'The new key.',
        schema: newApiKeySchema,
        headers: { ETag: ETAG, Location: 'Where it is.' },
        example: NEW_API_KEY_EXAMPLE,
      },
    },
    problems: ['conflict'],
  })
  async roll(
    @Req() request: FastifyRequest,
    @Res() reply: FastifyReply,
    @Caller() caller: Principal,
    @ParsedPath(apiKeyPath) { id }: z.infer<typeof apiKeyPath>,
    @ParsedBody(rollApiKeySchema) { overlap_seconds: overlapS }: z.infer<typeof rollApiKeySchema>,
  ): Promise<void> {
    await this.mutations.run({ request, reply, operation: 'rollApiKey' }, async (manager) => {
      const made = await this.apiKeys.roll(manager, caller, id, overlapS * SECONDS_MS);
      const details = { replaced_by: made.apiKey.id, overlap_seconds: overlapS };
      return newKeyChange(reply, made, { action: 'api_key.roll', target: targetOf(id), details });
    });
    await this.revocations.publish({ kind: 'api_key', id });
  }
}

function targetOf(id: string): { type: string; id: string } {
  return { type: 'api_key', id };
}

/** The one answer that holds the key: no cache may keep it. */
function newKeyChange(reply: FastifyReply, { apiKey, key }: NewKey, audit: Change['audit']): Change {
  reply.header('Cache-Control', 'no-store');
  return {
    status: 201,
    body: { ...apiKeyView(apiKey), key },
    location: `${ADDRESS}/${apiKey.id}`,
    etag: etagOf(apiKey.version),
    audit,
  };
}
