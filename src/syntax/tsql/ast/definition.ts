/** Data definition: what creates, alters and drops objects of the catalog. */
import type { Expression } from './expression.js';
import type { Identifier, Node, ObjectName, TypeName } from './node.js';
import type { Hint, Query } from './query.js';
import type { Statement } from './statement.js';

export type DefinitionStatement =
  | CreateTable
  | AlterTable
  | CreateView
  | CreateRoutine
  | CreateTrigger
  | CreateIndex
  | CreateType
  | CreateSequence
  | CreateSchema
  | CreateSynonym
  | CreateExternalTable
  | CreateTableAsSelect
  | DropObjects
  | EnableTrigger;

export interface CreateTable extends Node {
  readonly kind: 'create_table';
  readonly name: ObjectName;
  readonly elements: readonly TableElement[];
  /** `AS NODE`, `AS EDGE`, `AS FILETABLE`. */
  readonly asKind: 'node' | 'edge' | 'filetable' | null;
  /** What follows the parentheses: `ON [PRIMARY]`, `TEXTIMAGE_ON x`, `WITH (...)`, in order. */
  readonly options: readonly StorageOption[];
}

/** `ON fg`, `ON ps(col)`, `TEXTIMAGE_ON fg`, `FILESTREAM_ON fg`, `WITH (opt = x, ...)`. */
export interface StorageOption extends Node {
  readonly kind: 'storage_option';
  readonly keyword: 'on' | 'textimage_on' | 'filestream_on' | 'with';
  readonly target: Identifier | null;
  readonly columns: readonly Identifier[];
  readonly hints: readonly Hint[];
  /** `WITH FILLFACTOR = 80` of old scripts has no parentheses. */
  readonly parenthesised: boolean;
}

export type TableElement = ColumnDefinition | TableConstraint | InlineIndex | PeriodForSystemTime;

export interface ColumnDefinition extends Node {
  readonly kind: 'column_definition';
  readonly name: Identifier;
  /** Null for a computed column. */
  readonly type: TypeName | null;
  readonly computed: { readonly expression: Expression; readonly persisted: boolean } | null;
  /** In source order. */
  readonly options: readonly ColumnOption[];
}

export type ColumnOption =
  | (Node & { readonly kind: 'column_null'; readonly nullable: boolean; readonly name?: Identifier | null })
  | (Node & {
      readonly kind: 'column_identity';
      readonly seed: Expression | null;
      readonly increment: Expression | null;
      readonly notForReplication: boolean;
    })
  | (Node & {
      readonly kind: 'column_default';
      readonly name: Identifier | null;
      readonly value: Expression;
      readonly withValues: boolean;
    })
  | (Node & { readonly kind: 'column_collate'; readonly collation: Identifier })
  | (Node & { readonly kind: 'column_constraint'; readonly constraint: TableConstraint })
  | (Node & { readonly kind: 'column_index'; readonly index: InlineIndex })
  /** `ROWGUIDCOL`, `SPARSE`, `FILESTREAM`, `GENERATED ALWAYS AS ROW START`, `MASKED WITH (...)`, `ENCRYPTED WITH (...)`, `HIDDEN`. */
  | (Node & { readonly kind: 'column_word'; readonly hint: Hint });

export interface TableConstraint extends Node {
  readonly kind: 'constraint';
  readonly name: Identifier | null;
  readonly type: 'primary_key' | 'unique' | 'foreign_key' | 'check' | 'default' | 'connection';
  readonly clustered: 'clustered' | 'nonclustered' | null;
  /** `PRIMARY KEY NONCLUSTERED HASH` of a memory-optimised table. */
  readonly hash: boolean;
  /** Key columns, or referencing columns. Empty for a constraint written on its column. */
  readonly columns: readonly IndexColumn[];
  readonly references: {
    readonly table: ObjectName;
    readonly columns: readonly Identifier[];
    readonly actions: readonly ReferentialAction[];
  } | null;
  /** CHECK predicate or DEFAULT value. */
  readonly expression: Expression | null;
  /** `DEFAULT x FOR column`. */
  readonly forColumn: Identifier | null;
  readonly withValues: boolean;
  readonly notForReplication: boolean;
  /** The words FOREIGN KEY stood before REFERENCES in a column constraint. */
  readonly foreignKeyWords: boolean;
  /** `WITH (...)`, `ON fg`, and `NOT ENFORCED` as trailing options. */
  readonly options: readonly StorageOption[];
  readonly enforcement: 'enforced' | 'not_enforced' | null;
  /** `FROM a TO b` pairs of an edge constraint. */
  readonly connections: readonly { readonly from: ObjectName; readonly to: ObjectName }[];
}

