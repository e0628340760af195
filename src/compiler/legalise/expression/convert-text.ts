/** Values as text, by the styles of CONVERT. Source: Microsoft Learn, "CAST and CONVERT". */
import type { SqlType } from '../../../catalog/sql-type.js';
import type { ConvertIr, Scalar } from '../../ir/scalar.js';
import { binary, call, caseWhen, cast, joined, number, text } from '../../sql/build.js';
import type { Sql } from '../../sql/tree.js';
import type { CompileTarget } from '../../compile.js';
import { MAX_PRECISION } from '../../types/decimal-result.js';
import { decimalFacets, type Family, familyOf, textLength } from '../../types/families.js';
import { targetType } from '../../types/target-types.js';
import { formatOf, runsOf, writeFormat } from './date-style.js';
import type { Legaliser } from './legaliser.js';

type Writer = (value: Sql, node: ConvertIr, legaliser: Legaliser) => Sql | null;

/** Text of each family; its length is applied afterwards. */
const WRITERS: Readonly<Partial<Record<Family, Writer>>> = {
  character: (value) => value,
  integer: (value) => cast(value, 'varchar'),
  bit: (value) => cast(cast(value, 'integer'), 'varchar'),
  decimal: decimalText,
  money: moneyText,
  float: floatText,
  temporal: momentText,
  guid: (value) => call('upper', cast(value, 'varchar')),
  binary: binaryText,
};

/** A value as varchar, nvarchar, char or nchar of the type's length. */
export function toText(value: Sql, node: ConvertIr, legaliser: Legaliser): Sql | null {
  const { operand, type } = node;
  const written = WRITERS[familyOf(operand.type)]?.(value, node, legaliser) ?? null;
  return written === null ? null : fitted(written, operand, type, legaliser);
}

/** CAST cuts a text to the length asked for, and pads a fixed one with blanks. */
function fitted(value: Sql, operand: Scalar, type: SqlType, { target, context }: Legaliser): Sql {
  const { length } = type;
  if (typeof length !== 'number')
    return target === 'postgres' && familyOf(operand.type) === 'character' ? cast(value, 'text') : value;
  if (type.base === 'char' || type.base === 'nchar') return call('rpad', value, number(length), text(' '));
  const have = textLength(operand.type);
  if (have !== 'max' && have <= length) return value;
  if (familyOf(operand.type) !== 'character' && familyOf(operand.type) !== 'temporal') {
    context.report('TSQL-TEXT-TOO-SHORT', operand.span);
    return value;
  }
  return call('left', value, number(length));
}

/** DuckDB writes no zero before the point where the type has no digit there. */
function decimalText(value: Sql, { operand }: ConvertIr, { target }: Legaliser): Sql {
  const { precision, scale } = decimalFacets(operand.type);
  if (target === 'duckdb' && precision === scale && operand.op !== 'literal')
    return cast(cast(value, `decimal(${Math.min(precision + 1, MAX_PRECISION)}, ${scale})`), 'varchar');
  const isTyped = operand.op === 'column' || operand.op === 'literal' || operand.op === 'convert';
  return cast(isTyped ? value : cast(value, targetType(operand.type, target)), 'varchar');
}

/** Two decimals; style 1 groups thousands, not by way of a double, which has no room for the largest, style 2 and 126 show all four. */
function moneyText(value: Sql, { style }: ConvertIr, { target }: Legaliser): Sql | null {
  if (style === 2 || style === 126) return cast(cast(value, 'decimal(19, 4)'), 'varchar');
  const cents = cast(value, 'decimal(19, 2)');
  if (style === null || style === 0) return cast(cents, 'varchar');
  if (style !== 1) return null;
  return target === 'duckdb'
    ? joined(
        caseWhen([[binary(cents, '<', number(0)), text('-')]], text('')),
        call('format', text('{:,}'), cast(call('trunc', call('abs', cents)), 'bigint')),
        call('right', cast(cents, 'varchar'), number(3)),
      )
    : call('to_char', cents, text('FM999,999,999,999,990.00'));
}

