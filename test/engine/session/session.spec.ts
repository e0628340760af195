/** Source: Microsoft Learn, "TRY...CATCH", "THROW", "RAISERROR", "SET XACT_ABORT", "BEGIN TRANSACTION", "EXECUTE", "DECLARE @local_variable". */
import { answers, newSession, short } from './answers.js';

describe('control of flow', () => {
  it.each([
    ['variables are NULL until they are set', ['DECLARE @a int; SELECT @a'], ['NULL']],
    ['a declaration is known even where it was not passed', ['IF 1 = 0 DECLARE @a int = 5; SELECT @a'], ['NULL']],
    ['a variable of another batch is unknown', ['DECLARE @a int', 'SELECT @a'], ['!137']],
    ['a variable is cut to its length without a word', ["DECLARE @a varchar(2) = 'abc'; SELECT @a"], ['ab']],
    ['SELECT sets variables by the last row', ['DECLARE @a int = 0; SELECT @a = v FROM (VALUES (1), (2)) AS t (v); SELECT @a'], ['2']], // prettier-ignore
    [
      'SELECT without rows leaves a variable alone',
      ['DECLARE @a int = 9; SELECT @a = 1 WHERE 1 = 0; SELECT @a'],
      ['9'],
    ],
    ['a variable may gather rows', ["DECLARE @a varchar(9) = ''; SELECT @a += v FROM (VALUES ('x'), ('y')) AS t (v); SELECT @a"], ['xy']], // prettier-ignore
    ['WHILE, BREAK and CONTINUE', ['DECLARE @i int = 0, @s int = 0; WHILE 1 = 1 BEGIN SET @i += 1; IF @i = 2 CONTINUE; IF @i > 4 BREAK; SET @s += @i END; SELECT @s'], ['8']], // prettier-ignore
    ['RETURN ends the batch', ['SELECT 1; RETURN; SELECT 2'], ['1']],
    ['a condition that is unknown is not taken', ['IF NULL = NULL SELECT 1 ELSE SELECT 2'], ['2']],
    ['@@ROWCOUNT tells of the statement before', ['DECLARE @t TABLE (a int); INSERT @t VALUES (1), (2); SELECT @@ROWCOUNT; SELECT @@ROWCOUNT'], ['#2', '2', '1']], // prettier-ignore
    ['NOCOUNT leaves out counts', ['SET NOCOUNT ON; DECLARE @t TABLE (a int); INSERT @t VALUES (1); SELECT @@ROWCOUNT'], ['1']], // prettier-ignore
    ['types have ids and names', ['CREATE TYPE MyInt FROM int', "SELECT TYPE_NAME(TYPE_ID('dbo.[myint]')), TYPE_ID('datetime'), TYPE_NAME(167), TYPE_ID('a.b.c'), TYPE_NAME(TYPE_ID(' int'))"], ['MyInt|61|varchar|NULL|NULL']], // prettier-ignore
    ['so have schemas', ['CREATE SCHEMA own', "SELECT SCHEMA_ID(), SCHEMA_ID('sys'), SCHEMA_NAME(SCHEMA_ID('OWN')), SCHEMA_NAME(99), SCHEMA_ID('other')"], ['1|4|own|NULL|NULL']], // prettier-ignore
    ['a dropped type has no id', ['CREATE TYPE a FROM int', 'DROP TYPE a', "SELECT TYPE_ID('a')"], ['NULL']],
    ['ARITHIGNORE keeps back messages only', ['SET ARITHIGNORE ON; SET ANSI_WARNINGS OFF; SET ARITHABORT OFF', 'SELECT 1 / 0'], ['NULL']], // prettier-ignore
    ['and heeds nothing by default', ['SET ARITHIGNORE ON', 'SELECT 1 / 0'], ['!8134']],
    ['SESSIONPROPERTY tells how options stand', ['SET ANSI_NULLS OFF', "SELECT CAST(SESSIONPROPERTY('ANSI_NULLS') AS int), CAST(SESSIONPROPERTY('arithabort') AS int), SESSIONPROPERTY('other')"], ['0|1|NULL']], // prettier-ignore
    ['OUTPUT INTO takes no view', ['CREATE TABLE t (a int)', 'CREATE VIEW v AS SELECT a FROM t', 'INSERT t OUTPUT inserted.a INTO v VALUES (1)'], ['!330']], // prettier-ignore
    ['a constant takes no OUTPUT', ["EXEC sp_executesql N'SET @a = 1', N'@a int OUTPUT', @a = 2 OUTPUT"], ['!179']],
    ['ROWCOUNT takes no NULL', ['DECLARE @n int; SET ROWCOUNT @n'], ['!507']],
    ['ROWCOUNT takes nothing negative', ['DECLARE @n int = -2; SET ROWCOUNT @n'], ['!507']],
    ['ROWCOUNT is written as a number or a variable', ['SET ROWCOUNT -2'], ['!102']],
    ['ROWCOUNT is not the word NULL', ['SET ROWCOUNT NULL'], ['!102']],
    ['ROWCOUNT stops early', ['SET ROWCOUNT 1; SELECT v FROM (VALUES (1), (2)) AS t (v)'], ['1']],
    ['PRINT is a message', ["PRINT 'a' + 'b'"], ['"ab"']],
  ])('%s', (_name, batches, expected) => {
    expect(answers(...batches)).toEqual(expected);
  });
});

