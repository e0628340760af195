/** Functions that make or move a moment. Source of each rule: Microsoft Learn, the function's page. */
import type { SqlType } from '../../../catalog/sql-type.js';
import type { CallIr, Scalar } from '../../ir/scalar.js';
import { binary, call, cast, keyword, number, text } from '../../sql/build.js';
import type { Sql } from '../../sql/tree.js';
import { targetType } from '../../types/target-types.js';
import { rounded } from './convert-moment.js';
import type { Legaliser } from './legaliser.js';
import { type CallRule, type CallRules, constantInteger, pair, unary } from './rules.js';

/** How many of which interval unit one step of a datepart is. */
interface Step {
  readonly unit: 'month' | 'day' | 'hour' | 'minute' | 'second' | 'millisecond' | 'microsecond';
  readonly times: number;
}

const STEPS: Readonly<Record<string, Step>> = {
  year: { unit: 'month', times: 12 }, quarter: { unit: 'month', times: 3 }, month: { unit: 'month', times: 1 },
  dayofyear: { unit: 'day', times: 1 }, day: { unit: 'day', times: 1 }, weekday: { unit: 'day', times: 1 }, week: { unit: 'day', times: 7 },
  hour: { unit: 'hour', times: 1 }, minute: { unit: 'minute', times: 1 }, second: { unit: 'second', times: 1 },
  millisecond: { unit: 'millisecond', times: 1 }, microsecond: { unit: 'microsecond', times: 1 },
}; // prettier-ignore

/** Years, quarters and months stop at the last day of the month in SQL Server and in both targets. */
const dateadd: CallRule = pair((count, moment, { unit, args, type }, legaliser) => {
  const step = STEPS[unit ?? ''];
  if (step === undefined) return null;
  if (type.base === 'date' && step.unit !== 'month' && step.unit !== 'day') return null;
  const [first] = args;
  if (type.base === 'date' && step.unit === 'day')
    return plusDays(
      moment,
      times(constantInteger(first) === null ? cast(count, 'integer') : count, first, step.times),
      first,
    );
  if (isTooFine(step.unit, type)) return null;
  const moved = binary(moment, '+', intervalOf(count, first, step, legaliser));
  if (type.base === 'date') return cast(moved, 'date');
  return FINE_STEPS[type.base]?.has(step.unit) ? rounded(moved, type, legaliser) : moved;
});

/** No page says whether digits that a type has no room for are rounded or cut. */
const isTooFine = (unit: Step['unit'], { base, scale }: SqlType): boolean =>
  (base === 'datetime2' || base === 'time' || base === 'datetimeoffset') && (scale ?? 7) < (DIGITS[unit] ?? 0);

/** Digits of the second that a step changes. */
const DIGITS: Readonly<Partial<Record<Step['unit'], number>>> = { millisecond: 3, microsecond: 6 };

/** Steps that a type is too coarse for: what comes of them is rounded. */
const FINE_STEPS: Readonly<Partial<Record<SqlType['base'], ReadonlySet<Step['unit']>>>> = {
  smalldatetime: new Set(['second', 'millisecond', 'microsecond']),
  datetime: new Set(['millisecond', 'microsecond']),
};

/** `date + 7`, and `date - 7` for a negative constant. Neither target adds a bigint, as its parts of dates and counts are, to a date. */
function plusDays(date: Sql, days: Sql, count: Scalar | undefined): Sql {
  const known = constantInteger(count);
  if (known === null) return binary(date, '+', days);
  return known < 0 && days.sql === 'unary' ? binary(date, '-', days.operand) : binary(date, '+', days);
}

/** `count` steps as an interval: a constant is written out, a computed one goes through the target's function. */
function intervalOf(count: Sql, scalar: Scalar | undefined, step: Step, { target }: Legaliser): Sql {
  const known = constantInteger(scalar);
  if (known !== null)
    return keyword(`interval '${known * step.times} ${step.unit}${Math.abs(known * step.times) === 1 ? '' : 's'}'`);
  if (target === 'duckdb')
    return call(
      `to_${step.unit}s`,
      step.times === 1 ? cast(count, 'integer') : times(cast(count, 'integer'), scalar, step.times),
    );
  const counted = times(count, scalar, step.times);
  return binary(counted, '*', keyword(`interval '1 ${step.unit}'`));
}

function times(count: Sql, scalar: Scalar | undefined, factor: number): Sql {
  const known = constantInteger(scalar);
  if (factor === 1) return count;
  if (known === null) return binary(count, '*', number(factor));
  return known < 0 ? { sql: 'unary', operator: '-', operand: number(-known * factor) } : number(known * factor);
}

/** Units DATE_TRUNC of both targets knows by the same name. */
const TRUNCATED: Readonly<Record<string, string>> = {
  year: 'year',
  quarter: 'quarter',
  month: 'month',
  day: 'day',
  dayofyear: 'day',
  iso_week: 'week',
  hour: 'hour',
  minute: 'minute',
  second: 'second',
  millisecond: 'milliseconds',
  microsecond: 'microseconds',
};

