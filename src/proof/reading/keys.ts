/** Columns that tell the rows of a source apart. */
import type { Table } from '../../catalog/catalog.js';
import type {
  Expression,
  GroupBy,
  Query,
  QueryBody,
  Select,
  Star,
  TableSource,
  Unpivot,
} from '../../syntax/tsql/ast/index.js';
import { holdsAggregate } from './aggregates.js';
import { nameOf } from './always-matches.js';
import { columnsOfBody, cteOf, pivotGroups, sourceColumns } from './columns.js';
import { fixesColumns, fixesRowBy, ownColumns, sourcesOfStar } from './determined.js';
import { joinsAbove } from './joins.js';
import type { Reading } from './reading.js';
import { areSame } from './same-text.js';
import type { Key, Resolved, Source } from './source.js';

/** Of a group, for which smaller ones are looked for. */
const KEYS_MAX = 16;

export function sourceKeys(node: TableSource, reading: Reading): readonly Key[] {
  if (node.kind === 'derived_table') return keysOfQuery(node.query, reading);
  if (node.kind === 'unpivot') return unpivotKeys(node, reading);
  if (node.kind === 'table_function') {
    const found = node.call.kind === 'call' ? reading.objects.find(node.call.name) : null;
    return found?.kind === 'routine' ? reading.keysOfObject(found) : [];
  }
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
  if (body.kind === 'select') return keysOfSelect(body, reading);
  const columns = body.operator === 'union_all' ? null : columnsOfBody(body, reading);
  return columns ? [{ positions: columns.map((_, at) => at), reasons: [] }] : [];
}

/** Aggregates without groups give one row; a query without FROM too. */
export function isOneRow({ items, groupBy, from, having }: Select): boolean {
  if (from.length === 0) return true;
  return groupBy === null && (having !== null || items.some(({ expression }) => holdsAggregate(expression)));
}

/** TOP (1) without ties. */
export function isTopOne({ top }: Select): boolean {
  const count = top?.count.kind === 'parenthesised' ? top.count.operand : top?.count;
  return count?.kind === 'literal' && count.value === '1' && !top?.percent && !top?.withTies;
}

/** A source under APPLY: it has rows of its own for each row of what stands before it. */
export const isLateral = (node: TableSource, reading: Reading): boolean =>
  joinsAbove(node, reading.tree).some((above) => above.node.kind === 'apply' && above.side === 'right');

/** Whether a part of FROM has one row, whatever rows there are. */
export function alwaysOneRow(node: TableSource, reading: Reading): boolean {
  if (node.kind === 'derived_table') return isOneRowQuery(node.query);
  if (node.kind !== 'table_function' || node.call.kind !== 'call') return false;
  const found = reading.objects.find(node.call.name);
  const query = found?.kind === 'routine' ? reading.queryOf(found) : null;
  return query !== null && isOneRowQuery(query);
}

function isOneRowQuery({ body, offset, forClause }: Query): boolean {
  const isPlain = body.kind === 'select' && !body.top && !body.having && !(body.from.length === 0 && body.where);
  return isPlain && !offset && !forClause && isOneRow(body);
}

/** The rows of UNPIVOT: those of the source, once for each name. */
function unpivotKeys(node: Unpivot, reading: Reading): Key[] {
  const [columns, inner] = [sourceColumns(node, reading), sourceColumns(node.source, reading)];
  if (!columns || !inner) return [];
  const positionOf = (name: string): number => columns.findIndex((each) => each.name.toLowerCase() === name.toLowerCase()); // prettier-ignore
  return sourceKeys(node.source, reading).flatMap(({ positions, reasons }) => {
    const own = [...positions.map((at) => positionOf(inner[at]?.name ?? '')), positionOf(node.nameColumn.value)];
    return own.includes(-1) ? [] : [{ positions: own, reasons }];
  });
}

function keysOfSelect(select: Select, reading: Reading): readonly Key[] {
  if (isOneRow(select) || isTopOne(select)) return [{ positions: [], reasons: [] }];
  const outputs = outputsOf(select, reading);
  if (!outputs) return [];
  const all = outputs.map((_, at) => at);
  const distinct: Key[] = select.quantifier === 'distinct' ? [{ positions: all, reasons: [] }] : [];
  return [...distinct, ...(select.groupBy ? groupKeys(select, select.groupBy, outputs, reading) : rowKeys(select, outputs, reading))]; // prettier-ignore
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
    else if (!knowsStar(expression, select, reading)) return null;
    else found.push(...columns.map((column) => ({ expression: null, column })));
  }
  return found;
}

const knowsStar = (star: Star, select: Select, reading: Reading): boolean =>
  sourcesOfStar(star, select, reading)?.every((source) => source.columns() !== null) ?? false;

function groupKeys(select: Select, groupBy: GroupBy, outputs: readonly Output[], reading: Reading): Key[] {
  const keys = plainKeys(groupBy);
  if (!keys) return [];
  const positionOf = (key: Expression): number => outputs.findIndex(({ expression }) => expression && areSame(expression, key, reading.tree)); // prettier-ignore
  const found: Key[] = [];
  for (const fewer of [...fewerKeys(select, keys, reading), { keys, reasons: [] }]) {
    const positions = fewer.keys.map(positionOf);
    if (!positions.includes(-1)) found.push({ positions, reasons: fewer.reasons });
  }
  return found;
}

/** Without those that the others fix by a key of a source. */
function fewerKeys(select: Select, keys: readonly Expression[], reading: Reading) {
  return keys.length > KEYS_MAX
    ? []
    : keys.flatMap((gone) => {
        const kept = keys.filter((key) => key !== gone);
        const least = kept.filter((key) => fixesColumns(select, kept.filter((each) => each !== key), keys, reading) === null); // prettier-ignore
        const reasons = fixesColumns(select, least, keys, reading);
        return reasons ? [{ keys: least, reasons }] : [];
      });
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
