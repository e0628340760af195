/** What a vector of the semantic suite is. */
import type { CompileTarget } from '../../../../src/compiler/compile.js';

/** Text of a value as the engines cast it; null for NULL. */
export type Cell = string | null;

export interface Vector {
  /** A T-SQL expression over the area's table, or a whole query. */
  readonly sql: string;
  /** Of an expression: its value for each row of the table, by id. Of a query: its rows, in any order, cells joined by ' | '. */
  readonly expected: readonly Cell[];
  /** The Microsoft Learn page whose rule gives the values. */
  readonly page: string;
  /** The code of the error that the compiler reports instead: there is no faithful form, on `target` or (left out) on both. */
  readonly refused?: { readonly code: string; readonly target?: CompileTarget };
}

export interface Area {
  readonly title: string;
  readonly table: ColumnTable | null;
  readonly vectors: readonly Vector[];
}

/** A table of the source with its rows as SQL Server stores them. */
export interface ColumnTable {
  readonly name: string;
  /** As written in CREATE TABLE, the first being `id int NOT NULL`. */
  readonly columns: readonly (readonly [name: string, type: string])[];
  readonly rows: readonly (readonly Cell[])[];
}

/** Vectors of one page: `[sql, values]`. */
export const page = (
  title: string,
  entries: readonly (readonly [sql: string, expected: readonly Cell[]])[],
): Vector[] => entries.map(([sql, expected]) => ({ sql, expected, page: title }));

/** The same where one target has no faithful form and reports it. */
export const except = (target: CompileTarget, code: string, vectors: readonly Vector[]): Vector[] =>
  vectors.map((vector) => ({ ...vector, refused: { code, target } }));

/** Queries of one page that are reported, never passed through. */
export const refusals = (
  title: string,
  entries: readonly (readonly [sql: string, code: string, target?: CompileTarget])[],
): Vector[] =>
  entries.map(([sql, code, target]) => ({
    sql,
    expected: [],
    page: title,
    refused: target === undefined ? { code } : { code, target },
  }));
