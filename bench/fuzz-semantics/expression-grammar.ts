/**
 * T-SQL expressions as a grammar: for each family the forms that give it, `{family}` a place for another expression. `{number}` is any
 * family of numbers, `{moment}` any date and time, `{any}` any family, `{same}` the family of the form itself; the rest are words of `WORDS`.
 * A form stands as often as it is likely.
 */
import type { Family } from './column-types.js';

/** Forms that any family has. */
export const ANY_FORMS: readonly string[] = [
  'CASE WHEN {predicate} THEN {same} ELSE {same} END', 'CASE WHEN {predicate} THEN {same} END', 'CASE {int} WHEN 1 THEN {same} WHEN {int} THEN {same} ELSE {same} END', 'CASE {text} WHEN {text} THEN {same} ELSE {same} END',
  'IIF({predicate}, {same}, {same})', 'ISNULL({same}, {same})', 'COALESCE({same}, {same})', 'COALESCE({same}, {same}, {same})', 'NULLIF({same}, {same})', 'CHOOSE({int}, {same}, {same})',
]; // prettier-ignore

export const FORMS: Readonly<Record<Family, readonly string[]>> = {
  int: [
    '({int} + {int})', '({int} - {int})', '({int} * {int})', '({int} / {nonzero})', '({int} % {nonzero})', '(- {int})', '({int} & {int})', '({int} | {int})', '({int} ^ {int})', '(~{int})', '({int} + {bit})',
    'ABS({int})', 'SIGN({int})', 'ROUND({int}, {digit})', 'ROUND({int}, -1)', 'CEILING({int})', 'POWER({int}, 2)', 'LEN({text})', 'LEN({int})', 'LEN({date})', 'DATALENGTH({text})', 'CHARINDEX({text}, {text})', 'CHARINDEX({text}, {text}, {digit})', "PATINDEX({sought}, {text})",
    'ASCII({text})', 'UNICODE({text})', 'DIFFERENCE({text}, {text})', 'DATEDIFF({part}, {moment}, {moment})', 'DATEDIFF({part}, {date}, {date})', 'DATEDIFF_BIG({part}, {datetime2}, {datetime2})', 'DATEPART({part}, {moment})', 'DATEPART({datepart}, {date})',
    'YEAR({moment})', 'MONTH({moment})', 'DAY({moment})', 'DATEDIFF({timepart}, {time}, {time})', 'DATEPART({timepart}, {time})', 'CAST({number} AS {intType})', 'CAST({number} AS {intType})', 'CONVERT({intType}, {bit})', 'CAST({digits} AS {intType})', 'TRY_CAST({text} AS int)', 'TRY_CAST({digits} AS int)', 'TRY_CONVERT(int, {text})',
    'CAST({datetime} AS int)', 'ISNUMERIC({digits})', 'ISNUMERIC({number})', 'GREATEST({int}, {int})', 'LEAST({int}, {int}, {int})', '({int} + {digits})', 'CAST({binary} AS int)', 'ISJSON({text})', 'BIT_COUNT({int})', 'SQUARE({digit})', "CAST(JSON_VALUE({json}, '$.a') AS int)", 'ISJSON({json})', "JSON_PATH_EXISTS({json}, '{jsonPath}')", 'DATEPART({offsetPart}, {offset})', 'DATEDIFF({part}, {offset}, {offset})', 'LEN({char6})', 'DATALENGTH({char6})', "CHARINDEX('A' COLLATE {collation}, {text})", 'DATEPART({finePart}, {datetime2})', 'DATEDIFF(millisecond, {datetime}, {datetime})',
  ],
  bit: ['CAST({int} AS bit)', 'CAST({number} AS bit)', '(~{bit})', '({bit} & {bit})', '({bit} | {bit})', '({bit} ^ {bit})', "CAST('true' AS bit)"],
  decimal: [
    '({decimal} + {decimal})', '({decimal} - {decimal})', '({decimal} * {decimal})', '({decimal} / {nonzeroDecimal})', '({decimal} % {nonzeroDecimal})', '({decimal} + {int})', '({int} * {decimal})', '({decimal} / {nonzero})', '({int} / {nonzeroDecimal})', '(- {decimal})',
    'ABS({decimal})', 'SIGN({decimal})', 'ROUND({decimal}, {digit})', 'ROUND({decimal}, {digit}, 1)', 'ROUND({decimal}, -1)', 'FLOOR({decimal})', 'CEILING({decimal})', 'POWER({decimal}, 2)', 'CAST({number} AS {decimalType})', 'CAST({number} AS {decimalType})', 'CAST({digits} AS {decimalType})', 'TRY_CAST({text} AS {decimalType})', 'TRY_CAST({number} AS decimal(3, 1))',
    '({decimal} + {bit})', '({decimal} + {money})', 'GREATEST({decimal}, {int})', 'LEAST({decimal}, {decimal})', 'CAST({datetime} AS decimal(18, 4))',
  ],
  money: [
    '({money} + {money})', '({money} - {money})', '({money} * {money})', '({money} / {nonzero})', '({money} * {int})', '({money} / CAST(3 AS money))', '({money} % {nonzero})', '(- {money})', 'ABS({money})', 'ROUND({money}, {digit})', 'FLOOR({money})', 'CEILING({money})',
    'CAST({number} AS money)', 'CAST({number} AS smallmoney)', 'CAST({digits} AS money)', 'TRY_CAST({digits} AS money)',
  ],
  float: [
    '({float} + {float})', '({float} - {float})', '({float} * {float})', '({float} / {nonzeroFloat})', '({float} + {int})', '({decimal} * {float})', '({money} * {float})', '(- {float})', 'ABS({float})', 'SIGN({float})', 'ROUND({float}, {digit})', 'FLOOR({float})', 'CEILING({float})', 'SQRT(ABS({number}))', 'SQUARE({number})', 'POWER({float}, 2)',
    'EXP({int})', 'LOG(ABS({number}) + 1)', 'LOG10(ABS({number}) + 1)', 'SIN({number})', 'COS({number})', 'ATAN({number})', 'ATN2({number}, {nonzeroFloat})', 'PI()', 'DEGREES({float})', 'RADIANS({float})', 'CAST({number} AS float)', 'CAST({number} AS real)', 'CAST({digits} AS float)', 'TRY_CAST({digits} AS float)', 'CAST({datetime} AS float)',
  ],
  text: [
    '({text} + {text})', "({text} + '-' + {text})", 'CONCAT({text}, {text})', 'CONCAT({any}, {text})', "CONCAT_WS(',', {text}, {text})", "CONCAT_WS('-', {int}, {text}, {text})", 'LEFT({text}, {digit})', 'RIGHT({text}, {digit})', 'SUBSTRING({text}, {digit}, {digit})', 'SUBSTRING({text}, {int}, {digit})',
    'UPPER({text})', 'LOWER({text})', 'LTRIM({text})', 'RTRIM({text})', 'TRIM({text})', "TRIM('a ' FROM {text})", 'REVERSE({text})', 'REPLACE({text}, {text}, {text})', "REPLACE({text}, 'a', 'xy')", 'REPLICATE({text}, {digit})', 'SPACE({digit})', "STUFF({text}, {digit}, {digit}, {text})", "STUFF({text}, 1, 1, '')",
    'CAST({text} AS varchar(3))', 'CAST({text} AS nvarchar(10))', 'CAST({text} AS char(6))', 'CAST({text} AS varchar(max))', 'CAST({int} AS varchar(12))', 'CAST({number} AS varchar(40))', 'CAST({decimal} AS varchar(45))', 'CAST({money} AS varchar(30))', 'CONVERT(varchar(30), {money}, {moneyStyle})', 'CAST({bit} AS varchar(5))', 'CAST({int} AS char(15))', 'CAST({int} AS nvarchar(15))',
    'CAST({date} AS varchar(30))', 'CAST({datetime} AS varchar(30))', 'CAST({datetime2} AS varchar(30))', 'CAST({time} AS varchar(20))', 'CONVERT(varchar(30), {datetime}, {style})', 'CONVERT(varchar(30), {date}, {style})', 'CONVERT(varchar(40), {datetime2}, {style})', 'CONVERT(char(10), {datetime}, 120)', 'CONVERT(varchar(8), {date}, 112)', 'CONVERT(varchar(20), {time}, 108)', 'CAST({guid} AS varchar(36))', 'CONVERT(varchar(20), {binary}, {binaryStyle})',
    'DATENAME({namepart}, {moment})', 'STR({number})', 'STR({float}, 8, 2)', 'STR({decimal}, 12, 3)', 'QUOTENAME({text})', "QUOTENAME({text}, '''')", "TRANSLATE({text}, 'ab', 'xy')", 'SOUNDEX({text})', "(CHAR(65 + {digit}) + '')", "(NCHAR(65 + {digit}) + N'')", "FORMAT({int}, 'N0')", "FORMAT({decimal}, '0.00')", "FORMAT({date}, 'yyyy-MM-dd')", "FORMAT({datetime}, 'dd MMM yyyy HH:mm')",
    "({text} COLLATE {collation})", 'COALESCE({text}, {digits})', 'ISNULL({digits}, {text})', 'GREATEST({text}, {text})', 'LEAST({text}, {text})', 'STRING_ESCAPE({text}, \'json\')', '(\'x\' + CAST({any} AS varchar(50)))',
    "JSON_VALUE({json}, '{jsonPath}')", "JSON_VALUE({json}, 'lax {jsonPath}')", "JSON_QUERY({json}, '{jsonPath}')", "CONCAT({datetime}, '|', {date})", 'CONCAT({decimal}, {money}, {bit})', "CAST({char6} AS varchar(8)) + '|'", "({text} + CAST({offset} AS varchar(40)))", "CONVERT(varchar(40), {offset}, {style})", 'LEFT({int}, 2)', "SUBSTRING({char6}, 2, 9) + '|'", "REPLACE({text} COLLATE {collation}, 'A', 'x')",
  ],
  digits: ['CAST({int} AS varchar(12))', 'CAST({digits} AS varchar(10))', 'CONVERT(varchar(12), {int})', 'LTRIM(STR({int}))'],
  isodate: ['CONVERT(varchar(10), {date}, 120)', 'CONVERT(char(10), {datetime}, 126)', 'CAST({date} AS char(10))'],
  date: [
    'CAST({moment} AS date)', 'CAST({datetime} AS date)', 'CAST({isodate} AS date)', 'CONVERT(date, {isodate}, 23)', 'TRY_CAST({isodate} AS date)', 'DATEADD({datepart}, {int}, {date})', 'DATEADD({datepart}, {digit}, {date})', 'EOMONTH({moment})', 'EOMONTH({date}, {digit})', 'DATEFROMPARTS({year}, {month}, {day})',
    'DATETRUNC({datepart}, {date})', 'TRY_CONVERT(date, {text})', "CONVERT(date, CONVERT(varchar(8), {date}, 112), 112)", 'GREATEST({date}, {date})',
  ],
  time: ['CAST({datetime} AS time)', 'CAST({datetime2} AS time(3))', 'CAST({time} AS time(0))', 'DATEADD({timepart}, {int}, {time})', 'TIMEFROMPARTS({digit}, {digit}, {digit}, 0, 0)'],
  datetime: [
    'CAST({date} AS datetime)', 'CAST({datetime2} AS datetime)', 'CAST({datetime} AS smalldatetime)', 'CAST({datetime2} AS smalldatetime)', 'CAST({isodate} AS datetime)', 'CAST({int} AS datetime)', 'DATEADD({part}, {digit}, {datetime})', 'DATEADD({part}, {int}, {datetime})', '({datetime} + {digit})', '({datetime} - {digit})', '({datetime} + 0.5)', '({datetime} - {datetime})', 'DATEADD(month, DATEDIFF(month, 0, {datetime}), 0)', 'DATEADD(day, DATEDIFF(day, 0, {moment}), 0)',
    'DATETIMEFROMPARTS({year}, {month}, {day}, {digit}, {digit}, {digit}, {digit})', 'SMALLDATETIMEFROMPARTS({year}, {month}, {day}, {digit}, {digit})', 'DATETRUNC({part}, {datetime})', 'CAST({time} AS datetime)', 'CAST({float} AS datetime)',
  ],
  datetime2: [
    'CAST({datetime} AS datetime2)', 'CAST({date} AS datetime2(3))', 'CAST({datetime2} AS datetime2(0))', 'CAST({datetime2} AS datetime2(2))', 'CAST({isodate} AS datetime2(0))', 'DATEADD({part}, {digit}, {datetime2})', 'DATEADD({part}, {int}, {datetime2})', 'DATETIME2FROMPARTS({year}, {month}, {day}, {digit}, {digit}, {digit}, 5, 1)', 'DATETRUNC({part}, {datetime2})', 'CAST({offset} AS datetime2(3))', 'CAST({datetime2} AS datetime2({scale}))', 'DATEADD(millisecond, {int}, {datetime2})', "CONVERT(datetime2(0), {isodate}, 120)", 'DATE_BUCKET({bucketpart}, 2, {datetime2})',
  ],
  offset: ['CAST({datetime2} AS datetimeoffset(3))', 'DATEADD({part}, {digit}, {offset})', "SWITCHOFFSET({offset}, '{zone}')", "TODATETIMEOFFSET({datetime2}, '{zone}')", 'CAST({datetime} AS datetimeoffset(0))', 'CAST({offset} AS datetimeoffset(2))'],
  guid: ['CAST(CAST({guid} AS varchar(36)) AS uniqueidentifier)', "CAST('6F9619FF-8B86-D011-B42D-00C04FC964FF' AS uniqueidentifier)"],
  binary: ['CAST({text} AS varbinary(10))', 'CAST({binary} AS varbinary(2))', 'CAST({binary} AS binary(6))', 'SUBSTRING({binary}, 1, {digit})', "HASHBYTES('MD5', {text})", "HASHBYTES('SHA2_256', {text})", '({binary} + {binary})', "CONVERT(varbinary(4), '0x0102', 1)"],
  json: ["JSON_MODIFY({json}, '{jsonPath}', {int})", "JSON_MODIFY({json}, '{jsonPath}', {text})", "JSON_QUERY({json}, '$.n')", 'CAST({json} AS nvarchar(100))'],
}; // prettier-ignore

