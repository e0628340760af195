/** A rule of the compiler, broken on purpose. */
import type { StageChanges } from '../../src/compiler/compile.js';
import type { QueryIr } from '../../src/compiler/ir/relation.js';
import type { Scalar } from '../../src/compiler/ir/scalar.js';
import type { Sql, SqlQuery } from '../../src/compiler/sql/tree.js';
import { changeQuery, type QueryChange } from './change-query.js';
import { changeSqlQuery, type SqlChange } from './change-sql.js';

export interface Break {
  /** `lower: left join -> inner`, `print: nulls first`. Unique. */
  readonly name: string;
  readonly changes: StageChanges;
}

type Of<K extends Scalar['op']> = Extract<Scalar, { op: K }>;
type SqlOf<K extends Sql['sql']> = Extract<Sql, { sql: K }>;

/** Breaks what the binder lowers to. */
export const lowering = (name: string, change: QueryChange): Break => ({
  name: `lower: ${name}`,
  changes: { bound: (query: QueryIr) => changeQuery(query, change) },
});

/** The same, of one kind of expression; what is left alone is given back. */
export function loweringOf<K extends Scalar['op']>(op: K, name: string, change: (scalar: Of<K>) => Scalar): Break {
  // The kind was looked at: the expression is of it.
  return lowering(name, { scalar: (scalar) => (scalar.op === op ? change(scalar as Of<K>) : scalar) });
}

/** Breaks what the legaliser writes, or how the printer spells it. */
export const writing = (name: string, change: SqlChange): Break => ({
  name: `write: ${name}`,
  changes: { legalised: (query: SqlQuery) => changeSqlQuery(query, change) },
});

export function writingOf<K extends Sql['sql']>(kind: K, name: string, change: (sql: SqlOf<K>) => Sql): Break {
  // The kind was looked at: the node is of it.
  return writing(name, { sql: (sql) => (sql.sql === kind ? change(sql as SqlOf<K>) : sql) });
}
