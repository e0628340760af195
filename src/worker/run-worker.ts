import { Injectable, Logger, type BeforeApplicationShutdown } from '@nestjs/common';
import { setTimeout as delay } from 'node:timers/promises';
import { SYSTEM, WorkspaceDatabase } from '../database/workspace-database.js';
import { RunClaims } from '../runs/run-claims.js';
import { RunFeed } from '../runs/run-feed.js';
import { redeliver } from '../runs/run-moves.js';
import { RunTransactions } from '../runs/run-transaction.js';
import { RunSession } from './run-session.js';
import { WorkerSettings } from './worker-settings.js';

/** Runs that wait in this process for their turn. */
const waitingMax = 1_000;
const retryDelayMs = 2_000;

/** Works on runs, a bounded number at a time, and gives back what it holds when it must stop. */
@Injectable()
export class RunWorker implements BeforeApplicationShutdown {
  private readonly logger = new Logger('worker');
  private readonly sessions = new Set<RunSession>();
  private readonly atWork = new Set<Promise<void>>();
  private readonly waiting: (() => void)[] = [];
  private busy = 0;
  private isStopping = false;

  constructor(
    private readonly settings: WorkerSettings,
    private readonly database: WorkspaceDatabase,
    private readonly claims: RunClaims,
    private readonly transactions: RunTransactions,
    private readonly feed: RunFeed,
  ) {}

  /**
   * Works on a run whose id was delivered. Resolves when there is nothing more to do about it here: it ended, was given back, is
   * somebody else's, or is not pending. @throws the error of a database that is away: the id must be delivered again
   */
  run(runId: string): Promise<void> {
    const work = this.inTurn(runId);
    this.atWork.add(work);
    return work.finally(() => this.atWork.delete(work));
  }

  /** Like `run`, for ids that nobody delivers again: goes on trying while the database is away. Never rejects. */
  async take(runId: string): Promise<void> {
    while (true) {
      try {
        return await this.run(runId);
      } catch (error) {
        this.logger.warn({ msg: 'a run cannot be claimed yet', run_id: runId, error: String(error) });
        if (this.isStopping) return;
        await delay(retryDelayMs, undefined, { ref: false });
      }
    }
  }

  /** No more should be taken now. */
  get isFull(): boolean {
    return this.isStopping || this.waiting.length >= waitingMax;
  }

  /** Stops what is at work and gives it back; what still waits is handed to others. */
  async beforeApplicationShutdown(): Promise<void> {
    this.isStopping = true;
    for (const wake of this.waiting.splice(0)) wake();
    await Promise.allSettled([...this.sessions].map((session) => session.stop('shutdown')));
    await Promise.allSettled(this.atWork);
  }

  private async inTurn(runId: string): Promise<void> {
    while (!this.isStopping && this.busy >= this.settings.concurrency)
      await new Promise<void>((resolve) => this.waiting.push(resolve));
    if (this.isStopping) return this.handOn(runId);
    this.busy++;
    try {
      await this.work(runId);
    } finally {
      this.busy--;
      this.waiting.shift()?.();
    }
  }

  private async work(runId: string): Promise<void> {
    const claim = await this.claims.claim(runId, this.settings);
    if (!claim) return;
    this.logger.log({ msg: 'a run was claimed', run_id: runId, epoch: claim.epoch });
    const { settings, database, transactions, feed } = this;
    const session = new RunSession({ settings, database, transactions, feed }, claim);
    this.sessions.add(session);
    try {
      if (this.isStopping) void session.stop('shutdown');
      await session.work();
    } finally {
      this.sessions.delete(session);
    }
  }

  /** The queue believes that we took it: it must be delivered anew. */
  private async handOn(runId: string): Promise<void> {
    await this.database.transaction(SYSTEM, (manager) => redeliver(manager, runId));
  }
}
