/** Names in scope of one SELECT: its relations, then those of the queries around it. */
import type {
  ColumnReference,
  FunctionCall,
  Identifier,
  MethodCall,
  NextValueFor,
  Query,
  Span,
  TypeName,
  Window,
} from '../../syntax/tsql/ast/index.js';
import type { CteRelation, OutputColumn, QueryIr } from '../ir/relation.js';
import type { Scalar } from '../ir/scalar.js';
import { bindScalarQuery, bindXmlMethod } from './for-xml.js';
import { bindQuery } from './query.js';
import type { ExpressionScope } from './scope.js';
import { inlineScalarFunction } from './scalar-function.js';
import type { BindSession } from './session.js';

/** A relation of FROM as names see it. */
export interface ScopedRelation {
  /** Name it goes by: its alias, or the table's own name. */
  readonly exposed: string;
  /** Schema of a table that has no alias: `dbo.t.c` may name it. */
  readonly schema: string | null;
  /** Alias in the IR. */
  readonly alias: string;
  readonly columns: readonly OutputColumn[];
  /** On the side of an outer join that may be missing: every column may be NULL. */
  nullable: boolean;
}

/** CTEs and parameters that queries see, whatever their nesting. */
export interface Surroundings {
  readonly session: BindSession;
  readonly ctes: ReadonlyMap<string, Pick<CteRelation, 'name' | 'columns'>>;
  readonly parameters: ReadonlyMap<string, Scalar>;
  readonly outer: QueryScope | null;
}

type Allows = ExpressionScope['allows'];
const NOTHING: Allows = { aggregates: false, windows: false };

export class QueryScope implements ExpressionScope {
  readonly relations: ScopedRelation[] = [];
  private readonly windows = new Map<string, Window>();

  constructor(
    readonly around: Surroundings,
    readonly allows: Allows = NOTHING,
  ) {}

  get settings() {
    return this.around.session.settings;
  }

  /** The same names where other things are allowed. */
  allowing(allows: Allows): QueryScope {
    const scope = new QueryScope(this.around, allows);
    scope.relations.push(...this.relations);
    for (const [name, window] of this.windows) scope.windows.set(name, window);
    return scope;
  }

  /** Surroundings of a query nested in this one. */
  get inner(): Surroundings {
    return { ...this.around, outer: this };
  }

  report(code: string, span: Span, detail?: string): void {
    this.around.session.report(code, span, detail);
  }

  addWindow(name: Identifier, window: Window): void {
    this.windows.set(name.value.toLowerCase(), window);
  }

  window(name: Identifier): Window | null {
    return this.windows.get(name.value.toLowerCase()) ?? null;
  }

  column(reference: ColumnReference): Scalar | null {
    const found = this.lookUp(reference);
    if (found === 'ambiguous') this.report('TSQL-AMBIGUOUS-COLUMN', reference.span, reference.name.value);
    else if (found) return found;
    else this.report('TSQL-UNKNOWN-COLUMN', reference.span, nameText(reference));
    return null;
  }

  /** Own relations first; a name they do not have is looked up outside. */
  private lookUp(reference: ColumnReference): Scalar | 'ambiguous' | null {
    const matches = this.relations
      .filter((relation) => this.matches(relation, reference))
      .flatMap((relation) => this.columnsNamed(relation, reference));
    if (matches.length > 1) return 'ambiguous';
    return matches[0] ?? this.around.outer?.lookUp(reference) ?? null;
  }

  private matches(relation: ScopedRelation, { qualifier }: ColumnReference): boolean {
    const [table, schema] = [...qualifier].reverse();
    if (!table) return qualifier.length === 0;
    const { index } = this.around.session;
    if (!index.same(relation.exposed, table.value)) return false;
    return !schema || (relation.schema !== null && index.same(relation.schema, schema.value));
  }

  private columnsNamed(relation: ScopedRelation, reference: ColumnReference): Scalar[] {
    const { index } = this.around.session;
    const wanted = reference.name.value;
    return relation.columns
      .filter((column) => column.name !== null && index.same(column.name, wanted))
      .map((column) => columnOf(relation, column, reference.span));
  }

  query(query: Query): QueryIr | null {
    return bindQuery(query, this.inner);
  }

  scalarQuery(query: Query, span: Span): Scalar | null {
    return bindScalarQuery(query, this, span);
  }

  parameter(name: string): Scalar | null {
    return this.around.parameters.get(name.toLowerCase()) ?? null;
  }

  userFunction(call: FunctionCall, args: readonly Scalar[]): Scalar | null {
    return inlineScalarFunction(call, args, this);
  }

  method(call: MethodCall): Scalar | null {
    return bindXmlMethod(call, this);
  }

  sequence(next: NextValueFor): Scalar | null {
    this.report('TSQL-SEQUENCE', next.span);
    return null;
  }

  declaredType(written: TypeName) {
    return this.around.session.declaredType(written);
  }
}

/** A column of a relation as an expression. What it is made of plays no part in how its collation counts. Source: "Collation Precedence", implicit: a column reference. */
export function columnOf(relation: ScopedRelation, column: OutputColumn, span: Span): Scalar {
  const collation =
    column.type.collation && column.type.collation.rank !== 'none'
      ? { ...column.type.collation, rank: 'implicit' as const }
      : column.type.collation;
  const type = { ...column.type, collation, nullable: column.type.nullable || relation.nullable };
  return { op: 'column', relation: relation.alias, name: column.name ?? '', type, span };
}

function nameText({ qualifier, name }: ColumnReference): string {
  return [...qualifier, name].map((part) => part?.value ?? '').join('.');
}
