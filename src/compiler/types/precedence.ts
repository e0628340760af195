/** Which of two types the other converts to. Source: Microsoft Learn, "Data type precedence (Transact-SQL)". */
import type { BaseType } from '../../catalog/sql-type.js';

/** Highest first. */
const ORDER: readonly BaseType[] = [
  'hierarchyid', 'geography', 'geometry', 'sql_variant', 'xml', 'json',
  'datetimeoffset', 'datetime2', 'datetime', 'smalldatetime', 'date', 'time',
  'float', 'real', 'decimal', 'money', 'smallmoney', 'bigint', 'int', 'smallint', 'tinyint', 'bit',
  'ntext', 'text', 'image', 'rowversion', 'uniqueidentifier',
  'nvarchar', 'nchar', 'varchar', 'char', 'varbinary', 'binary',
]; // prettier-ignore

const RANK: ReadonlyMap<BaseType, number> = new Map(ORDER.map((base, index) => [base, index]));

/** The base type of higher precedence; types outside the list (unknown, table, cursor) lose against every other. */
export function higherPrecedence(left: BaseType, right: BaseType): BaseType {
  return rankOf(left) <= rankOf(right) ? left : right;
}

const rankOf = (base: BaseType): number => RANK.get(base) ?? ORDER.length;
