/** ALTER TABLE. Source: Microsoft Learn, "ALTER TABLE (Transact-SQL)". */
import type { AlterTable, AlterTableAction, ColumnDefinition, DropItem } from '../../../syntax/tsql/ast/index.js'; // prettier-ignore
import { NotInEngine, SqlError } from '../../errors.js';
import type { StoredColumn, StoredTable } from '../../storage/stored-table.js';
import type { Value } from '../../values/value.js';
import { NO_ROW, type Activation } from '../activation.js';
import { requireParents } from '../foreign-keys.js';
import { checkRows, completed, countedBy, expressionsOf, storing } from '../rows.js';
import { textOfName } from '../target.js';
import { addColumn, addElement, computedColumn, primaryKeyColumns, tableFromElements } from './table-elements.js';

type Of<T extends AlterTableAction['type']> = Extract<AlterTableAction, { type: T }>;

export function runAlterTable({ name, action }: AlterTable, activation: Activation): void {
  const found = activation.session.database.find(name)?.object;
  if (found?.kind !== 'table')
    throw new SqlError(4902, `Cannot find the object "${textOfName(name)}" because it does not exist or you do not have permissions.`); // prettier-ignore
  const { table } = found;
  table.noteDefinition();
  activation.session.database.version++;
  switch (action.type) {
    case 'add':
      return add(table, action, activation);
    case 'alter_column':
      return alterColumn(table, action.column, activation);
    case 'drop':
      return action.items.forEach((item, at) => drop(table, { ...item, what: item.what ?? action.items[at - 1]?.what ?? 'constraint' }, activation)); // prettier-ignore
    case 'check_constraint':
      return enable(table, action, activation);
    case 'trigger':
      throw new NotInEngine('ENGINE-STATEMENT-TRIGGER', 'triggers');
    case 'switch':
      throw new NotInEngine('ENGINE-PARTITION', 'SWITCH');
    case 'option':
      return;
  }
}

function add(table: StoredTable, { elements, check }: Of<'add'>, activation: Activation): void {
  for (const element of elements) {
    if (element.kind === 'column_definition') addFilledColumn(table, element, activation);
    addElement(table, element, activation);
  }
  table.expressions = null;
  if (check !== 'nocheck') requireAll(table, activation);
}

/** Rows that are there already must fit the new constraints. */
function requireAll(table: StoredTable, activation: Activation): void {
  const { rows } = table;
  try {
    table.requireUnique(countedBy(table, activation));
  } catch (error) {
    if (error instanceof SqlError && (error.number === 2627 || error.number === 2601))
      throw new SqlError(1505, `The CREATE UNIQUE INDEX statement terminated because a duplicate key was found for the object name '${table.fullName}'. ${error.message}`); // prettier-ignore
    throw error;
  }
  checkRows(rows, table, 'ALTER TABLE', activation);
  requireParents(table, rows, 'ALTER TABLE', activation);
}

/** @throws SqlError 4901: NOT NULL, no default, and rows are there */
function addFilledColumn(table: StoredTable, definition: ColumnDefinition, activation: Activation): void {
  const { rows } = table;
  addColumn(table, definition, primaryKeyColumns([definition]), activation);
  const at = table.columns.length - 1;
  if (definition.computed)
    table.columns = [...table.columns.slice(0, at), computedColumn(table, definition, activation)];
  const column = table.columns[at];
  if (!column) return;
  const isFilled = column.default !== null && (!column.isNullable || withValues(definition));
  if (!column.isNullable && !column.default && !column.identity && !column.computed && column.type.base !== 'rowversion' && rows.length > 0) // prettier-ignore
    throw new SqlError(4901, `ALTER TABLE only allows columns to be added that can contain nulls, or have a DEFAULT definition specified, or the column being added is an identity or timestamp column, or alternatively if none of the previous conditions are satisfied the table must be empty to allow addition of this column. Column '${column.name}' cannot be added to non-empty table '${table.name}' because it does not satisfy these conditions.`); // prettier-ignore
  const bound = isFilled ? expressionsOf(table, activation).defaults[at] : null;
  const store = bound ? storing(bound.type, column, table, activation.run) : null;
  table.replace(
    rows.map((row) => {
      const value = column.identity ? nextOf(column) : bound && store ? store(bound.evaluate(NO_ROW, activation.run)) : null; // prettier-ignore
      return completed([...row, value], table, activation);
    }),
  );
}

function nextOf({ identity, type }: StoredColumn): Value {
  if (!identity) return null;
  identity.last = identity.last === null ? identity.seed : identity.last + identity.increment;
  return type.base === 'bigint' || type.base === 'decimal' ? identity.last : Number(identity.last);
}

const withValues = ({ options }: ColumnDefinition): boolean =>
  options.some((option) => option.kind === 'column_default' && option.withValues);

