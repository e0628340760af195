/** CREATE TABLE, ALTER TABLE, CREATE INDEX and what else shapes tables. */
import type { Column, Table } from '../../catalog/catalog.js';
import type {
  AlterTable,
  CreateExternalTable,
  CreateIndex,
  CreateTable,
  CreateTableAsSelect,
  DropItem,
  ObjectName,
  SelectStatement,
  TableElement,
} from '../../syntax/tsql/ast/index.js';
import { constantOf } from '../rows/constant.js';
import { toCell } from '../rows/cell.js';
import { parseExpression } from './expression-text.js';
import { tableParts, uniqueIndex } from './columns.js';
import { sliceOf, type CatalogDraft, type StatementContext } from './draft.js';
import { resolveName } from './naming.js';
import type { Outcome } from './outcome.js';

export function createTable(draft: CatalogDraft, context: StatementContext, node: CreateTable): Outcome {
  const temporal = node.elements.some((element) => element.kind === 'period');
  return addTable(draft, context, node.name, node.elements, { temporal }, node.span);
}

export function createExternalTable(
  draft: CatalogDraft,
  context: StatementContext,
  node: CreateExternalTable,
): Outcome {
  return addTable(draft, context, node.name, node.elements, { external: true }, node.span);
}

/** CTAS: the table's rows are what its query gives. */
export function createTableAsSelect(
  draft: CatalogDraft,
  context: StatementContext,
  node: CreateTableAsSelect,
): Outcome {
  return addTable(draft, context, node.name, [], { query: sliceOf(context, node.query.span) }, node.span);
}

/** `SELECT ... INTO t` at script level makes a table of its query, unless `t` is temporary. */
export function selectInto(draft: CatalogDraft, context: StatementContext, node: SelectStatement): Outcome | null {
  const body = node.query.body;
  if (body.kind !== 'select' || !body.into) return null;
  const { table } = body.into;
  if (resolveName(table).name.startsWith('#'))
    return { disposition: 'open', object: null, reason: 'a temporary table of the install script is not carried over' };
  const text = sliceOf(context, node.query.span);
  const from = body.into.table.span.start - node.query.span.start;
  const head = text.slice(0, from).replace(/into\s*$/i, '');
  const tail = text.slice(body.into.table.span.end - node.query.span.start);
  return addTable(draft, context, table, [], { query: `${head} ${tail}` }, node.span);
}

function addTable(
  draft: CatalogDraft,
  context: StatementContext,
  written: ObjectName,
  elements: readonly TableElement[],
  traits: { external?: boolean; temporal?: boolean; query?: string },
  span: { readonly start: number; readonly end: number },
): Outcome {
  const { schema, name } = resolveName(written);
  if (name.startsWith('#'))
    return { disposition: 'open', object: null, reason: 'a temporary table of the install script is not carried over' };
  const table: Table = {
    kind: 'table',
    name: { schema, name },
    description: context.comment,
    definition: {
      place: context.place(span.start),
      text: sliceOf(context, span),
      quotedIdentifier: draft.quotedIdentifier,
      tokens: { ...context.tokens },
    },
    findings: [],
    ...tableParts(draft, context, elements),
    external: traits.external ?? false,
    temporal: traits.temporal ?? false,
    query: traits.query ?? null,
  };
  const added = draft.add(table);
  return { disposition: added ? 'catalog' : 'open', object: table.name, reason: added ? null : 'created twice' };
}

export function alterTable(draft: CatalogDraft, context: StatementContext, node: AlterTable): Outcome {
  const name = resolveName(node.name);
  const table = draft.table(name);
  if (!table) return { disposition: 'open', object: null, reason: `${name.schema}.${name.name} is not in the input` };
  const { action } = node;
  switch (action.type) {
    case 'add':
      addElements(draft, context, table, action.elements, action.check !== 'nocheck');
      break;
    case 'alter_column':
      alterColumn(draft, context, table, action.column);
      break;
    case 'drop':
      for (const item of action.items) dropItem(draft, table, item);
      break;
    case 'check_constraint':
      setTrust(draft, table, action.names?.map((n) => n.value) ?? null, action.enable && action.with === 'check', action.enable); // prettier-ignore
      break;
    case 'trigger':
    case 'switch':
    case 'option':
      return { disposition: 'dropped', object: table.name, reason: 'storage or trigger setting of a table' };
  }
  return { disposition: 'catalog', object: table.name, reason: null };
}

