/** Date and time functions. Source: Microsoft Learn, "Date and time data types and functions (Transact-SQL)", one page each. */
import type { SqlType } from '../../catalog/sql-type.js';
import type { Scalar } from '../ir/scalar.js';
import type { Binder } from '../bind/binder.js';
import { isTemporal } from '../types/families.js';
import { type BuiltIn, constantNumber, firstType, fixed, INT, moment, plainType, text, to, whole } from './built-in.js';

const DATETIME: SqlType = { base: 'datetime' };
const DATETIME2: SqlType = { base: 'datetime2', scale: 7 };
const DATETIMEOFFSET: SqlType = { base: 'datetimeoffset', scale: 7 };

const lastType = (args: readonly Scalar[]): SqlType => plainType(args.at(-1)?.type ?? { base: 'unknown' });

/** The clock: a value of the moment the model is built, no longer of each query. */
const now = (type: SqlType): BuiltIn => ({
  arity: [0, 0],
  takes: [],
  returns: fixed(type),
  nullable: 'never',
  hazard: 'TSQL-CURRENT-TIME',
});

const partOf = (unit: string): BuiltIn => ({
  arity: [1, 1],
  takes: [moment(DATETIME2)],
  returns: INT,
  as: { fn: 'datepart', unit },
});

const difference = (base: 'int' | 'bigint'): BuiltIn => ({
  arity: [3, 3],
  takes: [moment(DATETIME2)],
  returns: fixed({ base }),
  datepart: true,
});

/** `...FROMPARTS` of `count` numbers; the last may be the precision of the result. */
const fromParts = (count: number, type: (precision: number | null) => SqlType): BuiltIn => ({
  arity: [count, count],
  takes: [whole],
  returns: (args) => type(constantNumber(args.at(-1))),
  nullable: 'always',
});

/** EOMONTH reads a date whatever it is given; the time of day plays no part. */
const dayOf = (argument: Scalar, binder: Binder): Scalar =>
  isTemporal(argument.type) ? argument : to({ base: 'date' })(argument, binder);

export const DATE_FUNCTIONS: Readonly<Record<string, BuiltIn>> = {
  getdate: now(DATETIME),
  current_timestamp: { ...now(DATETIME), as: { fn: 'getdate', unit: null } },
  now: { ...now(DATETIME), as: { fn: 'getdate', unit: null } },
  getutcdate: now(DATETIME),
  sysdatetime: now(DATETIME2),
  sysutcdatetime: now(DATETIME2),
  sysdatetimeoffset: now(DATETIMEOFFSET),
  current_date: now({ base: 'date' }),
  dateadd: { arity: [3, 3], takes: [whole, moment(DATETIME)], returns: lastType, datepart: true },
  datediff: difference('int'),
  datediff_big: difference('bigint'),
  datepart: { arity: [2, 2], takes: [moment(DATETIME2)], returns: INT, datepart: true },
  datename: {
    arity: [2, 2],
    takes: [moment(DATETIME2)],
    returns: fixed({ base: 'nvarchar', length: 30 }),
    datepart: true,
  },
  datetrunc: { arity: [2, 2], takes: [moment(DATETIME2)], returns: firstType, datepart: true },
  date_bucket: {
    arity: [3, 4],
    takes: [whole, moment(DATETIME2)],
    returns: (args) => plainType(args[1]?.type ?? DATETIME2),
    datepart: true,
  },
  year: partOf('year'),
  month: partOf('month'),
  day: partOf('day'),
  eomonth: { arity: [1, 2], takes: [dayOf, whole], returns: fixed({ base: 'date' }) },
  datefromparts: fromParts(3, () => ({ base: 'date' })),
  datetimefromparts: fromParts(7, () => DATETIME),
  smalldatetimefromparts: fromParts(5, () => ({ base: 'smalldatetime' })),
  timefromparts: fromParts(5, (scale) => ({ base: 'time', scale: scale ?? 7 })),
  datetime2fromparts: fromParts(8, (scale) => ({ base: 'datetime2', scale: scale ?? 7 })),
  datetimeoffsetfromparts: fromParts(10, (scale) => ({ base: 'datetimeoffset', scale: scale ?? 7 })),
  isdate: { arity: [1, 1], takes: [text], returns: INT, nullable: 'never' },
  switchoffset: { arity: [2, 2], takes: [to(DATETIMEOFFSET), (argument) => argument], returns: firstType },
  todatetimeoffset: {
    arity: [2, 2],
    takes: [moment(DATETIME2), (argument) => argument],
    returns: fixed(DATETIMEOFFSET),
  },
};

/** Every way of writing a datepart, to its name in the IR. Source: "DATEADD", "DATEDIFF", "DATEPART". */
const UNITS: Readonly<Record<string, readonly string[]>> = {
  year: ['year', 'yy', 'yyyy'],
  quarter: ['quarter', 'qq', 'q'],
  month: ['month', 'mm', 'm'],
  dayofyear: ['dayofyear', 'dy', 'y'],
  day: ['day', 'dd', 'd'],
  week: ['week', 'wk', 'ww'],
  weekday: ['weekday', 'dw', 'w'],
  hour: ['hour', 'hh'],
  minute: ['minute', 'mi', 'n'],
  second: ['second', 'ss', 's'],
  millisecond: ['millisecond', 'ms'],
  microsecond: ['microsecond', 'mcs'],
  nanosecond: ['nanosecond', 'ns'],
  tzoffset: ['tzoffset', 'tz'],
  iso_week: ['iso_week', 'isowk', 'isoww'],
};

const UNIT_BY_WORD: ReadonlyMap<string, string> = new Map(
  Object.entries(UNITS).flatMap(([unit, words]) => words.map((word) => [word, unit] as const)),
);

/** The datepart a word means; null for none. */
export const unitOf = (word: string): string | null => UNIT_BY_WORD.get(word.toLowerCase()) ?? null;
