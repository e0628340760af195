/** GROUP BY with its sets. Source: Microsoft Learn, "SELECT - GROUP BY". A grouped row: which keys it leaves out, its keys, its aggregates. */
import type { Expression, GroupBy, GroupingItem, Span } from '../../syntax/tsql/ast/index.js';
import { NotInEngine, SqlError } from '../errors.js';
import type { Bound, Frame } from '../expressions/bound.js';
import { canonical } from '../expressions/canonical.js';
import { columnReader, placeIn, resolveColumn, type Interceptor, type Scope } from '../expressions/scope.js';
import type { Run } from '../session/run.js';
import { INT } from '../types/type.js';
import type { Row, Value } from '../values/value.js';
import { bindAggregate, isAggregateName, type Accumulator, type BoundAggregate } from './aggregates.js';
import { requireGroupable } from './clause-rules.js';
import { OtherRepresentative } from './representative.js';
import { valueKeyOf } from './row-key.js';

const KEYS_MAX = 32;
const SETS_MAX = 4096;
/** Where the mask of left-out keys stands. */
const MASK = 0;
const FIRST_KEY = 1;

interface Group {
  readonly keys: readonly Value[];
  readonly shown: OtherRepresentative | null;
  readonly accumulators: readonly Accumulator[];
}

/** Shows rows one after the other. */
export type Source = (visit: (row: Row) => void) => void;

export class Grouping implements Interceptor {
  private readonly keys: Bound[] = [];
  private readonly forms = new Map<string, number>();
  private readonly aggregates: BoundAggregate[] = [];
  /** Each a list of positions in `keys`. */
  private readonly sets: readonly (readonly number[])[];
  private readonly place: string;

  constructor(
    groupBy: GroupBy | null,
    private readonly scope: Scope,
    /** Of the SELECT. */
    span: Span,
  ) {
    this.place = placeIn(scope, groupBy?.span ?? span);
    if (groupBy?.all) throw new NotInEngine('ENGINE-GROUP-BY-ALL', 'GROUP BY ALL');
    this.sets = groupBy ? this.setsOf(groupBy) : [[]];
  }

  /** Values in a grouped row; known when everything is bound. */
  get width(): number {
    return FIRST_KEY + this.keys.length + this.aggregates.length;
  }

  bind(expression: Expression): Bound | null {
    const key = this.forms.get(canonical(expression, this.scope));
    if (key !== undefined) return this.keyColumn(key);
    if (expression.kind === 'call' && !expression.over) {
      const name = expression.name.parts.at(-1)?.value.toLowerCase() ?? '';
      if (name === 'grouping' || name === 'grouping_id') return this.groupingCall(expression.args);
      if (expression.name.parts.length === 1 && isAggregateName(name)) return this.aggregate(expression);
    }
    if (expression.kind === 'column') {
      const found = resolveColumn(this.scope, expression.name.value, expression.qualifier);
      if (found?.depth === 0) throw notGrouped(found.column.name);
    }
    return null;
  }

  column(index: number): Bound | null {
    const key = this.forms.get(JSON.stringify(['column', 0, index]));
    if (key === undefined) throw notGrouped(this.scope.columns[index]?.name ?? '');
    return this.keyColumn(key);
  }

  rows(source: readonly Row[], outer: Frame | null, run: Run): Row[] {
    if (source.length === 0 && this.sets.length > 1 && this.sets.some((set) => set.length === 0))
      throw new NotInEngine('ENGINE-GRAND-TOTAL-OF-NOTHING', 'the grand total among other grouping sets, of no rows');
    run.step(source.length * this.sets.length);
    const all: Source = (visit) => {
      for (const row of source) visit(row);
    };
    const grouped = this.sets.flatMap((set) => this.rowsOfSet(set, all, outer, run));
    run.requireRows(grouped.length);
    return grouped;
  }

  /** One set: rows are gone through once, and need be no list. */
  get isSingle(): boolean {
    return this.sets.length === 1;
  }

  /** @param source of rows that may be changed once they were visited */
  rowsOfSource(source: Source, outer: Frame | null, run: Run): Row[] {
    const grouped = this.rowsOfSet(this.sets[0] ?? [], source, outer, run);
    run.requireRows(grouped.length);
    return grouped;
  }

  private rowsOfSet(set: readonly number[], source: Source, outer: Frame | null, run: Run): Row[] {
    const texts = set.map((key) => valueKeyOf(this.keys[key]?.type ?? INT));
    const groups = new Map<string, Group>();
    const start = (keys: readonly Value[]): Group => ({
      keys,
      shown: run.surroundings.readsBackwards ? new OtherRepresentative(keys) : null,
      accumulators: this.aggregates.map((aggregate) => aggregate.start()),
    });
    if (set.length === 0) groups.set('', start([]));
    const sizes = run.probe === null ? null : new Map<string, number>();
    source((row) => {
      const frame = { row, outer };
      const keys = set.map((key) => this.keys[key]?.evaluate(frame, run) ?? null);
      let text = '';
      for (const [index, keyText] of texts.entries()) {
        const part = keyText(keys[index] ?? null);
        text += `${part.length}:${part}`;
      }
      let group = groups.get(text);
      if (!group) groups.set(text, (group = start(keys)));
      group.shown?.see(keys);
      for (const accumulator of group.accumulators) accumulator.add(frame, run);
      if (sizes) sizes.set(text, (sizes.get(text) ?? 0) + 1);
    });
    if (sizes) for (const size of sizes.values()) run.probe?.group(this.place, size);
    return [...groups.values()].map(({ keys, shown, accumulators }) =>
      this.groupedRow(set, shown?.row() ?? keys, accumulators, run),
    );
  }

