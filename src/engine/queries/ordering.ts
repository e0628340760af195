/** ORDER BY, OFFSET and FETCH, TOP. NULLs come first. Source: Microsoft Learn, "SELECT - ORDER BY clause", "TOP". */
import type { Expression, OrderItem, Top } from '../../syntax/tsql/ast/index.js';
import { comparerOf } from '../collation/order.js';
import { toType } from '../conversion/convert.js';
import { SqlError } from '../errors.js';
import type { Bound, Frame } from '../expressions/bound.js';
import { sameName, type BoundQuery, type Scope } from '../expressions/scope.js';
import type { Run } from '../session/run.js';
import { BIGINT, FLOAT, type Type } from '../types/type.js';
import type { Row, Value } from '../values/value.js';

export interface Ending {
  readonly orderBy: readonly OrderItem[];
  readonly offset: Expression | null;
  readonly fetch: Expression | null;
}

export interface SortKey {
  readonly type: Type;
  readonly isDescending: boolean;
}

/** @returns negative when `a` comes first */
export function keysComparer(keys: readonly SortKey[]): (a: readonly Value[], b: readonly Value[]) => number {
  const comparers = keys.map(({ type, isDescending }) => {
    const compare = nullsFirst(type);
    return isDescending ? (a: Value, b: Value): number => -compare(a, b) : compare;
  });
  return (a, b) => {
    for (const [index, compare] of comparers.entries()) {
      const order = compare(a[index] ?? null, b[index] ?? null);
      if (order !== 0) return order;
    }
    return 0;
  };
}

function nullsFirst(type: Type): (a: Value, b: Value) => number {
  const compare = comparerOf(type);
  return (a, b) => {
    if (a === null || b === null) return a === b ? 0 : a === null ? -1 : 1;
    return compare(a, b);
  };
}

/**
 * Index of the output column that an item of ORDER BY names: by number, or by name; null when it is an expression.
 * @param takesQualified of a set operation, whose columns may be named with the table of the first query
 */
export function outputIndex(
  { expression }: OrderItem,
  columns: readonly { readonly name: string }[],
  takesQualified = false,
): number | null {
  if (expression.kind === 'literal' && expression.type === 'integer') {
    const position = Number(expression.value);
    if (position < 1 || position > columns.length)
      throw new SqlError(108, `The ORDER BY position number ${position} is out of range of the number of items in the select list.`); // prettier-ignore
    return position - 1;
  }
  if (expression.kind !== 'column' || (expression.qualifier.length > 0 && !takesQualified)) return null;
  const index = columns.findIndex(({ name }) => name !== '' && sameName(name, expression.name.value));
  return index < 0 ? null : index;
}

/** For set operations: only their own columns can be ordered by. */
export function ordered(query: BoundQuery, ending: Ending, scope: Scope): BoundQuery {
  if (ending.orderBy.length === 0) return query;
  const indexes = ending.orderBy.map((item) => {
    const index = outputIndex(item, query.columns, true);
    if (index === null) throw new SqlError(104, 'ORDER BY items must appear in the select list if the statement contains a UNION, INTERSECT or EXCEPT operator.'); // prettier-ignore
    return index;
  });
  const compare = keysComparer(ending.orderBy.map(({ direction }, at) => ({ type: query.columns[indexes[at] ?? 0]?.type ?? BIGINT, isDescending: direction === 'desc' }))); // prettier-ignore
  const cut = cutOf(ending, scope);
  const keyed = (row: Row): Value[] => indexes.map((index) => row[index] ?? null);
  return {
    ...query,
    isOrdered: true,
    rows: (outer, run) => {
      const rows = query.rows(outer, run).map((row) => ({ row, keys: keyed(row) }));
      run.step(rows.length);
      rows.sort((a, b) => compare(a.keys, b.keys));
      return cut(rows.map(({ row }) => row), outer, run); // prettier-ignore
    },
  };
}

type Cut = <T>(rows: readonly T[], outer: Frame | null, run: Run) => readonly T[];

/** OFFSET and FETCH. */
export function cutOf({ offset, fetch }: Ending, scope: Scope): Cut {
  if (!offset) return (rows) => rows;
  const [skip, take] = [countOf(offset, scope), fetch ? countOf(fetch, scope) : null];
  return (rows, outer, run) => {
    const from = skip(outer, run);
    if (from < 0) throw new SqlError(10742, 'The offset specified in a OFFSET clause may not be negative.');
    if (!take) return rows.slice(from);
    const count = take(outer, run);
    if (count < 1) throw new SqlError(10744, 'The number of rows provided for a FETCH clause must be greater then zero.'); // prettier-ignore
    return rows.slice(from, from + count);
  };
}

function countOf(expression: Expression, scope: Scope): (outer: Frame | null, run: Run) => number {
  const bound = toType(scope.binder.expression(expression, scope.with({ columns: [], interceptor: null })), BIGINT);
  return (outer, run) => Number(bound.evaluate({ row: [], outer }, run) ?? 0n);
}

/** @param sameKeys whether two rows, by their place, are ties in the order */
export type TopCut = <T>(
  rows: readonly T[],
  outer: Frame | null,
  run: Run,
  areTies: (a: T, b: T) => boolean,
) => readonly T[];

export function topOf(top: Top | null, scope: Scope): TopCut {
  if (!top) return (rows) => rows;
  const plain = scope.with({ columns: [], interceptor: null });
  const bound: Bound = toType(scope.binder.expression(top.count, plain), top.percent ? FLOAT : BIGINT);
  return (rows, outer, run, areTies) => {
    const given = Number(bound.evaluate({ row: [], outer }, run) ?? 0);
    if (given < 0) throw new SqlError(1014, 'A TOP or FETCH clause contains an invalid value.');
    if (top.percent && given > 100) throw new SqlError(1031, 'Percent values must be between 0 and 100.');
    const count = top.percent ? Math.ceil((rows.length * given) / 100) : given;
    let end = Math.min(count, rows.length);
    const last = rows[end - 1];
    if (top.withTies && end > 0 && last !== undefined)
      while (end < rows.length && areTies(last, rows[end] as NonNullable<typeof last>)) end++;
    return rows.slice(0, end);
  };
}
