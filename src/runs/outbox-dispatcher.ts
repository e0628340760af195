import { Injectable, Logger, type BeforeApplicationShutdown, type OnApplicationBootstrap } from '@nestjs/common';
import { once } from 'node:events';
import { setTimeout as delay } from 'node:timers/promises';
import { DatabaseConnection } from '../database/database-connection.js';
import { SYSTEM, WorkspaceDatabase } from '../database/workspace-database.js';
import type { Delivery } from './outbox.js';
import { RunCarrier } from './run-carrier.js';
import { endPendingRun } from './run-moves.js';

const pollIntervalMs = 1_000;
/** Entries taken at once: a bound on what is under way. */
const batchSize = 50;
/** How long an entry is ours to deliver. If we die in between, another process finds it again after this. */
const holdMs = 15_000;
const backoffMinMs = 1_000;
const backoffMaxMs = 30_000;

/**
 * Hands pending runs to the queue. Their entries were made in the same transaction as the run, so none is lost when a process dies in
 * between; one may be delivered twice, which a claim makes harmless.
 */
@Injectable()
export class OutboxDispatcher implements OnApplicationBootstrap, BeforeApplicationShutdown {
  private readonly logger = new Logger('outbox');
  private readonly stopped = new AbortController();
  private loop: Promise<void> = Promise.resolve();
  private nudge = new AbortController();
  private lastFault = '';

  constructor(
    private readonly database: WorkspaceDatabase,
    private readonly carrier: RunCarrier,
    private readonly connection: DatabaseConnection,
  ) {}

  onApplicationBootstrap(): void {
    this.loop = this.run();
  }

  async beforeApplicationShutdown(): Promise<void> {
    this.stopped.abort();
    this.wake();
    await this.loop;
  }

  /** There is something to deliver: does not wait for the next poll. Call it after the commit. */
  wake(): void {
    this.nudge.abort();
  }

  /** Delivers what is due. @returns whether there may be more */
  async deliverDue(): Promise<boolean> {
    const entries = await this.database.change<Entry>(SYSTEM, TAKE, [batchSize, holdMs]);
    await Promise.all(entries.map((entry) => this.deliver(entry)));
    return entries.length === batchSize;
  }

  private async run(): Promise<void> {
    await Promise.race([this.connection.opened, once(this.stopped.signal, 'abort')]);
    while (!this.stopped.signal.aborted) {
      this.nudge = new AbortController();
      if (await this.deliverDue().catch((error: unknown) => this.report(error))) continue;
      await delay(pollIntervalMs, undefined, { signal: this.nudge.signal, ref: false }).catch(() => undefined);
    }
  }

  private async deliver(entry: Entry): Promise<void> {
    const { run_id: runId, migration_id: migrationId, workspace_id: workspaceId, delivery_no: deliveryNo } = entry;
    try {
      await this.carrier.deliver({ runId, migrationId, workspaceId, deliveryNo });
      await this.database.change(SYSTEM, DROP, [entry.id]);
      this.lastFault = '';
    } catch (error) {
      this.report(error);
      await this.postpone(entry, { runId, migrationId, workspaceId, deliveryNo });
    }
  }

  private async postpone(entry: Entry, delivery: Delivery): Promise<void> {
    const { attemptsMax } = this.carrier;
    if (attemptsMax !== null && entry.attempts >= attemptsMax) return this.giveUp(delivery);
    const waitMs = Math.min(backoffMaxMs, backoffMinMs * 2 ** (entry.attempts - 1));
    // When this fails too, the entry is found again when its hold is over.
    await this.database.change(SYSTEM, POSTPONE, [entry.id, waitMs]).catch(() => undefined);
  }

  /** Only a run that nobody claimed meanwhile: the answer to a delivery may have been lost, not the delivery. */
  private async giveUp({ runId }: Delivery): Promise<void> {
    const error = { code: 'agents_unreachable', message: 'The agents did not answer. Ask the operator to look at them, then retry.' }; // prettier-ignore
    await this.database
      .transaction(SYSTEM, (manager) => endPendingRun(manager, runId, { status: 'failed', error }))
      .catch((fault: unknown) => this.report(fault));
  }

  /** The same fault again is not news. */
  private report(error: unknown): false {
    const text = error instanceof Error ? error.message : String(error);
    if (text !== this.lastFault) this.logger.warn({ msg: 'runs cannot be delivered yet', error: text });
    this.lastFault = text;
    return false;
  }
}

interface Entry {
  readonly id: string;
  readonly workspace_id: string;
  readonly migration_id: string;
  readonly run_id: string;
  readonly delivery_no: number;
  /** This one included. */
  readonly attempts: number;
}

const TAKE = {
  name: 'outbox_take',
  text: `UPDATE outbox SET attempts = attempts + 1, next_attempt_at = now() + $2 * interval '1 millisecond'
         WHERE id IN (SELECT id FROM outbox WHERE next_attempt_at <= now()
                      ORDER BY next_attempt_at, id LIMIT $1 FOR UPDATE SKIP LOCKED)
         RETURNING id, workspace_id, migration_id, run_id, delivery_no, attempts`,
};
const DROP = { name: 'outbox_drop', text: 'DELETE FROM outbox WHERE id = $1' };
const POSTPONE = {
  name: 'outbox_postpone',
  text: `UPDATE outbox SET next_attempt_at = now() + $2 * interval '1 millisecond' WHERE id = $1`,
};
