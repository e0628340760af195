import { Logger } from '@nestjs/common';
import { setTimeout as delay } from 'node:timers/promises';
import { AppError } from '../common/app-error.js';
import { SYSTEM, type WorkspaceDatabase } from '../database/workspace-database.js';
import type { Claim } from '../runs/run-claims.js';
import type { RunFeed } from '../runs/run-feed.js';
import { LeaseLost, type RunTransaction, type RunTransactions } from '../runs/run-transaction.js';
import { readResults } from './read-results.js';
import { RunProcess, type ProcessEnd } from './run-process.js';
import { laySource } from './run-source.js';
import { RunWriter } from './run-writer.js';
import { WorkFolder } from './work-folder.js';
import type { WorkerSettings } from './worker-settings.js';

/** Between two attempts to write how a run ended, while the database is away. */
const settleRetryMs = 2_000;

/** What a session needs of the worker. */
export interface SessionParts {
  readonly settings: WorkerSettings;
  readonly database: WorkspaceDatabase;
  readonly transactions: RunTransactions;
  readonly feed: RunFeed;
}

/** Why work ends before the child has ended by itself. */
type StopReason = 'cancel' | 'shutdown' | 'lease_lost';

/** The work of this process on one claimed run, from its work folder to its end. */
export class RunSession {
  private readonly logger = new Logger('worker');
  private readonly folder: WorkFolder;
  private readonly writer: RunWriter;
  private readonly over = new AbortController();
  private process: RunProcess | undefined;
  private reason: StopReason | undefined;

  constructor(
    private readonly parts: SessionParts,
    readonly claim: Claim,
  ) {
    this.folder = new WorkFolder(parts.settings.runsFolder, claim.runId, claim.epoch);
    this.writer = new RunWriter(parts.transactions, claim, this.folder);
  }

  /** Works until the run ended, was given back, or is somebody else's. Never rejects: what goes wrong is written into the run. */
  async work(): Promise<void> {
    const beat = this.keepLease();
    const unsubscribe = this.parts.feed.onCancel(this.claim.runId, () => void this.renew());
    try {
      await this.settle(await this.runChild());
    } finally {
      unsubscribe();
      this.over.abort();
      await beat;
      await this.clear();
    }
  }

  /** Ends the work and gives the run back. Resolves when the child is gone; `work` resolves a little later. */
  async stop(reason: StopReason): Promise<void> {
    this.reason ??= reason;
    await this.process?.stop();
  }

  private async runChild(): Promise<ProcessEnd> {
    try {
      await this.folder.make();
      const source = await this.parts.database.transaction(SYSTEM, (manager) =>
        laySource(manager, this.claim, this.folder),
      );
      this.writer.knows(source.storedValues);
      if (this.reason) return { kind: 'stopped' };
      this.process = new RunProcess(this.parts.settings.child, source.start, this.folder.temporaryPath, (message) =>
        this.writer.write(message),
      );
      return await this.process.ended;
    } catch (error) {
      if (error instanceof LeaseLost) this.reason = 'lease_lost';
      // Ours is an answer; anything else is an accident, after which it is tried again.
      return error instanceof AppError ? failureOf(error) : { kind: 'crashed', how: String(error) };
    }
  }

  /** Writes how the work ended; goes on trying while the database is away, as nobody else can know it. */
  private async settle(end: ProcessEnd): Promise<void> {
    if (end.kind === 'failed' || end.kind === 'crashed') this.report(end);
    while (this.reason !== 'lease_lost') {
      try {
        await this.writer.transact((run) => this.end(run, end));
        return;
      } catch (error) {
        if (error instanceof LeaseLost) return;
        this.logger.error({
          msg: 'the end of a run could not be written',
          run_id: this.claim.runId,
          error: String(error),
        });
        if (this.reason === 'shutdown') return; // the lease runs out
        if (end.kind === 'done') end = failureOf(error);
        await delay(settleRetryMs);
      }
    }
  }

  /** One of the ends of a run, by what happened. A cancel that comes too late for a finished run is still a cancel. */
  private async end(run: RunTransaction, end: ProcessEnd): Promise<void> {
    if (run.row.isCancelRequested || this.reason === 'cancel') return run.cancel();
    switch (end.kind) {
      case 'done':
        return run.complete(readResults(this.folder, end));
      case 'failed':
        return run.fail({ code: end.code, message: end.message });
      case 'stopped':
        return run.giveBack({ counts: false });
      case 'crashed':
        return run.giveBack({ counts: true });
    }
  }

  /** Renews until the session is over. A lease that could not be renewed in time is lost: the work stops by itself. */
  private async keepLease(): Promise<void> {
    const { renewIntervalMs } = this.parts.settings;
    const { signal } = this.over;
    while (!signal.aborted) {
      await delay(renewIntervalMs, undefined, { signal, ref: false }).catch(() => undefined);
      if (!signal.aborted) await this.renew();
    }
  }

  private renewedAtMs = performance.now();

  private async renew(): Promise<void> {
    const { leaseMs } = this.parts.settings;
    const askedAtMs = performance.now();
    try {
      const { isCancelRequested } = await this.parts.transactions.renew(this.claim.runId, this.claim.epoch, leaseMs);
      this.renewedAtMs = askedAtMs;
      if (isCancelRequested) await this.stop('cancel');
    } catch (error) {
      const isLost = error instanceof LeaseLost || performance.now() - this.renewedAtMs > leaseMs;
      if (this.over.signal.aborted) return;
      this.logger.warn({ msg: isLost ? 'lease_lost' : 'a lease could not be renewed yet', run_id: this.claim.runId });
      if (isLost) await this.stop('lease_lost');
    }
  }

  private report(end: Extract<ProcessEnd, { kind: 'failed' | 'crashed' }>): void {
    const why = end.kind === 'failed' ? `${end.code}: ${end.internal}` : end.how;
    this.logger.error({ msg: `a run ${end.kind}`, run_id: this.claim.runId, why });
  }

  private async clear(): Promise<void> {
    await this.folder.remove().catch((error: unknown) => this.logger.warn({ msg: 'a work folder stays', error: String(error) })); // prettier-ignore
  }
}

/** Ours say what to do; of others only that it failed, for their texts may hold anything. */
function failureOf(error: unknown): Extract<ProcessEnd, { kind: 'failed' }> {
  if (error instanceof AppError)
    return { kind: 'failed', code: error.code, message: error.publicText, internal: error.internalText };
  const internal = error instanceof Error ? (error.stack ?? error.message) : String(error);
  return { kind: 'failed', code: 'internal_error', message: 'The work on this run failed on our side. Retry it; if it fails again, tell the operator.', internal }; // prettier-ignore
}
