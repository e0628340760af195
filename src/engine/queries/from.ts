/** FROM: tables, views, functions and what is made of them. Source: Microsoft Learn, "FROM clause plus JOIN, APPLY, PIVOT". */
import type { Expression, NamedTable, TableAlias, TableSource } from '../../syntax/tsql/ast/index.js';
import { toType } from '../conversion/convert.js';
import { NotInEngine, SqlError } from '../errors.js';
import { requireAllColumns } from '../expressions/partial.js';
import type { Relation, Scope, ScopeColumn } from '../expressions/scope.js';
import { commonType } from '../types/common-type.js';
import type { Row } from '../values/value.js';
import { requireUsefulOrder } from './clause-rules.js';
import { bindApply, bindJoin, crossed } from './join.js';
import { equalColumns, type Equality } from './join-keys.js';
import { unitOf, type FoundObject, type ReadableTable } from './objects.js';
import { bindPivot, bindUnpivot } from './pivot.js';
import { bindOpenJson, bindTableFunction } from './table-function.js';

const NOTHING: Relation = { columns: [], rows: () => [[]] };

/** Sources beside each other are a cross join. No FROM: one row of nothing. */
export function bindFrom(sources: readonly TableSource[], scope: Scope, where: Expression | null): Relation {
  if (sources.length === 0) return NOTHING;
  const relations = sources.map((source) => bindSource(source, scope));
  requireExposedNames(relations);
  // What WHERE reads of the rows around is no part of these rows: they depend on nothing by it.
  const all = scope.with({ columns: relations.flatMap(({ columns }) => columns), interceptor: null, dependence: { isThere: false } }); // prettier-ignore
  return relations.reduce((left, right) => crossed(left, right, where ? keysBetween(left, right, where, all) : []));
}

/** What WHERE holds against each other of sources beside each other: the joins of old. */
function keysBetween(left: Relation, right: Relation, where: Expression, all: Scope): Equality[] {
  const [start, end] = [left.columns.length, left.columns.length + right.columns.length];
  return equalColumns(
    where,
    all,
    ({ depth, index }) => depth === 0 && index < start,
    ({ depth, index }) => depth === 0 && index >= start && index < end,
  );
}

type Of<K extends TableSource['kind']> = Extract<TableSource, { kind: K }>;
type Rules = { readonly [K in TableSource['kind']]: (source: Of<K>, scope: Scope) => Relation };

const lacking = (code: string, what: string) => (): never => {
  throw new NotInEngine(code, what);
};

const RULES: Rules = {
  named_table: bindNamed,
  derived_table: ({ query, alias }, scope) => {
    requireUsefulOrder(query);
    const bound = scope.binder.query(query, scope.with({ columns: [], interceptor: null }));
    const unnamed = alias?.columns.length ? -1 : bound.columns.findIndex(({ name }) => name === '');
    if (unnamed >= 0) throw new SqlError(8155, `No column name was specified for column ${unnamed + 1} of '${alias?.name.value}'.`); // prettier-ignore
    return aliased(queryColumns(bound.columns), bound.rows, alias);
  },
  values_table: bindValues,
  table_function: (source, scope) => {
    const { columns, rows } = bindTableFunction(source, scope);
    return aliased(columns, rows, source.alias);
  },
  table_variable: ({ variable, alias }, scope) => {
    const table = scope.objects.tableVariable(variable.name);
    if (!table) throw new SqlError(1087, `Must declare the table variable "${variable.name}".`);
    return stored(table, alias, variable.name, undefined);
  },
  join: (source, scope) => bindJoin(source, scope, bindSource),
  apply: (source, scope) => bindApply(source, scope, bindSource),
  pivot: (source, scope) => bindPivot(source, bindSource(source.source, scope), scope),
  unpivot: (source, scope) => bindUnpivot(source, bindSource(source.source, scope), scope),
  parenthesised_table: ({ table }, scope) => bindSource(table, scope),
  odbc_join: ({ table }, scope) => bindSource(table, scope),
  open_json: (source, scope) => {
    const { columns, rows } = bindOpenJson(source, scope);
    return aliased(columns, rows, source.alias);
  },
  open_xml: lacking('ENGINE-OPENXML', 'OPENXML'),
  open_rowset: lacking('ENGINE-OPENROWSET', 'OPENROWSET and its like'),
  dml_table: lacking('ENGINE-DML-TABLE', 'a changing statement as a table'),
};

