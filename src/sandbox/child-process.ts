import { spawn, type ChildProcess } from 'node:child_process';
import { Duplex, type Readable } from 'node:stream';
import { encodeFrame, FrameReader } from './frames.js';
import type { SandboxLimits } from './limits.js';
import { limitedCommand, nodeCommand, residentMb } from './process-walls.js';
import { childReply, type ChildRequest } from './protocol.js';
import { SandboxError, type SandboxErrorParts } from './sandbox-error.js';

/** How long a request may take, and what it means when it takes longer. */
export interface Patience {
  killAfterMs: number;
  onTimeout: SandboxErrorParts;
}

interface Pending {
  id: number;
  resolve: (result: unknown) => void;
  reject: (error: SandboxError) => void;
  timers: NodeJS.Timeout[];
}

/** UTF-8 needs up to three bytes for one UTF-16 unit; beside the rows a reply holds column names and an error text. */
const REPLY_BYTES_PER_CHAR = 3;
const REPLY_OVERHEAD_BYTES = 2 ** 22;
const MAX_REQUEST_BYTES = 2 ** 28;
/** What is kept of the child's stdout and stderr, for the internal text of a crash. */
const MAX_OUTPUT_CHARS = 4_000;
/** Share of the resident limit that JavaScript's heap may take. */
const HEAP_SHARE = 0.5;

/**
 * One child process seen from the parent, who trusts nothing it says: one request under way at a time, replies bounded
 * in bytes, matched by id and checked; time and memory watched while it works; SIGKILL as the only sanction.
 */
export class SandboxProcess {
  private readonly child: ChildProcess;
  private readonly pipe: Duplex;
  private readonly reader: FrameReader;
  private pending: Pending | undefined;
  private nextId = 1;
  private output = '';
  private end: SandboxError | undefined;
  private readonly exited: Promise<void>;

  constructor(
    childEntry: string,
    private readonly limits: SandboxLimits,
    writesFile: boolean,
  ) {
    const heapMb = Math.round(limits.rssMb * HEAP_SHARE);
    const { program, args } = limitedCommand(nodeCommand(childEntry, heapMb), limits, writesFile);
    // An empty environment but for the time zone, by which the binding prints TIMESTAMPTZ values.
    this.child = spawn(program, args, { env: { TZ: 'UTC' }, stdio: ['ignore', 'pipe', 'pipe', 'pipe'] });
    this.reader = new FrameReader(limits.resultMb * 2 ** 20 * REPLY_BYTES_PER_CHAR + REPLY_OVERHEAD_BYTES);
    this.pipe = duplexAt(this.child, 3);
    this.pipe.on('data', (chunk: Buffer) => this.receive(chunk));
    this.pipe.on('error', () => undefined); // the exit event tells the reason
    for (const stream of [this.child.stdout, this.child.stderr]) this.capture(stream);
    this.exited = new Promise((resolve) => {
      this.child.once('error', (cause) => resolve(this.finish(this.crash(String(cause)))));
      this.child.once('close', (code, signal) => resolve(this.finish(this.crash(`exit ${code ?? signal}`))));
    });
  }

  get alive(): boolean {
    return this.end === undefined;
  }

  /** Sends one request and waits for its reply. The caller sends no second one before the first is answered. */
  request(request: ChildRequest, patience: Patience): Promise<unknown> {
    if (this.end || this.pending) return Promise.reject(closed(this.end));
    const id = this.nextId++;
    const frame = requestFrame(id, request);
    if (!frame) return Promise.reject(tooLarge());
    return new Promise((resolve, reject) => {
      const kill = setTimeout(() => this.destroy(new SandboxError(patience.onTimeout)), patience.killAfterMs);
      const watch = setInterval(() => this.watchMemory(), this.limits.watchIntervalMs);
      this.pending = { id, resolve, reject, timers: [kill, watch] };
      this.pipe.write(frame);
    });
  }

