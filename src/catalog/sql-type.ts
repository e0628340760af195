/** SQL Server data types, normalised: synonyms resolved (`integer` -> int), alias types resolved to their base. */
import { z } from 'zod';

export const BASE_TYPES = [
  'bit', 'tinyint', 'smallint', 'int', 'bigint',
  'decimal', 'money', 'smallmoney', 'real', 'float',
  'date', 'time', 'datetime', 'smalldatetime', 'datetime2', 'datetimeoffset',
  'char', 'varchar', 'text', 'nchar', 'nvarchar', 'ntext',
  'binary', 'varbinary', 'image', 'rowversion',
  'uniqueidentifier', 'xml', 'json', 'sql_variant', 'hierarchyid', 'geography', 'geometry',
  'cursor', 'table', 'unknown',
] as const; // prettier-ignore

export const baseTypeSchema = z.enum(BASE_TYPES);
export type BaseType = z.infer<typeof baseTypeSchema>;

/**
 * A type with its facets. `length` in characters (n types), bytes (others), or 'max'; `precision` and `scale` of decimal;
 * `scale` alone is the fractional digits (0..7) of time, datetime2 and datetimeoffset. `numeric` is decimal, `float(1..24)` is real,
 * `sysname` is nvarchar(128) not null, `timestamp` is rowversion.
 */
export const sqlTypeSchema = z.object({
  base: baseTypeSchema,
  length: z.union([z.number().int(), z.literal('max')]).optional(),
  precision: z.number().int().optional(),
  scale: z.number().int().optional(),
  /** `schema.Name` of the alias or CLR type it was declared with. */
  alias: z.string().optional(),
});
export type SqlType = z.infer<typeof sqlTypeSchema>;
