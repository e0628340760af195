/** Values on their way into a table: converted, filled in, computed and checked. */
import { versionBytes } from './session-state.js';
import { converter } from '../conversion/convert.js';
import { SqlError } from '../errors.js';
import type { Run } from '../session/run.js';
import type { StoredColumn, StoredTable, TableExpressions } from '../storage/stored-table.js';
import type { Type } from '../types/type.js';
import type { Row, Value } from '../values/value.js';
import type { Activation } from './activation.js';

const TEXTS = new Set(['char', 'varchar', 'nchar', 'nvarchar', 'text', 'ntext']);
const BYTES = new Set(['binary', 'varbinary', 'image']);

export type Verb = 'INSERT' | 'UPDATE' | 'DELETE' | 'MERGE' | 'ALTER TABLE';

/**
 * A value into a column. Other than in a variable, what is too long is refused.
 * Source: Microsoft Learn, "SET ANSI_WARNINGS (Transact-SQL)", and "Database engine events and errors", 2628.
 */
export function storing(from: Type, column: StoredColumn, table: StoredTable, run: Run): (value: Value) => Value {
  const { type } = column;
  const isText = TEXTS.has(from.base) && TEXTS.has(type.base);
  const isBytes = BYTES.has(from.base) && BYTES.has(type.base);
  const convert = converter(from, type, { kind: 'implicit' });
  const { length } = type;
  if (!(isText || isBytes) || typeof length !== 'number' || from.isUntypedNull) return (value) => convert(value, run);
  return (value) => {
    if (run.settings.ansiWarnings && isTooLong(value, length)) throw truncated(value, column, table);
    return convert(value, run);
  };
}

/** Trailing blanks and zero bytes may be cut off without a word. */
function isTooLong(value: Value, length: number): boolean {
  if (typeof value === 'string') return value.length > length && value.slice(length).trim() !== '';
  return value instanceof Uint8Array && value.length > length && value.subarray(length).some((byte) => byte !== 0);
}

function truncated(value: Value, column: StoredColumn, table: StoredTable): SqlError {
  const text = typeof value === 'string' ? value.slice(0, Number(column.type.length)) : '';
  return new SqlError(2628, `String or binary data would be truncated in table '${table.fullName}', column '${column.name}'. Truncated value: '${text}'.`); // prettier-ignore
}

/** The expressions of a table's definition, bound once. */
export function expressionsOf(table: StoredTable, activation: Activation): TableExpressions {
  if (table.expressions) return table.expressions;
  const { scope } = activation;
  const columns = table.columns.map(({ name, type, isNullable }) => ({ table: table.name, schema: table.schema, name, type, isNullable })); // prettier-ignore
  const onRow = scope.with({ columns });
  const { binder } = scope;
  table.expressions = {
    defaults: table.columns.map((column) => (column.default ? binder.expression(column.default.expression, scope) : null)), // prettier-ignore
    computed: table.columns.map((column) => (column.computed ? binder.expression(column.computed.expression, onRow) : null)), // prettier-ignore
    checks: table.checks.map(({ expression }) => binder.predicate(expression, onRow)),
    filters: table.constraints.map(({ filter }) => (filter ? binder.predicate(filter, onRow) : null)),
  };
  return table.expressions;
}

/** Computed columns worked out again; a new rowversion. */
export function completed(values: Value[], table: StoredTable, activation: Activation): Row {
  const { computed } = expressionsOf(table, activation);
  for (const [at, column] of table.columns.entries()) {
    if (column.type.base === 'rowversion') values[at] = nextRowVersion(activation);
    const bound = computed[at];
    if (!bound) continue;
    const value = bound.evaluate({ row: values, outer: null }, activation.run);
    values[at] = converter(bound.type, column.type, { kind: 'implicit' })(value, activation.run);
  }
  return values;
}

function nextRowVersion({ session }: Activation): Uint8Array {
  session.lastRowVersion++;
  return versionBytes(session.lastRowVersion);
}

/** @throws SqlError 515, 547 */
export function checkRows(rows: readonly Row[], table: StoredTable, verb: Verb, activation: Activation): void {
  const { checks } = expressionsOf(table, activation);
  const required = [...table.columns.entries()].filter(([, column]) => !column.isNullable);
  for (const row of rows) {
    for (const [at, column] of required)
      if ((row[at] ?? null) === null)
        throw new SqlError(515, `Cannot insert the value NULL into column '${column.name}', table '${placeOf(table, activation)}'; column does not allow nulls. ${verb} fails.`, 16, 2); // prettier-ignore
    for (const [at, check] of checks.entries()) {
      const constraint = table.checks[at];
      if (!constraint?.isEnabled || check.test({ row, outer: null }, activation.run) !== false) continue;
      const tail = constraint.column ? `, column '${constraint.column}'` : '';
      throw new SqlError(547, `The ${verb} statement conflicted with the CHECK constraint "${constraint.name}". The conflict occurred in database "${activation.session.database.name}", table "${table.fullName}"${tail}.`, 16, 0); // prettier-ignore
    }
  }
}

const placeOf = (table: StoredTable, { session }: Activation): string =>
  table.kind === 'table' ? `${session.database.name}.${table.fullName}` : table.name;

/** For a table's keys: whether a filtered index counts a row. */
export function countedBy(table: StoredTable, activation: Activation): (key: number, row: Row) => boolean | null {
  const { filters } = expressionsOf(table, activation);
  return (key, row) => {
    const filter = filters[key];
    return filter ? filter.test({ row, outer: null }, activation.run) : true;
  };
}
