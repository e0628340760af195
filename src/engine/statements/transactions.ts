/** Transactions of one session. Source: Microsoft Learn, "BEGIN TRANSACTION", "ROLLBACK TRANSACTION", "SAVE TRANSACTION", "XACT_STATE". */
import { SqlError, type NotInEngine } from '../errors.js';
import type { UndoLog } from '../storage/undo-log.js';

const nameLengthMax = 32;

export class Transactions {
  /** @@TRANCOUNT. */
  count = 0;
  /** It can only be rolled back: an error with XACT_ABORT on, or one that ends a batch, was caught. */
  isDoomed = false;
  /** Why nobody knows any more whether a transaction is open: something that might have ended it was not run. */
  private uncertain: NotInEngine | null = null;
  private outermost: string | null = null;
  private savepoints: { readonly name: string; readonly mark: number }[] = [];

  constructor(private readonly log: UndoLog) {}

  get state(): -1 | 0 | 1 {
    if (this.count === 0) return 0;
    return this.isDoomed ? -1 : 1;
  }

  /** From now on it is not known whether a transaction is open. */
  doubt(missing: NotInEngine): void {
    this.uncertain ??= missing;
  }

  /** @throws NotInEngine */
  requireCertain(): void {
    if (this.uncertain) throw this.uncertain;
  }

  begin(name: string | null): void {
    if (this.count === 0) {
      this.outermost = cut(name);
      this.log.forget();
    }
    this.count++;
  }

  /** @throws SqlError 3902, 3930 */
  commit(): void {
    if (this.count === 0) throw new SqlError(3902, 'The COMMIT TRANSACTION request has no corresponding BEGIN TRANSACTION.'); // prettier-ignore
    if (this.isDoomed) throw doomed();
    this.count--;
    if (this.count === 0) this.end();
  }

  /** Of a savepoint, or of everything. @throws SqlError 3903, 6401, 3931 */
  rollBack(name: string | null): void {
    if (this.count === 0) throw new SqlError(3903, 'The ROLLBACK TRANSACTION request has no corresponding BEGIN TRANSACTION.'); // prettier-ignore
    const wanted = cut(name);
    if (wanted === null || wanted === this.outermost) return this.rollBackAll();
    const at = this.savepoints.map((savepoint) => savepoint.name).lastIndexOf(wanted);
    const savepoint = this.savepoints[at];
    if (!savepoint) throw new SqlError(6401, `Cannot roll back ${wanted}. No transaction or savepoint of that name was found.`); // prettier-ignore
    if (this.isDoomed) throw new SqlError(3931, 'The current transaction cannot be committed and cannot be rolled back to a savepoint. Roll back the entire transaction.'); // prettier-ignore
    this.log.rollBack(savepoint.mark);
    this.savepoints = this.savepoints.slice(0, at);
  }

  rollBackAll(): void {
    this.log.rollBack(0);
    this.count = 0;
    this.end();
  }

  /** @throws SqlError 628 */
  save(name: string): void {
    if (this.count === 0) throw new SqlError(628, 'Cannot issue SAVE TRANSACTION when there is no active transaction.');
    if (this.isDoomed) throw doomed();
    this.savepoints.push({ name: cut(name) ?? '', mark: this.log.mark });
  }

  /** Before anything is changed. @throws SqlError 3930 */
  requireWritable(): void {
    if (this.isDoomed) throw doomed();
  }

  /** After a statement outside of any transaction: it is a transaction of its own. */
  settle(): void {
    if (this.count === 0) this.log.forget();
  }

  private end(): void {
    this.isDoomed = false;
    this.outermost = null;
    this.savepoints = [];
    this.log.forget();
  }
}

/** Only the first 32 characters of a name in a variable count. */
const cut = (name: string | null): string | null => name?.slice(0, nameLengthMax) ?? null;

const doomed = (): SqlError =>
  new SqlError(3930, 'The current transaction cannot be committed and cannot support operations that write to the log file. Roll back the transaction.'); // prettier-ignore
