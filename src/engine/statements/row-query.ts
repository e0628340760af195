/**
 * Which rows UPDATE, DELETE and MERGE mean. They are found by a query over the tables of the statement, in which the table to be changed
 * has one column more: the place of each row.
 */
import type { ColumnReference, Expression, Identifier, NamedTable, ObjectName, Query, SelectExpression, TableSource, Top, WithClause } from '../../syntax/tsql/ast/index.js'; // prettier-ignore
import { walk } from '../../syntax/tsql/walk.js';
import { NotInEngine, SqlError } from '../errors.js';
import type { BoundQuery, Scope } from '../expressions/scope.js';
import type { Objects, ReadableTable } from '../queries/objects.js';
import type { StoredTable } from '../storage/stored-table.js';
import { INT, type Type } from '../types/type.js';
import type { Row, Value } from '../values/value.js';
import type { Activation } from './activation.js';
import { cteTarget } from './cte-target.js';
import { limited } from './select.js';
import { requireTable, requireTableVariable, textOfName } from './target.js';

/** No column of a person can have this name. */
const ROW_COLUMN = '\u0000row';
const NOWHERE = { start: 0, end: 0 };

export const identifier = (value: string): Identifier => ({ kind: 'identifier', value, quoting: 'bracket', span: NOWHERE }); // prettier-ignore
export const item = (expression: Expression, alias: string | null = null): SelectExpression => ({
  kind: 'select_expression',
  expression,
  alias: alias === null ? null : identifier(alias),
  aliasForm: alias === null ? 'none' : 'as',
  stringAlias: null,
  span: NOWHERE,
});

/** Where the table to be changed stands among the tables of the statement. */
export interface Target {
  readonly table: StoredTable;
  readonly from: readonly TableSource[];
  /** The place of its rows, as an expression. */
  readonly place: ColumnReference;
  readonly objects: Objects;
  /** In the place of the statement's own, where the change goes through one of them. */
  readonly with?: WithClause;
}

type Named = Extract<TableSource, { kind: 'named_table' | 'table_variable' }>;

/** @throws SqlError 208, 1087; NotInEngine for a change through a view or a common table expression */
export function findTarget(
  target: TableSource,
  from: readonly TableSource[],
  ctes: WithClause | null,
  activation: Activation,
): Target {
  if (target.kind !== 'named_table' && target.kind !== 'table_variable')
    throw new NotInEngine('ENGINE-CHANGE-TARGET', `a change of ${target.kind}`);
  const source = sourceAmong(target, from) ?? target;
  if (source.kind === 'named_table' && ctes && isCte(source.name, ctes))
    return throughCte(source, from, ctes, activation);
  const table = source.kind === 'named_table' ? requireTable(source.name, activation.session.database) : requireTableVariable(source.variable.name, activation); // prettier-ignore
  const tables = from.length === 0 ? [source] : source === target ? [...from, target] : from;
  const name = source.alias?.name ?? (source.kind === 'named_table' ? source.name.parts.at(-1) : null) ?? identifier(source.kind === 'table_variable' ? source.variable.name : ''); // prettier-ignore
  return {
    table,
    from: tables,
    place: { kind: 'column', qualifier: [name], name: identifier(ROW_COLUMN), span: NOWHERE },
    objects: withPlaces(activation.objects, source, table),
  };
}

function throughCte(named: NamedTable, from: readonly TableSource[], ctes: WithClause, activation: Activation): Target {
  const name = named.name.parts.at(-1)?.value ?? '';
  const hidden: ColumnReference = { kind: 'column', qualifier: [], name: identifier(ROW_COLUMN), span: NOWHERE };
  const found = cteTarget(name, ctes, item(hidden));
  if (from.length > 0)
    throw new NotInEngine('ENGINE-CHANGE-CTE', 'a change through a common table expression with FROM');
  if (isCte(found.source.name, ctes)) throw new NotInEngine('ENGINE-CHANGE-CTE', 'a change through two common table expressions'); // prettier-ignore
  const table = requireTable(found.source.name, activation.session.database);
  const objects = withPlaces(activation.objects, found.source, table);
  return { table, from: [named], place: { ...hidden, qualifier: [identifier(name)] }, objects, with: found.with };
}

/**
 * `UPDATE x SET ... FROM t AS x`: x is t. Named by its table, it is the one without an alias, or the only one that there is.
 * Source: Microsoft Learn, "UPDATE (Transact-SQL)", FROM.
 */
function sourceAmong(target: Named, from: readonly TableSource[]): Named | null {
  const found: Named[] = [];
  const aliased: Named[] = [];
  for (const source of from)
    walk(source, (node) => {
      if (node.kind === 'derived_table' || node.kind === 'query') return false;
      // The walk tells kinds, not types.
      const inner = node as unknown as TableSource;
      if (inner.kind !== 'named_table' && inner.kind !== 'table_variable') return true;
      if (isMeant(target, inner)) found.push(inner);
      else if (isMeant(target, { ...inner, alias: null })) aliased.push(inner);
      return true;
    });
  if (found.length === 0 && aliased.length > 1)
    throw new SqlError(8154, `The table '${target.kind === 'named_table' ? textOfName(target.name) : target.variable.name}' is ambiguous.`); // prettier-ignore
  return found[0] ?? aliased[0] ?? null;
}

