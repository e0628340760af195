/** Columns of what FROM can name, by the catalog. */
import type { Table } from '../../catalog/catalog.js';
import type { ColumnReference, CommonTableExpression, Expression, Identifier, ObjectName, Pivot, Query, QueryBody, Select, TableSource } from '../../syntax/tsql/ast/index.js'; // prettier-ignore
import { walk, type AnyNode } from '../../syntax/tsql/walk.js';
import type { Reading } from './reading.js';
import type { NonNull, ReadColumn, Source } from './source.js';

export type Columns = readonly ReadColumn[] | null;

export function renamed(columns: Columns, names: readonly Identifier[]): Columns {
  if (names.length === 0) return columns;
  if (columns?.length !== names.length) return null;
  return columns.map((column, at) => ({ ...column, name: names[at]?.value ?? column.name }));
}

/** Name and table of a part of FROM. */
export function describe(node: TableSource, reading: Reading): Pick<Source, 'name' | 'table'> {
  const alias = 'alias' in node ? node.alias?.name.value.toLowerCase() : undefined;
  if (node.kind !== 'named_table') return { name: alias ?? '', table: null };
  const name = alias ?? node.name.parts.at(-1)?.value.toLowerCase() ?? '';
  const found = cteOf(node.name, node, reading) ? null : reading.objects.find(node.name);
  const isWhole = found?.kind === 'table' && !found.external && !node.sample && !node.temporal;
  return { name, table: isWhole ? found : null };
}

export function sourceColumns(node: TableSource, reading: Reading): Columns {
  switch (node.kind) {
    case 'named_table':
      return namedColumns(node.name, node, reading);
    case 'derived_table':
      return renamed(reading.columnsOf(node.query), node.alias?.columns ?? []);
    case 'values_table':
      return renamed(valuesColumns(node.rows, reading), node.alias?.columns ?? []);
    case 'table_function': {
      const found = node.call.kind === 'call' ? reading.objects.find(node.call.name) : null;
      return found?.kind === 'routine' ? renamed(reading.columnsOfObject(found), node.alias?.columns ?? []) : null;
    }
    case 'pivot': {
      const kept = pivotGroups(node, reading);
      const values = node.values.map(({ value }): ReadColumn => ({
        name: value,
        nonNull: null,
        column: null,
        table: null,
      }));
      return kept && renamed([...kept, ...values], node.alias?.columns ?? []);
    }
    case 'unpivot': {
      const gone = new Set(node.columns.flatMap((column) => (column.kind === 'column' ? [column.name.value.toLowerCase()] : []))); // prettier-ignore
      const kept = sourceColumns(node.source, reading)?.filter(({ name }) => !gone.has(name.toLowerCase()));
      // A NULL makes no row.
      const made = [node.valueColumn, node.nameColumn].map(({ value }): ReadColumn => ({ name: value, nonNull: [], column: null, table: null })); // prettier-ignore
      return kept ? renamed([...kept, ...made], node.alias?.columns ?? []) : null;
    }
    default:
      return null;
  }
}

/** Columns of the source that PIVOT groups by: all that it does not name. */
export function pivotGroups({ source, aggregate, column }: Pivot, reading: Reading): Columns {
  const named = new Set<string>();
  for (const root of [aggregate, column])
    walk(root, (node) => {
      if (node.kind === 'column') named.add((node as ColumnReference).name.value.toLowerCase()); // by its kind
    });
  return sourceColumns(source, reading)?.filter(({ name }) => !named.has(name.toLowerCase())) ?? null;
}

function namedColumns(name: ObjectName, node: AnyNode, reading: Reading): Columns {
  const cte = cteOf(name, node, reading);
  if (cte) return cte === 'itself' ? null : renamed(reading.columnsOf(cte.query), cte.columns);
  const found = reading.objects.find(name);
  if (found?.kind === 'view') return reading.columnsOfObject(found);
  return found?.kind === 'table' ? tableColumns(found) : null;
}

