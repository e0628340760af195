/** Source: Microsoft Learn, "CREATE TABLE (Transact-SQL)", "Unique constraints and check constraints", "Primary and foreign key constraints". */
import { answers } from '../session/answers.js';

const parent = 'CREATE TABLE p (id int NOT NULL PRIMARY KEY, n varchar(5) NULL UNIQUE); INSERT p VALUES (1, $a), (2, NULL)'.replace('$a', "'a'"); // prettier-ignore
const child = (actions: string): string =>
  `CREATE TABLE c (id int, p int NULL DEFAULT 1 CONSTRAINT fk REFERENCES p (id) ${actions}); INSERT c VALUES (10, 2)`;

describe('keys', () => {
  it.each([
    ['a second row with the same primary key is refused', ["INSERT p VALUES (1, 'b')"], ['!2627']],
    ['NULL is a value like any other to UNIQUE: it may stand there once', ['INSERT p VALUES (3, NULL)'], ['!2627']],
    ['equal is what the collation says', ["INSERT p VALUES (3, 'A ')"], ['!2627']],
    ['a primary key takes no NULL', ['INSERT p (n) VALUES (NULL)'], ['!515']],
    ['a failing row takes back the whole statement', ["INSERT p VALUES (5, 'x'), (1, 'y'); SELECT COUNT(*) FROM p"], ['!2627', '2']], // prettier-ignore
    ['keys may be swapped within one UPDATE', ['UPDATE p SET id = 3 - id; SELECT id, n FROM p ORDER BY id'], ['#2', '1|NULL;2|a']], // prettier-ignore
    ['a unique index refuses with its own number', ["CREATE UNIQUE INDEX u ON p (id); INSERT p VALUES (1, 'z')"], ['!2627']], // prettier-ignore
    ['a filtered unique index leaves out other rows', ["CREATE TABLE f (a int, b int); CREATE UNIQUE INDEX u ON f (a) WHERE b = 1; INSERT f VALUES (1, 0), (1, 0), (1, 1); INSERT f VALUES (1, 1)"], ['#3', '!2601']], // prettier-ignore
  ])('%s', (_name, batches, expected) => {
    expect(answers(parent, ...batches)).toEqual(expected);
  });
});

describe('foreign keys', () => {
  it.each([
    ['a child without its parent is refused', '', 'INSERT c VALUES (11, 9)', ['!547']],
    ['a NULL needs no parent', '', 'INSERT c VALUES (11, NULL)', ['#1']],
    ['a parent with children stays', '', 'DELETE p WHERE id = 2', ['!547']],
    ['ON DELETE CASCADE takes the children along', 'ON DELETE CASCADE', 'DELETE p WHERE id = 2; SELECT COUNT(*) FROM c', ['#1', '0']], // prettier-ignore
    ['ON DELETE SET NULL', 'ON DELETE SET NULL', 'DELETE p WHERE id = 2; SELECT p FROM c', ['#1', 'NULL']],
    ['ON DELETE SET DEFAULT', 'ON DELETE SET DEFAULT', 'DELETE p WHERE id = 2; SELECT p FROM c', ['#1', '1']],
    ['ON UPDATE CASCADE', 'ON UPDATE CASCADE', 'UPDATE p SET id = 7 WHERE id = 2; SELECT p FROM c', ['#1', '7']],
    ['NOCHECK lets anything in', '', 'ALTER TABLE c NOCHECK CONSTRAINT fk; INSERT c VALUES (1, 99)', ['#1']],
    ['WITH CHECK CHECK looks at the rows that are there', '', 'ALTER TABLE c NOCHECK CONSTRAINT fk; INSERT c VALUES (1, 99); ALTER TABLE c WITH CHECK CHECK CONSTRAINT fk', ['#1', '!547']], // prettier-ignore
    ['the columns have one type', '', 'CREATE TABLE d (p smallint REFERENCES p (id))', ['!1778']],
    ['and one length', '', 'CREATE TABLE d (n varchar(6) REFERENCES p (n))', ['!1753']],
    ['a table that is referenced is not dropped', '', 'DROP TABLE p', ['!3726']],
    ['a table that is referenced is not truncated', '', 'TRUNCATE TABLE p', ['!4712']],
  ])('%s', (_name, actions, batch, expected) => {
    expect(answers(parent, child(actions), batch)).toEqual(expected);
  });
});

