/** A database of the reference engine as a Catalog describes it, with the rows of a Dataset: no keys, no checks, rows as they come. */
import type { Catalog, Column, QualifiedName, Table } from '../../catalog/catalog.js';
import { typeText } from '../../catalog/type-text.js';
import { EngineLimit, NotInEngine, SqlError } from '../../engine/errors.js';
import type { Run } from '../../engine/session/run.js';
import type { Session } from '../../engine/session/session.js';
import { Activation } from '../../engine/statements/activation.js';
import { computedColumn } from '../../engine/statements/definition/table-elements.js';
import { expressionsOf } from '../../engine/statements/rows.js';
import type { Database } from '../../engine/storage/database.js';
import { StoredTable, type StoredColumn } from '../../engine/storage/stored-table.js';
import { converter } from '../../engine/conversion/convert.js';
import { isText } from '../../engine/types/families.js';
import type { Type } from '../../engine/types/type.js';
import type { Row, Value } from '../../engine/values/value.js';
import { parseScript } from '../../syntax/tsql/index.js';
import type { ColumnDefinition, TableElement } from '../../syntax/tsql/ast/index.js';
import type { Dataset, TableRows } from '../dataset.js';
import { cellReader } from './cell-value.js';
import { definedObjects, storedDefinition } from './definitions.js';

/** A table whose rows are not those that the model reads: whatever depends on it is not compared. */
export interface UnknownTable {
  readonly table: QualifiedName;
  /** `PROOF-TABLE-ROWS` when left out. */
  readonly code?: string;
  readonly message: string;
}

interface DatabaseParts {
  readonly catalog: Catalog;
  readonly dataset: Dataset;
  readonly unknown: readonly UnknownTable[];
  /** The rows of each table in the opposite order: what depends on it is not determined by the query. */
  readonly isReversed: boolean;
}

/** Fills the session's database. What cannot be made is marked, so that whatever uses it says so. */
export function buildDatabase(session: Session, { catalog, dataset, unknown, isReversed }: DatabaseParts): LeftOut {
  const leftOut = new Map<string, NotInEngine>();
  const { database } = session;
  addSchemas(database, catalog);
  addTypes(session, catalog);
  for (const { name, target } of catalog.synonyms) database.put(name, { kind: 'synonym', target: objectName(target) });
  for (const { name } of catalog.sequences)
    database.spoil(name, new NotInEngine('PROOF-SEQUENCE', 'a sequence: its next number is not known'));
  for (const object of definedObjects(catalog))
    guarded(database, object.name, () => database.put(object.name, storedDefinition(object.definition)));
  const rowsByTable = new Map(dataset.tables.map((rows) => [nameKey(rows.table), rows]));
  for (const object of catalog.objects)
    if (object.kind === 'table')
      guarded(database, object.name, () => addTable({ session, catalog, leftOut, isReversed }, object, rowsByTable.get(nameKey(object.name)))); // prettier-ignore
  for (const name of namedAlike(catalog))
    database.spoil(name, new NotInEngine('PROOF-NAMES', 'two objects whose names differ in letter case alone'));
  for (const { table, code, message } of unknown)
    database.spoil(table, new NotInEngine(code ?? 'PROOF-TABLE-ROWS', message));
  database.log.forget();
  return leftOut;
}

/** Computed columns that the engine cannot work out, by their names in lower case: their tables are without them. */
export type LeftOut = Map<string, NotInEngine>;

/** Under a case-sensitive collation they are two objects; the engine's names know no case. */
function namedAlike({ objects }: Catalog): QualifiedName[] {
  const seen = new Set<string>();
  return objects.flatMap(({ name }) => {
    const key = nameKey(name);
    if (seen.has(key)) return [name];
    seen.add(key);
    return [];
  });
}

export const nameKey = ({ schema, name }: QualifiedName): string => `${schema}\u0000${name}`.toLowerCase();

/** Marks the object when it cannot be made. An error of SQL Server here is one of the catalog's description, not of what is asked. */
function guarded(database: Database, name: QualifiedName, make: () => void): void {
  try {
    make();
  } catch (error) {
    database.spoil(name, lackOf(error));
  }
}

/** @throws what is no error of the engine */
export function lackOf(error: unknown): NotInEngine {
  if (error instanceof NotInEngine) return error;
  if (error instanceof EngineLimit) return new NotInEngine(error.code, error.message);
  if (error instanceof SqlError) return new NotInEngine('PROOF-TABLE', `error ${error.number}: ${error.message}`);
  if (error instanceof RangeError) return new NotInEngine('ENGINE-LIMIT-DEPTH', error.message);
  throw error;
}

function addSchemas(database: Database, { objects, synonyms, sequences, aliasTypes, tableTypes }: Catalog): void {
  for (const { name } of [...objects, ...synonyms, ...sequences, ...aliasTypes, ...tableTypes])
    if (!database.hasSchema(name.schema)) database.addSchema(name.schema);
}

