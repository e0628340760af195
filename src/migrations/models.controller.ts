import { Controller, Get, Headers, Put, Req, Res } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import type { FastifyReply, FastifyRequest } from 'fastify';
import type { z } from 'zod';
import { etagOf } from '../common/http/etag.js';
import { Operation } from '../common/http/operation.js';
import { Cursors, nextLink, type Page } from '../common/http/page.js';
import { Caller, requireScope, type Principal } from '../common/http/principal.js';
import { ParsedBody, ParsedPath, ParsedQuery } from '../common/http/schema-pipe.js';
import { Mutations } from '../mutations/mutations.js';
import { OutboxDispatcher } from '../runs/outbox-dispatcher.js';
import { MigrationReads } from './migration-reads.js';
import { ModelsService, modelView } from './models.service.js';
import { migrationPath } from './schemas/migration-schemas.js';
import { MODEL_EXAMPLE, modelDetailSchema, modelListQuery, modelPageSchema, modelPath, updateModelSchema, type ModelDetail, type ModelFileView } from './schemas/model-schemas.js'; // prettier-ignore

const DETAIL_EXAMPLE = { ...MODEL_EXAMPLE, versions: [] };
const ETAG = { ETag: 'Version of the text, for If-Match.' };

/** The SQL of the models. */
@ApiTags('models')
@Controller('api/v1/migrations/:id/models')
export class ModelsController {
  constructor(
    private readonly migrations: MigrationReads,
    private readonly models: ModelsService,
    private readonly mutations: Mutations,
    private readonly dispatcher: OutboxDispatcher,
    private readonly cursors: Cursors,
  ) {}

  @Get()
  @Operation({
    id: 'listModels',
    summary: 'List the models',
    description: 'With their SQL, by path.',
    access: { kind: 'scope', scope: 'migrations:read', role: 'viewer' },
    bucket: 'read',
    params: migrationPath,
    query: modelListQuery,
    responses: { 200: { description: 'A page.', schema: modelPageSchema, headers: { Link: 'The next page.' } } },
    problems: ['invalid_cursor'],
  })
  async list(
    @Req() request: FastifyRequest,
    @Res({ passthrough: true }) reply: FastifyReply,
    @Caller() { workspaceId }: Principal,
    @ParsedPath(migrationPath) { id }: z.infer<typeof migrationPath>,
    @ParsedQuery(modelListQuery) { limit, cursor }: z.infer<typeof modelListQuery>,
  ): Promise<Page<ModelFileView>> {
    await this.migrations.requireMigration(workspaceId, id);
    const list = `models ${id}`;
    const [after = null] = this.cursors.open(list, workspaceId, cursor) ?? [];
    const rows = await this.models.list(workspaceId, id, after, limit + 1);
    const page = this.cursors.page(list, workspaceId, rows, limit, ({ path }) => [path]);
    const link = nextLink(request.url, page.next_cursor);
    if (link) reply.header('Link', link);
    return { ...page, data: page.data.map(modelView) };
  }

  @Get(':model')
  @Operation({
    id: 'getModel',
    summary: 'Read a model',
    description: 'With the versions of its SQL.',
    access: { kind: 'scope', scope: 'migrations:read', role: 'viewer' },
    bucket: 'read',
    params: modelPath,
    responses: {
      200: { description: 'The model.', schema: modelDetailSchema, headers: ETAG, example: DETAIL_EXAMPLE },
    },
  })
  async read(
    @Res({ passthrough: true }) reply: FastifyReply,
    @Caller() { workspaceId }: Principal,
    @ParsedPath(modelPath) { id, model }: z.infer<typeof modelPath>,
  ): Promise<ModelDetail> {
    const found = await this.models.read(workspaceId, id, model);
    reply.header('ETag', etagOf(found.model.version));
    return found.detail;
  }

  @Put(':model')
  @Operation({
    id: 'updateModel',
    summary: 'Change the SQL of a model',
    description:
      'Kept as a new version, marked as the work of a person, and tested by a new run: until it is done the model needs review. A key needs the scope `runs:write` too.',
    access: { kind: 'scope', scope: 'migrations:write', role: 'editor' },
    bucket: 'run_start',
    params: modelPath,
    body: updateModelSchema,
    bodyExample: { sql_code: "select order_id from {{ ref('stg_harbour__orders') }}" },
    conditional: true,
    responses: { 202: { description: 'Kept; `Location` is the run that tests it.', schema: modelDetailSchema, headers: { ...ETAG, Location: 'The run.' }, example: DETAIL_EXAMPLE } }, // prettier-ignore
    problems: ['run_active', 'conflict'],
  })
  async update(
    @Req() request: FastifyRequest,
    @Res() reply: FastifyReply,
    @Caller() caller: Principal,
    @ParsedPath(modelPath) { id, model: modelId }: z.infer<typeof modelPath>,
    @Headers('if-match') ifMatch: string | undefined,
    @ParsedBody(updateModelSchema) { sql_code: sqlCode }: z.infer<typeof updateModelSchema>,
  ): Promise<void> {
    requireScope(caller, 'runs:write');
    await this.mutations.run({ request, reply, operation: 'updateModel' }, async (manager) => {
      const { runId, model, detail } = await this.models.edit(manager, caller, id, modelId, sqlCode, ifMatch);
      const audit = {
        action: 'model.update',
        target: { type: 'model', id: modelId },
        details: { version: model.version, run_id: runId },
      };
      const location = `/api/v1/migrations/${id}/runs/${runId}`;
      return { status: 202, body: detail, etag: etagOf(model.version), location, audit };
    });
    this.dispatcher.wake();
  }
}
