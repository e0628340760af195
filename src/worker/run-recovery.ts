import { Injectable, Logger, type OnApplicationBootstrap } from '@nestjs/common';
import { rmSync } from 'node:fs';
import { DatabaseConnection } from '../database/database-connection.js';
import { SYSTEM, WorkspaceDatabase } from '../database/workspace-database.js';
import { redeliver } from '../runs/run-moves.js';
import { LeaseLost, RunTransactions } from '../runs/run-transaction.js';
import { WorkFolder } from './work-folder.js';
import { WorkerSettings } from './worker-settings.js';

/**
 * For a process that is alone (queue and workers are in it): what was at work when it was killed is given back at its start, and what
 * waited in its memory is delivered anew. Such a start counts, so that a run that kills the process is given up after a few.
 */
@Injectable()
export class RunRecovery implements OnApplicationBootstrap {
  private readonly logger = new Logger('recovery');

  constructor(
    private readonly settings: WorkerSettings,
    private readonly connection: DatabaseConnection,
    private readonly database: WorkspaceDatabase,
    private readonly transactions: RunTransactions,
  ) {}

  onApplicationBootstrap(): void {
    // Before anything can be claimed: later a folder may be that of a run at work.
    rmSync(this.settings.runsFolder, { recursive: true, force: true });
    void this.whenOpen();
  }

  /** @returns how many runs were taken up again */
  async recover(): Promise<number> {
    const lost = await this.database.query<LostRun>(SYSTEM, LOST, [this.settings.owner]);
    for (const { id, lease_epoch: epoch } of lost) {
      await new WorkFolder(this.settings.runsFolder, id, epoch).remove();
      await this.transactions
        .run(id, epoch, (run) => (run.row.isCancelRequested ? run.cancel() : run.giveBack({ counts: true })))
        .catch(ignoreLost);
    }
    const waiting = await this.database.query<{ id: string }>(SYSTEM, UNDELIVERED, []);
    for (const { id } of waiting) await this.database.transaction(SYSTEM, (manager) => redeliver(manager, id));
    return lost.length + waiting.length;
  }

  private async whenOpen(): Promise<void> {
    try {
      await this.connection.opened;
      const count = await this.recover();
      if (count > 0) this.logger.log({ msg: 'runs of an earlier process go on', count });
    } catch (error) {
      this.logger.error({ msg: 'runs of an earlier process could not be taken up', error: String(error) });
    }
  }
}

function ignoreLost(error: unknown): void {
  if (!(error instanceof LeaseLost)) throw error;
}

interface LostRun {
  readonly id: string;
  readonly lease_epoch: number;
}

const LOST = {
  name: 'runs_lost',
  text: `SELECT id, lease_epoch FROM runs WHERE status = 'running' AND lease_owner IS DISTINCT FROM $1`,
};
const UNDELIVERED = {
  name: 'runs_undelivered',
  text: `SELECT id FROM runs r WHERE status = 'pending'
         AND NOT EXISTS (SELECT FROM outbox o WHERE o.run_id = r.id)`,
};
