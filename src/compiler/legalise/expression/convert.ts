/** CAST, CONVERT and implicit conversions by the families of both types. Source: Microsoft Learn, "CAST and CONVERT" (its tables of styles, truncation and rounding). */
import type { SqlType } from '../../../catalog/sql-type.js';
import type { ConvertIr } from '../../ir/scalar.js';
import { binary, call, caseWhen, cast, keyword, number, text } from '../../sql/build.js';
import type { Sql } from '../../sql/tree.js';
import { isNullConstant } from '../../types/common-type.js';
import { decimalFacets, type Family, familyOf, textLength } from '../../types/families.js';
import { targetType } from '../../types/target-types.js';
import { momentFromText, momentToMoment, rounded } from './convert-moment.js';
import { toText } from './convert-text.js';
import type { Legaliser } from './legaliser.js';
import { wideFloat } from './real.js';

/** Null: no faithful form. */
export type ConvertRule = (value: Sql, node: ConvertIr, legaliser: Legaliser) => Sql | null;

const plain: ConvertRule = (value, { operand, type, implicit }, { target }) => {
  const same = implicit && operand.op === 'convert' && targetType(operand.type, target) === targetType(type, target);
  return same ? value : cast(value, targetType(type, target));
};

/** Decimals and floats are cut when they become whole. */
const cut: ConvertRule = (value, node, legaliser) =>
  cast(call('trunc', value), targetType(node.type, legaliser.target));

const toBit: ConvertRule = (value) => binary(value, '<>', number(0));

/** A bit is a boolean in the targets, which become numbers by way of an integer. */
const bitToNumber: ConvertRule = (value, node, legaliser) => {
  const whole = cast(value, 'integer');
  return node.type.base === 'int' ? whole : cast(whole, targetType(node.type, legaliser.target));
};

/** Numbers count days from 1900-01-01. */
const EPOCH = keyword("timestamp '1900-01-01 00:00:00'");
const SECONDS_PER_DAY = number(86400);
const MICROSECONDS_PER_DAY = number(86_400_000_000);
const ONE_DAY = keyword("interval '1 day'");

const daysToMoment: ConvertRule = (value, node, legaliser) => {
  const { target } = legaliser;
  if (familyOf(node.operand.type) === 'integer')
    return binary(
      EPOCH,
      '+',
      target === 'duckdb' ? call('to_days', cast(value, 'integer')) : binary(value, '*', ONE_DAY),
    );
  // A fraction is a time of day, rounded to what the type counts.
  const span =
    target === 'duckdb'
      ? call('to_microseconds', cast(call('round', binary(value, '*', MICROSECONDS_PER_DAY)), 'bigint'))
      : binary(value, '*', ONE_DAY);
  return rounded(binary(EPOCH, '+', span), node.type, legaliser);
};

/** Only datetime and smalldatetime get here. Whole days are rounded. */
const momentToDays: ConvertRule = (value, node, { target }) => {
  const since = binary(value, '-', EPOCH);
  const seconds = target === 'duckdb' ? call('epoch', since) : call('date_part', text('epoch'), since);
  const days = binary(seconds, '/', SECONDS_PER_DAY);
  return cast(
    familyOf(node.type) === 'integer' ? call('floor', binary(days, '+', number('0.5'))) : days,
    targetType(node.type, target),
  );
};

/** An empty text is 0 in SQL Server for whole numbers, floats and money, and an error in the targets; other bad texts fail in all. */
const textToNumber: ConvertRule = (value, node, legaliser) => {
  if (node.style !== null && familyOf(node.type) !== 'money') return null;
  if (!node.implicit) legaliser.context.report('TSQL-TEXT-TO-NUMBER', node.span);
  const type = targetType(node.type, legaliser.target);
  const cleaned =
    familyOf(node.type) === 'money'
      ? call('replace', call('replace', value, text('$'), text('')), text(','), text(''))
      : value;
  const family = familyOf(node.type);
  const isZeroWhenEmpty = family === 'integer' || family === 'float' || family === 'money';
  // PostgreSQL would make an integer of it and a smallint.
  const zero = type === 'smallint' ? cast(number(0), type) : number(0);
  const orZero = (read: Sql): Sql =>
    isZeroWhenEmpty && (node.isTry || node.operand.op !== 'literal')
      ? caseWhen([[binary(call('trim', value), '=', text('')), zero]], read)
      : read;
  if (!node.isTry) return orZero(cast(cleaned, type));
  const tried =
    legaliser.target === 'duckdb'
      ? tryWhole(cleaned, node.type, type)
      : caseWhen([[binary(cleaned, '~', text(NUMBER_PATTERNS[family] ?? DECIMAL_PATTERN)), cast(cleaned, type)]], null);
  return orZero(tried);
};

const DECIMAL_PATTERN = '^\\s*[+-]?(\\d+\\.?\\d*|\\.\\d+)\\s*$';
const NUMBER_PATTERNS: Readonly<Partial<Record<Family, string>>> = {
  integer: '^\\s*[+-]?\\d{1,18}\\s*$',
  float: '^\\s*[+-]?(\\d+\\.?\\d*|\\.\\d+)([eE][+-]?\\d+)?\\s*$',
  bit: '^\\s*([01]|true|false)\\s*$',
};

/** DuckDB reads `1.5`, `1e2` and `0x01` as whole numbers; SQL Server reads none of them. */
function tryWhole(value: Sql, wanted: SqlType, type: string): Sql {
  const tried: Sql = { sql: 'cast', operand: value, type, isTry: true };
  if (familyOf(wanted) !== 'integer') return tried;
  return caseWhen([[call('regexp_full_match', value, text('\\s*[+-]?\\d+\\s*')), tried]], null);
}