export function bindSource(source: TableSource, scope: Scope): Relation {
  // The rule of a kind takes nodes of that kind.
  const rule = RULES[source.kind] as (source: TableSource, scope: Scope) => Relation;
  return rule(source, scope);
}

function queryColumns(
  columns: readonly { readonly name: string; readonly type: ScopeColumn['type']; readonly isNullable: boolean }[],
): ScopeColumn[] {
  return columns.map(({ name, type, isNullable }) => ({ table: null, name, type: asColumn(type), isNullable }));
}

/** What was said of a literal, and COLLATE, is over once it is a column of a table: a reference to it is implicit. Source: Microsoft Learn, "Collation precedence". */
export function asColumn(type: ScopeColumn['type']): ScopeColumn['type'] {
  const { isUntypedNull: _untyped, ...plain } = type;
  return plain.collationLabel === 'default' || plain.collationLabel === 'explicit'
    ? { ...plain, collationLabel: 'implicit' }
    : plain;
}

/** @throws SqlError 8158, 8159 when the alias names more or fewer columns */
export function aliased(columns: readonly ScopeColumn[], rows: Relation['rows'], alias: TableAlias | null): Relation {
  const names = alias?.columns ?? [];
  if (names.length > 0) requireAllColumns(columns);
  if (names.length > 0 && names.length !== columns.length)
    throw new SqlError(names.length < columns.length ? 8158 : 8159, `'${alias?.name.value}' has ${names.length < columns.length ? 'more' : 'fewer'} columns than were specified in the column list.`); // prettier-ignore
  const table = alias?.name.value ?? null;
  return { rows, columns: columns.map((column, index) => ({ ...column, table: table ?? column.table, name: names[index]?.value ?? column.name })) }; // prettier-ignore
}

/** Catalog views of SQL Server 2000, which answer without a schema. Source: Microsoft Learn, "System Compatibility Views". */
const SYSTEM_TABLE =
  /^sys(objects|columns|indexes|users|types|comments|depends|databases|foreignkeys|references|constraints|files|filegroups|indexkeys|logins|members|messages|permissions|processes|protects|servers)$/i;

function bindNamed(source: NamedTable, scope: Scope): Relation {
  if (source.temporal) throw new NotInEngine('ENGINE-TEMPORAL', 'FOR SYSTEM_TIME');
  if (source.sample) throw new NotInEngine('ENGINE-TABLESAMPLE', 'TABLESAMPLE');
  const parts = source.name.parts;
  const name = parts.at(-1)?.value ?? '';
  const schema = parts.length > 1 ? (parts.at(-2)?.value ?? 'dbo') : undefined;
  const cte = parts.length === 1 ? scope.ctes.get(name.toLowerCase()) : undefined;
  if (cte) {
    const bound = cte(scope);
    return withName(aliased(queryColumns(bound.columns), bound.rows, source.alias), source.alias, name, undefined);
  }
  const found = scope.objects.find(source.name);
  if (!found && SYSTEM_TABLE.test(name)) throw new NotInEngine('ENGINE-SYSTEM-CATALOG', name);
  if (!found) throw new SqlError(208, `Invalid object name '${parts.map((part) => part?.value ?? '').join('.')}'.`);
  if (found.kind === 'table') return stored(found.table, source.alias, name, schema ?? 'dbo');
  if (found.kind === 'function') throw new SqlError(216, `Parameters were not supplied for the function '${name}'.`);
  return withName(viewRows(found, scope, source.alias), source.alias, name, schema ?? 'dbo');
}

