import { fork, type ChildProcess } from 'node:child_process';
import type { Readable } from 'node:stream';
import { AppError } from '../common/app-error.js';
import {
  childMessageSchema,
  isSmallEnough,
  type ChildMessage,
  type ParentMessage,
  type StartMessage,
} from './child-protocol.js';
import { processesBelow } from './process-tree.js';

/** A child that was asked to end has this long before it is killed. */
const graceMs = 1_000;
/** What is kept of the child's output, for the log. */
const outputCharsMax = 4_000;
/** Messages of the child that wait to be written; it sends few that it does not wait for. */
const queuedMax = 100;

export interface ChildProgram {
  readonly entry: string;
  readonly heapMb: number;
}

/** How the work ended. */
export type ProcessEnd =
  | { readonly kind: 'done'; readonly successRate: number; readonly provedRate: number }
  | { readonly kind: 'failed'; readonly code: string; readonly message: string; readonly internal: string }
  | { readonly kind: 'stopped' }
  | { readonly kind: 'crashed'; readonly how: string };

/** Writes what a message tells. The child goes on when it resolves; when it rejects, the child is stopped. */
export type MessageWriter = (message: ChildMessage) => Promise<void>;

/**
 * The child process of one run, seen from the worker. It leads a process group of its own, so that whatever it started ends with it.
 * Its environment holds no secret: no address of a database, no key.
 */
export class RunProcess {
  /** Never rejects but with what the writer threw. Resolves when no process of the group is left and everything said is written. */
  readonly ended: Promise<ProcessEnd>;
  private readonly child: ChildProcess;
  private readonly exited: Promise<string>;
  private writing: Promise<void> = Promise.resolve();
  private queued = 0;
  private end: ProcessEnd | undefined;
  private fault: { readonly error: unknown } | undefined;
  private output = '';

  constructor(
    program: ChildProgram,
    start: StartMessage,
    temporaryFolder: string,
    private readonly write: MessageWriter,
  ) {
    this.child = fork(program.entry, [String(process.pid)], {
      cwd: start.workFolder,
      // A user that is only a number has no home but the one that is named, and a library of the agents asks for it.
      env: { TZ: 'UTC', TMPDIR: temporaryFolder, HOME: temporaryFolder, NODE_ENV: 'production' },
      execArgv: [`--max-old-space-size=${program.heapMb}`, '--no-warnings'],
      stdio: ['ignore', 'pipe', 'pipe', 'ipc'],
      detached: true,
    });
    for (const stream of [this.child.stdout, this.child.stderr]) this.capture(stream);
    this.child.on('message', (message) => this.receive(message));
    this.exited = new Promise((resolve) => {
      this.child.once('error', (error) => resolve(String(error)));
      this.child.once('exit', (code, signal) => resolve(`exit ${code ?? signal}`));
    });
    this.ended = this.whenEnded();
    this.ended.catch(() => undefined); // whoever started it looks at it later
    this.send(start);
  }

  /** Ends the work: asks, then kills. What it started ends with it. Resolves when nothing of it is left. */
  async stop(): Promise<void> {
    this.end ??= { kind: 'stopped' };
    this.child.kill('SIGTERM');
    const timer = setTimeout(() => this.killAll(), graceMs);
    await this.exited;
    clearTimeout(timer);
  }

  private async whenEnded(): Promise<ProcessEnd> {
    const how = await this.exited;
    this.killAll();
    await this.writing;
    if (this.fault) throw this.fault.error;
    return this.end ?? { kind: 'crashed', how: `${how}; output ${JSON.stringify(this.output)}` };
  }

  /** Messages are written one after the other, in the order in which they were sent. */
  private receive(message: unknown): void {
    if (this.end || this.fault) return;
    const parsed = childMessageSchema.safeParse(message);
    if (!parsed.success) return this.refuse(`not a message: ${parsed.error.message}`);
    if (!isSmallEnough(parsed.data)) return this.refuse('the state of the graph is too large');
    if (++this.queued > queuedMax) return this.refuse('too many messages');
    this.writing = this.writing.then(() => this.handle(parsed.data));
  }

  private async handle(message: ChildMessage): Promise<void> {
    this.queued--;
    if (this.end || this.fault) return;
    if (message.type === 'done')
      this.end = { kind: 'done', successRate: message.successRate, provedRate: message.provedRate };
    else if (message.type === 'failed')
      this.end = { kind: 'failed', code: message.code, message: message.message, internal: message.internal }; // prettier-ignore
    else await this.write(message).catch((error: unknown) => this.giveUp(error));
    this.send({ type: 'ack', id: message.id });
  }

  private refuse(why: string): void {
    this.giveUp(
      new AppError('internal_error', 'The work on this run failed.', `child protocol: ${why.slice(0, 1_000)}`),
    );
  }

  private giveUp(error: unknown): void {
    this.fault ??= { error };
    void this.stop();
  }

  private send(message: ParentMessage): void {
    // A child that is gone needs no answer; its exit tells.
    if (this.child.connected) this.child.send(message, () => undefined);
  }

  /** The group, whose id is the child's own, and what left it. */
  private killAll(): void {
    const { pid } = this.child;
    if (pid === undefined) return;
    for (const target of [...processesBelow(pid), -pid])
      try {
        process.kill(target, 'SIGKILL');
      } catch {
        // Nobody is left there.
      }
  }

  private capture(stream: Readable | null): void {
    stream?.on('data', (chunk: Buffer) => {
      this.output = (this.output + chunk.toString('utf8')).slice(-outputCharsMax);
    });
  }
}