export interface ReferentialAction {
  readonly event: 'delete' | 'update';
  readonly action: 'no_action' | 'cascade' | 'set_null' | 'set_default';
}

export interface IndexColumn extends Node {
  readonly kind: 'index_column';
  readonly name: Identifier;
  readonly direction: 'asc' | 'desc' | null;
}

export interface InlineIndex extends Node {
  readonly kind: 'inline_index';
  readonly name: Identifier;
  readonly words: readonly string[];
  readonly columns: readonly IndexColumn[];
  readonly include: readonly Identifier[];
  readonly where: Expression | null;
  readonly options: readonly StorageOption[];
}

export interface PeriodForSystemTime extends Node {
  readonly kind: 'period';
  readonly start: Identifier;
  readonly end: Identifier;
}

export interface AlterTable extends Node {
  readonly kind: 'alter_table';
  readonly name: ObjectName;
  readonly action: AlterTableAction;
}

export type AlterTableAction =
  | { readonly type: 'add'; readonly check: 'check' | 'nocheck' | null; readonly elements: readonly TableElement[] }
  | {
      readonly type: 'alter_column';
      readonly column: ColumnDefinition;
      readonly addDrop: Hint | null;
      readonly options: readonly StorageOption[];
    }
  | { readonly type: 'drop'; readonly items: readonly DropItem[] }
  /** `[WITH CHECK] CHECK CONSTRAINT ALL`, `NOCHECK CONSTRAINT fk`. `names` null for ALL. */
  | {
      readonly type: 'check_constraint';
      readonly with: 'check' | 'nocheck' | null;
      readonly enable: boolean;
      readonly names: readonly Identifier[] | null;
    }
  | { readonly type: 'trigger'; readonly enable: boolean; readonly names: readonly Identifier[] | null }
  | { readonly type: 'switch'; readonly hint: Hint; readonly target: ObjectName; readonly tail: readonly Hint[] }
  /** REBUILD, SET (...), LOCK_ESCALATION, ENABLE CHANGE_TRACKING, SPLIT/MERGE RANGE: a chain of hints. */
  | { readonly type: 'option'; readonly hints: readonly Hint[] };

export interface DropItem extends Node {
  readonly kind: 'drop_item';
  readonly what: 'column' | 'constraint' | 'index' | 'period' | null;
  readonly ifExists: boolean;
  readonly name: Identifier | null;
  readonly options: readonly StorageOption[];
}

/** How a CREATE was written: CREATE, ALTER or CREATE OR ALTER. */
export type CreateForm = 'create' | 'alter' | 'create_or_alter';

export interface CreateView extends Node {
  readonly kind: 'create_view';
  readonly form: CreateForm;
  readonly materialized: boolean;
  readonly name: ObjectName;
  readonly columns: readonly Identifier[];
  /** `SCHEMABINDING`, `ENCRYPTION`, `VIEW_METADATA`, `DISTRIBUTION = ...`. */
  readonly attributes: readonly Hint[];
  readonly query: Query;
  readonly withCheckOption: boolean;
}

export interface Parameter extends Node {
  readonly kind: 'parameter';
  readonly name: string;
  readonly hasAs: boolean;
  readonly type: TypeName;
  readonly varying: boolean;
  readonly nullable: boolean | null;
  readonly default: Expression | null;
  readonly output: 'output' | 'out' | null;
  readonly readonly: boolean;
}

/** Procedures and functions. */
export interface CreateRoutine extends Node {
  readonly kind: 'create_routine';
  readonly form: CreateForm;
  readonly type: 'procedure' | 'function';
  /** `PROC` was written for PROCEDURE. */
  readonly shortWord: boolean;
  readonly name: ObjectName;
  /** `;1` of a numbered procedure. */
  readonly number: string | null;
  readonly parameters: readonly Parameter[];
  /** Parameters stood in parentheses (always so for functions). */
  readonly parenthesised: boolean;
  readonly returns: RoutineReturns | null;
  readonly options: readonly Hint[];
  /** `ORDER (a, b)` of a CLR table function. */
  readonly order?: Hint | null;
  readonly forReplication: boolean;
  /** `AS` before the body is optional in functions. */
  readonly hasAs: boolean;
  readonly body: RoutineBody;
}

export type RoutineReturns =
  | { readonly type: 'scalar'; readonly dataType: TypeName }
  /** Inline table-valued function. */
  | { readonly type: 'table' }
  | { readonly type: 'table_variable'; readonly variable: string; readonly elements: readonly TableElement[] }
  /** CLR table. */
  | { readonly type: 'clr_table'; readonly elements: readonly TableElement[] };