describe('columns', () => {
  it.each([
    ['CHECK refuses false and lets unknown pass', 'CREATE TABLE t (a int CHECK (a > 0)); INSERT t VALUES (NULL); INSERT t VALUES (0)', ['#1', '!547']], // prettier-ignore
    ['a default is used for a column left out, and for DEFAULT', 'CREATE TABLE t (a int, b int DEFAULT 4 + 1); INSERT t (a) VALUES (1); INSERT t VALUES (2, DEFAULT); SELECT b FROM t', ['#1', '#1', '5;5']], // prettier-ignore
    ['a computed column follows its row', 'CREATE TABLE t (a int, b AS a * 2); INSERT t VALUES (2); UPDATE t SET a = 5; SELECT b FROM t', ['#1', '#1', '10']], // prettier-ignore
    ['a computed column is not made of another', 'CREATE TABLE t (a int, b AS c + 1, c AS a * 2)', ['!1759']],
    ['nor when it is added', 'CREATE TABLE t (a int, b AS a * 2); ALTER TABLE t ADD c AS b + 1', ['!1759']],
    ['what is another value each time is not stored', 'CREATE TABLE t (a int, b AS DATEDIFF(day, 0, GETDATE()) PERSISTED)', ['!4936']], // prettier-ignore
    ['PERSISTED comes before NOT NULL', 'CREATE TABLE t (a int, b AS a * 2 NOT NULL PERSISTED)', ['!102']],
    ['a computed column is not set', 'CREATE TABLE t (a int, b AS a * 2); INSERT t (a, b) VALUES (2, 4)', ['!271']],
    ['identity counts by its seed and increment', 'CREATE TABLE t (i int IDENTITY(10, 5), a int); INSERT t VALUES (1), (2); SELECT i, SCOPE_IDENTITY() FROM t', ['#2', '10|15;15|15']], // prettier-ignore
    ['an identity is not given unless IDENTITY_INSERT is on', 'CREATE TABLE t (i int IDENTITY, a int); INSERT t (i, a) VALUES (5, 1)', ['!544']], // prettier-ignore
    ['IDENTITY_INSERT moves the count on', 'CREATE TABLE t (i int IDENTITY, a int); SET IDENTITY_INSERT t ON; INSERT t (i, a) VALUES (5, 1); SET IDENTITY_INSERT t OFF; INSERT t VALUES (2); SELECT i FROM t', ['#1', '#1', '5;6']], // prettier-ignore
    [
      'a primary key is not put on a column that may be NULL',
      'CREATE TABLE t (a int); ALTER TABLE t ADD PRIMARY KEY (a)',
      ['!8111'],
    ],
    ['nor on one that says NULL', 'CREATE TABLE t (a int NULL PRIMARY KEY)', ['!8111']],
    [
      'a new column with a primary key takes no NULL',
      'CREATE TABLE t (a int); ALTER TABLE t ADD b int PRIMARY KEY; INSERT t (a) VALUES (1)',
      ['!515'],
    ],
    ['NULL is said once', 'CREATE TABLE t (a int NOT NULL NULL)', ['!8148']],
    ['a timestamp counts as a number beside an integer', 'CREATE TABLE t (a int, v rowversion, n AS v + 2)', []],
    ['a datepart is no column of its name', "CREATE TABLE t (d date, year AS YEAR(d), month AS DATEPART(year, d)); INSERT t VALUES ('2020-02-03'); SELECT year, month FROM t", ['#1', '2020|2020']], // prettier-ignore
    ['an identity is a whole number', 'CREATE TABLE t (i decimal(9, 2) IDENTITY)', ['!2749']],
    ['an identity that says NULL is refused', 'CREATE TABLE t (i int IDENTITY NULL)', ['!8147']],
    ['a timestamp has no default', 'CREATE TABLE t (a int, timestamp DEFAULT 5)', ['!1755']],
    [
      'nor gets one later',
      'CREATE TABLE t (a int, v rowversion); ALTER TABLE t ADD CONSTRAINT d DEFAULT 5 FOR v',
      ['!1755'],
    ],
    ['a timestamp stays one', 'CREATE TABLE t (a int, v rowversion); ALTER TABLE t ALTER COLUMN v int', ['!4928']],
    ['and no other column becomes one', 'CREATE TABLE t (a int); ALTER TABLE t ALTER COLUMN a rowversion', ['!4927']],
    ['an identity is not updated', 'CREATE TABLE t (i int IDENTITY, a int); UPDATE t SET i = 1', ['!8102']],
    ['what is too long is refused', "CREATE TABLE t (a varchar(3)); INSERT t VALUES ('abcd')", ['!2628']],
    ['blanks behind do not make it too long', "CREATE TABLE t (a varchar(3)); INSERT t VALUES ('abc  '); SELECT DATALENGTH(a) FROM t", ['#1', '3']], // prettier-ignore
    ['a rolled back identity is gone', 'CREATE TABLE t (i int IDENTITY, a int); BEGIN TRAN; INSERT t VALUES (1); ROLLBACK; INSERT t VALUES (2); SELECT i FROM t', ['#1', '#1', '2']], // prettier-ignore
    ['a new NOT NULL column needs a default where rows are', 'CREATE TABLE t (a int); INSERT t VALUES (1); ALTER TABLE t ADD b int NOT NULL', ['#1', '!4901']], // prettier-ignore
    ['a new NOT NULL column is filled with its default', 'CREATE TABLE t (a int); INSERT t VALUES (1); ALTER TABLE t ADD b int NOT NULL DEFAULT 7; SELECT * FROM t', ['#1', '1|7']], // prettier-ignore
    ['a changed column converts its values', "CREATE TABLE t (a varchar(5)); INSERT t VALUES ('12'); ALTER TABLE t ALTER COLUMN a int; SELECT a + 1 FROM t", ['#1', '13']], // prettier-ignore
    ['a dropped column is gone', 'CREATE TABLE t (a int, b int); INSERT t VALUES (1, 2); ALTER TABLE t DROP COLUMN a; SELECT * FROM t', ['#1', '2']], // prettier-ignore
  ])('%s', (_name, batch, expected) => {
    expect(answers(batch)).toEqual(expected);
  });
});

