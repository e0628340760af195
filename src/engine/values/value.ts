/**
 * Values. What one means is told by its static `Type`, never by itself; only a sql_variant carries its type along.
 *
 * | type                                   | value                                                          |
 * | -------------------------------------- | -------------------------------------------------------------- |
 * | bit                                    | number 0 or 1                                                  |
 * | tinyint, smallint, int                 | number                                                         |
 * | bigint                                 | bigint                                                         |
 * | decimal(p, s), money, smallmoney       | bigint, scaled by s digits (money by 4)                        |
 * | real, float                            | number; of a real, rounded to single precision                 |
 * | date                                   | number: days since 0001-01-01                                  |
 * | time(n)                                | number: units of 100 ns since midnight                         |
 * | datetime                               | number: units of 1/300 s since 1900-01-01 00:00, may be negative |
 * | smalldatetime                          | number: minutes since 1900-01-01 00:00                         |
 * | datetime2(n)                           | bigint: units of 100 ns since 0001-01-01 00:00                 |
 * | datetimeoffset(n)                      | OffsetMoment                                                   |
 * | char, varchar, text, nchar, nvarchar, ntext, xml, json | string; char and nchar with their padding      |
 * | binary, varbinary, image, rowversion   | Uint8Array; binary with its padding                            |
 * | uniqueidentifier                       | string: 36 characters, upper case                              |
 * | sql_variant                            | Variant                                                        |
 *
 * NULL is null.
 */
import type { Type } from '../types/type.js';

export type Value = null | number | bigint | string | Uint8Array | OffsetMoment | Variant;

export interface OffsetMoment {
  readonly kind: 'offset_moment';
  /** UTC, in units of 100 ns since 0001-01-01 00:00. */
  readonly utc: bigint;
  readonly offsetMinutes: number;
}

export interface Variant {
  readonly kind: 'variant';
  readonly type: Type;
  /** Never null: a NULL in a sql_variant has no type. */
  readonly value: Exclude<Value, null | Variant>;
}

/** One row: a value for each column of its relation. */
export type Row = readonly Value[];