export type RoutineBody =
  | { readonly type: 'statements'; readonly statements: readonly Statement[] }
  /** `RETURN (query)` of an inline function. */
  | { readonly type: 'inline_query'; readonly query: Query; readonly parenthesised: boolean }
  | { readonly type: 'external'; readonly name: ObjectName };

export interface CreateTrigger extends Node {
  readonly kind: 'create_trigger';
  readonly form: CreateForm;
  readonly name: ObjectName;
  /** Table or view; `database` or `all_server` for DDL triggers. */
  readonly target: ObjectName | 'database' | 'all_server';
  readonly options: readonly Hint[];
  readonly timing: 'for' | 'after' | 'instead_of';
  readonly events: readonly string[];
  readonly append: boolean;
  readonly notForReplication: boolean;
  readonly body: RoutineBody;
}

/** Rowstore, columnstore, xml, spatial and full-text indexes, and CREATE STATISTICS. */
export interface CreateIndex extends Node {
  readonly kind: 'create_index';
  /** Words between CREATE and INDEX: `UNIQUE`, `CLUSTERED`, `PRIMARY`, `XML`, `COLUMNSTORE`. */
  readonly words: readonly string[];
  readonly type: 'index' | 'statistics' | 'fulltext_index';
  readonly name: Identifier | null;
  readonly table: ObjectName;
  readonly columns: readonly IndexColumn[];
  readonly include: readonly Identifier[];
  readonly where: Expression | null;
  /** `USING XML INDEX ix FOR PATH`, `KEY INDEX pk`, `USING GEOMETRY_GRID`, ... in order. */
  readonly clauses: readonly Hint[];
  readonly options: readonly StorageOption[];
}

export interface CreateType extends Node {
  readonly kind: 'create_type';
  /** CREATE OR ALTER TYPE is refused by SQL Server and met in scripts all the same. */
  readonly form?: CreateForm;
  readonly name: ObjectName;
  readonly definition:
    | { readonly type: 'alias'; readonly base: TypeName; readonly nullable: boolean | null }
    | { readonly type: 'table'; readonly elements: readonly TableElement[]; readonly options: readonly StorageOption[] }
    | { readonly type: 'external'; readonly name: ObjectName };
}

/** CREATE or ALTER SEQUENCE; options as hints: `START WITH 1`, `NO CYCLE`, `AS int`. */
export interface CreateSequence extends Node {
  readonly kind: 'create_sequence';
  readonly form: CreateForm;
  readonly name: ObjectName;
  /** Options that stood before `AS type`, which is rare. */
  readonly before?: readonly Hint[];
  readonly type: TypeName | null;
  readonly options: readonly Hint[];
}

export interface CreateSchema extends Node {
  readonly kind: 'create_schema';
  readonly name: Identifier | null;
  readonly authorization: Identifier | null;
  readonly elements: readonly Statement[];
}

export interface CreateSynonym extends Node {
  readonly kind: 'create_synonym';
  readonly name: ObjectName;
  readonly target: ObjectName;
}

/** PolyBase / Synapse: `CREATE EXTERNAL TABLE t (...) WITH (LOCATION = ..., ...) [AS query]`. */
export interface CreateExternalTable extends Node {
  readonly kind: 'create_external_table';
  readonly name: ObjectName;
  readonly elements: readonly TableElement[];
  readonly options: readonly StorageOption[];
  readonly query: Query | null;
}

/** Synapse CTAS: `CREATE TABLE t WITH (DISTRIBUTION = HASH(c)) AS SELECT ...`. */
export interface CreateTableAsSelect extends Node {
  readonly kind: 'create_table_as_select';
  readonly name: ObjectName;
  readonly columns: readonly Identifier[];
  readonly options: readonly StorageOption[];
  readonly query: Query;
}

export interface DropObjects extends Node {
  readonly kind: 'drop';
  /** Upper-case words: `TABLE`, `VIEW`, `PROCEDURE`, `EXTERNAL TABLE`, `USER`, `XML SCHEMA COLLECTION`, ... */
  readonly objectType: string;
  readonly ifExists: boolean;
  readonly names: readonly ObjectName[];
  /** `ON table` for indexes and triggers, and trailing options. */
  readonly on: ObjectName | null;
  /** The rest of `DROP INDEX a ON t, b ON u`. */
  readonly further?: readonly {
    readonly name: ObjectName;
    readonly on: ObjectName | null;
    readonly options: readonly Hint[];
  }[];
  readonly options: readonly Hint[];
}

export interface EnableTrigger extends Node {
  readonly kind: 'enable_trigger';
  readonly enable: boolean;
  /** Null for ALL. */
  readonly names: readonly ObjectName[] | null;
  readonly target: ObjectName | 'database' | 'all_server';
}
