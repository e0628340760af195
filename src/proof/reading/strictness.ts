/** Which columns must have a value where a condition holds. */
import type { ColumnReference, Expression, FunctionCall } from '../../syntax/tsql/ast/index.js';

/** Give NULL for a NULL, and for nothing else. Source: their pages at Microsoft Learn, "Functions". */
export const STRICT_FUNCTIONS = new Set([
  'abs', 'ceiling', 'floor', 'round', 'sign', 'sqrt', 'exp', 'power', 'square', 'len', 'datalength', 'upper', 'lower',
  'ltrim', 'rtrim', 'left', 'right', 'reverse', 'substring', 'charindex', 'patindex', 'replace', 'year', 'month', 'day',
  'datepart', 'datename', 'dateadd', 'datediff', 'datediff_big', 'eomonth',
]); // prettier-ignore

/** Their first argument is a word. */
const DATEPART_FUNCTIONS = new Set(['datepart', 'datename', 'dateadd', 'datediff', 'datediff_big', 'datetrunc']);

/** Lower-case name of a function of the system; empty for a person's. */
export const functionName = ({ name }: FunctionCall): string =>
  name.parts.length === 1 ? (name.parts[0]?.value.toLowerCase() ?? '') : '';

/** The arguments that are values. */
export const valueArgs = (call: FunctionCall): readonly Expression[] =>
  DATEPART_FUNCTIONS.has(functionName(call)) ? call.args.slice(1) : call.args;

/** Columns whose NULL makes the expression NULL. */
export function strictColumns(expression: Expression): readonly ColumnReference[] {
  switch (expression.kind) {
    case 'column':
      return [expression];
    case 'parenthesised':
    case 'unary':
    case 'collate':
    case 'cast':
    case 'convert':
    case 'at_time_zone':
      return strictColumns(expression.operand);
    case 'binary':
      return [...strictColumns(expression.left), ...strictColumns(expression.right)];
    case 'call':
      return STRICT_FUNCTIONS.has(functionName(expression)) && !expression.over
        ? valueArgs(expression).flatMap(strictColumns)
        : [];
    default:
      return [];
  }
}

const keyOf = ({ qualifier, name }: ColumnReference): string =>
  [...qualifier.map((part) => part?.value ?? ''), name.value].join('\u0000').toLowerCase();

/** Columns that have a value wherever the condition is true. */
export function requiredColumns(condition: Expression): readonly ColumnReference[] {
  switch (condition.kind) {
    case 'parenthesised':
      return requiredColumns(condition.operand);
    case 'logical': {
      const [left, right] = [requiredColumns(condition.left), requiredColumns(condition.right)];
      if (condition.operator === 'and') return [...left, ...right];
      const there = new Set(right.map(keyOf));
      return left.filter((column) => there.has(keyOf(column)));
    }
    case 'comparison':
      return [...strictColumns(condition.left), ...strictColumns(condition.right)];
    case 'like':
      return [...strictColumns(condition.operand), ...strictColumns(condition.pattern)];
    case 'between':
      return condition.negated
        ? strictColumns(condition.operand)
        : [condition.operand, condition.low, condition.high].flatMap(strictColumns);
    case 'in_list':
      return strictColumns(condition.operand);
    case 'in_query':
      return condition.negated ? [] : strictColumns(condition.operand);
    case 'quantified':
      return condition.quantifier === 'all' ? [] : strictColumns(condition.left);
    case 'is_null':
      return condition.negated ? strictColumns(condition.operand) : [];
    default:
      return [];
  }
}

/** Conditions that must all hold. */
export function conjunctsOf(condition: Expression | null): Expression[] {
  if (!condition) return [];
  if (condition.kind === 'parenthesised') return conjunctsOf(condition.operand);
  if (condition.kind !== 'logical' || condition.operator !== 'and') return [condition];
  return [...conjunctsOf(condition.left), ...conjunctsOf(condition.right)];
}
