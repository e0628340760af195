/** Which rows of two sides may fit each other: found by a hash of what must be equal. */
import type { Expression } from '../../syntax/tsql/ast/index.js';
import { toType } from '../conversion/convert.js';
import type { Bound, Frame } from '../expressions/bound.js';
import { columnsRead } from '../expressions/canonical.js';
import { comparableType } from '../expressions/comparison.js';
import { conjunctsOf } from '../expressions/conjuncts.js';
import { resolveColumn, type ResolvedColumn, type Scope } from '../expressions/scope.js';
import type { Run } from '../session/run.js';
import type { Type } from '../types/type.js';
import type { Row, Value } from '../values/value.js';
import { valueKeyOf } from './row-key.js';

/** What must be equal for rows to fit. The whole condition is still tested: this only narrows the search. */
export interface Equality {
  readonly left: Bound;
  readonly right: Bound;
  readonly key: (value: Value) => string;
}

const comparisonsOf = (condition: Expression): Extract<Expression, { kind: 'comparison' }>[] =>
  conjunctsOf(condition).flatMap((term) => (term.kind === 'comparison' && term.operator === '=' ? [term] : []));

/** None of variants, of which some compare with no others: a hash would not see that. */
function equality(left: Bound, right: Bound): Equality[] {
  const type = comparableType(left.type, right.type);
  if (type.base === 'sql_variant') return [];
  return [{ left: toType(left, type), right: toType(right, type), key: valueKeyOf(type) }];
}

/** `l.x = r.y` in an ON, of any expressions. */
export function equalitiesOf(on: Expression, scope: Scope, leftWidth: number): Equality[] {
  return comparisonsOf(on).flatMap((term) => {
    const [a, b] = [sideOf(term.left, scope, leftWidth), sideOf(term.right, scope, leftWidth)];
    if (a === null || b === null || a === b) return [];
    const [left, right] = a === 'left' ? [term.left, term.right] : [term.right, term.left];
    return equality(scope.binder.expression(left, scope), scope.binder.expression(right, scope));
  });
}

function sideOf(expression: Expression, scope: Scope, leftWidth: number): 'left' | 'right' | null {
  const read = columnsRead(expression, scope);
  if (!read || read.size === 0) return null;
  const sides = new Set([...read].map((index) => (index < leftWidth ? 'left' : 'right')));
  const [side] = sides;
  return sides.size === 1 ? (side ?? null) : null;
}

/**
 * Columns that a WHERE says to be equal, in pairs of which `left` takes the one and `right` the other. Only of types that compare
 * without a conversion that could fail: what other conditions leave out must not be looked at.
 */
export function equalColumns(
  where: Expression,
  scope: Scope,
  left: (column: ResolvedColumn) => boolean,
  right: (column: ResolvedColumn) => boolean,
): Equality[] {
  return comparisonsOf(where).flatMap((term) => {
    const [a, b] = [columnOf(term.left, scope), columnOf(term.right, scope)];
    if (!a || !b || !comparesAlways(a.column.type, b.column.type)) return [];
    const isStraight = left(a) && right(b);
    if (!isStraight && !(left(b) && right(a))) return [];
    const [first, second] = isStraight ? [term.left, term.right] : [term.right, term.left];
    return equality(scope.binder.expression(first, scope), scope.binder.expression(second, scope));
  });
}

function columnOf(expression: Expression, scope: Scope): ResolvedColumn | null {
  let at = expression;
  while (at.kind === 'parenthesised') at = at.operand;
  return at.kind === 'column' ? resolveColumn(scope, at.name.value, at.qualifier) : null;
}

const INTEGERS = new Set<Type['base']>(['bit', 'tinyint', 'smallint', 'int', 'bigint']);
const TEXTS = new Set<Type['base']>(['char', 'varchar', 'nchar', 'nvarchar']);

const comparesAlways = (a: Type, b: Type): boolean =>
  (INTEGERS.has(a.base) && INTEGERS.has(b.base)) ||
  (TEXTS.has(a.base) && TEXTS.has(b.base)) ||
  (a.base === b.base && a.scale === b.scale && a.base !== 'sql_variant');

const NOWHERE: readonly number[] = [];

/**
 * Places in `rows` that may fit a row of the other side.
 * @param padding how many values stand before those of `rows`
 */
export function hashed(
  keys: readonly Equality[],
  rows: readonly Row[],
  padding: number,
  outer: Frame | null,
  run: Run,
): (frame: Frame) => readonly number[] {
  const places = new Map<string, number[]>();
  const padded: Value[] = Array.from({ length: padding }, () => null);
  const frame: Frame = { row: padded, outer };
  run.step(rows.length);
  for (const [place, row] of rows.entries()) {
    for (let at = 0; at < row.length; at++) padded[padding + at] = row[at] ?? null;
    const text = textOf(keys, 'right', frame, run);
    if (text === null) continue;
    const known = places.get(text);
    if (known) known.push(place);
    else places.set(text, [place]);
  }
  return (left) => {
    const text = textOf(keys, 'left', left, run);
    return text === null ? NOWHERE : (places.get(text) ?? NOWHERE);
  };
}

/** Null when a part is NULL: it equals nothing. */
function textOf(keys: readonly Equality[], side: 'left' | 'right', frame: Frame, run: Run): string | null {
  let text = '';
  for (const each of keys) {
    const value = each[side].evaluate(frame, run);
    if (value === null) return null;
    const part = each.key(value);
    if (keys.length === 1) return part;
    text += `${part.length}:${part}`;
  }
  return text;
}
