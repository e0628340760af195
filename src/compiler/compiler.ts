/** The compiler: an object of the catalog in, SQL of a target out. Binds, legalises, prints; keeps what it bound. */
import type { Finding, QualifiedName, Table } from '../catalog/catalog.js';
import type { Span } from '../syntax/tsql/ast/index.js';
import { typeText } from '../syntax/tsql/data-type.js';
import { CatalogIndex } from './bind/catalog-index.js';
import { ObjectBinder, parameterScalars } from './bind/object.js';
import { QueryScope } from './bind/query-scope.js';
import { returnedValue, sourceText } from './bind/scalar-function.js';
import { coerce } from './bind/coerce.js';
import type { BindSession } from './bind/session.js';
import { bindTableExpression } from './bind/table-expression.js';
import type { CompiledColumn, CompiledObject, Compiler, LineMapping, MakeCompiler } from './compile.js';
import { findingOf } from './hazards/registry.js';
import type { OutputColumn } from './ir/relation.js';
import type { Scalar } from './ir/scalar.js';
import { keyOf, legaliseOutput, legaliseScalar } from './legalise/expression/expression.js';
import { objectContext, type ObjectContext, type TargetOptions } from './legalise/object-context.js';
import { legaliseQuery } from './legalise/query.js';
import type { Layout } from './print/document.js';
import { identifierText } from './print/identifier.js';
import { printExpression, printQuery } from './print/print.js';
import { targetType, typeLoss } from './types/target-types.js';

export const makeCompiler: MakeCompiler = (catalog, target, namer, options = {}) =>
  new ObjectCompiler(new ObjectBinder(new CatalogIndex(catalog)), { ...options, target, namer });

const NOWHERE: Span = { start: 0, end: 0 };

class ObjectCompiler implements Compiler {
  constructor(
    private readonly binder: ObjectBinder,
    private readonly options: TargetOptions,
  ) {}

  compileQueryObject(name: QualifiedName): CompiledObject {
    const bound = this.binder.bind(name);
    if (bound === null) return this.notCompiled(name, 'TSQL-NO-QUERY');
    const { query, session } = bound;
    if (query === null) return finished(session, null, null, []);
    const context = objectContext(session, this.options);
    const { bound: changeBound, legalised: changeLegalised } = this.options.changes ?? {};
    const legalised = legaliseQuery(changeBound?.(query) ?? query, context);
    const printed = printQuery(changeLegalised?.(legalised) ?? legalised);
    return finished(
      session,
      printed,
      context,
      query.columns.map((column) => this.compiledColumn(column, context)),
    );
  }

  compileScalarFunction(name: QualifiedName): CompiledObject {
    const routine = this.binder.index.find(name);
    if (routine?.kind !== 'routine' || routine.returns === null) return this.notCompiled(name, 'TSQL-FUNCTION-BODY');
    const { place, text } = routine.definition;
    const session = this.binder.session(sourceText(text ?? '', place));
    const parameters = parameterScalars(routine, session.settings.collation);
    const around = { session, ctes: new Map(), parameters, outer: null };
    const returned = returnedValue(routine, around);
    if (returned === null || returned === 'too deep') return this.notCompiled(name, 'TSQL-FUNCTION-BODY');
    return this.expression(coerce(returned, routine.returns, new QueryScope(around)), session, true);
  }

  compileTableExpression(table: QualifiedName, expression: string): CompiledObject {
    const found = this.table(table);
    if (found === null) return this.notCompiled(table, 'TSQL-UNKNOWN-OBJECT');
    const { scalar, session } = bindTableExpression(found, expression, this.binder);
    return scalar === null ? finished(session, null, null, []) : this.expression(scalar, session, false);
  }

  keyExpression(table: QualifiedName, column: string): string {
    const found = this.table(table);
    const type = this.binder
      .columnsOf(table)
      ?.find(({ name }) => name !== null && this.binder.index.same(name, column))?.type;
    const name = this.options.columnName?.(column) ?? column;
    if (found === null || type === undefined || type.collation === null) return identifierText(name);
    const session = this.binder.session({ text: '', place: () => found.definition.place });
    const scalar: Scalar = { op: 'column', relation: '', name: column, type, span: NOWHERE };
    const collation = session.settings.collationMode === 'source' ? type.collation : null;
    return printExpression(keyOf(scalar, collation, objectContext(session, this.options))).text;
  }

  targetType(table: QualifiedName, column: string): { readonly type: string; readonly findings: readonly Finding[] } {
    const found = this.table(table);
    const place = found?.columns.find(({ name }) => this.binder.index.same(name, column))?.place;
    const type = this.binder.columnsOf(table)?.find(({ name }) => name !== null && this.binder.index.same(name, column))
      ?.type ?? { base: 'unknown' };
    const loss = typeLoss(type);
    return {
      type: targetType(type, this.options.target),
      findings: loss === null || place === undefined ? [] : [findingOf(loss, column, place)],
    };
  }

  /** An expression that stands by itself; the value of a function has its declared type. */
  private expression(scalar: Scalar, session: BindSession, isResult: boolean): CompiledObject {
    const context = objectContext(session, this.options);
    const sql = isResult ? legaliseOutput(scalar, context) : legaliseScalar(scalar, context);
    return finished(session, printExpression(sql), context, [
      this.compiledColumn({ name: '', type: scalar.type }, context),
    ]);
  }

  private table(name: QualifiedName): Table | null {
    const found = this.binder.index.find(name);
    return found?.kind === 'table' ? found : null;
  }

  private compiledColumn({ name, type }: OutputColumn, context: ObjectContext): CompiledColumn {
    return {
      name: context.columnName(name ?? ''),
      sourceType: typeText(type),
      targetType: targetType(type, this.options.target),
      nullable: type.nullable,
    };
  }

  private notCompiled(name: QualifiedName, code: string): CompiledObject {
    const place = this.binder.index.find(name)?.definition.place ?? { file: '', line: 1, column: 1, offset: 0 };
    const finding = findingOf(code, `${name.schema}.${name.name}`, place);
    return {
      ok: false,
      sql: null,
      columns: [],
      findings: [finding],
      lineMap: [],
      dependencies: [],
      predicates: [],
      macros: [],
    };
  }
}

function finished(
  session: BindSession,
  printed: Layout | null,
  context: ObjectContext | null,
  columns: readonly CompiledColumn[],
): CompiledObject {
  const findings = distinctFindings(session.findings);
  return {
    ok: printed !== null && findings.every(({ severity }) => severity !== 'error'),
    sql: printed?.text ?? null,
    columns,
    findings,
    lineMap: printed === null ? [] : lineMap(printed, session),
    dependencies: session.dependencies,
    predicates: session.predicates,
    macros: context?.macros ?? [],
  };
}

/** What is said twice of one place, as an operand that stands in two comparisons is, is said once. */
function distinctFindings(findings: readonly Finding[]): readonly Finding[] {
  const byText = new Map(findings.map((finding) => [JSON.stringify(finding), finding]));
  return [...byText.values()];
}

function lineMap(printed: Layout, session: BindSession): readonly LineMapping[] {
  return printed.origins.map(({ line, offset }) => {
    const place = session.source.place(offset);
    return { line, sourceFile: place.file, sourceLine: place.line };
  });
}
