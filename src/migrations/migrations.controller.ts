import { Body, Controller, Delete, Get, Headers, Patch, Post, Req, Res } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import type { FastifyReply, FastifyRequest } from 'fastify';
import type { z } from 'zod';
import { etagOf, isFresh } from '../common/http/etag.js';
import { Operation } from '../common/http/operation.js';
import { nextLink } from '../common/http/page.js';
import { Caller, type Principal } from '../common/http/principal.js';
import { ParsedBody, parseBody, ParsedPath, ParsedQuery } from '../common/http/schema-pipe.js';
import { parseStrictJson } from '../common/http/strict-json.js';
import { Mutations } from '../mutations/mutations.js';
import { CreateMigrations } from './create/create-migrations.js';
import { inputOf } from './create/json-input.js';
import { MigrationMoves } from './migration-moves.js';
import { MigrationReads } from './migration-reads.js';
import {
  createMigrationSchema,
  MIGRATION_EXAMPLE,
  migrationListQuery,
  migrationPageSchema,
  migrationPath,
  migrationSchema,
  updateMigrationSchema,
  type MigrationListQuery,
  type UpdateMigration,
} from './schemas/migration-schemas.js';
import { uploadFormSchema } from './schemas/upload-schemas.js';
import { isForm } from './upload/multipart-server.js';
import { UploadMigrations } from './upload/upload-migrations.js';

const READ = { kind: 'scope', scope: 'migrations:read', role: 'viewer' } as const;
const WRITE = { kind: 'scope', scope: 'migrations:write', role: 'editor' } as const;
const ETAG = { ETag: 'Version and revision: an edit compares the version, a poll both.' };
const MADE = { schema: migrationSchema, headers: { Location: 'Where it is.' } };
const JSON_TYPE = 'application/json; charset=utf-8';
type Path = z.infer<typeof migrationPath>;

/** Migrations: a source, a target and options. */
@ApiTags('migrations')
@Controller('api/v1/migrations')
export class MigrationsController {
  constructor(
    private readonly reads: MigrationReads,
    private readonly creation: CreateMigrations,
    private readonly uploads: UploadMigrations,
    private readonly moves: MigrationMoves,
    private readonly mutations: Mutations,
  ) {}

  @Get()
  @Operation({
    id: 'listMigrations',
    summary: 'List migrations',
    description: 'Those of the workspace, newest first unless `sort` says otherwise.',
    access: READ,
    bucket: 'read',
    query: migrationListQuery,
    responses: { 200: { description: 'A page.', schema: migrationPageSchema, headers: { Link: 'The next page.' }, example: { data: [MIGRATION_EXAMPLE], next_cursor: null, has_more: false } } }, // prettier-ignore
    problems: ['invalid_cursor'],
  })
  async list(
    @Req() request: FastifyRequest,
    @Res() reply: FastifyReply,
    @Caller() { workspaceId }: Principal,
    @ParsedQuery(migrationListQuery) query: MigrationListQuery,
  ): Promise<void> {
    const { text, nextCursor } = await this.reads.list(workspaceId, query);
    const link = nextLink(request.url, nextCursor);
    if (link) reply.header('Link', link);
    void reply.type(JSON_TYPE).send(text);
  }

  @Post()
  @Operation({
    id: 'createMigration',
    summary: 'Make a migration',
    description: 'From a script, from a catalog (`metadata_json`), or from files: JSON of at most 16 MiB, or a form (multipart/form-data) of at most 64 MiB, 2,000 parts and 32 MiB in a file, unpacked. Answers at once; the first run starts in the background, unless `auto_start` is false; a key needs the scope `runs:write` for it.', // prettier-ignore
    access: WRITE,
    bucket: 'run_start',
    body: createMigrationSchema,
    form: uploadFormSchema,
    bodyLimitBytes: 16 * 1024 * 1024,
    bodyExample: {
      name: 'Harbour supply',
      source: 'CREATE TABLE dbo.Berth (BerthID int PRIMARY KEY);',
      target: 'duckdb',
    },
    idempotent: true,
    responses: {
      201: { description: 'Made, as a draft.', ...MADE },
      202: { description: 'Made, and its first run is on its way.', ...MADE, example: MIGRATION_EXAMPLE },
    },
    problems: ['invalid_metadata', 'invalid_upload', 'overloaded'],
  })
  async create(
    @Req() request: FastifyRequest,
    @Res() reply: FastifyReply,
    @Caller() caller: Principal,
    @Body() given: unknown,
  ): Promise<void> {
    if (isForm(request)) return this.uploads.create(request, reply, caller);
    const body = parseBody(createMigrationSchema, typeof given === 'string' ? parseStrictJson(given) : given);
    const inputs = [inputOf(body)];
    const { name, target, options, auto_start: autoStart } = body;
    const sourceKind = body.source === undefined ? 'metadata' : 'script';
    await this.creation.create({
      request,
      reply,
      caller,
      meaning: body,
      draft: { name, target, options, autoStart, sourceKind },
      inputs,
    });
  }

