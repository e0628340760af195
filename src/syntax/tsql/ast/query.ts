/** Queries: SELECT, set operators, VALUES, table sources and their clauses. */
import type { Expression, FunctionCall, MethodCall, Variable, Window } from './expression.js';
import type { Identifier, Node, ObjectName, TypeName } from './node.js';

/** A whole query with what may stand before and after its body. CTEs sit on the statement or view level: `with` is empty in subqueries. */
export interface Query extends Node {
  readonly kind: 'query';
  readonly with: WithClause | null;
  readonly body: QueryBody;
  readonly orderBy: readonly OrderItem[];
  readonly offset: { readonly count: Expression; readonly unit: 'row' | 'rows' } | null;
  readonly fetch: {
    readonly count: Expression;
    readonly unit: 'row' | 'rows';
    readonly first: 'first' | 'next';
  } | null;
  readonly forClause: ForClause | null;
  /** `OPTION (...)`, as hints. */
  readonly option: readonly Hint[];
}

export interface WithClause extends Node {
  readonly kind: 'with';
  readonly ctes: readonly CommonTableExpression[];
  /** `WITH XMLNAMESPACES (...)`, as printed words; empty when absent. */
  readonly xmlNamespaces: readonly { readonly uri: Expression; readonly alias: Identifier | null }[];
  /** `WITH CHANGE_TRACKING_CONTEXT (x)`. */
  readonly changeTrackingContext: Expression | null;
}

export interface CommonTableExpression extends Node {
  readonly kind: 'cte';
  readonly name: Identifier;
  readonly columns: readonly Identifier[];
  readonly query: Query;
}

export type QueryBody = Select | SetOperation | ParenthesisedQuery;

export interface ParenthesisedQuery extends Node {
  readonly kind: 'parenthesised_query';
  readonly query: Query;
}

export interface SetOperation extends Node {
  readonly kind: 'set_operation';
  readonly operator: 'union' | 'union_all' | 'except' | 'intersect';
  readonly left: QueryBody;
  readonly right: QueryBody;
}

export interface Select extends Node {
  readonly kind: 'select';
  readonly quantifier: 'all' | 'distinct' | null;
  readonly top: Top | null;
  readonly items: readonly SelectItem[];
  readonly into: { readonly table: ObjectName; readonly fileGroup: Identifier | null } | null;
  /** Empty when there is no FROM; more than one for a comma join. */
  readonly from: readonly TableSource[];
  readonly where: Expression | null;
  readonly groupBy: GroupBy | null;
  readonly having: Expression | null;
  readonly windows: readonly { readonly name: Identifier; readonly window: Window }[];
}

export interface Top extends Node {
  readonly kind: 'top';
  readonly count: Expression;
  readonly parenthesised: boolean;
  readonly percent: boolean;
  readonly withTies: boolean;
}

export type SelectItem = SelectExpression | SelectAssignment;

/** `expr [AS] alias`, `alias = expr`, `*`, `t.*`. */
export interface SelectExpression extends Node {
  readonly kind: 'select_expression';
  readonly expression: Expression;
  /** An alias may be written as a string literal: its content is `value`, `stringAlias` tells. */
  readonly alias: Identifier | null;
  readonly aliasForm: 'none' | 'as' | 'bare' | 'equals';
  /** The alias was a string literal ('Total' or N'Total'): its source text. */
  readonly stringAlias: string | null;
}

/** `@v = expr`, `@v += expr`. */
export interface SelectAssignment extends Node {
  readonly kind: 'select_assignment';
  readonly variable: Variable;
  readonly operator: AssignmentOperator;
  readonly expression: Expression;
}

export type AssignmentOperator = '=' | '+=' | '-=' | '*=' | '/=' | '%=' | '&=' | '|=' | '^=';

export interface OrderItem extends Node {
  readonly kind: 'order_item';
  readonly expression: Expression;
  readonly direction: 'asc' | 'desc' | null;
}