const textToGuid: ConvertRule = (value, node, legaliser) => {
  if (!node.isTry) return cast(value, 'uuid');
  return legaliser.target === 'duckdb' ? { sql: 'cast', operand: value, type: 'uuid', isTry: true } : null;
};

/** Style 1 reads `0x..`, style 2 bare hex; style 0 takes the bytes of the code page, which are those of UTF-8 for ASCII. */
const textToBinary: ConvertRule = (value, node, { target, context }) => {
  const hex = node.style === 1 ? call('substring', value, number(3)) : value;
  if (node.style === 1 || node.style === 2)
    return ofLength(target === 'duckdb' ? call('unhex', hex) : call('decode', hex, text('hex')), null, node, target);
  if (node.operand.type.base.startsWith('n')) return null;
  context.report('TSQL-HASH-ENCODING', node.span);
  const bytes = target === 'duckdb' ? call('encode', value) : call('convert_to', value, text('UTF8'));
  return ofLength(bytes, textLength(node.operand.type), node, target);
};

function toBinary(value: Sql, node: ConvertIr, { target }: Legaliser): Sql {
  return ofLength(
    value,
    node.operand.type.base === 'binary' ? (node.operand.type.length ?? null) : textLength(node.operand.type),
    node,
    target,
  );
}

/** Bytes past the length are cut off; a fixed length is filled up with zero bytes. By way of hex, as DuckDB pads texts only. */
function ofLength(
  value: Sql,
  have: number | 'max' | null,
  { type, operand }: ConvertIr,
  target: Legaliser['target'],
): Sql {
  const { length } = type;
  const fixed = type.base === 'binary';
  if (typeof length !== 'number') return value;
  if (!fixed && typeof have === 'number' && have <= length) return value;
  if (fixed && operand.type.base === 'binary' && have === length) return value;
  const hex = target === 'duckdb' ? call('hex', value) : call('encode', value, text('hex'));
  const sized = fixed ? call('rpad', hex, number(length * 2), text('0')) : call('left', hex, number(length * 2));
  return target === 'duckdb' ? call('unhex', sized) : call('decode', sized, text('hex'));
}

type Table = Readonly<Partial<Record<Family, Readonly<Partial<Record<Family, ConvertRule>>>>>>;

/** From (outer) to (inner). */
const RULES: Table = {
  integer: {
    integer: plain,
    bit: toBit,
    decimal: plain,
    money: plain,
    float: plain,
    temporal: daysToMoment,
    character: toText,
  },
  bit: {
    integer: bitToNumber,
    bit: (value) => value,
    decimal: bitToNumber,
    money: bitToNumber,
    float: bitToNumber,
    character: toText,
  },
  decimal: {
    integer: cut,
    bit: toBit,
    decimal: plain,
    money: plain,
    float: plain,
    temporal: daysToMoment,
    character: toText,
  },
  // Money is rounded where a decimal is cut.
  money: { integer: plain, bit: toBit, decimal: plain, money: plain, float: plain, character: toText },
  float: {
    integer: cut,
    bit: toBit,
    decimal: plain,
    money: plain,
    float: plain,
    temporal: daysToMoment,
    character: toText,
  },
  temporal: {
    temporal: momentToMoment,
    integer: momentToDays,
    decimal: momentToDays,
    float: momentToDays,
    character: toText,
  },
  character: {
    integer: textToNumber,
    bit: textToNumber,
    decimal: textToNumber,
    money: textToNumber,
    float: textToNumber,
    temporal: momentFromText,
    character: toText,
    guid: textToGuid,
    binary: textToBinary,
  },
  guid: { guid: (value) => value, character: toText },
  binary: { binary: toBinary, character: toText },
};

/** Null when the target has no faithful form. */
export function legaliseConvert(node: ConvertIr, legaliser: Legaliser): Sql | null {
  const value = legaliser.scalar(node.operand);
  const type = targetType(node.type, legaliser.target);
  if (isNullConstant(node.operand)) return cast(value, type);
  const rule = RULES[familyOf(node.operand.type)]?.[familyOf(node.type)];
  if (rule === undefined) return null;
  if (node.operand.type.base === 'datetimeoffset' && node.type.base !== 'datetimeoffset')
    legaliser.context.report('TSQL-TYPE-DATETIMEOFFSET', node.span, 'what is converted');
  const exact =
    familyOf(node.type) === 'decimal' || familyOf(node.type) === 'money' || familyOf(node.type) === 'temporal'
      ? wideFloat(value, node.operand, legaliser)
      : value;
  if (node.isTry && TRIED_BY_CAST.has(familyOf(node.operand.type)) && narrows(node))
    return tryNumber(cutsFraction(node) ? call('trunc', exact) : exact, type, legaliser);
  return rule(exact, node, legaliser);
}

/** Decimals and floats are cut, not rounded, when they become whole. */
const cutsFraction = ({ operand, type }: ConvertIr): boolean =>
  familyOf(type) === 'integer' && (familyOf(operand.type) === 'decimal' || familyOf(operand.type) === 'float');

const TRIED_BY_CAST = new Set<Family>(['integer', 'decimal', 'money', 'float']);

const narrows = ({ operand, type }: ConvertIr): boolean => {
  if (familyOf(type) === 'character' || familyOf(type) === 'bit' || familyOf(type) === 'float') return false;
  const [have, want] = [decimalFacets(operand.type), decimalFacets(type)];
  return familyOf(operand.type) === 'float' || have.precision - have.scale > want.precision - want.scale;
};

/** Overflow gives NULL; only DuckDB can be asked to try. */
const tryNumber = (value: Sql, type: string, { target }: Legaliser): Sql | null =>
  target === 'duckdb' ? { sql: 'cast', operand: value, type, isTry: true } : null;