function alterColumn(table: StoredTable, definition: ColumnDefinition, activation: Activation): void {
  const at = table.positionOf(definition.name.value);
  const before = table.columns[at];
  if (!before) throw new SqlError(4924, `ALTER TABLE ALTER COLUMN failed because column '${definition.name.value}' does not exist in table '${table.name}'.`); // prettier-ignore
  if (!definition.type) return;
  const made = tableFromElements({ schema: table.schema, name: table.name, kind: table.kind }, [definition], activation).columns[0]; // prettier-ignore
  if (!made) return;
  for (const [base, failure] of [[before.type.base, 4928], [made.type.base, 4927]] as const) // prettier-ignore
    if (base === 'rowversion') throw new SqlError(failure, `Cannot alter column '${before.name}' ${failure === 4928 ? 'because it is' : 'to be data type'} 'timestamp'.`); // prettier-ignore
  const isKey = table.constraints.some(({ columns, kind }) => kind === 'primary_key' && columns.includes(at));
  const column: StoredColumn = { ...made, isNullable: isKey ? false : made.isNullable, identity: before.identity, default: before.default }; // prettier-ignore
  const { rows } = table;
  const store = storing(before.type, column, table, activation.run);
  table.columns = table.columns.with(at, column);
  table.expressions = null;
  const changed = rows.map((row) => row.with(at, store(row[at] ?? null)));
  if (!column.isNullable && changed.some((row) => (row[at] ?? null) === null))
    throw new SqlError(515, `Cannot insert the value NULL into column '${column.name}', table '${activation.session.database.name}.${table.fullName}'; column does not allow nulls. UPDATE fails.`, 16, 2); // prettier-ignore
  table.replace(changed.map((row) => completed([...row], table, activation)));
}

function drop(table: StoredTable, item: DropItem, activation: Activation): void {
  const name = item.name?.value ?? '';
  if (item.what === 'column') return dropColumn(table, name, item.ifExists, activation);
  if (item.what === 'period') throw new NotInEngine('ENGINE-TEMPORAL', 'a system-versioned table');
  if (!dropConstraint(table, name) && !item.ifExists) throw new SqlError(3728, `'${name}' is not a constraint.`);
}

const isNamed = (name: string) => (found: { readonly name: string }) => found.name.toLowerCase() === name.toLowerCase();

function dropConstraint(table: StoredTable, name: string): boolean {
  const matches = isNamed(name);
  const column = table.columns.find((each) => each.default && matches(each.default));
  const lists = [table.constraints, table.checks, table.foreignKeys] as const;
  const isThere = column !== undefined || lists.some((list) => list.some(matches));
  if (column) column.default = null;
  table.constraints = table.constraints.filter((found) => !matches(found));
  table.checks = table.checks.filter((found) => !matches(found));
  table.foreignKeys = table.foreignKeys.filter((found) => !matches(found));
  table.expressions = null;
  return isThere;
}

/** @throws SqlError 4924, 5074 */
function dropColumn(table: StoredTable, name: string, ifExists: boolean, activation: Activation): void {
  const at = table.positionOf(name);
  if (at < 0) {
    if (ifExists) return;
    throw new SqlError(4924, `ALTER TABLE DROP COLUMN failed because column '${name}' does not exist in table '${table.name}'.`); // prettier-ignore
  }
  const holder = table.constraints.find(({ columns }) => columns.includes(at)) ?? table.foreignKeys.find(({ columns }) => columns.some((column) => isNamed(name)({ name: column }))) ?? table.columns[at]?.default; // prettier-ignore
  if (holder) throw new SqlError(5074, `The object '${holder.name}' is dependent on column '${name}'.`);
  const { rows } = table;
  table.columns = table.columns.toSpliced(at, 1);
  table.constraints = table.constraints.map((key) => ({ ...key, columns: key.columns.map((column) => (column > at ? column - 1 : column)) })); // prettier-ignore
  table.expressions = null;
  expressionsOf(table, activation);
  table.replace(rows.map((row) => row.toSpliced(at, 1)));
}

/** WITH NOCHECK is what ENABLE takes by itself: rows that are there are not looked at unless WITH CHECK asks for it. */
function enable(table: StoredTable, action: Of<'check_constraint'>, activation: Activation): void {
  const wanted = action.names?.map(({ value }) => value.toLowerCase()) ?? null;
  const known: { readonly name: string; isEnabled: boolean }[] = [...table.checks, ...table.foreignKeys];
  const missing = wanted?.find((name) => !known.some((found) => isNamed(name)(found)));
  if (missing !== undefined) throw new SqlError(4917, `Constraint '${missing}' does not exist.`);
  const change = <T extends { readonly name: string; isEnabled: boolean }>(list: readonly T[]): T[] =>
    list.map((found) => (wanted === null || wanted.includes(found.name.toLowerCase()) ? { ...found, isEnabled: action.enable } : found)); // prettier-ignore
  table.checks = change(table.checks);
  table.foreignKeys = change(table.foreignKeys);
  table.expressions = null;
  if (action.enable && action.with === 'check') requireAll(table, activation);
}
