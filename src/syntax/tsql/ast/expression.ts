/** Scalar expressions and predicates. */
import type { Identifier, Node, ObjectName, TypeName } from './node.js';
import type { OrderItem, Query } from './query.js';

export type Expression =
  | Literal
  | ColumnReference
  | Star
  | Variable
  | UnaryExpression
  | BinaryExpression
  | Comparison
  | Logical
  | Not
  | Between
  | InList
  | InQuery
  | Like
  | IsNull
  | IsDistinctFrom
  | Exists
  | QuantifiedComparison
  | CaseExpression
  | FunctionCall
  | MethodCall
  | Cast
  | Convert
  | Collate
  | AtTimeZone
  | ScalarSubquery
  | Parenthesised
  | NextValueFor
  | FullTextPredicate
  | TrimCall
  | JsonConstructor
  | CurrentOfCursor;

/** A constant. `text` is the source text; strings carry their decoded `value`. */
export interface Literal extends Node {
  readonly kind: 'literal';
  readonly type:
    | 'integer'
    | 'decimal'
    | 'float'
    | 'money'
    | 'string'
    | 'national_string'
    | 'binary'
    | 'null'
    | 'default'
    | 'date_escape';
  /** Source text, e.g. `N'it''s'`, `0x1F`, `1.5e3`, `$12.50`, `{d '2020-01-01'}`. */
  readonly text: string;
  /** Decoded: string content without quotes, digits, hex digits, or empty for null and default. */
  readonly value: string;
}

/** `a`, `t.a`, `dbo.t.a`, and the pseudo columns `$identity`, `$rowguid`, `$action`. Qualifier parts outermost first; null for an empty part. */
export interface ColumnReference extends Node {
  readonly kind: 'column';
  readonly qualifier: readonly (Identifier | null)[];
  readonly name: Identifier;
}

/** `*` or `t.*` in a select list, and `*` in `COUNT(*)`. */
export interface Star extends Node {
  readonly kind: 'star';
  readonly qualifier: readonly (Identifier | null)[];
}

/** `@name`, `@@rowcount`. `name` keeps its at signs. */
export interface Variable extends Node {
  readonly kind: 'variable';
  readonly name: string;
}

export interface UnaryExpression extends Node {
  readonly kind: 'unary';
  readonly operator: '-' | '+' | '~';
  readonly operand: Expression;
}

export interface BinaryExpression extends Node {
  readonly kind: 'binary';
  readonly operator: '+' | '-' | '*' | '/' | '%' | '&' | '|' | '^' | '<<' | '>>' | '||';
  readonly left: Expression;
  readonly right: Expression;
}

export type ComparisonOperator = '=' | '<>' | '!=' | '<' | '<=' | '>' | '>=' | '!<' | '!>' | '*=' | '=*';

export interface Comparison extends Node {
  readonly kind: 'comparison';
  readonly operator: ComparisonOperator;
  readonly left: Expression;
  readonly right: Expression;
}

export interface Logical extends Node {
  readonly kind: 'logical';
  readonly operator: 'and' | 'or';
  readonly left: Expression;
  readonly right: Expression;
}

export interface Not extends Node {
  readonly kind: 'not';
  readonly operand: Expression;
}

export interface Between extends Node {
  readonly kind: 'between';
  readonly negated: boolean;
  readonly operand: Expression;
  readonly low: Expression;
  readonly high: Expression;
}

export interface InList extends Node {
  readonly kind: 'in_list';
  readonly negated: boolean;
  readonly operand: Expression;
  readonly items: readonly Expression[];
}

export interface InQuery extends Node {
  readonly kind: 'in_query';
  readonly negated: boolean;
  readonly operand: Expression;
  readonly query: Query;
}

export interface Like extends Node {
  readonly kind: 'like';
  readonly negated: boolean;
  readonly operand: Expression;
  readonly pattern: Expression;
  readonly escape: Expression | null;
  /** ESCAPE stood in braces: `{ESCAPE '!'}`. */
  readonly odbcEscape: boolean;
}

export interface IsNull extends Node {
  readonly kind: 'is_null';
  readonly negated: boolean;
  readonly operand: Expression;
}

export interface IsDistinctFrom extends Node {
  readonly kind: 'is_distinct';
  readonly negated: boolean;
  readonly left: Expression;
  readonly right: Expression;
}

export interface Exists extends Node {
  readonly kind: 'exists';
  readonly query: Query;
}

/** `x > ALL (query)`; `some` is kept apart from `any` only to print it back. */
export interface QuantifiedComparison extends Node {
  readonly kind: 'quantified';
  readonly operator: ComparisonOperator;
  readonly quantifier: 'all' | 'any' | 'some';
  readonly left: Expression;
  readonly query: Query;
}

/** Simple (`operand` set) or searched CASE. */
export interface CaseExpression extends Node {
  readonly kind: 'case';
  readonly operand: Expression | null;
  readonly branches: readonly { readonly when: Expression; readonly then: Expression }[];
  readonly otherwise: Expression | null;
}

