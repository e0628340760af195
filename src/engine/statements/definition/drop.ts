/** DROP. Source: Microsoft Learn, "DROP TABLE (Transact-SQL)" and its like. */
import type { DropObjects, ObjectName } from '../../../syntax/tsql/ast/index.js';
import { NotInEngine, SqlError } from '../../errors.js';
import type { StoredObject } from '../../storage/database.js';
import type { StoredTable } from '../../storage/stored-table.js';
import type { Activation } from '../activation.js';
import { objectTypeOf } from '../object-type.js';
import { textOfName } from '../target.js';

/** Types of objects by the word of DROP. */
const TYPES: Readonly<Record<string, readonly string[]>> = {
  TABLE: ['U'],
  VIEW: ['V'],
  PROCEDURE: ['P'],
  PROC: ['P'],
  FUNCTION: ['FN', 'IF', 'TF'],
  SEQUENCE: ['SO'],
  SYNONYM: ['SN'],
};

export function runDrop(statement: DropObjects, activation: Activation): void {
  const { objectType, names, ifExists } = statement;
  switch (objectType) {
    case 'TYPE':
      return names.forEach((name) => dropType(name, ifExists, activation));
    case 'SCHEMA':
      return names.forEach((name) => dropSchema(name, ifExists, activation));
    case 'INDEX':
      return dropIndexes(statement, activation);
    case 'TRIGGER':
      return names.forEach((name) => dropTrigger(name, ifExists, activation));
    case 'STATISTICS':
      return;
  }
  const types = TYPES[objectType];
  if (!types) throw new NotInEngine(`ENGINE-STATEMENT-DROP-${objectType.replaceAll(' ', '-')}`, `DROP ${objectType}`);
  for (const name of names) dropObject(name, objectType, types, ifExists, activation);
}

function dropObject(
  name: ObjectName,
  word: string,
  types: readonly string[],
  ifExists: boolean,
  { session }: Activation,
): void {
  const { database } = session;
  const plain = database.plainName(name);
  if (database.isSpoiled(plain)) return database.remove(plain);
  const found = database.named(plain);
  if (!found) {
    if (ifExists) return;
    throw new SqlError(3701, `Cannot drop the ${word.toLowerCase()} '${textOfName(name)}', because it does not exist or you do not have permission.`, 11, 5); // prettier-ignore
  }
  if (!types.includes(objectTypeOf(found.object)))
    throw new SqlError(3705, `Cannot use DROP ${word} with '${textOfName(name)}' because '${textOfName(name)}' is a ${kindWord(found.object)}. Use DROP ${kindWord(found.object).toUpperCase()}.`); // prettier-ignore
  if (found.object.kind === 'table') requireUnreferenced(found.object.table, database.tables());
  database.remove(plain);
}

function kindWord(object: StoredObject): string {
  return object.kind === 'routine' ? object.routine.type : object.kind;
}

/** @throws SqlError 3726 */
function requireUnreferenced(table: StoredTable, tables: readonly StoredTable[]): void {
  if (tables.some((other) => other !== table && other.foreignKeys.some(({ parent }) => parent === table)))
    throw new SqlError(3726, `Could not drop object '${table.fullName}' because it is referenced by a FOREIGN KEY constraint.`); // prettier-ignore
}

function dropType(name: ObjectName, ifExists: boolean, { session }: Activation): void {
  const isThere = session.database.removeType(session.database.plainName(name));
  if (!isThere && !ifExists)
    throw new SqlError(218, `Could not find the type '${textOfName(name)}'. Either it does not exist or you do not have the necessary permission.`); // prettier-ignore
}

function dropSchema(name: ObjectName, ifExists: boolean, { session }: Activation): void {
  const text = name.parts.at(-1)?.value ?? '';
  if (ifExists && !session.database.hasSchema(text)) return;
  session.database.removeSchema(text);
}

/** Only unique ones are known; to drop another is no fault, as it may be there without any effect. */
function dropIndexes({ names, on, further }: DropObjects, activation: Activation): void {
  const all = [...names.map((name) => ({ name, on })), ...(further ?? [])];
  for (const index of all) {
    const table = index.on ? activation.session.database.find(index.on)?.object : null;
    const name = (index.name.parts.at(-1)?.value ?? '').toLowerCase();
    if (table?.kind !== 'table') continue;
    table.table.noteDefinition();
    table.table.constraints = table.table.constraints.filter((key) => key.kind !== 'unique_index' || key.name.toLowerCase() !== name); // prettier-ignore
  }
}

function dropTrigger(name: ObjectName, ifExists: boolean, { session }: Activation): void {
  const text = (name.parts.at(-1)?.value ?? '').toLowerCase();
  const plain = session.database.plainName(name);
  const isSpoiled = session.database.isSpoiled(plain);
  if (isSpoiled) session.database.remove(plain);
  const holder = session.database.tables().find(({ triggers }) => triggers.has(text));
  if (holder) holder.triggers.delete(text);
  else if (!ifExists && !isSpoiled) throw new SqlError(3701, `Cannot drop the trigger '${textOfName(name)}', because it does not exist or you do not have permission.`, 11, 5); // prettier-ignore
}
