/** The table that a statement changes. */
import type { ObjectName, TableSource } from '../../syntax/tsql/ast/index.js';
import { NotInEngine, SqlError } from '../errors.js';
import type { Database } from '../storage/database.js';
import type { StoredTable } from '../storage/stored-table.js';
import type { Activation } from './activation.js';

export const textOfName = (name: ObjectName): string => name.parts.map((part) => part?.value ?? '').join('.');

/** @throws SqlError 208; NotInEngine for a view */
export function requireTable(name: ObjectName, database: Database): StoredTable {
  const found = database.find(name);
  if (found?.object.kind === 'table') return found.object.table;
  if (found?.object.kind === 'view')
    throw new NotInEngine('ENGINE-CHANGE-VIEW', `a change through the view ${found.name}`);
  throw new SqlError(208, `Invalid object name '${textOfName(name)}'.`, 16, 1);
}

/** @throws SqlError 1087 */
export function requireTableVariable(name: string, activation: Activation): StoredTable {
  const found = activation.tableVariables.get(name.toLowerCase());
  if (!found) throw new SqlError(1087, `Must declare the table variable "${name}".`, 15, 2);
  return found;
}

/** Of INSERT and MERGE: a table, or a table variable. */
export function targetOf(source: TableSource, activation: Activation): StoredTable {
  if (source.kind === 'named_table') return requireTable(source.name, activation.session.database);
  if (source.kind === 'table_variable') return requireTableVariable(source.variable.name, activation);
  throw new NotInEngine('ENGINE-CHANGE-TARGET', `a change of ${source.kind}`);
}