/**
 * A call of a built-in, user-defined or ODBC function (`{fn now()}`), aggregates and window functions too,
 * and the functions written without parentheses (`CURRENT_TIMESTAMP`, `SYSTEM_USER`; `parenthesised` false).
 * Datepart keywords (`DATEDIFF(day, ...)`) are `ColumnReference`s in `args`, as the grammar cannot tell them apart.
 */
export interface FunctionCall extends Node {
  readonly kind: 'call';
  readonly name: ObjectName;
  readonly parenthesised: boolean;
  /** `{fn name(...)}`. */
  readonly odbc: boolean;
  readonly distinct: 'distinct' | 'all' | null;
  readonly args: readonly Expression[];
  readonly withinGroup: readonly OrderItem[] | null;
  readonly nullTreatment: 'ignore' | 'respect' | null;
  readonly over: Window | null;
}

/** `OVER (...)` or `OVER name`. */
export interface Window extends Node {
  readonly kind: 'window';
  /** Name of a WINDOW clause entry; with `bare` the whole of it (`OVER w`). */
  readonly reference: Identifier | null;
  readonly bare: boolean;
  readonly partitionBy: readonly Expression[];
  readonly orderBy: readonly OrderItem[];
  readonly frame: WindowFrame | null;
}

export interface WindowFrame extends Node {
  readonly kind: 'frame';
  readonly unit: 'rows' | 'range';
  readonly start: FrameBound;
  /** Null when written without BETWEEN. */
  readonly end: FrameBound | null;
}

export interface FrameBound {
  readonly type: 'unbounded_preceding' | 'preceding' | 'current_row' | 'following' | 'unbounded_following';
  readonly offset: Expression | null;
}

/** Method of a CLR or xml value: `x.value('...', 'int')`, `geography::Point(...)`, `h.ToString()`; `args` null for a property. */
export interface MethodCall extends Node {
  readonly kind: 'method';
  readonly target: Expression | TypeName;
  /** `::` for static members. */
  readonly isStatic: boolean;
  readonly method: Identifier;
  readonly args: readonly Expression[] | null;
}

/** CAST, TRY_CAST and PARSE, TRY_PARSE (`culture` of USING). */
export interface Cast extends Node {
  readonly kind: 'cast';
  readonly function: 'cast' | 'try_cast' | 'parse' | 'try_parse';
  readonly operand: Expression;
  readonly type: TypeName;
  readonly culture: Expression | null;
}

export interface Convert extends Node {
  readonly kind: 'convert';
  readonly function: 'convert' | 'try_convert';
  readonly type: TypeName;
  readonly operand: Expression;
  readonly style: Expression | null;
}

export interface Collate extends Node {
  readonly kind: 'collate';
  readonly operand: Expression;
  readonly collation: Identifier;
}

export interface AtTimeZone extends Node {
  readonly kind: 'at_time_zone';
  readonly operand: Expression;
  readonly zone: Expression;
}

export interface ScalarSubquery extends Node {
  readonly kind: 'subquery';
  readonly query: Query;
}

/** Written parentheses, kept so that the text prints back; they have no meaning of their own. */
export interface Parenthesised extends Node {
  readonly kind: 'parenthesised';
  readonly operand: Expression;
}

export interface NextValueFor extends Node {
  readonly kind: 'next_value';
  readonly sequence: ObjectName;
  readonly over: Window | null;
}

/** `CONTAINS((a, b), 'x', LANGUAGE 1033)`, `FREETEXT(*, 'x')`. */
export interface FullTextPredicate extends Node {
  readonly kind: 'full_text';
  readonly function: 'contains' | 'freetext';
  readonly columns: readonly (ColumnReference | Star)[];
  /** The columns stood in parentheses. */
  readonly parenthesised: boolean;
  readonly property: Expression | null;
  readonly search: Expression;
  readonly language: Expression | null;
}

/** `TRIM(LEADING '.' FROM x)`: the forms of TRIM that are not plain calls. */
export interface TrimCall extends Node {
  readonly kind: 'trim';
  readonly side: 'leading' | 'trailing' | 'both' | null;
  readonly characters: Expression | null;
  readonly operand: Expression;
}

/** `JSON_OBJECT('a': 1 ABSENT ON NULL)`, `JSON_ARRAY(1, 2 NULL ON NULL)`. */
export interface JsonConstructor extends Node {
  readonly kind: 'json_constructor';
  readonly function: 'json_object' | 'json_array';
  readonly entries: readonly { readonly key: Expression | null; readonly value: Expression }[];
  readonly onNull: 'null' | 'absent' | null;
}

/** `WHERE CURRENT OF c`. */
export interface CurrentOfCursor extends Node {
  readonly kind: 'current_of';
  readonly isGlobal: boolean;
  readonly cursor: Identifier | Variable;
}
