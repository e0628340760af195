/** UPDATE. Source: Microsoft Learn, "UPDATE (Transact-SQL)": all expressions see the row as it was. */
import type { Update } from '../../syntax/tsql/ast/index.js';
import type { Activation } from './activation.js';
import { assignmentsOf } from './assignments.js';
import { changeRows, requireChangeable } from './changes.js';
import { requireOwnNames } from './cte-target.js';
import { extraColumns, giveOutput } from './output.js';
import { findRows, findTarget } from './row-query.js';

export function runUpdate(statement: Update, activation: Activation): void {
  const { with: ctes, top, where, output } = statement;
  const target = findTarget(statement.target, statement.from, ctes, activation);
  const { table } = target;
  if (target.with && statement.target.kind === 'named_table')
    requireOwnNames(statement.target.name.parts.at(-1)?.value ?? '', target.with, statement.assignments.map(({ column }) => column)); // prettier-ignore
  requireChangeable(table, activation);
  const { items, apply } = assignmentsOf(statement.assignments, table, activation);
  const extras = extraColumns(output);
  const { types, found } = findRows({ target, with: ctes, top, where, items: [...items, ...extras] }, activation);
  const changes = found.map(({ row, values }) => ({
    before: row,
    after: apply(row, values, types),
    extra: values.slice(items.length),
    action: 'UPDATE' as const,
  }));
  changeRows(table, changes, 'UPDATE', activation);
  const extraTypes = extras.map((column, index) => ({ column, type: types[items.length + index] ?? { base: 'int' as const } })); // prettier-ignore
  giveOutput(output, table, changes, extraTypes, activation);
  activation.session.count(changes.length, !output.some(({ into }) => into === null));
}
