/** Window functions: worked out after grouping, one value for each row. Source: Microsoft Learn, "SELECT - OVER clause". */
import type { Expression, FunctionCall, Select, Window } from '../../syntax/tsql/ast/index.js';
import { NotInEngine, SqlError } from '../errors.js';
import type { Bound, Frame } from '../expressions/bound.js';
import type { Interceptor, Scope } from '../expressions/scope.js';
import type { Run } from '../session/run.js';
import type { Row, Value } from '../values/value.js';
import { isAggregateName } from './aggregates.js';
import { requireWindowOrder } from './clause-rules.js';
import type { Grouping } from './grouping.js';
import { keysComparer } from './ordering.js';
import { rowKeysOf } from './row-key.js';
import { windowAggregate } from './window-aggregate.js';
import { WINDOW_FUNCTIONS, type WindowFunction } from './window-functions.js';

/** The rows of one partition in order, with what order they have. */
export interface Partition {
  readonly frames: readonly Frame[];
  /** Whether two rows, by their place, are peers: equal in the order. */
  readonly arePeers: (a: number, b: number) => boolean;
  /** Values of the keys of the order, for each row. */
  readonly keys: readonly (readonly Value[])[];
}

interface BoundWindow {
  readonly partitionBy: readonly Bound[];
  readonly orderBy: readonly { readonly bound: Bound; readonly isDescending: boolean }[];
  readonly compute: (partition: Partition, run: Run) => readonly Value[];
}

export class Windows implements Interceptor {
  private readonly windows: BoundWindow[] = [];
  /** What the parts of a window are bound in: groups' keys and aggregates, but no windows. */
  private readonly inner: Scope;

  constructor(
    private readonly scope: Scope,
    private readonly grouping: Grouping | null,
    private readonly named: Select['windows'],
  ) {
    this.inner = scope.with({ interceptor: grouping });
  }

  get isThere(): boolean {
    return this.windows.length > 0;
  }

  bind(expression: Expression): Bound | null {
    if (expression.kind === 'call' && expression.over) return this.window(expression, expression.over);
    return this.grouping?.bind(expression) ?? null;
  }

  column(index: number): Bound | null {
    return this.grouping?.column(index) ?? null;
  }

  /** The rows with a value for each window behind their own. */
  extend(rows: readonly Row[], outer: Frame | null, run: Run): readonly Row[] {
    if (this.windows.length === 0) return rows;
    const extended = rows.map((row) => {
      const copy: Value[] = row.slice();
      for (let at = 0; at < this.windows.length; at++) copy.push(null);
      return copy;
    });
    run.requireRows(extended.length, extended[0]?.length);
    const width = this.width;
    for (const [index, window] of this.windows.entries()) {
      for (const partition of partitionsOf(window, rows, outer, run)) {
        const values = window.compute(partition.rows, run);
        run.step(values.length);
        for (let at = 0; at < values.length; at++) {
          const row = extended[partition.places[at] ?? -1];
          if (row) row[width + index] = values[at] ?? null;
        }
      }
    }
    return extended;
  }

  /** Values in a row before those of windows. */
  private get width(): number {
    return this.grouping?.width ?? this.scope.columns.length;
  }

  private window(call: FunctionCall, over: Window): Bound {
    const definition = this.resolved(over, 0);
    const name = call.name.parts.at(-1)?.value.toLowerCase() ?? '';
    const value = (expression: Expression): Bound => this.inner.binder.expression(expression, this.inner);
    for (const { expression } of definition.orderBy) requireWindowOrder(expression);
    const orderBy = definition.orderBy.map(({ expression, direction }) => ({ bound: value(expression), isDescending: direction === 'desc' })); // prettier-ignore
    const rule: WindowFunction | null = WINDOW_FUNCTIONS[name] ?? null;
    if (!rule && !isAggregateName(name)) throw new NotInEngine(`ENGINE-FUNCTION-${name.toUpperCase()}`, `the window function ${name}`); // prettier-ignore
    const parts = { call, value, orderBy, frame: definition.frame, scope: this.inner };
    const { type, compute, isNullable } = rule ? rule(parts) : windowAggregate(parts);
    const index = this.windows.push({ partitionBy: definition.partitionBy.map(value), orderBy: orderOf(parts, orderBy), compute }) - 1; // prettier-ignore
    return { type, isNullable, evaluate: (frame) => frame.row[this.width + index] ?? null };
  }

  /** `OVER w`, `OVER (w ORDER BY x)`: the named one fills what is left out. */
  private resolved(window: Window, depth: number): Window {
    if (!window.reference) return window;
    const name = window.reference.value.toLowerCase();
    const base = this.named.find((each) => each.name.value.toLowerCase() === name)?.window;
    if (!base || depth > this.named.length)
      throw new SqlError(5362, `Window '${window.reference.value}' is undefined.`);
    const { partitionBy, orderBy, frame } = this.resolved(base, depth + 1);
    return {
      ...window,
      reference: null,
      partitionBy: window.partitionBy.length > 0 ? window.partitionBy : partitionBy,
      orderBy: window.orderBy.length > 0 ? window.orderBy : orderBy,
      frame: window.frame ?? frame,
    };
  }
}

/** PERCENTILE_CONT and its like order by what stands in WITHIN GROUP. */
function orderOf(
  parts: { readonly call: FunctionCall; readonly value: (expression: Expression) => Bound },
  orderBy: BoundWindow['orderBy'],
): BoundWindow['orderBy'] {
  const within = parts.call.withinGroup;
  if (!within) return orderBy;
  return within.map(({ expression, direction }) => ({ bound: parts.value(expression), isDescending: direction === 'desc' })); // prettier-ignore
}

/** One after the other: what one held is let go before the next. */
function* partitionsOf({ partitionBy, orderBy }: BoundWindow, rows: readonly Row[], outer: Frame | null, run: Run) {
  const key = rowKeysOf(partitionBy.map(({ type }) => type))();
  const groups = new Map<string, { readonly place: number; readonly frame: Frame; readonly keys: readonly Value[] }[]>(); // prettier-ignore
  run.step(rows.length);
  for (const [place, row] of rows.entries()) {
    const frame = { row, outer };
    const text = partitionBy.length === 0 ? '' : key(partitionBy.map((bound) => bound.evaluate(frame, run)));
    const group = groups.get(text) ?? [];
    if (group.length === 0) groups.set(text, group);
    group.push({ place, frame, keys: orderBy.map(({ bound }) => bound.evaluate(frame, run)) });
  }
  const compare = keysComparer(orderBy.map(({ bound, isDescending }) => ({ type: bound.type, isDescending })));
  for (const group of groups.values()) {
    const sorted = orderBy.length === 0 ? group : group.toSorted((a, b) => compare(a.keys, b.keys));
    const keys = sorted.map((each) => each.keys);
    const arePeers = (a: number, b: number): boolean => compare(keys[a] ?? [], keys[b] ?? []) === 0;
    yield { places: sorted.map(({ place }) => place), rows: { frames: sorted.map(({ frame }) => frame), keys, arePeers } }; // prettier-ignore
  }
}
