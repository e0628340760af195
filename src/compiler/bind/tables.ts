/** FROM: tables, views, CTEs, derived tables, joins and APPLY. Each relation gets an alias of its own in the IR. */
import type {
  Apply,
  DerivedTable,
  Identifier,
  Join,
  NamedTable,
  TableAlias,
  TableSource,
  ValuesTable,
} from '../../syntax/tsql/ast/index.js';
import type { OutputColumn, RelationIr } from '../ir/relation.js';
import { commonType } from '../types/common-type.js';
import { coerce } from './coerce.js';
import { bindExpression } from './expression.js';
import { bindInlineFunction } from './inline-table-function.js';
import { bindPivot } from './pivot.js';
import { bindQuery } from './query.js';
import { QueryScope, type ScopedRelation } from './query-scope.js';
import { bindOpenJson, bindBuiltInTableFunction } from './table-functions.js';

/** Relations of a comma list are joined crosswise. Null without FROM; `failed` when a source cannot be bound at all (reported). */
export function bindFrom(sources: readonly TableSource[], scope: QueryScope): RelationIr | null | 'failed' {
  let result: RelationIr | null = null;
  for (const source of sources) {
    const bound = bindSource(source, scope);
    if (!bound) return 'failed';
    result = result ? { op: 'join', type: 'cross', left: result, right: bound, on: null, span: source.span } : bound;
  }
  return result;
}

/** One source; its names are added to the scope. Null when reported. */
export function bindSource(source: TableSource, scope: QueryScope): RelationIr | null {
  switch (source.kind) {
    case 'named_table':
      return bindNamed(source, scope);
    case 'derived_table':
      return bindDerived(source, scope, scope.around.outer);
    case 'values_table':
      return bindValues(source, scope);
    case 'join':
      return bindJoin(source, scope);
    case 'apply':
      return bindApply(source, scope);
    case 'parenthesised_table':
      return bindSource(source.table, scope);
    case 'odbc_join':
      return bindSource(source.table, scope);
    case 'pivot':
    case 'unpivot':
      return bindPivot(source, scope);
    case 'open_json':
      return bindOpenJson(source, scope);
    case 'table_function':
      return bindInlineFunction(source, scope) ?? bindBuiltInTableFunction(source, scope);
    case 'table_variable':
      return refuse(scope, 'TSQL-TABLE-VARIABLE', source, source.variable.name);
    case 'open_xml':
      return refuse(scope, 'TSQL-XML', source, 'OPENXML');
    case 'open_rowset':
      return refuse(scope, 'TSQL-OPENROWSET', source, source.function.toUpperCase());
    case 'dml_table':
      return refuse(scope, 'TSQL-UNSUPPORTED-CONSTRUCT', source, 'a data change in FROM');
  }
}

function refuse(scope: QueryScope, code: string, source: TableSource, detail: string): null {
  scope.report(code, source.span, detail);
  return null;
}

/** Adds a relation to the scope under its alias or own name, and gives it an alias of the IR. */
export function expose(scope: QueryScope, name: string, columns: readonly OutputColumn[], schema: string | null = null): ScopedRelation {
  const alias = scope.around.session.alias(name);
  const relation: ScopedRelation = { exposed: name, schema, alias, columns, nullable: false };
  scope.relations.push(relation);
  return relation;
} // prettier-ignore

/** Column names of `AS t (a, b)`. */
export function aliased(columns: readonly OutputColumn[], alias: TableAlias | null, scope: QueryScope): readonly OutputColumn[] {
  if (!alias || alias.columns.length === 0) return columns;
  if (alias.columns.length !== columns.length) scope.report('TSQL-COLUMN-COUNT', alias.span, alias.name.value);
  return columns.map((column, index) => ({ ...column, name: alias.columns[index]?.value ?? column.name }));
} // prettier-ignore

/** Each column of a derived table has a name of its own (errors 8155 and 8156). */
export function checkNames(columns: readonly OutputColumn[], node: TableSource, scope: QueryScope): void {
  const { session } = scope.around;
  columns.forEach(({ name }, index) => {
    if (name === null) scope.report('TSQL-UNNAMED-COLUMN', node.span, 'the derived table');
    else if (columns.slice(0, index).some((other) => other.name !== null && session.index.same(other.name, name)))
      scope.report('TSQL-DUPLICATE-COLUMN', node.span, name);
  });
}

function bindNamed(node: NamedTable, scope: QueryScope): RelationIr | null {
  const { session, ctes } = scope.around;
  if (node.temporal) scope.report('TSQL-TEMPORAL-QUERY', node.temporal.span);
  if (node.sample) scope.report('TSQL-TABLESAMPLE', node.span);
  const [only] = node.name.parts;
  const cte = node.name.parts.length === 1 && only ? ctes.get(only.value.toLowerCase()) : undefined;
  const name = node.alias?.name.value ?? lastName(node.name.parts);
  if (cte) {
    const { alias, columns } = expose(scope, name, cte.columns);
    return { op: 'cte', name: cte.name, alias, columns, span: node.span };
  }
  const thing = session.index.resolve(node.name);
  if (thing.kind === 'external') {
    scope.report('TSQL-EXTERNAL-COLUMNS', node.span, `${thing.database}.${thing.schema}.${thing.name}`);
    return null;
  }
  if (thing.kind === 'unknown') return unknownTable(node, scope, `${thing.schema}.${thing.name}`);
  if (thing.object.kind !== 'table' && thing.object.kind !== 'view') return unknownTable(node, scope, name);
  session.dependsOn(thing.object.name);
  const columns = session.columnsOf(thing.object.name);
  if (!columns) return refuse(scope, 'TSQL-DEPENDENCY', node, `${thing.object.name.schema}.${thing.object.name.name}`);
  const { alias } = expose(scope, name, columns, node.alias ? null : thing.object.name.schema);
  const { schema, name: objectName } = thing.object.name;
  return { op: 'object', server: null, database: null, schema, name: objectName, alias, columns, span: node.span };
}

