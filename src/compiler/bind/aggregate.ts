/** Aggregates without OVER. Source: Microsoft Learn, "Aggregate functions (Transact-SQL)". */
import type { FunctionCall } from '../../syntax/tsql/ast/index.js';
import { type Aggregate, AGGREGATES } from '../functions/aggregate-functions.js';
import type { Scalar, ScalarType } from '../ir/scalar.js';
import { hasQuery } from '../ir/map-query.js';
import { someScalar } from '../ir/walk.js';
import { typeText } from '../../syntax/tsql/data-type.js';
import { isCharacter, isNumeric, isUnknown } from '../types/families.js';
import { type Binder, comparisonCollation, refuse } from './binder.js';
import { bindOrder } from './ordering.js';
import { unbound } from './scope.js';

export function bindAggregate(name: string, node: FunctionCall, binder: Binder): Scalar {
  const aggregate = AGGREGATES[name];
  if (aggregate === undefined) return refuse(binder, 'TSQL-UNSUPPORTED-FUNCTION', node.span, name.toUpperCase());
  if (!binder.allows.aggregates) return refuse(binder, 'TSQL-AGGREGATE-NOT-ALLOWED', node.span, name.toUpperCase());
  const inner = binder.allowing({ aggregates: false, windows: false });
  const bound = aggregateArguments(name, aggregate, node, inner);
  if (bound === null) return unbound(node.span);
  const orderBy = bindOrder(node.withinGroup ?? [], inner);
  if (aggregate.ordered && orderBy.length === 0) binder.scope.report('TSQL-STRING-AGG-ORDER', node.span);
  const distinct = node.distinct === 'distinct' && name !== 'min' && name !== 'max';
  if (distinct) comparisonCollation(bound.args, node.span, binder.scope);
  return { op: 'aggregate', fn: bound.fn, distinct, args: bound.args, orderBy, type: bound.type, span: node.span };
}

interface Bound {
  readonly fn: string;
  readonly args: readonly Scalar[];
  readonly type: ScalarType;
}

/** Converted arguments and result type, for aggregates with and without OVER. Null when reported. */
export function aggregateArguments(
  name: string,
  aggregate: Aggregate,
  node: FunctionCall,
  binder: Binder,
): Bound | null {
  const [least, most] = aggregate.arity;
  if (node.args.length < least || node.args.length > most) {
    binder.scope.report('TSQL-ARGUMENT-COUNT', node.span, name.toUpperCase());
    return null;
  }
  if (node.args[0]?.kind === 'star') return countStar(name, aggregate, node, binder);
  const written = node.args.map((arg) => binder.bind(arg));
  const refused = aggregate.numbersOnly
    ? written.find((arg) => !isUnknown(arg.type) && !isNumeric(arg.type) && !isCharacter(arg.type))
    : written.find((arg) => aggregate.refusesBit && arg.type.base === 'bit');
  if (refused !== undefined) binder.scope.report('TSQL-TYPE-CLASH', node.span, `${name} of ${typeText(refused.type)}`);
  if (refused !== undefined || written.some((arg) => isUnknown(arg.type))) return null;
  if (written.some((arg) => someScalar(arg, hasQuery))) {
    binder.scope.report('TSQL-SUBQUERY-NOT-ALLOWED', node.span, `an argument of ${name.toUpperCase()}`);
    return null;
  }
  const args = written.map((arg, index) => (aggregate.takes[index] ?? aggregate.takes.at(-1))?.(arg, binder) ?? arg);
  const [first] = args;
  if (name === 'min' || name === 'max') comparisonCollation(args, node.span, binder.scope);
  const type = aggregate.returns(args);
  return {
    fn: name,
    args,
    type: {
      ...type,
      nullable: aggregate.nullable,
      collation: isCharacter(type) ? (first?.type.collation ?? null) : null,
    },
  };
}

function countStar(name: string, aggregate: Aggregate, node: FunctionCall, binder: Binder): Bound | null {
  if (name === 'count' || name === 'count_big')
    return { fn: 'count_star', args: [], type: { ...aggregate.returns([]), nullable: false, collation: null } };
  binder.scope.report('TSQL-ARGUMENT-COUNT', node.span, `${name.toUpperCase()}(*)`);
  return null;
}
