/** `SET a = x, b = DEFAULT, @v = y` of UPDATE and MERGE. */
import type { Assignment, Expression } from '../../syntax/tsql/ast/index.js';
import { walk } from '../../syntax/tsql/walk.js';
import { NotInEngine, SqlError } from '../errors.js';
import type { StoredTable } from '../storage/stored-table.js';
import type { Type } from '../types/type.js';
import type { Row, Value } from '../values/value.js';
import { NO_ROW, type Activation } from './activation.js';
import { completed, expressionsOf, storing } from './rows.js';
import { settablePosition } from './row-query.js';
import { assignedValue } from './variables.js';

interface Part {
  /** Position of the column; null where only a variable is set. */
  readonly at: number | null;
  readonly variable: string | null;
  /** Null: the column's default. */
  readonly value: Expression | null;
}

export interface Assignments {
  /** To be worked out over the row as it was. */
  readonly items: readonly Expression[];
  /** @param values of the items @param types of the items */
  readonly apply: (row: Row, values: readonly Value[], types: readonly Type[]) => Row;
}

const isDefault = (expression: Expression): boolean => expression.kind === 'literal' && expression.type === 'default';

export function assignmentsOf(list: readonly Assignment[], table: StoredTable, activation: Activation): Assignments {
  requireIndependent(list);
  const parts = list.map(({ variable, column, operator, value }): Part => {
    const target = column ?? variable;
    if (!target) throw new NotInEngine('ENGINE-ASSIGNMENT', 'an assignment to nothing');
    return {
      at: column ? settablePosition(table, column) : null,
      variable: variable?.name ?? null,
      value: isDefault(value) ? null : assignedValue(target, operator, value),
    };
  });
  requireOnce(parts, list);
  const items = parts.flatMap(({ value }) => (value ? [value] : []));
  return { items, apply: (row, values, types) => applied(parts, row, values, types, table, activation) };
}

/** A variable that a later row reads would need the rows one by one, in an order that nobody promises. */
function requireIndependent(list: readonly Assignment[]): void {
  const names = new Set(list.flatMap(({ variable }) => (variable ? [variable.name.toLowerCase()] : [])));
  for (const { value } of list)
    walk(value, (node) => {
      if (node.kind === 'variable' && 'name' in node && names.has(String(node.name).toLowerCase()))
        throw new NotInEngine('ENGINE-ASSIGNMENT-RUNNING', 'UPDATE that reads a variable it sets');
    });
}

function requireOnce(parts: readonly Part[], list: readonly Assignment[]): void {
  const positions = parts.map(({ at }) => at);
  const twice = positions.findIndex((at, index) => at !== null && positions.indexOf(at) !== index);
  const column = list[twice]?.column;
  if (column?.kind === 'column')
    throw new SqlError(264, `The column name '${column.name.value}' is specified more than once in the SET clause or column list of an INSERT.`); // prettier-ignore
}

function applied(
  parts: readonly Part[],
  row: Row,
  values: readonly Value[],
  types: readonly Type[],
  table: StoredTable,
  activation: Activation,
): Row {
  const { run } = activation;
  const changed = [...row];
  let next = 0;
  for (const { at, variable, value } of parts) {
    const column = at === null ? null : table.columns[at];
    const type = value ? types[next] : (at === null ? null : expressionsOf(table, activation).defaults[at]?.type); // prettier-ignore
    const given = value ? (values[next++] ?? null) : at === null ? null : (expressionsOf(table, activation).defaults[at]?.evaluate(NO_ROW, run) ?? null); // prettier-ignore
    const stored = column && type ? storing(type, column, table, run)(given) : given;
    if (at !== null) changed[at] = stored;
    if (variable !== null) activation.assign(variable, stored, column?.type ?? type ?? { base: 'int' });
  }
  return completed(changed, table, activation);
}
