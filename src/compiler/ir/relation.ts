/** Relational part of the IR: query blocks close to SQL, with SQL Server's meaning. Relation aliases are unique in one query tree. */
import type { Span } from '../../syntax/tsql/ast/index.js';
import type { Collation, Scalar, ScalarType, SortKey } from './scalar.js';

/** A result column. Names as SQL Server gives them; null for an unnamed one (an error in a view, allowed inside EXISTS). */
export interface OutputColumn {
  readonly name: string | null;
  readonly type: ScalarType;
}

export interface QueryIr {
  readonly ctes: readonly CteIr[];
  readonly body: BodyIr;
  /** Keys over the output columns of `body`, or over its sources when `body` is a select. Empty when the order carries no meaning. */
  readonly orderBy: readonly SortKey[];
  readonly limit: LimitIr | null;
  readonly columns: readonly OutputColumn[];
  readonly span: Span;
}

export interface CteIr {
  readonly name: string;
  readonly query: QueryIr;
  readonly columns: readonly OutputColumn[];
  /** Refers to itself: then `query.body` is a union_all of anchor and recursive members. */
  readonly recursive: boolean;
  /** OPTION (MAXRECURSION n) of the statement; SQL Server's default is 100, 0 is unbounded. */
  readonly maxRecursion: number;
}

/** TOP and OFFSET FETCH. `percent` and `withTies` go with TOP only. */
export interface LimitIr {
  readonly count: Scalar | null;
  readonly offset: Scalar | null;
  readonly percent: boolean;
  readonly withTies: boolean;
}

export type BodyIr = SelectIr | SetOperationIr | ValuesIr;

export interface SelectIr {
  readonly op: 'select';
  readonly distinct: boolean;
  readonly items: readonly { readonly name: string | null; readonly expression: Scalar }[];
  /** Null when there is no FROM: one row. */
  readonly from: RelationIr | null;
  readonly where: Scalar | null;
  readonly groupBy: GroupingIr | null;
  readonly having: Scalar | null;
  readonly span: Span;
}

/** `keys` are all grouping expressions; `sets` index into them (one set of all keys for a plain GROUP BY; [] for a lone aggregate). */
export interface GroupingIr {
  readonly keys: readonly { readonly expression: Scalar; readonly collation: Collation | null }[];
  readonly sets: readonly (readonly number[])[];
}

export interface SetOperationIr {
  readonly op: 'set';
  readonly operator: 'union' | 'union_all' | 'except' | 'intersect';
  readonly left: QueryIr;
  readonly right: QueryIr;
  /** Collation by which each column compares, null for other types. */
  readonly collations: readonly (Collation | null)[];
  readonly span: Span;
}

export interface ValuesIr {
  readonly op: 'values';
  readonly rows: readonly (readonly Scalar[])[];
  readonly columns: readonly OutputColumn[];
  readonly span: Span;
}

export type RelationIr =
  | ObjectRelation
  | CteRelation
  | DerivedRelation
  | JoinRelation
  | ApplyRelation
  | SplitRelation
  | JsonRelation
  | SeriesRelation;

interface AliasedRelation {
  /** Alias in the IR: the source's own where it is unique, else numbered. */
  readonly alias: string;
  readonly columns: readonly OutputColumn[];
  readonly span: Span;
}

/** A table or view of the catalog, or of an external database (`database` set). Printed as ref() or source(). */
export interface ObjectRelation extends AliasedRelation {
  readonly op: 'object';
  readonly server: string | null;
  readonly database: string | null;
  readonly schema: string;
  readonly name: string;
}

export interface CteRelation extends AliasedRelation {
  readonly op: 'cte';
  readonly name: string;
}

export interface DerivedRelation extends AliasedRelation {
  readonly op: 'derived';
  readonly query: QueryIr;
}

export interface JoinRelation {
  readonly op: 'join';
  readonly type: 'inner' | 'left' | 'right' | 'full' | 'cross';
  readonly left: RelationIr;
  readonly right: RelationIr;
  readonly on: Scalar | null;
  readonly span: Span;
}

/** CROSS / OUTER APPLY: `right` may use columns of `left`. PIVOT and UNPIVOT are rewritten by the binder to grouping and VALUES. */
export interface ApplyRelation {
  readonly op: 'apply';
  readonly type: 'cross' | 'outer';
  readonly left: RelationIr;
  readonly right: RelationIr;
  readonly span: Span;
}

/** STRING_SPLIT(text, separator [, ordinal]). */
export interface SplitRelation extends AliasedRelation {
  readonly op: 'split';
  readonly text: Scalar;
  readonly separator: Scalar;
  readonly ordinal: boolean;
}

/** OPENJSON; without WITH the columns are key, value, type. */
export interface JsonRelation extends AliasedRelation {
  readonly op: 'json';
  readonly document: Scalar;
  readonly path: string | null;
  /** Null without WITH. */
  readonly fields:
    | readonly { readonly name: string; readonly type: ScalarType; readonly path: string; readonly asJson: boolean }[]
    | null;
}

/** GENERATE_SERIES(start, stop [, step]). */
export interface SeriesRelation extends AliasedRelation {
  readonly op: 'series';
  readonly start: Scalar;
  readonly stop: Scalar;
  readonly step: Scalar | null;
}
