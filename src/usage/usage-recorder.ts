import { Injectable, Logger, type OnModuleInit } from '@nestjs/common';
import { HttpAdapterHost } from '@nestjs/core';
import type { FastifyAdapter } from '@nestjs/platform-fastify';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { setTimeout as delay } from 'node:timers/promises';
import { asProblem } from '../common/http/as-problem.js';
import { newId } from '../common/ids.js';
import { SYSTEM, WorkspaceDatabase } from '../database/workspace-database.js';

/** Calls that wait to be written; more come in only when the database is away or slow, and then usage is what gives way. */
const waitingMax = 20_000;
const batchRows = 2_000;
const flushIntervalMs = 1_000;
/** A stop waits this long for the last rows. */
const lastFlushTimeoutMs = 3_000;

interface Call {
  readonly id: string;
  readonly workspaceId: string;
  readonly userId: string;
  readonly apiKeyId: string | null;
  readonly migrationId: string | null;
  readonly method: string;
  readonly route: string;
  readonly status: number;
  readonly durationMs: number;
  readonly createdMs: number;
}

/** One statement with one plan for a batch of any size; as JSON, which costs this process a quarter of what a list a column costs (measured). */
const INSERT = `
INSERT INTO usage_logs (id, workspace_id, user_id, api_key_id, migration_id, kind, method, route, status, duration_ms, created_at)
SELECT id, "workspaceId", "userId", "apiKeyId", "migrationId", 'api_call', method, route, status, "durationMs", to_timestamp("createdMs" / 1000)
FROM json_to_recordset($1) AS call (id text, "workspaceId" text, "userId" text, "apiKeyId" text, "migrationId" text, method text, route text, status integer, "durationMs" integer, "createdMs" double precision)`;

/**
 * Writes down every call of somebody who is known, after it was answered: the answer never waits for it. Rows are kept in
 * memory for a second and written together; a crash loses that second.
 */
@Injectable()
export class UsageRecorder implements OnModuleInit {
  private readonly logger = new Logger('usage');
  private waiting: Call[] = [];
  private flushing: Promise<void> | undefined;
  private timer: NodeJS.Timeout | undefined;
  /** Calls that were never written, since the start. */
  dropped = 0;

  constructor(
    private readonly database: WorkspaceDatabase,
    private readonly host: HttpAdapterHost<FastifyAdapter>,
  ) {}

  onModuleInit(): void {
    const fastify = this.host.httpAdapter.getInstance();
    fastify.addHook('onResponse', (request, reply, done) => {
      this.record(request, reply);
      done();
    });
    // After the last answer and before the database is closed.
    fastify.addHook('onClose', () => this.stop());
    this.timer = setInterval(() => void this.flush(), flushIntervalMs).unref();
  }

  /** Writes what waits; resolves when all that waited at the call is written or given up. */
  async flush(): Promise<void> {
    while (this.flushing) await this.flushing;
    if (this.waiting.length === 0) return;
    this.flushing = this.write(this.waiting.splice(0)).finally(() => (this.flushing = undefined));
    await this.flushing;
  }

  private record(request: FastifyRequest, reply: FastifyReply): void {
    const { principal } = request;
    const route = request.routeOptions.url;
    if (!principal || route === undefined) return;
    if (this.waiting.length >= waitingMax) {
      this.dropped++;
      return;
    }
    this.waiting.push({
      id: newId('usg'),
      workspaceId: principal.workspaceId,
      userId: principal.userId,
      apiKeyId: principal.apiKeyId,
      migrationId: migrationOf(request, route, reply),
      method: request.method,
      route,
      status: reply.statusCode,
      durationMs: Math.round(reply.elapsedTime),
      createdMs: Date.now(),
    });
  }

  private async write(calls: readonly Call[]): Promise<void> {
    for (let at = 0; at < calls.length; at += batchRows) {
      const batch = calls.slice(at, at + batchRows);
      try {
        await this.database.transaction(SYSTEM, (manager) => manager.query(INSERT, [JSON.stringify(batch)]));
      } catch (error) {
        if (asProblem(error).code === 'database_unavailable') return this.keep(calls.slice(at), error);
        this.giveUp(batch.length, error);
      }
    }
  }

  /** For the next time, as far as there is room. */
  private keep(calls: readonly Call[], error: unknown): void {
    const room = Math.max(0, waitingMax - this.waiting.length);
    this.waiting = [...calls.slice(0, room), ...this.waiting];
    if (calls.length > room) this.giveUp(calls.length - room, error);
  }

  private giveUp(count: number, error: unknown): void {
    this.dropped += count;
    this.logger.warn({ msg: 'usage was not written', calls: count, dropped: this.dropped, error: String(error) });
  }

  private async stop(): Promise<void> {
    clearInterval(this.timer);
    await Promise.race([this.flush(), delay(lastFlushTimeoutMs, undefined, { ref: false })]);
  }
}

const MIGRATION_ROUTE = '/api/v1/migrations/:id';
const MIGRATION_ID = /mig_[0-9a-hjkmnp-tv-z]{26}$/;

/** Of the address, or of a migration that was just made; not of one that is another's or not there. */
function migrationOf(request: FastifyRequest, route: string, reply: FastifyReply): string | null {
  if (!route.startsWith('/api/v1/migrations') || reply.statusCode === 404) return null;
  const named = route.startsWith(MIGRATION_ROUTE)
    ? (request.params as { id?: string }).id
    : reply.getHeader('location'); // `:id` is a parameter of these routes
  return MIGRATION_ID.exec(String(named))?.[0] ?? null;
}
