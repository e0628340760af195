/** Aggregate functions. Source: Microsoft Learn, "Aggregate Functions (Transact-SQL)" and each function's page for its type. */
import type { Expression, FunctionCall } from '../../syntax/tsql/ast/index.js';
import { childrenOf, walk, type AnyNode } from '../../syntax/tsql/walk.js';
import { comparerOf } from '../collation/order.js';
import { textOf } from '../conversion/convert.js';
import { NotInEngine, SqlError } from '../errors.js';
import type { Bound, Frame } from '../expressions/bound.js';
import type { Scope } from '../expressions/scope.js';
import type { Run } from '../session/run.js';
import { isText } from '../types/families.js';
import { INT, type Type } from '../types/type.js';
import type { Value } from '../values/value.js';
import { keysComparer } from './ordering.js';
import { valueKeyOf } from './row-key.js';
import { NUMBER_AGGREGATES, type Folding } from './number-aggregates.js';

export interface Accumulator {
  readonly add: (frame: Frame, run: Run) => void;
  readonly result: (run: Run) => Value;
}

export interface BoundAggregate {
  readonly type: Type;
  readonly isNullable: boolean;
  readonly start: () => Accumulator;
}

const NAMES = new Set(['count', 'count_big', 'sum', 'avg', 'min', 'max', 'stdev', 'stdevp', 'var', 'varp', 'string_agg', 'checksum_agg', 'approx_count_distinct']); // prettier-ignore

export const isAggregateName = (name: string): boolean => NAMES.has(name);

/** Whether an expression holds an aggregate of its own query; those with OVER and those of queries inside do not count. */
export function holdsAggregate(node: AnyNode): boolean {
  if (node.kind === 'query') return false;
  return isAggregateCall(node) || childrenOf(node).some(holdsAggregate);
}

function isAggregateCall(node: AnyNode): boolean {
  if (node.kind !== 'call') return false;
  const { name, over } = node as FunctionCall; // a node of kind `call` is one
  return !over && name.parts.length === 1 && isAggregateName(name.parts[0]?.value.toLowerCase() ?? '');
}

export function bindAggregate(call: FunctionCall, scope: Scope): BoundAggregate {
  const name = call.name.parts.at(-1)?.value.toLowerCase() ?? '';
  const [arg, second] = call.args;
  if (!arg) throw new SqlError(174, `The ${name} function requires 1 argument(s).`);
  if (arg.kind === 'star') return rowCount(name);
  // Over windows, aggregates of the groups may be aggregated once more.
  if (scope.interceptor === null && holdsAggregate(arg)) throw new SqlError(130, 'Cannot perform an aggregate function on an expression containing an aggregate or a subquery.'); // prettier-ignore
  let hasQuery = false;
  walk(arg, (node) => void (hasQuery ||= node.kind === 'query'));
  if (hasQuery) throw new SqlError(130, 'Cannot perform an aggregate function on an expression containing an aggregate or a subquery.'); // prettier-ignore
  requireOwnColumns(arg, scope);
  const value = scope.binder.expression(arg, scope);
  if (name === 'string_agg') return stringAgg(call, value, second, scope);
  const rule = RULES[name] ?? NUMBER_AGGREGATES[name];
  if (!rule) throw new NotInEngine(`ENGINE-FUNCTION-${name.toUpperCase()}`, `the aggregate ${name}`);
  const folding = rule(value);
  const isDistinct = call.distinct === 'distinct' || name === 'approx_count_distinct';
  return {
    type: folding.type,
    isNullable: folding.isNullable,
    start: () => folded(folding, isDistinct ? valueKeyOf(folding.value.type) : null),
  };
}

/** An aggregate of nothing but outer columns belongs to the query around: not handled here, and never taken for the inner one's. */
function requireOwnColumns(arg: Expression, scope: Scope): void {
  let [own, outer] = [false, false];
  walk(arg, (node) => {
    if (node.kind !== 'column') return;
    const { name, qualifier } = node as Extract<Expression, { kind: 'column' }>; // a node of kind `column` is one
    if (scope.matches(name.value, qualifier).length > 0) own = true;
    else outer = true;
  });
  if (outer && !own) throw new NotInEngine('ENGINE-AGGREGATE-OUTER', 'an aggregate of columns of the query around');
}

