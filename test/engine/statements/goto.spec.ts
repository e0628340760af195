/** Source: Microsoft Learn, "GOTO (Transact-SQL)". */
import { answers } from '../session/answers.js';

test.each<[what: string, sql: string, expected: string[]]>([
  ['forwards', 'GOTO done; SELECT 1; done: SELECT 2', ['2']],
  ['backwards, in whatever case', 'DECLARE @i int = 0; again: SET @i += 1; IF @i < 3 GOTO AGAIN; SELECT @i', ['3']],
  ['out of a loop and of blocks', 'DECLARE @i int = 0; WHILE 1 = 1 BEGIN SET @i += 1; IF @i = 5 BEGIN GOTO out1 END END; SELECT 0; out1: SELECT @i', ['5']], // prettier-ignore
  ['out of TRY, whose CATCH is over then', 'BEGIN TRY GOTO after1 END TRY BEGIN CATCH SELECT 0 END CATCH; after1: SELECT 1 / 0', ['!8134']], // prettier-ignore
  ['out of CATCH, whose error is over then', 'BEGIN TRY SELECT 1 / 0 END TRY BEGIN CATCH GOTO after1 END CATCH; after1: SELECT ERROR_NUMBER()', ['NULL']], // prettier-ignore
  ['within a block', 'BEGIN GOTO b; SELECT 1; b: SELECT 2 END', ['2']],
  ['to a label that is not there: nothing runs', 'SELECT 1; GOTO nowhere', ['!133']],
  ['with a label twice', 'a: SELECT 1; a: SELECT 2', ['!132']],
  ['into a block is not here', 'GOTO b; IF 1 = 1 BEGIN b: SELECT 2 END', ['?ENGINE-STATEMENT-GOTO']],
])('%s', (_what, sql, expected) => {
  expect(answers(sql)).toEqual(expected);
});

test('a procedure has labels of its own', () => {
  const body = 'CREATE PROCEDURE p @i int AS IF @i > 1 GOTO big; SELECT 0; RETURN; big: SELECT 1';
  expect(answers(body, 'EXEC p 2; EXEC p 1; GOTO big; big: SELECT 2')).toEqual(['1', '0', '2']);
});
