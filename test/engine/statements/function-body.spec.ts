/** Source: Microsoft Learn, "CREATE FUNCTION (Transact-SQL)", limitations and restrictions. */
import { answers } from '../session/answers.js';

const scalar = (body: string, returns = 'int'): string => `CREATE FUNCTION dbo.f() RETURNS ${returns} AS BEGIN ${body} RETURN 0 END`; // prettier-ignore

it.each([
  ['a change of a table', scalar('UPDATE t SET a = 1'), ['!443']],
  ['a change of a table by its alias', scalar('DELETE x FROM t AS x'), ['!443']],
  ['new rows of a table', scalar('INSERT t VALUES (1)'), ['!443']],
  ['a message', scalar("PRINT 'x'"), ['!443']],
  ['TRY', scalar('BEGIN TRY DECLARE @a int END TRY BEGIN CATCH DECLARE @b int END CATCH'), ['!443']],
  ['rows for the client', scalar('IF 1 = 1 SELECT a FROM t'), ['!444']],
  ['a cursor without variables', scalar('DECLARE c CURSOR FOR SELECT a FROM t; OPEN c; FETCH NEXT FROM c'), ['!444']],
  ['a text as its value', scalar('', 'text'), ['!2733']],
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

it('a procedure without parameters takes none', () => {
  expect(answers('CREATE PROCEDURE p AS RETURN 1', 'EXEC p 2')).toEqual(['!8146']);
});
