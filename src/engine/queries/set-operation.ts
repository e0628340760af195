/** UNION, UNION ALL, EXCEPT, INTERSECT. Source: Microsoft Learn, "Set Operators". In them NULL equals NULL. */
import type { SetOperation } from '../../syntax/tsql/ast/index.js';
import { toType } from '../conversion/convert.js';
import { SqlError } from '../errors.js';
import type { BoundQuery, Scope } from '../expressions/scope.js';
import type { Run } from '../session/run.js';
import { commonType } from '../types/common-type.js';
import type { Row } from '../values/value.js';
import { ordered, type Ending } from './ordering.js';
import { bindBody } from './query.js';
import { rowKeyOf } from './row-key.js';

export function bindSetOperation(operation: SetOperation, scope: Scope, ending: Ending): BoundQuery {
  const [left, right] = [bindBody(operation.left, scope), bindBody(operation.right, scope)];
  if (left.columns.length !== right.columns.length)
    throw new SqlError(205, 'All queries combined using a UNION, INTERSECT or EXCEPT operator must have an equal number of expressions in their target lists.'); // prettier-ignore
  const columns = left.columns.map((column, index) => {
    const other = right.columns[index] ?? column;
    return { name: column.name, type: commonType(column.type, other.type), isNullable: column.isNullable || other.isNullable }; // prettier-ignore
  });
  const [a, b] = [fitted(left, columns), fitted(right, columns)];
  const key = rowKeyOf(columns.map(({ type }) => type));
  const combine = COMBINE[operation.operator];
  const rows: BoundQuery['rows'] = (outer, run) => {
    const combined = combine(a(outer, run), b(outer, run), key, run);
    run.requireRows(combined.length);
    return combined;
  };
  return ordered({ columns, rows, isOrdered: false }, ending, scope);
}

function fitted(query: BoundQuery, columns: BoundQuery['columns']): BoundQuery['rows'] {
  const converted = columns.map(({ type }, index) =>
    toType({ type: query.columns[index]?.type ?? type, evaluate: (frame) => frame.row[index] ?? null }, type),
  );
  return (outer, run) =>
    query.rows(outer, run).map((row) => {
      const frame = { row, outer: null };
      return converted.map((column) => column.evaluate(frame, run));
    });
}

type Combine = (left: readonly Row[], right: readonly Row[], key: (row: Row) => string, run: Run) => Row[];

const COMBINE: Readonly<Record<SetOperation['operator'], Combine>> = {
  union_all: (left, right) => [...left, ...right],
  union: (left, right, key, run) => distinctRows([...left, ...right], key, run),
  except: (left, right, key, run) => {
    const there = keysOf(right, key, run);
    return distinctRows(left, key, run).filter((row) => !there.has(key(row)));
  },
  intersect: (left, right, key, run) => {
    const there = keysOf(right, key, run);
    return distinctRows(left, key, run).filter((row) => there.has(key(row)));
  },
};

function keysOf(rows: readonly Row[], key: (row: Row) => string, run: Run): Set<string> {
  run.step(rows.length);
  return new Set(rows.map(key));
}

/** The first of each kind. */
export function distinctRows(rows: readonly Row[], key: (row: Row) => string, run: Run): Row[] {
  run.step(rows.length);
  const seen = new Set<string>();
  return rows.filter((row) => {
    const text = key(row);
    return !seen.has(text) && seen.add(text);
  });
}
