/** The raw table behind a dbt source: its columns, and how its stored rows fit them. */
import type { Cell } from '../../sources/rows/cell.js';
import type { Project, ProjectSourceTable } from '../project.js';
import { cellConverter } from './cell-text.js';

export const quoted = (name: string): string => `"${name.replaceAll('"', '""')}"`;

/** Column type when the project knows none. */
export const UNTYPED = 'varchar';

/** Statement that makes the schema of raw tables. */
export function createSchemaSql(schema: string): string {
  return `create schema if not exists ${quoted(schema)}`;
}

/** Statement that makes the table. Column types are the target's; constraints are dbt's tests, not the table's. */
export function createTableSql({ schema, table, columns }: ProjectSourceTable): string {
  const items = columns.map(({ name, targetType }) => `  ${quoted(name)} ${targetType || UNTYPED}`);
  return `create table ${quoted(schema)}.${quoted(table)} (\n${items.join(',\n')}\n)`;
}

/** Columns of the table that have stored cells, in the order of the table. */
export interface RowFit {
  readonly columns: readonly string[];
  /** A stored row as cells of `columns`. */
  readonly fit: (row: readonly Cell[]) => Cell[];
}

export function rowFit({ columns, rowColumns }: ProjectSourceTable, target: Project['target']): RowFit {
  const stored = new Map(rowColumns.map((name, index) => [name.toLowerCase(), index]));
  const exact = new Map(rowColumns.map((name, index) => [name, index]));
  const kept = columns.flatMap(({ name, targetType }) => {
    const index = exact.get(name) ?? stored.get(name.toLowerCase());
    return index === undefined ? [] : [{ name, index, convert: cellConverter(targetType, target) }];
  });
  return {
    columns: kept.map(({ name }) => name),
    fit: (row) => kept.map(({ index, convert }) => convert(row[index] ?? null)),
  };
}
