/** Where names are looked up while a query is bound. */
import type { Expression, Identifier, Query, Span } from '../../syntax/tsql/ast/index.js';
import { SqlError } from '../errors.js';
import type { FunctionContext } from '../functions/function-table.js';
import type { Objects } from '../queries/objects.js';
import type { Settings } from '../session/run.js';
import type { Run } from '../session/run.js';
import type { Type } from '../types/type.js';
import type { Row } from '../values/value.js';
import type { Bound, BoundPredicate, Frame } from './bound.js';

export interface ScopeColumn {
  /** Alias or name of the table it comes from; null where there is none. */
  readonly table: string | null;
  /** Schema of a table without an alias: `dbo.t.a` may name it. */
  readonly schema?: string | undefined;
  readonly name: string;
  readonly type: Type;
  readonly isNullable: boolean;
}

/** Rows with named columns, for given rows of the queries around. */
export interface Relation {
  readonly columns: readonly ScopeColumn[];
  readonly rows: (outer: Frame | null, run: Run) => readonly Row[];
  /** The same rows without a list of them; where it is left out they are a list already. */
  readonly each?: EachRow;
}

/** The row may be changed once it returns. @returns false when no more are wanted */
export type Visit = (row: Row) => boolean | void;
export type EachRow = (outer: Frame | null, run: Run, visit: Visit) => void;

export interface BoundQuery {
  readonly columns: readonly { readonly name: string; readonly type: Type; readonly isNullable: boolean }[];
  readonly rows: (outer: Frame | null, run: Run) => readonly Row[];
  /** Whether there is a row, found out with less work than the rows themselves. */
  readonly any?: (outer: Frame | null, run: Run) => boolean;
  /** It has an ORDER BY of its own: its rows come in order. */
  readonly isOrdered: boolean;
  /** Position of the select item that is this expression, of a set operation in its first query; null when none is. */
  readonly itemOf?: (expression: Expression) => number | null;
}

/** A common table expression as a query sees it: bound anew at each place that names it. @param user the scope of that place */
export type Cte = (user: Scope) => BoundQuery;

/** By lower-case name. */
export type CteNames = Pick<ReadonlyMap<string, Cte>, 'get'>;

/** What binds what: handed down, so that expressions, tables and queries need not import each other. */
export interface Binder {
  readonly expression: (expression: Expression, scope: Scope) => Bound;
  readonly predicate: (expression: Expression, scope: Scope) => BoundPredicate;
  readonly query: (query: Query, scope: Scope) => BoundQuery;
}

/** Takes over an expression that stands for something already worked out: a group's key, an aggregate, a window's value. */
export interface Interceptor {
  /** Null: bind it as usual. */
  readonly bind: (expression: Expression) => Bound | null;
  /** A column of the row at hand by its position, for `*`; null: read it as usual. */
  readonly column?: (index: number) => Bound | null;
}

interface ScopeParts {
  readonly binder: Binder;
  readonly objects: Objects;
  readonly settings: Settings;
  readonly columns: readonly ScopeColumn[];
  readonly outer: Scope | null;
  readonly ctes: CteNames;
  readonly interceptor: Interceptor | null;
  /** Views within views, and queries within queries. */
  readonly depth: number;
  /** OPTION (MAXRECURSION n) of the statement; 0 for no bound. */
  readonly recursionMax: number;
  /** View or function whose text is bound, as `schema.name` in lower case; null for the text of the batch. Probes tell places by it. */
  readonly unit: string | null;
  /** Whether something of this query changes with the row around it, or with a variable. Told while it is bound. */
  readonly dependence: Dependence;
  /** Views that are being bound, the outermost first. */
  readonly views: readonly Query[];
  /** Of the whole statement. */
  readonly work: BindingWork;
}

export interface Dependence {
  isThere: boolean;
}

export interface BindingWork {
  /** Bound so far: a name of a query is bound anew at each place that names it, which can double with each step. */
  queries: number;
}

export const sameName = (a: string, b: string): boolean => a.toLowerCase() === b.toLowerCase();

