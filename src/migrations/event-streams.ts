import { Injectable, type BeforeApplicationShutdown } from '@nestjs/common';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { StandingAccess } from '../auth/standing-access.js';
import type { Principal } from '../common/http/principal.js';
import { WorkspaceDatabase } from '../database/workspace-database.js';
import { LAST_EVENT_TYPES } from '../runs/run-events.js';
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

  /**
   * Answers 204 when the run ended and the client has all of it: by the WHATWG standard it then stops to connect again.
   * @param given number of the last event that the client has; anything that is no number means none
   */
  async open(
    request: FastifyRequest,
    reply: FastifyReply,
    caller: Principal,
    runId: string,
    given: string | number | undefined,
  ): Promise<void> {
    const [last] = await this.database.query<EventEnd>(caller.workspaceId, LAST, [caller.workspaceId, runId]);
    // Nobody can have more than there is.
    const after = Math.min(Number.isSafeInteger(Number(given)) ? Math.max(0, Number(given)) : 0, last?.seq ?? 0);
    const isOver = last !== undefined && after === last.seq && LAST_EVENT_TYPES.some((type) => type === last.type);
    if (isOver) void reply.status(204).header('Cache-Control', 'no-store').send();
    else this.stream(request, reply, caller, runId, after);
  }

  private stream(request: FastifyRequest, reply: FastifyReply, caller: Principal, runId: string, after: number): void {
    reply.hijack();
    const stream = new EventStream({
      response: reply.raw,
      headers: textsOf(reply.getHeaders()),
      after,
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

/** What hooks and guards have set so far: the request's id, the state of its limit. */
function textsOf(headers: ReturnType<FastifyReply['getHeaders']>): Record<string, string> {
  return Object.fromEntries(Object.entries(headers).map(([name, value]) => [name, String(value)]));
}

const READ = {
  name: 'run_events_after',
  text: `SELECT seq::float8 AS seq, type, data::text AS data FROM run_events
    WHERE workspace_id = $1 AND run_id = $2 AND seq > $3 ORDER BY seq LIMIT $4`,
};

interface EventEnd extends Record<string, unknown> {
  readonly seq: number;
  readonly type: string;
}

const LAST = {
  name: 'run_events_last',
  text: `SELECT seq::float8 AS seq, type FROM run_events WHERE workspace_id = $1 AND run_id = $2 ORDER BY seq DESC LIMIT 1`,
};
