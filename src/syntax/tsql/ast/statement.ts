/** Statements: queries, data changes, control of flow, and what administers a server. */
import type { DefinitionStatement, TableElement } from './definition.js';
import type { Expression, Variable } from './expression.js';
import type { Identifier, Node, ObjectName, TypeName, Unsupported } from './node.js';
import type { AssignmentOperator, Hint, Query, SelectItem, TableSource, Top, WithClause } from './query.js';

export type Statement =
  | DefinitionStatement
  | DmlStatement
  | SelectStatement
  | ProceduralStatement
  | SetStatement
  | ExecuteStatement
  | UseStatement
  | BulkInsert
  | TransactionStatement
  | CursorStatement
  | ServerStatement
  | EmptyStatement
  | Unsupported;

export type DmlStatement = Insert | Update | Delete | Merge | Truncate;

export interface SelectStatement extends Node {
  readonly kind: 'select_statement';
  readonly query: Query;
}

export interface Insert extends Node {
  readonly kind: 'insert';
  readonly with: WithClause | null;
  readonly top: Top | null;
  /** INTO is optional. */
  readonly hasInto: boolean;
  readonly target: TableSource;
  readonly columns: readonly Identifier[];
  readonly output: readonly OutputClause[];
  readonly source:
    | { readonly type: 'values'; readonly rows: readonly (readonly Expression[])[] }
    | { readonly type: 'query'; readonly query: Query }
    | { readonly type: 'execute'; readonly statement: ExecuteStatement }
    | { readonly type: 'default_values' };
  readonly option: readonly Hint[];
}

export interface OutputClause extends Node {
  readonly kind: 'output';
  readonly items: readonly SelectItem[];
  readonly into: { readonly target: ObjectName | Variable; readonly columns: readonly Identifier[] } | null;
}

export interface Assignment extends Node {
  readonly kind: 'assignment';
  /** `@v = column = expr` sets both. */
  readonly variable: Variable | null;
  readonly column: Expression | null;
  readonly operator: AssignmentOperator;
  readonly value: Expression;
}

export interface Update extends Node {
  readonly kind: 'update';
  readonly with: WithClause | null;
  readonly top: Top | null;
  readonly target: TableSource;
  readonly assignments: readonly Assignment[];
  readonly output: readonly OutputClause[];
  readonly from: readonly TableSource[];
  readonly where: Expression | null;
  readonly option: readonly Hint[];
}

export interface Delete extends Node {
  readonly kind: 'delete';
  readonly with: WithClause | null;
  readonly top: Top | null;
  /** The optional FROM before the target. */
  readonly hasFrom: boolean;
  readonly target: TableSource;
  readonly output: readonly OutputClause[];
  readonly from: readonly TableSource[];
  readonly where: Expression | null;
  readonly option: readonly Hint[];
}

export interface Merge extends Node {
  readonly kind: 'merge';
  readonly with: WithClause | null;
  readonly top: Top | null;
  readonly hasInto: boolean;
  readonly target: TableSource;
  readonly source: TableSource;
  readonly on: Expression;
  readonly clauses: readonly MergeClause[];
  readonly output: readonly OutputClause[];
  readonly option: readonly Hint[];
}

export interface MergeClause extends Node {
  readonly kind: 'merge_clause';
  readonly match: 'matched' | 'not_matched' | 'not_matched_by_target' | 'not_matched_by_source';
  readonly condition: Expression | null;
  readonly action:
    | { readonly type: 'update'; readonly assignments: readonly Assignment[] }
    | { readonly type: 'delete' }
    | {
        readonly type: 'insert';
        readonly columns: readonly Identifier[];
        readonly values: readonly Expression[] | null;
      };
}

export interface Truncate extends Node {
  readonly kind: 'truncate';
  readonly table: ObjectName;
  readonly options: readonly Hint[];
}

export type ProceduralStatement =
  Block | If | While | TryCatch | Declare | Return | Print | RaiseError | Throw | WaitFor | Goto | Label | LoopControl;

export interface Block extends Node {
  readonly kind: 'block';
  /** `BEGIN ATOMIC WITH (...)` of natively compiled modules. */
  readonly atomic: readonly Hint[] | null;
  readonly statements: readonly Statement[];
}

export interface If extends Node {
  readonly kind: 'if';
  readonly condition: Expression;
  readonly then: Statement;
  readonly otherwise: Statement | null;
}

export interface While extends Node {
  readonly kind: 'while';
  readonly condition: Expression;
  readonly body: Statement;
}

export interface TryCatch extends Node {
  readonly kind: 'try_catch';
  readonly tryBody: readonly Statement[];
  readonly catchBody: readonly Statement[];
}

export interface Declare extends Node {
  readonly kind: 'declare';
  readonly items: readonly Declaration[];
}

export type Declaration =
  | (Node & {
      readonly kind: 'declare_variable';
      readonly name: string;
      readonly hasAs: boolean;
      readonly type: TypeName;
      readonly nullable?: boolean | null;
      readonly value: Expression | null;
    })
  | (Node & {
      readonly kind: 'declare_table';
      readonly name: string;
      readonly hasAs: boolean;
      readonly elements: readonly TableElement[];
    })
  | (Node & {
      readonly kind: 'declare_cursor';
      readonly name: Identifier | Variable;
      readonly definition: CursorDefinition | null;
    });

export interface CursorDefinition extends Node {
  readonly kind: 'cursor_definition';
  /** ISO words before CURSOR (`INSENSITIVE SCROLL`) and Transact-SQL words after it. */
  readonly wordsBefore: readonly string[];
  readonly words: readonly string[];
  readonly query: Query;
  readonly forUpdate: { readonly columns: readonly Identifier[] } | 'read_only' | null;
}

