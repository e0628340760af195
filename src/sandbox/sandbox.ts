import { copyFile } from 'node:fs/promises';
import { resolve } from 'node:path';
import { childEntryPath } from './child-entry.js';
import { SandboxProcess, type Patience } from './child-process.js';
import { withDefaultLimits, type SandboxLimits } from './limits.js';
import {
  runResult,
  type ChildRequest,
  type RunResult,
  type SandboxWalls,
  type SqlValue,
  type TableName,
} from './protocol.js';
import { SandboxError } from './sandbox-error.js';

/*
 * The sandbox: a throw-away child process that holds one DuckDB database. Every piece of SQL and Jinja that a model, a
 * compiler or a user wrote runs here and never in the process that serves users or runs agents.
 *
 *   parent (trusted)                               child (hostile once it has run anything)
 *   sandbox.ts        requests, one at a time  ->  child.ts, child-service.ts
 *   child-process.ts  spawn, watch, SIGKILL    <-  duckdb/   settings, statements, rows
 *   process-walls.ts  prlimit, resident memory     gate/     which statements may run
 *              \___ protocol.ts, frames.ts, sandbox-error.ts, limits.ts: both sides ___/
 *
 * The walls, from the inside out; each is tested with the others taken away as far as that is possible:
 * 1. gate/: an allow-list of statement kinds (by DuckDB's own parser), openings and functions;
 * 2. duckdb/locked-database.ts: no external access, no extensions, no spilling, configuration locked, all read back;
 * 3. an interrupt at the time-out, row and size limits on results;
 * 4. prlimit: address space, written file size, no core; Node's permission model: no files written, no processes, no
 *    code from strings; an empty environment; stdout and stderr never passed on;
 * 5. time and resident memory watched from outside, SIGKILL. DuckDB's `memory_limit` and `interrupt()` are not walls: one
 *    `repeat('a', 2e9)` takes 4 GB under a limit of 256 MB, and ignores the interrupt for half a minute.
 * Without Linux's /proc and prlimit (macOS, Windows) walls 1 to 3 and the time of wall 5 remain.
 *
 * Opening one costs about half a second, a statement about a millisecond: open one per test phase, not per statement.
 */

export interface SandboxOptions {
  /** The one database file of the child, created when missing; its folder must exist. Default: in memory. */
  databasePath?: string;
  limits?: Partial<SandboxLimits>;
  /** The compiled entry point of the child; default: the product's own. */
  childEntry?: string;
  /** Tests only: takes a wall away, to show that the others hold. */
  walls?: Partial<SandboxWalls>;
}

export interface RunOptions {
  /** Values of `$1`, `$2`, ... */
  params?: SqlValue[];
  /** Rows to return at most; `truncated` tells whether there were more. */
  rowLimit?: number;
  timeoutMs?: number;
}

/** A result, labelled with the only engine that it says anything about. */
export interface QueryResult extends RunResult {
  validatedOn: 'duckdb';
}

/** An open sandbox. Requests are served in the order they were made. Every method throws {@link SandboxError}. */
export interface Sandbox {
  /** The DuckDB settings of the child, as read back after they were locked. */
  readonly settings: Readonly<Record<string, string>>;
  /** False once closed, killed or crashed: open a new one then. */
  readonly alive: boolean;
  /** Runs one statement and returns its rows. */
  run(sql: string, options?: RunOptions): Promise<QueryResult>;
  /** Runs scripts in order for their effect; `timeoutMs` is for all of them. Stops at the first error (`statementIndex`). */
  exec(statements: readonly string[], options?: Pick<RunOptions, 'timeoutMs'>): Promise<void>;
  /**
   * Adds a batch of rows to a table, all or nothing; returns how many. Text is cast to the column's type.
   * Both processes hold the whole batch, so send some 10,000 rows at a time; over 256 MB it is refused.
   */
  loadRows(
    table: TableName,
    columns: readonly string[],
    rows: readonly (readonly SqlValue[])[],
    options?: Pick<RunOptions, 'timeoutMs'>,
  ): Promise<number>;
  /** Writes everything to the database file and, when another path is named, copies the file there. */
  save(path?: string): Promise<void>;
  /** Asks a handler that runs in the child, such as `jinja.render`. The caller checks the answer: the child may lie. */
  call(handlerName: string, payload: unknown, options?: Pick<RunOptions, 'timeoutMs'>): Promise<unknown>;
  /** Closes the database in good order and ends the process. Harmless when already closed. */
  close(): Promise<void>;
  /** Ends the process at once. */
  kill(): Promise<void>;
}

const IN_MEMORY = ':memory:';

