/** SELECT @v = ... FROM ... Source: Microsoft Learn, "SELECT @local_variable": the last row wins, and no row leaves the variable alone. */
import type { Expression, Query, Select, SelectAssignment, SelectExpression } from '../../syntax/tsql/ast/index.js';
import { walk } from '../../syntax/tsql/walk.js';
import { NotInEngine, SqlError } from '../errors.js';
import type { Bound } from '../expressions/bound.js';
import type { Binder } from '../expressions/scope.js';
import type { Activation } from './activation.js';
import { limited } from './select.js';
import { assignedValue } from './variables.js';

export function runAssignment(query: Query, activation: Activation): void {
  const { body } = query;
  if (body.kind !== 'select') throw new NotInEngine('ENGINE-ASSIGNMENT-SET', 'variables set by a set operation');
  const assignments = body.items.filter((item): item is SelectAssignment => item.kind === 'select_assignment');
  if (assignments.length !== body.items.length)
    throw new SqlError(141, 'A SELECT statement that assigns a value to a variable must not be combined with data-retrieval operations.', 15); // prettier-ignore
  if (body.from.length === 0 && body.where === null) return assignOneRow(assignments, activation);
  if (readsOwnVariables(assignments)) return assignRowByRow(query, body, assignments, activation);
  const bound = activation.scope.binder.query({ ...query, body: { ...body, items: assignments.map(plainItem) } }, activation.scope); // prettier-ignore
  const rows = limited(bound.rows(null, activation.run), activation);
  const last = rows.at(-1);
  if (last)
    for (const [index, { variable }] of assignments.entries()) {
      const type = bound.columns[index]?.type;
      if (type) activation.assign(variable.name, last[index] ?? null, type);
    }
  activation.session.count(rows.length, false);
}

const plainItem = (item: SelectAssignment): SelectExpression => ({
  kind: 'select_expression',
  expression: assignedValue(item.variable, item.operator, item.expression),
  alias: null,
  aliasForm: 'none',
  stringAlias: null,
  span: item.span,
});

/** Without rows the assignments are made one after the other: a later one sees what an earlier one set. */
function assignOneRow(assignments: readonly SelectAssignment[], activation: Activation): void {
  for (const { variable, operator, expression } of assignments) {
    const { value, type } = activation.evaluate(assignedValue(variable, operator, expression));
    activation.assign(variable.name, value, type);
  }
  activation.session.count(1, false);
}

function readsOwnVariables(assignments: readonly SelectAssignment[]): boolean {
  const names = new Set(assignments.map(({ variable }) => variable.name.toLowerCase()));
  let isRead = assignments.some(({ operator }) => operator !== '=');
  for (const { expression } of assignments)
    walk(expression, (node) => {
      if (node.kind === 'variable' && 'name' in node && names.has(String(node.name).toLowerCase())) isRead = true;
    });
  return isRead;
}

/** `@s = @s + c`: each row sees what the rows before it set. Only where every row is worked out once, one after the other. */
function assignRowByRow(
  query: Query,
  body: Select,
  assignments: readonly SelectAssignment[],
  activation: Activation,
): void {
  const isOneByOne = body.groupBy === null && body.having === null && body.quantifier !== 'distinct' && body.top === null && query.orderBy.length === 0; // prettier-ignore
  if (!isOneByOne) throw new NotInEngine('ENGINE-ASSIGNMENT-RUNNING', 'a variable that gathers sorted or grouped rows');
  const items = assignments.map(plainItem);
  const names = new Map<Expression, string>(items.map((item, index) => [item.expression, assignments[index]?.variable.name ?? ''])); // prettier-ignore
  const { scope } = activation;
  const binder: Binder = {
    ...scope.binder,
    expression: (expression, at) => {
      const bound = scope.binder.expression(expression, at);
      const name = names.get(expression);
      return name === undefined ? bound : assigning(bound, name, activation);
    },
  };
  const hooked = scope.with({ binder });
  const rows = binder.query({ ...query, body: { ...body, items } }, hooked).rows(null, activation.run);
  activation.session.count(rows.length, false);
}

function assigning(bound: Bound, name: string, activation: Activation): Bound {
  const { type, evaluate } = bound;
  return {
    type,
    evaluate: (frame, run) => {
      const value = evaluate(frame, run);
      activation.assign(name, value, type);
      return value;
    },
  };
}
