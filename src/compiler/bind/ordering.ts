/** Sort keys and windows: OVER, its order, its frame. Source: Microsoft Learn, "SELECT - OVER clause", "SELECT - WINDOW clause", "ORDER BY clause". */
import type { Expression, FrameBound, OrderItem, Window, WindowFrame } from '../../syntax/tsql/ast/index.js';
import type { FrameBoundIr, FrameIr, SortKey, WindowIr } from '../ir/scalar.js';
import { DEFAULT_FRAME } from '../ir/walk.js';
import { type Binder, comparisonCollation } from './binder.js';

/** Binds the keys of an ORDER BY. Ordinals and aliases of a select list are the query binder's affair: here every key is an expression. */
export function bindOrder(items: readonly OrderItem[], binder: Binder): readonly SortKey[] {
  return items
    .filter((item) => !isNoOrder(item.expression))
    .map((item) => {
      const expression = binder.bind(item.expression);
      return {
        expression,
        descending: item.direction === 'desc',
        collation: comparisonCollation([expression], item.span, binder.scope),
      };
    });
}

/** `ORDER BY (SELECT NULL)`: the idiom that satisfies the grammar and asks for no order. */
function isNoOrder(expression: Expression): boolean {
  if (expression.kind === 'parenthesised') return isNoOrder(expression.operand);
  if (expression.kind !== 'subquery' || expression.query.body.kind !== 'select') return false;
  const { from, where, items } = expression.query.body;
  const [item] = items;
  return (
    from.length === 0 &&
    where === null &&
    items.length === 1 &&
    item?.kind === 'select_expression' &&
    item.expression.kind === 'literal'
  );
}

type WindowParts = Pick<WindowIr, 'partitionBy' | 'orderBy' | 'frame'>;

/** The window's parts. `framed` functions with an order and no frame get SQL Server's default frame in words; `null` when a named window is missing. */
export function bindWindow(window: Window, framed: boolean, binder: Binder): WindowParts | null {
  const merged = resolveNamed(window, binder, new Set());
  if (merged === null) return null;
  const partitionBy = merged.partitionBy.map((each) => {
    const expression = binder.bind(each);
    return { expression, collation: comparisonCollation([expression], each.span, binder.scope) };
  });
  const orderBy = bindOrder(merged.orderBy, binder);
  const frame = merged.frame === null ? null : bindFrame(merged.frame, binder);
  return { partitionBy, orderBy, frame: framed ? (frame ?? (orderBy.length > 0 ? DEFAULT_FRAME : null)) : null };
}

type Merged = Pick<Window, 'partitionBy' | 'orderBy' | 'frame'>;

/** `OVER w` and `OVER (w ORDER BY ...)`: what the reference leaves out is taken from the named window. */
function resolveNamed(window: Window, binder: Binder, seen: Set<string>): Merged | null {
  if (window.reference === null) return window;
  const name = window.reference.value.toLowerCase();
  const named = seen.has(name) ? null : binder.scope.window(window.reference);
  if (named === null) {
    binder.scope.report('TSQL-UNKNOWN-WINDOW', window.span, window.reference.value);
    return null;
  }
  const base = resolveNamed(named, binder, seen.add(name));
  if (base === null) return null;
  return {
    partitionBy: window.partitionBy.length > 0 ? window.partitionBy : base.partitionBy,
    orderBy: window.orderBy.length > 0 ? window.orderBy : base.orderBy,
    frame: window.frame ?? base.frame,
  };
}

/** A frame without BETWEEN ends at the current row. */
function bindFrame(frame: WindowFrame, binder: Binder): FrameIr {
  const end: FrameBoundIr = frame.end === null ? { type: 'current_row', offset: null } : bound(frame.end, binder);
  return { unit: frame.unit, start: bound(frame.start, binder), end };
}

function bound(written: FrameBound, binder: Binder): FrameBoundIr {
  if (written.offset === null) return { type: written.type, offset: null };
  const offset = binder.bind(written.offset);
  if (offset.op === 'literal' && offset.value !== null && /^\d+$/.test(offset.value))
    return { type: written.type, offset: Number(offset.value) };
  binder.scope.report('TSQL-FRAME-OFFSET', written.offset.span);
  return { type: written.type, offset: 0 };
}
