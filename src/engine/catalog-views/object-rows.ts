/**
 * All objects of persons in a database, constraints and triggers too, as sys.objects lists them. Source: Microsoft Learn, "sys.objects (Transact-SQL)".
 * The system's own tables and queues, which sys.objects lists as well (is_ms_shipped = 1), are not here: who counts all its rows, or asks
 * for those, gets the answer of a database without them.
 */
import { NotInEngine } from '../errors.js';
import { objectTypeOf } from '../statements/object-type.js';
import type { Database, NamedObject } from '../storage/database.js';

export interface ObjectRow {
  readonly id: number;
  readonly schema: string;
  readonly name: string;
  /** 0 for an object of its own. */
  readonly parentId: number;
  /** `U`, `PK`, ... */
  readonly type: string;
}

export const TYPE_TEXTS: Readonly<Record<string, string>> = {
  U: 'USER_TABLE', V: 'VIEW', P: 'SQL_STORED_PROCEDURE', FN: 'SQL_SCALAR_FUNCTION', IF: 'SQL_INLINE_TABLE_VALUED_FUNCTION',
  TF: 'SQL_TABLE_VALUED_FUNCTION', SO: 'SEQUENCE_OBJECT', SN: 'SYNONYM', PK: 'PRIMARY_KEY_CONSTRAINT', UQ: 'UNIQUE_CONSTRAINT',
  F: 'FOREIGN_KEY_CONSTRAINT', C: 'CHECK_CONSTRAINT', D: 'DEFAULT_CONSTRAINT', TR: 'SQL_TRIGGER',
}; // prettier-ignore

/** @throws NotInEngine when the database may hold more than is known */
export function requireKnown(database: Database): void {
  const unknown = database.unknownObject();
  if (unknown) throw new NotInEngine('ENGINE-SYSTEM-CATALOG', `a list of objects, of which ${unknown} is not known`);
}

/** @throws NotInEngine as `requireKnown` */
export function objectRows(database: Database): ObjectRow[] {
  requireKnown(database);
  const own = [...database.all()].filter(({ name }) => !name.startsWith('#'));
  return own.flatMap((object) => [rowOf(object), ...partsOf(object, database)]);
}

const rowOf = ({ id, schema, name, object }: NamedObject): ObjectRow => ({ id, schema, name, parentId: 0, type: objectTypeOf(object) }); // prettier-ignore

function partsOf({ id, schema, object }: NamedObject, database: Database): ObjectRow[] {
  if (object.kind !== 'table') return [];
  const { table } = object;
  const named: (readonly [name: string, type: string])[] = [
    ...table.constraints.flatMap(({ name, kind }) => (kind === 'unique_index' ? [] : [[name, kind === 'primary_key' ? 'PK' : 'UQ'] as const])), // prettier-ignore
    ...table.foreignKeys.map(({ name }) => [name, 'F'] as const),
    ...table.checks.map(({ name }) => [name, 'C'] as const),
    ...table.columns.flatMap((column) => (column.default ? [[column.default.name, 'D'] as const] : [])),
    ...[...table.triggers].map((name) => [name, 'TR'] as const),
  ];
  return named.map(([name, type]) => ({ id: database.partId(id, name), schema, name, parentId: id, type }));
}
