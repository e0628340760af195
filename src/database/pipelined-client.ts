import { Socket } from 'node:net';
import pg, { type ClientConfig, type QueryConfig, type QueryResultRow } from 'pg';
import { Problem } from '../common/http/problem.js';

/** A named statement: PostgreSQL keeps its plan per connection. Source: node-postgres documentation, "Prepared statements". */
export interface Statement {
  readonly name: string;
  readonly text: string;
}

/** Statements on the wire and waiting, per connection: beyond this the database is too slow for what comes in. */
const inFlightMax = 400;
const queryTimeoutMs = 10_000;

/**
 * One connection that sends a statement without waiting for the answer to the one before. Each statement is its own
 * transaction, so one that fails takes no other with it; they are answered in order, so a slow one keeps the others waiting:
 * for short statements only.
 * Source: PostgreSQL documentation, "Pipelining" (message flow); each statement here ends in its own Sync.
 */
export class PipelinedClient {
  private client: pg.Client | undefined;
  private connecting: Promise<pg.Client> | undefined;
  /** What the connection was told last; statements follow each other, so what is sent next runs under it. */
  private told: string | undefined;
  inFlight = 0;
  private socket: Socket | undefined;

  constructor(private readonly config: () => ClientConfig) {}

  /** @throws Problem `overloaded`, or the error of PostgreSQL */
  async query<R extends QueryResultRow>(
    workspaceId: string,
    statement: Statement,
    values: readonly unknown[],
  ): Promise<R[]> {
    if (this.inFlight >= inFlightMax) throw new Problem('overloaded', undefined, { headers: { 'Retry-After': '1' } });
    this.inFlight++;
    try {
      const client = this.client ?? (await this.connect());
      this.holdWrites();
      this.tell(client, workspaceId);
      const config: QueryConfig = { ...statement, values: [...values] };
      return (await client.query<R>(config)).rows;
    } finally {
      this.inFlight--;
    }
  }

  async close(): Promise<void> {
    const client = this.client ?? (await this.connecting?.catch(() => undefined));
    this.forget();
    await client?.end().catch(() => undefined);
  }

  /** What one turn of the event loop asks goes out in one write: a write a statement was a quarter of a read's time (measured). */
  private holdWrites(): void {
    const { socket } = this;
    if (socket === undefined || socket.writableCorked > 0) return;
    socket.cork();
    setImmediate(() => socket.uncork());
  }

  /** Sent just before the statement it is for; when it fails the connection is given up, for nothing may run under the wrong workspace. */
  private tell(client: pg.Client, workspaceId: string): void {
    if (this.told === workspaceId) return;
    this.told = workspaceId;
    client
      .query({
        name: 'tell_workspace',
        text: `SELECT set_config('app.workspace_id', $1, false)`,
        values: [workspaceId],
      })
      .catch(() => {
        if (this.client === client) this.forget();
        void client.end().catch(() => undefined);
      });
  }

  private connect(): Promise<pg.Client> {
    this.connecting ??= this.open().finally(() => (this.connecting = undefined));
    return this.connecting;
  }

  private async open(): Promise<pg.Client> {
    const socket = new Socket();
    const client = new pg.Client({
      ...this.config(),
      stream: () => socket,
      pipeline: true,
      query_timeout: queryTimeoutMs,
    });
    // A connection that ends is told by the statements that were on it; the next statement opens another.
    const gone = (): void => {
      if (this.client === client) this.forget();
    };
    client.on('error', gone).on('end', gone);
    await client.connect();
    this.told = undefined;
    this.client = client;
    this.socket = socket;
    return client;
  }

  private forget(): void {
    this.client = undefined;
    this.socket = undefined;
    this.told = undefined;
  }
}
