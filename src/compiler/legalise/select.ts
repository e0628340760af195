/** One SELECT block in SQL of the target. Its grouping is by plain values already. */
import type { GroupingIr, SelectIr } from '../ir/relation.js';
import type { SqlSelect } from '../sql/tree.js';
import type { RelationContext } from './context.js';
import { legaliseOutput, legaliseScalar } from './expression/expression.js';
import { legaliseRelation } from './relation.js';

export function legaliseSelect(select: SelectIr, context: RelationContext): SqlSelect {
  return {
    sql: 'select',
    distinct: select.distinct,
    items: select.items.map(({ name, expression }) => ({
      expression: name === null ? legaliseScalar(expression, context) : legaliseOutput(expression, context),
      alias: name === null ? null : context.columnName(name),
      span: expression.span,
    })),
    from: select.from === null ? null : legaliseRelation(select.from, context),
    where: select.where && legaliseScalar(select.where, context),
    groupBy: select.groupBy && legaliseGrouping(select.groupBy, context),
    having: select.having && legaliseScalar(select.having, context),
    span: select.span,
  };
}

/** A lone aggregate has no key: its one set is the empty one. */
function legaliseGrouping(groupBy: GroupingIr, context: RelationContext): SqlSelect['groupBy'] {
  const keys = groupBy.keys.map(({ expression }) => legaliseScalar(expression, context));
  const [first] = groupBy.sets;
  if (groupBy.sets.length === 1 && first?.length === keys.length)
    return keys.length === 0 ? null : { keys, sets: null };
  return { keys, sets: groupBy.sets.map((set) => set.flatMap((index) => keys[index] ?? [])) };
}
