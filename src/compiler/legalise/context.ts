/** What every rule that turns the IR into SQL of a target may ask for. */
import type { SourceSettings } from '../../catalog/catalog.js';
import type { Span } from '../../syntax/tsql/ast/index.js';
import type { CompileTarget } from '../compile.js';
import type { ObjectRelation, QueryIr } from '../ir/relation.js';
import type { Sql, SqlQuery } from '../sql/tree.js';

export interface LegaliseContext {
  readonly target: CompileTarget;
  readonly settings: SourceSettings;

  /** A query inside an expression or a FROM clause, in the target's SQL. */
  query(query: QueryIr): SqlQuery;

  /** The name a column gets in the output. */
  columnName(name: string): string;

  /** What stands for a parameter of a function that becomes a macro. */
  parameter(name: string): Sql;

  /** Records a finding of the hazard registry at a place of the source. */
  report(code: string, span: Span, detail?: string): void;

  /** Notes that the output calls a support macro of the project. */
  macro(name: string): void;
}

/** What rules for relations ask for beside that. */
export interface RelationContext extends LegaliseContext {
  /** Jinja or SQL text that names a relation of the catalog; null when the project has none, already reported. */
  relationText(relation: ObjectRelation): string | null;

  /** An alias that no relation of this object has yet. */
  alias(wanted: string): string;
}
