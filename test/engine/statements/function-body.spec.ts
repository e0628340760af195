/** Source: Microsoft Learn, "CREATE FUNCTION (Transact-SQL)", limitations and restrictions. */
import { answers } from '../session/answers.js';

const scalar = (body: string, returns = 'int'): string => `CREATE FUNCTION dbo.f() RETURNS ${returns} AS BEGIN ${body} RETURN 0 END`; // prettier-ignore

it.each([
  ['a change of a table', scalar('UPDATE t SET a = 1'), ['!443']],
  ['a change of a table by its alias', scalar('DELETE x FROM t AS x'), ['!443']],
  ['new rows of a table', scalar('INSERT t VALUES (1)'), ['!443']],
  [
    'a table that OUTPUT fills',
    scalar('DECLARE @t TABLE (a int); INSERT @t OUTPUT inserted.a INTO t VALUES (1)'),
    ['!443'],
  ],
  ['a message', scalar("PRINT 'x'"), ['!443']],
  ['TRY', scalar('BEGIN TRY DECLARE @a int END TRY BEGIN CATCH DECLARE @b int END CATCH'), ['!443']],
  ['rows for the client', scalar('IF 1 = 1 SELECT a FROM t'), ['!444']],
  ['a cursor without variables', scalar('DECLARE c CURSOR FOR SELECT a FROM t; OPEN c; FETCH NEXT FROM c'), ['!444']],
  ['a text as its value', scalar('', 'text'), ['!2733']],
  ['a timestamp as a parameter', 'CREATE FUNCTION dbo.f(@v timestamp) RETURNS int AS BEGIN RETURN 0 END', ['!2724']],
  ['a timestamp as its value', scalar('', 'timestamp'), ['!2733']],
])('a function holds no %s', (_name, batch, expected) => {
  expect(answers('CREATE TABLE t (a int)', batch)).toEqual(expected);
});

it.each([
  ['its own table variables', scalar('DECLARE @t TABLE (a int); INSERT @t VALUES (1); UPDATE x SET a = 2 FROM @t AS x; DELETE @t;')], // prettier-ignore
  ['rows in variables', scalar('DECLARE @a int; SELECT @a = a FROM t')],
])('a function may hold %s', (_name, batch) => {
  expect(answers('CREATE TABLE t (a int)', batch, 'SELECT dbo.f()')).toEqual(['0']);
});

it.each([
  ['a column without a name', 'CREATE FUNCTION f() RETURNS TABLE AS RETURN SELECT a + 1 FROM t', ['!4514']],
  ['two columns of one name', 'CREATE FUNCTION f() RETURNS TABLE AS RETURN SELECT a, a FROM t', ['!4506']],
  ['an unknown column', 'CREATE FUNCTION f() RETURNS TABLE AS RETURN SELECT z FROM t', ['!207']],
  [
    'an order that decides nothing',
    'CREATE FUNCTION f() RETURNS TABLE AS RETURN SELECT a FROM t ORDER BY a',
    ['!1033'],
  ],
  ['statements', 'CREATE FUNCTION f() RETURNS TABLE AS BEGIN RETURN END', ['!156']],
  ['a rule for NULL', 'CREATE FUNCTION f() RETURNS @r TABLE (a int) WITH RETURNS NULL ON NULL INPUT AS BEGIN RETURN END', ['!487']], // prettier-ignore
  ['more than a right query', 'CREATE FUNCTION f(@a int) RETURNS TABLE AS RETURN SELECT a FROM t WHERE a = @a', []],
])('a table function holds no %s', (_name, batch, expected) => {
  expect(answers('CREATE TABLE t (a int)', batch)).toEqual(expected);
});

it('a query that makes a table is no source of INSERT, and nothing of its batch runs', () => {
  expect(answers('CREATE TABLE t (a int)', 'INSERT t VALUES (1); INSERT t SELECT a INTO n FROM t')).toEqual(['!156']);
});

it('a procedure without parameters takes none', () => {
  expect(answers('CREATE PROCEDURE p AS RETURN 1', 'EXEC p 2')).toEqual(['!8146']);
});