/** Weeks begin on the day DATEFIRST says. */
const datetrunc: CallRule = unary((moment, node, legaliser) => {
  const { unit, type } = node;
  if (type.base === 'time') return null;
  if (unit === 'week') return typed(weekStart(moment, node, legaliser), type, legaliser);
  const name = TRUNCATED[unit ?? ''];
  return name === undefined
    ? null
    : typed(call('date_trunc', text(name), asTimestamp(moment, node, legaliser)), type, legaliser);
});

function weekStart(moment: Sql, node: CallIr, legaliser: Legaliser): Sql {
  const shift = legaliser.context.settings.dateFirst - 1;
  const day = asTimestamp(moment, node, legaliser);
  if (shift === 0) return call('date_trunc', text('week'), day);
  const step = keyword(`interval '${shift} days'`);
  return binary(call('date_trunc', text('week'), binary(day, '-', step)), '+', step);
}

/** PostgreSQL truncates a date as a moment of the session's time zone. */
const asTimestamp = (moment: Sql, { args }: CallIr, { target }: Legaliser): Sql =>
  target === 'postgres' && args[0]?.type.base === 'date' ? cast(moment, 'timestamp') : moment;

const typed = (sql: Sql, type: SqlType, { target }: Legaliser): Sql =>
  type.base === 'date' ? cast(sql, targetType(type, target)) : sql;

/** Last day of the month, some months on. */
const eomonth: CallRule = ([moment, count], { args }, legaliser) => {
  if (moment === undefined) return null;
  const step: Step = { unit: 'month', times: 1 };
  const known = constantInteger(args[1]);
  if (legaliser.target === 'duckdb')
    return call(
      'last_day',
      count === undefined || known === 0 ? moment : binary(moment, '+', intervalOf(count, args[1], step, legaliser)),
    );
  const first = call('date_trunc', text('month'), cast(moment, 'timestamp'));
  const moved =
    count === undefined || known === 0 ? first : binary(first, '+', intervalOf(count, args[1], step, legaliser));
  return cast(binary(moved, '+', keyword("interval '1 month - 1 day'")), 'date');
};

/** Numbers to a moment; `seconds` makes the seconds with their fraction. */
const timestampOf =
  (seconds: (args: readonly Sql[], node: CallIr) => Sql | null) =>
  (args: readonly Sql[], node: CallIr): Sql | null => {
    const second = seconds(args, node);
    return second === null ? null : call('make_timestamp', ...args.slice(0, 5), second);
  };

/** Seconds with a fraction of `digits` decimals. */
function withFraction(
  second: Sql | undefined,
  fraction: Sql | undefined,
  scalar: Scalar | undefined,
  digits: number,
): Sql | null {
  if (second === undefined || fraction === undefined) return null;
  if (constantInteger(scalar) === 0) return second;
  return binary(second, '+', binary(fraction, '/', number(`1${'0'.repeat(digits)}.0`)));
}

const timefromparts: CallRule = ([hour, minute, second, fraction], { args }) => {
  const seconds = withFraction(second, fraction, args[3], constantInteger(args[4]) ?? 0);
  return hour === undefined || minute === undefined || seconds === null
    ? null
    : call('make_time', hour, minute, seconds);
};

const EPOCH = keyword("timestamp '1900-01-01 00:00:00'");

/** The clock of the target's server, without its zone; DuckDB's follows the session's time zone as SQL Server's follows the machine's. */
const localNow: CallRule = () => cast(keyword('current_timestamp'), 'timestamp');
const utcNow: CallRule = () => ({ sql: 'suffix', operand: keyword('current_timestamp'), text: "at time zone 'UTC'" });

/** Thousandths become whole ticks afterwards. */
const partsOfDatetime = timestampOf((args, { args: scalars }) => withFraction(args[5], args[6], scalars[6], 3));

export const DATE_RULES: CallRules = {
  dateadd,
  datetrunc,
  eomonth,
  datefromparts: (args) => call('make_date', ...args),
  datetimefromparts: (args, node, legaliser) => {
    const moment = partsOfDatetime(args, node);
    return moment === null ? null : rounded(moment, node.type, legaliser);
  },
  smalldatetimefromparts: (args) => call('make_timestamp', ...args, number(0)),
  datetime2fromparts: timestampOf((args, { args: scalars }) =>
    withFraction(args[5], args[6], scalars[6], constantInteger(scalars[7]) ?? 0),
  ),
  timefromparts,
  // Thousandths are whole ticks only after rounding.
  datetime_add: pair((left, right, { type }, legaliser) =>
    rounded(binary(left, '+', binary(right, '-', EPOCH)), type, legaliser),
  ),
  datetime_subtract: pair((left, right, { type }, legaliser) =>
    rounded(binary(EPOCH, '+', binary(left, '-', right)), type, legaliser),
  ),
  getdate: localNow,
  sysdatetime: localNow,
  getutcdate: utcNow,
  sysutcdatetime: utcNow,
  current_date: () => keyword('current_date'),
};
