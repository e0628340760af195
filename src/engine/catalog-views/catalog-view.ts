/** Catalog views over what a database holds: the columns that scripts ask for. Source: Microsoft Learn, "System catalog views", "System information schema views". */
import type { ObjectName } from '../../syntax/tsql/ast/index.js';
import { PARTIAL_COLUMN } from '../expressions/partial.js';
import type { ReadableTable, TableColumn } from '../queries/objects.js';
import type { Database } from '../storage/database.js';
import { BIT, INT, nvarchar, type Type } from '../types/type.js';
import type { Row, Value } from '../values/value.js';
import { bytesOf, columnRows, typeIdOf, typeNameOf, type ColumnRow, type ShownColumns } from './column-rows.js';
import { objectRows, requireKnown, TYPE_TEXTS, type ObjectRow } from './object-rows.js';

export interface CatalogSource {
  readonly database: Database;
  readonly shown: ShownColumns;
}

/** @returns undefined where it is not known: the view has no such column then, and who asks for it is told so */
type Cell<T> = readonly [
  name: string,
  type: Type | 'name',
  value: (row: T, source: CatalogSource) => Value | undefined,
];

const letters = (length: number): Type => ({ base: 'char', length });

/** Columns that SQL Server has more of than are here are refused when they are asked for. */
function view<T>(
  rows: (source: CatalogSource) => readonly T[],
  cells: readonly Cell<T>[],
): (source: CatalogSource) => ReadableTable {
  // prettier-ignore
  return (source) => {
    const collation = source.database.defaultCollation;
    const listed = rows(source);
    const columns = cells
      .map(([name, type, read]) => ({ name, type: textType(type, collation), values: listed.map((row) => read(row, source)) })) // prettier-ignore
      .filter(({ values }) => !values.includes(undefined));
    return {
      columns: [...columns.map(({ name, type }): TableColumn => ({ name, type, isNullable: true })), { name: PARTIAL_COLUMN, type: INT, isNullable: true }], // prettier-ignore
      rows: listed.map((_row, at): Row => [...columns.map(({ values }) => values[at] ?? null), null]),
      keys: [],
    };
  };
}

function textType(type: Type | 'name', collation: string): Type {
  if (type === 'name') return { ...nvarchar(128, collation), collationLabel: 'implicit' };
  return type.base === 'char' ? { ...type, collation, collationLabel: 'implicit' } : type;
}

const schemaId = ({ schema }: ObjectRow, { database }: CatalogSource): Value => database.schemaId(schema);

const OBJECT: readonly Cell<ObjectRow>[] = [
  ['name', 'name', ({ name }) => name],
  ['object_id', INT, ({ id }) => id],
  ['principal_id', INT, () => null],
  ['schema_id', INT, schemaId],
  ['parent_object_id', INT, ({ parentId }) => parentId],
  ['type', letters(2), ({ type }) => type.padEnd(2)],
  ['type_desc', 'name', ({ type }) => TYPE_TEXTS[type] ?? null],
  ['is_ms_shipped', BIT, () => 0],
];

const ofType = (...types: readonly string[]) => ({ database }: CatalogSource): ObjectRow[] => objectRows(database).filter(({ type }) => types.includes(type)); // prettier-ignore
const everyColumn = ({ database, shown }: CatalogSource): ColumnRow[] => {
  requireKnown(database);
  return columnRows(database.all(), shown);
};
/** The information schema has those of table functions elsewhere. */
const columnsOfTables = ({ database, shown }: CatalogSource): ColumnRow[] => {
  requireKnown(database);
  return columnRows([...database.all()].filter(({ object }) => object.kind !== 'routine'), shown); // prettier-ignore
};

const YES_NO = (isYes: boolean): string => (isYes ? 'YES' : 'NO');
const schemaText = (prefix: string): readonly Cell<ObjectRow>[] => [
  [`${prefix}_CATALOG`, 'name', (_row, { database }) => database.name],
  [`${prefix}_SCHEMA`, 'name', ({ schema }) => schema],
  [`${prefix}_NAME`, 'name', ({ name }) => name],
];

