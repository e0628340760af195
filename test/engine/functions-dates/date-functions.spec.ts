import type { Settings } from '../../../src/engine/session/run.js';
import { evaluate, outcome } from '../functions-support/evaluate.js';

/** Expression, value as text, and what differs from the defaults. */
type Vector = readonly [sql: string, expected: string | null, settings?: Partial<Settings>];

const d2 = (text: string, scale = 7): string => `CAST('${text}' AS datetime2(${scale}))`;
const d = (text: string): string => `CAST('${text}' AS date)`;
const dt = (text: string): string => `CAST('${text}' AS datetime)`;
const dto = (text: string, scale = 7): string => `CAST('${text}' AS datetimeoffset(${scale}))`;

/** Each page of Microsoft Learn, "... (Transact-SQL)", with what it says of the function. */
const PAGES: Readonly<Record<string, readonly Vector[]>> = {
  'DATEADD: a month has the last day where it lacks the day': [
    [`DATEADD(month, 1, ${dt('2006-08-30')})`, 'Sep 30 2006 12:00AM'],
    [`DATEADD(month, 1, ${dt('2006-08-31')})`, 'Sep 30 2006 12:00AM'],
    [`DATEADD(month, 1, ${d('2024-01-31')})`, '2024-02-29'],
    [`DATEADD(month, -1, ${d('2023-03-31')})`, '2023-02-28'],
    [`DATEADD(year, 1, ${d('2024-02-29')})`, '2025-02-28'],
    [`DATEADD(quarter, 1, ${d2('2007-01-01 13:10:10.1111111')})`, '2007-04-01 13:10:10.1111111'],
  ],
  'DATEADD: every datepart adds its length': [
    [`DATEADD(dayofyear, 1, ${d2('2007-01-01 13:10:10.1111111')})`, '2007-01-02 13:10:10.1111111'],
    [`DATEADD(weekday, 1, ${d2('2007-01-01 13:10:10.1111111')})`, '2007-01-02 13:10:10.1111111'],
    [`DATEADD(week, 1, ${d2('2007-01-01 13:10:10.1111111')})`, '2007-01-08 13:10:10.1111111'],
    [`DATEADD(hh, 1, ${d2('2007-01-01 13:10:10.1111111')})`, '2007-01-01 14:10:10.1111111'],
    [`DATEADD(mi, 1, ${d2('2007-01-01 13:10:10.1111111')})`, '2007-01-01 13:11:10.1111111'],
    [`DATEADD(ss, 1, ${d2('2007-01-01 13:10:10.1111111')})`, '2007-01-01 13:10:11.1111111'],
    [`DATEADD(ms, 1, ${d2('2007-01-01 13:10:10.1111111')})`, '2007-01-01 13:10:10.1121111'],
    [`DATEADD(mcs, 1, ${d2('2007-01-01 13:10:10.1111111')})`, '2007-01-01 13:10:10.1111121'],
    [`DATEADD(nanosecond, 49, ${d2('2007-01-01 13:10:10.1111111')})`, '2007-01-01 13:10:10.1111111'],
    [`DATEADD(nanosecond, 50, ${d2('2007-01-01 13:10:10.1111111')})`, '2007-01-01 13:10:10.1111112'],
    [`DATEADD(nanosecond, 150, ${d2('2007-01-01 13:10:10.1111111')})`, '2007-01-01 13:10:10.1111113'],
    [`DATEADD(minute, -25, CAST('00:10' AS time(0)))`, '23:45:00'],
    [`DATEADD(day, 1.9, ${d('2024-01-01')})`, '2024-01-02'],
    [`DATEADD(day, NULL, ${d('2024-01-01')})`, null],
  ],
  'DATEADD: a smalldatetime rounds seconds to minutes': [
    [`CAST(DATEADD(second, 29, CAST('2024-01-01 10:00' AS smalldatetime)) AS datetime2(0))`, '2024-01-01 10:00:00'],
    [`CAST(DATEADD(second, 30, CAST('2024-01-01 10:00' AS smalldatetime)) AS datetime2(0))`, '2024-01-01 10:01:00'],
    [`CAST(DATEADD(second, -30, CAST('2024-01-01 10:00' AS smalldatetime)) AS datetime2(0))`, '2024-01-01 10:00:00'],
    [`CAST(DATEADD(ms, 29998, CAST('2024-01-01 10:00' AS smalldatetime)) AS datetime2(0))`, '2024-01-01 10:00:00'],
    [`CAST(DATEADD(ms, 29999, CAST('2024-01-01 10:00' AS smalldatetime)) AS datetime2(0))`, '2024-01-01 10:01:00'],
  ],
  'DATEADD: what cannot be': [
    [`DATEADD(year, 2147483647, ${dt('2006-07-31')})`, 'error 517'],
    [`DATEADD(year, -2147483647, ${dt('2006-07-31')})`, 'error 517'],
    [`DATEADD(day, 1, ${d('9999-12-31')})`, 'error 517'],
    [`DATEADD(year, -300, ${dt('2000-01-01')})`, 'error 517'],
    [`DATEADD(hour, 1, ${d('2024-01-01')})`, 'error 9810'],
    [`DATEADD(day, 1, CAST('10:00' AS time))`, 'error 9810'],
    [`DATEADD(microsecond, 1, ${dt('2024-01-01')})`, 'error 9810'],
    [`DATEADD(iso_week, 1, ${d('2024-01-01')})`, 'error 9806'],
    [`DATEADD(fortnight, 1, ${d('2024-01-01')})`, 'error 155'],
    [`DATEADD(day, 1)`, 'error 174'],
    [`DATEADD(day, 1, 0x01)`, 'error 8116'],
    [`DATEADD(day, 2147483648, ${d('2024-01-01')})`, 'error 8115'],
  ],
  'DATEDIFF: one boundary crossed is one, however short the time': ['year', 'quarter', 'month', 'dayofyear', 'day', 'week', 'weekday', 'hour', 'minute', 'second', 'millisecond', 'microsecond'].map((part): Vector => [`DATEDIFF(${part}, '2005-12-31 23:59:59.9999999', '2006-01-01 00:00:00.0000000')`, '1']), // prettier-ignore
  'DATEDIFF: what it counts': [
    [`DATEDIFF(nanosecond, '2005-12-31 23:59:59.9999999', '2006-01-01 00:00:00.0000000')`, '100'],
    [`DATEDIFF(day, '2007-05-07 09:53:01.0376635', '2007-05-08 09:53:01.0376635')`, '1'],
    [`DATEDIFF(day, ${d('2036-03-01')}, ${d('2036-02-28')})`, '-2'],
    [`DATEDIFF(month, ${d('2024-01-31')}, ${d('2024-02-01')})`, '1'],
    [`DATEDIFF(month, 0, ${d('2024-02-01')})`, '1489'],
    [`DATEDIFF(second, NULL, ${d('2024-02-01')})`, null],
    [`DATEDIFF(hour, ${dto('2024-01-01 00:30 +02:00')}, ${dto('2024-01-01 00:30 +00:00')})`, '2'],
    [`DATEDIFF(hour, ${d('2024-01-01')}, ${d('2024-01-02')})`, '24'],
    [`DATEDIFF(day, CAST('10:59:59' AS time), CAST('11:00' AS time))`, '0'],
    [`DATEDIFF(minute, CAST('10:59:59' AS time), CAST('11:00' AS time))`, '1'],
    [`DATEDIFF(millisecond, ${dt('2024-01-01 00:00:00.000')}, ${dt('2024-01-01 00:00:01.003')})`, '1003'],
    [`DATEDIFF_BIG(millisecond, '0001-01-01', '9999-12-31 23:59:59.999')`, '315537897599999'],
  ],
  'DATEDIFF: weeks begin on Sunday whatever DATEFIRST says': [
    [`DATEDIFF(week, ${d('2024-05-04')}, ${d('2024-05-05')})`, '1', { dateFirst: 1 }],
    [`DATEDIFF(week, ${d('2024-05-05')}, ${d('2024-05-06')})`, '0', { dateFirst: 1 }],
  ],
  'DATEDIFF: what cannot be': [
    [`DATEDIFF(second, '1900-01-01', '1968-01-20 03:14:08')`, 'error 535'],
    [`DATEDIFF(second, '1900-01-01', '1968-01-20 03:14:07')`, '2147483647'],
    [`DATEDIFF(tz, '1900-01-01', '1968-01-19')`, 'error 9806'],
    [`DATEDIFF(iso_week, '1900-01-01', '1968-01-19')`, 'error 9806'],
    [`DATEDIFF(ms, ${dt('2024-01-01')}, ${dt('2024-01-01 00:00:00.007')})`, 'ENGINE-FUNCTION-DATEDIFF-FRACTION'],
  ],
  'DATEPART and DATENAME: parts of 2007-10-30 12:15:32.1234567 +05:10': (
    [
      ['year', '2007'],
      ['quarter', '4'],
      ['month', '10', 'October'],
      ['dayofyear', '303'],
      ['day', '30'],
      ['week', '44'],
      ['weekday', '3', 'Tuesday'],
      ['hour', '12'],
      ['minute', '15'],
      ['second', '32'],
      ['millisecond', '123'],
      ['microsecond', '123456'],
      ['nanosecond', '123456700'],
      ['tzoffset', '310', '+05:10'],
      ['iso_week', '44'],
    ] as const
  ).flatMap(([part, number, name]): Vector[] => [
    [`DATEPART(${part}, '2007-10-30 12:15:32.1234567 +05:10')`, number],
    [`DATENAME(${part}, '2007-10-30 12:15:32.1234567 +05:10')`, name ?? number],
  ]),
  'DATEPART: week and weekday of 2007-04-21 by DATEFIRST': (
    [
      [1, '16', '6'],
      [2, '17', '5'],
      [3, '17', '4'],
      [4, '17', '3'],
      [5, '17', '2'],
      [6, '17', '1'],
      [7, '16', '7'],
    ] as const
  ).flatMap(([dateFirst, week, weekday]): Vector[] => [
    [`DATEPART(week, '2007-04-21')`, week, { dateFirst }],
    [`DATEPART(weekday, '2007-04-21')`, weekday, { dateFirst }],
    [`DATENAME(weekday, '2007-04-21')`, 'Saturday', { dateFirst }],
  ]),
  'DATEPART: weeks of ISO 8601 belong to the year of their Thursday': [
    [`DATEPART(iso_week, '2007-01-01')`, '1'],
    [`DATEPART(iso_week, '2010-01-01')`, '53'],
    [`DATEPART(iso_week, '2010-01-04')`, '1'],
    [`DATEPART(iso_week, '2008-12-31')`, '1'],
    [`DATEPART(iso_week, '2012-01-01')`, '52'],
  ],
  'DATEPART: what a literal lacks is that of 1900-01-01 00:00': [
    [`DATEPART(year, '12:10:30.123')`, '1900'],
    [`DATEPART(month, '12:10:30.123')`, '1'],
    [`DATEPART(hour, '2007-06-01')`, '0'],
    [`YEAR(0)`, '1900'],
    [`MONTH(0)`, '1'],
    [`DAY(0)`, '1'],
    [`YEAR('2007-04-30T01:01:01.1234567-07:00')`, '2007'],
    [`DAY('2015-04-30 01:01:01.1234567')`, '30'],
  ],
  'DATEPART: what cannot be': [
    [`DATEPART(hour, ${d('2024-01-01')})`, 'error 9810'],
    [`DATEPART(year, CAST('10:00' AS time))`, 'error 9810'],
    [`DATEPART(year)`, 'error 174'],
    [`DATEPART(ms, ${dt('2024-01-01 00:00:00.007')})`, '7'],
    [`DATENAME(month, ${d('2024-01-01')})`, 'ENGINE-LANGUAGE', { language: 'Deutsch' }],
  ],
  'DATETRUNC: cuts to the start of the part': [
    [`DATETRUNC(year, ${d2('2021-12-08 11:30:15.1234567')})`, '2021-01-01 00:00:00.0000000'],
    [`DATETRUNC(quarter, ${d2('2021-12-08 11:30:15.1234567')})`, '2021-10-01 00:00:00.0000000'],
    [`DATETRUNC(month, ${d2('2021-12-08 11:30:15.1234567')})`, '2021-12-01 00:00:00.0000000'],
    [`DATETRUNC(week, ${d2('2021-12-08 11:30:15.1234567')})`, '2021-12-05 00:00:00.0000000'],
    [`DATETRUNC(iso_week, ${d2('2021-12-08 11:30:15.1234567')})`, '2021-12-06 00:00:00.0000000'],
    [`DATETRUNC(dayofyear, ${d2('2021-12-08 11:30:15.1234567')})`, '2021-12-08 00:00:00.0000000'],
    [`DATETRUNC(hour, ${d2('2021-12-08 11:30:15.1234567')})`, '2021-12-08 11:00:00.0000000'],
    [`DATETRUNC(minute, ${d2('2021-12-08 11:30:15.1234567')})`, '2021-12-08 11:30:00.0000000'],
    [`DATETRUNC(second, ${d2('2021-12-08 11:30:15.1234567')})`, '2021-12-08 11:30:15.0000000'],
    [`DATETRUNC(millisecond, ${d2('2021-12-08 11:30:15.1234567')})`, '2021-12-08 11:30:15.1230000'],
    [`DATETRUNC(microsecond, ${d2('2021-12-08 11:30:15.1234567')})`, '2021-12-08 11:30:15.1234560'],
    [`DATETRUNC(month, '1998-03-04')`, '1998-03-01 00:00:00.0000000'],
    [`DATETRUNC(week, ${d2('2021-11-11 01:01:01')})`, '2021-11-06 00:00:00.0000000', { dateFirst: 6 }],
    [`DATETRUNC(hour, CAST('12:10:30' AS time(0)))`, '12:00:00'],
    [`DATETRUNC(week, ${d('0001-01-01')})`, 'error 9837'],
    [`DATETRUNC(hour, ${d('2021-01-01')})`, 'error 9810'],
    [`DATETRUNC(millisecond, ${d2('2021-01-01', 2)})`, 'error 9810'],
    [`DATETRUNC(microsecond, ${dt('2021-01-01')})`, 'error 9810'],
    [`DATETRUNC(weekday, ${d('2021-01-01')})`, 'error 9806'],
    [`DATETRUNC(day, 1)`, 'error 8116'],
  ],
  'DATE_BUCKET: starts of buckets from 1900-01-01 or another origin': [
    [`DATE_BUCKET(week, 1, ${d2('2020-04-15 21:22:11')})`, '2020-04-13 00:00:00.0000000'],
    [`DATE_BUCKET(day, 7, ${d2('2020-04-30 21:21:21')})`, '2020-04-27 00:00:00.0000000'],
    [`DATE_BUCKET(week, 2, ${d2('2020-06-15 21:22:11')}, ${d2('2019-01-01 00:00:00')})`, '2020-06-02 00:00:00.0000000'],
    [`DATE_BUCKET(month, 2, ${d('2000-01-01')}, ${d('1905-09-12')})`, '1999-11-12'],
    [`DATE_BUCKET(day, 0, ${d('2000-01-01')})`, 'error 9834'],
    [`DATE_BUCKET(day, 1, '2000-01-01')`, 'error 8116'],
    [`DATE_BUCKET(hour, 1, ${d('2000-01-01')})`, 'error 9810'],
  ],
  'EOMONTH: the last day of a month, months on or back': [
    [`EOMONTH('12/1/2024')`, '2024-12-31'],
    [`EOMONTH(${d('2024-02-10')})`, '2024-02-29'],
    [`EOMONTH(${d('2024-01-31')}, 1)`, '2024-02-29'],
    [`EOMONTH(${dt('2024-01-31 10:00')}, -1)`, '2023-12-31'],
    [`EOMONTH(NULL)`, null],
    [`EOMONTH(1)`, 'error 8116'],
    [`EOMONTH(${d('9999-12-01')}, 1)`, 'error 517'],
  ],
  'DATEFROMPARTS and its kin': [
    ['DATEFROMPARTS(2010, 12, 31)', '2010-12-31'],
    ['DATEFROMPARTS(2023, 2, 29)', 'error 289'],
    ['DATEFROMPARTS(2023, NULL, 29)', null],
    ['DATEFROMPARTS(2023, 2)', 'error 174'],
    ['DATETIME2FROMPARTS(2010, 12, 31, 23, 59, 59, 0, 0)', '2010-12-31 23:59:59'],
    ['DATETIME2FROMPARTS(2011, 8, 15, 14, 23, 44, 5, 1)', '2011-08-15 14:23:44.5'],
    ['DATETIME2FROMPARTS(2011, 8, 15, 14, 23, 44, 50, 2)', '2011-08-15 14:23:44.50'],
    ['DATETIME2FROMPARTS(2011, 8, 15, 14, 23, 44, 500, 3)', '2011-08-15 14:23:44.500'],
    ['DATETIME2FROMPARTS(2011, 8, 15, 14, 23, 44, 10, 1)', 'error 289'],
    ['DATETIME2FROMPARTS(2011, 8, 15, 14, 23, 44, 0, NULL)', 'error 10760'],
    ['CAST(DATETIMEFROMPARTS(2010, 12, 31, 23, 59, 59, 0) AS datetime2(3))', '2010-12-31 23:59:59.000'],
    ['CAST(DATETIMEFROMPARTS(2010, 12, 31, 23, 59, 58, 998) AS datetime2(3))', '2010-12-31 23:59:58.997'],
    ['DATETIMEFROMPARTS(1752, 12, 31, 0, 0, 0, 0)', 'error 289'],
    ['DATETIMEOFFSETFROMPARTS(2010, 12, 31, 14, 23, 23, 0, 12, 0, 7)', '2010-12-31 14:23:23.0000000 +12:00'],
    ['DATETIMEOFFSETFROMPARTS(2011, 8, 15, 14, 30, 0, 500, 12, 30, 3)', '2011-08-15 14:30:00.500 +12:30'],
    ['DATETIMEOFFSETFROMPARTS(2011, 8, 15, 14, 30, 0, 0, -5, 30, 0)', 'error 289'],
    ['DATETIMEOFFSETFROMPARTS(2011, 8, 15, 14, 30, 0, 0, -5, -30, 0)', '2011-08-15 14:30:00 -05:30'],
    ['CAST(SMALLDATETIMEFROMPARTS(2010, 12, 31, 23, 59) AS datetime2(0))', '2010-12-31 23:59:00'],
    ['SMALLDATETIMEFROMPARTS(2079, 6, 7, 0, 0)', 'error 289'],
    ['TIMEFROMPARTS(23, 59, 59, 0, 0)', '23:59:59'],
    ['TIMEFROMPARTS(14, 23, 44, 500, 3)', '14:23:44.500'],
    ['TIMEFROMPARTS(24, 0, 0, 0, 0)', 'error 289'],
  ],
  'SWITCHOFFSET and TODATETIMEOFFSET': [
    [`SWITCHOFFSET(${dto('1998-09-20 7:45:50.71345 -5:00')}, '-08:00')`, '1998-09-20 04:45:50.7134500 -08:00'],
    [`SWITCHOFFSET(${dto('2024-01-01 00:00 +00:00', 0)}, 330)`, '2024-01-01 05:30:00 +05:30'],
    [`SWITCHOFFSET(${dto('2024-01-01 00:00 +00:00', 0)}, '+15:00')`, 'error 9812'],
    [`SWITCHOFFSET(${dto('0001-01-01 00:00 +00:00', 0)}, '-01:00')`, 'error 9813'],
    [`TODATETIMEOFFSET(${d2('2019-04-22 07:40:28.250')}, '-07:00')`, '2019-04-22 07:40:28.2500000 -07:00'],
    [`TODATETIMEOFFSET(${d2('2019-04-22 07:40:28', 0)}, -120)`, '2019-04-22 07:40:28 -02:00'],
    [`TODATETIMEOFFSET(${dto('2019-04-22 07:40:28 +03:00', 0)}, '+13:00')`, '2019-04-22 07:40:28 +13:00'],
  ],
  'GETDATE and its kin': [
    ['CAST(GETDATE() AS datetime2(3))', '2024-05-06 09:08:09.123'],
    ['CAST(GETUTCDATE() AS datetime2(3))', '2024-05-06 07:08:09.123'],
    ['SYSDATETIME()', '2024-05-06 09:08:09.1234567'],
    ['SYSUTCDATETIME()', '2024-05-06 07:08:09.1234567'],
    ['SYSDATETIMEOFFSET()', '2024-05-06 09:08:09.1234567 +02:00'],
    ['CAST(CURRENT_TIMESTAMP AS datetime2(3))', '2024-05-06 09:08:09.123'],
  ],
  ISDATE: [
    [`ISDATE('2009-05-12 10:19:41.177')`, '1'],
    [`ISDATE('2009-02-30')`, '0'],
    [`ISDATE('abc')`, '0'],
    [`ISDATE(NULL)`, '0'],
    [`ISDATE(${dt('2024-01-01')})`, '1'],
    [`ISDATE(${d('2024-01-01')})`, 'error 8116'],
  ],
};

