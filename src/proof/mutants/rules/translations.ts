/** The mistakes of those who write one dialect in the other's words: T-SQL's own meaning, lost. */
import type { BinaryExpression, Expression, FunctionCall, OrderItem } from '../../../syntax/tsql/ast/index.js';
import type { DefinitionTree } from '../../reading/definition-tree.js';
import type { Reading } from '../../reading/reading.js';
import { functionName } from '../../reading/strictness.js';
import { explained, on, operandText, replaced, together, type Change, type Rule } from '../rule.js';
import { isNullTogether } from '../null-together.js';
import { orderOfQuery, orderOfWindow, whyDecidedBefore, type Order } from '../orders.js';
import { isCut } from './queries.js';
import { columnOf, isString, isText } from './texts.js';

export const TRANSLATION_RULES: readonly Rule[] = [
  on('length', 'call', (node, tree) => {
    const [arg] = node.args;
    if (functionName(node) !== 'len' || !arg) return [];
    const by = `(LEN(CAST(${tree.textOf(arg)} AS nvarchar(4000)) + N'.') - 1)`;
    return [replaced(node, by, 'LEN counted trailing blanks')];
  }),
  on('elapsed', 'call', elapsed),
  on('date-part', 'call', otherUnit),
  on('rounding', 'call', (node, tree, reading) => {
    const [value, digits, cut] = node.args;
    if (functionName(node) !== 'round' || !value || !digits || cut || isWhole(value, reading)) return [];
    return [{ start: digits.span.end, end: digits.span.end, by: ', 1', what: 'ROUND cut digits off' }];
  }),
  on('whole-division', 'binary', (node, tree, reading) =>
    node.operator === '/' && isWhole(node.left, reading) && isWhole(node.right, reading)
      ? [replaced(node.left, `${operandText(node.left, tree)} * 1.0`, 'the division kept its fraction')]
      : [],
  ),
  on('null-text', 'binary', nullAsEmpty),
  on('null-order', 'query', ({ orderBy, ...query }, tree, reading) => (isCut({ orderBy, ...query }) ? nullsMoved(orderBy, orderOfQuery({ orderBy, ...query }), tree, reading) : [])),
  on('null-order', 'window', (window, tree, reading) => nullsMoved(window.orderBy, orderOfWindow(window, reading), tree, reading)),
]; // prettier-ignore

/** DATEDIFF counts boundaries that were passed, and not how much time went by: a smaller unit, and how many of it make one. */
const SMALLER: Readonly<Record<string, readonly [unit: string, count: number]>> = {
  year: ['day', 365], yy: ['day', 365], yyyy: ['day', 365],
  quarter: ['day', 91], qq: ['day', 91], q: ['day', 91],
  month: ['day', 30], mm: ['day', 30], m: ['day', 30],
  week: ['day', 7], wk: ['day', 7], ww: ['day', 7],
  day: ['minute', 1440], dd: ['minute', 1440], d: ['minute', 1440],
  hour: ['minute', 60], hh: ['minute', 60],
  minute: ['second', 60], mi: ['second', 60], n: ['second', 60],
}; // prettier-ignore
const DAYS = new Set(['day', 'dd', 'd']);

function elapsed(node: FunctionCall, tree: DefinitionTree, reading: Reading): Change[] {
  const [unit, from, to] = node.args;
  if (functionName(node) !== 'datediff' || unit?.kind !== 'column' || !from || !to) return [];
  const word = unit.name.value.toLowerCase();
  const smaller = SMALLER[word];
  const isDate = [from, to].every((each) => columnOf(each, reading)?.type.base === 'date');
  if (!smaller || (DAYS.has(word) && isDate)) return [];
  const [name, count] = smaller;
  const by = `(DATEDIFF(${name}, ${tree.textOf(from)}, ${tree.textOf(to)}) / ${count})`;
  return [replaced(node, by, `DATEDIFF of ${word} became time that went by`)];
}

const OTHER_FUNCTION: Readonly<Record<string, string>> = { year: 'MONTH', month: 'DAY', day: 'MONTH' };
const OTHER_UNIT: Readonly<Record<string, string>> = {
  year: 'month', yy: 'month', yyyy: 'month', quarter: 'month', qq: 'month', q: 'month', month: 'day', mm: 'day', m: 'day',
  day: 'month', dd: 'month', d: 'month', week: 'day', wk: 'day', ww: 'day', weekday: 'day', dw: 'day', hour: 'minute', hh: 'minute',
  minute: 'hour', mi: 'hour', n: 'hour', dayofyear: 'day', dy: 'day', y: 'day',
}; // prettier-ignore

function otherUnit(node: FunctionCall): Change[] {
  const name = functionName(node);
  const other = OTHER_FUNCTION[name];
  if (other) return [replaced(node.name, other, `${name.toUpperCase()} became ${other}`)];
  const [unit] = node.args;
  if (!['datepart', 'datename', 'dateadd', 'datediff'].includes(name) || unit?.kind !== 'column') return [];
  const by = OTHER_UNIT[unit.name.value.toLowerCase()];
  return by ? [replaced(unit, by, `${unit.name.value} became ${by}`)] : [];
}

/** A text joined with NULL is NULL; elsewhere NULL is an empty text. */
function nullAsEmpty(node: BinaryExpression, tree: DefinitionTree, reading: Reading): Change[] {
  const { operator, left, right } = node;
  if (operator !== '+' || ![left, right].some((side) => isJoinedText(side, reading))) return [];
  const change = replaced(node, `CONCAT(${tree.textOf(left)}, ${tree.textOf(right)})`, 'NULL was joined as an empty text'); // prettier-ignore
  const sure = together([reading.nonNull(left), reading.nonNull(right)]);
  return explained(change, sure ?? (isNullTogether(node, reading) ? [] : null));
}

/** SQL Server takes NULL for the lowest value. */
function nullsMoved(orderBy: readonly OrderItem[], order: Order, tree: DefinitionTree, reading: Reading): Change[] {
  return orderBy.flatMap(({ expression, direction }, at) => {
    if (expression.kind === 'literal') return [];
    const text = tree.textOf(expression);
    const [none, some] = direction === 'desc' ? [0, 1] : [1, 0];
    const by = `CASE WHEN ${text} IS NULL THEN ${none} ELSE ${some} END, ${text}`;
    const change = replaced(expression, by, `NULL of ${text} came at the other end`);
    return explained(change, reading.nonNull(expression) ?? whyDecidedBefore(order, at, reading));
  });
}

/** Known to be one. */
function isWhole(node: Expression, reading: Reading): boolean {
  if (node.kind === 'literal') return node.type === 'integer';
  if (node.kind === 'parenthesised') return isWhole(node.operand, reading);
  return ['tinyint', 'smallint', 'int', 'bigint'].includes(columnOf(node, reading)?.type.base ?? '');
}

function isJoinedText(node: Expression, reading: Reading): boolean {
  if (node.kind === 'literal') return isString(node);
  if (node.kind === 'binary' && node.operator === '+')
    return isJoinedText(node.left, reading) || isJoinedText(node.right, reading);
  const column = columnOf(node, reading);
  return column !== null && isText(column);
}
