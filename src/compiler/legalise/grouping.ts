/**
 * GROUP BY under a collation: texts group by their collation key, and what is shown of a group is one of its texts.
 * SQL Server shows any of them; here it is the first by code point, so that two runs agree.
 */
import { collationKey, representative } from '../ir/build.js';
import type { GroupingIr, SelectIr } from '../ir/relation.js';
import type { Collation, Scalar, SortKey } from '../ir/scalar.js';
import { mapChildren, shapeOf } from '../ir/walk.js';
import type { LegaliseContext } from './context.js';

/** A grouped SELECT and the keys of its ORDER BY. */
export interface Grouped {
  readonly select: SelectIr;
  readonly orderBy: readonly SortKey[];
}

interface TextKey {
  readonly expression: Scalar;
  readonly collation: Collation;
}

/** The same where no key is a text. */
export function groupByKeys({ select, orderBy }: Grouped, context: LegaliseContext): Grouped {
  const { groupBy } = select;
  const texts = new Map<string, TextKey>();
  for (const { expression, collation } of groupBy?.keys ?? [])
    if (collation !== null) texts.set(shapeOf(expression), { expression, collation });
  if (groupBy === null || texts.size === 0) return { select, orderBy };
  for (const { expression } of texts.values())
    context.report(
      'TSQL-GROUP-REPRESENTATIVE',
      expression.span,
      expression.op === 'column' ? expression.name : 'the expression',
    );
  const partial = new Set(partialKeys(groupBy));
  const others = new Set(
    groupBy.keys.flatMap(({ expression, collation }) => (collation === null ? [shapeOf(expression)] : [])),
  );
  const change = (scalar: Scalar): Scalar => regrouped(scalar, texts, partial, others);
  const keys = groupBy.keys.map(({ expression, collation }) => ({
    expression: collation === null ? expression : collationKey(expression, collation),
    collation: null,
  }));
  return {
    select: {
      ...select,
      items: select.items.map((item) => ({ ...item, expression: change(item.expression) })),
      groupBy: { ...groupBy, keys },
      having: select.having && change(select.having),
    },
    orderBy: orderBy.map((key) => ({ ...key, expression: change(key.expression) })),
  };
}

/** Shapes of the keys that some grouping set leaves out: there SQL Server shows NULL. */
function partialKeys({ keys, sets }: GroupingIr): readonly string[] {
  return keys.flatMap(({ expression }, index) =>
    sets.every((set) => set.includes(index)) ? [] : [shapeOf(expression)],
  );
}

/** The expression over groups: a key that is no text stays as it is, whatever texts it is made of; a text key outside of aggregates becomes the text shown; inside GROUPING it stays the key. */
function regrouped(
  scalar: Scalar,
  texts: ReadonlyMap<string, TextKey>,
  partial: ReadonlySet<string>,
  others: ReadonlySet<string>,
): Scalar {
  const shape = shapeOf(scalar);
  const text = texts.get(shape);
  if (text !== undefined) return partial.has(shape) ? shownWhenGrouped(text) : representative(scalar);
  if (others.has(shape)) return scalar;
  if (scalar.op !== 'aggregate') return mapChildren(scalar, (child) => regrouped(child, texts, partial, others));
  if (scalar.fn !== 'grouping' && scalar.fn !== 'grouping_id') return scalar;
  return { ...scalar, args: scalar.args.map((arg) => keyOfText(arg, texts.get(shapeOf(arg)))) };
}

const keyOfText = (scalar: Scalar, text: TextKey | undefined): Scalar =>
  text === undefined ? scalar : collationKey(scalar, text.collation);

/** NULL in the sets that do not group by the key. */
function shownWhenGrouped({ expression, collation }: TextKey): Scalar {
  const { span } = expression;
  const int = { base: 'int', nullable: false, collation: null } as const;
  const grouping: Scalar = {
    op: 'aggregate',
    fn: 'grouping',
    distinct: false,
    args: [collationKey(expression, collation)],
    orderBy: [],
    type: int,
    span,
  };
  const zero: Scalar = { op: 'literal', value: '0', type: int, span };
  const when: Scalar = {
    op: 'compare',
    operator: '=',
    left: grouping,
    right: zero,
    collation: null,
    type: { ...int, base: 'bit' },
    span,
  };
  return {
    op: 'case',
    branches: [{ when, then: representative(expression) }],
    otherwise: null,
    type: { ...expression.type, nullable: true },
    span,
  };
}
