/** Conversions to date and time types, with each type's rounding. Source: Microsoft Learn, "CAST and CONVERT", "datetime", "smalldatetime". */
import type { SqlType } from '../../../catalog/sql-type.js';
import type { Span } from '../../../syntax/tsql/ast/index.js';
import type { ConvertIr } from '../../ir/scalar.js';
import { binary, call, caseWhen, cast, keyword, negate, number, text } from '../../sql/build.js';
import type { Sql } from '../../sql/tree.js';
import { targetType } from '../../types/target-types.js';
import { patternOf, writtenBy } from './date-style.js';
import type { Legaliser } from './legaliser.js';

/** Decimals of a second both targets keep. */
const TARGET_DIGITS = 6;

/** Between the six types: parts that are missing are those of 1900-01-01 00:00. */
export function momentToMoment(value: Sql, node: ConvertIr, legaliser: Legaliser): Sql | null {
  const [from, to] = [node.operand.type, node.type];
  if (from.base === 'datetimeoffset' || to.base === 'datetimeoffset') return from.base === to.base ? value : null;
  const moment = from.base === 'time' && to.base !== 'time' ? binary(keyword("date '1900-01-01'"), '+', value) : value;
  const type = targetType(to, legaliser.target);
  const exact = from.base === 'datetime' ? withWholeTicks(moment, to, node.span, legaliser) : moment;
  const moved = targetType(from, legaliser.target) === type ? exact : cast(exact, type);
  return loses(from, to) ? rounded(moved, to, legaliser) : moved;
}

/** Decimals that show a tick of 1/300 s as more than its thousandths. */
const TICK_DIGITS = 3;

/** From compatibility level 130 on a datetime that becomes finer shows its 1/300 s: .003 is .0033333. Source: Microsoft Learn, "datetime2", "ALTER DATABASE compatibility level". */
function withWholeTicks(value: Sql, to: SqlType, span: Span, { target, context }: Legaliser): Sql {
  const isFiner = (to.base === 'datetime2' || to.base === 'time') && (to.scale ?? 7) > TICK_DIGITS;
  if (!isFiner || context.settings.compatibilityLevel < 130) return value;
  if ((to.scale ?? 7) > TARGET_DIGITS) context.report('TSQL-TYPE-FRACTION', span, 'a datetime made finer');
  // The seventh decimal is cut where both targets end, and rounded where the type ends before.
  const down = (to.scale ?? 7) > TARGET_DIGITS ? 334 : 333;
  const ms = cast(call('date_part', text('milliseconds'), value), 'integer');
  const digit = binary(ms, '%', number(10));
  const more = caseWhen(
    [
      [binary(digit, '=', number(3)), number(333)],
      [binary(digit, '=', number(7)), negate(number(down))],
    ],
    number(0),
  );
  const step =
    target === 'duckdb' ? call('to_microseconds', more) : binary(more, '*', keyword("interval '1 microsecond'"));
  return binary(value, '+', step);
}

/** Text to a moment: without a style what the target reads as ISO; with one, by its pattern. */
export function momentFromText(value: Sql, node: ConvertIr, legaliser: Legaliser): Sql | null {
  const { type, isTry } = node;
  const style = writtenStyle(node);
  if (type.base === 'datetimeoffset') return null;
  const target = targetType(type, legaliser.target);
  const pattern = style === null || ISO_STYLES.has(style) ? null : patternOf(style, type);
  if (style !== null && !ISO_STYLES.has(style) && pattern === null) return null;
  if (pattern === null) {
    legaliser.context.report('TSQL-DATE-TEXT', node.span, type.base);
    return rounded(plainCast(value, target, isTry, legaliser), type, legaliser);
  }
  const moment = byPattern(value, pattern, target, isTry, legaliser);
  return moment === null ? null : rounded(moment, type, legaliser);
}

/** Styles whose text is ISO 8601, as both targets read it. */
const ISO_STYLES = new Set([0, 20, 21, 23, 25, 120, 121, 126, 127]);

/** `CONVERT(char(8), x, 112)` read back, the old way to drop the time of day: DuckDB casts no date without hyphens. */
function writtenStyle({ operand, style }: ConvertIr): number | null {
  return style === null && operand.op === 'convert' && operand.style === 112 ? 112 : style;
}

