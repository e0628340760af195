/** One stream of a run's events to one client, as the WHATWG standard "Server-sent events" writes it. */
import type { ServerResponse } from 'node:http';
import { LAST_EVENT_TYPES, type RunEventType } from '../runs/run-events.js';

const batchSize = 200;
const keepAliveMs = 10_000;
/** How long a client waits before it connects again. */
const retryMs = 2_000;
/** A client that reads slower than this much behind is let go: it can come back and go on where it was. */
const bufferedBytesMax = 1024 * 1024;

export interface EventRow {
  readonly seq: number;
  readonly type: string;
  /** JSON text. */
  readonly data: string;
}

export interface StreamSource {
  readonly response: ServerResponse;
  readonly headers: Readonly<Record<string, string>>;
  /** Number of the last event that the client has. */
  readonly after: number;
  readonly read: (after: number, count: number) => Promise<readonly EventRow[]>;
  /** Calls back when there may be more to read. @returns ends it */
  readonly subscribe: (listener: () => void) => () => void;
  /** Asked again and again: access may end while the stream is open. */
  readonly isAllowed: () => Promise<boolean>;
  readonly onEnd: () => void;
}

/** Reads the table whenever it may have grown: nothing is missed, nothing comes twice, whatever becomes of the notifications. */
export class EventStream {
  private last: number;
  private isReading = false;
  private isAsked = false;
  private isEnded = false;
  private readonly timer: NodeJS.Timeout;
  private readonly unsubscribe: () => void;

  constructor(private readonly source: StreamSource) {
    this.last = source.after;
    this.unsubscribe = source.subscribe(() => this.ask());
    this.timer = setInterval(() => void this.beat(), keepAliveMs);
    source.response.on('close', () => this.end()).on('error', () => this.end());
  }

  start(): void {
    this.source.response.writeHead(200, {
      ...this.source.headers,
      'Content-Type': 'text/event-stream; charset=utf-8',
      'Cache-Control': 'no-store',
      // Proxies that gather answers would keep the events back.
      'X-Accel-Buffering': 'no',
    });
    this.write(`retry: ${retryMs}\n\n`);
    this.ask();
  }

  end(): void {
    if (this.isEnded) return;
    this.isEnded = true;
    clearInterval(this.timer);
    this.unsubscribe();
    this.source.response.end();
    this.source.onEnd();
  }

  /** A comment keeps the connection open; access is asked anew, and the table read in case a notification was lost. */
  private async beat(): Promise<void> {
    const isAllowed = await this.source.isAllowed().catch(() => true); // a database that is away ends no stream
    if (!isAllowed) return this.end();
    this.write(': still here\n\n');
    this.ask();
  }

  private ask(): void {
    this.isAsked = true;
    if (!this.isReading) void this.readAll();
  }

  private async readAll(): Promise<void> {
    this.isReading = true;
    try {
      while (this.isAsked && !this.isEnded) {
        this.isAsked = false;
        const rows = await this.source.read(this.last, batchSize);
        for (const row of rows) this.send(row);
        if (rows.length === batchSize) this.isAsked = true;
      }
    } catch {
      // The next beat reads again.
    } finally {
      this.isReading = false;
    }
  }

  private send({ seq, type, data }: EventRow): void {
    if (this.isEnded) return;
    this.last = seq;
    this.write(`id: ${seq}\nevent: ${type}\ndata: ${data}\n\n`);
    if (LAST_EVENT_TYPES.includes(type as RunEventType)) this.end(); // a text of the list or not
  }

  private write(text: string): void {
    if (this.isEnded) return;
    this.source.response.write(text);
    if (this.source.response.writableLength > bufferedBytesMax) this.source.response.destroy();
  }
}
