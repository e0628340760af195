/** Date and time functions. Source: Microsoft Learn, "Date and time data types and functions (Transact-SQL)" and each function's page. */
import type { Expression, TypeName } from '../../syntax/tsql/ast/index.js';
import { walk } from '../../syntax/tsql/walk.js';
import { toType } from '../conversion/convert.js';
import { BetweenTicks } from '../conversion/to-moment.js';
import { NotInEngine, SqlError } from '../errors.js';
import type { Bound } from '../expressions/bound.js';
import { BIGINT, DATE, DATETIME, INT, nvarchar, type Type } from '../types/type.js';
import { civilDate, dayNumber, daysInMonth } from '../values/calendar.js';
import type { Run } from '../session/run.js';
import type { Value } from '../values/value.js';
import { argument, isNumber, isText, requireCount, strict, wrongType } from './arguments.js';
import { addPart, boundaries, bucketStart, partOf, truncated } from './date-arithmetic.js';
import { datepartOf, fractionDigits, isMoment, requireEnglish, requirePart, unsupportedFor, type Datepart, type WrittenDatepart } from './dateparts.js'; // prettier-ignore
import { DATE_MAKERS } from './date-makers.js';
import { DAY_NAMES, MONTH_NAMES } from './format-date.js';
import { format } from './format-function.js';
import type { BindFunction, FunctionTable } from './function-table.js';
import { atDay, dayOf, instantOf, isOffsetMoment, overflow, PER_MINUTE, START_1900, utcInstantOf, valueAt, type Instant } from './instant.js'; // prettier-ignore
import { CLOCK_FUNCTIONS, OFFSET_FUNCTIONS } from './offset-functions.js';

const DATETIME2: Type = { base: 'datetime2', scale: 7 };
const OFFSET: Type = { base: 'datetimeoffset', scale: 7 };

/** They do not convert to dates by themselves. */
const LONG_TEXTS = new Set(['text', 'ntext']);

/** An argument as a date or time: texts become `textsAs`, numbers datetime. @throws SqlError 8116 */
function moment(bound: Bound, at: number, of: string, textsAs: Type): Bound {
  if (isMoment(bound.type)) return bound;
  if (bound.type.isUntypedNull) return toType(bound, DATETIME);
  if (isText(bound.type) && !LONG_TEXTS.has(bound.type.base)) return toType(bound, textsAs);
  if (isNumber(bound.type)) return toType(bound, DATETIME);
  throw wrongType(bound.type, at, of);
}

const hasFraction = (part: Datepart): boolean => part === 'microsecond' || part === 'nanosecond';

/** How many parts: a number, and no bare NULL. @throws SqlError 8116 */
function countArgument(written: Bound, name: string): Bound {
  if (written.type.isUntypedNull || isText(written.type)) throw wrongType(written.type, 2, name);
  return toType(written, INT);
}

const dateAdd: BindFunction = (args, _context, call) => {
  requireCount('dateadd', call.args.length, 3);
  const datepart = datepartOf(call, 'dateadd', ['iso_week', 'tzoffset']);
  const count = countArgument(argument(args, 0), 'dateadd');
  const date = moment(argument(args, 1), 3, 'dateadd', DATETIME);
  const { type } = date;
  requirePart(datepart, type);
  if (hasFraction(datepart.part) && (type.base === 'datetime' || type.base === 'smalldatetime'))
    throw unsupportedFor(datepart, type);
  return strict(type, [count, date], ([number, value]) => {
    if (value === undefined) return null;
    const sum = addPart(instantOf(value, type), datepart.part, Number(number));
    const result = sum === null ? null : valueAt(sum, type, isOffsetMoment(value) ? value.offsetMinutes : 0);
    if (result === null) throw overflow(type);
    return result;
  });
};

/** Of a datetime, milliseconds are those it shows: 3, 7 and 10, not 3.33 and 6.67. */
const shown = (instant: Instant, type: Type): Instant =>
  type.base === 'datetime' ? instant + 15_000n - ((instant + 15_000n) % 30_000n) : instant;

const isBetweenMilliseconds = (value: NonNullable<Value>, type: Type): boolean =>
  type.base === 'datetime' && Number(value) % 3 !== 0;

