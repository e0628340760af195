/** Types of the targets for SQL Server's. Decisions and what each loses are in docs/reference (hazards TSQL-TYPE-...). */
import type { BaseType, SqlType } from '../../catalog/sql-type.js';
import type { CompileTarget } from '../compile.js';

type TypeRule = string | ((type: SqlType) => string);

const decimal: TypeRule = ({ precision, scale }) => `decimal(${precision ?? 18}, ${scale ?? 0})`;

/** PostgreSQL keeps declared lengths; blanks of char(n) are data, kept in a varchar. */
const varchar: TypeRule = ({ length }) => (typeof length === 'number' ? `varchar(${length})` : 'text');

const DUCKDB: Readonly<Record<BaseType, TypeRule>> = {
  bit: 'boolean', tinyint: 'utinyint', smallint: 'smallint', int: 'integer', bigint: 'bigint',
  decimal, money: 'decimal(19, 4)', smallmoney: 'decimal(10, 4)', real: 'real', float: 'double',
  date: 'date', time: 'time', datetime: 'timestamp', smalldatetime: 'timestamp', datetime2: 'timestamp', datetimeoffset: 'timestamptz',
  char: 'varchar', varchar: 'varchar', text: 'varchar', nchar: 'varchar', nvarchar: 'varchar', ntext: 'varchar',
  binary: 'blob', varbinary: 'blob', image: 'blob', rowversion: 'blob',
  uniqueidentifier: 'uuid', json: 'json', xml: 'varchar', sql_variant: 'varchar', hierarchyid: 'varchar', geography: 'varchar', geometry: 'varchar',
  cursor: 'varchar', table: 'varchar', unknown: 'varchar',
}; // prettier-ignore

const POSTGRES: Readonly<Record<BaseType, TypeRule>> = {
  ...DUCKDB,
  tinyint: 'smallint', float: 'double precision',
  char: varchar, varchar, text: 'text', nchar: varchar, nvarchar: varchar, ntext: 'text',
  binary: 'bytea', varbinary: 'bytea', image: 'bytea', rowversion: 'bytea',
  xml: 'text', sql_variant: 'text', hierarchyid: 'text', geography: 'text', geometry: 'text', cursor: 'text', table: 'text', unknown: 'text',
}; // prettier-ignore

const RULES: Readonly<Record<CompileTarget, Readonly<Record<BaseType, TypeRule>>>> = {
  duckdb: DUCKDB,
  postgres: POSTGRES,
};

/** The type a column or CAST gets in the target. */
export function targetType(type: SqlType, target: CompileTarget): string {
  const rule = RULES[target][type.base];
  return typeof rule === 'string' ? rule : rule(type);
}

/** Codes of what a type loses, by base type. */
const LOSSES: Readonly<Partial<Record<BaseType, string>>> = {
  datetimeoffset: 'TSQL-TYPE-DATETIMEOFFSET',
  xml: 'TSQL-TYPE-AS-TEXT', sql_variant: 'TSQL-TYPE-AS-TEXT', hierarchyid: 'TSQL-TYPE-AS-TEXT', geography: 'TSQL-TYPE-AS-TEXT', geometry: 'TSQL-TYPE-AS-TEXT',
  rowversion: 'TSQL-TYPE-ROWVERSION',
}; // prettier-ignore

/** Microseconds are the finest both targets keep. */
const TARGET_FRACTION_DIGITS = 6;

/** Hazard code of carrying a column of this type; null when nothing is lost. */
export function typeLoss(type: SqlType): string | null {
  const fine = (type.base === 'datetime2' || type.base === 'time') && (type.scale ?? 7) > TARGET_FRACTION_DIGITS;
  return LOSSES[type.base] ?? (fine ? 'TSQL-TYPE-FRACTION' : null);
}