function rowCount(name: string): BoundAggregate {
  if (name !== 'count' && name !== 'count_big') throw new SqlError(102, "Incorrect syntax near '*'.");
  const isBig = name === 'count_big';
  return {
    type: isBig ? { base: 'bigint' } : INT,
    isNullable: false,
    start: () => {
      let rows = 0;
      return { add: () => void rows++, result: () => (isBig ? BigInt(rows) : rows) };
    },
  };
}

function folded({ value, start }: Folding, key: ((value: Value) => string) | null): Accumulator {
  const state = start();
  const seen = key ? new Set<string>() : null;
  return {
    add: (frame, run) => {
      const one = value.evaluate(frame, run);
      if (one === null) return;
      if (seen && key) {
        const text = key(one);
        if (seen.has(text)) return;
        seen.add(text);
      }
      state.add(one);
    },
    result: () => state.result(),
  };
}

const RULES: Readonly<Record<string, (value: Bound) => Folding>> = {
  count: (value) => counting(value, false),
  count_big: (value) => counting(value, true),
  approx_count_distinct: (value) => counting(value, true),
  min: (value) => extreme(value, -1),
  max: (value) => extreme(value, 1),
};

function counting(value: Bound, isBig: boolean): Folding {
  return {
    type: isBig ? { base: 'bigint' } : INT,
    isNullable: false,
    value,
    start: () => {
      let count = 0;
      return { add: () => void count++, result: () => (isBig ? BigInt(count) : count) };
    },
  };
}

function extreme(value: Bound, sign: 1 | -1): Folding {
  if (['bit', 'text', 'ntext', 'image', 'xml'].includes(value.type.base))
    throw new SqlError(8117, `Operand data type ${value.type.base} is invalid for ${sign < 0 ? 'min' : 'max'} operator.`); // prettier-ignore
  const compare = comparerOf(value.type);
  return {
    type: value.type,
    isNullable: true,
    value,
    start: () => {
      let best: Value = null;
      return {
        add: (one) => {
          if (best === null || compare(one, best) * sign > 0) best = one;
        },
        result: () => best,
      };
    },
  };
}

/** Source: Microsoft Learn, "STRING_AGG (Transact-SQL)": NULLs are left out with their separators. */
function stringAgg(call: FunctionCall, value: Bound, separator: Expression | undefined, scope: Scope): BoundAggregate {
  if (!separator) throw new SqlError(174, 'The string_agg function requires 2 argument(s).');
  const { base, length } = value.type;
  const isLong = length === 'max';
  const collation = isText(value.type) ? value.type.collation : scope.defaultCollation;
  const isNational = base !== 'varchar' && base !== 'char';
  const type: Type = { base: isNational ? 'nvarchar' : 'varchar', length: isLong ? 'max' : isNational ? 4000 : 8000, ...(collation ? { collation, collationLabel: 'implicit' } : {}) }; // prettier-ignore
  const between = scope.binder.expression(separator, scope);
  const order = (call.withinGroup ?? []).map(({ expression, direction }) => ({ bound: scope.binder.expression(expression, scope), isDescending: direction === 'desc' })); // prettier-ignore
  const compare = keysComparer(order.map(({ bound, isDescending }) => ({ type: bound.type, isDescending })));
  return {
    type,
    isNullable: true,
    start: () => {
      const parts: { readonly text: string; readonly keys: readonly Value[]; readonly before: string }[] = [];
      return {
        add: (frame, run) => {
          const one = value.evaluate(frame, run);
          if (one === null) return;
          const before = between.evaluate(frame, run);
          parts.push({ text: textOf(one, value.type), keys: order.map(({ bound }) => bound.evaluate(frame, run)), before: before === null ? '' : textOf(before, between.type) }); // prettier-ignore
        },
        result: (run) => joined(parts.toSorted((a, b) => compare(a.keys, b.keys)), type, run), // prettier-ignore
      };
    },
  };
}

function joined(
  parts: readonly { readonly text: string; readonly before: string }[],
  type: Type,
  run: Run,
): string | null {
  if (parts.length === 0) return null;
  const text = parts.map((part, index) => (index === 0 ? part.text : part.before + part.text)).join('');
  run.requireLength(text.length);
  const bytes = type.base === 'nvarchar' ? text.length * 2 : text.length;
  if (type.length !== 'max' && bytes > 8000)
    throw new SqlError(9829, 'STRING_AGG aggregation result exceeded the limit of 8000 bytes. Use LOB types to avoid result truncation.'); // prettier-ignore
  return text;
}
