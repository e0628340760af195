/**
 * A grouped SELECT whose expressions ask subqueries about its groups: the groups are made inside, so that a subquery
 * can name their keys and aggregates as plain columns of the rows around it.
 */
import { columnLabel, derivedOf, queryOf, selectFrom } from '../ir/build.js';
import { hasQuery, replaceScalars } from '../ir/map-query.js';
import type { GroupingIr, OutputColumn } from '../ir/relation.js';
import type { Scalar } from '../ir/scalar.js';
import { shapeOf, someScalar } from '../ir/walk.js';
import type { RelationContext } from './context.js';
import type { Grouped } from './grouping.js';

/** The same over a derived table of the groups; unchanged where no subquery stands in it. */
export function groupsInside(grouped: Grouped, context: RelationContext): Grouped {
  const { select, orderBy } = grouped;
  const { groupBy } = select;
  const expressions = [...select.items, ...orderBy].map(({ expression }) => expression);
  if (
    groupBy === null ||
    ![...expressions, ...(select.having ? [select.having] : [])].some((each) => someScalar(each, hasQuery))
  )
    return grouped;
  const groups = new GroupColumns(groupBy, context.alias('grouped'));
  const change = (scalar: Scalar): Scalar =>
    replaceScalars(scalar, (each, isNested) => groups.columnFor(each, isNested));
  const items = select.items.map((item) => ({ ...item, expression: change(item.expression) }));
  const having = select.having && change(select.having);
  const keys = orderBy.map((key) => ({ ...key, expression: change(key.expression) }));
  const inner = queryOf({ ...select, items: groups.items, distinct: false, having: null }, groups.columns, select.span);
  const outer = {
    ...selectFrom(items, derivedOf(inner, groups.alias), select.span),
    distinct: select.distinct,
    where: having,
  };
  return { select: outer, orderBy: keys };
}

/** What the outer SELECT reads of a group: its keys and aggregates, each once. */
class GroupColumns {
  readonly items: { readonly name: string; readonly expression: Scalar }[] = [];
  private readonly byShape = new Map<string, Scalar>();
  private readonly keyKinds: ReadonlySet<Scalar['op']>;

  constructor(
    groupBy: GroupingIr,
    readonly alias: string,
  ) {
    this.keyKinds = new Set(groupBy.keys.map(({ expression }) => expression.op));
    for (const { expression } of groupBy.keys) this.add(expression);
  }

  get columns(): readonly OutputColumn[] {
    return this.items.map(({ name, expression }) => ({ name, type: expression.type }));
  }

  /** The column that holds a key or an aggregate; null for any other expression. Aggregates of a nested query are its own. */
  columnFor(scalar: Scalar, isNested: boolean): Scalar | null {
    if (!this.keyKinds.has(scalar.op) && scalar.op !== 'aggregate') return null;
    const known = this.byShape.get(shapeOf(scalar));
    if (known !== undefined) return { ...known, span: scalar.span };
    return scalar.op === 'aggregate' && !isNested ? this.add(scalar) : null;
  }

  private add(expression: Scalar): Scalar {
    const wanted =
      expression.op === 'column'
        ? expression.name
        : columnLabel({ name: null, type: expression.type }, this.items.length);
    const name = this.items.some((item) => item.name.toLowerCase() === wanted.toLowerCase())
      ? `${wanted}_${this.items.length + 1}`
      : wanted;
    this.items.push({ name, expression });
    const column: Scalar = { op: 'column', relation: this.alias, name, type: expression.type, span: expression.span };
    this.byShape.set(shapeOf(expression), column);
    return column;
  }
}
