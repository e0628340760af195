/** Builders of the IR for rewrites, which make nodes that no source text stands for. */
import type { Span } from '../../syntax/tsql/ast/index.js';
import type { BodyIr, DerivedRelation, OutputColumn, QueryIr, SelectIr } from './relation.js';
import type { AggregateIr, CallIr, Collation, Scalar } from './scalar.js';

/** Name of a result column in an inner query: unnamed ones are numbered, as only an inner query may have them. */
export const columnLabel = (column: OutputColumn, index: number): string => column.name ?? `column_${index + 1}`;

/** Columns all with a name. */
export const labelled = (columns: readonly OutputColumn[]): readonly OutputColumn[] =>
  columns.map((column, index) => ({ ...column, name: columnLabel(column, index) }));

/** Every column of a relation, as items of a SELECT over it. */
export function columnItems(alias: string, columns: readonly OutputColumn[], span: Span): SelectIr['items'] {
  return labelled(columns).map(({ name, type }) => ({
    name,
    expression: { op: 'column', relation: alias, name: name ?? '', type, span },
  }));
}

/** A body as a query of its own. */
export const queryOf = (body: BodyIr, columns: readonly OutputColumn[], span: Span): QueryIr => ({
  ctes: [],
  body,
  orderBy: [],
  limit: null,
  columns,
  span,
});

/** A query as a relation; its unnamed columns are given names. */
export function derivedOf(query: QueryIr, alias: string): DerivedRelation {
  const columns = labelled(query.columns);
  return {
    op: 'derived',
    alias,
    columns,
    query: { ...query, body: withLabels(query.body, columns), columns },
    span: query.span,
  };
}

function withLabels(body: BodyIr, columns: readonly OutputColumn[]): BodyIr {
  if (body.op !== 'select') return body;
  return { ...body, items: body.items.map((item, index) => ({ ...item, name: columns[index]?.name ?? item.name })) };
}

/** `SELECT items FROM from`. */
export const selectFrom = (items: SelectIr['items'], from: SelectIr['from'], span: Span): SelectIr => ({
  op: 'select', distinct: false, items, from, where: null, groupBy: null, having: null, span,
}); // prettier-ignore

/** The value by which a text compares under a collation; it compares by code point itself. */
export const collationKey = (operand: Scalar, collation: Collation): CallIr => ({
  op: 'call',
  fn: 'collation_key',
  unit: null,
  args: [{ ...operand, type: { ...operand.type, collation } }],
  type: { ...operand.type, collation: null },
  span: operand.span,
});

/** One of the texts that are equal under a collation: the first by code point. */
export const representative = (operand: Scalar): AggregateIr => ({
  op: 'aggregate',
  fn: 'min',
  distinct: false,
  args: [{ ...operand, type: { ...operand.type, collation: null } }],
  orderBy: [],
  type: operand.type,
  span: operand.span,
});
