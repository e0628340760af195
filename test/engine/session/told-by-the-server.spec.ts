/** What SQL Server says of its session, of names it does not know, and of options that keep statements from running. Source: Microsoft Learn, the page of each. */
import { answers } from './answers.js';

it.each<[what: string, batches: string[], expected: string[]]>([
  ['no such function', ['SELECT later(1)'], ['!195']],
  ['no such function in a column that is worked out', ['CREATE TABLE t (a int, b AS later(a))'], ['!195']],
  ['no such function in a default', ['CREATE TABLE t (a int DEFAULT later(1))'], ['!195']],
  ['no such function in FROM', ['SELECT * FROM later(1)'], ['!208']],
  ['no such function of the server', ['SELECT sys.later(1)'], ['!4121']],
  ['a function that is lacking', ["SELECT PWDENCRYPT('a')"], ['?ENGINE-FUNCTION-PWDENCRYPT']],
  ['a function of ODBC', ['SELECT {fn CURDATE()}'], ['?ENGINE-FUNCTION-CURDATE']],
  ['a function that is lacking in FROM', ['SELECT * FROM OPENQUERYX()', 'SELECT * FROM fn_helpcollations()'], ['?ENGINE-FUNCTION-FN_HELPCOLLATIONS']], // prettier-ignore
  ['a column by ids', ["CREATE TABLE t (a int, b int)", "SELECT COL_NAME(OBJECT_ID('t'), 2), COL_NAME(OBJECT_ID('t'), 3), COL_NAME(NULL, 1), COL_NAME(-1, 1)"], ['b|NULL|NULL|NULL']], // prettier-ignore
  ['a column by a text that is no id', ["SELECT COL_NAME('t', 1)"], ['!245']],
  ['a scalar function in FROM', ['SELECT * FROM COL_NAME(1, 1)'], ['!208']],
  ['the id of no database', ["SELECT DB_ID('')"], ['NULL']],
  ['the id of a database', ["SELECT DB_ID('shop')"], ['?ENGINE-FUNCTION-DB_ID']],
  ['its service and session', ["SELECT @@SERVICENAME, IIF(@@SPID > 50, 'user', 'server')"], ['MSSQLSERVER|user']],
  ['its options', ['SELECT @@OPTIONS & 512, @@OPTIONS & 64'], ['0|64']],
  ['its options that were set', ['SET NOCOUNT ON; SET ARITHABORT OFF', 'SELECT @@OPTIONS & 512, @@OPTIONS & 64'], ['512|0']], // prettier-ignore
  ['the last rowversion', ['CREATE TABLE t (a int, v rowversion); INSERT t (a) VALUES (1)', "SELECT IIF(v = @@DBTS, 'last', 'no') FROM t"], ['last']], // prettier-ignore
  ['the module of a function in FROM', ['CREATE FUNCTION dbo.f() RETURNS TABLE AS RETURN (SELECT OBJECT_NAME(@@PROCID) AS n)', 'SELECT n, @@PROCID FROM dbo.f()'], ['f|0']], // prettier-ignore
  ['a collation', ["SELECT COLLATIONPROPERTY('Traditional_Spanish_100_CS_AI', 'LCID'), COLLATIONPROPERTY('Traditional_Spanish_100_CS_AI', 'Version')"], ['1034|2']], // prettier-ignore
  ['how a collation compares', ["SELECT COLLATIONPROPERTY('Latin1_General_CI_AS_KS', 'ComparisonStyle'), COLLATIONPROPERTY('Latin1_General_BIN2', 'ComparisonStyle')"], ['131073|0']], // prettier-ignore
  ['no collation, and no property', ["SELECT COLLATIONPROPERTY('none', 'LCID'), COLLATIONPROPERTY('Latin1_General_CI_AS', 'x')"], ['NULL|NULL']], // prettier-ignore
  ['a collation of another locale', ["SELECT COLLATIONPROPERTY('Thai_CI_AS', 'LCID')"], ['?ENGINE-FUNCTION-COLLATIONPROPERTY']], // prettier-ignore
  ['a bucket in UTC, by the clock of its offset', ["SELECT DATE_BUCKET(DAY, 1, CAST('2020-01-09 12:32 -10:23' AS datetimeoffset(0)))"], ['2020-01-08 13:37:00 -10:23']], // prettier-ignore
  ['a moment in UTC, of a server on UTC', ["SELECT FORMAT(CAST('2020-03-14 15:09' AS datetime2), 'U', 'en-US'), FORMAT(CAST('2020-03-14 15:09 +01:00' AS datetimeoffset), 'U', 'en-US')"], ['Saturday, March 14, 2020 3:09:00 PM|NULL']], // prettier-ignore
  ['a date that no float is', ['SELECT DATEPART(DAY, CAST(1.79E+308 AS float))'], ['!8115']],
  ['bytes without 0x', ["SELECT CONVERT(binary(5), ' ', 1)"], ['!8114']],
  ['a context that is too long', [`SET CONTEXT_INFO 0x${'12'.repeat(129)}`], ['!2743']],
])('%s', (_what, batches, expected) => {
  expect(answers(...batches)).toEqual(expected);
});

