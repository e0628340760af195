import { Injectable, type BeforeApplicationShutdown } from '@nestjs/common';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { StandingAccess } from '../auth/standing-access.js';
import type { Principal } from '../common/http/principal.js';
import { WorkspaceDatabase } from '../database/workspace-database.js';
import { RunFeed } from '../runs/run-feed.js';
import { EventStream } from './event-stream.js';

/** All open streams of this process: it ends them when the process does, so that clients connect elsewhere. */
@Injectable()
export class EventStreams implements BeforeApplicationShutdown {
  private readonly streams = new Set<EventStream>();

  constructor(
    private readonly database: WorkspaceDatabase,
    private readonly feed: RunFeed,
    private readonly access: StandingAccess,
  ) {}

  /** @param after number of the last event that the client has; anything that is no number means none */
  open(
    request: FastifyRequest,
    reply: FastifyReply,
    caller: Principal,
    runId: string,
    after: string | number | undefined,
  ): void {
    reply.hijack();
    const stream = new EventStream({
      response: reply.raw,
      headers: { 'X-Request-Id': request.id },
      after: Number.isSafeInteger(Number(after)) ? Math.max(0, Number(after)) : 0,
      read: (seq, count) => this.database.query(caller.workspaceId, READ, [caller.workspaceId, runId, seq, count]),
      subscribe: (listener) => this.feed.onEvents(runId, listener),
      isAllowed: () => this.access.isGood(caller),
      onEnd: () => this.streams.delete(stream),
    });
    this.streams.add(stream);
    stream.start();
  }

  beforeApplicationShutdown(): void {
    for (const stream of this.streams) stream.end();
  }
}

const READ = {
  name: 'run_events_after',
  text: `SELECT seq::float8 AS seq, type, data::text AS data FROM run_events
    WHERE workspace_id = $1 AND run_id = $2 AND seq > $3 ORDER BY seq LIMIT $4`,
};
