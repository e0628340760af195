/** What makes, changes and drops objects. */
import type { CreateRoutine, CreateSchema, CreateSequence, CreateTrigger, CreateType, CreateView, DropObjects, ObjectName, Statement } from '../../../syntax/tsql/ast/index.js'; // prettier-ignore
import { NotInEngine, SqlError } from '../../errors.js';
import { requireAllColumns } from '../../expressions/partial.js';
import { DEFAULT_SCHEMA, nameTaken, type StoredObject } from '../../storage/database.js';
import type { Activation } from '../activation.js';
import { objectTypeOf } from '../object-type.js';
import { textOfName } from '../target.js';
import { runAlterTable } from './alter-table.js';
import { runCreateIndex, runCreateTable } from './create-table.js';
import { runDrop } from './drop.js';
import { requireDistinct, requireFunction } from './function-body.js';
import { runCreateSequence } from './sequence-definition.js';
import { requireUsefulOrder } from '../../queries/clause-rules.js';

type Of<K extends Statement['kind']> = Extract<Statement, { kind: K }>;
type Rules = { readonly [K in Statement['kind']]?: (statement: Of<K>, activation: Activation) => void };

export const DEFINITIONS: Rules = {
  create_table: runCreateTable,
  create_index: runCreateIndex,
  alter_table: runAlterTable,
  create_view: runCreateView,
  create_routine: runCreateRoutine,
  create_trigger: runCreateTrigger,
  create_type: runCreateType,
  create_sequence: runCreateSequence satisfies (statement: CreateSequence, activation: Activation) => void,
  create_schema: runCreateSchema,
  create_synonym: ({ name, target }, { session }) =>
    session.database.add(session.database.plainName(name), { kind: 'synonym', target }),
  drop: runDrop satisfies (statement: DropObjects, activation: Activation) => void,
};

/** CREATE, ALTER, or whichever fits. @throws SqlError 2714, 208, 2010 */
function store(name: ObjectName, form: CreateView['form'], object: StoredObject, { session }: Activation): void {
  const { database } = session;
  const plain = database.plainName(name);
  const before = database.isSpoiled(plain) && form !== 'create' ? null : database.named(plain);
  if (form === 'create') return database.add(plain, object);
  if (!before && form === 'alter') throw new SqlError(208, `Invalid object name '${textOfName(name)}'.`, 16, 6);
  if (before && objectTypeOf(before.object) !== objectTypeOf(object))
    throw new SqlError(
      2010,
      `Cannot perform alter on '${textOfName(name)}' because it is an incompatible object type.`,
    );
  if (before) database.put(plain, object);
  else database.add(plain, object);
}

/** A view must be right when it is made. */
function runCreateView(statement: CreateView, activation: Activation): void {
  const { query, columns, name, form } = statement;
  const names = columns.map(({ value }) => value);
  const { scope } = activation;
  requireUsefulOrder(query);
  const bound = scope.binder.query(query, scope);
  if (names.length > 0) requireAllColumns(bound.columns);
  if (names.length > 0 && names.length !== bound.columns.length)
    throw new SqlError(names.length > bound.columns.length ? 8159 : 8158, `'${textOfName(name)}' has ${names.length > bound.columns.length ? 'fewer' : 'more'} columns than were specified in the column list.`); // prettier-ignore
  const shown = names.length > 0 ? names : bound.columns.map((column) => column.name);
  const unnamed = activation.session.tolerances.unnamedViewColumns ? -1 : shown.findIndex((column) => column === '');
  if (unnamed >= 0)
    throw new SqlError(4511, `Create View or Function failed because no column name was specified for column ${unnamed + 1}.`); // prettier-ignore
  requireDistinct(shown, textOfName(name));
  store(name, form, { kind: 'view', query, columns: names }, activation);
}

function runCreateRoutine(routine: CreateRoutine, activation: Activation): void {
  if (routine.body.type === 'external')
    throw new NotInEngine('ENGINE-FUNCTION-EXTERNAL', 'a routine of another language');
  if (routine.number !== null && routine.number !== '1') throw new NotInEngine('ENGINE-NUMBERED-PROCEDURE', 'a numbered procedure'); // prettier-ignore
  for (const { type } of routine.parameters) {
    const name = type.name.parts.at(-1)?.value.toLowerCase();
    if (name === 'cursor') throw new NotInEngine('ENGINE-STATEMENT-CURSOR', 'a parameter of type cursor');
  }
  if (routine.type === 'function') requireFunction(routine, activation);
  activation.session.noteSource(routine, activation.unit.text);
  store(routine.name, routine.form, { kind: 'routine', routine }, activation);
}

/** The engine has no triggers: changes of the table are refused from now on. */
function runCreateTrigger({ name, target }: CreateTrigger, { session }: Activation): void {
  if (typeof target === 'string') throw new NotInEngine('ENGINE-STATEMENT-TRIGGER', 'a trigger on definitions');
  const found = session.database.find(target)?.object;
  const own = name.parts.at(-1)?.value ?? '';
  if (session.database.tables().some(({ triggers }) => triggers.has(own.toLowerCase())))
    throw new SqlError(2714, `There is already an object named '${own}' in the database.`, 16, 2);
  if (found?.kind === 'table') found.table.triggers.add(own.toLowerCase());
  throw new NotInEngine('ENGINE-STATEMENT-TRIGGER', 'CREATE TRIGGER');
}

function runCreateType({ name, definition }: CreateType, activation: Activation): void {
  const { database } = activation.session;
  const plain = database.plainName(name);
  if (!database.hasSchema(plain.schema))
    throw new SqlError(2760, `The specified schema name "${plain.schema}" either does not exist or you do not have permission to use it.`); // prettier-ignore
  switch (definition.type) {
    case 'alias':
      return database.addType(plain, { kind: 'alias', type: activation.typeOf(definition.base), nullable: definition.nullable ?? true }); // prettier-ignore
    case 'table':
      return database.addType(plain, { kind: 'table', elements: definition.elements });
    case 'external':
      throw new NotInEngine('ENGINE-TYPE-EXTERNAL', 'a type of another language');
  }
}

function runCreateSchema({ name, authorization, elements }: CreateSchema, activation: Activation): void {
  const text = name?.value ?? authorization?.value ?? DEFAULT_SCHEMA;
  if (activation.session.database.hasSchema(text)) throw nameTaken(text);
  if (elements.length > 0) throw new NotInEngine('ENGINE-SCHEMA-ELEMENTS', 'CREATE SCHEMA with objects in it');
  activation.session.database.addSchema(text);
}
