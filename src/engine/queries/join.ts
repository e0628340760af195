/** Joins: by a hash where sides are equal in something, else row by row. */
import type { Apply, Join, TableSource } from '../../syntax/tsql/ast/index.js';
import type { BoundPredicate, Frame } from '../expressions/bound.js';
import { placeIn, type EachRow, type Relation, type Scope, type Visit } from '../expressions/scope.js';
import type { Run } from '../session/run.js';
import type { Row, Value } from '../values/value.js';
import { equalitiesOf, hashed, type Equality } from './join-keys.js';
import { eachRow, streamed } from './stream.js';

type BindSource = (source: TableSource, scope: Scope) => Relation;

const ALWAYS: BoundPredicate = { test: () => true };

/** @param keys what is known to be equal, by conditions that are tested later */
export function crossed(left: Relation, right: Relation, keys: readonly Equality[] = []): Relation {
  const each = joining({ left, right, keys, predicate: ALWAYS, keepLeft: false, keepRight: false, place: null });
  return streamed([...left.columns, ...right.columns], each);
}

const nullable = (relation: Relation): Relation['columns'] => relation.columns.map((column) => ({ ...column, isNullable: true })); // prettier-ignore

export function bindJoin(
  { type, left: leftSource, right: rightSource, on, span }: Join,
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
  const keys = equalitiesOf(on, onScope, left.columns.length);
  const [keepLeft, keepRight] = [type === 'left' || type === 'full', type === 'right' || type === 'full'];
  const place = placeIn(scope, span);
  return streamed(columns, joining({ left, right, keys, predicate, keepLeft, keepRight, place }));
}

interface Joining {
  readonly left: Relation;
  readonly right: Relation;
  readonly keys: readonly Equality[];
  readonly predicate: BoundPredicate;
  readonly keepLeft: boolean;
  readonly keepRight: boolean;
  /** For probes; null where nothing is asked of pairs. */
  readonly place: string | null;
}

/** Rows of the left one after the other, each beside those of the right that fit it. All of them come in one array. */
function joining(parts: Joining): EachRow {
  return (outer, run, visit) => {
    const pairs = new Pairs(parts, outer, run, visit);
    eachRow(parts.left, outer, run, (row) => pairs.takeLeft(row));
    pairs.finish();
  };
}

class Pairs {
  private readonly b: readonly Row[];
  private readonly widths: readonly [number, number];
  /** Places in `b` that may fit the row at hand; null for all. */
  private readonly candidates: ((frame: Frame) => readonly number[]) | null;
  private readonly met: Uint8Array;
  private readonly both: Value[];
  private readonly frame: Frame;
  private isWanted = true;

  constructor(
    private readonly parts: Joining,
    outer: Frame | null,
    private readonly run: Run,
    private readonly visit: Visit,
  ) {
    const { left, right, keys, keepRight } = parts;
    this.widths = [left.columns.length, right.columns.length];
    this.b = right.rows(outer, run);
    // A probe wants to see the pairs that do not fit, too.
    const isHashed = keys.length > 0 && run.probe === null;
    this.candidates = isHashed ? hashed(keys, this.b, left.columns.length, outer, run) : null;
    this.met = new Uint8Array(keepRight ? this.b.length : 0);
    this.both = Array.from({ length: this.widths[0] + this.widths[1] }, () => null);
    this.frame = { row: this.both, outer };
  }

  takeLeft(row: Row): boolean {
    const { run, parts } = this;
    for (let at = 0; at < this.widths[0]; at++) this.both[at] = row[at] ?? null;
    const isMatched = this.candidates ? this.takeListed(this.candidates(this.frame)) : this.takeAll();
    if (parts.place !== null) run.probe?.join(parts.place, isMatched ? 'matched' : 'left_unmatched');
    if (parts.keepLeft && !isMatched && this.isWanted) {
      this.putRight(null);
      this.give();
    }
    return this.isWanted;
  }

  /** Rows of the right that none of the left fitted. */
  finish(): void {
    const { keepRight, place } = this.parts;
    if (!keepRight || !this.isWanted) return;
    this.both.fill(null, 0, this.widths[0]);
    for (const [at, row] of this.b.entries()) {
      if (this.met[at]) continue;
      if (place !== null) this.run.probe?.join(place, 'right_unmatched');
      this.putRight(row);
      if (!this.give()) return;
    }
  }

  private takeListed(places: readonly number[]): boolean {
    let isMatched = false;
    for (let at = 0; at < places.length && this.isWanted; at++) if (this.fits(places[at] ?? 0)) isMatched = true;
    return isMatched;
  }

  private takeAll(): boolean {
    let isMatched = false;
    for (let place = 0; place < this.b.length && this.isWanted; place++) if (this.fits(place)) isMatched = true;
    return isMatched;
  }

  private fits(place: number): boolean {
    this.run.step();
    this.putRight(this.b[place] ?? null);
    if (this.parts.predicate.test(this.frame, this.run) !== true) return false;
    if (this.parts.keepRight) this.met[place] = 1;
    this.give();
    return true;
  }

  private putRight(row: Row | null): void {
    const [from, width] = this.widths;
    for (let at = 0; at < width; at++) this.both[from + at] = row?.[at] ?? null;
  }

  private give(): boolean {
    if (this.visit(this.both) === false) this.isWanted = false;
    return this.isWanted;
  }
}

/** The right side is worked out anew for each row of the left. */
export function bindApply(
  { type, left: leftSource, right: rightSource, span }: Apply,
  scope: Scope,
  bind: BindSource,
): Relation {
  const left = bind(leftSource, scope);
  const beside = scope.with({ columns: left.columns, interceptor: null });
  const right = bind(rightSource, beside.inner());
  const isOuter = type === 'outer';
  const place = placeIn(scope, span);
  return {
    columns: [...left.columns, ...(isOuter ? nullable(right) : right.columns)],
    rows: (outer, run) => {
      const rows: Row[] = [];
      const noRight: Value[] = right.columns.map(() => null);
      for (const row of left.rows(outer, run)) {
        run.step();
        const found = right.rows({ row, outer }, run);
        run.probe?.join(place, found.length > 0 ? 'matched' : 'left_unmatched');
        for (const other of found) rows.push([...row, ...other]);
        if (isOuter && found.length === 0) rows.push([...row, ...noRight]);
        run.requireRows(rows.length, left.columns.length + right.columns.length);
      }
      return rows;
    },
  };
}
