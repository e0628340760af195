import type { Expression } from '../../ast/expression.js';
import type { AssignmentOperator } from '../../ast/query.js';
import type { Assignment } from '../../ast/statement.js';
import { parseExpression, parsePrimary, parseVariable } from '../expressions.js';
import type { TokenStream } from '../token-stream.js';
import { commaList } from './list.js';

/** Source: Microsoft Learn, "Compound Operators (Transact-SQL)". */
const OPERATORS: readonly AssignmentOperator[] = ['=', '+=', '-=', '*=', '/=', '%=', '&=', '|=', '^='];

/** What stands after SET in UPDATE and MERGE. */
export function parseAssignments(ts: TokenStream): Assignment[] {
  return commaList(ts, parseAssignment);
}

/** Whether the token `ahead` of the cursor is an assignment operator. */
export function atAssignmentOperator(ts: TokenStream, ahead: number): boolean {
  return OPERATORS.some((operator) => ts.atAhead(ahead, operator));
}

/** The assignment operator at the cursor, or null. */
export function acceptAssignmentOperator(ts: TokenStream): AssignmentOperator | null {
  return OPERATORS.find((operator) => ts.accept(operator)) ?? null;
}

/** `column = x`, `@v = x`, `@v = column = x`, `column.WRITE(...)`. */
function parseAssignment(ts: TokenStream): Assignment {
  const mark = ts.mark();
  const variable = ts.isVariable() ? parseVariable(ts) : null;
  const twice = variable !== null && atColumnAssignment(ts);
  if (twice) ts.expect('=');
  const column: Expression | null = variable === null || twice ? parsePrimary(ts) : null;
  const operator = acceptAssignmentOperator(ts);
  if (operator !== null)
    return { kind: 'assignment', variable, column, operator, value: parseExpression(ts), span: ts.span(mark) };
  if (column === null) return ts.fail('an assignment');
  return { kind: 'assignment', variable, column, operator: '=', value: column, span: ts.span(mark) };
}

/** After `@v`: does `= column =` follow? Then both are set. */
function atColumnAssignment(ts: TokenStream): boolean {
  if (!ts.at('=')) return false;
  const start = ts.index;
  ts.next();
  while (ts.isName() && ts.atAhead(1, '.')) ts.index += 2;
  const found = ts.isName() && OPERATORS.some((operator) => ts.atAhead(1, operator));
  ts.index = start;
  return found;
}
