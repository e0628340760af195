/** SELECT: rows from tables, filtered, grouped, windowed, projected, made distinct, ordered and cut, in that order. */
import type { Expression, OrderItem, Select, SelectItem } from '../../syntax/tsql/ast/index.js';
import { SqlError } from '../errors.js';
import type { Bound, BoundPredicate, Frame } from '../expressions/bound.js';
import { canonical, columnForm } from '../expressions/canonical.js';
import { PARTIAL_COLUMN, rowsOfWhole } from '../expressions/partial.js';
import {
  columnReader,
  type BoundQuery,
  type Interceptor,
  type Relation,
  type Scope,
  type Visit,
} from '../expressions/scope.js';
import type { Run } from '../session/run.js';
import type { Row, Value } from '../values/value.js';
import { holdsAggregate } from './aggregates.js';
import { requireClauses } from './clause-rules.js';
import { aroundRows } from './correlation.js';
import { bindFrom } from './from.js';
import { Grouping } from './grouping.js';
import { cutOf, keysComparer, outputIndex, topOf, type Ending, type SortKey } from './ordering.js';
import { distinctBy } from './representative.js';
import { rowKeysOf } from './row-key.js';
import { eachRow } from './stream.js';
import { Windows } from './windows.js';

export type { Ending } from './ordering.js';

interface Item {
  readonly name: string;
  readonly bound: Bound;
  /** Its canonical form, to tell when another expression is the same. */
  readonly form: () => string;
}

/** The work of one SELECT, bound. */
interface Plan {
  readonly from: Relation;
  readonly where: BoundPredicate | null;
  readonly grouping: Grouping | null;
  readonly having: BoundPredicate | null;
  readonly windows: Windows;
}

export function bindSelect(select: Select, scope: Scope, ending: Ending): BoundQuery {
  requireClauses(select, ending);
  const dependence = { isThere: false };
  const sources = bindFrom(select.from, scope.with({ dependence }), select.where);
  if (dependence.isThere) scope.dependence.isThere = true;
  const rowScope = scope.with({ columns: sources.columns, interceptor: null });
  const where = select.where ? scope.binder.predicate(select.where, rowScope) : null;
  const from = aroundRows(sources, select.where, rowScope, dependence.isThere);
  const grouping = groupingOf(select, ending, rowScope);
  const having = select.having ? scope.binder.predicate(select.having, rowScope.with({ interceptor: grouping })) : null;
  const windows = new Windows(rowScope, grouping, select.windows);
  const itemScope = rowScope.with({ interceptor: windows });
  const items = select.items.flatMap((item) => itemsOf(item, itemScope));
  const order = orderOf(ending.orderBy, items, select.quantifier === 'distinct', itemScope);
  const plan: Plan = { from, where, grouping, having, windows };
  const columns = items.map(({ name, bound }) => ({ name, type: bound.type, isNullable: bound.isNullable !== false }));
  const itemOf = (expression: Expression): number | null => sameItem(expression, items, itemScope);
  return { columns, isOrdered: ending.orderBy.length > 0, rows: rowsOfWhole(columns, projection(select, plan, items, order, ending, scope)), ...existence(select, plan, ending), itemOf }; // prettier-ignore
}

function groupingOf(select: Select, ending: Ending, rowScope: Scope): Grouping | null {
  const expressions = [...select.items.map(({ expression }) => expression), ...ending.orderBy.map(({ expression }) => expression)]; // prettier-ignore
  const isGrouped = select.groupBy !== null || select.having !== null || expressions.some(holdsAggregate);
  return isGrouped ? new Grouping(select.groupBy, rowScope, select.span) : null;
}

function itemsOf(item: SelectItem, scope: Scope): Item[] {
  const { expression } = item;
  if (item.kind === 'select_expression' && expression.kind === 'star') return starItems(expression.qualifier, scope);
  const bound = scope.binder.expression(expression, scope);
  return [
    {
      name: item.kind === 'select_assignment' ? '' : nameOf(item.alias?.value, expression),
      bound,
      form: () => canonical(expression, scope),
    },
  ];
}

function nameOf(alias: string | undefined, expression: Expression): string {
  if (alias !== undefined) return alias;
  if (expression.kind === 'parenthesised') return nameOf(undefined, expression.operand);
  return expression.kind === 'column' ? expression.name.value : '';
}

function starItems(qualifier: Extract<Expression, { kind: 'star' }>['qualifier'], scope: Scope): Item[] {
  const indexes = scope.columns.map((_, index) => index).filter((index) => qualifier.length === 0 || scope.matches(scope.columns[index]?.name ?? '', qualifier).includes(index)); // prettier-ignore
  if (indexes.length === 0) {
    if (qualifier.length === 0) throw new SqlError(263, 'Must specify table to select from.');
    throw new SqlError(107, `The column prefix '${qualifier.at(-1)?.value}' does not match with a table name or alias name used in the query.`); // prettier-ignore
  }
  return indexes.flatMap((index) => {
    const column = scope.columns[index];
    if (!column) return [];
    // Of columns that are not here nobody has to say more than that.
    const taken = column.name === PARTIAL_COLUMN ? null : scope.interceptor?.column?.(index);
    const bound = taken ?? { type: column.type, isNullable: column.isNullable, evaluate: columnReader(0, index) }; // prettier-ignore
    return [{ name: column.name, bound, form: () => columnForm(index) }];
  });
}

