/** SQL of a target as a tree: what the legaliser makes and the printer prints. No meaning of T-SQL is left in it. */
import type { Span } from '../../syntax/tsql/ast/index.js';

export type Sql =
  /** Number, string or keyword literal, `text` already in the target's spelling and quoted. */
  | { readonly sql: 'literal'; readonly text: string; readonly span?: Span }
  /** Qualified identifier; parts are quoted by the printer when needed. */
  | { readonly sql: 'identifier'; readonly parts: readonly string[]; readonly span?: Span }
  | { readonly sql: 'star' }
  | {
      readonly sql: 'call';
      readonly name: string;
      readonly args: readonly Sql[];
      readonly distinct?: boolean;
      readonly orderBy?: readonly SqlSortKey[];
      readonly filter?: Sql;
      readonly withinGroup?: readonly SqlSortKey[];
      readonly over?: SqlWindow;
      readonly span?: Span;
    }
  /** Operators by spelling; the printer knows precedence per target. */
  | { readonly sql: 'binary'; readonly operator: string; readonly left: Sql; readonly right: Sql; readonly span?: Span }
  /** AND / OR of many, so that long chains stay flat. */
  | {
      readonly sql: 'chain';
      readonly operator: 'and' | 'or' | '||' | '+';
      readonly operands: readonly Sql[];
      readonly span?: Span;
    }
  | { readonly sql: 'unary'; readonly operator: 'not' | '-' | '~'; readonly operand: Sql; readonly span?: Span }
  /** `x is [not] null`, `x is not true`: `test` is the text after IS. */
  | { readonly sql: 'is'; readonly operand: Sql; readonly test: string; readonly span?: Span }
  | {
      readonly sql: 'in';
      readonly operand: Sql;
      readonly negated: boolean;
      readonly items: readonly Sql[];
      readonly span?: Span;
    }
  | {
      readonly sql: 'in_query';
      readonly operand: Sql;
      readonly negated: boolean;
      readonly query: SqlQuery;
      readonly span?: Span;
    }
  | {
      readonly sql: 'quantified';
      readonly operand: Sql;
      readonly operator: string;
      readonly quantifier: 'all' | 'any';
      readonly query: SqlQuery;
      readonly span?: Span;
    }
  | {
      readonly sql: 'cast';
      readonly operand: Sql;
      readonly type: string;
      readonly isTry?: boolean;
      readonly span?: Span;
    }
  | {
      readonly sql: 'case';
      readonly operand?: Sql;
      readonly branches: readonly { readonly when: Sql; readonly then: Sql }[];
      readonly otherwise: Sql | null;
      readonly span?: Span;
    }
  | { readonly sql: 'subquery'; readonly query: SqlQuery; readonly span?: Span }
  | { readonly sql: 'exists'; readonly negated: boolean; readonly query: SqlQuery; readonly span?: Span }
  /** `x collate "C"`, `x at time zone 'UTC'`, `x::t` are calls of this: operand and trailing text. */
  | { readonly sql: 'suffix'; readonly operand: Sql; readonly text: string; readonly span?: Span }
  | { readonly sql: 'tuple'; readonly items: readonly Sql[]; readonly span?: Span }
  /** Text the printer must not touch: a Jinja expression or a lambda. */
  | { readonly sql: 'verbatim'; readonly text: string; readonly span?: Span };

export interface SqlSortKey {
  readonly expression: Sql;
  readonly descending: boolean;
  readonly nulls: 'first' | 'last' | null;
}

export interface SqlWindow {
  readonly partitionBy: readonly Sql[];
  readonly orderBy: readonly SqlSortKey[];
  readonly frame: string | null;
}

export interface SqlQuery {
  readonly ctes: readonly {
    readonly name: string;
    readonly columns: readonly string[];
    readonly query: SqlQuery;
    readonly recursive: boolean;
    readonly materialized?: boolean;
  }[];
  readonly body: SqlBody;
  readonly orderBy: readonly SqlSortKey[];
  readonly limit: Sql | null;
  readonly offset: Sql | null;
  readonly span?: Span;
}

export type SqlBody =
  | SqlSelect
  | {
      readonly sql: 'set';
      readonly operator: 'union' | 'union all' | 'except' | 'intersect';
      readonly left: SqlQuery;
      readonly right: SqlQuery;
    }
  | { readonly sql: 'values'; readonly rows: readonly (readonly Sql[])[] };

export interface SqlSelect {
  readonly sql: 'select';
  readonly distinct: boolean;
  /** DuckDB and PostgreSQL: DISTINCT ON (...). */
  readonly distinctOn?: readonly Sql[];
  readonly items: readonly { readonly expression: Sql; readonly alias: string | null; readonly span?: Span }[];
  readonly from: SqlRelation | null;
  readonly where: Sql | null;
  /** Plain keys, or grouping sets of them. */
  readonly groupBy: { readonly keys: readonly Sql[]; readonly sets: readonly (readonly Sql[])[] | null } | null;
  readonly having: Sql | null;
  readonly qualify?: Sql | null;
  readonly span?: Span;
}

export type SqlRelation =
  | {
      readonly sql: 'table';
      readonly name: Sql;
      readonly alias: string | null;
      readonly columns?: readonly string[];
      readonly span?: Span;
    }
  | {
      readonly sql: 'derived';
      readonly query: SqlQuery;
      readonly alias: string;
      readonly columns?: readonly string[];
      readonly lateral?: boolean;
      readonly span?: Span;
    }
  | {
      readonly sql: 'function';
      readonly call: Sql;
      readonly alias: string;
      readonly columns?: readonly string[];
      readonly lateral?: boolean;
      readonly ordinality?: boolean;
      readonly span?: Span;
    }
  | {
      readonly sql: 'join';
      readonly type: 'inner' | 'left' | 'right' | 'full' | 'cross';
      readonly left: SqlRelation;
      readonly right: SqlRelation;
      readonly on: Sql | null;
      readonly span?: Span;
    };
