/** Mathematical and system functions. Source of each rule: Microsoft Learn, the function's page. */
import type { CallIr } from '../../ir/scalar.js';
import { someScalar } from '../../ir/walk.js';
import { binary, call, cast, is, number, text } from '../../sql/build.js';
import type { Sql } from '../../sql/tree.js';
import { decimalFacets, familyOf } from '../../types/families.js';
import { targetType } from '../../types/target-types.js';
import type { Legaliser } from './legaliser.js';
import { wideFloat } from './real.js';
import { type CallRule, type CallRules, constantInteger, constantOf, pair, renamed, unary } from './rules.js';

/** A third argument other than 0 cuts instead of rounding. PostgreSQL rounds decimals only, DuckDB decimals at constant places only. */
const round: CallRule = ([value, places, cut], node, legaliser) => {
  const { target } = legaliser;
  const [rounds] = node.args;
  if (value === undefined || places === undefined || rounds === undefined) return null;
  const mode = cut === undefined ? 0 : constantInteger(node.args[2]);
  if (mode === null) return null;
  const floating = familyOf(node.type) === 'float';
  const computed = node.args[1] !== undefined && someScalar(node.args[1], ({ op }) => op === 'column');
  if (target === 'duckdb' && computed && !floating && familyOf(node.type) !== 'integer') return null;
  const rounded = call(
    mode === 0 ? 'round' : 'trunc',
    floating && target === 'postgres'
      ? cast(wideFloat(value, rounds, legaliser), 'numeric')
      : target === 'duckdb' && roundsAllDigits(node)
        ? cast(value, `decimal(38, ${rounds.type.scale ?? 0})`)
        : wideFloat(value, rounds, legaliser),
    places,
  );
  const isOther = floating || familyOf(node.type) === 'integer';
  return isOther && target === 'postgres' ? cast(rounded, targetType(node.type, target)) : rounded;
};

/** DuckDB gives 0 for what it rounds before its first digit, NULL and 9 to the ten included. */
function roundsAllDigits({ args: [value, places] }: CallIr): boolean {
  const known = constantInteger(places);
  if (value === undefined || familyOf(value.type) !== 'decimal' || known === null) return false;
  const { precision, scale } = decimalFacets(value.type);
  return known < 0 && -known >= precision - scale;
}

/** POWER has the type of its base: a whole one cuts the result, a decimal one rounds it to its scale. */
const power: CallRule = pair((base, exponent, node, { target }) => {
  const family = familyOf(node.type);
  // PostgreSQL would raise a decimal exactly, where SQL Server goes by way of a float.
  const value = call(
    'power',
    target === 'postgres' && family === 'decimal' ? cast(base, 'double precision') : base,
    exponent,
  );
  if (family === 'float') return value;
  return cast(family === 'integer' ? call('trunc', value) : value, targetType(node.type, target));
});

/** DEGREES and RADIANS have the type of their argument, too. */
const angle = (name: string): CallRule =>
  unary((value, node, { target }) => {
    const result = call(name, value);
    const family = familyOf(node.type);
    if (family === 'float') return result;
    return cast(family === 'integer' ? call('trunc', result) : result, targetType(node.type, target));
  });

const log: CallRule = ([value, base]) => {
  if (value === undefined) return null;
  return base === undefined ? call('ln', value) : binary(call('ln', value), '/', call('ln', base));
};

const shift = (operator: string): CallRule => pair((value, count) => binary(value, operator, count));

/** A number is numeric; of texts, what DuckDB reads as a number nearly is. */
const isnumeric: CallRule = unary((value, { args: [arg], span }, { context }) => {
  if (arg !== undefined && familyOf(arg.type) !== 'character') return cast(is(value, 'not null'), 'integer');
  context.report('TSQL-ISNUMERIC', span);
  return cast(is({ sql: 'cast', operand: value, type: 'double', isTry: true }, 'not null'), 'integer');
});