describe.each(Object.entries(PAGES))('%s', (_page, vectors) => {
  it.each(vectors.map(([sql, expected, settings]) => ({ sql, expected, settings })))(
    '$sql is $expected',
    ({ sql, expected, settings }) => {
      expect(outcome(sql, settings)).toBe(expected);
    },
  );
});

describe('types of what date functions give', () => {
  it.each([
    [`DATEADD(day, 1, '2024-01-01')`, { base: 'datetime' }],
    [`DATEADD(day, 1, ${d('2024-01-01')})`, { base: 'date' }],
    [`DATEADD(day, 1, ${d2('2024-01-01', 3)})`, { base: 'datetime2', scale: 3 }],
    [`DATEDIFF(day, 0, 1)`, { base: 'int' }],
    [`DATEDIFF_BIG(day, 0, 1)`, { base: 'bigint' }],
    [`DATENAME(day, 0)`, { base: 'nvarchar', length: 30 }],
    [`DATETRUNC(day, '2024-01-01')`, { base: 'datetime2', scale: 7 }],
    [`EOMONTH('2024-01-01')`, { base: 'date' }],
    [`GETDATE()`, { base: 'datetime' }],
  ])('%s is %j', (sql, type) => {
    expect(evaluate(sql).type).toMatchObject(type);
  });
});