  /** Kills the process at once and waits until it is gone. */
  async kill(): Promise<void> {
    this.destroy(closed());
    await this.exited;
  }

  private receive(chunk: Buffer): void {
    if (this.end) return;
    try {
      for (const message of this.reader.push(chunk)) this.settle(JSON.parse(message));
    } catch (cause) {
      this.destroy(this.crash(`protocol: ${String(cause).slice(0, 1_000)}`));
    }
  }

  private settle(message: unknown): void {
    const reply = childReply.parse(message);
    const pending = this.pending;
    if (!pending || pending.id !== reply.id) throw new RangeError(`a reply to request ${reply.id}`);
    this.clearPending();
    if (reply.ok) pending.resolve(reply.result);
    else pending.reject(new SandboxError(reply.error));
  }

  private clearPending(): void {
    for (const timer of this.pending?.timers ?? []) clearTimeout(timer);
    this.pending = undefined;
  }

  private watchMemory(): void {
    const usedMb = this.child.pid === undefined ? undefined : residentMb(this.child.pid);
    if (usedMb === undefined || usedMb <= this.limits.rssMb) return;
    this.destroy(outOfMemory(`The statement used more than ${this.limits.rssMb} MB of memory and was stopped.`));
  }

  /** Ends the process for a reason, which whoever waits is told. Only the first reason counts. */
  private destroy(reason: SandboxError): void {
    this.finish(reason);
    this.child.kill('SIGKILL');
    this.pipe.destroy();
  }

  private finish(reason: SandboxError): void {
    this.end ??= reason;
    this.end.sandboxAlive = false;
    const pending = this.pending;
    this.clearPending();
    pending?.reject(this.end);
  }

  /** An abort for want of memory (V8, C++ or the address space limit) is a limit; any other end is a crash. */
  private crash(how: string): SandboxError {
    const internalText = `sandbox child ended: ${how}; output ${JSON.stringify(this.output)}`;
    if (/out of memory|bad_alloc|allocation failed/i.test(this.output))
      return outOfMemory('The statement used more memory than the sandbox may have.', internalText);
    const publicText = 'The sandbox ended unexpectedly. Run again; if it happens again, report the statement.';
    return new SandboxError({ code: 'sandbox_crashed', publicText, internalText });
  }

  private capture(stream: Readable | null): void {
    stream?.on('data', (chunk: Buffer) => {
      this.output = (this.output + chunk.toString('latin1')).slice(-MAX_OUTPUT_CHARS);
    });
  }
}

function duplexAt(child: ChildProcess, fd: number): Duplex {
  const stream = child.stdio[fd];
  if (stream instanceof Duplex) return stream;
  throw new SandboxError({ code: 'sandbox_crashed', publicText: 'The sandbox process could not be started.' });
}

function outOfMemory(publicText: string, internalText?: string): SandboxError {
  return new SandboxError({ code: 'sql_resource_limit', resource: 'memory', publicText, internalText });
}

function closed(cause?: SandboxError): SandboxError {
  const error = new SandboxError({
    code: 'sandbox_closed',
    publicText: 'The sandbox is closed. Open a new one.',
    cause,
  });
  error.sandboxAlive = false;
  return error;
}

/** The bytes of a request; undefined when they, or the text they are made of, are too many. */
function requestFrame(id: number, request: ChildRequest): Buffer | undefined {
  try {
    const frame = encodeFrame(JSON.stringify({ id, request }));
    return frame.length > MAX_REQUEST_BYTES ? undefined : frame;
  } catch (thrown) {
    if (thrown instanceof RangeError) return undefined; // longer than V8 lets a string be
    throw thrown;
  }
}

function tooLarge(): SandboxError {
  const publicText = `The request is larger than ${MAX_REQUEST_BYTES / 2 ** 20} MB. Send it in smaller batches.`;
  return new SandboxError({ code: 'sandbox_refused', publicText });
}
