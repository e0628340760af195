/** Source: Microsoft Learn, "INSERT", "UPDATE", "DELETE", "MERGE", "OUTPUT clause", "SELECT - INTO clause". */
import { answers } from '../session/answers.js';

const table = "CREATE TABLE t (a int, b varchar(9)); INSERT t VALUES (1, 'x'), (2, 'y'), (3, NULL)";

it.each([
  ['UPDATE sees the row as it was in all its expressions', 'CREATE TABLE u (x int, y int); INSERT u VALUES (1, 2); UPDATE u SET x = y, y = x; SELECT * FROM u', ['#1', '#1', '2|1']], // prettier-ignore
  ['UPDATE by an alias of FROM', "UPDATE q SET b = s.v FROM t AS q JOIN (VALUES (1, 'n')) AS s (k, v) ON s.k = q.a; SELECT b FROM t WHERE a = 1", ['#1', 'n']], // prettier-ignore
  ['UPDATE with a table that stands twice without a name of its own is refused', 'UPDATE t SET a = 0 FROM t AS x JOIN t AS y ON x.a = y.a', ['!8154']], // prettier-ignore
  ['compound assignment', 'UPDATE t SET a += 10 WHERE a = 1; SELECT MAX(a) FROM t', ['#1', '11']],
  ['UPDATE sets a variable too', 'DECLARE @v int; UPDATE t SET @v = a = a * 2 WHERE a = 2; SELECT @v', ['#1', '4']],
  ['TOP limits what is deleted', 'DELETE TOP (2) FROM t; SELECT COUNT(*) FROM t', ['#2', '1']],
  ['DELETE with a join', 'DELETE t FROM t JOIN (VALUES (2), (3)) AS s (k) ON s.k = t.a; SELECT a FROM t', ['#2', '1']],
  ['DELETE through a common table expression in WHERE', 'WITH s AS (SELECT MAX(a) AS m FROM t) DELETE FROM t WHERE a = (SELECT m FROM s); SELECT COUNT(*) FROM t', ['#1', '2']], // prettier-ignore
  ['DELETE of a common table expression deletes from its table', 'INSERT t (a) VALUES (1); WITH c AS (SELECT ROW_NUMBER() OVER (PARTITION BY a ORDER BY b DESC) AS n FROM t) DELETE c WHERE n > 1; SELECT COUNT(*) FROM t', ['#1', '#1', '3']], // prettier-ignore
  ['UPDATE of a common table expression changes its table', 'WITH c AS (SELECT * FROM t WHERE a = 2) UPDATE c SET a = 7; SELECT MAX(a) FROM t', ['#1', '7']], // prettier-ignore
  ['OUTPUT shows both sides of a change', 'UPDATE t SET a = a + 1 OUTPUT deleted.a, inserted.a WHERE a = 3', ['3|4']],
  ['OUTPUT INTO a table variable', 'DECLARE @o TABLE (i int); DELETE t OUTPUT deleted.a INTO @o WHERE a < 3; SELECT i FROM @o ORDER BY i', ['#2', '1;2']], // prettier-ignore
  ['OUTPUT may name the other tables of FROM', "DELETE t OUTPUT deleted.a, s.v FROM t JOIN (VALUES (1, 'n')) AS s (k, v) ON s.k = t.a", ['1|n']], // prettier-ignore
  ['INSERT of a query', 'INSERT t (a) SELECT a + 10 FROM t; SELECT COUNT(*), MAX(a) FROM t', ['#3', '6|13']],
  ['VALUES rows take one type per column, as UNION ALL', "INSERT t (b) VALUES (1), ('z')", ['!245']],
  ['INSERT with a wrong number of values', 'INSERT t VALUES (1)', ['!213']],
  ['INSERT with more columns than values', 'INSERT t (a, b) VALUES (1)', ['!109']],
  ['INSERT of a column twice', 'INSERT t (a, a) VALUES (1, 2)', ['!264']],
  ['INSERT DEFAULT VALUES', 'CREATE TABLE d (a int DEFAULT 3, b int); INSERT d DEFAULT VALUES; SELECT * FROM d', ['#1', '3|NULL']], // prettier-ignore
  ['INSERT of what a procedure gives', 'CREATE TABLE d (a int); EXEC (N\'CREATE PROCEDURE p AS SELECT 5\'); INSERT d EXEC p; SELECT a FROM d', ['#1', '5']], // prettier-ignore
  ['SELECT INTO makes a table', 'SELECT a, b INTO n FROM t; SELECT COUNT(*) FROM n', ['#3', '3']],
  ['SELECT INTO needs names', 'SELECT a + 1 INTO n FROM t', ['!1038']],
  ['MERGE updates, inserts and deletes in one statement', "MERGE t USING (VALUES (1, 'n'), (9, 'm')) AS s (k, v) ON t.a = s.k WHEN MATCHED THEN UPDATE SET b = s.v WHEN NOT MATCHED THEN INSERT (a, b) VALUES (s.k, s.v) WHEN NOT MATCHED BY SOURCE THEN DELETE; SELECT a, b FROM t ORDER BY a", ['#4', '1|n;9|m']], // prettier-ignore
  ['MERGE takes the first clause that fits', 'MERGE t USING (VALUES (1), (2)) AS s (k) ON t.a = s.k WHEN MATCHED AND t.a = 1 THEN DELETE WHEN MATCHED THEN UPDATE SET a = 20; SELECT a FROM t ORDER BY a', ['#2', '3;20']], // prettier-ignore
  ['MERGE tells its action', 'MERGE t USING (VALUES (1), (7)) AS s (k) ON t.a = s.k WHEN MATCHED THEN DELETE WHEN NOT MATCHED THEN INSERT (a) VALUES (k) OUTPUT $action, deleted.a, inserted.a', ['DELETE|1|NULL;INSERT|NULL|7']], // prettier-ignore
  ['MERGE must not change a row twice', 'MERGE t USING (VALUES (1), (1)) AS s (k) ON t.a = s.k WHEN MATCHED THEN UPDATE SET a = 5;', ['!8672']], // prettier-ignore
  ['an unknown table', 'DELETE nowhere', ['!208']],
  ['a change through a view is not done by the engine', 'EXEC (N\'CREATE VIEW v AS SELECT a FROM t\'); DELETE v', ['?ENGINE-CHANGE-VIEW']], // prettier-ignore
])('%s', (_name, batch, expected) => {
  expect(answers(table, batch)).toEqual(expected);
});
