/** Rows of INSERT statements made of constants: `VALUES` lists and `SELECT 1, 'a' UNION ALL SELECT ...`. */
import type { Column, Table } from '../../catalog/catalog.js';
import type { Expression, Insert, QueryBody } from '../../syntax/tsql/ast/index.js';
import type { CatalogDraft, StatementContext } from '../catalog/draft.js';
import { parseExpression } from '../catalog/expression-text.js';
import { resolveName } from '../catalog/naming.js';
import type { Outcome } from '../catalog/outcome.js';
import { columnOf, constantContext } from '../catalog/tables.js';
import { CellError, toCell, type Cell, type Constant } from './cell.js';
import { constantOf } from './constant.js';
import type { RowBuffer } from './row-buffer.js';

type RowValue = Constant | 'default';

const open = (table: Table | null, reason: string): Outcome => ({
  disposition: 'open',
  object: table?.name ?? null,
  reason,
});

/** Reads the rows of one INSERT, `repeat` times (`GO n`). */
export function insertRows(draft: CatalogDraft, context: StatementContext, node: Insert, repeat: number): Outcome {
  if (node.target.kind !== 'named_table') return open(null, 'an INSERT into a variable of the install script');
  const name = resolveName(node.target.name);
  const table = draft.table(name);
  if (!table) return open(null, `${name.schema}.${name.name} is not in the input`);
  const columns = targetColumns(draft, table, node);
  const rows = columns && constantRows(draft, node.source);
  if (!columns || !rows) return notConstant(draft, context, table, node);
  const misfit = rows.find((row) => row.length !== columns.length);
  if (misfit && node.source.type !== 'default_values')
    return open(table, `${columns.length} columns but ${misfit.length} values`);
  for (let turn = 0; turn < Math.min(repeat, REPEAT_MAX); turn++) append(draft, context, table, columns, rows, node);
  return { disposition: 'rows', object: table.name, reason: null };
}

const REPEAT_MAX = 100_000;

function notConstant(draft: CatalogDraft, context: StatementContext, table: Table, node: Insert): Outcome {
  const place = context.place(node.span.start);
  const name = `${table.name.schema}.${table.name.name}`;
  const message = `Rows that this INSERT into ${name} computes are not among the sample rows: only constants are read from scripts.`;
  draft.report('ROWS-NOT-CONSTANT', 'warning', message, place);
  return open(table, 'the inserted rows are computed, not constant');
}

/** Listed columns, or all that an INSERT without a list fills. Null when one is not in the table. */
function targetColumns(draft: CatalogDraft, table: Table, node: Insert): Column[] | null {
  if (node.columns.length === 0)
    return table.columns.filter((c) => !c.computed && !c.identity && c.type.base !== 'rowversion');
  const found = node.columns.map((column) => columnOf(draft, table, column.value));
  return found.every((column) => column !== undefined) ? found : null;
}

function constantRows(draft: CatalogDraft, source: Insert['source']): RowValue[][] | null {
  if (source.type === 'default_values') return [[]];
  if (source.type === 'values') return rowsOf(draft, source.rows);
  if (source.type === 'execute') return null;
  const { query } = source;
  return query.with || query.offset || query.fetch ? null : bodyRows(draft, query.body, query.orderBy.length > 0);
}

function rowsOf(draft: CatalogDraft, rows: readonly (readonly Expression[])[]): RowValue[][] | null {
  const context = constantContext(draft);
  const result: RowValue[][] = [];
  for (const row of rows) {
    const values: RowValue[] = [];
    for (const expression of row) {
      const value = constantOf(expression, context);
      if (value === undefined) return null;
      values.push(value);
    }
    result.push(values);
  }
  return result;
}

/** Walks the left spine of UNION ALL, which may be thousands of members long. */
function bodyRows(draft: CatalogDraft, body: QueryBody, ordered: boolean): RowValue[][] | null {
  const members: (readonly Expression[])[] = [];
  let rest = body;
  while (rest.kind === 'set_operation' && rest.operator === 'union_all') {
    const member = memberOf(rest.right);
    if (!member) return null;
    members.push(member);
    rest = rest.left;
  }
  const first = ordered ? null : memberOf(rest);
  return first ? rowsOf(draft, [...members, first].reverse()) : null;
}

function memberOf(body: QueryBody): readonly Expression[] | null {
  if (body.kind !== 'select' || body.from.length > 0 || body.where || body.top || body.quantifier === 'distinct')
    return null;
  const items = body.items.map((item) => (item.kind === 'select_expression' ? item.expression : null));
  return items.every((item) => item !== null) ? items : null;
}

function append(
  draft: CatalogDraft,
  context: StatementContext,
  table: Table,
  columns: readonly Column[],
  rows: readonly RowValue[][],
  node: Insert,
): void {
  const stored = table.columns.filter((column) => !column.computed && column.type.base !== 'rowversion');
  const positions = stored.map((column) => (node.source.type === 'default_values' ? -1 : columns.indexOf(column)));
  const buffer = draft.rowsOf(table.name);
  const fill = new RowFiller(draft, buffer, stored, positions);
  const names = stored.map((column) => column.name);
  for (const row of rows) {
    if (buffer.isFull) {
      buffer.total++;
      continue;
    }
    try {
      buffer.append(names, [fill.row(row)]);
    } catch (error) {
      if (!(error instanceof CellError)) throw error;
      const message = `A row of ${table.name.schema}.${table.name.name} is left out: a value is ${error.message}.`;
      draft.report('ROWS-VALUE', 'warning', message, context.place(node.span.start));
    }
  }
}

/** Completes rows with identity values and defaults. */
class RowFiller {
  private readonly defaults = new Map<Column, Cell>();

  constructor(
    private readonly draft: CatalogDraft,
    private readonly buffer: RowBuffer,
    private readonly stored: readonly Column[],
    private readonly positions: readonly number[],
  ) {}

  row(values: readonly RowValue[]): Cell[] {
    return this.stored.map((column, index) => {
      const value = values[this.positions[index] ?? -1];
      return value === undefined || value === 'default' ? this.missing(column) : this.given(column, value);
    });
  }

  private given(column: Column, value: Constant): Cell {
    const cell = toCell(value, column.type, this.draft.dateFormat);
    if (column.identity && cell !== null) this.buffer.sawIdentity(cell, BigInt(column.identity.increment));
    return cell;
  }

  private missing(column: Column): Cell {
    if (column.identity) return this.buffer.identity(BigInt(column.identity.seed), BigInt(column.identity.increment));
    const known = this.defaults.get(column);
    if (known !== undefined) return known;
    const cell = this.defaultCell(column);
    if (!/newid|newsequentialid/i.test(column.default ?? '')) this.defaults.set(column, cell);
    return cell;
  }

  private defaultCell(column: Column): Cell {
    const expression = column.default === null ? null : parseExpression(column.default);
    const value = expression && constantOf(expression, constantContext(this.draft));
    return value && value !== 'default' ? toCell(value, column.type, this.draft.dateFormat) : null;
  }
}
