/** Columns that tell the rows of a source apart. */
import type { Table } from '../../catalog/catalog.js';
import type { Expression, GroupBy, Query, QueryBody, Select, TableSource } from '../../syntax/tsql/ast/index.js';
import { holdsAggregate } from './aggregates.js';
import { nameOf } from './always-matches.js';
import { cteOf, pivotGroups } from './columns.js';
import { fixesRowBy, ownColumns } from './determined.js';
import { joinsAbove } from './joins.js';
import type { Reading } from './reading.js';
import { areSame } from './same-text.js';
import type { Key, Resolved, Source } from './source.js';

export function sourceKeys(node: TableSource, reading: Reading): readonly Key[] {
  // Under APPLY there are other rows for each row of the left.
  if (joinsAbove(node, reading.tree).some((above) => above.node.kind === 'apply' && above.side === 'right')) return [];
  if (node.kind === 'derived_table') return keysOfQuery(node.query, reading);
  if (node.kind === 'pivot') {
    const groups = pivotGroups(node, reading);
    return groups ? [{ positions: groups.map((_, at) => at), reasons: [] }] : [];
  }
  if (node.kind !== 'named_table' || node.sample || node.temporal) return [];
  const cte = cteOf(node.name, node, reading);
  if (cte) return cte === 'itself' ? [] : keysOfQuery(cte.query, reading);
  const found = reading.objects.find(node.name);
  if (found?.kind === 'view') return reading.keysOfObject(found);
  return found?.kind === 'table' && !found.external ? tableKeys(found) : [];
}

function tableKeys(table: Table): Key[] {
  const positionOf = (name: string): number =>
    table.columns.findIndex((column) => column.name.toLowerCase() === name.toLowerCase());
  return table.constraints
    .filter(({ type, trusted, filter }) => (type === 'primary_key' || type === 'unique') && trusted && filter === null)
    .map((constraint) => ({
      positions: constraint.columns.map(positionOf),
      reasons: [nameOf(constraint, table)],
    }))
    .filter(({ positions }) => positions.length > 0 && !positions.includes(-1));
}

export function keysOfQuery({ body, forClause }: Query, reading: Reading): readonly Key[] {
  return forClause ? [] : keysOfBody(body, reading);
}

function keysOfBody(body: QueryBody, reading: Reading): readonly Key[] {
  if (body.kind === 'parenthesised_query') return keysOfQuery(body.query, reading);
  return body.kind === 'select' ? keysOfSelect(body, reading) : [];
}

/** Aggregates without groups give one row; a query without FROM too. */
export function isOneRow({ items, groupBy, from, having }: Select): boolean {
  if (from.length === 0) return true;
  return groupBy === null && (having !== null || items.some(({ expression }) => holdsAggregate(expression)));
}

function keysOfSelect(select: Select, reading: Reading): readonly Key[] {
  if (isOneRow(select)) return [{ positions: [], reasons: [] }];
  const outputs = outputsOf(select, reading);
  if (!outputs) return [];
  const all = outputs.map((_, at) => at);
  const distinct: Key[] = select.quantifier === 'distinct' ? [{ positions: all, reasons: [] }] : [];
  return [...distinct, ...(select.groupBy ? groupKeys(select.groupBy, outputs, reading) : rowKeys(select, outputs, reading))]; // prettier-ignore
}

interface Output {
  readonly expression: Expression | null;
  readonly column: Resolved | null;
}

/** With `*` written out; null when its columns are not known. */
function outputsOf(select: Select, reading: Reading): Output[] | null {
  const found: Output[] = [];
  for (const { expression } of select.items) {
    const columns = ownColumns(expression, select, reading);
    if (expression.kind !== 'star') found.push({ expression, column: columns[0] ?? null });
    else if (reading.sourcesOf(select).some((source) => source.columns() === null)) return null;
    else found.push(...columns.map((column) => ({ expression: null, column })));
  }
  return found;
}

function groupKeys(groupBy: GroupBy, outputs: readonly Output[], reading: Reading): Key[] {
  const keys = plainKeys(groupBy);
  const positions = keys?.map((key) => outputs.findIndex(({ expression }) => expression && areSame(expression, key, reading.tree))); // prettier-ignore
  return positions && !positions.includes(-1) ? [{ positions, reasons: [] }] : [];
}

/** Null where there are subtotals, whose NULLs may look like a group's own. */
export function plainKeys({ items, withModifier }: GroupBy): Expression[] | null {
  const found: Expression[] = [];
  if (withModifier) return null;
  for (const item of items) {
    if (item.kind !== 'group_expression') return null;
    found.push(item.expression);
  }
  return found;
}

/** A key of one of the sources that the others hang on, else all that is shown. */
function rowKeys(select: Select, outputs: readonly Output[], reading: Reading): Key[] {
  const ofSources = reading.sourcesOf(select).flatMap((source) => source.keys().map((key) => shown(source, key, outputs))); // prettier-ignore
  const candidates = [...ofSources, outputs.map((_, at) => at)];
  return candidates.flatMap((positions) => {
    const columns = positions?.flatMap((at) => outputs[at]?.column ?? []) ?? [];
    const reasons = positions ? fixesRowBy(select, columns, reading) : null;
    return positions && reasons ? [{ positions, reasons }] : [];
  });
}

function shown(source: Source, key: Key, outputs: readonly Output[]): number[] | null {
  const columns = source.columns();
  const positions = key.positions.map((at) => outputs.findIndex(({ column }) => column?.source === source && column.column === columns?.[at])); // prettier-ignore
  return positions.includes(-1) ? null : positions;
}
