/** UNION, UNION ALL, EXCEPT, INTERSECT. Source: Microsoft Learn, "Set Operators". In them NULL equals NULL. */
import type { SetOperation } from '../../syntax/tsql/ast/index.js';
import { toType } from '../conversion/convert.js';
import { SqlError } from '../errors.js';
import { requireAllColumns } from '../expressions/partial.js';
import type { BoundQuery, Scope } from '../expressions/scope.js';
import type { Run } from '../session/run.js';
import { commonType } from '../types/common-type.js';
import type { Row } from '../values/value.js';
import { ordered, type Ending } from './ordering.js';
import { bindBody } from './query.js';
import { distinctRows } from './representative.js';
import { rowKeysOf } from './row-key.js';

/** What stands left of an operator so far. */
interface Combined {
  readonly columns: BoundQuery['columns'];
  /** Rows one below the other. */
  readonly parts: BoundQuery['rows'][];
}

/** From the left, one after the other: thousands of UNION ALLs, which programs write, are no deep stack. */
export function bindSetOperation(operation: SetOperation, scope: Scope, ending: Ending): BoundQuery {
  const steps = [operation];
  let first = operation.left;
  for (; first.kind === 'set_operation'; first = first.left) steps.push(first);
  const start = bindBody(first, scope);
  const { columns, parts } = steps.reduceRight<Combined>(
    (left, { operator, right }) => combinedWith(left, operator, bindBody(right, scope)),
    { columns: start.columns, parts: [start.rows] },
  );
  return ordered({ columns, rows: stacked(parts), isOrdered: false, ...(start.itemOf ? { itemOf: start.itemOf } : {}) }, ending, scope); // prettier-ignore
}

function combinedWith(left: Combined, operator: SetOperation['operator'], right: BoundQuery): Combined {
  for (const side of [left, right]) requireAllColumns(side.columns);
  if (left.columns.length !== right.columns.length)
    throw new SqlError(205, 'All queries combined using a UNION, INTERSECT or EXCEPT operator must have an equal number of expressions in their target lists.'); // prettier-ignore
  const columns = left.columns.map((column, index) => {
    const other = right.columns[index] ?? column;
    return { name: column.name, type: commonType(column.type, other.type), isNullable: column.isNullable || other.isNullable }; // prettier-ignore
  });
  const isAsBefore = isSame(left.columns, columns);
  const b = isSame(right.columns, columns) ? right.rows : fitted(right.columns, right.rows, columns);
  if (operator === 'union_all' && isAsBefore) {
    left.parts.push(b);
    return { columns, parts: left.parts };
  }
  const a = isAsBefore ? stacked(left.parts) : fitted(left.columns, stacked(left.parts), columns);
  if (operator === 'union_all') return { columns, parts: [a, b] };
  const keys = rowKeysOf(columns.map(({ type }) => type));
  const combine = COMBINE[operator];
  return { columns, parts: [(outer, run) => combine(a(outer, run), b(outer, run), keys(), run)] };
}

/** @param parts may grow until the rows are asked for */
function stacked(parts: readonly BoundQuery['rows'][]): BoundQuery['rows'] {
  return (outer, run) => {
    const [only] = parts;
    if (parts.length === 1 && only) return only(outer, run);
    const all: Row[] = [];
    for (const part of run.surroundings.readsBackwards ? parts.toReversed() : parts) {
      for (const row of part(outer, run)) all.push(row);
      run.requireRows(all.length, all[0]?.length);
    }
    return all;
  };
}

const isSame = (a: BoundQuery['columns'], b: BoundQuery['columns']): boolean =>
  a.every(({ type }, index) => JSON.stringify(type) === JSON.stringify(b[index]?.type));

function fitted(from: BoundQuery['columns'], rows: BoundQuery['rows'], to: BoundQuery['columns']): BoundQuery['rows'] {
  const converted = to.map(({ type }, index) =>
    toType({ type: from[index]?.type ?? type, evaluate: (frame) => frame.row[index] ?? null }, type),
  );
  return (outer, run) =>
    rows(outer, run).map((row) => {
      const frame = { row, outer: null };
      return converted.map((column) => column.evaluate(frame, run));
    });
}

type Combine = (left: readonly Row[], right: readonly Row[], key: (row: Row) => string, run: Run) => Row[];

const COMBINE: Readonly<Record<Exclude<SetOperation['operator'], 'union_all'>, Combine>> = {
  union: (left, right, key, run) =>
    distinctRows(run.surroundings.readsBackwards ? [...right, ...left] : [...left, ...right], key, run),
  except: (left, right, key, run) => {
    const there = keysOf(right, key, run);
    return distinctRows(left, key, run).filter((row) => !there.has(key(row)));
  },
  intersect: (left, right, key, run) => {
    const [shown, other] = run.surroundings.readsBackwards ? [right, left] : [left, right];
    const there = keysOf(other, key, run);
    return distinctRows(shown, key, run).filter((row) => there.has(key(row)));
  },
};

function keysOf(rows: readonly Row[], key: (row: Row) => string, run: Run): Set<string> {
  run.step(rows.length);
  return new Set(rows.map(key));
}