describe('errors', () => {
  it.each([
    ['a division by zero ends its statement only', 'SELECT 1/0; SELECT 2', ['!8134', '2']],
    ['a failed conversion ends the batch', "SELECT CAST('x' AS int); SELECT 2", ['!245']],
    ['an unknown table ends the batch', 'SELECT * FROM nowhere; SELECT 2', ['!208']],
    ['CATCH sees the error', 'BEGIN TRY SELECT 1/0 END TRY BEGIN CATCH SELECT ERROR_NUMBER(), ERROR_LINE(), ERROR_PROCEDURE() END CATCH', ['8134|1|NULL']], // prettier-ignore
    ['outside of CATCH there is none', 'SELECT ERROR_NUMBER()', ['NULL']],
    [
      'THROW in CATCH throws the same again',
      'BEGIN TRY SELECT 1/0 END TRY BEGIN CATCH THROW END CATCH; SELECT 1',
      ['!8134'],
    ],
    ['THROW ends the batch', "THROW 50001, 'no', 1; SELECT 1", ['!50001']],
    ['RAISERROR does not', "RAISERROR('%s is %d', 16, 1, 'x', 5); SELECT 1", ['!50000', '1']],
    ['RAISERROR of 10 is a message', "RAISERROR('%s is %05d', 10, 1, 'x', 5)", ['"x is 00005"']],
    ['an unknown name is not caught beside it', 'BEGIN TRY SELECT * FROM nowhere END TRY BEGIN CATCH SELECT 1 END CATCH', ['!208']], // prettier-ignore
    ['it is caught around', "BEGIN TRY EXEC ('SELECT * FROM nowhere') END TRY BEGIN CATCH SELECT ERROR_NUMBER() END CATCH", ['208']], // prettier-ignore
    ['@@ERROR tells of the statement before', 'SELECT 1/0; SELECT @@ERROR; SELECT @@ERROR', ['!8134', '8134', '0']],
  ])('%s', (_name, batch, expected) => {
    expect(answers(batch)).toEqual(expected);
  });
});

describe('transactions', () => {
  const table = 'CREATE TABLE t (a int CHECK (a > 0))';
  it.each([
    ['ROLLBACK takes back rows', 'BEGIN TRAN; INSERT t VALUES (1); ROLLBACK; SELECT COUNT(*) FROM t', ['#1', '0']],
    ['ROLLBACK takes back definitions', 'BEGIN TRAN; CREATE TABLE u (a int); ROLLBACK; SELECT * FROM u', ['!208']],
    ['a savepoint takes back what came after', 'BEGIN TRAN; INSERT t VALUES (1); SAVE TRAN s; INSERT t VALUES (2); ROLLBACK TRAN s; COMMIT; SELECT a FROM t', ['#1', '#1', '1']], // prettier-ignore
    ['an inner COMMIT commits nothing', 'BEGIN TRAN; BEGIN TRAN; INSERT t VALUES (1); COMMIT; SELECT @@TRANCOUNT; ROLLBACK; SELECT COUNT(*) FROM t', ['#1', '1', '0']], // prettier-ignore
    ['COMMIT without BEGIN', 'COMMIT', ['!3902']],
    ['ROLLBACK without BEGIN', 'ROLLBACK', ['!3903']],
    ['a table variable keeps its rows', 'DECLARE @v TABLE (a int); BEGIN TRAN; INSERT @v VALUES (1); ROLLBACK; SELECT a FROM @v', ['#1', '1']], // prettier-ignore
    ['an error leaves the transaction open', 'BEGIN TRAN; INSERT t VALUES (1); INSERT t VALUES (0); SELECT @@TRANCOUNT, COUNT(*) FROM t; ROLLBACK', ['#1', '!547', '1|1']], // prettier-ignore
    ['XACT_ABORT rolls back and ends the batch', 'SET XACT_ABORT ON; BEGIN TRAN; INSERT t VALUES (1); INSERT t VALUES (0); SELECT 1', ['#1', '!547']], // prettier-ignore
    ['XACT_ABORT in TRY dooms', 'SET XACT_ABORT ON; BEGIN TRY BEGIN TRAN; INSERT t VALUES (0) END TRY BEGIN CATCH SELECT XACT_STATE(); ROLLBACK END CATCH', ['-1']], // prettier-ignore
    ['a doomed one takes no change', 'SET XACT_ABORT ON; BEGIN TRY BEGIN TRAN; INSERT t VALUES (0) END TRY BEGIN CATCH BEGIN TRY INSERT t VALUES (1) END TRY BEGIN CATCH SELECT ERROR_NUMBER(); ROLLBACK END CATCH END CATCH', ['3930']], // prettier-ignore
  ])('%s', (_name, batch, expected) => {
    expect(answers(table, batch)).toEqual(expected);
  });
});

