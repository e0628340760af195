import { Injectable, Logger, type OnApplicationBootstrap, type OnApplicationShutdown } from '@nestjs/common';
import { Settings } from '../config/settings.js';
import { SYSTEM, WorkspaceDatabase } from '../database/workspace-database.js';
import { expiryRules, type ExpiryRule } from './expiry-rules.js';

const intervalMs = 60 * 60 * 1000;
/** The first sweep comes this long after the start at most, at a moment of its own in each process. */
const firstDelayMaxMs = 5 * 60 * 1000;
/** Small transactions: nobody waits long for a row of theirs. */
const batchRows = 5_000;
const batchesMax = 200;

/** Drops what is past its time, every hour, in one process at a time. */
@Injectable()
export class Retention implements OnApplicationBootstrap, OnApplicationShutdown {
  private readonly logger = new Logger('retention');
  private readonly rules: readonly ExpiryRule[];
  private timer: NodeJS.Timeout | undefined;
  private isStopped = false;

  constructor(
    { usageRetentionDays }: Settings,
    private readonly database: WorkspaceDatabase,
  ) {
    this.rules = expiryRules(usageRetentionDays);
  }

  onApplicationBootstrap(): void {
    this.plan(Math.random() * firstDelayMaxMs);
  }

  onApplicationShutdown(): void {
    this.isStopped = true;
    clearTimeout(this.timer);
  }

  /** @returns rows dropped, per table; nothing where another process is at it */
  async sweep(nowMs = Date.now()): Promise<Record<string, number>> {
    const dropped: Record<string, number> = {};
    for (const rule of this.rules) {
      let [rows, batches] = [batchRows, 0];
      while (rows === batchRows && batches++ < batchesMax && !this.isStopped) {
        rows = await this.drop(rule, rule.value(nowMs));
        dropped[rule.table] = (dropped[rule.table] ?? 0) + rows;
      }
    }
    return dropped;
  }

  private drop({ table, key, past }: ExpiryRule, value: string | Date): Promise<number> {
    return this.database.transaction(SYSTEM, async (manager) => {
      const [lock]: { mine: boolean }[] = await manager.query(`SELECT pg_try_advisory_xact_lock(hashtext('retention')) AS mine`); // prettier-ignore
      if (!lock?.mine) return 0;
      const [, rows]: [unknown, number] = await manager.query(
        `DELETE FROM ${table} WHERE (${key}) IN (SELECT ${key} FROM ${table} WHERE ${past} LIMIT ${batchRows})`,
        [value],
      );
      return rows;
    });
  }

  private plan(delayMs: number): void {
    this.timer = setTimeout(() => {
      this.sweep()
        .then((dropped) => this.logger.log({ msg: 'dropped what is past its time', dropped }))
        .catch((error: unknown) =>
          this.logger.warn({ msg: 'retention failed; tried again in an hour', error: String(error) }),
        )
        .finally(() => this.isStopped || this.plan(intervalMs));
    }, delayMs).unref();
  }
}