  @Get(':id')
  @Operation({
    id: 'getMigration',
    summary: 'Read a migration',
    description:
      'Its status, phase and progress are those of its latest run. With If-None-Match an unchanged one is answered 304.',
    access: READ,
    bucket: 'read',
    params: migrationPath,
    responses: {
      200: { description: 'The migration.', schema: migrationSchema, headers: ETAG, example: MIGRATION_EXAMPLE },
      304: { description: 'Unchanged since the ETag of If-None-Match.' },
    },
  })
  async read(
    @Res() reply: FastifyReply,
    @Caller() { workspaceId }: Principal,
    @ParsedPath(migrationPath) { id }: Path,
    @Headers('if-none-match') ifNoneMatch: string | undefined,
  ): Promise<void> {
    const { json, version, revision } = await this.reads.read(workspaceId, id);
    const etag = etagOf(version, revision);
    reply.header('ETag', etag);
    if (isFresh(ifNoneMatch, etag)) void reply.status(304).send();
    else void reply.type(JSON_TYPE).send(json);
  }

  @Patch(':id')
  @Operation({
    id: 'updateMigration',
    summary: 'Change a migration',
    description: 'The name at any time; target and options only while it is a draft.',
    access: WRITE,
    bucket: 'write',
    params: migrationPath,
    body: updateMigrationSchema,
    bodyExample: { name: 'Harbour supply, second try' },
    conditional: true,
    responses: { 200: { description: 'Changed.', schema: migrationSchema, headers: ETAG, example: MIGRATION_EXAMPLE } },
    problems: ['conflict'],
  })
  async update(
    @Req() request: FastifyRequest,
    @Res() reply: FastifyReply,
    @Caller() caller: Principal,
    @ParsedPath(migrationPath) { id }: Path,
    @Headers('if-match') ifMatch: string | undefined,
    @ParsedBody(updateMigrationSchema) changes: UpdateMigration,
  ): Promise<void> {
    await this.mutations.run({ request, reply, operation: 'updateMigration' }, async (manager) => {
      await this.moves.update(manager, caller, id, changes, ifMatch);
      const { json, version, revision } = await this.moves.text(manager, id);
      const audit = {
        action: 'migration.update',
        target: { type: 'migration', id },
        details: { fields: Object.keys(changes) },
      };
      return { body: JSON.parse(json), etag: etagOf(version, revision), audit };
    });
  }

  @Delete(':id')
  @Operation({
    id: 'deleteMigration',
    summary: 'Delete a migration',
    description: 'With its runs, results and files. One whose run is at work must be cancelled first.',
    access: WRITE,
    bucket: 'write',
    params: migrationPath,
    conditional: true,
    responses: { 204: { description: 'Deleted.' } },
    problems: ['run_active'],
  })
  async remove(
    @Req() request: FastifyRequest,
    @Res() reply: FastifyReply,
    @Caller() caller: Principal,
    @ParsedPath(migrationPath) { id }: Path,
    @Headers('if-match') ifMatch: string | undefined,
  ): Promise<void> {
    await this.mutations.run({ request, reply, operation: 'deleteMigration' }, async (manager) => {
      await this.moves.remove(manager, caller, id, ifMatch);
      return { audit: { action: 'migration.delete', target: { type: 'migration', id } } };
    });
  }
}
