/** A static type: SQL Server's with its facets, and for texts how they compare. */
import type { SqlType } from '../../catalog/sql-type.js';

/**
 * Source of the labels: Microsoft Learn, "Collation Precedence": an `explicit` one (COLLATE) wins over an `implicit` one (a column),
 * which wins over the `default` of variables and literals; two different implicit ones are in `conflict` until a COLLATE settles it.
 */
export type CollationLabel = 'explicit' | 'implicit' | 'default' | 'conflict';

export interface Type extends SqlType {
  /** Texts only. */
  readonly collation?: string;
  readonly collationLabel?: CollationLabel;
  /** The type of a bare NULL: int to whoever asks, and gives way to any other. */
  readonly isUntypedNull?: boolean;
}

export const INT: Type = { base: 'int' };
export const BIT: Type = { base: 'bit' };
export const BIGINT: Type = { base: 'bigint' };
export const FLOAT: Type = { base: 'float' };
export const DATETIME: Type = { base: 'datetime' };
export const DATE: Type = { base: 'date' };
export const UNTYPED_NULL: Type = { base: 'int', isUntypedNull: true };

export const varchar = (length: number | 'max', collation?: string): Type => ({ base: 'varchar', length, ...(collation ? { collation, collationLabel: 'default' as const } : {}) }); // prettier-ignore
export const nvarchar = (length: number | 'max', collation?: string): Type => ({ base: 'nvarchar', length, ...(collation ? { collation, collationLabel: 'default' as const } : {}) }); // prettier-ignore
export const decimal = (precision: number, scale: number): Type => ({ base: 'decimal', precision, scale });