  private groupedRow(
    set: readonly number[],
    keys: readonly Value[],
    accumulators: readonly Accumulator[],
    run: Run,
  ): Row {
    const row: Value[] = [0];
    let mask = 0;
    for (let key = 0; key < this.keys.length; key++) {
      const at = set.indexOf(key);
      row.push(at < 0 ? null : (keys[at] ?? null));
      if (at < 0) mask += 2 ** key;
    }
    row[MASK] = mask;
    for (const accumulator of accumulators) row.push(accumulator.result(run));
    return row;
  }

  private keyColumn(key: number): Bound {
    const { type, isNullable } = this.keys[key] ?? { type: INT };
    const isAlways = this.sets.every((set) => set.includes(key));
    return { type, isNullable: !isAlways || isNullable !== false, evaluate: columnReader(0, FIRST_KEY + key) };
  }

  private aggregate(call: Extract<Expression, { kind: 'call' }>): Bound {
    const aggregate = bindAggregate(call, this.scope);
    const index = this.aggregates.push(aggregate) - 1;
    return { type: aggregate.type, isNullable: aggregate.isNullable, evaluate: (frame) => frame.row[FIRST_KEY + this.keys.length + index] ?? null }; // prettier-ignore
  }

  /** GROUPING and GROUPING_ID: the first argument is the highest bit. */
  private groupingCall(args: readonly Expression[]): Bound {
    const keys = args.map((arg) => {
      const key = this.forms.get(canonical(arg, this.scope));
      if (key === undefined) throw new SqlError(8161, 'Argument 1 of the GROUPING function does not match any of the expressions in the GROUP BY clause.'); // prettier-ignore
      return key;
    });
    const type = args.length === 1 ? ({ base: 'tinyint' } as const) : INT;
    return {
      type,
      evaluate: ({ row }) => {
        const mask = Number(row[MASK]);
        return keys.reduce((bits, key) => bits * 2 + (Math.floor(mask / 2 ** key) % 2), 0);
      },
    };
  }

  private keyOf(expression: Expression): number {
    requireGroupable(expression);
    if (expression.kind === 'literal') throw new SqlError(164, 'Each GROUP BY expression must contain at least one column that is not an outer reference.'); // prettier-ignore
    const form = canonical(expression, this.scope);
    const known = this.forms.get(form);
    if (known !== undefined) return known;
    const key = this.keys.push(this.scope.binder.expression(expression, this.scope)) - 1;
    if (key >= KEYS_MAX) throw new NotInEngine('ENGINE-GROUP-KEYS', `more than ${KEYS_MAX} keys of groups`);
    this.forms.set(form, key);
    return key;
  }

  private setsOf({ items, withModifier }: GroupBy): number[][] {
    if (withModifier) {
      const keys = items.flatMap((item) => this.setOfKeys(item));
      return withModifier === 'rollup' ? prefixes(keys.map((key) => [key])) : subsets(keys.map((key) => [key]));
    }
    const parts = items.map((item) => this.partSets(item));
    const sets = parts.reduce<number[][]>((all, part) => all.flatMap((a) => part.map((b) => [...new Set([...a, ...b])])), [[]]); // prettier-ignore
    if (sets.length > SETS_MAX) throw new SqlError(10703, 'Too many grouping sets. The maximum number is 4096.');
    return sets;
  }

  /** The sets that one item of GROUP BY stands for. */
  private partSets(item: GroupingItem): number[][] {
    switch (item.kind) {
      case 'group_expression':
      case 'group_composite':
        return [this.setOfKeys(item)];
      case 'rollup':
        return prefixes(item.items.map((part) => this.setOfKeys(part)));
      case 'cube':
        return subsets(item.items.map((part) => this.setOfKeys(part)));
      case 'grouping_sets':
        return item.items.flatMap((part) => this.partSets(part));
    }
  }

  private setOfKeys(item: GroupingItem): number[] {
    if (item.kind === 'group_expression') return [this.keyOf(item.expression)];
    if (item.kind === 'group_composite') return item.expressions.map((expression) => this.keyOf(expression));
    throw new NotInEngine('ENGINE-NESTED-GROUPING', 'ROLLUP or CUBE within another');
  }
}

function notGrouped(name: string): SqlError {
  return new SqlError(8120, `Column '${name}' is invalid in the select list because it is not contained in either an aggregate function or the GROUP BY clause.`); // prettier-ignore
}

/** (a, b), (a), () */
function prefixes(parts: readonly (readonly number[])[]): number[][] {
  return Array.from({ length: parts.length + 1 }, (_, index) => parts.slice(0, parts.length - index).flat());
}

function subsets(parts: readonly (readonly number[])[]): number[][] {
  if (2 ** parts.length > SETS_MAX) throw new SqlError(10703, 'Too many grouping sets. The maximum number is 4096.');
  return Array.from({ length: 2 ** parts.length }, (_, mask) => parts.filter((_part, bit) => ((mask >> bit) & 1) === 0).flat()); // prettier-ignore
}
