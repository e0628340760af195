/** Functions with OVER: ranking, offset, and aggregates over a window. Source: Microsoft Learn, "SELECT - OVER clause". */
import type { FunctionCall, Window } from '../../syntax/tsql/ast/index.js';
import { AGGREGATES } from '../functions/aggregate-functions.js';
import { WINDOW_FUNCTIONS, type WindowFunction } from '../functions/window-functions.js';
import type { Scalar, ScalarType, SortKey } from '../ir/scalar.js';
import { isCharacter, isUnknown } from '../types/families.js';
import { aggregateArguments } from './aggregate.js';
import { type Binder, refuse } from './binder.js';
import { coerce } from './coerce.js';
import { bindOrder, bindWindow } from './ordering.js';
import { unbound } from './scope.js';

export function bindWindowCall(name: string, node: FunctionCall, binder: Binder): Scalar {
  if (node.over === null) return refuse(binder, 'TSQL-OVER-MISSING', node.span, name.toUpperCase());
  if (!binder.allows.windows) return refuse(binder, 'TSQL-WINDOW-NOT-ALLOWED', node.span, name.toUpperCase());
  const inner = binder.allowing({ aggregates: binder.allows.aggregates, windows: false });
  const analytic = WINDOW_FUNCTIONS[name];
  return analytic === undefined
    ? overAggregate(name, node, node.over, inner)
    : overAnalytic(name, analytic, node, node.over, inner);
}

function overAggregate(name: string, node: FunctionCall, over: Window, binder: Binder): Scalar {
  const aggregate = AGGREGATES[name];
  if (aggregate === undefined || aggregate.grouping || aggregate.ordered || node.distinct === 'distinct') {
    return refuse(binder, 'TSQL-WINDOW-NOT-ALLOWED', node.span, name.toUpperCase());
  }
  const bound = aggregateArguments(name, aggregate, node, binder);
  const parts = bindWindow(over, true, binder);
  if (bound === null || parts === null) return unbound(node.span);
  return {
    op: 'window',
    fn: bound.fn,
    args: bound.args,
    ...parts,
    ignoreNulls: false,
    withinGroup: [],
    type: bound.type,
    span: node.span,
  };
}

function overAnalytic(name: string, fn: WindowFunction, node: FunctionCall, over: Window, binder: Binder): Scalar {
  const [least, most] = fn.arity;
  if (node.args.length < least || node.args.length > most)
    return refuse(binder, 'TSQL-ARGUMENT-COUNT', node.span, name.toUpperCase());
  const args = analyticArguments(fn, node, binder);
  const parts = bindWindow(over, fn.framed === true, binder);
  if (parts === null || args.some((arg) => isUnknown(arg.type))) return unbound(node.span);
  if (fn.needsOrder && over.reference === null && over.orderBy.length === 0)
    return refuse(binder, 'TSQL-ORDER-MISSING', node.span, name.toUpperCase());
  if (fn.needsOrder && parts.orderBy.length === 0)
    binder.scope.report('TSQL-WINDOW-UNORDERED', node.span, name.toUpperCase());
  const withinGroup = bindOrder(node.withinGroup ?? [], binder);
  const type = analyticType(name, fn, args, withinGroup);
  return {
    op: 'window',
    fn: name,
    args,
    ...parts,
    ignoreNulls: node.nullTreatment === 'ignore',
    withinGroup,
    type,
    span: node.span,
  };
}

/** The default of LAG and LEAD is converted to the type of the value. */
function analyticArguments(fn: WindowFunction, node: FunctionCall, binder: Binder): readonly Scalar[] {
  const args = node.args.map(
    (arg, index) => (fn.takes[index] ?? fn.takes.at(-1))?.(binder.bind(arg), binder) ?? unbound(arg.span),
  );
  const [value, offset, fallback] = args;
  return value !== undefined && offset !== undefined && fallback !== undefined
    ? [value, offset, coerce(fallback, value.type, binder.scope)]
    : args;
}

function analyticType(
  name: string,
  fn: WindowFunction,
  args: readonly Scalar[],
  withinGroup: readonly SortKey[],
): ScalarType {
  const [key] = withinGroup;
  if (name === 'percentile_disc' && key !== undefined) return { ...key.expression.type, nullable: true };
  const type = fn.returns(args);
  return { ...type, nullable: fn.nullable, collation: isCharacter(type) ? (args[0]?.type.collation ?? null) : null };
}
