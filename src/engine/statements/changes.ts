/** Changes of a table's rows, with all its constraints: what INSERT, UPDATE, DELETE and MERGE come down to. */
import { NotInEngine } from '../errors.js';
import type { StoredTable } from '../storage/stored-table.js';
import type { Row } from '../values/value.js';
import type { Activation } from './activation.js';
import { afterParentChange, requireParents } from './foreign-keys.js';
import { checkRows, countedBy, type Verb } from './rows.js';

/** @throws NotInEngine for a table with triggers; SqlError 3930 in a doomed transaction */
export function requireChangeable(table: StoredTable, { session }: Activation): void {
  if (table.triggers.size > 0) throw new NotInEngine('ENGINE-STATEMENT-TRIGGER', `a change of ${table.name}, which has triggers`); // prettier-ignore
  if (table.kind !== 'variable') session.transactions.requireWritable();
}

/**
 * @param rows complete
 * @returns those that were added
 * @throws SqlError 515, 547, 2627, 2601
 */
export function addRows(table: StoredTable, rows: readonly Row[], verb: Verb, activation: Activation): readonly Row[] {
  checkRows(rows, table, verb, activation);
  activation.run.requireRows(table.rowCount + rows.length, table.columns.length);
  const added = table.appendUnique(rows, countedBy(table, activation));
  requireParents(table, added, verb, activation);
  return added;
}

export interface RowChange {
  readonly before: Row;
  /** Null: deleted. */
  readonly after: Row | null;
}

/** @throws SqlError 515, 547, 2627, 2601 */
export function changeRows(
  table: StoredTable,
  changes: readonly RowChange[],
  verb: Verb,
  activation: Activation,
  depth = 0,
): void {
  if (changes.length === 0) return;
  const byRow = new Map(changes.map(({ before, after }) => [before, after]));
  const after = changes.flatMap((change) => (change.after ? [change.after] : []));
  checkRows(after, table, verb, activation);
  const kept: Row[] = [];
  for (const row of table.rows) {
    const changed = byRow.get(row);
    if (changed === undefined) kept.push(row);
    else if (changed !== null) kept.push(changed);
  }
  table.replace(kept);
  if (after.length > 0) table.requireUnique(countedBy(table, activation));
  afterParentChange(table, changes, verb, activation, depth);
  requireParents(table, after, verb, activation);
}