function tableColumns(table: Table): Columns {
  return table.columns.map((column) => {
    const isSure = !column.nullable && !table.external && column.computed === null;
    const nonNull = isSure ? [`NOT NULL of ${table.name.schema}.${table.name.name}.${column.name}`] : null;
    return { name: column.name, nonNull, column, table: table.external ? null : table };
  });
}

/** The expression of the nearest WITH that has the name; `itself` for one that is used in its own text. */
export function cteOf(
  { parts }: ObjectName,
  node: AnyNode,
  { tree }: Reading,
): CommonTableExpression | 'itself' | null {
  if (parts.length !== 1) return null;
  const wanted = parts[0]?.value.toLowerCase();
  const around = new Set<AnyNode>();
  for (let at: AnyNode | null = node; at; at = tree.parentOf(at)) {
    around.add(at);
    if (at.kind !== 'query') continue;
    const { with: clause } = at as Query; // a node of kind `query` is one
    const found = clause?.ctes.findLast(({ name }) => name.value.toLowerCase() === wanted);
    if (found) return around.has(found) ? 'itself' : found;
  }
  return null;
}

function valuesColumns(rows: readonly (readonly Expression[])[], reading: Reading): Columns {
  const width = rows[0]?.length ?? 0;
  return Array.from({ length: width }, (_, at) => {
    const all = rows.map((row) => (row[at] ? reading.nonNull(row[at]) : null));
    return { name: '', nonNull: all.every((each) => each !== null) ? [] : null, column: null, table: null };
  });
}

export function columnsOfQuery({ body, forClause }: Query, reading: Reading): Columns {
  return forClause ? null : columnsOfBody(body, reading);
}

export function columnsOfBody(body: QueryBody, reading: Reading): Columns {
  switch (body.kind) {
    case 'select':
      return columnsOfSelect(body, reading);
    case 'parenthesised_query':
      return reading.columnsOf(body.query);
    case 'set_operation': {
      const [left, right] = [columnsOfBody(body.left, reading), columnsOfBody(body.right, reading)];
      return left?.map(({ name, nonNull }, at) => ({ name, nonNull: both(nonNull, right?.[at]?.nonNull ?? null), column: null, table: null })) ?? null; // prettier-ignore
    }
  }
}

const both = (a: NonNull, b: NonNull): NonNull => (a && b ? [...new Set([...a, ...b])] : null);

function columnsOfSelect(select: Select, reading: Reading): Columns {
  const found: ReadColumn[] = [];
  for (const item of select.items) {
    const { expression } = item;
    if (item.kind === 'select_assignment') return null;
    if (expression.kind === 'star') {
      const all = starColumns(expression.qualifier.at(-1)?.value.toLowerCase() ?? null, select, reading);
      if (!all) return null;
      found.push(...all);
      continue;
    }
    const origin = expression.kind === 'column' ? reading.resolve(expression, expression) : null;
    const name = item.alias?.value ?? origin?.column.name ?? '';
    found.push({
      name,
      nonNull: reading.nonNull(expression),
      column: origin?.column.column ?? null,
      table: origin?.column.table ?? null,
    });
  }
  return found;
}

function starColumns(table: string | null, select: Select, reading: Reading): Columns {
  const found: ReadColumn[] = [];
  const sources = reading.sourcesNamed(table, select);
  if (!sources) return null;
  for (const source of sources) {
    const columns = source.columns();
    if (!columns) return null;
    const place = { select, phase: 'after', join: null } as const;
    const isExtended = reading.isExtended(source, place);
    for (const column of columns) {
      const isSure = column.nonNull !== null && !isExtended;
      const isRequired = !isSure && reading.isRequired({ source, column }, place);
      found.push({
        name: column.name,
        nonNull: isSure ? column.nonNull : isRequired ? [] : null,
        column: column.column,
        table: column.table,
      });
    }
  }
  return found;
}
