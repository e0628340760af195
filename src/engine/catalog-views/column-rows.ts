/** Columns of tables, views and table functions, as sys.columns lists them. Source: Microsoft Learn, "sys.columns (Transact-SQL)". */
import type { CreateRoutine, Query } from '../../syntax/tsql/ast/index.js';
import { NotInEngine, SqlError } from '../errors.js';
import { requireAllColumns } from '../expressions/partial.js';
import type { TableColumn } from '../queries/objects.js';
import type { NamedObject } from '../storage/database.js';
import { systemTypeId } from '../types/system-type-ids.js';
import type { Type } from '../types/type.js';

export interface ColumnRow {
  readonly objectId: number;
  readonly schema: string;
  readonly table: string;
  readonly name: string;
  /** Counted from 1. */
  readonly position: number;
  readonly type: Type;
  readonly isNullable: boolean;
  readonly isIdentity: boolean;
  readonly isComputed: boolean;
}

/** What is shown by what has no columns of its own. */
export interface ShownColumns {
  readonly query: (query: Query) => readonly TableColumn[];
  /** Of a function whose body is one query. */
  readonly inline: (routine: CreateRoutine) => readonly TableColumn[];
}

/** @throws NotInEngine when the columns of one of them are not known */
export function columnRows(objects: Iterable<NamedObject>, shown: ShownColumns): ColumnRow[] {
  return [...objects].flatMap((named) => (named.name.startsWith('#') ? [] : rowsOf(named, shown)));
}

function rowsOf({ id, schema, name: table, object }: NamedObject, shown: ShownColumns): ColumnRow[] {
  const place = { objectId: id, schema, table };
  if (object.kind === 'table')
    return object.table.columns.map((column, at) => ({ ...place, name: column.name, position: at + 1, type: column.type, isNullable: column.isNullable, isIdentity: column.identity !== null, isComputed: column.computed !== null })); // prettier-ignore
  const names = object.kind === 'view' ? object.columns : [];
  return columnsOf(object, table, shown).map(({ name, type, isNullable }, at) => ({ ...place, name: names[at] ?? name, position: at + 1, type, isNullable, isIdentity: false, isComputed: false })); // prettier-ignore
}

function columnsOf(object: NamedObject['object'], name: string, shown: ShownColumns): readonly TableColumn[] {
  if (object.kind === 'view') return known(name, () => shown.query(object.query));
  if (object.kind !== 'routine' || object.routine.type !== 'function' || object.routine.returns?.type === 'scalar') return []; // prettier-ignore
  const { routine } = object;
  if (routine.body.type !== 'inline_query')
    throw new NotInEngine('ENGINE-SYSTEM-CATALOG', `the columns of the table that the function ${name} returns`);
  return known(name, () => shown.inline(routine));
}

/** One that is broken since it was made is no error of who asks for all columns: SQL Server remembers those it had. */
function known(name: string, bind: () => readonly TableColumn[]): readonly TableColumn[] {
  try {
    const columns = bind();
    requireAllColumns(columns);
    return columns;
  } catch (error) {
    if (!(error instanceof SqlError)) throw error;
    throw new NotInEngine('ENGINE-SYSTEM-CATALOG', `the columns of ${name}, which is broken`);
  }
}

const FIXED_BYTES: Partial<Record<Type['base'], number>> = {
  bit: 1, tinyint: 1, smallint: 2, int: 4, bigint: 8, money: 8, smallmoney: 4, real: 4, float: 8, date: 3, datetime: 8, smalldatetime: 4,
  uniqueidentifier: 16, rowversion: 8, sql_variant: 8016, text: 16, ntext: 16, image: 16, xml: -1,
}; // prettier-ignore
const DOUBLE = new Set<Type['base']>(['nchar', 'nvarchar']);
/** Bytes of moments with no, three or five digits and more. Source: Microsoft Learn, the pages of the types. */
const MOMENTS: Partial<Record<Type['base'], number>> = { time: 3, datetime2: 6, datetimeoffset: 8 };
/** Greatest precisions of decimals of 5, 9, 13 and 17 bytes. Source: Microsoft Learn, "decimal and numeric". */
const DECIMALS = [9, 19, 28, 38];

/** max_length, in bytes; -1 for max. Undefined where it is not known here. */
export function bytesOf(type: Type): number | undefined {
  if (type.length === 'max') return -1;
  if (type.length !== undefined) return DOUBLE.has(type.base) ? type.length * 2 : type.length;
  const moment = MOMENTS[type.base];
  if (moment !== undefined) return moment + Math.max(0, Math.min(2, Math.ceil(((type.scale ?? 7) - 2) / 2)));
  if (type.base === 'decimal') return 5 + 4 * DECIMALS.findIndex((most) => (type.precision ?? 18) <= most);
  return FIXED_BYTES[type.base];
}

/** As sys.types names it. Undefined for decimal, which may have been written numeric, and for types of other languages. */
export function typeNameOf({ base }: Type): string | undefined {
  if (base === 'decimal' || base === 'hierarchyid' || base === 'geography' || base === 'geometry') return undefined;
  return base === 'rowversion' ? 'timestamp' : base;
}

export function typeIdOf(type: Type): number | undefined {
  const name = typeNameOf(type);
  return name === undefined ? undefined : (systemTypeId(name) ?? undefined);
}
