import { Injectable } from '@nestjs/common';
import type { FastifyReply, FastifyRequest } from 'fastify';
import type { EntityManager } from 'typeorm';
import { requireScope, type Principal } from '../../common/http/principal.js';
import { WorkspaceDatabase } from '../../database/workspace-database.js';
import { Mutations, type Change } from '../../mutations/mutations.js';
import { artifactHash, packed, putBytes } from '../../runs/artifact-rows.js';
import { OutboxDispatcher } from '../../runs/outbox-dispatcher.js';
import { createStatement, type CreatedRow } from './create-statement.js';
import type { NewInput, NewMigration } from './new-migration.js';

/** Larger ones would keep the short statements on their connection waiting. */
const carriedBytesMax = 64 * 1024;

/** One file of the source: named and measured, its bytes still to be read. */
export interface InputSource {
  readonly kind: NewInput['kind'];
  readonly path: string;
  readonly sizeBytes: number;
  readonly read: () => Promise<Buffer>;
}

export function inputOfBytes(kind: NewInput['kind'], path: string, bytes: Buffer): InputSource {
  return { kind, path, sizeBytes: bytes.length, read: () => Promise.resolve(bytes) };
}

export interface CreateRequest {
  readonly request: FastifyRequest;
  readonly reply: FastifyReply;
  readonly caller: Principal;
  /** What is asked, for an Idempotency-Key. */
  readonly meaning: unknown;
  readonly draft: Omit<NewMigration, 'inputs'>;
  readonly inputs: readonly InputSource[];
}

/** Makes migrations: the short way for one small script, the transaction for everything else. */
@Injectable()
export class CreateMigrations {
  constructor(
    private readonly database: WorkspaceDatabase,
    private readonly mutations: Mutations,
    private readonly dispatcher: OutboxDispatcher,
  ) {}

  /** @throws Problem `missing_scope` of a key that may make migrations and start no runs */
  async create(asked: CreateRequest): Promise<void> {
    if (asked.draft.autoStart) requireScope(asked.caller, 'runs:write');
    const [only] = asked.inputs;
    const isShort = asked.inputs.length === 1 && only !== undefined && only.sizeBytes <= carriedBytesMax;
    if (isShort && asked.request.headers['idempotency-key'] === undefined) await this.createShort(asked, only);
    else await this.createLong(asked);
    if (asked.draft.autoStart) this.dispatcher.wake();
  }

  private async createShort({ request, reply, caller, draft }: CreateRequest, input: InputSource): Promise<void> {
    const whole = await input.read();
    const { encoding, stored } = await packed(whole, mediaTypeOf(input.kind));
    const bytes = { encoding, stored, mediaType: mediaTypeOf(input.kind) };
    const audit = { apiKeyId: caller.apiKeyId, requestId: request.id, ip: request.ip };
    const migration = { ...draft, inputs: [{ ...named(input), hash: artifactHash(whole) }] };
    const { statement, values } = createStatement(caller, migration, bytes, audit);
    const row = made(
      await this.database.change<CreatedRow & Record<string, unknown>>(caller.workspaceId, statement, values),
    );
    void reply
      .status(statusOf(draft))
      .header('Location', locationOf(row))
      .type('application/json; charset=utf-8')
      .send(row.json);
  }

  private createLong({ request, reply, caller, meaning, draft, inputs }: CreateRequest): Promise<void> {
    return this.mutations.run(
      { request, reply, operation: 'createMigration', meaning },
      async (manager): Promise<Change> => {
        const migration = { ...draft, inputs: await storeInputs(manager, caller.workspaceId, inputs) };
        const { statement, values } = createStatement(caller, migration, null, null);
        const rows: CreatedRow[] = await manager.query(statement.text, values);
        const row = made(rows);
        const audit = { action: 'migration.create', target: { type: 'migration', id: row.id } };
        return { status: statusOf(draft), location: locationOf(row), body: JSON.parse(row.json), audit };
      },
    );
  }
}

/** One after the other: they may be large. */
async function storeInputs(
  manager: EntityManager,
  workspaceId: string,
  inputs: readonly InputSource[],
): Promise<NewInput[]> {
  const stored: NewInput[] = [];
  for (const input of inputs)
    stored.push({
      ...named(input),
      hash: await putBytes(manager, workspaceId, await input.read(), mediaTypeOf(input.kind)),
    });
  return stored;
}

function named({ kind, path, sizeBytes }: InputSource): Omit<NewInput, 'hash'> {
  return { kind, path, sizeBytes };
}

const MEDIA_TYPES: Readonly<Record<NewInput['kind'], string>> = {
  script: 'application/sql',
  table: 'text/csv',
  metadata: 'application/json',
};

function mediaTypeOf(kind: NewInput['kind']): string {
  return MEDIA_TYPES[kind];
}

function made(rows: readonly CreatedRow[]): CreatedRow {
  const [row] = rows;
  if (!row) throw new Error('the migration was not made');
  return row;
}

/** A draft is there as it was asked for; of a migration that starts, only the start is. */
function statusOf({ autoStart }: Pick<NewMigration, 'autoStart'>): number {
  return autoStart ? 202 : 201;
}

function locationOf({ id }: CreatedRow): string {
  return `/api/v1/migrations/${id}`;
}
