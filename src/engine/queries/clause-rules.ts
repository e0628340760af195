/**
 * What clauses may not hold, found in the text alone.
 * Source: Microsoft Learn, "SELECT - ORDER BY clause", "TOP", "SELECT - GROUP BY", "SELECT - OVER clause"; "Database engine events and errors".
 */
import type { Expression, Query, QueryBody, Select } from '../../syntax/tsql/ast/index.js';
import { walk } from '../../syntax/tsql/walk.js';
import { SqlError } from '../errors.js';
import { holdsAggregate } from './aggregates.js';
import type { Ending } from './ordering.js';

/** Of views, inline functions, derived tables, subqueries and CTEs. @throws SqlError 1033 for an order that decides nothing */
export function requireUsefulOrder({ body, orderBy, offset, forClause }: Query): void {
  const isCut = offset !== null || forClause !== null || holdsTop(body);
  if (orderBy.length > 0 && !isCut)
    throw new SqlError(1033, 'The ORDER BY clause is invalid in views, inline functions, derived tables, subqueries, and common table expressions, unless TOP, OFFSET or FOR XML is also specified.', 15); // prettier-ignore
}

/** Whether the TOP of one part of a union is enough is not documented: it is let pass. */
function holdsTop(body: QueryBody): boolean {
  if (body.kind === 'select') return body.top !== null;
  return body.kind === 'set_operation' ? holdsTop(body.left) || holdsTop(body.right) : holdsTop(body.query.body);
}

/** @throws SqlError 1062, 10741, 4108 */
export function requireClauses({ top, where, having }: Select, { orderBy, offset }: Ending): void {
  if (top?.withTies && orderBy.length === 0)
    throw new SqlError(1062, 'The TOP N WITH TIES clause is not allowed without a corresponding ORDER BY clause.');
  if (top && offset)
    throw new SqlError(10_741, 'A TOP can not be used in the same query or sub-query as a OFFSET.', 15);
  for (const condition of [where, having])
    if (condition && holds(condition, isWindow))
      throw new SqlError(4108, 'Windowed functions can only appear in the SELECT or ORDER BY clauses.', 15);
}

/** @throws SqlError 144 */
export function requireGroupable(expression: Expression): void {
  if (holdsAggregate(expression) || holds(expression, isQuery))
    throw new SqlError(144, 'Cannot use an aggregate or a subquery in an expression used for the group by list of a GROUP BY clause.', 15); // prettier-ignore
}

/** Of OVER. @throws SqlError 5308, 5309 */
export function requireWindowOrder(expression: Expression): void {
  if (expression.kind !== 'literal') return;
  if (expression.type === 'integer')
    throw new SqlError(5308, 'Windowed functions, aggregates and NEXT VALUE FOR functions do not support integer indices as ORDER BY clause expressions.'); // prettier-ignore
  throw new SqlError(5309, 'Windowed functions, aggregates and NEXT VALUE FOR functions do not support constants as ORDER BY clause expressions.'); // prettier-ignore
}

type AnyNode = Parameters<Parameters<typeof walk>[1]>[0];

const isQuery = ({ kind }: AnyNode): boolean => kind === 'query';
const isWindow = (node: AnyNode): boolean => node.kind === 'call' && 'over' in node && node.over !== null;

/** Queries inside are looked at no further: they have clauses of their own. */
function holds(expression: Expression, is: (node: AnyNode) => boolean): boolean {
  let found = false;
  walk(expression, (node) => {
    found ||= is(node);
    return !found && node.kind !== 'query';
  });
  return found;
}