/** Starts a child process, opens and locks its database. @throws SandboxError */
export async function openSandbox(options: SandboxOptions = {}): Promise<Sandbox> {
  const databasePath = options.databasePath === undefined ? IN_MEMORY : resolve(options.databasePath);
  const limits = withDefaultLimits(options.limits);
  const child = new SandboxProcess(options.childEntry ?? childEntryPath(), limits, databasePath !== IN_MEMORY);
  try {
    const { memoryMb, threads, resultMb } = limits;
    const walls = { allowList: true, locks: true, ...options.walls };
    const request: ChildRequest = { op: 'open', databasePath, memoryMb, threads, resultMb, walls };
    const settings = settingsOf(await child.request(request, lifecyclePatience(limits, 'open')));
    return new ChildSandbox(child, databasePath, limits, settings);
  } catch (thrown) {
    await child.kill();
    throw thrown;
  }
}

class ChildSandbox implements Sandbox {
  /** Settles when the request before is answered, whatever its answer. */
  private tail: Promise<unknown> = Promise.resolve();

  constructor(
    private readonly child: SandboxProcess,
    private readonly databasePath: string,
    private readonly limits: SandboxLimits,
    readonly settings: Readonly<Record<string, string>>,
  ) {}

  get alive(): boolean {
    return this.child.alive;
  }

  async run(sql: string, options: RunOptions = {}): Promise<QueryResult> {
    const { params = [], rowLimit = this.limits.rowLimit, timeoutMs = this.limits.statementTimeoutMs } = options;
    const reply = await this.send({ op: 'run', sql, params, rowLimit, timeoutMs }, this.statementPatience(timeoutMs));
    return { ...(await this.checked(reply)), validatedOn: 'duckdb' };
  }

  async exec(statements: readonly string[], options: Pick<RunOptions, 'timeoutMs'> = {}): Promise<void> {
    const { timeoutMs = this.limits.statementTimeoutMs } = options;
    await this.send({ op: 'exec', statements: [...statements], timeoutMs }, this.statementPatience(timeoutMs));
  }

  async loadRows(
    table: TableName,
    columns: readonly string[],
    rows: readonly (readonly SqlValue[])[],
    options: Pick<RunOptions, 'timeoutMs'> = {},
  ): Promise<number> {
    const { timeoutMs = this.limits.statementTimeoutMs } = options;
    const request: ChildRequest = { op: 'load', table, columns: [...columns], rows: [...rows] };
    await this.send(request, this.statementPatience(timeoutMs));
    return rows.length;
  }

  async save(path: string = this.databasePath): Promise<void> {
    if (this.databasePath === IN_MEMORY) throw refused('A sandbox in memory has no file to save. Open it with a path.');
    await this.send({ op: 'checkpoint' }, lifecyclePatience(this.limits, 'save'));
    if (resolve(path) !== this.databasePath) await copyFile(this.databasePath, path);
  }

  call(handlerName: string, payload: unknown, options: Pick<RunOptions, 'timeoutMs'> = {}): Promise<unknown> {
    const { timeoutMs = this.limits.statementTimeoutMs } = options;
    const publicText = `${handlerName} took longer than ${timeoutMs} ms and was stopped.`;
    const patience: Patience = { killAfterMs: timeoutMs, onTimeout: { code: 'sandbox_timeout', publicText } };
    return this.send({ op: 'call', handler: handlerName, payload }, patience);
  }

  async close(): Promise<void> {
    try {
      if (this.alive) await this.send({ op: 'close' }, lifecyclePatience(this.limits, 'close'));
    } finally {
      await this.child.kill();
    }
  }

  kill(): Promise<void> {
    return this.child.kill();
  }

  private send(request: ChildRequest, patience: Patience): Promise<unknown> {
    const reply = this.tail.then(() => this.child.request(request, patience));
    this.tail = reply.catch(() => undefined);
    return reply;
  }

  private statementPatience(timeoutMs: number): Patience {
    const publicText = `The statement took longer than ${timeoutMs} ms and was stopped.`;
    return {
      killAfterMs: timeoutMs + this.limits.graceMs,
      onTimeout: { code: 'sql_resource_limit', resource: 'time', publicText },
    };
  }

  /** A reply that is not a table means a child that is no longer ours. */
  private async checked(reply: unknown): Promise<RunResult> {
    const parsed = runResult.safeParse(reply);
    if (parsed.success) return parsed.data;
    await this.child.kill();
    const publicText = 'The sandbox gave an answer that cannot be read. Run again in a new one.';
    const error = new SandboxError({
      code: 'sandbox_crashed',
      publicText,
      internalText: parsed.error.message.slice(0, 1_000),
    });
    error.sandboxAlive = false;
    throw error;
  }
}

function settingsOf(reply: unknown): Record<string, string> {
  const entries = typeof reply === 'object' && reply !== null ? Object.entries(reply) : [];
  return Object.fromEntries(entries.map(([name, value]) => [name, String(value)]));
}

function lifecyclePatience({ lifecycleTimeoutMs }: SandboxLimits, what: string): Patience {
  const publicText = `The sandbox did not ${what} within ${lifecycleTimeoutMs} ms.`;
  return { killAfterMs: lifecycleTimeoutMs, onTimeout: { code: 'sandbox_timeout', publicText } };
}

function refused(publicText: string): SandboxError {
  return new SandboxError({ code: 'sandbox_refused', publicText });
}
