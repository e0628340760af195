/** Joins in which a trusted foreign key finds a partner for every row. */
import type { Constraint, Table } from '../../catalog/catalog.js';
import type { ColumnReference, Expression, Join, TableSource } from '../../syntax/tsql/ast/index.js';
import { extendsSide, joinsAbove, keepsUnmatched, otherSide, type Side } from './joins.js';
import type { Reading } from './reading.js';
import type { Resolved, Source } from './source.js';
import { conjunctsOf } from './strictness.js';

/** Names of the constraints by which every row of a side of a join meets one of the other side; null where nothing says so. */
export function alwaysMatches(join: Join, side: Side, reading: Reading): readonly string[] | null {
  if (!join.on) return null;
  const pairs = conjunctsOf(join.on).map((condition) => pairOf(condition, join, side, reading));
  const [first] = pairs;
  if (!first) return null;
  const columns: [Resolved, Resolved][] = [];
  for (const pair of pairs) {
    if (pair?.[0].source !== first[0].source || pair[1].source !== first[1].source) return null;
    columns.push(pair);
  }
  const [referencing, referenced] = [first[0].source, first[1].source];
  const key = foreignKeyOf(columns, referencing.table, referenced.table, reading);
  if (!key || joinsAbove(referencing.node, reading.tree, join).some(extendsSide)) return null;
  const notNull = columns.map(([{ column }]) => column.nonNull);
  const all = allRowsOf(referenced, join[otherSide(side)], reading);
  if (!all || notNull.some((each) => each === null)) return null;
  return [...new Set([nameOf(key, referencing.table), ...notNull.flatMap((each) => each ?? []), ...all])];
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
function pairOf(condition: Expression, join: Join, side: Side, reading: Reading): [Resolved, Resolved] | null {
  if (condition.kind !== 'comparison' || condition.operator !== '=') return null;
  const [a, b] = [bare(condition.left), bare(condition.right)];
  const [x, y] = [a && reading.resolve(a, a), b && reading.resolve(b, b)];
  if (!x?.isOwn || !y?.isOwn) return null;
  const isOn = (found: Resolved, part: TableSource): boolean =>
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