export class Scope implements ScopeParts, FunctionContext {
  readonly binder: Binder;
  readonly objects: Objects;
  readonly settings: Settings;
  readonly columns: readonly ScopeColumn[];
  readonly outer: Scope | null;
  readonly ctes: CteNames;
  readonly interceptor: Interceptor | null;
  readonly depth: number;
  readonly recursionMax: number;
  readonly unit: string | null;
  readonly dependence: Dependence;
  readonly views: readonly Query[];
  readonly work: BindingWork;
  private readonly byName = new Map<string, number[]>();

  constructor(parts: ScopeParts) {
    this.binder = parts.binder;
    this.objects = parts.objects;
    this.settings = parts.settings;
    this.columns = parts.columns;
    this.outer = parts.outer;
    this.ctes = parts.ctes;
    this.interceptor = parts.interceptor;
    this.depth = parts.depth;
    this.recursionMax = parts.recursionMax;
    this.unit = parts.unit;
    this.dependence = parts.dependence;
    this.views = parts.views;
    this.work = parts.work;
    for (const [index, { name }] of this.columns.entries()) {
      const key = name.toLowerCase();
      this.byName.set(key, [...(this.byName.get(key) ?? []), index]);
    }
  }

  get defaultCollation(): string {
    return this.objects.defaultCollation;
  }

  /** The same place with other parts. */
  with(parts: Partial<ScopeParts>): Scope {
    return new Scope({ ...this.parts(), ...parts });
  }

  /** For a query inside: its rows see the row at hand as their outer one. */
  inner(): Scope {
    return this.with({ columns: [], outer: this, interceptor: null, dependence: { isThere: false } });
  }

  private parts(): ScopeParts {
    const { binder, objects, settings, columns, outer, ctes, interceptor, depth, recursionMax, unit, dependence, views, work } = this; // prettier-ignore
    return { binder, objects, settings, columns, outer, ctes, interceptor, depth, recursionMax, unit, dependence, views, work }; // prettier-ignore
  }

  /** Positions of the columns that a name may mean here, not looking outward. */
  matches(name: string, qualifier: readonly (Identifier | null)[]): readonly number[] {
    const found = this.byName.get(name.toLowerCase()) ?? [];
    if (qualifier.length === 0) return found;
    const table = qualifier.at(-1)?.value ?? '';
    const schema = qualifier.length > 1 ? qualifier.at(-2)?.value : undefined;
    return found.filter((index) => {
      const column = this.columns[index];
      return (
        column?.table !== null &&
        column !== undefined &&
        sameName(column.table, table) &&
        (schema === undefined || (column.schema !== undefined && sameName(column.schema, schema)))
      );
    });
  }
}

/** Where in which text a node stands, as probes are told: `start:end`, or `schema.name#start:end` in a view or function. */
export function placeIn({ unit }: Scope, { start, end }: Span): string {
  return unit === null ? `${start}:${end}` : `${unit}#${start}:${end}`;
}

export interface ResolvedColumn {
  /** 0 for the row at hand, 1 for that of the query around it, ... */
  readonly depth: number;
  readonly index: number;
  readonly column: ScopeColumn;
  readonly scope: Scope;
}

/** @throws SqlError 209 (ambiguous); null when nowhere found */
export function resolveColumn(
  scope: Scope,
  name: string,
  qualifier: readonly (Identifier | null)[],
): ResolvedColumn | null {
  let depth = 0;
  for (let at: Scope | null = scope; at; at = at.outer, depth++) {
    const [index, second] = at.matches(name, qualifier);
    if (index === undefined) continue;
    if (second !== undefined) throw new SqlError(209, `Ambiguous column name '${name}'.`);
    const column = at.columns[index];
    if (!column) continue;
    for (let from = scope; from !== at && from.outer; from = from.outer) from.dependence.isThere = true;
    return { depth, index, column, scope: at };
  }
  return null;
}

/** Reads a column of the row at hand or of one around it. */
export function columnReader(depth: number, index: number): Bound['evaluate'] {
  if (depth === 0) return (frame) => frame.row[index] ?? null;
  if (depth === 1) return (frame) => frame.outer?.row[index] ?? null;
  return (frame) => {
    let at: Frame | null = frame;
    for (let up = 0; up < depth && at; up++) at = at.outer;
    return at?.row[index] ?? null;
  };
}