/** By lower-case schema and name. */
const VIEWS: Readonly<Record<string, (source: CatalogSource) => ReadableTable>> = {
  'sys.objects': view(({ database }) => objectRows(database), OBJECT),
  'sys.tables': view(ofType('U'), OBJECT),
  'sys.views': view(ofType('V'), OBJECT),
  'sys.procedures': view(ofType('P'), OBJECT),
  'sys.sequences': view(ofType('SO'), OBJECT),
  'sys.synonyms': view(ofType('SN'), OBJECT),
  'sys.triggers': view(ofType('TR'), OBJECT.slice(0, 2)),
  'sys.foreign_keys': view(ofType('F'), OBJECT),
  'sys.check_constraints': view(ofType('C'), OBJECT),
  'sys.default_constraints': view(ofType('D'), OBJECT),
  'sys.key_constraints': view(ofType('PK', 'UQ'), OBJECT),
  'sys.schemas': view(
    ({ database }) => database.schemaRows(),
    [
      ['name', 'name', ([name]) => name],
      ['schema_id', INT, ([, id]) => id],
    ],
  ),
  'sys.columns': view(everyColumn, [
    ['object_id', INT, ({ objectId }) => objectId],
    ['name', 'name', ({ name }) => name],
    ['column_id', INT, ({ position }) => position],
    ['system_type_id', { base: 'tinyint' }, ({ type }) => typeIdOf(type)],
    ['max_length', { base: 'smallint' }, ({ type }) => bytesOf(type)],
    ['collation_name', 'name', ({ type }) => type.collation ?? null],
    ['is_nullable', BIT, ({ isNullable }) => Number(isNullable)],
    ['is_identity', BIT, ({ isIdentity }) => Number(isIdentity)],
    ['is_computed', BIT, ({ isComputed }) => Number(isComputed)],
  ]),
  'sys.sysobjects': view(
    ({ database }) => objectRows(database),
    [
      ['name', 'name', ({ name }) => name],
      ['id', INT, ({ id }) => id],
      ['xtype', letters(2), ({ type }) => type.padEnd(2)],
      ['uid', { base: 'smallint' }, schemaId],
      ['parent_obj', INT, ({ parentId }) => parentId],
    ],
  ),
  'information_schema.tables': view(ofType('U', 'V'), [
    ...schemaText('TABLE'),
    ['TABLE_TYPE', { base: 'varchar', length: 10 }, ({ type }) => (type === 'U' ? 'BASE TABLE' : 'VIEW')],
  ]),
  'information_schema.views': view(ofType('V'), schemaText('TABLE')),
  'information_schema.routines': view(ofType('P', 'FN', 'IF', 'TF'), [
    ...schemaText('SPECIFIC'),
    ...schemaText('ROUTINE'),
    ['ROUTINE_TYPE', 'name', ({ type }) => (type === 'P' ? 'PROCEDURE' : 'FUNCTION')],
  ]),
  'information_schema.columns': view(columnsOfTables, [
    ['TABLE_CATALOG', 'name', (_row, { database }) => database.name],
    ['TABLE_SCHEMA', 'name', ({ schema }) => schema],
    ['TABLE_NAME', 'name', ({ table }) => table],
    ['COLUMN_NAME', 'name', ({ name }) => name],
    ['ORDINAL_POSITION', INT, ({ position }) => position],
    ['IS_NULLABLE', { base: 'varchar', length: 3 }, ({ isNullable }) => YES_NO(isNullable)],
    ['DATA_TYPE', 'name', ({ type }) => typeNameOf(type)],
    ['COLLATION_NAME', 'name', ({ type }) => type.collation ?? null],
  ]),
};

/** Null for a name that is no catalog view, or one that is not here. */
export function catalogView({ parts }: ObjectName, source: CatalogSource): ReadableTable | null {
  const [name, schema, database] = [parts.at(-1), parts.at(-2), parts.at(-3)].map((part) => part?.value.toLowerCase());
  if (database !== undefined && database !== source.database.name.toLowerCase()) return null;
  const isOld = name === 'sysobjects' && (schema === undefined || schema === 'dbo');
  return VIEWS[isOld ? 'sys.sysobjects' : `${schema ?? ''}.${name ?? ''}`]?.(source) ?? null;
}