const lower = (name: string | undefined): string => name?.toLowerCase() ?? '';

function isMeant(target: Named, source: Named): boolean {
  if (target.kind === 'table_variable')
    return source.kind === 'table_variable' && lower(source.variable.name) === lower(target.variable.name);
  const wanted = target.name.parts;
  if (source.alias) return wanted.length === 1 ? lower(source.alias.name.value) === lower(wanted[0]?.value) : false;
  if (source.kind !== 'named_table') return false;
  const own = source.name.parts;
  const schema = (parts: ObjectName['parts']): string => lower(parts.at(-2)?.value ?? 'dbo');
  return lower(own.at(-1)?.value) === lower(wanted.at(-1)?.value) && schema(own) === schema(wanted);
}

const isCte = (name: ObjectName, ctes: WithClause | null): boolean =>
  name.parts.length === 1 && (ctes?.ctes.some((cte) => lower(cte.name.value) === lower(name.parts[0]?.value)) ?? false);

function withPlaces(objects: Objects, source: Named, table: StoredTable): Objects {
  const extended: ReadableTable = {
    columns: [...table.columns, { name: ROW_COLUMN, type: INT, isNullable: false }],
    rows: table.rows.map((row, at) => [...row, at]),
    keys: [...table.keys, [table.columns.length]],
  };
  if (source.kind === 'table_variable') {
    const name = lower(source.variable.name);
    return {
      ...objects,
      tableVariable: (wanted) => (lower(wanted) === name ? extended : objects.tableVariable(wanted)),
    };
  }
  return {
    ...objects,
    find: (name) => (name === source.name ? { kind: 'table', table: extended } : objects.find(name)),
  };
}

export interface RowQuery {
  readonly target: Target;
  readonly with: WithClause | null;
  readonly top: Top | null;
  readonly where: Expression | null;
  readonly items: readonly Expression[];
}

export interface FoundRows {
  readonly types: readonly Type[];
  /** Each row of the table once, with the values of the items. */
  readonly found: readonly { readonly row: Row; readonly values: readonly Value[] }[];
}

export function findRows({ target, with: ctes, top, where, items }: RowQuery, activation: Activation): FoundRows {
  const query = selectQuery({ with: target.with ?? ctes, top, from: target.from, where, items: [target.place, ...items].map((expression) => item(expression)) }); // prettier-ignore
  const { scope } = activation;
  const bound: BoundQuery = scope.binder.query(query, scopeWith(scope, target.objects));
  const before = target.table.rows;
  const seen = new Set<Value>();
  const found: { row: Row; values: readonly Value[] }[] = [];
  for (const [place, ...values] of limited(bound.rows(null, activation.run), activation)) {
    const row = typeof place === 'number' ? before[place] : undefined;
    if (row === undefined || seen.has(place ?? null)) continue;
    seen.add(place ?? null);
    found.push({ row, values });
  }
  return { types: bound.columns.slice(1).map(({ type }) => type), found };
}

export const scopeWith = (scope: Scope, objects: Objects): Scope => scope.with({ objects });

interface Parts {
  readonly with: WithClause | null;
  readonly top: Top | null;
  readonly items: readonly SelectExpression[];
  readonly from: readonly TableSource[];
  readonly where: Expression | null;
}

export function selectQuery({ with: ctes, top, items, from, where }: Parts): Query {
  const body = { kind: 'select', quantifier: null, top, items, into: null, from, where, groupBy: null, having: null, windows: [], span: NOWHERE } as const; // prettier-ignore
  return { kind: 'query', with: ctes, body, orderBy: [], offset: null, fetch: null, forClause: null, option: [], span: NOWHERE }; // prettier-ignore
}

/** @throws SqlError 207, 271, 272, 8102 */
export function settablePosition(table: StoredTable, column: Expression | null): number {
  if (column?.kind !== 'column') throw new NotInEngine('ENGINE-METHOD', 'SET of something that is no column');
  const name = column.name.value;
  const at = table.positionOf(name);
  if (at < 0) throw new SqlError(207, `Invalid column name '${name}'.`);
  const found = table.columns[at];
  if (found?.computed) throw new SqlError(271, `The column "${name}" cannot be modified because it is either a computed column or is the result of a UNION operator.`); // prettier-ignore
  if (found?.type.base === 'rowversion') throw new SqlError(272, 'Cannot update a timestamp column.');
  if (found?.identity) throw new SqlError(8102, `Cannot update identity column '${name}'.`);
  return at;
}
