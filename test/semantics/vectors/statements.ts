/** Statements: rows changed, constraints, transactions, errors, settings. */
import { column, page } from '../vector.js';

const T = 'CREATE TABLE t (a int, b varchar(10));';
const KEYS =
  'CREATE TABLE p (a int NOT NULL PRIMARY KEY); CREATE TABLE c (a int NOT NULL REFERENCES p(a)); INSERT p VALUES (1), (3), (4), (6);';
const STOCK =
  'CREATE TABLE stock (id int PRIMARY KEY, qty int); INSERT stock VALUES (1, 10), (2, 5); CREATE TABLE moves (id int, qty int); INSERT moves VALUES (1, -10), (2, 3), (3, 7);';
const MERGE =
  'MERGE stock AS t USING moves AS s ON t.id = s.id WHEN MATCHED AND t.qty + s.qty = 0 THEN DELETE WHEN MATCHED THEN UPDATE SET qty = t.qty + s.qty WHEN NOT MATCHED THEN INSERT VALUES (s.id, s.qty)';

// prettier-ignore
export const STATEMENTS = [
  ...page('t-sql/statements/insert-transact-sql', [
    ['columns left out have their default or NULL', "CREATE TABLE t (a int, b varchar(9) DEFAULT 'd', c int); INSERT t (a) VALUES (1); SELECT a, b, c FROM t", [['1', 'd', null]]],
    ['DEFAULT VALUES', "CREATE TABLE t (a int DEFAULT 7, b int); INSERT t DEFAULT VALUES; SELECT a, b FROM t", [['7', null]]],
    ['the word DEFAULT for one of them', 'CREATE TABLE t (a int DEFAULT 7, b int); INSERT t VALUES (DEFAULT, 2); SELECT a, b FROM t', [['7', '2']]],
    ['from a query', `${T} INSERT t SELECT v, 'x' FROM (VALUES (1), (2)) s(v); SELECT COUNT(*) FROM t`, '2'],
    ['all rows or none', 'CREATE TABLE t (a int CHECK (a < 3)); INSERT t VALUES (1), (5); SELECT COUNT(*) FROM t', '0', { errors: [547] }],
    ['too few values', `${T} INSERT t VALUES (1)`, 213],
    ['more columns than values', `${T} INSERT t (a, b) VALUES (1)`, 109],
    ['fewer columns than values', `${T} INSERT t (a) VALUES (1, 2)`, 110],
    ['NULL in a column that has none', 'CREATE TABLE t (a int NOT NULL); INSERT t VALUES (NULL)', 515],
    ['a column that is not there', `${T} INSERT t (z) VALUES (1)`, 207],
    ['a computed column cannot be set', 'CREATE TABLE t (a int, b AS a + 1); INSERT t (a, b) VALUES (1, 2)', 271],
    ['TOP of a query', `${T} INSERT TOP (1) t SELECT v, 'x' FROM (VALUES (1), (2)) s(v); SELECT COUNT(*) FROM t`, '1'],
  ]),
  ...page('t-sql/queries/update-transact-sql', [
    ['all values of a row are those before', 'CREATE TABLE t (a int, b int); INSERT t VALUES (1, 2); UPDATE t SET a = b, b = a; SELECT a, b FROM t', [['2', '1']]],
    ['from a join', `${T} INSERT t VALUES (1, 'x'), (2, 'y'); UPDATE t SET b = s.w FROM t JOIN (VALUES (2, 'new')) s(v, w) ON t.a = s.v; SELECT b FROM t ORDER BY a`, column('x', 'new')],
    ['a variable and a column at once', 'CREATE TABLE t (a int); INSERT t VALUES (1); DECLARE @v int; UPDATE t SET @v = a = a + 5; SELECT @v, a FROM t', [['6', '6']]],
    ['compound', 'CREATE TABLE t (a int); INSERT t VALUES (5); UPDATE t SET a *= 3; SELECT a FROM t', '15'],
    ['the row count', `${T} INSERT t VALUES (1, 'x'), (1, 'y'); UPDATE t SET b = 'z' WHERE a = 1; SELECT @@ROWCOUNT`, '2'],
    ['to the default', "CREATE TABLE t (a int DEFAULT 9); INSERT t VALUES (1); UPDATE t SET a = DEFAULT; SELECT a FROM t", '9'],
    ['an identity column is not to be set', 'CREATE TABLE t (a int IDENTITY, b int); INSERT t VALUES (1); UPDATE t SET a = 5', 8102],
  ]),
  ...page('t-sql/statements/delete-transact-sql', [
    ['by a join', `${T} INSERT t VALUES (1, 'x'), (2, 'y'); DELETE t FROM t JOIN (VALUES (1)) s(v) ON t.a = s.v; SELECT a FROM t`, '2'],
    ['all rows', `${T} INSERT t VALUES (1, 'x'); DELETE t; SELECT COUNT(*) FROM t`, '0'],
  ]),
  ...page('t-sql/statements/truncate-table-transact-sql', [
    ['it begins the identity anew', 'CREATE TABLE t (a int IDENTITY(5, 1), b int); INSERT t VALUES (1), (2); TRUNCATE TABLE t; INSERT t VALUES (9); SELECT a FROM t', '5'],
    ['DELETE does not', 'CREATE TABLE t (a int IDENTITY(5, 1), b int); INSERT t VALUES (1), (2); DELETE t; INSERT t VALUES (9); SELECT a FROM t', '7'],
    ['not of a table that others refer to', `${KEYS} TRUNCATE TABLE p`, 4712],
    ['it can be rolled back', `${T} INSERT t VALUES (1, 'x'); BEGIN TRAN; TRUNCATE TABLE t; ROLLBACK; SELECT COUNT(*) FROM t`, '1'],
  ]),
  ...page('t-sql/statements/merge-transact-sql', [
    ['delete, change and insert in one', `${STOCK} ${MERGE}; SELECT id, qty FROM stock ORDER BY id`, [['2', '8'], ['3', '7']]],
    ['$action tells what was done', `${STOCK} DECLARE @o TABLE (act nvarchar(10), id int); ${MERGE} OUTPUT $action, COALESCE(inserted.id, deleted.id) INTO @o; SELECT act, id FROM @o ORDER BY id`, [['DELETE', '1'], ['UPDATE', '2'], ['INSERT', '3']]],
    ['what the source has not', `${STOCK} MERGE stock t USING (VALUES (1)) s(id) ON t.id = s.id WHEN NOT MATCHED BY SOURCE THEN DELETE; SELECT id FROM stock;`, '1'],
    ['a row may be changed once', `${STOCK} INSERT moves VALUES (1, 5); MERGE stock t USING moves s ON t.id = s.id WHEN MATCHED THEN UPDATE SET qty = s.qty;`, 8672],
  ]),
  ...page('t-sql/queries/output-clause-transact-sql', [
    ['rows that are new', `${T} INSERT t OUTPUT inserted.a, inserted.b VALUES (1, 'x')`, [['1', 'x']]],
    ['before and after', `${T} INSERT t VALUES (1, 'x'); UPDATE t SET a = 5 OUTPUT deleted.a, inserted.a`, [['1', '5']]],
    ['rows that go', `${T} INSERT t VALUES (1, 'x'), (2, 'y'); DELETE t OUTPUT deleted.* WHERE a = 2`, [['2', 'y']]],
    ['into a table', `${T} DECLARE @o TABLE (a int); INSERT t OUTPUT inserted.a INTO @o VALUES (3, 'x'); SELECT a FROM @o`, '3'],
    ['an identity that was given', 'CREATE TABLE t (id int IDENTITY(100, 5), b int); INSERT t (b) OUTPUT inserted.id VALUES (1), (2)', column('100', '105')],
  ]),
  ...page('t-sql/statements/create-table-transact-sql', [
    ['a name that is taken', 'CREATE TABLE t (a int); CREATE TABLE t (a int)', 2714],
    ['a column named twice', 'CREATE TABLE t (a int, A int)', 2705],
    ['an unknown type', 'CREATE TABLE t (a no_such_type)', 2715],
    ['a temporary table', 'CREATE TABLE #t (a int); INSERT #t VALUES (1); SELECT a FROM #t', '1'],
    ['two primary keys', 'CREATE TABLE t (a int PRIMARY KEY, b int PRIMARY KEY)', 8110],
    ['a precision beyond 38', 'CREATE TABLE t (a decimal(39, 0))', 2750],
  ]),
  ...page('relational-databases/tables/primary-and-foreign-key-constraints', [
    ['a primary key is there once', 'CREATE TABLE t (a int PRIMARY KEY); INSERT t VALUES (1); INSERT t VALUES (1)', 2627],
    ['a child needs its parent', `${KEYS} INSERT c VALUES (2)`, 547],
    ['a parent with children stays', `${KEYS} INSERT c VALUES (1); DELETE p WHERE a = 1`, 547],
    ['ON DELETE CASCADE takes the children along', 'CREATE TABLE p (a int PRIMARY KEY); CREATE TABLE c (a int REFERENCES p(a) ON DELETE CASCADE); INSERT p VALUES (1), (2); INSERT c VALUES (1), (2); DELETE p WHERE a = 1; SELECT a FROM c', '2'],
    ['ON DELETE SET NULL leaves them', 'CREATE TABLE p (a int PRIMARY KEY); CREATE TABLE c (a int REFERENCES p(a) ON DELETE SET NULL); INSERT p VALUES (1); INSERT c VALUES (1); DELETE p; SELECT a FROM c', null],
    ['NULL refers to nothing, and is allowed', 'CREATE TABLE p (a int PRIMARY KEY); CREATE TABLE c (a int REFERENCES p(a)); INSERT c VALUES (NULL); SELECT COUNT(*) FROM c', '1'],
  ]),
  ...page('relational-databases/tables/unique-constraints-and-check-constraints', [
    ['one NULL is unique', 'CREATE TABLE t (a int UNIQUE); INSERT t VALUES (NULL); SELECT COUNT(*) FROM t', '1'],
    ['two are not', 'CREATE TABLE t (a int UNIQUE); INSERT t VALUES (NULL); INSERT t VALUES (NULL)', 2627],
    ['a check that is false', 'CREATE TABLE t (a int CHECK (a BETWEEN 15 AND 100)); INSERT t VALUES (5)', 547],
    ['a check that is unknown lets pass', 'CREATE TABLE t (a int CHECK (a = 10)); INSERT t VALUES (NULL); SELECT COUNT(*) FROM t', '1'],
    ['of blanks and letter case', "CREATE TABLE t (a varchar(5) UNIQUE); INSERT t VALUES ('a'); INSERT t VALUES ('A  ')", 2627],
  ]),
  ...page('t-sql/statements/create-table-transact-sql-identity-property', [
    ['seed and increment', "CREATE TABLE t (id int IDENTITY(100, 5), b char(1)); INSERT t VALUES ('x'), ('y'), ('z'); SELECT id FROM t ORDER BY id", column('100', '105', '110')],
    ['a rolled back value is not given again', 'CREATE TABLE t (id int IDENTITY, b int); BEGIN TRAN; INSERT t VALUES (1); ROLLBACK; INSERT t VALUES (2); SELECT id FROM t', '2'],
    ['one alone in a table', 'CREATE TABLE t (a int IDENTITY, b int IDENTITY)', 2744],
  ]),
  ...page('t-sql/statements/set-identity-insert-transact-sql', [
    ['OFF: a value of its own is refused', 'CREATE TABLE t (id int IDENTITY, b int); INSERT t (id, b) VALUES (5, 1)', 544],
    ['ON: it is taken, and counting goes on from it', 'CREATE TABLE t (id int IDENTITY, b int); SET IDENTITY_INSERT t ON; INSERT t (id, b) VALUES (5, 1); SET IDENTITY_INSERT t OFF; INSERT t (b) VALUES (2); SELECT id FROM t ORDER BY id', column('5', '6')],
    ['for one table at a time', 'CREATE TABLE t (id int IDENTITY); CREATE TABLE u (id int IDENTITY); SET IDENTITY_INSERT t ON; SET IDENTITY_INSERT u ON', 8107],
  ]),
  ...page('t-sql/functions/scope-identity-transact-sql', [
    ['the last one given here', "CREATE TABLE t (id int IDENTITY(100, 5), b char(1)); INSERT t VALUES ('a'), ('b'); SELECT SCOPE_IDENTITY()", '105', { type: 'decimal(38,0)' }],
    ['NULL before the first', 'SELECT SCOPE_IDENTITY()', null],
  ]),
  ...page('t-sql/statements/create-sequence-transact-sql', [
    ['from a start by an increment', 'CREATE SEQUENCE s AS int START WITH 5 INCREMENT BY 5; SELECT NEXT VALUE FOR s; SELECT NEXT VALUE FOR s', '10', { type: 'int' }],
    ['a bigint without a type, from its least value', 'CREATE SEQUENCE s; SELECT NEXT VALUE FOR s', '-9223372036854775808', { type: 'bigint' }],
    ['CYCLE begins again at the minimum', 'CREATE SEQUENCE s AS int START WITH 3 MINVALUE 1 MAXVALUE 3 CYCLE; SELECT NEXT VALUE FOR s; SELECT NEXT VALUE FOR s', '1'],
    ['without it the end is an error', 'CREATE SEQUENCE s AS int START WITH 3 MINVALUE 1 MAXVALUE 3; SELECT NEXT VALUE FOR s; SELECT NEXT VALUE FOR s', 11728],
    ['an increment of 0 is refused', 'CREATE SEQUENCE s AS int INCREMENT BY 0', 11700],
  ]),
  ...page('t-sql/functions/next-value-for-transact-sql', [
    ['in a row one value, however often it is asked', 'CREATE SEQUENCE s AS int START WITH 1; SELECT NEXT VALUE FOR s, NEXT VALUE FOR s', [['1', '1']]],
    ['in each row another', 'CREATE SEQUENCE s AS int START WITH 1; SELECT NEXT VALUE FOR s, NEXT VALUE FOR s FROM (VALUES (1), (2)) t(v)', [['1', '1'], ['2', '2']]],
    ['in rows of VALUES too', 'CREATE SEQUENCE s AS int START WITH 1; CREATE TABLE t (a int, b int); INSERT t VALUES (NEXT VALUE FOR s, NEXT VALUE FOR s), (NEXT VALUE FOR s, 0); SELECT a, b FROM t ORDER BY a', [['1', '1'], ['2', '0']]],
    ['for a variable one each time', 'CREATE SEQUENCE s AS int START WITH 1; DECLARE @a int = NEXT VALUE FOR s; DECLARE @b int; SET @b = NEXT VALUE FOR s; SELECT @a, @b', [['1', '2']]],
    ['as a default', 'CREATE SEQUENCE s AS int START WITH 7;\nGO\nCREATE TABLE t (id int DEFAULT (NEXT VALUE FOR s), b int); INSERT t (b) VALUES (1), (2); SELECT id FROM t ORDER BY id', column('7', '8')],
    ['a value that was rolled back is gone', 'CREATE SEQUENCE s AS int START WITH 1; CREATE TABLE t (a int); BEGIN TRAN; INSERT t VALUES (NEXT VALUE FOR s); ROLLBACK; SELECT NEXT VALUE FOR s', '2'],
  ]),
  ...page('t-sql/statements/set-xact-abort-transact-sql', [
    ['OFF: the statement fails, the transaction goes on', `${KEYS} SET XACT_ABORT OFF; BEGIN TRAN; INSERT c VALUES (1); INSERT c VALUES (2); INSERT c VALUES (3); COMMIT; SELECT a FROM c ORDER BY a`, column('1', '3'), { errors: [547] }],
    ['ON: all of it is rolled back', `${KEYS}\nGO\nSET XACT_ABORT ON; BEGIN TRAN; INSERT c VALUES (4); INSERT c VALUES (5); INSERT c VALUES (6); COMMIT\nGO\nSELECT COUNT(*) FROM c`, '0', { errors: [547] }],
    ['and the batch ends', `${KEYS}\nGO\nSET XACT_ABORT ON; INSERT c VALUES (5); SELECT 'on'\nGO\nSELECT 'next'`, 'next', { errors: [547] }],
  ]),
  ...page('t-sql/language-elements/begin-transaction-transact-sql', [
    ['it counts', 'BEGIN TRAN; BEGIN TRAN; SELECT @@TRANCOUNT; ROLLBACK', '2'],
    ['an inner COMMIT lets nothing be kept', `${T} BEGIN TRAN; BEGIN TRAN; INSERT t VALUES (1, 'x'); COMMIT; ROLLBACK; SELECT COUNT(*) FROM t`, '0'],
  ]),
  ...page('t-sql/language-elements/rollback-transaction-transact-sql', [
    ['all levels at once', 'BEGIN TRAN; BEGIN TRAN; ROLLBACK; SELECT @@TRANCOUNT', '0'],
    ['without a transaction it is an error', 'ROLLBACK', 3903],
    ['variables keep what they have', 'DECLARE @v int = 1; BEGIN TRAN; SET @v = 2; ROLLBACK; SELECT @v', '2'],
    ['table variables too', 'DECLARE @t TABLE (a int); BEGIN TRAN; INSERT @t VALUES (1); ROLLBACK; SELECT COUNT(*) FROM @t', '1'],
  ]),
  ...page('t-sql/language-elements/commit-transaction-transact-sql', [
    ['without a transaction it is an error', 'COMMIT', 3902],
    ['it keeps', `${T} BEGIN TRAN; INSERT t VALUES (1, 'x'); COMMIT; SELECT COUNT(*) FROM t`, '1'],
  ]),
  ...page('t-sql/language-elements/save-transaction-transact-sql', [
    ['back to the savepoint', `${T} BEGIN TRAN; INSERT t VALUES (1, 'x'); SAVE TRAN s; INSERT t VALUES (2, 'y'); ROLLBACK TRAN s; COMMIT; SELECT a FROM t`, '1'],
    ['one that is not there', 'BEGIN TRAN; ROLLBACK TRAN nothing', 6401],
  ]),
  ...page('t-sql/language-elements/try-catch-transact-sql', [
    ['the error is caught, and told of', "BEGIN TRY SELECT 1 / 0; END TRY BEGIN CATCH SELECT ERROR_NUMBER(), ERROR_SEVERITY(), ERROR_STATE() END CATCH", [['8134', '16', '1']]],
    ['without an error CATCH is passed over', "BEGIN TRY SELECT 'try' END TRY BEGIN CATCH SELECT 'catch' END CATCH", 'try'],
    ['its message', "BEGIN TRY SELECT 1 / 0; END TRY BEGIN CATCH SELECT ERROR_MESSAGE() END CATCH", 'Divide by zero error encountered.'],
    ['a name that is not there is not caught on its own level', "BEGIN TRY SELECT * FROM no_table END TRY BEGIN CATCH SELECT 1 END CATCH", 208],
    ['a broken constraint', `${KEYS} BEGIN TRY INSERT c VALUES (9) END TRY BEGIN CATCH SELECT ERROR_NUMBER(), @@TRANCOUNT END CATCH`, [['547', '0']]],
    ['a transaction that can only be rolled back', `${KEYS}\nGO\nSET XACT_ABORT ON; BEGIN TRY BEGIN TRAN; INSERT c VALUES (9); COMMIT END TRY BEGIN CATCH SELECT XACT_STATE(); ROLLBACK END CATCH`, '-1'],
    ['one inside another', "BEGIN TRY BEGIN TRY SELECT 1 / 0 END TRY BEGIN CATCH THROW 50001, 'again', 1 END CATCH END TRY BEGIN CATCH SELECT ERROR_NUMBER() END CATCH", '50001'],
  ]),
  ...page('t-sql/language-elements/throw-transact-sql', [
    ['a number of its own', "THROW 51000, 'The record does not exist.', 1", 51000],
    ['below 50000 it is refused', "THROW 49999, 'x', 1", 35100],
    ['again from CATCH', "BEGIN TRY SELECT 1 / 0 END TRY BEGIN CATCH THROW END CATCH", 8134],
    ['the severity is 16', "BEGIN TRY THROW 51000, 'x', 5 END TRY BEGIN CATCH SELECT ERROR_SEVERITY(), ERROR_STATE() END CATCH", [['16', '5']]],
  ]),
  ...page('t-sql/language-elements/raiserror-transact-sql', [
    ['a text has the number 50000', "RAISERROR('no', 16, 1)", 50000],
    ['it does not end the batch', "RAISERROR('no', 16, 1); SELECT 1", '1', { errors: [50000] }],
    ['values in its text', "BEGIN TRY RAISERROR('%s has %d, %5d', 16, 1, N'it', 7, 3) END TRY BEGIN CATCH SELECT ERROR_MESSAGE() END CATCH", 'it has 7,     3'],
    ['CATCH is not reached below 11', "BEGIN TRY RAISERROR('x', 10, 1); SELECT 'on' END TRY BEGIN CATCH SELECT 'catch' END CATCH", 'on'],
  ]),
  ...page('t-sql/functions/error-transact-sql', [
    ['of the statement before', 'SELECT 1 / 0; SELECT @@ERROR', '8134', { errors: [8134] }],
    ['0 after one that went well', 'SELECT 1; SELECT @@ERROR', '0'],
  ]),
  ...page('t-sql/functions/rowcount-transact-sql', [
    ['of a query', 'SELECT v FROM (VALUES (1), (2)) t(v); SELECT @@ROWCOUNT', '2'],
    ['PRINT, BEGIN TRAN and COMMIT make it 0', "SELECT v FROM (VALUES (1), (2)) t(v); PRINT 'x'; DECLARE @p int, @b int, @c int; SELECT @p = @@ROWCOUNT; BEGIN TRAN; SELECT @b = @@ROWCOUNT; COMMIT; SELECT @p, @b, @@ROWCOUNT", [['0', '0', '0']]],
    ['an option makes it 0', 'SELECT v FROM (VALUES (1), (2)) t(v); SET ANSI_NULLS ON; SELECT @@ROWCOUNT', '0'],
    ['SET makes it 1', 'DECLARE @a int; SET @a = 5; SELECT @@ROWCOUNT', '1'],
  ]),
  ...page('t-sql/language-elements/while-transact-sql', [
    ['BREAK and CONTINUE', 'DECLARE @i int = 0, @s int = 0; WHILE @i < 10 BEGIN SET @i += 1; IF @i = 3 CONTINUE; IF @i = 6 BREAK; SET @s += @i END; SELECT @i, @s', [['6', '12']]],
  ]),
  ...page('t-sql/language-elements/if-else-transact-sql', [
    ['unknown goes to ELSE', "IF NULL = 1 SELECT 'a' ELSE SELECT 'b'", 'b'],
  ]),
  ...page('t-sql/language-elements/declare-local-variable-transact-sql', [
    ['NULL until it is set', 'DECLARE @a int; SELECT @a', null],
    ['known in its batch alone', 'DECLARE @a int = 1\nGO\nSELECT @a', 137],
    ['twice is an error', 'DECLARE @a int; DECLARE @a int', 134],
    ['a table', 'DECLARE @t TABLE (a int PRIMARY KEY, b AS a * 2); INSERT @t VALUES (4); SELECT b FROM @t', '8'],
  ]),
  ...page('t-sql/language-elements/select-local-variable-transact-sql', [
    ['the last row counts', 'DECLARE @a int; SELECT @a = v FROM (VALUES (1)) t(v); SELECT @a', '1'],
    ['without rows it stays', "DECLARE @a varchar(9) = 'Generic'; SELECT @a = 'x' WHERE 1 = 0; SELECT @a", 'Generic'],
    ['a subquery without rows makes it NULL', "DECLARE @a varchar(9) = 'Generic'; SELECT @a = (SELECT 'x' WHERE 1 = 0); SELECT @a", null],
  ]),
  ...page('t-sql/statements/set-arithabort-transact-sql', [
    ['ON: a division by zero ends the query', 'SET ARITHABORT ON; SET ANSI_WARNINGS ON; SELECT 1 / 0', 8134],
    ['OFF without warnings: it is NULL', 'SET ARITHABORT OFF; SET ANSI_WARNINGS OFF; SELECT 1 / 0', null],
  ]),
  ...page('t-sql/statements/set-ansi-warnings-transact-sql', [
    ['ON: a text too long is an error', "SET ANSI_WARNINGS ON; CREATE TABLE t (a varchar(2)); INSERT t VALUES ('abc')", 2628],
    ['OFF: it is cut', "SET ANSI_WARNINGS OFF; CREATE TABLE t (a varchar(2)); INSERT t VALUES ('abc'); SELECT a FROM t", 'ab'],
  ]),
  ...page('t-sql/statements/set-ansi-nulls-transact-sql', [
    ['ON: nothing equals NULL', 'SET ANSI_NULLS ON; SELECT COUNT(*) FROM (VALUES (NULL), (1)) t(v) WHERE v = NULL', '0'],
    ['OFF: NULL does', 'SET ANSI_NULLS OFF\nGO\nSELECT COUNT(*) FROM (VALUES (NULL), (1)) t(v) WHERE v = NULL', '1'],
  ]),
  ...page('t-sql/statements/set-rowcount-transact-sql', [
    ['so many rows at most', 'SET ROWCOUNT 2; SELECT v FROM (VALUES (1), (2), (3)) t(v) ORDER BY v', column('1', '2')],
  ]),
  ...page('t-sql/statements/set-dateformat-transact-sql', [
    ['day, month, year', "SET DATEFORMAT dmy; SELECT CONVERT(varchar(10), CAST('31/12/1998' AS datetime), 120)", '1998-12-31'],
    ['month, day, year', "SET DATEFORMAT mdy; SELECT CONVERT(varchar(10), CAST('12/31/1998' AS datetime), 120)", '1998-12-31'],
    ['year, month, day', "SET DATEFORMAT ymd; SELECT CONVERT(varchar(10), CAST('1998/12/31' AS datetime), 120)", '1998-12-31'],
    ['the wrong order is an error', "SET DATEFORMAT mdy; SELECT CAST('31/12/1998' AS datetime)", 242],
  ]),
  ...page('t-sql/statements/set-datefirst-transact-sql', [
    ['the week of us_english begins on Sunday', 'SELECT @@DATEFIRST', '7'],
    ['it moves the number of the weekday', "SET DATEFIRST 3; SELECT @@DATEFIRST, DATEPART(dw, '19990101')", [['3', '3']]],
    ['0 and 8 are no days', 'SET DATEFIRST 8', 2742],
  ]),
  ...page('t-sql/statements/create-view-transact-sql', [
    ['it shows what its tables hold now', `${T} INSERT t VALUES (1, 'x');\nGO\nCREATE VIEW v AS SELECT a + 1 AS n FROM t\nGO\nINSERT t VALUES (5, 'y'); SELECT n FROM v ORDER BY n`, column('2', '6')],
    ['names of its columns', 'CREATE VIEW v (x, y) AS SELECT 1, 2\nGO\nSELECT y FROM v', '2'],
    ['a column without a name is refused', 'CREATE VIEW v AS SELECT 1', 4511],
    ['an order without TOP is refused', `${T}\nGO\nCREATE VIEW v AS SELECT a FROM t ORDER BY a`, 1033],
  ]),
  ...page('t-sql/statements/create-function-transact-sql', [
    ['a value', 'CREATE FUNCTION dbo.twice (@n int) RETURNS int AS BEGIN RETURN @n * 2 END\nGO\nSELECT dbo.twice(21)', '42'],
    ['a table by one query', 'CREATE FUNCTION dbo.upto (@n int) RETURNS TABLE AS RETURN (SELECT v FROM (VALUES (1), (2), (3)) t(v) WHERE v <= @n)\nGO\nSELECT COUNT(*) FROM dbo.upto(2)', '2'],
    ['a table by statements', 'CREATE FUNCTION dbo.rows2 () RETURNS @r TABLE (a int) AS BEGIN INSERT @r VALUES (1), (2); RETURN END\nGO\nSELECT SUM(a) FROM dbo.rows2()', '3'],
    ['NULL without a call', 'CREATE FUNCTION dbo.one (@n int) RETURNS int WITH RETURNS NULL ON NULL INPUT AS BEGIN RETURN 1 END\nGO\nSELECT dbo.one(NULL)', null],
    ['DEFAULT for a parameter', 'CREATE FUNCTION dbo.plus (@n int, @m int = 10) RETURNS int AS BEGIN RETURN @n + @m END\nGO\nSELECT dbo.plus(1, DEFAULT)', '11'],
  ]),
  ...page('relational-databases/tables/specify-computed-columns-in-a-table', [
    ['it follows its columns', 'CREATE TABLE t (q int, price money, total AS q * price); INSERT t (q, price) VALUES (3, 2.5); UPDATE t SET q = 4; SELECT total FROM t', '10.00'],
  ]),
];
