/** GROUP BY: keys and the sets of them that ROLLUP, CUBE and GROUPING SETS make. Source: Microsoft Learn, "SELECT - GROUP BY". */
import type { Expression, GroupBy, GroupingItem } from '../../syntax/tsql/ast/index.js';
import type { GroupingIr } from '../ir/relation.js';
import type { Scalar } from '../ir/scalar.js';
import { hasQuery } from '../ir/map-query.js';
import { childrenOf, shapeOf, someScalar } from '../ir/walk.js';
import { comparisonCollation } from './binder.js';
import { bindExpression } from './expression.js';
import type { QueryScope } from './query-scope.js';
import { unbound } from './scope.js';

/** SQL Server allows 4096 sets; more is refused here too. */
const SETS_MAX = 4096;
type Sets = readonly (readonly number[])[];

export function bindGrouping(groupBy: GroupBy, scope: QueryScope): GroupingIr {
  const keys = new GroupingKeys(scope);
  const items = groupBy.items.map((item) => keys.setsOf(item));
  const plain = items.reduce<Sets>((left, right) => product(left, right), [[]]);
  const sets = withModifier(groupBy, plain);
  if (sets.length > SETS_MAX) scope.report('TSQL-GROUPING-SETS', groupBy.span, String(sets.length));
  return { keys: keys.bound, sets: sets.slice(0, SETS_MAX) };
}

/** `GROUP BY a, b WITH ROLLUP` is ROLLUP (a, b). */
function withModifier(groupBy: GroupBy, plain: Sets): Sets {
  const units = (plain[0] ?? []).map((key) => [key]);
  if (groupBy.withModifier === 'rollup') return rollup(units);
  return groupBy.withModifier === 'cube' ? cube(units) : plain;
}

class GroupingKeys {
  readonly bound: { expression: Scalar; collation: ReturnType<typeof comparisonCollation> }[] = [];
  private readonly byShape = new Map<string, number>();

  constructor(private readonly scope: QueryScope) {}

  /** Grouping sets of one item, as lists of key numbers. */
  setsOf(item: GroupingItem): Sets {
    switch (item.kind) {
      case 'group_expression':
        return [[this.key(item.expression)]];
      case 'group_composite':
        return [item.expressions.map((expression) => this.key(expression))];
      case 'rollup':
        return rollup(item.items.map((inner) => this.unit(inner)));
      case 'cube':
        return cube(item.items.map((inner) => this.unit(inner)));
      case 'grouping_sets':
        return item.items.flatMap((inner) => this.setsOf(inner));
    }
  }

  private unit(item: GroupingItem): readonly number[] {
    return this.setsOf(item)[0] ?? [];
  }

  private plain(expression: Expression): Scalar {
    const scalar = bindExpression(expression, this.scope);
    if (!someScalar(scalar, hasQuery)) return scalar;
    this.scope.report('TSQL-SUBQUERY-NOT-ALLOWED', expression.span, 'GROUP BY');
    return unbound(expression.span);
  }

  private key(expression: Expression): number {
    const scalar = this.plain(expression);
    if (!someScalar(scalar, ({ op }) => !CONSTANT_OPS.has(op)))
      this.scope.report('TSQL-GROUP-CONSTANT', expression.span);
    const shape = shapeOf(scalar);
    const known = this.byShape.get(shape);
    if (known !== undefined) return known;
    this.byShape.set(shape, this.bound.length);
    this.bound.push({ expression: scalar, collation: comparisonCollation([scalar], expression.span, this.scope) });
    return this.bound.length - 1;
  }
}

/** What may make a constant; anything else reads a column or a query. */
const CONSTANT_OPS = new Set<Scalar['op']>([
  'literal',
  'arithmetic',
  'convert',
  'call',
  'case',
  'compare',
  'logic',
  'is_null',
  'in_list',
  'like',
]);

/** ROLLUP (a, b): (a, b), (a), (). */
function rollup(units: readonly (readonly number[])[]): Sets {
  const sets: number[][] = [];
  for (let length = units.length; length >= 0; length--) sets.push(units.slice(0, length).flat());
  return sets;
}

/** CUBE (a, b): (a, b), (a), (b), (). */
function cube(units: readonly (readonly number[])[]): Sets {
  const count = 2 ** Math.min(units.length, 13);
  return Array.from({ length: count }, (_, mask) => units.filter((_unit, index) => (mask & (1 << index)) === 0).flat());
}

function product(left: Sets, right: Sets): Sets {
  return left.flatMap((one) => right.map((other) => [...new Set([...one, ...other])]));
}

/** Every column outside an aggregate must come from a key: SQL Server's error 8120. */
export function checkGrouped(scalar: Scalar, grouping: GroupingIr, scope: QueryScope): void {
  const shapes = new Set(grouping.keys.map((key) => shapeOf(key.expression)));
  const own = new Set(scope.relations.map((relation) => relation.alias));
  const pending = [scalar];
  for (let next = pending.pop(); next; next = pending.pop()) {
    if (next.op === 'aggregate' || shapes.has(shapeOf(next))) continue;
    if (next.op === 'column' && own.has(next.relation)) {
      scope.report('TSQL-NOT-GROUPED', next.span, next.name);
      return;
    }
    pending.push(...childrenOf(next));
  }
}