/** Conditions; `{predicate}` is another of them. */
export const PREDICATE_FORMS: readonly string[] = [
  '{int} {compare} {int}', '{number} {compare} {number}', '{decimal} {compare} {decimal}', '{text} {compare} {text}', '{text} {compare} {text}', '{moment} {compare} {moment}', '{date} {compare} {date}', '{bit} = {bit}', '{guid} = {guid}', '{guid} {compare} {guid}', '{binary} {compare} {binary}', '{time} {compare} {time}',
  '{text} LIKE {pattern}', '{text} NOT LIKE {pattern}', '{text} LIKE {text}', "{text} LIKE '%!%%' ESCAPE '!'", '{int} IN ({int}, {int}, {digit})', '{int} NOT IN ({int}, 3)', '{text} IN ({text}, {text})', '{text} NOT IN ({text}, {text})', '{date} IN ({date}, {date})', '{int} BETWEEN {int} AND {int}', '{decimal} BETWEEN {int} AND {float}', '{text} BETWEEN {text} AND {text}', '{date} NOT BETWEEN {date} AND {date}', '{moment} BETWEEN {date} AND {moment}',
  '{any} IS NULL', '{any} IS NOT NULL', '{int} IS DISTINCT FROM {int}', '{text} IS NOT DISTINCT FROM {text}', '({predicate} AND {predicate})', '({predicate} OR {predicate})', '(NOT {predicate})', '{int} = {digits}', '{digits} > {int}', '{date} = {isodate}', '{datetime} >= {isodate}', '{bit} = {int}', '{money} {compare} {decimal}', '{text} + {text} = {text}', '{text} COLLATE {collation} {compare} {text}', '{datetime} {compare} {datetime2}', '{offset} {compare} {offset}', '{char6} {compare} {text}', '{char6} LIKE {pattern}', '{text} COLLATE {collation} LIKE {pattern}', '{text} COLLATE {collation} IN ({text}, {text})', 'EXISTS (SELECT {int} INTERSECT SELECT {int})', '{datetime2} {compare} {datetime2}', '{money} BETWEEN {decimal} AND {float}',
]; // prettier-ignore

