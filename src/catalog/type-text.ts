/** Types as SQL Server prints them. */
import type { SqlType } from './sql-type.js';

/** `decimal(10,2)`, `nvarchar(max)`, `datetime2(3)`. */
export function typeText(type: SqlType): string {
  if (type.length !== undefined) return `${type.base}(${type.length})`;
  if (type.precision !== undefined) return `${type.base}(${type.precision},${type.scale ?? 0})`;
  if (type.scale !== undefined) return `${type.base}(${type.scale})`;
  return type.base;
}
