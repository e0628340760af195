/** Functions that make a date or time of its parts. Source: Microsoft Learn, the page of each: "DATEFROMPARTS (Transact-SQL)" and so on. */
import { toType } from '../conversion/convert.js';
import { SqlError } from '../errors.js';
import type { Bound } from '../expressions/bound.js';
import { DATE, DATETIME, INT, type Type } from '../types/type.js';
import { dayNumber, isDate } from '../values/calendar.js';
import type { Value } from '../values/value.js';
import { requireCount, strict } from './arguments.js';
import type { BindFunction, FunctionTable } from './function-table.js';
import { atDay, PER_HOUR, PER_MILLISECOND, PER_MINUTE, PER_SECOND, PER_TICK, START_1900, valueAt, type Instant } from './instant.js'; // prettier-ignore

type Parts = Readonly<Record<string, number>>;
type Field = readonly [name: string, least: number, most: number];

const DAY_FIELDS: readonly Field[] = [['year', 1, 9999], ['month', 1, 12], ['day', 1, 31]]; // prettier-ignore
const CLOCK_FIELDS: readonly Field[] = [['hour', 0, 23], ['minute', 0, 59]]; // prettier-ignore
const SECOND: Field = ['second', 0, 59];

function requirePrecision(bound: Bound | undefined, base: string): number {
  const value = bound?.literal?.value;
  if (typeof value !== 'number' || !Number.isInteger(value))
    throw new SqlError(
      10760,
      `Scale argument is not valid. Valid expressions for data type ${base} scale argument are integer constants and integer constant expressions.`,
    );
  if (value < 0 || value > 7) throw new SqlError(1002, `Line 1: Specified scale ${value} is invalid.`, 15);
  return value;
}

const impossible = (base: string): SqlError =>
  new SqlError(289, `Cannot construct data type ${base}, some of the arguments have values which are not valid.`);

/** The day and the time of the parts that are there. Null when there is no such date. */
function instantFrom(parts: Parts, fractionUnit: bigint): Instant | null {
  const of = (name: string): bigint => BigInt(parts[name] ?? 0);
  const time = of('hour') * PER_HOUR + of('minute') * PER_MINUTE + of('second') * PER_SECOND + of('fractions') * fractionUnit; // prettier-ignore
  const { year, month, day } = parts;
  if (year === undefined || month === undefined || day === undefined) return START_1900 + time;
  return isDate({ year, month, day }) ? atDay(dayNumber({ year, month, day }), time) : null;
}

/** Minutes of the offset; null where hours and minutes are of different signs or past 14:00. */
function offsetFrom({ hour_offset: hours = 0, minute_offset: minutes = 0 }: Parts): number | null {
  const total = hours * 60 + minutes;
  return hours * minutes < 0 || Math.abs(total) > 840 ? null : total;
}

interface Maker {
  readonly name: string;
  readonly fields: readonly Field[];
  /** The type made; its scale comes from the last argument when `hasScale`. */
  readonly type: Type;
  readonly hasScale?: boolean;
}

function make({ type, fields }: Maker, made: Type, numbers: readonly number[]): Value {
  const parts: Record<string, number> = {};
  for (const [at, [name, least, most]] of fields.entries()) {
    const number = numbers[at] ?? 0;
    const limit = name === 'fractions' && made.scale !== undefined ? 10 ** made.scale - 1 : most;
    if (number < least || number > limit) throw impossible(type.base);
    parts[name] = number;
  }
  const unit = made.scale === undefined ? PER_MILLISECOND : PER_TICK * 10n ** BigInt(7 - made.scale);
  const instant = instantFrom(parts, unit);
  const offset = offsetFrom(parts);
  const value = instant === null || offset === null ? null : valueAt(instant, made, offset);
  if (value === null) throw impossible(type.base);
  return value;
}

const binder =
  (maker: Maker): BindFunction =>
  (args) => {
    const { name, fields, type, hasScale = false } = maker;
    requireCount(name, args.length, fields.length + (hasScale ? 1 : 0));
    const made = hasScale ? { ...type, scale: requirePrecision(args.at(-1), type.base) } : type;
    const numbers = args.slice(0, fields.length).map((arg) => toType(arg, INT));
    return strict(made, numbers, (values) => make(maker, made, values.map(Number)));
  };

const FRACTIONS: Field = ['fractions', 0, 9_999_999];
const OFFSETS: readonly Field[] = [['hour_offset', -14, 14], ['minute_offset', -59, 59]]; // prettier-ignore

const MAKERS: readonly Maker[] = [
  { name: 'datefromparts', type: DATE, fields: DAY_FIELDS },
  { name: 'timefromparts', type: { base: 'time' }, fields: [...CLOCK_FIELDS, SECOND, FRACTIONS], hasScale: true },
  { name: 'smalldatetimefromparts', type: { base: 'smalldatetime' }, fields: [...DAY_FIELDS, ...CLOCK_FIELDS] },
  {
    name: 'datetimefromparts',
    type: DATETIME,
    fields: [...DAY_FIELDS, ...CLOCK_FIELDS, SECOND, ['fractions', 0, 999]],
  },
  { name: 'datetime2fromparts', type: { base: 'datetime2' }, fields: [...DAY_FIELDS, ...CLOCK_FIELDS, SECOND, FRACTIONS], hasScale: true }, // prettier-ignore
  { name: 'datetimeoffsetfromparts', type: { base: 'datetimeoffset' }, fields: [...DAY_FIELDS, ...CLOCK_FIELDS, SECOND, FRACTIONS, ...OFFSETS], hasScale: true }, // prettier-ignore
];

export const DATE_MAKERS: FunctionTable = Object.fromEntries(MAKERS.map((maker) => [maker.name, binder(maker)]));
