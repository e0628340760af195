/** Joins: by a hash where sides are equal in something, else row by row. */
import type { Apply, Expression, Join, TableSource } from '../../syntax/tsql/ast/index.js';
import { toType } from '../conversion/convert.js';
import type { Bound, BoundPredicate, Frame } from '../expressions/bound.js';
import { columnsRead } from '../expressions/canonical.js';
import { comparableType } from '../expressions/comparison.js';
import type { Relation, Scope } from '../expressions/scope.js';
import type { Run } from '../session/run.js';
import type { Row, Value } from '../values/value.js';
import { valueKeyOf } from './row-key.js';

type BindSource = (source: TableSource, scope: Scope) => Relation;

export function crossed(left: Relation, right: Relation): Relation {
  return {
    columns: [...left.columns, ...right.columns],
    rows: (outer, run) => {
      const [a, b] = [left.rows(outer, run), right.rows(outer, run)];
      run.requireRows(a.length * b.length);
      run.step(a.length * b.length);
      return a.flatMap((row) => b.map((other) => [...row, ...other]));
    },
  };
}

const nullable = (relation: Relation): Relation['columns'] => relation.columns.map((column) => ({ ...column, isNullable: true })); // prettier-ignore

export function bindJoin(
  { type, left: leftSource, right: rightSource, on }: Join,
  scope: Scope,
  bind: BindSource,
): Relation {
  const [left, right] = [bind(leftSource, scope), bind(rightSource, scope)];
  if (type === 'cross' || !on) return crossed(left, right);
  const columns = [
    ...(type === 'right' || type === 'full' ? nullable(left) : left.columns),
    ...(type === 'left' || type === 'full' ? nullable(right) : right.columns),
  ];
  const onScope = scope.with({ columns: [...left.columns, ...right.columns], interceptor: null });
  const predicate = scope.binder.predicate(on, onScope);
  const keys = equalities(on, onScope, left.columns.length);
  const [keepLeft, keepRight] = [type === 'left' || type === 'full', type === 'right' || type === 'full'];
  return {
    columns,
    rows: (outer, run) => {
      const [a, b] = [left.rows(outer, run), right.rows(outer, run)];
      // A probe wants to see the pairs that do not fit, too.
      const candidates = keys.length > 0 && run.probe === null ? hashed(keys, a, b, left.columns.length, outer, run) : () => b.keys(); // prettier-ignore
      return joined({ a, b, widths: [left.columns.length, right.columns.length], candidates, predicate, keepLeft, keepRight }, outer, run); // prettier-ignore
    },
  };
}

interface Joining {
  readonly a: readonly Row[];
  readonly b: readonly Row[];
  readonly widths: readonly [number, number];
  /** Places in `b` that may fit a row of `a`. */
  readonly candidates: (row: Row) => Iterable<number>;
  readonly predicate: BoundPredicate;
  readonly keepLeft: boolean;
  readonly keepRight: boolean;
}

function joined(
  { a, b, widths, candidates, predicate, keepLeft, keepRight }: Joining,
  outer: Frame | null,
  run: Run,
): Row[] {
  const rows: Row[] = [];
  const met = new Uint8Array(keepRight ? b.length : 0);
  const noRight: Value[] = Array.from({ length: widths[1] }, () => null);
  for (const row of a) {
    let isMatched = false;
    for (const place of candidates(row)) {
      run.step();
      const both = [...row, ...(b[place] ?? [])];
      if (predicate.test({ row: both, outer }, run) !== true) continue;
      isMatched = true;
      if (keepRight) met[place] = 1;
      rows.push(both);
    }
    if (keepLeft && !isMatched) rows.push([...row, ...noRight]);
    run.requireRows(rows.length);
  }
  if (keepRight) {
    const noLeft: Value[] = Array.from({ length: widths[0] }, () => null);
    for (const [place, row] of b.entries()) if (!met[place]) rows.push([...noLeft, ...row]);
  }
  return rows;
}

interface Equality {
  readonly left: Bound;
  readonly right: Bound;
  readonly key: (value: Value) => string;
}

/** `l.x = r.y` among the conditions that must all hold. The whole condition is still tested: these only narrow the search. */
function equalities(on: Expression, scope: Scope, leftWidth: number): Equality[] {
  if (on.kind === 'parenthesised') return equalities(on.operand, scope, leftWidth);
  if (on.kind === 'logical' && on.operator === 'and')
    return [...equalities(on.left, scope, leftWidth), ...equalities(on.right, scope, leftWidth)];
  if (on.kind !== 'comparison' || on.operator !== '=') return [];
  const [a, b] = [sideOf(on.left, scope, leftWidth), sideOf(on.right, scope, leftWidth)];
  if (a === null || b === null || a === b) return [];
  const [left, right] = (a === 'left' ? [on.left, on.right] : [on.right, on.left]).map((each) => scope.binder.expression(each, scope)); // prettier-ignore
  if (!left || !right) return [];
  const type = comparableType(left.type, right.type);
  return [{ left: toType(left, type), right: toType(right, type), key: valueKeyOf(type) }];
}

function sideOf(expression: Expression, scope: Scope, leftWidth: number): 'left' | 'right' | null {
  const read = columnsRead(expression, scope);
  if (!read || read.size === 0) return null;
  const sides = new Set([...read].map((index) => (index < leftWidth ? 'left' : 'right')));
  const [side] = sides;
  return sides.size === 1 ? (side ?? null) : null;
}

function hashed(
  keys: readonly Equality[],
  a: readonly Row[],
  b: readonly Row[],
  leftWidth: number,
  outer: Frame | null,
  run: Run,
): (row: Row) => Iterable<number> {
  const places = new Map<string, number[]>();
  const empty: Value[] = Array.from({ length: leftWidth }, () => null);
  run.step(a.length + b.length);
  for (const [place, row] of b.entries()) {
    const text = textOf(keys, 'right', { row: [...empty, ...row], outer }, run);
    if (text === null) continue;
    const known = places.get(text);
    if (known) known.push(place);
    else places.set(text, [place]);
  }
  return (row) => {
    const text = textOf(keys, 'left', { row, outer }, run);
    return text === null ? [] : (places.get(text) ?? []);
  };
}

/** Null when a part is NULL: it equals nothing. */
function textOf(keys: readonly Equality[], side: 'left' | 'right', frame: Frame, run: Run): string | null {
  let text = '';
  for (const equality of keys) {
    const value = equality[side].evaluate(frame, run);
    if (value === null) return null;
    const part = equality.key(value);
    text += `${part.length}:${part}`;
  }
  return text;
}

/** The right side is worked out anew for each row of the left. */
export function bindApply(
  { type, left: leftSource, right: rightSource }: Apply,
  scope: Scope,
  bind: BindSource,
): Relation {
  const left = bind(leftSource, scope);
  const beside = scope.with({ columns: left.columns, interceptor: null });
  const right = bind(rightSource, beside.inner());
  const isOuter = type === 'outer';
  return {
    columns: [...left.columns, ...(isOuter ? nullable(right) : right.columns)],
    rows: (outer, run) => {
      const rows: Row[] = [];
      const noRight: Value[] = right.columns.map(() => null);
      for (const row of left.rows(outer, run)) {
        run.step();
        const found = right.rows({ row, outer }, run);
        for (const other of found) rows.push([...row, ...other]);
        if (isOuter && found.length === 0) rows.push([...row, ...noRight]);
        run.requireRows(rows.length);
      }
      return rows;
    },
  };
}
