/** String functions. Source: Microsoft Learn, "String functions (Transact-SQL)", one page each. */
import type { SqlType } from '../../catalog/sql-type.js';
import type { Scalar } from '../ir/scalar.js';
import { concatType } from '../types/arithmetic.js';
import { textLength } from '../types/families.js';
import {
  any,
  type BuiltIn,
  constantNumber,
  fixed,
  float,
  INT,
  longText,
  sameText,
  text,
  textOrBinary,
  to,
  varying,
  whole,
} from './built-in.js';

/** int, or bigint for a `max` argument. */
const lengthOf = ([first]: readonly Scalar[]): SqlType => ({
  base: first !== undefined && textLength(first.type) === 'max' ? 'bigint' : 'int',
});

/** int, or bigint where the text searched is a `max` one. */
const placeIn = ([, searched]: readonly Scalar[]): SqlType => lengthOf(searched === undefined ? [] : [searched]);

/** A part of the first argument whose length a constant may give; no part is longer than the whole. */
const partOf =
  (lengthAt: number) =>
  (args: readonly Scalar[]): SqlType => {
    const [first] = args;
    if (first === undefined) return { base: 'unknown' };
    const [whole, part] = [textLength(first.type), constantNumber(args[lengthAt])];
    if (whole === 'max' || part === null || part === undefined) return varying(first.type, whole);
    return varying(first.type, typeof whole === 'number' ? Math.min(whole, part) : part);
  };

const joined = (args: readonly Scalar[]): SqlType =>
  args.map((arg): SqlType => arg.type).reduce((total, type) => concatType(total, type), { base: 'varchar', length: 0 });

const sameTextOf = (takes: BuiltIn['takes'], arity: BuiltIn['arity']): BuiltIn => ({ arity, takes, returns: sameText });
const trim = sameTextOf([text, text], [1, 2]);

export const TEXT_FUNCTIONS: Readonly<Record<string, BuiltIn>> = {
  len: { arity: [1, 1], takes: [text], returns: lengthOf },
  datalength: { arity: [1, 1], takes: [any], returns: lengthOf },
  left: { arity: [2, 2], takes: [text, whole], returns: partOf(1) },
  right: { arity: [2, 2], takes: [text, whole], returns: partOf(1) },
  substring: { arity: [2, 3], takes: [textOrBinary, whole, whole], returns: partOf(2) },
  charindex: { arity: [2, 3], takes: [text, text, whole], returns: placeIn },
  patindex: { arity: [2, 2], takes: [text, text], returns: placeIn },
  replace: { arity: [3, 3], takes: [text], returns: longText },
  stuff: { arity: [4, 4], takes: [text, whole, whole, text], returns: longText, nullable: 'always' },
  upper: sameTextOf([text], [1, 1]),
  lower: sameTextOf([text], [1, 1]),
  reverse: sameTextOf([text], [1, 1]),
  ltrim: trim,
  rtrim: trim,
  trim,
  replicate: { arity: [2, 2], takes: [text, whole], returns: longText, nullable: 'always' },
  space: {
    arity: [1, 1],
    takes: [whole],
    returns: ([count]) => ({ base: 'varchar', length: Math.max(constantNumber(count) ?? 8000, 1) }),
    nullable: 'always',
  },
  char: { arity: [1, 1], takes: [whole], returns: fixed({ base: 'char', length: 1 }), nullable: 'always' },
  nchar: { arity: [1, 1], takes: [whole], returns: fixed({ base: 'nchar', length: 1 }), nullable: 'always' },
  ascii: { arity: [1, 1], takes: [text], returns: INT, nullable: 'always' },
  unicode: { arity: [1, 1], takes: [text], returns: INT, nullable: 'always' },
  concat: { arity: [2, 254], takes: [text], returns: joined, nullable: 'never' },
  concat_ws: { arity: [3, 254], takes: [text], returns: longText, nullable: 'never' },
  format: {
    arity: [2, 3],
    takes: [any, text, text],
    returns: fixed({ base: 'nvarchar', length: 4000 }),
    nullable: 'always',
  },
  str: {
    arity: [1, 3],
    takes: [float, whole, whole],
    returns: ([, length]) => ({ base: 'varchar', length: constantNumber(length) ?? 10 }),
  },
  quotename: { arity: [1, 2], takes: [text], returns: fixed({ base: 'nvarchar', length: 258 }), nullable: 'always' },
  soundex: { arity: [1, 1], takes: [text], returns: fixed({ base: 'varchar', length: 4 }) },
  difference: { arity: [2, 2], takes: [text], returns: INT },
  string_escape: { arity: [2, 2], takes: [text], returns: fixed({ base: 'nvarchar', length: 'max' }) },
  translate: { arity: [3, 3], takes: [text], returns: sameText },
  isnumeric: { arity: [1, 1], takes: [any], returns: INT, nullable: 'never' },
  hashbytes: { arity: [2, 2], takes: [text, textOrBinary], returns: fixed({ base: 'varbinary', length: 8000 }) },
  isjson: { arity: [1, 2], takes: [text, any], returns: INT },
  json_value: { arity: [2, 2], takes: [text], returns: fixed({ base: 'nvarchar', length: 4000 }), nullable: 'always' },
  json_query: { arity: [1, 2], takes: [text], returns: fixed({ base: 'nvarchar', length: 'max' }), nullable: 'always' },
  json_modify: {
    arity: [3, 3],
    takes: [text, text, any],
    returns: fixed({ base: 'nvarchar', length: 'max' }),
    nullable: 'always',
  },
  json_path_exists: { arity: [2, 2], takes: [text], returns: INT },
  base64_encode: {
    arity: [1, 2],
    takes: [to({ base: 'varbinary', length: 'max' }), any],
    returns: fixed({ base: 'varchar', length: 'max' }),
  },
};