/** Where it matters how datetime's thirds of 10 ms are read, which is not documented, there is no answer. */
function difference(from: Moment, to: Moment, part: Datepart): bigint {
  const [start, end] = [utcInstantOf(from.value, from.type), utcInstantOf(to.value, to.type)];
  const found = boundaries(start, end, part);
  const isUnsure = hasFraction(part)
    ? isBetweenMilliseconds(from.value, from.type) || isBetweenMilliseconds(to.value, to.type)
    : part === 'millisecond' && boundaries(shown(start, from.type), shown(end, to.type), part) !== found;
  if (isUnsure) throw new NotInEngine('ENGINE-FUNCTION-DATEDIFF-FRACTION', `DATEDIFF in ${part} of datetimes`);
  return found;
}

interface Moment {
  readonly value: NonNullable<Value>;
  readonly type: Type;
}

const dateDiff =
  (name: string, type: Type): BindFunction =>
  (args, _context, call) => {
    requireCount(name, call.args.length, 3);
    const { part } = datepartOf(call, name, ['iso_week', 'tzoffset']);
    const ends = [0, 1].map((at) => moment(argument(args, at), at + 2, name, DATETIME2));
    const [first = argument(args, 0), second = argument(args, 1)] = ends;
    return strict(type, ends, ([from, to]) => {
      if (from === undefined || to === undefined) return null;
      const count = difference({ value: from, type: first.type }, { value: to, type: second.type }, part);
      const limit = type.base === 'int' ? 2n ** 31n : 2n ** 63n;
      if (count >= limit || count < -limit)
        throw new SqlError(
          535,
          `The ${name} function resulted in an overflow. The number of dateparts separating two date/time instances is too large. Try to use ${name} with a less precise datepart.`,
        );
      return type.base === 'int' ? Number(count) : count;
    });
  };

function readPart({ part, of }: WrittenDatepart, value: NonNullable<Value>, type: Type, dateFirst: number): number {
  if (part === 'tzoffset') return isOffsetMoment(value) ? value.offsetMinutes : 0;
  if (hasFraction(part) && isBetweenMilliseconds(value, type))
    throw new NotInEngine(
      'ENGINE-FUNCTION-DATEPART-FRACTION',
      `${of} in ${part} of a datetime between two milliseconds`,
    );
  const instant = instantOf(value, type);
  return partOf(part === 'millisecond' ? shown(instant, type) : instant, part, dateFirst);
}

/** The argument of DATEPART and DATENAME; a text with an offset keeps it when the offset is asked for. */
function partArgument(datepart: WrittenDatepart, written: Bound): Bound {
  const textsAs = datepart.part === 'tzoffset' ? OFFSET : DATETIME2;
  const date = moment(written, 2, datepart.of, textsAs);
  // a literal that lacks the part has its default, 1900-01-01 or 00:00, and so has no error
  if (!isText(written.type)) requirePart(datepart, date.type);
  if (
    datepart.part === 'tzoffset' &&
    !['datetimeoffset', 'datetime2'].includes(date.type.base) &&
    !written.type.isUntypedNull
  )
    // prettier-ignore
    throw unsupportedFor(datepart, date.type);
  return date;
}

const datePart: BindFunction = (args, _context, call) => {
  requireCount('datepart', call.args.length, 2);
  const datepart = datepartOf(call, 'datepart');
  const date = partArgument(datepart, argument(args, 0));
  const read = (value: NonNullable<Value>, run: Run): number => readPart(datepart, value, date.type, run.settings.dateFirst); // prettier-ignore
  const bound = strict(INT, [date], ([value], run) => (value === undefined ? null : read(value, run)));
  return isOneConversion(call.args[1], argument(args, 0)) ? settled(bound, read) : bound;
};

const CHANGED = new Set(['call', 'subquery', 'case', 'method', 'binary']);

/** Whether the argument is the number of days itself, or one conversion of it: nothing is done to the datetime before its part is read. */
function isOneConversion(expression: Expression | undefined, { type }: Bound): boolean {
  let conversions = isMoment(type) ? 0 : 1;
  let isPlain = expression !== undefined;
  if (expression)
    walk(expression, (node) => {
      if (CHANGED.has(node.kind)) isPlain = false;
      // The kind tells the type.
      if (node.kind === 'type_name' && /(?:date|time)/i.test((node as TypeName).name.parts.at(-1)?.value ?? '')) conversions++; // prettier-ignore
      return isPlain;
    });
  return isPlain && conversions <= 1;
}