function addElements(
  draft: CatalogDraft,
  context: StatementContext,
  table: Table,
  elements: readonly TableElement[],
  trusted: boolean,
): void {
  const parts = tableParts(draft, context, elements, trusted);
  table.columns.push(...parts.columns);
  table.constraints.push(...parts.constraints);
  for (const column of parts.columns) fillNewColumn(draft, table, column);
  for (const element of elements)
    if (element.kind === 'constraint' && element.type === 'default' && element.forColumn && element.expression) {
      const column = columnOf(draft, table, element.forColumn.value);
      if (column) column.default = sliceOf(context, element.expression.span);
    }
  const key = parts.constraints.find((constraint) => constraint.type === 'primary_key');
  for (const name of key?.columns ?? []) {
    const column = columnOf(draft, table, name);
    if (column) column.nullable = false;
  }
}

/** A NOT NULL column with a default gives its value to the rows that are there; a nullable one NULL. */
function fillNewColumn(draft: CatalogDraft, table: Table, column: Column): void {
  const rows = draft.rows.get(draft.keys.of(table.name));
  if (!rows || column.nullable || column.default === null) return;
  const expression = parseExpression(column.default);
  const value = expression && constantOf(expression, constantContext(draft));
  if (value && value !== 'default') rows.fillColumn(column.name, toCell(value, column.type, draft.dateFormat));
}

export function constantContext(draft: CatalogDraft) {
  return {
    dateFormat: draft.dateFormat,
    typeOf: draft.typeOf.bind(draft),
    nextUuid: draft.nextUuid.bind(draft),
  };
}

function alterColumn(
  draft: CatalogDraft,
  context: StatementContext,
  table: Table,
  element: Extract<TableElement, { kind: 'column_definition' }>,
): void {
  const column = columnOf(draft, table, element.name.value);
  const changed = tableParts(draft, context, [element]).columns[0];
  if (!column || !changed || !element.type) return;
  column.type = changed.type;
  column.nullable = changed.nullable;
  column.collation = changed.collation ?? column.collation;
}

function dropItem(draft: CatalogDraft, table: Table, item: DropItem): void {
  const name = item.name?.value;
  if (name === undefined) return;
  const isColumn = item.what === 'column';
  if (isColumn) table.columns = table.columns.filter((column) => !draft.keys.same(column.name, name));
  else table.constraints = table.constraints.filter((c) => c.name === null || !draft.keys.same(c.name, name));
}

/** NOCHECK disables; CHECK without WITH CHECK enables but leaves it untrusted. Source: Microsoft Learn, "ALTER TABLE", CHECK | NOCHECK CONSTRAINT. */
function setTrust(
  draft: CatalogDraft,
  table: Table,
  names: readonly string[] | null,
  trusted: boolean,
  enable: boolean,
): void {
  for (const constraint of table.constraints) {
    if (constraint.type !== 'foreign_key' && constraint.type !== 'check') continue;
    const named =
      names === null || names.some((name) => constraint.name !== null && draft.keys.same(name, constraint.name));
    if (named && (trusted || !enable || !constraint.trusted)) constraint.trusted = trusted;
  }
}

/** Column by name under the database's collation. */
export function columnOf(draft: CatalogDraft, table: Table, name: string): Column | undefined {
  return table.columns.find((column) => draft.keys.same(column.name, name));
}

/** A unique index is kept as a constraint; other indexes have no meaning in a dbt project. */
export function createIndex(draft: CatalogDraft, context: StatementContext, node: CreateIndex): Outcome {
  const table = draft.table(resolveName(node.table));
  const isUnique = node.words.some((word) => word.toUpperCase() === 'UNIQUE');
  if (!table || !isUnique)
    return { disposition: 'dropped', object: table?.name ?? null, reason: 'an index is physical design' };
  table.constraints.push(uniqueIndex(context, node.name, node.columns.map((c) => c.name.value), node.where)); // prettier-ignore
  return { disposition: 'catalog', object: table.name, reason: null };
}
