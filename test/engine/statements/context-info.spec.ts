/** Source: Microsoft Learn, "SET CONTEXT_INFO (Transact-SQL)", "CONTEXT_INFO (Transact-SQL)". */
import { answers } from '../session/answers.js';

const shown = 'SELECT DATALENGTH(CONTEXT_INFO()), CONVERT(varchar(12), SUBSTRING(CONTEXT_INFO(), 1, 4), 1)';

it.each([
  ['is NULL before it is set', ['SELECT CONTEXT_INFO()'], ['NULL']],
  ['is filled up to its length', ['SET CONTEXT_INFO 0x125669', shown], ['128|0x12566900']],
  ['comes from a variable', ['DECLARE @b varbinary(9) = 0x0102; SET CONTEXT_INFO @b', shown], ['128|0x01020000']],
  ['takes a number as its bytes', ['DECLARE @b int = 258; SET CONTEXT_INFO @b', shown], ['128|0x00000102']],
  [
    'stays when its procedure ends',
    ['CREATE PROCEDURE p AS SET CONTEXT_INFO 0x01', 'EXEC p', shown],
    ['128|0x01000000'],
  ],
  ['is not NULL', ['DECLARE @b varbinary(9); SET CONTEXT_INFO @b'], ['!2743']],
  ['is no text', ["DECLARE @b varchar(9) = 'a'; SET CONTEXT_INFO @b"], ['!2743']],
  [
    'of another type is lacking from then on',
    ['DECLARE @b money = 1; SET CONTEXT_INFO @b', 'SELECT CONTEXT_INFO()'],
    ['?ENGINE-SET-CONTEXT_INFO'],
  ],
  ['is no expression', ['SET CONTEXT_INFO abc'], ['!102']],
])('the context %s', (_name, batches, expected) => {
  expect(answers(...batches)).toEqual(expected);
});
