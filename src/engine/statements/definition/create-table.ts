/** CREATE TABLE and CREATE INDEX. */
import type { CreateIndex, CreateTable } from '../../../syntax/tsql/ast/index.js';
import { NotInEngine, SqlError } from '../../errors.js';
import { nameTaken } from '../../storage/database.js';
import type { StoredTable } from '../../storage/stored-table.js';
import type { Activation } from '../activation.js';
import { countedBy } from '../rows.js';
import { textOfName } from '../target.js';
import { addKey, tableFromElements } from './table-elements.js';

export function runCreateTable(statement: CreateTable, activation: Activation): void {
  const { database } = activation.session;
  if (statement.asKind) throw new NotInEngine('ENGINE-GRAPH', `a table AS ${statement.asKind}`);
  const name = database.plainName(statement.name);
  const kind = name.name.startsWith('#') ? 'temporary' : 'table';
  const before = database.named(name);
  if (before && (kind === 'table' || activation.unit.kind === 'batch' || activation.temporary.includes(name.name)))
    throw nameTaken(name.name);
  const table = tableFromElements({ ...name, kind }, statement.elements, activation);
  requireKnownFunctions(table, activation);
  if (before) activation.hidden.push(before);
  if (before) database.put(name, { kind: 'table', table });
  else database.add(name, { kind: 'table', table });
  if (kind === 'temporary') activation.temporary.push(name.name);
}

/** A default may ask for objects that are made later, but for no function that there is not. @throws SqlError 195 */
function requireKnownFunctions({ columns }: StoredTable, activation: Activation): void {
  for (const { default: own } of columns)
    try {
      if (own) activation.bind(own.expression);
    } catch (error) {
      if (error instanceof SqlError && error.number === 195) throw error;
      if (!(error instanceof SqlError) && !(error instanceof NotInEngine)) throw error;
    }
}

/** Only unique ones change what a table may hold. */
export function runCreateIndex(statement: CreateIndex, activation: Activation): void {
  const { database } = activation.session;
  const found = database.find(statement.table)?.object;
  if (!found) throw new SqlError(1088, `Cannot find the object "${textOfName(statement.table)}" because it does not exist or you do not have permissions.`, 16, 12); // prettier-ignore
  if (!statement.words.some((word) => word.toUpperCase() === 'UNIQUE')) return;
  if (found.kind !== 'table') throw new NotInEngine('ENGINE-INDEXED-VIEW', 'a unique index of a view');
  const { table } = found;
  const columns = statement.columns.map(({ name }) => {
    const at = table.positionOf(name.value);
    if (at < 0) throw new SqlError(1911, `Column name '${name.value}' does not exist in the target table or view.`);
    return at;
  });
  const ignoresDuplicates = statement.options.some(({ hints }) => hints.some(({ words, args }) => /^IGNORE_DUP_KEY/i.test(words.join(' ')) && /ON/i.test(JSON.stringify(args)))); // prettier-ignore
  const name = statement.name?.value ?? '';
  table.noteDefinition();
  addKey(table, { name, kind: 'unique_index', columns, filter: statement.where, ignoresDuplicates });
  try {
    table.requireUnique(countedBy(table, activation));
  } catch (error) {
    if (error instanceof SqlError && error.number === 2601)
      throw new SqlError(1505, `The CREATE UNIQUE INDEX statement terminated because a duplicate key was found for the object name '${table.fullName}' and the index name '${name}'.`); // prettier-ignore
    throw error;
  }
}