/** Families that stand for a group of them in a form. */
export const GROUPS: Readonly<Record<string, readonly Family[]>> = {
  number: ['int', 'int', 'decimal', 'decimal', 'money', 'float'],
  moment: ['date', 'datetime', 'datetime', 'datetime2'],
};

/** Terminals: constants and names that a place takes. */
export const WORDS: Readonly<Record<string, readonly string[]>> = {
  jsonPath: ['$', '$.a', '$.b', '$.c', '$.n.x', '$.n.x[1]', '$[1]', '$.list[0].s', '$."a"'],
  char6: ["CAST('a' AS char(6))", "CAST('Ab ' AS nchar(6))", "CAST(N'b%' AS nchar(6))", "CAST('' AS char(6))"],
  offsetPart: ['year', 'day', 'hour', 'minute', 'tzoffset', 'weekday'],
  finePart: ['millisecond', 'microsecond', 'nanosecond', 'iso_week', 'weekday', 'week'],
  zone: ['+00:00', '-05:30', '+14:00'],
  scale: ['0', '1', '4', '7'],
  digit: ['0', '1', '2', '3', '5'],
  nonzero: ['2', '3', '-3', '7', '10'],
  nonzeroDecimal: ['2.0', '0.3', '-1.25', '3.00', '7.5'],
  nonzeroFloat: ['2E0', '-0.5E0', '3E0'],
  compare: ['=', '<>', '<', '<=', '>', '>=', '!='],
  part: ['year', 'quarter', 'month', 'day', 'dayofyear', 'week', 'hour', 'minute', 'second', 'yy', 'mm', 'dd', 'wk', 'hh', 'mi'],
  datepart: ['year', 'quarter', 'month', 'day', 'week', 'dayofyear'],
  timepart: ['hour', 'minute', 'second'],
  namepart: ['month', 'weekday', 'year', 'day', 'quarter', 'dw'],
  bucketpart: ['day', 'hour', 'month', 'year', 'week'],
  year: ['1999', '2000', '2020', '2023'],
  month: ['1', '2', '6', '12'],
  day: ['1', '15', '28'],
  pattern: ["'a%'", "'%b'", "'%b%'", "'_b%'", "'[a-c]%'", "'[^a]%'", "'%'", "''", "'a'", "'%[0-9]%'", "'%[_]%'", "'a _'", "'%a ' "],
  sought: ["'a%'", "'%b%'", "'%[0-9]%'", "'%a_'", "'_b%'", "'%[^a]%'"],
  intType: ['int', 'bigint', 'smallint', 'tinyint', 'int'],
  decimalType: ['decimal(10, 2)', 'decimal(18, 4)', 'numeric(38, 6)', 'decimal(9, 0)', 'decimal(5, 3)'],
  style: ['0', '1', '3', '8', '23', '100', '101', '102', '103', '104', '105', '106', '107', '108', '109', '110', '111', '112', '113', '114', '120', '121', '126', '127', '130'],
  moneyStyle: ['0', '1', '2', '126'],
  binaryStyle: ['1', '2'],
  collation: ['Latin1_General_CI_AS', 'Latin1_General_CS_AS', 'Latin1_General_BIN2', 'Latin1_General_CI_AI', 'SQL_Latin1_General_CP1_CS_AS', 'Latin1_General_100_CS_AI'],
}; // prettier-ignore