export interface GroupBy extends Node {
  readonly kind: 'group_by';
  readonly all: boolean;
  readonly items: readonly GroupingItem[];
  /** The old trailing `WITH ROLLUP` / `WITH CUBE`. */
  readonly withModifier: 'rollup' | 'cube' | null;
}

export type GroupingItem =
  | (Node & { readonly kind: 'group_expression'; readonly expression: Expression })
  | (Node & { readonly kind: 'group_composite'; readonly expressions: readonly Expression[] })
  | (Node & { readonly kind: 'rollup' | 'cube' | 'grouping_sets'; readonly items: readonly GroupingItem[] });

/** `FOR XML PATH('x'), TYPE`, `FOR JSON AUTO`, `FOR BROWSE`: directives as hints. */
export interface ForClause extends Node {
  readonly kind: 'for_clause';
  readonly target: 'xml' | 'json' | 'browse';
  readonly mode: 'raw' | 'auto' | 'explicit' | 'path' | null;
  /** Argument of RAW or PATH. */
  readonly element: Expression | null;
  readonly directives: readonly Hint[];
}

/** An option in words: `MAXRECURSION 100`, `INDEX(ix)`, `ROOT('x')`, `HASH JOIN`, `LABEL = 'x'`. */
export interface Hint extends Node {
  readonly kind: 'hint';
  readonly words: readonly string[];
  readonly equals: boolean;
  /** In parentheses, or after words or `=` when `parenthesised` is false. */
  readonly args: readonly (Expression | Hint)[];
  readonly parenthesised: boolean;
  /** What follows without a comma: `HISTORY_TABLE = dbo.h, ...` has none, `REBUILD (...) WITH (...)` has. */
  readonly tail?: Hint | null;
}

export type TableSource =
  | NamedTable
  | DerivedTable
  | ValuesTable
  | TableFunction
  | TableVariable
  | Join
  | Apply
  | Pivot
  | Unpivot
  | ParenthesisedTable
  | OpenJson
  | OpenXml
  | OpenRowset
  | OdbcJoin
  | DmlTable;

/** `[AS] alias (c1, c2)`. */
export interface TableAlias extends Node {
  readonly kind: 'table_alias';
  readonly name: Identifier;
  readonly hasAs: boolean;
  readonly columns: readonly Identifier[];
}

export interface NamedTable extends Node {
  readonly kind: 'named_table';
  readonly name: ObjectName;
  readonly alias: TableAlias | null;
  /** `FOR SYSTEM_TIME ...` in words and expressions. */
  readonly temporal: TemporalClause | null;
  readonly sample: {
    readonly count: Expression;
    readonly unit: 'percent' | 'rows' | null;
    readonly system: boolean;
    readonly repeatable: Expression | null;
  } | null;
  /** `WITH (NOLOCK)`, or the old `(NOLOCK)` with `hintsWith` false. */
  readonly hints: readonly Hint[];
  readonly hintsWith: boolean;
  /** The hints stood before the alias: `t (NOLOCK) AS x`. */
  readonly hintsFirst: boolean;
}

export interface TemporalClause extends Node {
  readonly kind: 'temporal';
  readonly form: 'as_of' | 'from_to' | 'between' | 'contained_in' | 'all';
  readonly args: readonly Expression[];
}

export interface DerivedTable extends Node {
  readonly kind: 'derived_table';
  readonly query: Query;
  readonly alias: TableAlias | null;
}

/** `(VALUES (1, 2), (3, 4)) AS t(a, b)`. */
export interface ValuesTable extends Node {
  readonly kind: 'values_table';
  readonly rows: readonly (readonly Expression[])[];
  readonly alias: TableAlias | null;
}

/** A table-valued function, `STRING_SPLIT`, `GENERATE_SERIES`, `CONTAINSTABLE`, or `x.nodes('...')`. */
export interface TableFunction extends Node {
  readonly kind: 'table_function';
  /** `::fn_x()` of old scripts. */
  readonly oldSystem: boolean;
  readonly call: FunctionCall | MethodCall;
  readonly alias: TableAlias | null;
  readonly hints: readonly Hint[];
}