describe('routines', () => {
  it.each([
    ['a scalar function with a body', ['CREATE FUNCTION dbo.f(@a int) RETURNS int AS BEGIN DECLARE @b int = @a * 2; IF @b > 5 RETURN 5; RETURN @b END', 'SELECT dbo.f(2), dbo.f(9)'], ['4|5']], // prettier-ignore
    ['a function that calls itself', ['CREATE FUNCTION dbo.f(@n int) RETURNS int AS BEGIN RETURN CASE WHEN @n < 2 THEN 1 ELSE @n * dbo.f(@n - 1) END END', 'SELECT dbo.f(6)'], ['720']], // prettier-ignore
    ['nesting ends at 32', ['CREATE FUNCTION dbo.f(@n int) RETURNS int AS BEGIN RETURN dbo.f(@n + 1) END', 'SELECT dbo.f(1)'], ['!217']], // prettier-ignore
    ['a procedure with output, default and return value', ['CREATE PROC p @a int, @b int = 3, @c int OUTPUT AS SET @c = @a + @b; RETURN 7', 'DECLARE @r int, @o int; EXEC @r = p 1, @c = @o OUTPUT; SELECT @r, @o'], ['7|4']], // prettier-ignore
    ['a procedure wants its parameters', ['CREATE PROC p @a int AS SELECT @a', 'EXEC p'], ['!201']],
    ['and no more', ['CREATE PROC p @a int AS SELECT @a', 'EXEC p 1, 2'], ['!8144']],
    ['sp_executesql passes parameters', ["DECLARE @x int; EXEC sp_executesql N'SET @y = @z * 2', N'@y int OUTPUT, @z int', @y = @x OUTPUT, @z = 4; SELECT @x"], ['8']], // prettier-ignore
    ['a temporary table of a procedure goes with it', ['CREATE PROC p AS CREATE TABLE #t (a int)', 'EXEC p; SELECT * FROM #t'], ['!208']], // prettier-ignore
    ['a procedure that is not there', ['EXEC nothing'], ['!2812']],
    ['a view with unnamed columns', ['CREATE VIEW v AS SELECT 1'], ['!4511']],
    ['a view with names of its own', ['CREATE VIEW v (x, y) AS SELECT 1, 2', 'SELECT y, x FROM v'], ['2|1']],
    ['a name that is taken', ['CREATE TABLE t (a int)', 'CREATE VIEW t AS SELECT 1 AS a'], ['!2714']],
    ['DROP of nothing', ['DROP TABLE nothing'], ['!3701']],
    ['DROP IF EXISTS of nothing', ['DROP TABLE IF EXISTS nothing'], []],
    ['OBJECT_ID finds by name and type', ["CREATE TABLE t (a int)", "SELECT IIF(OBJECT_ID('dbo.t', 'U') IS NULL, 0, 1), OBJECT_ID('t', 'V')"], ['1|NULL']], // prettier-ignore
  ])('%s', (_name, batches, expected) => {
    expect(answers(...batches)).toEqual(expected);
  });
});

describe('what the engine lacks', () => {
  it('ends the batch with its code, and what it would have changed cannot be read', () => {
    const session = newSession();
    session.run('CREATE TABLE t (a int); CREATE TABLE u (a int)');
    expect(session.run('OPEN c; INSERT t VALUES (1)').map(short)).toEqual(['?ENGINE-STATEMENT-CURSOR']);
    expect(session.run('SELECT * FROM t').map(short)).toEqual(['?ENGINE-STATEMENT-CURSOR']);
    expect(session.run('SELECT * FROM u').map(short)).toEqual(['']);
  });

  it('gives up an endless loop by its bound', () => {
    const session = newSession({ timeMs: 60_000, steps: 20_000, rows: 1000 });
    expect(session.run('WHILE 1 = 1 DECLARE @a int').map(short)).toEqual(['?ENGINE-LIMIT-STEPS']);
    expect(session.run('SELECT 1').map(short)).toEqual(['1']);
  });

  it('runs batches between GO, as often as it says', () => {
    expect(newSession().run('CREATE TABLE t (a int)\nGO\nINSERT t VALUES (1)\nGO 3\nSELECT COUNT(*) FROM t').map(short)).toEqual(['#1', '#1', '#1', '3']); // prettier-ignore
  });
});
