/** Joins in which a trusted foreign key finds a partner for every row. */
import type { Constraint, Table } from '../../catalog/catalog.js';
import type { ColumnReference, Expression, Join, TableSource } from '../../syntax/tsql/ast/index.js';
import { extendsSide, joinsAbove, keepsUnmatched, otherSide, type Side } from './joins.js';
import { innerConditions } from './inner-conditions.js';
import type { Place, Reading } from './reading.js';
import type { Resolved, Source } from './source.js';
import { conjunctsOf } from './strictness.js';

/** Names of the constraints by which every row of a side of a join meets one of the other side; null where nothing says so. */
export function alwaysMatches(join: Join, side: Side, reading: Reading): readonly string[] | null {
  if (!join.on) return null;
  const pairs: Pair[] = [];
  for (const condition of conjunctsOf(join.on)) {
    const pair = pairOf(condition, join, side, reading);
    if (!pair || pair[1].source !== (pairs[0] ?? pair)[1].source) return null;
    pairs.push(pair);
  }
  const [first] = pairs;
  const rows = first ? allRowsOf(first[1].source, join[otherSide(side)], reading) : null;
  if (!first || !rows) return null;
  const equal = equalColumns(join[side], reading);
  for (const source of reading.sourcesIn(join[side], first[0].place.select)) {
    const own = pairs.map(([column, other]): Pair | null => {
      const same = equal(column).find((each) => each.source === source);
      return same ? [same, other] : null;
    });
    const found = own.every((pair) => pair !== null) ? referring(own, join, reading) : null;
    if (found) return [...new Set([...found, ...rows])];
  }
  return null;
}

type Found = Resolved & { readonly place: Place };
type Pair = readonly [Found, Found];

/** Why the columns of one source always have a partner in a table: they refer to it, and are never NULL. */
function referring(pairs: readonly Pair[], join: Join, reading: Reading): readonly string[] | null {
  const [first] = pairs;
  if (!first || joinsAbove(first[0].source.node, reading.tree, join).some(extendsSide)) return null;
  const place = { select: first[0].place.select, phase: 'from', join } as const;
  const notNull = pairs.map(([found]) => found.column.nonNull ?? (reading.isRequired(found, place) ? [] : null));
  const keys = pairs.length === 1 ? chainOf(first, reading) : keyOver(pairs, reading);
  if (!keys || notNull.some((each) => each === null)) return null;
  return [...keys, ...notNull.flatMap((each) => each ?? [])];
}

/** Columns on a side that a condition of an inner join below makes equal to one, itself first. */
function equalColumns(part: TableSource, reading: Reading): (column: Found) => readonly Found[] {
  const pairs = innerConditions(part).flatMap((condition): Pair[] => {
    if (condition.kind !== 'comparison' || condition.operator !== '=') return [];
    const [a, b] = [bare(condition.left), bare(condition.right)];
    const [x, y] = [a && reading.resolve(a, a), b && reading.resolve(b, b)];
    return x?.isOwn && y?.isOwn ? [[x, y]] : [];
  });
  return (column) => {
    const found = [column];
    const isThere = (each: Found): boolean => found.some(({ source, column: own }) => source === each.source && own === each.column); // prettier-ignore
    for (let at = 0; at < found.length; at += 1)
      for (const [x, y] of pairs) {
        const isAt = (each: Found): boolean => each.source === found[at]?.source && each.column === found[at]?.column;
        if (isAt(x) && !isThere(y)) found.push(y);
        if (isAt(y) && !isThere(x)) found.push(x);
      }
    return found;
  };
}

const CHAIN_MAX = 8;

/** Trusted foreign keys of one column each that lead from a column, by way of other tables, to the key of one. */
function chainOf([{ column: from }, { source, column: to }]: Pair, reading: Reading): readonly string[] | null {
  if (!from.table || !from.column || !source.table || !to.column) return null;
  const start = { table: from.table, column: from.column.name, names: [] as readonly string[] };
  const open = [start];
  for (let at = 0; at < Math.min(open.length, CHAIN_MAX); at += 1) {
    const { table, column, names } = open[at] ?? start;
    for (const key of table.constraints) {
      const [own, second] = key.columns;
      const [other] = key.references?.columns ?? [];
      const next = key.references && reading.objects.table(key.references.table);
      if (key.type !== 'foreign_key' || !key.trusted || !next || !other || second || !isSame(own, column)) continue;
      const all = [...names, nameOf(key, table)];
      if (next === source.table && isSame(other, to.column.name)) return all;
      open.push({ table: next, column: other, names: all });
    }
  }
  return null;
}

const isSame = (a: string | undefined, b: string): boolean => a?.toLowerCase() === b.toLowerCase();

function keyOver(pairs: readonly Pair[], reading: Reading): readonly string[] | null {
  const [first] = pairs;
  const key = first && foreignKeyOf(pairs, first[0].source.table, first[1].source.table, reading);
  return key ? [nameOf(key, first[0].source.table)] : null;
}

/** Constraints by which each row of a table is somewhere in the rows of a part of FROM; null where it may be left out. */
function allRowsOf(source: Source, part: TableSource, reading: Reading): readonly string[] | null {
  const found: string[] = [];
  for (const { node, side } of joinsAbove(source.node, reading.tree, reading.tree.parentOf(part))) {
    if (node.kind === 'apply') {
      if (side !== 'left' || node.type !== 'outer') return null;
    } else if (!keepsUnmatched(node.type, side)) {
      const always = alwaysMatches(node, side, reading);
      if (!always) return null;
      found.push(...always);
    }
  }
  return found;
}

/** The two columns of an equality, that of `side` first. */
function pairOf(condition: Expression, join: Join, side: Side, reading: Reading): Pair | null {
  if (condition.kind !== 'comparison' || condition.operator !== '=') return null;
  const [a, b] = [bare(condition.left), bare(condition.right)];
  const [x, y] = [a && reading.resolve(a, a), b && reading.resolve(b, b)];
  if (!x?.isOwn || !y?.isOwn) return null;
  const isOn = (found: Found, part: TableSource): boolean =>
    reading.sourcesIn(part, x.place.select).includes(found.source);
  const [own, other] = [join[side], join[otherSide(side)]];
  if (isOn(x, own) && isOn(y, other)) return [x, y];
  return isOn(y, own) && isOn(x, other) ? [y, x] : null;
}

export function bare(expression: Expression): ColumnReference | null {
  if (expression.kind === 'parenthesised') return bare(expression.operand);
  return expression.kind === 'column' ? expression : null;
}

/** A trusted foreign key over just these columns. */
function foreignKeyOf(
  pairs: readonly (readonly [Resolved, Resolved])[],
  from: Table | null,
  to: Table | null,
  reading: Reading,
): Constraint | null {
  if (!from || !to) return null;
  const written = new Set(pairs.map(([a, b]) => pairText(a.column.name, b.column.name)));
  const isIt = ({ type, trusted, columns, references }: Constraint): boolean => {
    if (type !== 'foreign_key' || !trusted || !references || reading.objects.table(references.table) !== to) return false; // prettier-ignore
    const own = new Set(columns.map((column, at) => pairText(column, references.columns[at] ?? '')));
    return own.size === written.size && [...own].every((each) => written.has(each));
  };
  return from.constraints.find(isIt) ?? null;
}

const pairText = (a: string, b: string): string => `${a}\u0000${b}`.toLowerCase();

export const nameOf = ({ name, type, columns }: Constraint, table: Table | null): string =>
  name ??
  `${type.replace('_', ' ').toUpperCase()} (${columns.join(', ')}) of ${table?.name.schema}.${table?.name.name}`;