function unknownTable(node: NamedTable, scope: QueryScope, name: string): null {
  const last = lastName(node.name.parts);
  const code = last.startsWith('#') ? 'TSQL-TEMPORARY-TABLE' : isSystem(name) ? 'TSQL-SYSTEM-OBJECT' : 'TSQL-UNKNOWN-OBJECT';
  scope.report(code, node.span, name);
  return null;
} // prettier-ignore

function isSystem(name: string): boolean {
  return /^(sys|information_schema)\./i.test(name) || /^dbo\.sys\w+$/i.test(name);
}

function lastName(parts: readonly (Identifier | null)[]): string {
  return parts.at(-1)?.value ?? '';
}

/** A derived table sees the outer query's names, not its neighbours'; under APPLY it sees the left side too. */
function bindDerived(node: DerivedTable, scope: QueryScope, outer: QueryScope | null): RelationIr | null {
  const query = bindQuery(node.query, { ...scope.around, outer });
  if (!query) return null;
  const columns = aliased(query.columns, node.alias, scope);
  checkNames(columns, node, scope);
  const { alias } = expose(scope, node.alias?.name.value ?? 'derived', columns);
  return { op: 'derived', query, alias, columns, span: node.span };
}

function bindValues(node: ValuesTable, scope: QueryScope): RelationIr | null {
  const around = new QueryScope(scope.around);
  const bound = node.rows.map((row) => row.map((expression) => bindExpression(expression, around)));
  const width = bound[0]?.length ?? 0;
  if (bound.some((row) => row.length !== width)) return refuse(scope, 'TSQL-COLUMN-COUNT', node, 'VALUES');
  const unnamed = Array.from({ length: width }, (_, index): OutputColumn => {
    return { name: `column${index + 1}`, type: commonType(bound.flatMap((row) => row[index] ?? [])) };
  });
  const columns = aliased(unnamed, node.alias, scope);
  const rows = bound.map((row) => row.map((value, index) => coerce(value, columns[index]?.type ?? value.type, around)));
  const { alias } = expose(scope, node.alias?.name.value ?? 'row_values', columns);
  const body = { op: 'values' as const, rows, columns, span: node.span };
  const query = { ctes: [], body, orderBy: [], limit: null, columns, span: node.span };
  return { op: 'derived', query, alias, columns, span: node.span };
}

function bindJoin(node: Join, scope: QueryScope): RelationIr | null {
  const spine: Join[] = [];
  let first: TableSource = node;
  for (; first.kind === 'join'; first = first.left) spine.push(first);
  let left = bindSource(first, scope);
  for (const join of spine.reverse()) {
    if (!left) return null;
    left = joined(join, left, scope);
  }
  return left;
}

/** Columns of the side that may be missing become nullable, for what is bound after the join. */
function joined(node: Join, left: RelationIr, scope: QueryScope): RelationIr | null {
  const before = scope.relations.length;
  const right = bindSource(node.right, scope);
  if (!right) return null;
  const on = node.on ? bindExpression(node.on, scope) : null;
  if (node.on) scope.around.session.predicate('on', node.on.span);
  if (node.type === 'left' || node.type === 'full') mayBeMissing(scope.relations.slice(before));
  if (node.type === 'right' || node.type === 'full') mayBeMissing(scope.relations.slice(0, before));
  return { op: 'join', type: node.type, left, right, on, span: node.span };
}

function mayBeMissing(relations: readonly ScopedRelation[]): void {
  for (const relation of relations) relation.nullable = true;
}

function bindApply(node: Apply, scope: QueryScope): RelationIr | null {
  const left = bindSource(node.left, scope);
  if (!left) return null;
  const before = scope.relations.length;
  const right = bindLateral(node.right, scope);
  if (!right) return null;
  if (node.type === 'outer') mayBeMissing(scope.relations.slice(before));
  return { op: 'apply', type: node.type, left, right, span: node.span };
}

/** The right side of APPLY sees the relations before it. */
function bindLateral(source: TableSource, scope: QueryScope): RelationIr | null {
  if (source.kind === 'derived_table') return bindDerived(source, scope, scope.allowing(scope.allows));
  if (source.kind === 'parenthesised_table') return bindLateral(source.table, scope);
  if (source.kind !== 'values_table') return bindSource(source, scope);
  const inner = new QueryScope({ ...scope.around, outer: scope.allowing(scope.allows) });
  const bound = bindValues(source, inner);
  scope.relations.push(...inner.relations);
  return bound;
}
