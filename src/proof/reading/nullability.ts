/** Whether an expression can be NULL where it stands. What is not sure can. */
import type { Expression, FunctionCall, Query, Select } from '../../syntax/tsql/ast/index.js';
import type { Reading } from './reading.js';
import type { NonNull } from './source.js';
import { functionName, STRICT_FUNCTIONS, valueArgs } from './strictness.js';

const NEVER_NULL = new Set([
  'getdate', 'getutcdate', 'sysdatetime', 'sysutcdatetime', 'sysdatetimeoffset', 'current_timestamp', 'newid', 'pi',
  'count', 'count_big', 'concat', 'row_number', 'rank', 'dense_rank', 'grouping', 'grouping_id', 'isnumeric', 'isdate',
]); // prettier-ignore
/** Give NULL for no rows, or for rows that are all NULL. */
const AGGREGATES = new Set(['sum', 'min', 'max', 'avg']);

const SURE: NonNull = [];

/** NULL only where all of them are. */
const anyOf = (all: readonly NonNull[]): NonNull => all.find((each) => each !== null) ?? null;

/** NULL where one of them is. */
function allOf(all: readonly NonNull[]): NonNull {
  const reasons: string[] = [];
  for (const each of all) {
    if (each === null) return null;
    reasons.push(...each);
  }
  return [...new Set(reasons)];
}

export function nonNullOf(expression: Expression, reading: Reading): NonNull {
  const of = (each: Expression): NonNull => nonNullOf(each, reading);
  switch (expression.kind) {
    case 'literal':
      return expression.type === 'null' || expression.type === 'default' ? null : SURE;
    case 'column':
      return columnNonNull(expression, reading);
    case 'parenthesised':
    case 'unary':
    case 'collate':
    case 'at_time_zone':
      return of(expression.operand);
    case 'cast':
    case 'convert':
      return /^(try_|parse)/.test(expression.function) ? null : of(expression.operand);
    case 'binary':
      return allOf([of(expression.left), of(expression.right)]);
    case 'case': {
      const { branches, otherwise } = expression;
      return otherwise ? allOf([...branches.map(({ then }) => of(then)), of(otherwise)]) : null;
    }
    case 'call':
      return callNonNull(expression, reading);
    case 'subquery':
      return oneRowNonNull(expression.query, reading);
    default:
      return null;
  }
}

function columnNonNull(reference: Extract<Expression, { kind: 'column' }>, reading: Reading): NonNull {
  const found = reading.resolve(reference, reference);
  if (!found) return null;
  const { place, source, column } = found;
  if (place.phase === 'after' && hasGroupingSets(place.select)) return null;
  if (column.nonNull !== null && !reading.isExtended(source, place)) return column.nonNull;
  return reading.isRequired(found, place) ? SURE : null;
}

/** Subtotals have NULL for the keys that they leave out. */
function hasGroupingSets({ groupBy }: Select): boolean {
  if (!groupBy) return false;
  return groupBy.withModifier !== null || groupBy.items.some(({ kind }) => ['rollup', 'cube', 'grouping_sets'].includes(kind)); // prettier-ignore
}

function callNonNull(call: FunctionCall, reading: Reading): NonNull {
  const name = functionName(call);
  const of = (each: Expression): NonNull => nonNullOf(each, reading);
  if (NEVER_NULL.has(name)) return SURE;
  if (AGGREGATES.has(name)) return aggregateNonNull(call, reading);
  if (call.over) return null;
  if (STRICT_FUNCTIONS.has(name)) return allOf(valueArgs(call).map(of));
  if (name === 'isnull' || name === 'coalesce') return anyOf(call.args.map(of));
  if (name === 'iif') return allOf(call.args.slice(1).map(of));
  return null;
}

function aggregateNonNull(call: FunctionCall, reading: Reading): NonNull {
  const [arg] = call.args;
  const select = reading.placeOf(call)?.select;
  if (!arg || call.over?.frame) return null;
  const hasRows = call.over !== null || (select !== undefined && select.groupBy !== null && !hasGroupingSets(select));
  return hasRows ? nonNullOf(arg, reading) : null;
}

/** `(SELECT COUNT(*) FROM ...)`: always one row. */
function oneRowNonNull({ body, offset, forClause }: Query, reading: Reading): NonNull {
  if (body.kind !== 'select' || offset || forClause || body.groupBy || body.having || body.top) return null;
  const [item, second] = body.items;
  const isOne = item?.kind === 'select_expression' && !second;
  if (!isOne) return null;
  const { expression } = item;
  const isCount = expression.kind === 'call' && !expression.over && /^count(_big)?$/.test(functionName(expression));
  const isDefaulted = expression.kind === 'call' && /^(isnull|coalesce)$/.test(functionName(expression)) && holdsPlainAggregate(expression); // prettier-ignore
  return isCount || isDefaulted ? nonNullOf(expression, reading) : null;
}

const holdsPlainAggregate = ({ args }: FunctionCall): boolean =>
  args.some((arg) => arg.kind === 'call' && !arg.over && AGGREGATES.has(functionName(arg)));
