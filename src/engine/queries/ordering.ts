/** ORDER BY, OFFSET and FETCH, TOP. NULLs come first. Source: Microsoft Learn, "SELECT - ORDER BY clause", "TOP". */
import type { Expression, OrderItem, Top } from '../../syntax/tsql/ast/index.js';
import { comparerOf } from '../collation/order.js';
import { toType } from '../conversion/convert.js';
import { SqlError } from '../errors.js';
import type { Frame } from '../expressions/bound.js';
import { requireAllColumns } from '../expressions/partial.js';
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

/** Index of the output column that an item of ORDER BY names: by number, or by name; null when it is an expression. */
export function outputIndex({ expression }: OrderItem, columns: readonly { readonly name: string }[]): number | null {
  if (expression.kind === 'literal' && expression.type === 'integer') {
    const position = Number(expression.value);
    if (position > columns.length) requireAllColumns(columns);
    if (position < 1 || position > columns.length)
      throw new SqlError(108, `The ORDER BY position number ${position} is out of range of the number of items in the select list.`); // prettier-ignore
    return position - 1;
  }
  if (expression.kind !== 'column' || expression.qualifier.length > 0) return null;
  const index = columns.findIndex(({ name }) => name !== '' && sameName(name, expression.name.value));
  return index < 0 ? null : index;
}

/** For set operations: only what their first query selects can be ordered by. */
export function ordered(query: BoundQuery, ending: Ending, scope: Scope): BoundQuery {
  if (ending.orderBy.length === 0) return query;
  const indexes = ending.orderBy.map((item) => {
    const index = outputIndex(item, query.columns) ?? query.itemOf?.(item.expression) ?? null;
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
  const [skip, take] = [countOf(offset, scope, 'offset'), fetch ? countOf(fetch, scope, 'rows') : null];
  return (rows, outer, run) => {
    const from = skip(outer, run);
    if (from < 0) throw new SqlError(10742, 'The offset specified in a OFFSET clause may not be negative.');
    if (!take) return rows.slice(from);
    const count = take(outer, run);
    if (count < 1) throw new SqlError(10744, 'The number of rows provided for a FETCH clause must be greater then zero.'); // prettier-ignore
    return rows.slice(from, from + count);
  };
}

const WHOLE = new Set<Type['base']>(['bit', 'tinyint', 'smallint', 'int', 'bigint']);

type Count = (outer: Frame | null, run: Run) => number;

/**
 * Of TOP, OFFSET and FETCH. Source: Microsoft Learn, "TOP": a bigint, of PERCENT a float; "Database engine events and errors", 1014, 1060.
 * @throws SqlError 1060, 10743 when made; 1014 for a NULL
 */
function countOf(expression: Expression, scope: Scope, what: 'rows' | 'percent' | 'offset'): Count {
  const isPercent = what === 'percent';
  const written = scope.binder.expression(expression, scope.with({ columns: [], interceptor: null }));
  if (!isPercent && (written.literal?.value === null || !WHOLE.has(written.type.base)))
    throw what === 'offset'
      ? new SqlError(10_743, 'The number of rows provided for a OFFSET clause must be an integer.', 15)
      : new SqlError(1060, 'The number of rows provided for a TOP or FETCH clauses row count parameter must be an integer.', 15); // prettier-ignore
  const bound = toType(written, isPercent ? FLOAT : BIGINT);
  return (outer, run) => {
    const value = bound.evaluate({ row: [], outer }, run);
    if (value === null) throw new SqlError(1014, 'A TOP or FETCH clause contains an invalid value.', 15);
    return Number(value);
  };
}

export interface BoundTop {
  /** Rows, or per cent of them. @throws SqlError 127, 1014, 1031 */
  readonly count: Count;
  /** @param given what `count` gave */
  readonly cut: <T>(rows: readonly T[], given: number, areTies: (a: T, b: T) => boolean) => readonly T[];
}

export function topOf(top: Top, scope: Scope): BoundTop {
  const counted = countOf(top.count, scope, top.percent ? 'percent' : 'rows');
  return {
    count: (outer, run) => {
      const given = counted(outer, run);
      if (top.percent && (given < 0 || given > 100)) throw new SqlError(1031, 'Percent values must be between 0 and 100.', 15); // prettier-ignore
      if (given < 0) throw new SqlError(127, 'A TOP N or FETCH rowcount value may not be negative.', 15);
      return given;
    },
    cut: (rows, given, areTies) => {
      const count = top.percent ? Math.ceil((rows.length * given) / 100) : given;
      let end = Math.min(count, rows.length);
      const last = rows[end - 1];
      if (top.withTies && end > 0 && last !== undefined)
        while (end < rows.length && areTies(last, rows[end] as NonNullable<typeof last>)) end++;
      return rows.slice(0, end);
    },
  };
}
