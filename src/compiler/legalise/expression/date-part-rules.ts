/** DATEDIFF, DATEPART, DATENAME, ISDATE. DATEDIFF counts boundaries crossed, not whole units. Source: Microsoft Learn, the functions' pages. */
import type { CallIr, Scalar } from '../../ir/scalar.js';
import { binary, call, cast, is, keyword, number, text } from '../../sql/build.js';
import type { Sql } from '../../sql/tree.js';
import type { Legaliser } from './legaliser.js';
import { type CallRule, type CallRules, pair, unary } from './rules.js';

/** A Sunday: weeks of DATEDIFF begin on Sunday whatever DATEFIRST says. */
const A_SUNDAY = keyword("date '0001-01-07'");

/** Months in one unit, for units counted by the calendar. */
const MONTHS: Readonly<Record<string, number>> = { year: 12, quarter: 3, month: 1 };
/** Seconds in one unit of the clock. */
const SECONDS: Readonly<Record<string, number>> = { hour: 3600, minute: 60, second: 1 };
/** Units in one second, below it. */
const FRACTIONS: Readonly<Record<string, number>> = { millisecond: 1e3, microsecond: 1e6 };

const datediff: CallRule = pair((from, to, node, legaliser) => {
  const { unit, args } = node;
  const [first, second] = args;
  if (first === undefined || second === undefined || unit === null) return null;
  if (first.type.base === 'datetimeoffset' || second.type.base === 'datetimeoffset') return null;
  if ((first.type.base === 'time') !== (second.type.base === 'time')) return null;
  if (unit === 'day' || unit === 'dayofyear' || unit === 'weekday')
    return binary(dayOf(to, second), '-', dayOf(from, first));
  if (unit === 'week') return binary(sundays(to, second, legaliser), '-', sundays(from, first, legaliser));
  if (legaliser.target === 'duckdb') return unit === 'nanosecond' ? null : call('date_diff', text(unit), from, to);
  return MONTHS[unit] === undefined
    ? clockDifference(unit, [from, first], [to, second])
    : calendarDifference(unit, from, to);
});

const dayOf = (moment: Sql, scalar: Scalar): Sql => (scalar.type.base === 'date' ? moment : cast(moment, 'date'));

/** A week more, so that the days before the first Sunday count as a week, too. */
function sundays(moment: Sql, scalar: Scalar, { target }: Legaliser): Sql {
  const days: Sql = { sql: 'binary', operator: '-', left: dayOf(moment, scalar), right: A_SUNDAY };
  return binary(binary(days, '+', number(7)), target === 'duckdb' ? '//' : '/', number(7));
}

const part = (name: string, moment: Sql): Sql => cast(call('date_part', text(name), moment), 'integer');

/** PostgreSQL: years times twelve plus months, or quarters. */
function calendarDifference(unit: string, from: Sql, to: Sql): Sql {
  const years = binary(part('year', to), '-', part('year', from));
  if (unit === 'year') return years;
  const perYear = number(unit === 'month' ? 12 : 4);
  return binary(binary(binary(years, '*', perYear), '+', part(unit, to)), '-', part(unit, from));
}

/** PostgreSQL: the seconds between the two moments, each cut to the unit first. */
function clockDifference(unit: string, from: readonly [Sql, Scalar], to: readonly [Sql, Scalar]): Sql | null {
  const seconds = ([moment, { type }]: readonly [Sql, Scalar]): Sql => {
    const timestamp = type.base === 'date' ? cast(moment, 'timestamp') : moment;
    const name = FRACTIONS[unit] === undefined ? unit : `${unit}s`;
    return call('date_part', text('epoch'), call('date_trunc', text(name), timestamp));
  };
  const difference = binary(seconds(to), '-', seconds(from));
  const [perUnit, perSecond] = [SECONDS[unit], FRACTIONS[unit]];
  if (perUnit !== undefined)
    return cast(perUnit === 1 ? difference : binary(difference, '/', number(perUnit)), 'bigint');
  return perSecond === undefined ? null : cast(binary(difference, '*', number(perSecond)), 'bigint');
}

/** Parts both targets know, with their name there. */
const PARTS: Readonly<Record<string, string>> = {
  year: 'year',
  quarter: 'quarter',
  month: 'month',
  day: 'day',
  dayofyear: 'doy',
  iso_week: 'week',
  hour: 'hour',
  minute: 'minute',
};