/** Six significant digits, in the notation of `%g`; large and tiny numbers show their exponent otherwise in SQL Server. */
function floatText(value: Sql, { style, span }: ConvertIr, { target, context }: Legaliser): Sql | null {
  if (style !== null && style !== 0) return null;
  context.report('TSQL-FLOAT-TEXT', span);
  if (target === 'duckdb') return call('printf', text('%.6g'), cast(value, 'double'));
  const digits: Sql = {
    sql: 'binary',
    operator: '-',
    left: number(5),
    right: cast(call('floor', call('log', call('abs', value))), 'integer'),
  };
  const significant = cast(call('trim_scale', call('round', cast(value, 'numeric'), digits)), 'varchar');
  return caseWhen([[{ sql: 'binary', operator: '=', left: value, right: number(0) }, text('0')]], significant);
}

/** Default styles: 0 for datetime and smalldatetime, 121 for the newer types. */
function momentText(value: Sql, node: ConvertIr, legaliser: Legaliser): Sql | null {
  const { type } = node.operand;
  if (type.base === 'datetimeoffset') return null;
  const old = type.base === 'datetime' || type.base === 'smalldatetime';
  const style = node.style ?? (old ? 0 : 121);
  if (!old && type.base !== 'date' && FRACTIONAL.has(style)) {
    return fractionalText(value, style, type, legaliser);
  }
  const pieces = formatOf(style, type);
  if (pieces === null) return null;
  const moment = type.base === 'time' ? timestampOf(value) : value;
  const parts = runsOf(pieces).map((run) => {
    const written = FORMATTERS[legaliser.target](moment, writeFormat(run.pieces, legaliser.target));
    return run.padded ? call('lpad', written, number(2), text(' ')) : written;
  });
  return style === 126 ? withoutZeroFraction(joined(...parts)) : joined(...parts);
}

const timestampOf = (time: Sql): Sql => ({
  sql: 'binary',
  operator: '+',
  left: { sql: 'literal', text: "date '1900-01-01'" },
  right: time,
});

const FORMATTERS: Readonly<Record<CompileTarget, (moment: Sql, format: string) => Sql>> = {
  duckdb: (moment, format) => call('strftime', moment, text(format)),
  postgres: (moment, format) => call('to_char', moment, text(format)),
};

/** Styles that show the fraction of the second; the newer types show as many digits as they have. */
const FRACTIONAL = new Set([21, 25, 121, 126, 9, 109, 13, 113, 14, 114]);

/** ISO 8601 shows no thousandths of a datetime that are none; the newer types show all their digits. */
const withoutZeroFraction = (written: Sql): Sql => call('regexp_replace', written, text('\\.0+$'), text(''));

function fractionalText(value: Sql, style: number, type: SqlType, legaliser: Legaliser): Sql | null {
  if (style !== 21 && style !== 25 && style !== 121 && style !== 126) return null;
  const digits = type.scale ?? 7;
  const pieces = formatOf(style, type);
  if (pieces === null) return null;
  const seconds = pieces.slice(0, -2);
  const moment = type.base === 'time' ? timestampOf(value) : value;
  const { target } = legaliser;
  if (digits === 0) return FORMATTERS[target](moment, writeFormat(seconds, target));
  const micros = FORMATTERS[target](moment, writeFormat([...seconds, { text: '.' }, 'us'], target));
  if (digits === 6) return micros;
  return digits > 6
    ? joined(micros, text('0'.repeat(digits - 6)))
    : call('left', micros, number(lengthBeforeFraction(type) + 1 + digits));
}

/** Characters of `YYYY-MM-DD hh:mm:ss` and of `hh:mm:ss`. */
const lengthBeforeFraction = (type: SqlType): number => (type.base === 'time' ? 8 : 19);

/** Style 1 is `0x` and hex, 2 hex alone; 0 takes the bytes as characters. */
function binaryText(value: Sql, { style }: ConvertIr, { target }: Legaliser): Sql | null {
  if (style !== 1 && style !== 2) return null;
  const hex = call('upper', target === 'duckdb' ? call('hex', value) : call('encode', value, text('hex')));
  return style === 1 ? joined(text('0x'), hex) : hex;
}
