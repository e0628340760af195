/** Foreign keys: that parents are there, and what becomes of children. Source: Microsoft Learn, "CREATE TABLE", ON DELETE and ON UPDATE. */
import { EngineLimit, SqlError } from '../errors.js';
import { rowKey, type ForeignKey, type StoredTable } from '../storage/stored-table.js';
import type { Row } from '../values/value.js';
import type { Activation } from './activation.js';
import { changeRows, type RowChange } from './changes.js';
import { completed, expressionsOf, type Verb } from './rows.js';

const maxCascade = 32;

function keyReader(
  table: StoredTable,
  columns: readonly string[],
  parent: StoredTable,
  parentColumns: readonly string[],
) {
  const ats = columns.map((name) => table.positionOf(name));
  // Keys are told apart by the parent's types, so that an int child finds its bigint parent.
  const key = rowKey(parentColumns.map((name, index) => ({ at: index, type: parent.columns[parent.positionOf(name)]?.type }))); // prettier-ignore
  return (row: Row): string | null => {
    const values = ats.map((at) => row[at] ?? null);
    if (values.includes(null)) return null;
    return key(values);
  };
}

/** By the list of rows: it is another one after each change. */
const knownKeys = new WeakMap<readonly Row[], Map<string, ReadonlySet<string>>>();

function parentKeys({ parent, parentColumns }: ForeignKey): Pick<ReadonlySet<string>, 'has'> {
  const indexed = parent.keysOf(parentColumns.map((name) => parent.positionOf(name)));
  if (indexed) return indexed;
  const known = knownKeys.get(parent.rows) ?? new Map<string, ReadonlySet<string>>();
  knownKeys.set(parent.rows, known);
  const name = parentColumns.join('\n');
  const keys = known.get(name) ?? readKeys(parent, parentColumns);
  known.set(name, keys);
  return keys;
}

function readKeys(parent: StoredTable, parentColumns: readonly string[]): Set<string> {
  const read = keyReader(parent, parentColumns, parent, parentColumns);
  const keys = new Set<string>();
  for (const row of parent.rows) {
    const key = read(row);
    if (key !== null) keys.add(key);
  }
  return keys;
}

/** @throws SqlError 547 */
export function requireParents(table: StoredTable, rows: readonly Row[], verb: Verb, activation: Activation): void {
  if (rows.length === 0) return;
  for (const key of table.foreignKeys) {
    if (!key.isEnabled) continue;
    const read = keyReader(table, key.columns, key.parent, key.parentColumns);
    const parents = parentKeys(key);
    for (const row of rows) {
      const value = read(row);
      if (value !== null && !parents.has(value)) throw conflict(verb, key, key.parent, key.parentColumns, activation);
    }
  }
}

function conflict(
  verb: Verb,
  key: ForeignKey,
  where: StoredTable,
  columns: readonly string[],
  activation: Activation,
): SqlError {
  const kind = where === key.parent ? 'FOREIGN KEY' : 'REFERENCE';
  const column = columns.length === 1 ? `, column '${columns[0]}'` : '';
  return new SqlError(547, `The ${verb} statement conflicted with the ${kind} constraint "${key.name}". The conflict occurred in database "${activation.session.database.name}", table "${where.fullName}"${column}.`, 16, 0); // prettier-ignore
}

/** Deleted and changed keys: their children are changed along, or refuse. */
export function afterParentChange(
  parent: StoredTable,
  changes: readonly RowChange[],
  verb: Verb,
  activation: Activation,
  depth: number,
): void {
  if (depth > maxCascade) throw new EngineLimit('ENGINE-LIMIT-DEPTH', 'cascades deeper than 32');
  for (const child of activation.session.database.tables())
    for (const key of child.foreignKeys)
      if (key.parent === parent && key.isEnabled) followKey(child, key, changes, verb, activation, depth);
}

function followKey(
  child: StoredTable,
  key: ForeignKey,
  changes: readonly RowChange[],
  verb: Verb,
  activation: Activation,
  depth: number,
): void {
  const readParent = keyReader(key.parent, key.parentColumns, key.parent, key.parentColumns);
  const gone = new Map<string, Row | null>();
  const remaining = parentKeys(key);
  for (const { before, after } of changes) {
    const value = readParent(before);
    if (value !== null && !remaining.has(value)) gone.set(value, after);
  }
  if (gone.size === 0) return;
  const readChild = keyReader(child, key.columns, key.parent, key.parentColumns);
  const followed: RowChange[] = [];
  for (const row of child.rows) {
    const value = readChild(row);
    const parent = value === null ? undefined : gone.get(value);
    if (parent === undefined) continue;
    const action = parent === null ? key.onDelete : key.onUpdate;
    if (action === 'no_action') throw conflict(verb, key, child, key.columns, activation);
    followed.push({ before: row, after: childAfter(row, child, key, parent, action, activation) });
  }
  changeRows(child, followed, verb, activation, depth + 1);
}

function childAfter(
  row: Row,
  child: StoredTable,
  key: ForeignKey,
  parent: Row | null,
  action: 'cascade' | 'set_null' | 'set_default',
  activation: Activation,
): Row | null {
  if (action === 'cascade' && parent === null) return null;
  const values = [...row];
  for (const [index, name] of key.columns.entries()) {
    const at = child.positionOf(name);
    if (action === 'cascade') values[at] = parent?.[key.parent.positionOf(key.parentColumns[index] ?? '')] ?? null;
    else if (action === 'set_null') values[at] = null;
    else values[at] = expressionsOf(child, activation).defaults[at]?.evaluate({ row: [], outer: null }, activation.run) ?? null; // prettier-ignore
  }
  return completed(values, child, activation);
}
