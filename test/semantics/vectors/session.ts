/** What a session tells of itself, and options that keep statements from running. */
import { page, type Vector } from '../vector.js';

// prettier-ignore
export const SESSION: readonly Vector[] = [
  ...page('t-sql/functions/col-name-transact-sql', [
    ['columns are counted from 1', "CREATE TABLE t (a int, b int)\nGO\nSELECT COL_NAME(OBJECT_ID('t'), 1)", 'a'],
    ['NULL for a column that there is not', "CREATE TABLE t (a int, b int)\nGO\nSELECT COL_NAME(OBJECT_ID('t'), 9)", null],
  ]),
  ...page('t-sql/functions/options-transact-sql', [
    ['512 is NOCOUNT, which is off', 'SELECT @@OPTIONS & 512', '0'],
    ['and on', 'SET NOCOUNT ON\nGO\nSELECT @@OPTIONS & 512', '512'],
  ]),
  ...page('t-sql/functions/servicename-transact-sql', [
    ['the default instance has a name of its own', 'SELECT @@SERVICENAME', 'MSSQLSERVER', { type: 'nvarchar(128)' }],
  ]),
  ...page('t-sql/functions/dbts-transact-sql', [
    ['the last rowversion that was used', 'CREATE TABLE t (a int, v rowversion); INSERT t (a) VALUES (1), (2)\nGO\nSELECT a FROM t WHERE v = @@DBTS', '2'],
  ]),
  ...page('t-sql/functions/collationproperty-transact-sql', [
    ['a code page', "SELECT CAST(COLLATIONPROPERTY('Traditional_Spanish_CS_AS_KS_WS', 'CodePage') AS int)", '1252'],
    ['a binary collation has the style 0', "SELECT CAST(COLLATIONPROPERTY('Latin1_General_BIN2', 'ComparisonStyle') AS int)", '0'],
    ['NULL for what is none', "SELECT COLLATIONPROPERTY('nothing', 'LCID')", null],
  ]),
  ...page('t-sql/statements/set-parseonly-transact-sql', [
    ['it is set while a batch is read: all of the batch with OFF runs', 'SET PARSEONLY ON\nGO\nSELECT 1; SET PARSEONLY OFF; SELECT 2', '2'],
    ['nothing runs before', 'CREATE TABLE t (a int)\nGO\nSET PARSEONLY ON\nGO\nINSERT t VALUES (1)\nGO\nSET PARSEONLY OFF\nGO\nSELECT COUNT(*) FROM t', '0'],
  ]),
  ...page('t-sql/statements/set-numeric-roundabort-transact-sql', [
    ['whole numbers lose nothing', 'CREATE TABLE t (a int); INSERT t VALUES (7)\nGO\nSET NUMERIC_ROUNDABORT ON\nGO\nSELECT a / 2 FROM t', '3'],
  ]),
  ...page('t-sql/data-types/datetimeoffset-transact-sql', [
    ['buckets are of UTC, and the offset stays', "SELECT DATE_BUCKET(DAY, 1, CAST('2020-01-09 12:32 -10:23' AS datetimeoffset(0)))", '2020-01-08 13:37:00 -10:23'],
  ]),
  ...page('t-sql/data-types/date-transact-sql', [
    ['a month and a year of four digits', "SELECT CAST('Apr 2016' AS date)", '2016-04-01'],
    ['a month with two digits is none of the forms', "SELECT CAST('Apr 16' AS date)", 241],
  ]),
  ...page('t-sql/functions/procid-transact-sql', [
    ['the module at hand', 'CREATE FUNCTION dbo.own() RETURNS TABLE AS RETURN (SELECT OBJECT_NAME(@@PROCID) AS n)\nGO\nSELECT n FROM dbo.own()', 'own'],
  ]),
];