interface Order {
  readonly keys: readonly SortKey[];
  /** Value of each key: a column of the output, or an expression over the row. */
  readonly values: readonly ((out: readonly Value[], frame: Frame, run: Run) => Value)[];
}

function orderOf(orderBy: readonly OrderItem[], items: readonly Item[], isDistinct: boolean, scope: Scope): Order {
  const named = new Set<number>();
  const parts = orderBy.map((item) => {
    const isDescending = item.direction === 'desc';
    const index = outputIndex(item, items) ?? sameItem(item.expression, items, scope);
    if (index !== null) {
      if (named.has(index)) throw new SqlError(169, 'A column has been specified more than once in the order by list. Columns in the order by list must be unique.', 15); // prettier-ignore
      named.add(index);
      const type = items[index]?.bound.type ?? { base: 'int' };
      return { key: { type, isDescending }, value: (out: readonly Value[]) => out[index] ?? null };
    }
    if (isDistinct) throw new SqlError(145, 'ORDER BY items must appear in the select list if SELECT DISTINCT is specified.'); // prettier-ignore
    const bound = scope.binder.expression(item.expression, scope);
    return { key: { type: bound.type, isDescending }, value: (_out: readonly Value[], frame: Frame, run: Run) => bound.evaluate(frame, run) }; // prettier-ignore
  });
  return { keys: parts.map(({ key }) => key), values: parts.map(({ value }) => value) };
}

function sameItem(expression: Expression, items: readonly Item[], scope: Scope): number | null {
  const form = canonical(expression, scope);
  const index = items.findIndex((item) => item.form() === form);
  return index < 0 ? null : index;
}

interface Projected {
  readonly out: Row;
  readonly keys: readonly Value[];
}

function projection(
  select: Select,
  plan: Plan,
  items: readonly Item[],
  order: Order,
  ending: Ending,
  scope: Scope,
): BoundQuery['rows'] {
  const compare = keysComparer(order.keys);
  const keys = select.quantifier === 'distinct' ? rowKeysOf(items.map(({ bound }) => bound.type)) : null;
  const [top, cut] = [select.top ? topOf(select.top, scope) : null, cutOf(ending, scope)];
  // Which rows come first is not said: those that are found first do, and the others need not be looked for.
  const isCutEarly = select.top !== null && !select.top.percent && !select.top.withTies && !keys && order.keys.length === 0 && !plan.grouping && !plan.windows.isThere; // prettier-ignore
  return (outer, run) => {
    const given = top ? top.count(outer, run) : Infinity;
    const source = sourceRows(plan, outer, run, isCutEarly ? given : Infinity);
    run.step(source.length);
    let projected: readonly Projected[] = source.map((row) => {
      const frame = { row, outer };
      const out = items.map(({ bound }) => bound.evaluate(frame, run));
      return { out, keys: order.values.map((value) => value(out, frame, run)) };
    });
    if (keys)
      projected = distinctBy(
        projected,
        ({ out }) => out,
        keys(),
        run,
        (each, out) => ({ ...each, out }),
      );
    if (order.keys.length > 0) projected = projected.toSorted((a, b) => compare(a.keys, b.keys));
    const kept = cut(projected, outer, run);
    const shown = top ? top.cut(kept, given, (a, b) => compare(a.keys, b.keys) === 0) : kept;
    return shown.map(({ out }) => out);
  };
}

function sourceRows(
  { from, where, grouping, having, windows }: Plan,
  outer: Frame | null,
  run: Run,
  most: number,
): readonly Row[] {
  let rows: readonly Row[];
  if (grouping?.isSingle && from.each)
    rows = grouping.rowsOfSource((visit) => eachFitting(from, where, outer, run, visit), outer, run); // prettier-ignore
  else {
    rows = where || most < Infinity ? filtered(from, where, outer, run, most) : from.rows(outer, run);
    run.step(rows.length);
    if (grouping) rows = grouping.rows(rows, outer, run);
  }
  if (having) rows = rows.filter((row) => having.test({ row, outer }, run) === true);
  return windows.extend(rows, outer, run);
}

function eachFitting(from: Relation, where: BoundPredicate | null, outer: Frame | null, run: Run, visit: Visit): void {
  eachRow(from, outer, run, (row) => {
    run.step();
    return where && where.test({ row, outer }, run) !== true ? true : visit(row);
  });
}

/** @param most rows that are wanted; while a probe looks on, all are looked at */
function filtered(from: Relation, where: BoundPredicate | null, outer: Frame | null, run: Run, most: number): Row[] {
  const rows: Row[] = [];
  const end = run.probe === null ? most : Infinity;
  if (end <= 0) return rows;
  eachFitting(from, where, outer, run, (row) => {
    rows.push(from.each ? row.slice() : row);
    run.requireRows(rows.length, from.columns.length);
    return rows.length < end;
  });
  return rows;
}

/** EXISTS: the first row is enough, and what it would show is not worked out. */
function existence(select: Select, { from, where, grouping }: Plan, ending: Ending): Pick<BoundQuery, 'any'> {
  if (select.top || ending.offset || grouping) return {};
  return { any: (outer, run) => filtered(from, where, outer, run, 1).length > 0 };
}

export type { Interceptor };