/** A blank text is 1900-01-01 00:00 in SQL Server; without TRY the targets stop at it. PostgreSQL cannot try: a text of another shape gives NULL, an impossible date of the right shape fails. */
function plainCast(value: Sql, type: string, isTry: boolean, { target }: Legaliser): Sql {
  if (!isTry) return cast(value, type);
  const blank = [
    binary(call('trim', value), '=', text('')),
    cast(text(type === 'time' ? '00:00:00' : '1900-01-01'), type),
  ] as const;
  if (target === 'duckdb') {
    const compact = call('try_strptime', call('trim', value), text('%Y%m%d'));
    const tried: Sql = { sql: 'cast', operand: value, type, isTry: true };
    return caseWhen([blank], type === 'time' ? tried : call('coalesce', tried, cast(compact, type)));
  }
  return caseWhen(
    [
      blank,
      [
        binary(value, '~', text('^\\s*\\d{4}-?\\d{2}-?\\d{2}([ T]\\d{2}:\\d{2}(:\\d{2}(\\.\\d+)?)?)?\\s*$')),
        cast(value, type),
      ],
    ],
    null,
  );
}

/** PostgreSQL cannot try a date by its pattern: null. */
function byPattern(value: Sql, style: number, type: string, isTry: boolean, { target }: Legaliser): Sql | null {
  const pattern = text(writtenBy(style, target));
  if (target === 'duckdb') return cast(call(isTry ? 'try_strptime' : 'strptime', value, pattern), type);
  if (isTry) return null;
  const parsed = cast(call('to_timestamp', value, pattern), 'timestamp');
  const moment = type === 'timestamp' ? parsed : cast(parsed, type);
  return moment;
}

/** datetime counts 1/300 s and smalldatetime minutes; datetime2 and time keep the digits asked for. */
export function rounded(value: Sql, type: SqlType, { target }: Legaliser): Sql {
  if (type.base === 'datetime') return TICKS[target](value);
  if (type.base === 'smalldatetime')
    return call('date_trunc', text('minute'), binary(value, '+', keyword("interval '30.001 seconds'")));
  const digits = type.scale ?? 7;
  if (type.base === 'date' || digits >= TARGET_DIGITS) return value;
  const moment = type.base === 'time' ? binary(keyword("date '1970-01-01'"), '+', value) : value;
  const whole = target === 'postgres' ? roundedUp(moment, digits) : roundedMicroseconds(moment, digits);
  return type.base === 'time' ? cast(whole, 'time') : whole;
}

/** PostgreSQL's own `timestamp(n)` rounds halves away from the year 2000, so downwards before it. */
function roundedUp(moment: Sql, digits: number): Sql {
  const [unit, half] = [(10 ** -digits).toFixed(digits), (0.5 * 10 ** -digits).toFixed(digits + 1)];
  const raised = binary(moment, '+', keyword(`interval '${half} seconds'`));
  return call('date_bin', keyword(`interval '${unit} seconds'`), raised, keyword("timestamp '0001-01-01'"));
}

function roundedMicroseconds(value: Sql, digits: number): Sql {
  const unit = number(`1${'0'.repeat(TARGET_DIGITS - digits)}`);
  const whole = cast(call('round', binary(call('epoch_us', value), '/', unit)), 'bigint');
  return call('make_timestamp', binary(whole, '*', unit));
}

/** To the nearest tick, shown as .000, .003 or .007. */
const TICKS: Readonly<Record<Legaliser['target'], (value: Sql) => Sql>> = {
  duckdb: (value) => {
    const ticks = call('round', binary(call('epoch_us', value), '*', number('0.0003')));
    return call('make_timestamp_ms', cast(call('round', binary(ticks, '/', number('0.3'))), 'bigint'));
  },
  postgres: (value) => {
    const ticks = call('round', binary(cast(call('date_part', text('epoch'), value), 'numeric'), '*', number(300)));
    return binary(
      keyword("timestamp 'epoch'"),
      '+',
      binary(call('round', binary(ticks, '/', number('0.3'))), '*', keyword("interval '1 millisecond'")),
    );
  },
};

const FINENESS: Readonly<Partial<Record<SqlType['base'], number>>> = { date: 0, smalldatetime: 0, datetime: 3 };

/** Whether `to` keeps fewer decimals of the second than `from` has. */
function loses(from: SqlType, to: SqlType): boolean {
  if (to.base === 'date' || from.base === 'date') return false;
  if (to.base === 'smalldatetime') return from.base !== 'smalldatetime';
  const digits = (type: SqlType): number => FINENESS[type.base] ?? type.scale ?? 7;
  if (to.base === 'datetime') return digits(from) > 2 && from.base !== 'datetime';
  const showsTicks = from.base === 'datetime' && digits(to) > TICK_DIGITS;
  return showsTicks ? digits(to) < TARGET_DIGITS : digits(from) > digits(to);
}
