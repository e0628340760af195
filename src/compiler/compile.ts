/** What the compiler offers the agents: one object of the catalog in, SQL of a target with findings and a line map out. */
import type { Catalog, Finding, QualifiedName } from '../catalog/catalog.js';
import type { QueryIr } from './ir/relation.js';
import type { SqlQuery } from './sql/tree.js';

export type CompileTarget = 'duckdb' | 'postgres';

/** How the compiled text names another relation; the planner decides (ref, source), the compiler only asks. `null` means the object is not known. */
export interface RelationNamer {
  /** Jinja or SQL text for a relation of the catalog, or of an external database or server. */
  relation(
    name: QualifiedName,
    external: { readonly server: string | null; readonly database: string } | null,
  ): string | null;
}

/** A predicate or branch of the source, by its place; the proof counts them. */
export interface PredicateSite {
  readonly kind: 'where' | 'having' | 'on' | 'case_when';
  readonly line: number;
  readonly column: number;
  readonly text: string;
}

/** One line of output and the source line it came from (1-based). */
export interface LineMapping {
  readonly line: number;
  readonly sourceFile: string;
  readonly sourceLine: number;
}

export interface CompiledColumn {
  readonly name: string;
  /** SQL Server type as text, `decimal(10,2)`. */
  readonly sourceType: string;
  /** Type in the target. */
  readonly targetType: string;
  readonly nullable: boolean;
}

/** `ok` false when an error finding was raised: `sql` is then the best that could be made, or null, and must not run. */
export interface CompiledObject {
  readonly ok: boolean;
  readonly sql: string | null;
  readonly columns: readonly CompiledColumn[];
  readonly findings: readonly Finding[];
  readonly lineMap: readonly LineMapping[];
  /** Objects read, resolved through synonyms; functions that were inlined included. */
  readonly dependencies: readonly QualifiedName[];
  readonly predicates: readonly PredicateSite[];
  /** Names of support macros the SQL calls (see `compiler/macros`), to be written into the project. */
  readonly macros: readonly string[];
}

export interface Compiler {
  /** A view, inline function body, CTAS or SELECT INTO table: any object with a query. */
  compileQueryObject(name: QualifiedName): CompiledObject;
  /** A scalar function of one expression as a macro body over its parameters. */
  compileScalarFunction(name: QualifiedName): CompiledObject;
  /** A T-SQL scalar expression over one table's columns: CHECK constraints, computed columns, defaults. */
  compileTableExpression(table: QualifiedName, expression: string): CompiledObject;
  /** SQL over the table's bare columns of the value by which a column compares under its collation; the quoted column itself for types without one. */
  keyExpression(table: QualifiedName, column: string): string;
  /** Type of a column in the target, with findings where something is lost. */
  targetType(table: QualifiedName, column: string): { readonly type: string; readonly findings: readonly Finding[] };
}

/** Changes what one stage of the compiler hands to the next: for breaking a rule on purpose, to see whether the proof notices. */
export interface StageChanges {
  readonly bound?: (query: QueryIr) => QueryIr;
  readonly legalised?: (query: SqlQuery) => SqlQuery;
}

/** `columnName` is applied to every column identifier printed; the default keeps names. */
export interface CompileOptions {
  readonly changes?: StageChanges;
  readonly columnName?: (name: string) => string;
  /** Jinja name of a parameter (`@Customer ID`) in the body of a function that becomes a macro; the default is its snake case. */
  readonly parameterName?: (name: string) => string;
}

export type MakeCompiler = (
  catalog: Catalog,
  target: CompileTarget,
  namer: RelationNamer,
  options?: CompileOptions,
) => Compiler;
