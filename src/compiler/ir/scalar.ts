/**
 * Scalar part of the relational IR. Operators name SQL Server's meaning; every node is typed, collated and keeps its span.
 * The binder makes it, the legaliser of a target turns it into a `Sql` tree of that target.
 */
import type { SqlType } from '../../catalog/sql-type.js';
import type { Span } from '../../syntax/tsql/ast/index.js';
import type { QueryIr } from './relation.js';

/** Type of an expression. `collation` is set for character types only. */
export interface ScalarType extends SqlType {
  readonly nullable: boolean;
  readonly collation: Collation | null;
}

/** A collation resolved to what matters for comparison. `rank` is SQL Server's coercibility order. */
export interface Collation {
  readonly name: string;
  readonly caseSensitive: boolean;
  readonly accentSensitive: boolean;
  /** Compare by code point / byte. */
  readonly binary: boolean;
  readonly rank: 'explicit' | 'implicit' | 'coercible_default' | 'none';
}

interface ScalarNode {
  readonly type: ScalarType;
  readonly span: Span;
}

export type Scalar =
  | LiteralIr
  | ColumnIr
  | ParameterIr
  | CallIr
  | ConvertIr
  | ArithmeticIr
  | CompareIr
  | LogicIr
  | IsNullIr
  | InListIr
  | LikeIr
  | CaseIr
  | AggregateIr
  | WindowIr
  | SubqueryIr
  | ExistsIr
  | InQueryIr
  | QuantifiedIr;

/** `value` canonical text by type: digits for numbers, ISO for dates, hex without 0x for binary, raw text for strings; null for NULL. */
export interface LiteralIr extends ScalarNode {
  readonly op: 'literal';
  readonly value: string | null;
}

/** A column of a relation in scope (also an outer one): `relation` is the alias given to it in the IR, unique in the query tree. */
export interface ColumnIr extends ScalarNode {
  readonly op: 'column';
  readonly relation: string;
  readonly name: string;
}

/** A parameter of a function being turned into a macro, or inlined before legalising. */
export interface ParameterIr extends ScalarNode {
  readonly op: 'parameter';
  readonly name: string;
}

/** A built-in scalar function by its semantic name (lower case: `len`, `datediff`, `isnull`); `unit` is a datepart, already normalised (`day`, `iso_week`). */
export interface CallIr extends ScalarNode {
  readonly op: 'call';
  readonly fn: string;
  readonly unit: string | null;
  readonly args: readonly Scalar[];
}

/** CAST, CONVERT, PARSE and implicit conversions to `type`. */
export interface ConvertIr extends ScalarNode {
  readonly op: 'convert';
  readonly operand: Scalar;
  /** Style number when it is a constant; null when none was given. */
  readonly style: number | null;
  readonly isTry: boolean;
  readonly implicit: boolean;
}

/** Arithmetic after operands were converted to their common type; `concat` is `+` of strings (NULL yields NULL). */
export interface ArithmeticIr extends ScalarNode {
  readonly op: 'arithmetic';
  readonly operator:
    | 'add'
    | 'subtract'
    | 'multiply'
    | 'divide'
    | 'modulo'
    | 'negate'
    | 'bit_and'
    | 'bit_or'
    | 'bit_xor'
    | 'bit_not'
    | 'concat';
  readonly operands: readonly Scalar[];
}

/** Both sides have the same base type. `collation` says how strings compare; null for other types. `is_distinct` treats NULLs as equal. */
export interface CompareIr extends ScalarNode {
  readonly op: 'compare';
  readonly operator: '=' | '<>' | '<' | '<=' | '>' | '>=' | 'is_distinct' | 'is_not_distinct';
  readonly left: Scalar;
  readonly right: Scalar;
  readonly collation: Collation | null;
}

export interface LogicIr extends ScalarNode {
  readonly op: 'logic';
  readonly operator: 'and' | 'or' | 'not';
  readonly operands: readonly Scalar[];
}

export interface IsNullIr extends ScalarNode {
  readonly op: 'is_null';
  readonly negated: boolean;
  readonly operand: Scalar;
}

export interface InListIr extends ScalarNode {
  readonly op: 'in_list';
  readonly negated: boolean;
  readonly operand: Scalar;
  readonly items: readonly Scalar[];
  readonly collation: Collation | null;
}

/** LIKE with T-SQL's pattern language; blanks count. */
export interface LikeIr extends ScalarNode {
  readonly op: 'like';
  readonly negated: boolean;
  readonly operand: Scalar;
  readonly pattern: Scalar;
  readonly escape: Scalar | null;
  readonly collation: Collation;
}

/** Searched CASE (simple ones are rewritten to comparisons). `type` is the highest precedence of the branches. */
export interface CaseIr extends ScalarNode {
  readonly op: 'case';
  readonly branches: readonly { readonly when: Scalar; readonly then: Scalar }[];
  readonly otherwise: Scalar | null;
}

/** Sort key. SQL Server sorts NULL lowest; `collation` as in comparisons. */
export interface SortKey {
  readonly expression: Scalar;
  readonly descending: boolean;
  readonly collation: Collation | null;
}

/** Aggregate by semantic name: count, count_big, count_star, sum, avg, min, max, stdev, stdevp, var, varp, string_agg, checksum_agg, grouping, grouping_id, approx_count_distinct. */
export interface AggregateIr extends ScalarNode {
  readonly op: 'aggregate';
  readonly fn: string;
  readonly distinct: boolean;
  readonly args: readonly Scalar[];
  readonly orderBy: readonly SortKey[];
}

/** Ranking, offset and aggregate functions with OVER. A frame is always given where the function has one (defaults made explicit). */
export interface WindowIr extends ScalarNode {
  readonly op: 'window';
  readonly fn: string;
  readonly args: readonly Scalar[];
  readonly partitionBy: readonly { readonly expression: Scalar; readonly collation: Collation | null }[];
  readonly orderBy: readonly SortKey[];
  readonly frame: FrameIr | null;
  readonly ignoreNulls: boolean;
  /** For percentile_cont / percentile_disc. */
  readonly withinGroup: readonly SortKey[];
}

export interface FrameIr {
  readonly unit: 'rows' | 'range';
  readonly start: FrameBoundIr;
  readonly end: FrameBoundIr;
}

export interface FrameBoundIr {
  readonly type: 'unbounded_preceding' | 'preceding' | 'current_row' | 'following' | 'unbounded_following';
  readonly offset: number | null;
}

export interface SubqueryIr extends ScalarNode {
  readonly op: 'subquery';
  readonly query: QueryIr;
}

export interface ExistsIr extends ScalarNode {
  readonly op: 'exists';
  readonly negated: boolean;
  readonly query: QueryIr;
}

export interface InQueryIr extends ScalarNode {
  readonly op: 'in_query';
  readonly negated: boolean;
  readonly operand: Scalar;
  readonly query: QueryIr;
  readonly collation: Collation | null;
}

export interface QuantifiedIr extends ScalarNode {
  readonly op: 'quantified';
  readonly operator: '=' | '<>' | '<' | '<=' | '>' | '>=';
  readonly quantifier: 'all' | 'any';
  readonly left: Scalar;
  readonly query: QueryIr;
  readonly collation: Collation | null;
}