function withName(relation: Relation, alias: TableAlias | null, name: string, schema: string | undefined): Relation {
  if (alias) return relation;
  return { ...relation, columns: relation.columns.map((column) => ({ ...column, table: name, schema })) };
}

function stored(table: ReadableTable, alias: TableAlias | null, name: string, schema: string | undefined): Relation {
  const columns = table.columns.map(({ name: column, type, isNullable }): ScopeColumn => ({ table: name, schema, name: column, type, isNullable })); // prettier-ignore
  const rows: Relation['rows'] = () => table.rows;
  return alias ? aliased(columns.map((column) => ({ ...column, schema: undefined })), rows, alias) : { columns, rows }; // prettier-ignore
}

/** Source: Microsoft Learn, "CREATE VIEW": views can be nested up to 32 levels; "Database engine events and errors", 217, 4429. */
const viewsMax = 32;

/** A view is bound where it is used, with nothing of the query around it in sight. @throws SqlError 217, 4429 */
function viewRows(view: Extract<FoundObject, { kind: 'view' }>, scope: Scope, alias: TableAlias | null): Relation {
  if (scope.views.includes(view.query))
    throw new SqlError(4429, `View or function '${view.name}' contains a self-reference. Views or functions cannot reference themselves directly or indirectly.`); // prettier-ignore
  if (scope.views.length >= viewsMax)
    throw new SqlError(217, `Maximum stored procedure, function, trigger, or view nesting level exceeded (limit ${viewsMax}).`); // prettier-ignore
  requireUsefulOrder(view.query);
  const bound = scope.binder.query(view.query, scope.with({ columns: [], outer: null, ctes: new Map(), interceptor: null, depth: scope.depth + 1, unit: unitOf(view.schema, view.name), views: [...scope.views, view.query] })); // prettier-ignore
  const columns = queryColumns(bound.columns).map((column, index) => ({ ...column, name: view.columns[index] ?? column.name })); // prettier-ignore
  return aliased(columns, (_outer, run) => bound.rows(null, run), alias);
}

/** Each column has the type that all its rows have in common. */
function bindValues({ rows, alias }: Of<'values_table'>, scope: Scope): Relation {
  const plain = scope.with({ columns: [], interceptor: null });
  const bound = rows.map((row) => row.map((value) => scope.binder.expression(value, plain)));
  const width = bound[0]?.length ?? 0;
  if (bound.some((row) => row.length !== width)) throw new SqlError(10709, 'The number of columns for each row in a table value constructor must be the same.'); // prettier-ignore
  const types = Array.from({ length: width }, (_, at) => bound.map((row) => row[at]?.type ?? { base: 'int' as const }).reduce((a, b) => commonType(a, b))); // prettier-ignore
  const values = bound.map((row) => row.map((value, at) => toType(value, types[at] ?? value.type)));
  const columns = types.map((type): ScopeColumn => ({ table: null, name: '', type: asColumn(type), isNullable: true }));
  return aliased(columns, (outer, run) => values.map((row): Row => row.map((value) => value.evaluate({ row: [], outer }, run))), alias); // prettier-ignore
}

function requireExposedNames(relations: readonly Relation[]): void {
  const seen = new Set<string>();
  for (const { columns } of relations) {
    const names = new Set(columns.flatMap(({ table, schema }) => (table === null ? [] : [`${schema ?? ''}.${table}`.toLowerCase()]))); // prettier-ignore
    for (const name of names) {
      if (seen.has(name) && name.startsWith('.')) throw new SqlError(1011, `The correlation name '${name.slice(1)}' is specified multiple times in a FROM clause.`, 15); // prettier-ignore
      if (seen.has(name)) throw new SqlError(1013, `The objects "${name.slice(1)}" in the FROM clause have the same exposed names. Use correlation names to distinguish them.`); // prettier-ignore
      seen.add(name);
    }
  }
}