const datepart: CallRule = unary((moment, node, legaliser) => partOf(node.unit ?? '', moment, node, legaliser));

function partOf(unit: string, moment: Sql, node: CallIr, legaliser: Legaliser): Sql | null {
  const name = PARTS[unit];
  if (name !== undefined) return whole(name, moment, legaliser);
  return COMPUTED[unit]?.(moment, node, legaliser) ?? null;
}

/** DuckDB's parts are whole numbers; PostgreSQL's are floating. */
function whole(name: string, moment: Sql, { target }: Legaliser): Sql {
  const value = call('date_part', text(name), moment);
  return target === 'duckdb' ? value : cast(value, 'integer');
}

type PartRule = (moment: Sql, node: CallIr, legaliser: Legaliser) => Sql | null;

/** The second's fraction in units: the targets count them from the minute. */
const fraction =
  (name: string, perSecond: number): PartRule =>
  (moment, _node, { target }) => {
    const value = call('date_part', text(name), moment);
    return binary(target === 'duckdb' ? value : cast(call('floor', value), 'bigint'), '%', number(perSecond));
  };

/** 1 is the day DATEFIRST names. */
function weekday(moment: Sql, legaliser: Legaliser): Sql {
  const { dateFirst } = legaliser.context.settings;
  const iso = whole('isodow', moment, legaliser);
  const shifted = dateFirst === 7 ? iso : binary(iso, '+', number(7 - dateFirst));
  return binary(binary(shifted, '%', number(7)), '+', number(1));
}

const COMPUTED: Readonly<Record<string, PartRule>> = {
  weekday: (moment, _node, legaliser) => weekday(moment, legaliser),
  /** Week 1 holds January 1st, and weeks begin on the day of DATEFIRST. */
  week: (moment, _node, legaliser) => {
    const yearStart = call('date_trunc', text('year'), cast(moment, 'timestamp'));
    const days = binary(binary(whole('doy', moment, legaliser), '+', weekday(yearStart, legaliser)), '-', number(2));
    return binary(binary(days, legaliser.target === 'duckdb' ? '//' : '/', number(7)), '+', number(1));
  },
  second: (moment, _node, { target }) =>
    target === 'duckdb'
      ? call('date_part', text('second'), moment)
      : cast(call('floor', call('date_part', text('second'), moment)), 'integer'),
  millisecond: (moment, node, legaliser) =>
    fraction(legaliser.target === 'duckdb' ? 'millisecond' : 'milliseconds', 1000)(moment, node, legaliser),
  microsecond: (moment, node, legaliser) =>
    fraction(legaliser.target === 'duckdb' ? 'microsecond' : 'microseconds', 1_000_000)(moment, node, legaliser),
};

/** Names in English; other languages are reported. */
const datename: CallRule = unary((moment, node, legaliser) => {
  const { unit } = node;
  if (unit === 'month' || unit === 'weekday') {
    if (!/english/i.test(legaliser.context.settings.language))
      legaliser.context.report('TSQL-LANGUAGE-NAMES', node.span, legaliser.context.settings.language);
    return NAMES[legaliser.target][unit](moment);
  }
  const value = partOf(unit ?? '', moment, node, legaliser);
  return value === null ? null : cast(value, 'varchar');
});

const NAMES = {
  duckdb: {
    month: (moment: Sql): Sql => call('monthname', moment),
    weekday: (moment: Sql): Sql => call('dayname', moment),
  },
  postgres: {
    month: (moment: Sql): Sql => call('to_char', moment, text('FMMonth')),
    weekday: (moment: Sql): Sql => call('to_char', moment, text('FMDay')),
  },
};

/** What DuckDB reads as a date is nearly what SQL Server does. */
const isdate: CallRule = unary((value, { span }, { context }) => {
  context.report('TSQL-DATE-TEXT', span, 'ISDATE');
  return cast(is({ sql: 'cast', operand: value, type: 'timestamp', isTry: true }, 'not null'), 'integer');
});

export const DATE_PART_RULES: CallRules = {
  datediff,
  datediff_big: datediff,
  datepart,
  datename,
  isdate: { duckdb: isdate, postgres: () => null },
};
