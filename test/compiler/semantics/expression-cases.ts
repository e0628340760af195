/**
 * T-SQL expressions with the value SQL Server gives, by the rule of the page of Microsoft Learn named with each group.
 * Values are text; decimals with the scale of their type. A third item narrows a case to one target, whose other has no faithful form.
 */
import type { CompileTarget } from '../../../src/compiler/compile.js';

export type Case = readonly [expression: string, value: string | null, only?: CompileTarget];

export const CASES: Readonly<Record<string, readonly Case[]>> = {
  'LEN and trailing blanks ("LEN", "DATALENGTH")': [
    ["LEN(CAST('abc  ' AS varchar(10)))", '3'], ["LEN(CAST('  abc' AS varchar(10)))", '5'], ["LEN(CAST('   ' AS varchar(10)))", '0'], ["LEN(CAST('ab' AS char(5)))", '2'], ['LEN(12345)', '5'],
    ["DATALENGTH(CAST('abc  ' AS varchar(10)))", '5'], ["DATALENGTH(CAST('abc' AS nvarchar(10)))", '6'], ["DATALENGTH(CAST('ab' AS char(5)))", '5'], ['LEN(CAST(NULL AS varchar(5)))', null],
  ],
  'equality under the default collation ("Collation and Unicode support", "Comparison operators")': [
    ["IIF(CAST('abc  ' AS varchar(9)) = CAST('ABC' AS varchar(9)), 1, 0)", '1'], ["IIF(CAST('a' AS varchar(9)) = '', 1, 0)", '0'], ["IIF(CAST('   ' AS varchar(9)) = '', 1, 0)", '1'],
    ["IIF(CAST('É' AS nvarchar(9)) = N'é', 1, 0)", '1'], ["IIF(CAST('é' AS nvarchar(9)) = N'e', 1, 0)", '0'], ["IIF(CAST('É' AS nvarchar(9)) = N'e' COLLATE Latin1_General_CI_AI, 1, 0)", '1'],
    ["IIF(CAST('a' AS varchar(9)) = 'A' COLLATE Latin1_General_CS_AS, 1, 0)", '0'], ["IIF(CAST('a ' AS varchar(9)) = 'a' COLLATE Latin1_General_BIN2, 1, 0)", '1'],
    ["IIF(CAST('b' AS varchar(9)) IN ('A', 'B '), 1, 0)", '1'], ["IIF(CAST('B' AS varchar(9)) < CAST('a' AS varchar(9)), 1, 0)", '0'], ["NULLIF(CAST('A' AS varchar(9)), 'a ')", null],
    ["CASE CAST('X' AS varchar(9)) WHEN 'x' THEN 'same' ELSE 'other' END", 'same'], ["IIF(CAST('a' AS varchar(9)) IS DISTINCT FROM 'A', 1, 0)", '0'],
  ],
  '+ by type, NULL and CONCAT ("+ (String concatenation)", "CONCAT")': [
    ["'a' + 'b'", 'ab'], ["'a' + CAST(NULL AS varchar(5))", null], ["CONCAT('a', NULL, 1)", 'a1'], ["1 + '2'", '3'], ["'1' + 2.5", '3.5'], ["CONCAT_WS('-', 'a', NULL, 'b')", 'a-b'],
    ["CAST('a' AS char(3)) + 'b'", 'a  b'], ["CONCAT(CAST(1 AS bit), CAST(2.50 AS decimal(5,2)))", '12.50'],
  ],
  'ISNULL takes the type of its first argument ("ISNULL", "COALESCE")': [
    ["ISNULL(CAST(NULL AS varchar(3)), 'abcdef')", 'abc'], ["COALESCE(CAST(NULL AS varchar(3)), 'abcdef')", 'abcdef'], ['ISNULL(CAST(NULL AS int), 1.9)', '1'], ['COALESCE(CAST(NULL AS int), 1.5)', '1.5'],
    ['ISNULL(CAST(NULL AS decimal(5,1)), 2.25)', '2.3'],
  ],
  'whole division and remainder ("/ (Division)", "% (Modulus)")': [
    ['7 / 2', '3'], ['-7 / 2', '-3'], ['7 % 3', '1'], ['-7 % 3', '-1'], ['7 % -3', '1'], ['CAST(7 AS bigint) / 2', '3'], ['7 / 2.0', '3.500000'], ['1 / 3.0', '0.333333'], ['CAST(7.5 AS float) / 2', '3.75'],
  ],
  'precision and scale of decimal results ("Precision, scale, and length")': [
    ['CAST(10 AS decimal(10,2)) / CAST(3 AS decimal(10,2))', '3.3333333333333'], ['CAST(2 AS decimal(10,2)) / 3', '0.666666'], ['CAST(-2 AS decimal(10,2)) / 3', '-0.666666'],
    ['CAST(1.25 AS decimal(5,2)) * CAST(1.5 AS decimal(4,1))', '1.875'], ['CAST(1.25 AS decimal(5,2)) + CAST(1.5 AS decimal(4,1))', '2.75'], ['CAST(5.5 AS decimal(5,2)) % 2', '1.50'],
    ['CAST(0.3 AS decimal(3,1)) / CAST(0.1 AS decimal(3,1))', '3.000000'], ['CAST(1 AS decimal(38,10)) * CAST(1.1234567891 AS decimal(38,10))', '1.123457'],
    ['CAST(2 AS decimal(18,0)) / CAST(3 AS decimal(18,0))', '0.6666666666666666666'],
  ],
  'money ("money and smallmoney")': [
    ['CAST(10 AS money) / 3', '3.3333'], ['CAST(1.23456 AS money)', '1.2346'], ['CAST(1.5 AS money) * CAST(1.5 AS money)', '2.2500'], ["CAST('$1,234.50' AS money)", '1234.5000'],
    ["CONVERT(varchar(20), CAST(1234.567 AS money))", '1234.57'], ["CONVERT(varchar(20), CAST(1234.567 AS money), 1)", '1,234.57'], ["CONVERT(varchar(20), CAST(1234.567 AS money), 2)", '1234.5670'],
    ['CAST(CAST(2.5 AS money) AS int)', '3'],
  ],
  'ROUND with a third argument, and its kin ("ROUND", "FLOOR", "CEILING", "POWER")': [
    ['ROUND(CAST(123.4545 AS decimal(9,4)), 2)', '123.4500'], ['ROUND(CAST(123.4567 AS decimal(9,4)), 2, 1)', '123.4500'], ['ROUND(1234, -2)', '1200'], ['ROUND(CAST(-2.5 AS decimal(4,1)), 0)', '-3.0'],
    ['FLOOR(CAST(-1.5 AS decimal(4,1)))', '-2'], ['CEILING(CAST(-1.5 AS decimal(4,1)))', '-1'], ['POWER(2, 3)', '8'], ['POWER(CAST(2 AS float), 0.5) * POWER(CAST(2 AS float), 0.5)', '2.0000000000000004'],
    ['ABS(-5)', '5'], ['SIGN(-2.5)', '-1.0'], ['SQUARE(3)', '9'], ['LOG10(1000)', '3'], ['LOG(8, 2)', '3'],
  ],
  'truncating and rounding conversions ("CAST and CONVERT")': [
    ['CAST(2.9 AS int)', '2'], ['CAST(-2.9 AS int)', '-2'], ['CAST(CAST(2.9 AS float) AS int)', '2'], ['CAST(2.555 AS decimal(5,2))', '2.56'], ["CAST(' 12 ' AS int)", '12'], ["CAST('1.255' AS decimal(5,2))", '1.26'],
    ["TRY_CAST('abc' AS int)", null], ["TRY_CAST('12' AS int)", '12'], ["TRY_CAST('1.5' AS int)", null], ["TRY_CAST(CAST('0x01' AS varchar(9)) + '' AS int)", null], ["TRY_CAST(CAST(' +12 ' AS varchar(9)) + '' AS int)", '12'], ["TRY_CONVERT(decimal(5,2), 'x')", null], ["CAST('abcdef' AS varchar(3))", 'abc'], ["CAST('ab' AS char(4)) + '|'", 'ab  |'],
    ['CAST(5 AS bit)', 'true'], ['CAST(CAST(1 AS bit) AS int) + 1', '2'], ["CAST(12.50 AS varchar(10))", '12.50'], ["CAST(CAST(0.1 AS float) AS varchar(30))", '0.1'], ["CAST('2020-02-30' AS varchar(20))", '2020-02-30'],
    ["TRY_CAST('2020-01-31' AS date)", '2020-01-31'], ["TRY_CONVERT(date, '31/12/2020', 101)", null],
    ['TRY_CAST(CAST(1.56 AS float) AS int)', '1', 'duckdb'], ['CAST(CAST(123457.145637867 AS real) AS decimal(18,6))', '123457.148438'], ['CAST(CAST(1234.567 AS real) AS money)', '1234.5670'],
    ['IIF(CAST(0.05 AS real) = 0.05, 1, 0)', '1'], ["CAST('Apr 2000' AS date)", '2000-04-01'], ["CAST('3/2/4' AS date)", '2004-03-02'], ["CAST('Apr 15, 2004' AS date)", '2004-04-15'],
  ],
  'datetime and smalldatetime rounding ("datetime", "smalldatetime", "datetime2")': [
    ["CAST('2020-01-02T03:04:05.678' AS datetime)", '2020-01-02 03:04:05.677'], ["CAST('2020-01-02T23:59:59.999' AS datetime)", '2020-01-03 00:00:00'], ["CAST('2020-01-02 03:04:29.998' AS smalldatetime)", '2020-01-02 03:04:00'],
    ["CAST('2020-01-02 03:04:29.999' AS smalldatetime)", '2020-01-02 03:05:00'], ["CAST(CAST('2020-01-02 03:04:05.6789' AS datetime2(4)) AS datetime)", '2020-01-02 03:04:05.68'],
    ["CAST(CAST('2020-01-02 03:04:05.678' AS datetime2(3)) AS datetime)", '2020-01-02 03:04:05.677'], ["CAST(CAST('2020-01-02 03:04:45' AS datetime) AS smalldatetime)", '2020-01-02 03:05:00'],
    ["CAST(CAST('2020-01-02 03:04:05.678' AS datetime2(3)) AS datetime2(1))", '2020-01-02 03:04:05.7'], ["CAST('12:34' AS datetime)", '1900-01-01 12:34:00'], ['CAST(2 AS datetime)', '1900-01-03 00:00:00'],
    ["CAST(CAST('2020-01-02 12:00' AS datetime) AS int)", '43831'], ["CAST(CAST('1900-01-02 12:00' AS datetime) AS float)", '1.5'],
    ["CAST(FLOOR(CAST(CAST('2020-01-02 17:45' AS datetime) AS float)) AS datetime)", '2020-01-02 00:00:00'], ['CAST(CAST(1.75 AS float) AS datetime)', '1900-01-02 18:00:00'], ['CAST(CAST(1.5 AS decimal(5,2)) + 0 AS datetime)', '1900-01-02 12:00:00'],
  ],
  'DATEADD ("DATEADD")': [
    ["DATEADD(month, 1, CAST('2020-01-31' AS date))", '2020-02-29'], ["DATEADD(year, -1, CAST('2020-02-29' AS date))", '2019-02-28'], ["DATEADD(day, 3, CAST('2020-01-30' AS date))", '2020-02-02'],
    ["DATEADD(week, -2, CAST('2020-01-30' AS date))", '2020-01-16'], ["DATEADD(hour, 25, CAST('2020-01-01 01:00' AS datetime))", '2020-01-02 02:00:00'], ["DATEADD(quarter, CAST(2 AS int), CAST('2020-01-31' AS date))", '2020-07-31'],
    ["DATEADD(day, 1.9, CAST('2020-01-01' AS date))", '2020-01-02'], ["DATEADD(month, DATEDIFF(month, 0, CAST('2020-05-17' AS datetime)), 0)", '2020-05-01 00:00:00'], ["CAST('2020-01-01' AS datetime) + 1", '2020-01-02 00:00:00'],
    ["CAST('2020-01-01' AS datetime) - 0.5", '2019-12-31 12:00:00'], ["CAST('2020-01-03' AS datetime) - CAST('2020-01-01' AS datetime)", '1900-01-03 00:00:00'], ["DATEADD(minute, -1, CAST('00:00:30' AS time(0)))", '23:59:30'],
  ],
  'DATEDIFF counts boundaries ("DATEDIFF")': [
    ["DATEDIFF(year, CAST('2019-12-31' AS date), CAST('2020-01-01' AS date))", '1'], ["DATEDIFF(month, CAST('2020-01-31' AS date), CAST('2020-02-01' AS date))", '1'], ["DATEDIFF(day, CAST('2020-01-01 23:59' AS datetime), CAST('2020-01-02 00:00' AS datetime))", '1'],
    ["DATEDIFF(week, CAST('2020-01-04' AS date), CAST('2020-01-05' AS date))", '1'], ["DATEDIFF(week, CAST('2020-01-05' AS date), CAST('2020-01-06' AS date))", '0'], ["DATEDIFF(quarter, CAST('2020-03-31' AS date), CAST('2020-04-01' AS date))", '1'],
    ["DATEDIFF(hour, CAST('2020-01-01 00:59:59' AS datetime), CAST('2020-01-01 01:00' AS datetime))", '1'], ["DATEDIFF(minute, CAST('2020-01-01' AS date), CAST('2020-01-01 01:00' AS datetime))", '60'],
    ["DATEDIFF(second, CAST('2020-01-01 00:00:00.900' AS datetime), CAST('2020-01-01 00:00:01' AS datetime))", '1'], ["DATEDIFF(ms, CAST('2020-01-01 00:00:00.500' AS datetime2(3)), CAST('2020-01-01 00:00:01' AS datetime2(3)))", '500'],
    ["DATEDIFF(day, '2020-01-01', '2019-12-30')", '-2'],
  ],
  'parts and names of dates ("DATEPART", "DATENAME", "SET DATEFIRST")': [
    ["YEAR(CAST('2020-03-04' AS date))", '2020'], ["DATEPART(quarter, CAST('2020-04-01' AS date))", '2'], ["DATEPART(dayofyear, CAST('2020-12-31' AS date))", '366'], ["DATEPART(weekday, CAST('2020-01-05' AS date))", '1'],
    ["DATEPART(weekday, CAST('2020-01-04' AS date))", '7'], ["DATEPART(week, CAST('2020-01-04' AS date))", '1'], ["DATEPART(week, CAST('2020-01-05' AS date))", '2'], ["DATEPART(week, CAST('2020-12-31' AS date))", '53'],
    ["DATEPART(iso_week, CAST('2021-01-03' AS date))", '53'], ["DATEPART(second, CAST('2020-01-01 10:00:59.750' AS datetime2(3)))", '59'], ["DATEPART(ms, CAST('2020-01-01 10:00:59.750' AS datetime2(3)))", '750'],
    ["DATENAME(month, CAST('2020-03-04' AS date))", 'March'], ["DATENAME(weekday, CAST('2020-01-05' AS date))", 'Sunday'], ["DATENAME(year, CAST('2020-03-04' AS date))", '2020'], ['@@DATEFIRST', '7'],
  ],
  'making and cutting dates ("EOMONTH", "DATEFROMPARTS", "DATETRUNC")': [
    ["EOMONTH(CAST('2020-02-03' AS date))", '2020-02-29'], ["EOMONTH(CAST('2020-01-31' AS datetime), 1)", '2020-02-29'], ["EOMONTH(CAST('2020-03-31' AS date), -1)", '2020-02-29'], ['DATEFROMPARTS(2020, 2, 3)', '2020-02-03'],
    ['DATETIMEFROMPARTS(2020, 2, 3, 4, 5, 6, 500)', '2020-02-03 04:05:06.5'], ['SMALLDATETIMEFROMPARTS(2020, 2, 3, 4, 5)', '2020-02-03 04:05:00'], ['DATETIME2FROMPARTS(2020, 2, 3, 4, 5, 6, 5, 1)', '2020-02-03 04:05:06.5'],
    ['TIMEFROMPARTS(4, 5, 6, 0, 0)', '04:05:06'], ["DATETRUNC(month, CAST('2020-02-17' AS date))", '2020-02-01'], ["DATETRUNC(week, CAST('2020-01-04' AS date))", '2019-12-29'], ["DATETRUNC(iso_week, CAST('2020-01-05' AS date))", '2019-12-30'],
    ["DATETRUNC(hour, CAST('2020-01-05 10:59' AS datetime))", '2020-01-05 10:00:00'],
  ],
  'CONVERT to text by style ("CAST and CONVERT", date and time styles)': [
    ...([[0, 'Feb  3 2020  4:05AM'], [1, '02/03/20'], [3, '03/02/20'], [4, '03.02.20'], [5, '03-02-20'], [10, '02-03-20'], [11, '20/02/03'], [12, '200203'], [20, '2020-02-03 04:05:06'], [21, '2020-02-03 04:05:06.500'],
      [23, '2020-02-03'], [100, 'Feb  3 2020  4:05AM'], [101, '02/03/2020'], [102, '2020.02.03'], [103, '03/02/2020'], [104, '03.02.2020'], [105, '03-02-2020'], [106, '03 Feb 2020'], [107, 'Feb 03, 2020'], [108, '04:05:06'],
      [109, 'Feb  3 2020  4:05:06:500AM'], [110, '02-03-2020'], [111, '2020/02/03'], [112, '20200203'], [113, '03 Feb 2020 04:05:06:500'], [114, '04:05:06:500'], [120, '2020-02-03 04:05:06'], [121, '2020-02-03 04:05:06.500'],
      [126, '2020-02-03T04:05:06.500']] as const).map(([style, value]): Case => [`CONVERT(varchar(30), CAST('2020-02-03 04:05:06.500' AS datetime), ${style})`, value]),
    ["CONVERT(varchar(7), CAST('2020-02-03' AS datetime), 120)", '2020-02'], ["CAST(CAST('2020-02-03' AS datetime) AS varchar(11))", 'Feb  3 2020'], ["CAST(CAST('2020-02-03' AS date) AS varchar(10))", '2020-02-03'],
    ["CAST(CAST('2020-02-03 04:05:06.5' AS datetime2(1)) AS varchar(30))", '2020-02-03 04:05:06.5'], ["CAST(CAST('04:05:06' AS time(0)) AS varchar(30))", '04:05:06'], ["CONVERT(varchar(30), CAST('2020-02-03' AS date), 103)", '03/02/2020'],
  ],
  'CONVERT of text by style': [
    ["CONVERT(date, '03/02/2020', 103)", '2020-02-03'], ["CONVERT(date, '03/02/2020', 101)", '2020-03-02'], ["CONVERT(datetime, '20200203', 112)", '2020-02-03 00:00:00'],
    ["CONVERT(date, CAST('03/02/2020' AS varchar(10)), 103)", '2020-02-03'], ["CONVERT(datetime, CAST('03.02.2020' AS varchar(10)), 104)", '2020-02-03 00:00:00'], ["CONVERT(date, CAST('2020-02-03' AS varchar(10)), 23)", '2020-02-03'],
  ],
  'text functions, each on its page': [
    ["CHARINDEX('B', 'abcb')", '2'], ["CHARINDEX('b', CAST('aBcb' AS varchar(9)), 3)", '4'], ["CHARINDEX('z', 'abc')", '0'], ["CHARINDEX('', 'abc')", '0'], ["CHARINDEX('B', CAST('abc' AS varchar(9)) COLLATE Latin1_General_CS_AS)", '0'],
    ["SUBSTRING('hello', 2, 3)", 'ell'], ["SUBSTRING('hello', 0, 3)", 'he'], ["SUBSTRING('hello', -1, 3)", 'h'], ["LEFT('hello', 2)", 'he'], ["RIGHT('hello', 3)", 'llo'], ["STUFF('abcdef', 2, 3, 'XY')", 'aXYef'],
    ["STUFF('abc', 5, 1, 'x')", null], ["STUFF(', a, b', 1, 2, '')", 'a, b'], ["STUFF('abc', 2, 1, NULL)", 'ac'], ["REPLACE('aAbA', 'a', 'x')", 'xxbx'], ["REPLACE('a.b', '.', '\\')", 'a\\b'], ["REPLICATE('ab', 3)", 'ababab'], ["REPLICATE('a', -1)", null],
    ["REVERSE('abc')", 'cba'], ["'[' + SPACE(2) + ']'", '[  ]'], ["LTRIM('  a ') + '|'", 'a |'], ["RTRIM(' a  ') + '|'", ' a|'], ["TRIM('  a  ')", 'a'], ["TRIM('.,' FROM '.,a.,')", 'a'], ["UPPER('aé')", 'AÉ'], ['CHAR(65)', 'A'],
    ["ASCII('A')", '65'], ["UNICODE(N'é')", '233'], ["STR(123.456, 8, 2)", '  123.46'], ["STR(123456, 3)", '***'], ["QUOTENAME('a]b')", '[a]]b]'], ["TRANSLATE('2*[3]', '[]', '()')", '2*(3)'],
    ["PATINDEX('%[0-9]%', 'abc123')", '4'], ["PATINDEX('%B%', 'abc')", '2'], ["PATINDEX('a%', 'abc')", '1'], ["PATINDEX('%x%', 'abc')", '0'],
    ["SUBSTRING('hello', CAST(NULL AS int), 3)", null], ["SUBSTRING('hello', CAST(-1 AS int) + 0, CAST(4 AS int))", 'he'], ['SPACE(-1)', null], ["STR(1234.567, 7, 5)", '1234.57'], ['STR(1234.567, 5, 2)', ' 1235'],
  ],
  'LIKE ("LIKE")': [
    ["IIF('abc' LIKE '[a-c]b_', 1, 0)", '1'], ["IIF('Abc' LIKE 'a%', 1, 0)", '1'], ["IIF('dbc' LIKE '[^a-c]%', 1, 0)", '1'], ["IIF('50%' LIKE '50[%]', 1, 0)", '1'], ["IIF('50x' LIKE '50!%' ESCAPE '!', 1, 0)", '0'],
    ["IIF('50%' LIKE '50!%' ESCAPE '!', 1, 0)", '1'], ["IIF('a\\b' LIKE 'a\\b', 1, 0)", '1'], ["IIF('a.c' LIKE 'a.[c]', 1, 0)", '1'], ["IIF('abc' NOT LIKE 'b%', 1, 0)", '1'], ["IIF(CAST('A' AS varchar(5)) COLLATE Latin1_General_CS_AS LIKE 'a', 1, 0)", '0'],
    ["IIF('a-b' LIKE '%[-]%', 1, 0)", '1'], ["IIF('a]b' LIKE 'a]b', 1, 0)", '1'], ['IIF(2012 LIKE \'20%\', 1, 0)', '1'],
  ],
  'IIF, CHOOSE, GREATEST ("IIF", "CHOOSE", "GREATEST")': [
    ["IIF(1 > 2, 'a', 'b')", 'b'], ["CHOOSE(2, 'a', 'b')", 'b'], ["CHOOSE(3, 'a', 'b')", null], ['GREATEST(1, 2.5, NULL)', '2.5'], ['CASE WHEN 1 = 1 THEN 1 ELSE 2.55 END', '1.00'],
  ],
  'bit and binary ("bit", "binary and varbinary", "HASHBYTES")': [
    ['IIF(CAST(1 AS bit) = 1, 1, 0)', '1'], ['5 & 3', '1'], ['5 | 3', '7'], ['5 ^ 3', '6'], ['~5', '-6'], ['DATALENGTH(0x0AFF)', '2'], ["CONVERT(varchar(10), 0x0AFF, 1)", '0x0AFF'], ["CONVERT(varchar(10), 0x0AFF, 2)", '0AFF'],
    ["CONVERT(varchar(32), HASHBYTES('MD5', 'a'), 2)", '0CC175B9C0F1B6A831C399E269772661'],
    ["CONVERT(varchar(10), CAST(CAST(0x61 AS varbinary(4)) AS binary(3)), 1)", '0x610000'], ["CONVERT(varchar(10), CAST(CAST('abc' AS varchar(3)) AS varbinary(2)), 1)", '0x6162'],
  ],
  'bits calculate with bits ("& (Bitwise AND)", "~ (Bitwise NOT)")': [
    ['CAST(1 AS bit) & CAST(0 AS bit)', 'false'], ['CAST(1 AS bit) | CAST(0 AS bit)', 'true'], ['CAST(1 AS bit) ^ CAST(1 AS bit)', 'false'], ['CAST(0 AS bit) & CAST(NULL AS bit)', null],
    ['(~CAST(0 AS int)) * CAST(-2 AS int)', '2'], ['~CAST(1 AS int) + 1', '-1'], ['~CAST(1 AS bit)', 'false'],
  ],
  'small whole numbers do not stop at their own bounds ("Data type precedence")': [
    ['-CAST(4 AS tinyint)', '-4'], ['CAST(4 AS tinyint) - 10', '-6'], ['-(CAST(4 AS tinyint) % 10)', '-4'], ['CAST(200 AS tinyint) * 3', '600'], ['ABS(CAST(255 AS tinyint)) + 1', '256'], ['CAST(30000 AS smallint) * 2', '60000'], ["DATEADD(quarter, CAST(100 AS tinyint), CAST('2020-01-31' AS date))", '2045-01-31'],
    ["CAST(CEILING(1) AS varchar(5))", '1'], ["CAST(FLOOR(CAST(7 AS bigint)) AS varchar(5))", '7'],
  ],
  'a datetime that becomes finer shows its 1/300 s ("datetime2", compatibility level 130)': [
    ["CAST(CAST('2020-01-02 03:04:05.003' AS datetime) AS datetime2(6))", '2020-01-02 03:04:05.003333'], ["CAST(CAST('2020-01-02 03:04:05.997' AS datetime) AS datetime2(6))", '2020-01-02 03:04:05.996667'],
    ["CAST(CAST('2020-01-02 03:04:05.997' AS datetime) AS time(4))", '03:04:05.9967'], ["CAST(CAST('2020-01-02 03:04:05.997' AS datetime) AS datetime2(3))", '2020-01-02 03:04:05.997'],
    ["IIF(CAST('2020-01-02 03:04:05.003' AS datetime) = CAST('2020-01-02 03:04:05.003' AS datetime2(3)), 1, 0)", '1'], ["IIF(CAST('2020-01-02 03:04:05.003' AS datetime) = CAST('2020-01-02 03:04:05.003' AS datetime2(7)), 1, 0)", '0'],
    ['DATETIMEFROMPARTS(1999, 1, 28, 3, 2, 5, 5)', '1999-01-28 03:02:05.007'], ["CAST('2020-01-02 00:00:00.003' AS datetime) + CAST('1900-01-01 00:00:00.003' AS datetime)", '2020-01-02 00:00:00.007'],
    ['CAST(CAST(100 AS real) AS datetime)', '1900-04-11 00:00:00'],
  ],
  'a text read as a date or not at all ("TRY_CONVERT", "date")': [
    ["TRY_CONVERT(date, CAST(' ' AS varchar(5)))", '1900-01-01', 'duckdb'], ["TRY_CAST(CAST('20191231' AS varchar(10)) AS date)", '2019-12-31'], ["TRY_CAST(CAST('x' AS varchar(10)) AS date)", null, 'duckdb'],
  ],
  'scales that 38 digits have no room for ("Precision, scale, and length")': [
    ['(SIGN(1.5) + 1.25) + -2.50', '-0.2'], ['IIF(1 = 0, CEILING(1 / 3.00), 1.5)', '1.5'], ['COALESCE(NULLIF(CEILING(1 / 3.00), 1), 1.5)', '1.5'], ['100 / -1.25', '-80.000000'], ['CAST(CAST(0.333 AS decimal(3,3)) AS varchar(9))', '0.333'], ['CAST(ROUND(0.333, 2, 1) AS varchar(9))', '0.330'], ['CAST(999999999999.999999 AS decimal(18,6)) + 1.5', '1000000000001.499999'], ['CAST(999999999999999999 AS decimal(18,0)) * 2', '1999999999999999998'], ['SIGN(CAST(2.5 AS float)) + CAST(0.1 AS real)', '1.1000000014901161'],
  ],
  'steps finer than the type, and ranges of letters ("DATEADD", "LIKE")': [
    ["DATEADD(second, 1, CAST('2021-01-03 12:35' AS smalldatetime))", '2021-01-03 12:35:00'], ["DATEADD(second, 30, CAST('2021-01-03 12:35' AS smalldatetime))", '2021-01-03 12:36:00'], ["DATEADD(ms, 2, CAST('2021-01-03 12:35' AS datetime))", '2021-01-03 12:35:00.003'],
    ["IIF(CAST('A' AS varchar(9)) COLLATE Latin1_General_CS_AS LIKE '[a-c]%', 1, 0)", '1'], ["IIF(CAST('C' AS varchar(9)) COLLATE Latin1_General_CS_AS LIKE '[a-c]%', 1, 0)", '0'], ["IIF(CAST('A' AS varchar(9)) COLLATE Latin1_General_BIN2 LIKE '[a-c]%', 1, 0)", '0'],
  ],
  'NULL has no type that could keep it from converting ("CAST and CONVERT")': [
    ['CAST(NULL AS date)', null], ['CONVERT(time(3), NULL)', null], ['TRY_CAST(NULL AS datetime2)', null], ['CAST(NULL AS uniqueidentifier)', null], ['YEAR(CAST(NULL AS date))', null],
  ],
  'NULL stays NULL where a part or a place is asked for ("SUBSTRING", "CHARINDEX")': [
    ["SUBSTRING(CAST(NULL AS varchar(5)), CHARINDEX('B', 'a', 3), 1)", null], ["CHARINDEX('', CAST(NULL AS varchar(5)))", null], ["SUBSTRING(CAST('abc' AS varchar(5)), LEN('') - 1, 1)", ''],
  ],
  'case of letters under a collation: order, TRIM ("Collation and Unicode support")': [
    ["IIF(CAST('B' AS varchar(9)) COLLATE Latin1_General_CS_AS < 'a', 1, 0)", '0'], ["IIF(CAST('a' AS varchar(9)) COLLATE Latin1_General_CS_AS < 'A', 1, 0)", '1'], ["IIF(CAST('A' AS varchar(9)) COLLATE Latin1_General_CS_AS < 'ab', 1, 0)", '1'],
    ["IIF(CAST('B' AS varchar(9)) COLLATE Latin1_General_BIN2 < 'a', 1, 0)", '1'], ["TRIM('a ' FROM CAST('Abba ' AS varchar(9)))", 'bb'], ["TRIM('a' FROM CAST('Abba' AS varchar(9)) COLLATE Latin1_General_CS_AS)", 'Abb'],
    ["IIF(CAST('xa' AS char(5)) LIKE '%a ', 1, 0)", '1'], ["IIF(CAST('xa' AS varchar(5)) LIKE '%a ', 1, 0)", '0'],
  ],
  'JSON ("JSON_VALUE", "JSON_QUERY", "ISJSON")': [
    [`JSON_VALUE('{"a":{"b":"x"}}', '$.a.b')`, 'x'], [`JSON_VALUE('{"a":{"b":"x"}}', '$.a')`, null], [`JSON_VALUE('{"a":[1,2]}', '$.a[1]')`, '2'], [`JSON_VALUE('{"a":1}', 'lax $.z')`, null], [`ISJSON('{"a":1}')`, '1', 'duckdb'], [`ISJSON('{')`, '0', 'duckdb'], [`ISJSON('1')`, '0', 'duckdb'], [`ISJSON(' [1]')`, '1', 'duckdb'],
  ],
  'FORMAT in en-US ("FORMAT", .NET format strings)': [
    ["FORMAT(CAST(1234.567 AS decimal(9,3)), 'N2')", '1,234.57'], ["FORMAT(CAST(-1234.5 AS decimal(9,3)), 'N1')", '-1,234.5'], ["FORMAT(1234567, 'N0')", '1,234,567'], ["FORMAT(CAST(1234.5 AS money), 'C', 'en-US')", '$1,234.50'],
    ["FORMAT(CAST(-1234.5 AS money), 'C')", '($1,234.50)'], ["FORMAT(0.1234, 'P1')", '12.3 %'], ["FORMAT(42, 'D5')", '00042'], ["FORMAT(42, '0000')", '0042'], ["FORMAT(123456, '0000')", '123456'], ["FORMAT(1234.5, '#,##0.00')", '1,234.50'],
    ["FORMAT(1234.5, '#,##0.##')", '1,234.5'], ["FORMAT(1200, '#,##0.##')", '1,200'], ["FORMAT(0.5, '0%')", '50%'], ["FORMAT(CAST(NULL AS int), 'N0')", null], ["FORMAT(CAST(2.5 AS float), 'F1')", '2.5'],
    ["FORMAT(CAST('2020-02-03 14:05:06' AS datetime), 'yyyy-MM-dd HH:mm:ss')", '2020-02-03 14:05:06'], ["FORMAT(CAST('2020-02-03' AS date), 'd', 'en-US')", '2/3/2020'], ["FORMAT(CAST('2020-02-03' AS date), 'MMMM d, yyyy')", 'February 3, 2020'],
    ["FORMAT(CAST('2020-02-03 14:05:06' AS datetime), 'ddd h:mm tt')", 'Mon 2:05 PM'], ["FORMAT(CAST('2020-02-03' AS date), 'yyyyMM')", '202002'], ["FORMAT(CAST('2020-02-03' AS date), 'D')", 'Monday, February 3, 2020'],
  ],
}; // prettier-ignore
