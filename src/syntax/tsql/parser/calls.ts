import type { Expression, FunctionCall } from '../ast/expression.js';
import type { ObjectName } from '../ast/node.js';
import type { OrderItem } from '../ast/query.js';
import { parseCondition } from './expressions.js';
import { parseOrderItems } from './order.js';
import type { TokenStream } from './token-stream.js';
import { parseOver } from './windows.js';

/** A call whose name was read: arguments, WITHIN GROUP, IGNORE NULLS and OVER. */
export function parseCall(ts: TokenStream, mark: number, name: ObjectName, odbc = false): FunctionCall {
  ts.expect('(');
  const distinct = ts.accept('DISTINCT') ? 'distinct' : ts.accept('ALL') ? 'all' : null;
  const args = argumentsToEnd(ts);
  const withinGroup = parseWithinGroup(ts);
  const nullTreatment = parseNullTreatment(ts);
  const over = ts.at('OVER') ? parseOver(ts) : null;
  const rest = { distinct, args, withinGroup, nullTreatment, over, span: ts.span(mark) } as const;
  return { kind: 'call', name, parenthesised: true, odbc, ...rest };
}

/** A function written without parentheses: `CURRENT_TIMESTAMP`. */
export function bareCall(ts: TokenStream, mark: number, name: ObjectName): FunctionCall {
  const none = { distinct: null, args: [], withinGroup: null, nullTreatment: null, over: null };
  return { kind: 'call', name, parenthesised: false, odbc: false, ...none, span: ts.span(mark) };
}

/** A plain call whose opening parenthesis and first argument were read. */
export function callWith(ts: TokenStream, mark: number, name: ObjectName, first: Expression): FunctionCall {
  const args = [first];
  while (ts.accept(',')) args.push(parseArgument(ts));
  ts.expect(')');
  return { ...bareCall(ts, mark, name), parenthesised: true, args };
}

/** `(a, b)`; empty parentheses are no arguments. */
export function parseArguments(ts: TokenStream): Expression[] {
  ts.expect('(');
  return argumentsToEnd(ts);
}

function argumentsToEnd(ts: TokenStream): Expression[] {
  if (ts.accept(')')) return [];
  const args = ts.nested(() => {
    const list = [parseArgument(ts)];
    while (ts.accept(',')) list.push(parseArgument(ts));
    return list;
  });
  ts.expect(')');
  return args;
}

/** A value, a condition (IIF takes one) or `*`. */
function parseArgument(ts: TokenStream): Expression {
  const mark = ts.mark();
  return ts.accept('*') ? { kind: 'star', qualifier: [], span: ts.span(mark) } : parseCondition(ts);
}

/** `WITHIN GROUP (ORDER BY ...)`. */
function parseWithinGroup(ts: TokenStream): OrderItem[] | null {
  if (!ts.accept('WITHIN', 'GROUP')) return null;
  ts.expect('(', 'ORDER', 'BY');
  const items = parseOrderItems(ts);
  ts.expect(')');
  return items;
}

function parseNullTreatment(ts: TokenStream): FunctionCall['nullTreatment'] {
  if (ts.accept('IGNORE', 'NULLS')) return 'ignore';
  return ts.accept('RESPECT', 'NULLS') ? 'respect' : null;
}