describe('sequences', () => {
  it.each([
    ['start at their least value when nothing is said', 'CREATE SEQUENCE s AS tinyint; SELECT NEXT VALUE FOR s', ['0']],
    ['count by their increment', 'CREATE SEQUENCE s START WITH 5 INCREMENT BY 3; SELECT NEXT VALUE FOR s; SELECT NEXT VALUE FOR s', ['5', '8']], // prettier-ignore
    ['end at their greatest value', 'CREATE SEQUENCE s AS int START WITH 1 MAXVALUE 1; SELECT NEXT VALUE FOR s; SELECT NEXT VALUE FOR s', ['1', '!11728']], // prettier-ignore
    ['cycle to the least', 'CREATE SEQUENCE s AS int START WITH 2 MINVALUE 1 MAXVALUE 2 CYCLE; SELECT NEXT VALUE FOR s; SELECT NEXT VALUE FOR s', ['2', '1']], // prettier-ignore
    ['begin again when restarted', 'CREATE SEQUENCE s START WITH 1; SELECT NEXT VALUE FOR s; ALTER SEQUENCE s RESTART WITH 9; SELECT NEXT VALUE FOR s', ['1', '9']], // prettier-ignore
  ])('%s', (_name, batch, expected) => {
    expect(answers(batch)).toEqual(expected);
  });
});
