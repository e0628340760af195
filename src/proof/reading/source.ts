/** What a query reads: the tables of FROM and their columns. */
import type { Column, Table } from '../../catalog/catalog.js';
import type { TableSource } from '../../syntax/tsql/ast/index.js';

/** Why a value can never be NULL: the constraints by name, none where the words of the query alone say so. Null: it can be. */
export type NonNull = readonly string[] | null;

export interface ReadColumn {
  readonly name: string;
  /** Where the rows of its source are; an outer join above may still make it NULL. */
  readonly nonNull: NonNull;
  /** Of the table that it comes from unchanged, by way of whatever views. */
  readonly column: Column | null;
  readonly table: Table | null;
}

/** One name that FROM makes: a table, a view, a derived table, ... */
export interface Source {
  /** Alias or name, in lower case; empty where there is none. */
  readonly name: string;
  readonly node: TableSource;
  /** A table of the catalog whose rows are all read. */
  readonly table: Table | null;
  /** Null when they are not known. */
  readonly columns: () => readonly ReadColumn[] | null;
  readonly keys: () => readonly Key[];
  /** It has rows of its own for each row of the sources before it: it stands under APPLY. */
  readonly isLateral: () => boolean;
}

/** Columns by their positions in a source, whose values together no two of its rows share. */
export interface Key {
  readonly positions: readonly number[];
  /** The trusted constraints that say so; none where the words of a query do. */
  readonly reasons: readonly string[];
}

export interface Resolved {
  readonly source: Source;
  readonly column: ReadColumn;
}