it.each<[what: string, batches: string[], expected: string[]]>([
  ['nothing runs', ['CREATE TABLE t (a int)', 'SET PARSEONLY ON', 'INSERT t VALUES (1)'], []],
  ['nothing runs of its own batch', ['SELECT 1; SET PARSEONLY ON; SELECT 2'], []],
  ['a later batch runs after OFF', ['SET PARSEONLY ON', 'SET PARSEONLY OFF', 'SELECT 1'], ['1']],
  ['all of a batch runs that says OFF', ['SET PARSEONLY ON', 'SELECT 1; SET PARSEONLY OFF; SELECT 2'], ['1', '2']],
  ['what is not read is not called right', ['SET PARSEONLY ON', 'SELECT * FROM INSERT'], ['?ENGINE-SYNTAX']],
])('with PARSEONLY %s', (_what, batches, expected) => {
  expect(answers(...batches)).toEqual(expected);
});

const TABLES = 'CREATE TABLE t (a int, s varchar(9) DEFAULT 1); CREATE TABLE d (a decimal(9, 2)); INSERT t (a) VALUES (1), (2)'; // prettier-ignore
const lacking = ['?ENGINE-SET-NUMERIC_ROUNDABORT'];

it.each<[what: string, sql: string, expected: string[]]>([
  ['whole numbers', 'UPDATE t SET a = a * 2 WHERE a > 1; SELECT a FROM t ORDER BY a', ['#1', '1;4']],
  ['a table of whole numbers', 'CREATE TABLE u (a int); INSERT u VALUES (7); SELECT a FROM u', ['#1', '7']],
  ['a column with a fraction', 'SELECT a FROM d', lacking],
  ['a constant with a fraction', 'SELECT a * 1.5 FROM t', lacking],
  ['a new column with a fraction', 'CREATE TABLE u (a decimal(9, 2))', lacking],
  ['a conversion', 'SELECT CAST(a AS decimal(9, 2)) FROM t', lacking],
  ['a function', 'SELECT AVG(a) FROM t', lacking],
  ['a variable', 'DECLARE @d int; SELECT @d', lacking],
  ['a view', 'SELECT a FROM v', lacking],
])('with NUMERIC_ROUNDABORT, %s', (_what, sql, expected) => {
  expect(answers(TABLES, 'CREATE VIEW v AS SELECT a FROM d', 'SET NUMERIC_ROUNDABORT ON', sql)).toEqual(expected);
});

it.each<[sql: string, expected: string]>([
  ['SELECT 1 AS a ORDER BY a UNION SELECT 2', '!156'],
  ['SELECT 42 = CAST(42 AS int)', '!102'],
  ['SELECT CAST(42 AS int) = 42', '!102'],
  ['SELECT 2E+ 1', '!102'],
  ['CREATE TABLE t (@a int)', '!102'],
  ['CREATE TABLE t (a int, b int GENERATED ALWAYS AS (a / 4) stored)', '!102'],
  ['DECLARE @t TABLE (a int) NOT NULL', '!156'],
  ['SELECT NEXT VALUE FOR null', '!156'],
  ['SELECT 1 FROM t AS OF', '?ENGINE-SYNTAX'],
  ['ALTER DATABASE shop SET a = b', '?ENGINE-STATEMENT-ALTER-DATABASE'],
])('nothing of a batch runs that is no T-SQL: %s', (sql, expected) => {
  expect(answers(`SELECT 1\n${sql}`).at(-1)).toBe(expected);
});
