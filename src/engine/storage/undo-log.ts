/** How to take changes back: those of a statement that failed, and those of a transaction that is rolled back. */

interface Entry {
  readonly undo: () => void;
  readonly isTransactional: boolean;
}

/**
 * Changes in the order in which they were made. Source: Microsoft Learn, "table (Transact-SQL)": transactions that involve table
 * variables last only for the duration of an update, so a rollback leaves those alone; a statement that fails leaves nothing anywhere.
 */
export class UndoLog {
  private entries: Entry[] = [];

  /** A place to come back to. */
  get mark(): number {
    return this.entries.length;
  }

  add(undo: () => void, isTransactional = true): void {
    this.entries.push({ undo, isTransactional });
  }

  /** Takes back all since `mark`: a statement failed. */
  undoStatement(mark: number): void {
    this.undo(mark, () => true);
  }

  /** Takes back what a transaction did since `mark`. */
  rollBack(mark: number): void {
    this.undo(mark, (entry) => entry.isTransactional);
  }

  /** Nothing of it can be taken back any more: a commit. */
  forget(): void {
    this.entries = [];
  }

  private undo(mark: number, wanted: (entry: Entry) => boolean): void {
    for (const entry of this.entries.splice(mark).reverse()) if (wanted(entry)) entry.undo();
  }
}
