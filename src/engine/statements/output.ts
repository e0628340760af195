/** OUTPUT: rows about what changed, for the client or into a table. Source: Microsoft Learn, "OUTPUT clause (Transact-SQL)". */
import type { Expression, Identifier, OutputClause, SelectItem } from '../../syntax/tsql/ast/index.js';
import { walk } from '../../syntax/tsql/walk.js';
import { NotInEngine, SqlError } from '../errors.js';
import type { Bound } from '../expressions/bound.js';
import type { ScopeColumn } from '../expressions/scope.js';
import type { StoredTable } from '../storage/stored-table.js';
import { nvarchar } from '../types/type.js';
import type { Row, Value } from '../values/value.js';
import type { Activation } from './activation.js';
import { addRows, requireChangeable } from './changes.js';
import { givenPositions, rowsToAdd } from './insert-rows.js';
import { requireTable, requireTableVariable, textOfName } from './target.js';

/** One change, as OUTPUT sees it. */
export interface Changed {
  readonly before: Row | null;
  readonly after: Row | null;
  /** Values of `extras`. */
  readonly extra?: Row;
  readonly action: 'INSERT' | 'UPDATE' | 'DELETE';
}

const isOwn = (qualifier: readonly (Identifier | null)[]): boolean =>
  ['inserted', 'deleted'].includes(qualifier.at(-1)?.value.toLowerCase() ?? '');

type Column = Extract<Expression, { kind: 'column' }>;

/** Columns of other tables that the clauses name: they must be read along with the rows. */
export function extraColumns(clauses: readonly OutputClause[]): Column[] {
  const found = new Map<string, Column>();
  for (const clause of clauses)
    for (const item of clause.items)
      walk(item, (node) => {
        // The walk tells kinds, not types.
        const inner = node as unknown as Expression;
        if (inner.kind === 'star' && inner.qualifier.length > 0 && !isOwn(inner.qualifier))
          throw new NotInEngine('ENGINE-OUTPUT-STAR', 'OUTPUT of all columns of another table');
        if (inner.kind !== 'column' || isOwn(inner.qualifier) || inner.name.value.startsWith('$')) return;
        found.set([...inner.qualifier, inner.name].map((part) => part?.value.toLowerCase()).join('.'), inner);
      });
  return [...found.values()];
}

interface Item {
  readonly name: string;
  readonly bound: Bound;
}

/** @param extras types of the other tables' columns, in the order of `extraColumns` */
export function giveOutput(
  clauses: readonly OutputClause[],
  table: StoredTable,
  changes: readonly Changed[],
  extras: readonly { readonly column: Column; readonly type: Bound['type'] }[],
  activation: Activation,
): void {
  if (clauses.length === 0) return;
  const columns = outputColumns(table, extras);
  const scope = activation.scope.with({ columns });
  const nothing: Row = table.columns.map(() => null);
  const frames = changes.map(({ before, after, extra, action }) => ({
    row: [...(before ?? nothing), ...(after ?? nothing), ...(extra ?? extras.map(() => null)), action],
    outer: null,
  }));
  for (const clause of clauses) {
    const items = clause.items.flatMap((item) => itemsOf(item, columns, (expression) => scope.binder.expression(expression, scope))); // prettier-ignore
    const rows = frames.map((frame) => items.map(({ bound }) => bound.evaluate(frame, activation.run)));
    if (clause.into) outputInto(clause.into, items, rows, activation);
    else activation.session.emit({ kind: 'rows', columns: items.map(({ name, bound }) => ({ name, type: bound.type })), rows, isOrdered: false }); // prettier-ignore
  }
}

function outputColumns(table: StoredTable, extras: Parameters<typeof giveOutput>[3]): ScopeColumn[] {
  const own = (name: string): ScopeColumn[] =>
    table.columns.map((column) => ({ table: name, name: column.name, type: column.type, isNullable: true }));
  const others = extras.map(({ column, type }): ScopeColumn => ({
    table: column.qualifier.at(-1)?.value ?? null,
    schema: column.qualifier.at(-2)?.value,
    name: column.name.value,
    type,
    isNullable: true,
  }));
  return [...own('deleted'), ...own('inserted'), ...others, { table: null, name: '$action', type: nvarchar(10), isNullable: false }]; // prettier-ignore
}

function itemsOf(item: SelectItem, columns: readonly ScopeColumn[], bind: (expression: Expression) => Bound): Item[] {
  const { expression } = item;
  if (expression.kind !== 'star') {
    const alias = item.kind === 'select_expression' ? item.alias?.value : undefined;
    return [{ name: alias ?? (expression.kind === 'column' ? expression.name.value : ''), bound: bind(expression) }];
  }
  const table = expression.qualifier.at(-1)?.value.toLowerCase();
  return columns.flatMap((column, at) =>
    column.table !== null && column.table.toLowerCase() === table
      ? [
          {
            name: column.name,
            bound: { type: column.type, evaluate: (frame) => frame.row[at] ?? null } satisfies Bound,
          },
        ]
      : [],
  );
}

/** @throws SqlError 330 */
function intoTable({ target }: NonNullable<OutputClause['into']>, activation: Activation): StoredTable {
  if (target.kind === 'variable') return requireTableVariable(target.name, activation);
  const { database } = activation.session;
  if (database.find(target)?.object.kind === 'view') throw new SqlError(330, `The target '${textOfName(target)}' of the OUTPUT INTO clause cannot be a view or common table expression.`, 15); // prettier-ignore
  return requireTable(target, database);
}

function outputInto(
  into: NonNullable<OutputClause['into']>,
  items: readonly Item[],
  rows: readonly Value[][],
  activation: Activation,
): void {
  const table = intoTable(into, activation);
  requireChangeable(table, activation);
  const positions = givenPositions(table, into.columns.map(({ value }) => value), items.length, activation); // prettier-ignore
  const types = items.map(({ bound }) => bound.type);
  addRows(table, rowsToAdd(table, positions, types, rows, activation), 'INSERT', activation);
}
