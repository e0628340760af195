/** Functions of the clock and of time zone offsets. Source: Microsoft Learn, the page of each function. */
import { toType } from '../conversion/convert.js';
import { SqlError } from '../errors.js';
import type { Bound } from '../expressions/bound.js';
import type { Run } from '../session/run.js';
import { DATE, DATETIME, type Type } from '../types/type.js';
import type { OffsetMoment, Value } from '../values/value.js';
import { argument, isNumber, isText, requireCount, strict, wrongType } from './arguments.js';
import { fractionDigits, isMoment } from './dateparts.js';
import type { BindFunction, FunctionTable } from './function-table.js';
import { instantOf, isOffsetMoment, PER_MINUTE, PER_TICK, valueAt, type Instant } from './instant.js';

const DATETIME2: Type = { base: 'datetime2', scale: 7 };
const OFFSET: Type = { base: 'datetimeoffset', scale: 7 };

const utcNow = (run: Run): Instant => run.surroundings.nowUtc * PER_TICK;
const localNow = (run: Run): Instant => utcNow(run) + BigInt(run.surroundings.offsetMinutes) * PER_MINUTE;

const clock =
  (name: string, type: Type, now: (run: Run) => Instant): BindFunction =>
  (args) => {
    requireCount(name, args.length, 0);
    return {
      type,
      isNullable: false,
      evaluate: (_frame, run) => valueAt(now(run), type, run.surroundings.offsetMinutes),
    };
  };

export const CLOCK_FUNCTIONS: FunctionTable = {
  getdate: clock('getdate', DATETIME, localNow),
  current_timestamp: clock('current_timestamp', DATETIME, localNow),
  current_date: clock('current_date', DATE, (run) => localNow(run)),
  getutcdate: clock('getutcdate', DATETIME, utcNow),
  sysdatetime: clock('sysdatetime', DATETIME2, localNow),
  sysutcdatetime: clock('sysutcdatetime', DATETIME2, utcNow),
  sysdatetimeoffset: clock('sysdatetimeoffset', OFFSET, localNow),
};

const badZone = (of: string): SqlError =>
  new SqlError(9812, `The timezone provided to builtin function ${of} is invalid.`);

/** `+05:30`, or minutes. @throws SqlError 9812 */
function offsetOf(value: NonNullable<Value>, of: string): number {
  let minutes = Number.NaN;
  if (typeof value === 'string') {
    const [, sign, hours, rest] = /^([+-])(\d{1,2}):(\d{2})$/.exec(value.trim()) ?? [];
    if (sign && Number(rest) < 60) minutes = (Number(hours) * 60 + Number(rest)) * (sign === '-' ? -1 : 1);
  } else minutes = Number(value);
  if (!Number.isInteger(minutes) || Math.abs(minutes) > 840) throw badZone(of);
  return minutes;
}

/** The second argument of both: text or whole minutes. */
function zoneArgument(bound: Bound, of: string): Bound {
  if (isText(bound.type) || bound.type.isUntypedNull) return bound;
  if (!isNumber(bound.type)) throw wrongType(bound.type, 2, of);
  return toType(bound, { base: 'int' });
}

function requireHeld(value: Value, of: string): OffsetMoment {
  if (!isOffsetMoment(value))
    throw new SqlError(
      9813,
      `The timezone provided to builtin function ${of} would cause the datetimeoffset to overflow the range of valid date range in either UTC or local time.`,
    );
  return value;
}

/** The same moment by another clock. */
const switchOffset: BindFunction = (args) => {
  requireCount('switchoffset', args.length, 2);
  const written = argument(args, 0);
  if (!isMoment(written.type) && !isText(written.type) && !written.type.isUntypedNull)
    throw wrongType(written.type, 1, 'switchoffset');
  const moment = written.type.base === 'datetimeoffset' ? written : toType(written, { ...OFFSET, scale: scaleOf(written.type) }); // prettier-ignore
  return strict(moment.type, [moment, zoneArgument(argument(args, 1), 'switchoffset')], ([value, zone]) => {
    if (zone === undefined || value === undefined || !isOffsetMoment(value)) return null;
    const offset = offsetOf(zone, 'switchoffset');
    const local = value.utc * PER_TICK + BigInt(offset) * PER_MINUTE;
    return requireHeld(valueAt(local, moment.type, offset), 'switchoffset');
  });
};

const scaleOf = (type: Type): number => (isMoment(type) ? fractionDigits(type) : 7);

/** The same clock, said to be at an offset. An offset that the argument has is left out. */
const toDateTimeOffset: BindFunction = (args) => {
  requireCount('todatetimeoffset', args.length, 2);
  const written = argument(args, 0);
  if (!isMoment(written.type) && !isText(written.type) && !written.type.isUntypedNull)
    throw wrongType(written.type, 1, 'todatetimeoffset');
  const moment = isMoment(written.type) ? written : toType(written, DATETIME2);
  const type: Type = { ...OFFSET, scale: scaleOf(written.type) };
  return strict(type, [moment, zoneArgument(argument(args, 1), 'todatetimeoffset')], ([value, zone]) => {
    if (value === undefined || zone === undefined) return null;
    const made = valueAt(instantOf(value, moment.type), type, offsetOf(zone, 'todatetimeoffset'));
    return requireHeld(made, 'todatetimeoffset');
  });
};

export const OFFSET_FUNCTIONS: FunctionTable = { switchoffset: switchOffset, todatetimeoffset: toDateTimeOffset };