/** Constants of each family, as texts of T-SQL. */
export const CONSTANTS: Readonly<Record<Family, readonly string[]>> = {
  int: ['0', '1', '2', '3', '-1', '100', 'CAST(4 AS tinyint)', 'CAST(5 AS bigint)', 'CAST(NULL AS int)'],
  bit: ['CAST(0 AS bit)', 'CAST(1 AS bit)', 'CAST(NULL AS bit)'],
  decimal: ['0.5', '1.25', '-2.50', '100.0', '0.333', 'CAST(1.005 AS decimal(18, 6))', 'CAST(NULL AS decimal(9, 2))'],
  money: ['CAST(1.5 AS money)', 'CAST(-0.3333 AS money)', 'CAST(2 AS smallmoney)', '$1.25', 'CAST(NULL AS money)'],
  float: ['1.5E0', '-2.25E0', '0E0', 'CAST(0.1 AS real)', 'CAST(NULL AS float)'],
  text: ["'a'", "'B'", "''", "' '", "'ab '", "N'Ab'", "N'é'", "'b%'", "CAST('a' AS char(3))", 'CAST(NULL AS varchar(5))', "'abc abc'"],
  digits: ["'1'", "'42'", "' 7 '", "'-3'"],
  isodate: ["'2020-02-29'", "'20191231'", "'2020-01-31'"],
  date: ["CAST('2020-02-29' AS date)", "CAST('2019-12-31' AS date)", "DATEFROMPARTS(2020, 1, 31)", 'CAST(NULL AS date)'],
  time: ["CAST('12:34:56' AS time(0))", "CAST('00:00' AS time)", "CAST('23:59:59.999' AS time(3))"],
  datetime: ["CAST('2020-02-29T12:34:56.789' AS datetime)", "CAST('20191231 23:59:59.997' AS datetime)", "CAST('2020-03-01' AS smalldatetime)", 'CAST(0 AS datetime)', 'CAST(NULL AS datetime)'],
  datetime2: ["CAST('2020-02-29T12:34:56.123456' AS datetime2(6))", "CAST('2019-12-31T23:59:59' AS datetime2(0))", "CAST('2020-06-15T00:00:00' AS datetime2)"],
  offset: ["CAST('2020-02-29T12:34:56+02:00' AS datetimeoffset(0))"],
  guid: ["CAST('0E984725-C51C-4BF4-9960-E1C80E27ABA0' AS uniqueidentifier)"],
  binary: ['0x01', '0x0A0B', 'CAST(0x41 AS varbinary(4))'],
  json: [`'{"a":1,"n":{"x":[4,5]}}'`, `'[1,2]'`, `N'{"b":"é"}'`],
}; // prettier-ignore

/** The simplest constant that stands for a family while a case is made smaller. */
export const SIMPLEST: Readonly<Record<Family, readonly string[]>> = {
  int: ['1'],
  bit: ['CAST(1 AS bit)'],
  decimal: ['1.5'],
  money: ['CAST(1.5 AS money)'],
  float: ['1.5E0'],
  text: ["'a'"],
  digits: ["'1'"],
  isodate: ["'2020-01-31'"],
  date: ["CAST('2020-01-31' AS date)"],
  time: ["CAST('12:34' AS time(0))"],
  datetime: ["CAST('2020-01-31' AS datetime)"],
  datetime2: ["CAST('2020-01-31' AS datetime2(0))"],
  offset: ["CAST('2020-01-31' AS datetimeoffset(0))"],
  guid: ["CAST('0E984725-C51C-4BF4-9960-E1C80E27ABA0' AS uniqueidentifier)"],
  binary: ['0x01'],
  json: ['N\'{"a":1}\''],
};
