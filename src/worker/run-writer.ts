import { setTimeout as delay } from 'node:timers/promises';
import { AppError } from '../common/app-error.js';
import type { Claim } from '../runs/run-claims.js';
import type { RunTransaction, RunTransactions } from '../runs/run-transaction.js';
import type { ChildMessage } from './child-protocol.js';
import type { WorkFolder } from './work-folder.js';

/** Waits before a write is tried again, together shorter than a lease: a database that restarts is back by then. */
const retryDelaysMs = [200, 500, 1_000, 2_000, 4_000, 8_000];

const HASH = /\b[0-9a-f]{64}\b/g;

/** Writes what the child of one run tells, at the epoch of its claim. */
export class RunWriter {
  /** Hashes of values that are in the database. */
  private readonly stored = new Set<string>();

  constructor(
    private readonly transactions: RunTransactions,
    private readonly claim: Claim,
    private readonly folder: WorkFolder,
  ) {}

  /** Values that an earlier worker stored for this run. */
  knows(hashes: Iterable<string>): void {
    for (const hash of hashes) this.stored.add(hash);
  }

  /** One transaction; tried again while the database is away. @throws LeaseLost at once */
  async transact(work: (run: RunTransaction) => Promise<unknown>): Promise<void> {
    for (let attempt = 0; ; attempt++) {
      try {
        await this.transactions.run(this.claim.runId, this.claim.epoch, work);
        return;
      } catch (error) {
        const delayMs = retryDelaysMs[attempt];
        // Ours are answers, not accidents.
        if (error instanceof AppError || delayMs === undefined) throw error;
        await delay(delayMs);
      }
    }
  }

  async write(message: ChildMessage): Promise<void> {
    switch (message.type) {
      case 'step':
        return this.transact(async (run) => {
          await run.setPhase(message.phase);
          await run.startStep(message.agent, message.phase);
        });
      case 'step_done':
        return this.transact((run) => run.endStep({ status: 'completed' }));
      case 'progress':
        return this.transact((run) => run.setProgress(message.run, message.step));
      case 'checkpoint':
        return this.withValues(message.checkpoint.checkpoint, (run) => run.putCheckpoint(message.checkpoint));
      case 'writes':
        return this.withValues(message.writes.writes, (run) => run.putCheckpointWrites(message.writes));
      case 'done':
      case 'failed':
        return;
    }
  }

  /** Stores the values that a state names before the state itself, in one transaction. */
  private async withValues(state: unknown, work: (run: RunTransaction) => Promise<void>): Promise<void> {
    const named = new Set(JSON.stringify(state).match(HASH) ?? []);
    const fresh = [...named].filter((hash) => !this.stored.has(hash));
    await this.transact(async (run) => {
      for (const hash of fresh) {
        const bytes = await this.folder.value(hash);
        if (bytes) await run.putStateValue(bytes);
      }
      await work(run);
    });
    for (const hash of fresh) this.stored.add(hash);
  }
}
