/** Types as a script writes them. Source: Microsoft Learn, the pages of the types, and "CAST and CONVERT" for lengths left out. */
import type { BaseType, SqlType } from '../../catalog/sql-type.js';
import { sqlTypeOf, type AliasLookup } from '../../syntax/tsql/data-type.js';
import type { TypeName } from '../../syntax/tsql/ast/index.js';
import { SqlError } from '../errors.js';
import { isText } from './families.js';
import type { Type } from './type.js';

/** Lengths left out in CAST and CONVERT; elsewhere they are 1. */
const CAST_LENGTH = 30;
const MAX_PRECISION = 38;
const MAX_FRACTION = 7;
const MAX_FLOAT_BITS = 53;
const MAX_BYTES = 8000;
const MAX_LENGTHS: Readonly<Partial<Record<BaseType, number>>> = {
  char: 8000, varchar: 8000, binary: 8000, varbinary: 8000, nchar: 4000, nvarchar: 4000,
}; // prettier-ignore
/** `char(max)` is no syntax. */
const WITH_MAX = new Set<BaseType>(['varchar', 'nvarchar', 'varbinary']);
const WITHOUT_WIDTH = new Set<BaseType>(['bit', 'tinyint', 'smallint', 'int', 'bigint', 'money', 'smallmoney', 'date', 'datetime', 'smalldatetime', 'text', 'ntext', 'image', 'uniqueidentifier', 'rowversion', 'sql_variant']); // prettier-ignore

const NO_ALIASES: AliasLookup = () => null;

/**
 * @param use `cast` in CAST, CONVERT and their like, `column` for columns, variables and parameters
 * @throws SqlError 243 or 2715 (no such type), 102, 131, 1001, 1002, 2716, 2717, 2750, 2751 (impossible facets)
 */
export function writtenType(
  name: TypeName,
  aliases: AliasLookup,
  defaultCollation: string,
  use: 'cast' | 'column',
): Type {
  const system = sqlTypeOf(name, NO_ALIASES);
  const isSystem = system.base !== 'unknown';
  const type = isSystem ? system : sqlTypeOf(name, aliases);
  if (type.base === 'unknown') throw unknownType(name, use);
  if (isSystem) requireFacets(name, type, use);
  const fitted = isSystem && use === 'cast' ? withCastLength(name, type) : type;
  return isText(fitted) ? { ...fitted, collation: defaultCollation, collationLabel: 'default' } : fitted;
}

function withCastLength(name: TypeName, type: SqlType): SqlType {
  const isLeftOut = name.args.length === 0 && MAX_LENGTHS[type.base] !== undefined && wordOf(name) !== 'sysname';
  return isLeftOut ? { ...type, length: CAST_LENGTH } : type;
}

function unknownType(name: TypeName, use: 'cast' | 'column'): SqlError {
  const written = name.name.parts.map((part) => part?.value ?? '').join('.');
  if (use === 'cast') return new SqlError(243, `Type ${written} is not a defined system type.`);
  return new SqlError(2715, `Column, parameter, or variable #1: Cannot find data type ${written}.`);
}

const wordOf = (name: TypeName): string => name.name.parts.at(-1)?.value.toLowerCase() ?? '';

function requireFacets(name: TypeName, type: SqlType, use: 'cast' | 'column'): void {
  const first = name.args[0];
  if (first !== undefined && WITHOUT_WIDTH.has(type.base))
    throw new SqlError(2716, `Column, parameter, or variable #1: Cannot specify a column width on data type ${wordOf(name)}.`); // prettier-ignore
  if (type.length === 'max' && !WITH_MAX.has(type.base)) throw new SqlError(102, "Incorrect syntax near 'max'.", 15);
  if (type.length !== undefined && type.length !== 'max') requireLength(type, type.length, use);
  if (type.base === 'decimal') requireDecimal(type.precision ?? 0, type.scale ?? 0);
  else if (type.scale !== undefined && !(type.scale >= 0 && type.scale <= MAX_FRACTION))
    throw new SqlError(1002, `Line 1: Specified scale ${first} is invalid.`, 15);
  if ((type.base === 'float' || type.base === 'real') && first !== undefined) requireFloatBits(Number(first));
}

function requireLength(type: SqlType, length: number, use: 'cast' | 'column'): void {
  const most = MAX_LENGTHS[type.base] ?? MAX_BYTES;
  if (!(length >= 1)) throw new SqlError(1001, `Line 1: Length or precision specification ${length} is invalid.`, 15);
  if (length <= most) return;
  const what = use === 'cast' ? 'convert specification' : 'type';
  if (length > MAX_BYTES)
    throw new SqlError(
      131,
      `The size (${length}) given to the ${what} '${type.base}' exceeds the maximum allowed for any data type (${MAX_BYTES}).`,
      15,
    );
  throw new SqlError(
    2717,
    `The size (${length}) given to the ${what} '${type.base}' exceeds the maximum allowed (${most}).`,
  );
}

function requireDecimal(precision: number, scale: number): void {
  if (!(precision >= 1))
    throw new SqlError(1001, `Line 1: Length or precision specification ${precision} is invalid.`, 15);
  if (precision > MAX_PRECISION) throw tooPrecise(precision, MAX_PRECISION);
  if (scale > precision || scale < 0)
    throw new SqlError(
      2751,
      `Column or parameter #1: Specified column scale ${scale} is greater than the specified precision of ${precision}.`,
    );
}

function requireFloatBits(bits: number): void {
  if (!(bits >= 1)) throw new SqlError(1001, `Line 1: Length or precision specification ${bits} is invalid.`, 15);
  if (bits > MAX_FLOAT_BITS) throw tooPrecise(bits, MAX_FLOAT_BITS);
}

const tooPrecise = (precision: number, most: number): SqlError =>
  new SqlError(
    2750,
    `Column or parameter #1: Specified column precision ${precision} is greater than the maximum precision of ${most}.`,
  );
