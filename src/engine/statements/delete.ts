/** DELETE. Source: Microsoft Learn, "DELETE (Transact-SQL)". */
import type { Delete } from '../../syntax/tsql/ast/index.js';
import type { Activation } from './activation.js';
import { changeRows, requireChangeable } from './changes.js';
import { extraColumns, giveOutput } from './output.js';
import { findRows, findTarget } from './row-query.js';

export function runDelete(statement: Delete, activation: Activation): void {
  const { with: ctes, top, where, output } = statement;
  const target = findTarget(statement.target, statement.from, ctes, activation);
  requireChangeable(target.table, activation);
  const extras = extraColumns(output);
  const { types, found } = findRows({ target, with: ctes, top, where, items: extras }, activation);
  const changes = found.map(({ row, values }) => ({
    before: row,
    after: null,
    extra: values,
    action: 'DELETE' as const,
  }));
  changeRows(target.table, changes, 'DELETE', activation);
  const extraTypes = extras.map((column, index) => ({ column, type: types[index] ?? { base: 'int' as const } }));
  giveOutput(output, target.table, changes, extraTypes, activation);
  activation.session.count(changes.length, !output.some(({ into }) => into === null));
}