export interface TableVariable extends Node {
  readonly kind: 'table_variable';
  readonly variable: Variable;
  readonly alias: TableAlias | null;
  readonly hints: readonly Hint[];
}

export interface Join extends Node {
  readonly kind: 'join';
  readonly type: 'inner' | 'left' | 'right' | 'full' | 'cross';
  /** `INNER` or `OUTER`, optional words, stood there. */
  readonly explicitWord: boolean;
  /** `LOOP`, `HASH`, `MERGE`, `REMOTE`, `REPLICATE`, `REDUCE`... */
  readonly hint: string | null;
  readonly left: TableSource;
  readonly right: TableSource;
  readonly on: Expression | null;
}

export interface Apply extends Node {
  readonly kind: 'apply';
  readonly type: 'cross' | 'outer';
  readonly left: TableSource;
  readonly right: TableSource;
}

/** `t PIVOT (SUM(x) FOR c IN ([a], [b])) AS p`. */
export interface Pivot extends Node {
  readonly kind: 'pivot';
  readonly source: TableSource;
  readonly aggregate: FunctionCall;
  readonly column: Expression;
  readonly values: readonly Identifier[];
  readonly alias: TableAlias | null;
}

export interface Unpivot extends Node {
  readonly kind: 'unpivot';
  readonly source: TableSource;
  readonly valueColumn: Identifier;
  readonly nameColumn: Identifier;
  readonly columns: readonly Expression[];
  readonly alias: TableAlias | null;
}

export interface ParenthesisedTable extends Node {
  readonly kind: 'parenthesised_table';
  readonly table: TableSource;
}

/** `OPENJSON(x, '$.a') WITH (c int '$.c' AS JSON)`. */
export interface OpenJson extends Node {
  readonly kind: 'open_json';
  readonly expression: Expression;
  readonly path: Expression | null;
  readonly columns: readonly OpenColumn[] | null;
  readonly alias: TableAlias | null;
}

export interface OpenColumn extends Node {
  readonly kind: 'open_column';
  readonly name: Identifier;
  readonly type: TypeName;
  readonly collation: Identifier | null;
  readonly path: Expression | null;
  readonly asJson: boolean;
}

export interface OpenXml extends Node {
  readonly kind: 'open_xml';
  readonly document: Expression;
  readonly rowPattern: Expression;
  readonly flags: Expression | null;
  /** Columns, or a table to take them from. */
  readonly columns: readonly OpenColumn[] | ObjectName | null;
  readonly alias: TableAlias | null;
}

/**
 * OPENROWSET, OPENQUERY, OPENDATASOURCE, the full-text tables and CHANGETABLE: `args` separated by commas; `bulk`, options,
 * `LANGUAGE x`, `CHANGES t` and lists in parentheses as hints.
 */
export interface OpenRowset extends Node {
  readonly kind: 'open_rowset';
  readonly function: OpenFunction;
  readonly args: readonly (Expression | ObjectName | Hint)[];
  /** Separators between args as written (`,` or `;`). */
  readonly separators: readonly (',' | ';')[];
  /** `OPENDATASOURCE(...).db.schema.t`. */
  readonly member: ObjectName | null;
  readonly columns: readonly OpenColumn[] | null;
  readonly alias: TableAlias | null;
}

export type OpenFunction =
  | 'openrowset'
  | 'openquery'
  | 'opendatasource'
  | 'containstable'
  | 'freetexttable'
  | 'semantickeyphrasetable'
  | 'semanticsimilaritytable'
  | 'semanticsimilaritydetailstable'
  | 'changetable';

/** `{ oj a LEFT JOIN b ON ... }`. */
export interface OdbcJoin extends Node {
  readonly kind: 'odbc_join';
  readonly table: TableSource;
}

/** `FROM (MERGE ... OUTPUT ...) AS x`: the statement is a `DmlStatement` of `statement.ts`, typed loosely to avoid a cycle of values. */
export interface DmlTable extends Node {
  readonly kind: 'dml_table';
  readonly statement: import('./statement.js').DmlStatement;
  readonly alias: TableAlias | null;
}