export interface Return extends Node {
  readonly kind: 'return';
  readonly value: Expression | null;
}

export interface Print extends Node {
  readonly kind: 'print';
  readonly value: Expression;
}

export interface RaiseError extends Node {
  readonly kind: 'raiserror';
  /** Old form `RAISERROR 50001 'text'` when false. */
  readonly parenthesised: boolean;
  readonly args: readonly Expression[];
  readonly options: readonly string[];
}

export interface Throw extends Node {
  readonly kind: 'throw';
  readonly args: readonly Expression[];
}

export interface WaitFor extends Node {
  readonly kind: 'waitfor';
  readonly form: 'delay' | 'time' | 'statement';
  readonly value: Expression | null;
  readonly statement: Statement | null;
  readonly timeout: Expression | null;
}

export interface Goto extends Node {
  readonly kind: 'goto';
  readonly label: Identifier;
}

export interface Label extends Node {
  readonly kind: 'label';
  readonly label: Identifier;
}

export interface LoopControl extends Node {
  readonly kind: 'loop_control';
  readonly word: 'break' | 'continue';
}

/** `SET @v = x`, `SET @v.method(...)`, `SET @c = CURSOR ...`, `SET NOCOUNT ON`, `SET IDENTITY_INSERT t ON`, `SET TRANSACTION ISOLATION LEVEL ...`. */
export interface SetStatement extends Node {
  readonly kind: 'set';
  readonly form:
    | {
        readonly type: 'variable';
        readonly target: Expression;
        readonly operator: AssignmentOperator;
        readonly value: Expression;
      }
    | { readonly type: 'cursor'; readonly target: Variable; readonly cursor: CursorDefinition }
    | { readonly type: 'method'; readonly call: Expression }
    /** Upper-case option names (a comma list shares one value). */
    | {
        readonly type: 'option';
        readonly options: readonly string[];
        readonly value: readonly (Expression | Hint)[];
        readonly on: boolean | null;
      }
    | { readonly type: 'identity_insert'; readonly table: ObjectName; readonly on: boolean }
    | { readonly type: 'transaction_isolation'; readonly level: string };
}

export interface ExecuteStatement extends Node {
  readonly kind: 'execute';
  /** `EXEC`, `EXECUTE`, or left out at the start of a batch. */
  readonly keyword: 'exec' | 'execute' | null;
  readonly returnVariable: Variable | null;
  readonly target:
    | { readonly type: 'procedure'; readonly name: ObjectName | Variable; readonly number: string | null }
    /** `EXEC ('...' + @x) AS USER = 'u' AT server`. */
    | { readonly type: 'text'; readonly expression: Expression; readonly args: readonly ExecuteArgument[] };
  readonly args: readonly ExecuteArgument[];
  readonly asUser: Hint | null;
  readonly at: Hint | null;
  readonly options: readonly Hint[];
}

export interface ExecuteArgument extends Node {
  readonly kind: 'execute_argument';
  readonly name: string | null;
  readonly value: Expression;
  readonly output: 'output' | 'out' | null;
}

export interface UseStatement extends Node {
  readonly kind: 'use';
  readonly database: Identifier;
}

export interface BulkInsert extends Node {
  readonly kind: 'bulk_insert';
  readonly table: ObjectName;
  readonly from: Expression | Identifier;
  readonly options: readonly Hint[];
}

/** BEGIN / COMMIT / ROLLBACK / SAVE TRANSACTION. */
export interface TransactionStatement extends Node {
  readonly kind: 'transaction';
  readonly action: 'begin' | 'begin_distributed' | 'commit' | 'rollback' | 'save';
  readonly word: 'transaction' | 'tran' | 'work' | null;
  readonly name: Identifier | Variable | null;
  readonly options: readonly Hint[];
}

export interface CursorStatement extends Node {
  readonly kind: 'cursor';
  readonly action: 'open' | 'close' | 'deallocate' | 'fetch';
  readonly isGlobal: boolean;
  readonly cursor: Identifier | Variable;
  /** FETCH: `NEXT`, `ABSOLUTE`...; null when left out. */
  readonly direction: string | null;
  readonly offset: Expression | null;
  readonly hasFrom: boolean;
  readonly into: readonly Variable[];
}

/**
 * What administers a server and never carries over to dbt: logins, users, roles, permissions, endpoints, keys,
 * certificates, backup, DBCC, ALTER DATABASE, partition functions, Service Broker, ... One structured form: leading
 * words, names, and clauses in order. Reported apart in coverage.
 */
export interface ServerStatement extends Node {
  readonly kind: 'server';
  /** Verb and object type in upper case: `CREATE LOGIN`, `ALTER DATABASE`, `GRANT`, `BACKUP DATABASE`, `DBCC`. */
  readonly verb: string;
  readonly name: ObjectName | null;
  readonly clauses: readonly ServerClause[];
}

/** A word run, a literal, a punctuation, or a parenthesised list of clauses. */
export type ServerClause =
  | (Node & { readonly kind: 'word'; readonly text: string })
  | (Node & { readonly kind: 'value'; readonly expression: Expression })
  | (Node & { readonly kind: 'name'; readonly name: ObjectName })
  | (Node & { readonly kind: 'punctuation'; readonly text: string })
  | (Node & { readonly kind: 'list'; readonly items: readonly ServerClause[] })
  | (Node & { readonly kind: 'body'; readonly statements: readonly Statement[] });

/** A lone semicolon. */
export interface EmptyStatement extends Node {
  readonly kind: 'empty';
}
