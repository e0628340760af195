/** Which calls are aggregates. */
import type { Expression, FunctionCall } from '../../syntax/tsql/ast/index.js';
import { walk, type AnyNode } from '../../syntax/tsql/walk.js';
import { functionName } from './strictness.js';

const AGGREGATES = ['sum', 'avg', 'min', 'max', 'count', 'count_big', 'stdev', 'stdevp', 'var', 'varp', 'string_agg', 'checksum_agg', 'approx_count_distinct']; // prettier-ignore

/** Over groups, not over windows. */
export const isAggregateCall = (node: AnyNode): boolean =>
  node.kind === 'call' &&
  'over' in node &&
  node.over === null &&
  AGGREGATES.includes(functionName(node as FunctionCall)); // by its kind

export function holdsAggregate(expression: Expression): boolean {
  let found = false;
  walk(expression, (node) => {
    if (node.kind === 'query') return false;
    if (isAggregateCall(node)) found = true;
    return !found;
  });
  return found;
}