/** Where a number of days is between two datetimes, both may have the same part. */
function settled(bound: Bound, read: (value: NonNullable<Value>, run: Run) => number): Bound {
  const evaluate: Bound['evaluate'] = (frame, run) => {
    try {
      return bound.evaluate(frame, run);
    } catch (error) {
      if (!(error instanceof BetweenTicks)) throw error;
      const [before, after] = error.candidates.map((value) => read(value, run));
      if (before === undefined || before !== after) throw error;
      return before;
    }
  };
  return { ...bound, evaluate };
}

const offsetText = (minutes: number): string => {
  const size = Math.abs(minutes);
  const two = (count: number): string => String(count).padStart(2, '0');
  return `${minutes < 0 ? '-' : '+'}${two(Math.floor(size / 60))}:${two(size % 60)}`;
};

const dateName: BindFunction = (args, context, call) => {
  requireCount('datename', call.args.length, 2);
  const datepart = datepartOf(call, 'datename');
  const date = partArgument(datepart, argument(args, 0));
  const type = nvarchar(30, context.defaultCollation);
  return strict(type, [date], ([value], run) => {
    if (value === undefined) return null;
    const { part } = datepart;
    if (part === 'month' || part === 'weekday') requireEnglish(run.settings.language);
    // counted from Monday, whatever DATEFIRST says
    const count = readPart(datepart, value, date.type, part === 'weekday' ? 1 : run.settings.dateFirst);
    if (part === 'month') return MONTH_NAMES[count - 1] ?? null;
    if (part === 'weekday') return DAY_NAMES[count - 1] ?? null;
    return part === 'tzoffset' ? offsetText(count) : String(count);
  });
};

const onePart =
  (part: 'year' | 'month' | 'day'): BindFunction =>
  (args, _context, call) => {
    requireCount(part, args.length, 1);
    const date = moment(argument(args, 0), 1, part, DATETIME2);
    if (date.type.base === 'time') throw unsupportedFor({ part, written: part, of: part }, date.type);
    const read = (value: NonNullable<Value>): number => partOf(instantOf(value, date.type), part, 7);
    const bound = strict(INT, [date], ([value]) => (value === undefined ? null : read(value)));
    return isOneConversion(call.args[0], argument(args, 0)) ? settled(bound, read) : bound;
  };

/** Digits after the second that a part needs; DATETRUNC takes no finer part than its argument has digits. */
const NEEDED_DIGITS: Partial<Record<Datepart, number>> = { millisecond: 3, microsecond: 6 };

const dateTrunc: BindFunction = (args, _context, call) => {
  requireCount('datetrunc', call.args.length, 2);
  const datepart = datepartOf(call, 'datetrunc', ['weekday', 'nanosecond', 'tzoffset']);
  const [written] = args;
  if (!written || (!isMoment(written.type) && !isText(written.type) && !written.type.isUntypedNull))
    throw wrongType(argument(args, 0).type, 2, 'datetrunc');
  const date = isText(written.type) || written.type.isUntypedNull ? toType(written, DATETIME2) : written;
  const { type } = date;
  requirePart(datepart, type);
  if (fractionDigits(type) < (NEEDED_DIGITS[datepart.part] ?? 0)) throw unsupportedFor(datepart, type);
  return strict(type, [date], ([value], run) => {
    if (value === undefined) return null;
    if (type.base === 'datetime' && datepart.part === 'millisecond') return value;
    const start = truncated(instantOf(value, type), datepart.part, run.settings.dateFirst);
    const result = valueAt(start, type, isOffsetMoment(value) ? value.offsetMinutes : 0);
    if (result === null)
      throw new SqlError(9837, 'An invalid date value was encountered: The date value is less than the minimum date value allowed for the data type.'); // prettier-ignore
    return result;
  });
};

/** Left out or NULL: 1900-01-01. */
function originOf(written: Bound | undefined, type: Type): Bound {
  const start = valueAt(START_1900, type);
  return { type, evaluate: (frame, run) => written?.evaluate(frame, run) ?? start };
}