function addTypes({ database }: Session, { aliasTypes, tableTypes }: Catalog): void {
  for (const { name, type, nullable } of aliasTypes) database.addType(name, { kind: 'alias', type, nullable });
  for (const { name, columns } of tableTypes) database.addType(name, { kind: 'table', elements: elementsOf(columns) });
}

/** Of a table type: its columns as CREATE TABLE would write them. */
function elementsOf(columns: readonly Column[]): readonly TableElement[] {
  const items = columns.map(({ name, type, nullable, collation, computed }) => {
    if (computed) return `${bracketed(name)} AS (${computed.expression})`;
    const collate = collation === null ? '' : ` COLLATE ${collation}`;
    return `${bracketed(name)} ${typeText(type)}${collate} ${nullable ? 'NULL' : 'NOT NULL'}`;
  });
  return elementsIn(`CREATE TABLE t (${items.join(', ')})`);
}

function elementsIn(text: string): readonly TableElement[] {
  const [statement] = parseScript({ path: 'columns', text }).batches.flatMap(({ statements }) => statements);
  return statement?.kind === 'create_table' ? statement.elements : [];
}

export const bracketed = (name: string): string => `[${name.replaceAll(']', ']]')}]`;

/** A name as a script would write it: `OtherDb.dbo.T`. */
function objectName(parts: readonly string[]) {
  const span = { start: 0, end: 0 };
  const identifiers = parts.map((value) =>
    value === '' ? null : ({ kind: 'identifier', span, value, quoting: 'bracket' } as const),
  );
  return { kind: 'object_name', span, parts: identifiers } as const;
}

interface TableParts {
  readonly session: Session;
  readonly catalog: Catalog;
  readonly leftOut: LeftOut;
  readonly isReversed: boolean;
}

function addTable(parts: TableParts, object: Table, rows: TableRows | undefined): void {
  const { session, catalog, isReversed } = parts;
  const { database, state } = session;
  const activation = new Activation(state, state.newRun(), { kind: 'batch', name: null });
  const table = new StoredTable({ ...object.name, kind: 'table', columns: [], log: database.log });
  const plain = object.columns.map((column) => storedColumn(column, catalog.settings.collation));
  table.columns = plain;
  table.columns = object.columns.flatMap((column, at) => (column.computed ? computed(table, column, activation, parts) : (plain[at] ?? []))); // prettier-ignore
  if (rows) table.append(valuesOf(table, isReversed ? rows.rows.toReversed() : rows.rows, rows.columns, activation));
  database.put(object.name, { kind: 'table', table });
}

function storedColumn({ name, type, nullable, collation }: Column, databaseCollation: string): StoredColumn {
  return {
    name,
    type: columnType(type, collation ?? databaseCollation),
    isNullable: nullable,
    identity: null,
    computed: null,
    default: null,
  };
}

function columnType(type: Type, collation: string): Type {
  return isText(type) ? { ...type, collation, collationLabel: 'implicit' } : type;
}

/** Nothing when its expression cannot be worked out. */
function computed(table: StoredTable, column: Column, activation: Activation, { leftOut }: TableParts): StoredColumn[] {
  try {
    const [definition] = elementsIn(`CREATE TABLE t (${bracketed(column.name)} AS (${column.computed?.expression ?? 'NULL'}))`); // prettier-ignore
    if (isComputed(definition)) return [computedColumn(table, definition, activation)];
    throw new NotInEngine('ENGINE-SYNTAX', `the computed column ${column.name} is not understood`);
  } catch (error) {
    leftOut.set(column.name.toLowerCase(), lackOf(error));
    return [];
  }
}

const isComputed = (element: TableElement | undefined): element is ColumnDefinition =>
  element?.kind === 'column_definition' && element.computed !== null;

/** @throws SqlError, NotInEngine for a cell that is no value of its column */
function valuesOf(
  table: StoredTable,
  rows: TableRows['rows'],
  names: readonly string[],
  activation: Activation,
): Row[] {
  const given = new Map(names.map((name, at) => [name.toLowerCase(), at]));
  const readers = table.columns.map((column) => {
    const at = column.computed ? undefined : given.get(column.name.toLowerCase());
    if (at === undefined) return () => null;
    const read = cellReader(column.type);
    return (row: TableRows['rows'][number], run: Run): Value => read(row[at] ?? null, run);
  });
  const complete = completer(table, activation);
  return rows.map((row) => complete(readers.map((read) => read(row, activation.run))));
}

/** Works out computed columns, those that the source stored as well: the expression says what they are. */
function completer(table: StoredTable, activation: Activation): (values: Value[]) => Row {
  if (!table.columns.some((column) => column.computed)) return (values) => values;
  const bounds = expressionsOf(table, activation).computed.map((bound, at) => {
    const type = table.columns[at]?.type;
    return bound && type ? { at, bound, convert: converter(bound.type, type) } : null;
  });
  return (values) => {
    for (const found of bounds)
      if (found) values[found.at] = found.convert(found.bound.evaluate({ row: values, outer: null }, activation.run), activation.run); // prettier-ignore
    return values;
  };
}