const isnumericPattern: CallRule = unary((value, { args: [arg], span }, { context }) => {
  if (arg !== undefined && familyOf(arg.type) !== 'character') return cast(is(value, 'not null'), 'integer');
  context.report('TSQL-ISNUMERIC', span);
  return cast(
    call('coalesce', binary(value, '~', text('^\\s*[+-]?(\\d+\\.?\\d*|\\.\\d+)([eE][+-]?\\d+)?\\s*$')), {
      sql: 'literal',
      text: 'false',
    }),
    'integer',
  );
});

type Hash = (value: Sql) => Sql;

const HASHES: Readonly<Record<Legaliser['target'], Readonly<Record<string, Hash>>>> = {
  duckdb: {
    md5: (value) => call('unhex', call('md5', value)),
    sha1: (value) => call('unhex', call('sha1', value)),
    sha: (value) => call('unhex', call('sha1', value)),
    sha2_256: (value) => call('unhex', call('sha256', value)),
  },
  postgres: {
    md5: (value) => call('decode', call('md5', value), text('hex')),
    sha2_256: (value) => call('sha256', call('convert_to', value, text('UTF8'))),
    sha2_512: (value) => call('sha512', call('convert_to', value, text('UTF8'))),
  },
};

/** The targets hash UTF-8, which is the source's bytes only for plain ASCII in varchar. */
const hashbytes: CallRule = ([, value], node: CallIr, legaliser) => {
  const [algorithm, hashed] = node.args;
  const hash = HASHES[legaliser.target][constantOf(algorithm)?.toLowerCase() ?? ''];
  if (
    value === undefined ||
    hash === undefined ||
    hashed === undefined ||
    hashed.type.base.startsWith('n') ||
    familyOf(hashed.type) !== 'character'
  )
    return null;
  legaliser.context.report('TSQL-HASH-ENCODING', node.span);
  return hash(value);
};

/** A whole number is its own; DuckDB would make it a float. */
const wholePart = (name: string): CallRule =>
  unary((value, { args: [arg] }) =>
    arg !== undefined && familyOf(arg.type) === 'integer' ? value : call(name, value),
  );

/** The targets give a sign in a type of their own. */
const sign: CallRule = unary((value, { type }, { target }) => {
  const isSmall = target === 'duckdb' && familyOf(type) === 'integer';
  return isSmall ? call('sign', value) : cast(call('sign', value), targetType(type, target));
});

const plain = (...names: readonly string[]): CallRules =>
  Object.fromEntries(names.map((name) => [name, renamed(name)]));

export const NUMBER_RULES: CallRules = {
  ...plain('sqrt', 'exp', 'sin', 'cos', 'tan', 'cot', 'asin', 'acos', 'atan', 'pi'),
  // The size of a tinyint is an int, which DuckDB would keep a tinyint.
  abs: unary((value, { args: [arg], type }, { target }) =>
    call('abs', arg?.type.base === 'tinyint' ? cast(value, targetType(type, target)) : value),
  ),
  floor: wholePart('floor'),
  ceiling: wholePart('ceil'),
  sign,
  round,
  power,
  square: unary((value) => call('power', value, number(2))),
  log,
  log10: { duckdb: renamed('log10'), postgres: renamed('log') },
  atn2: renamed('atan2'),
  degrees: angle('degrees'),
  radians: angle('radians'),
  rand: (args) => (args.length === 0 ? call('random') : null),
  newid: { duckdb: () => call('uuid'), postgres: () => call('gen_random_uuid') },
  newsequentialid: { duckdb: () => call('uuid'), postgres: () => call('gen_random_uuid') },
  left_shift: shift('<<'),
  right_shift: shift('>>'),
  // What DuckDB makes of a part of a date is wider than an int, and a negative number then has more bits.
  bit_count: {
    duckdb: unary((value, { args: [arg] }, { target }) =>
      call(
        'bit_count',
        arg === undefined ? value : cast(value, arg.type.base === 'bit' ? 'integer' : targetType(arg.type, target)),
      ),
    ),
    postgres: () => null,
  },
  isnumeric: { duckdb: isnumeric, postgres: isnumericPattern },
  hashbytes,
};