/** A datetimeoffset is worked on in UTC, and keeps its offset. Source: Microsoft Learn, "datetimeoffset (Transact-SQL)", Time zone offset. */
const dateBucket: BindFunction = (args, _context, call) => {
  requireCount('date_bucket', call.args.length, 3, 4);
  const datepart = datepartOf(call, 'date_bucket', ['iso_week', 'microsecond', 'nanosecond', 'tzoffset']);
  const width = countArgument(argument(args, 0), 'date_bucket');
  const date = argument(args, 1);
  const { type } = date;
  if (!isMoment(type)) throw wrongType(type, 3, 'date_bucket');
  // the page lists neither among the dateparts and says of both that they are as day
  if (datepart.part === 'dayofyear' || datepart.part === 'weekday')
    throw new NotInEngine('ENGINE-FUNCTION-DATE_BUCKET', `DATE_BUCKET by ${datepart.part}`);
  requirePart(datepart, type);
  const [, , written] = args;
  if (written && !written.type.isUntypedNull && written.type.base !== type.base) throw wrongType(written.type, 4, 'date_bucket'); // prettier-ignore
  return strict(type, [width, date, originOf(written, type)], ([count, value, origin]) => {
    if (value === undefined || origin === undefined) return null;
    if (Number(count) <= 0)
      throw new SqlError(9834, 'Invalid bucket width value passed to date_bucket function. Only positive values are allowed.'); // prettier-ignore
    const start = bucketStart(utcInstantOf(value, type), datepart.part, Number(count), utcInstantOf(origin, type));
    const offset = isOffsetMoment(value) ? value.offsetMinutes : 0;
    const result = start === null ? null : valueAt(start + BigInt(offset) * PER_MINUTE, type, offset);
    if (result === null) throw overflow(type);
    return result;
  });
};

const eoMonth: BindFunction = (args) => {
  requireCount('eomonth', args.length, 1, 2);
  const written = argument(args, 0);
  if (!isMoment(written.type) && !isText(written.type) && !written.type.isUntypedNull)
    throw wrongType(written.type, 1, 'eomonth');
  if (written.type.base === 'time') throw wrongType(written.type, 1, 'eomonth');
  const date = toType(written, DATE);
  const months = args[1] ? toType(args[1], INT) : null;
  return {
    type: DATE,
    evaluate: (frame, run) => {
      const value = date.evaluate(frame, run);
      const count = months ? months.evaluate(frame, run) : 0;
      if (value === null) return null;
      if (count === null) throw new NotInEngine('ENGINE-FUNCTION-EOMONTH-NULL', 'EOMONTH with NULL months to add');
      const moved = addPart(atDay(Number(value)), 'month', Number(count));
      if (moved === null) throw overflow(DATE);
      const { year, month } = civilDate(dayOf(moved));
      return dayNumber({ year, month, day: daysInMonth(year, month) });
    },
  };
};

/** What the page says of numbers and of datetime2 contradicts itself. */
const ISDATE_UNSURE = new Set(['tinyint', 'smallint', 'int', 'bigint', 'decimal', 'float', 'real', 'money', 'smallmoney', 'bit', 'datetime2']); // prettier-ignore

const isDate: BindFunction = (args) => {
  requireCount('isdate', args.length, 1);
  const written = argument(args, 0);
  const { type } = written;
  if (type.isUntypedNull || !isText(type) || LONG_TEXTS.has(type.base)) {
    if (ISDATE_UNSURE.has(type.base) && !type.isUntypedNull)
      throw new NotInEngine('ENGINE-FUNCTION-ISDATE', `ISDATE of ${type.base}`);
    const isDatetime = type.base === 'datetime' || type.base === 'smalldatetime';
    if (isMoment(type) && !isDatetime) throw wrongType(type, 1, 'isdate');
    return {
      type: INT,
      evaluate: (frame, run) => (isDatetime && written.evaluate(frame, run) !== null ? 1 : 0),
    };
  }
  const date = toType(written, DATETIME, { isTry: true });
  return { type: INT, evaluate: (frame, run) => (date.evaluate(frame, run) === null ? 0 : 1) };
};

export const DATE_FUNCTIONS: FunctionTable = {
  dateadd: dateAdd,
  datediff: dateDiff('datediff', INT),
  datediff_big: dateDiff('datediff_big', BIGINT),
  datepart: datePart,
  datename: dateName,
  datetrunc: dateTrunc,
  date_bucket: dateBucket,
  year: onePart('year'),
  month: onePart('month'),
  day: onePart('day'),
  eomonth: eoMonth,
  isdate: isDate,
  format,
  ...DATE_MAKERS,
  ...CLOCK_FUNCTIONS,
  ...OFFSET_FUNCTIONS,
};
