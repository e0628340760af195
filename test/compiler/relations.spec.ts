/** What queries mean in SQL Server, asked of both targets' own engines. Expected rows follow the Microsoft Learn page named in each group. */
import type { CompileTarget } from '../../src/compiler/compile.js';
import { compiledView, openEngine, rowsOf, type Engine } from '../factories/compiled-query.js';
import { postgres } from '../support/postgres.js';
import { describeIf } from '../support/requirement.js';

interface Case {
  readonly title: string;
  readonly query: string;
  readonly rows: readonly string[];
  readonly script?: string;
  readonly keepsOrder?: boolean;
}

const PEOPLE =
  "(VALUES (1, 'Ann', 'x', 10), (2, 'ann ', 'x', 20), (3, 'Bob', 'y', 30), (4, NULL, 'y', 40)) AS p(id, name, team, points)";
const EDGES = '(VALUES (1, NULL), (2, 1), (3, 1), (4, 2)) AS e(id, parent)';

const CASES: readonly Case[] = [
  // "TOP (Transact-SQL)"
  { title: 'TOP takes the first rows of the order', query: `SELECT TOP 2 id FROM ${PEOPLE} ORDER BY points DESC`, rows: ['4', '3'], keepsOrder: true },
  { title: 'TOP WITH TIES keeps the rows that equal the last', query: `SELECT TOP 1 WITH TIES id FROM ${PEOPLE} ORDER BY team`, rows: ['1', '2'] },
  { title: 'TOP WITH TIES compares texts under their collation', query: `SELECT TOP 1 WITH TIES id FROM ${PEOPLE} WHERE name IS NOT NULL ORDER BY name`, rows: ['1', '2'] },
  { title: 'TOP PERCENT rounds the number of rows up', query: `SELECT TOP 30 PERCENT id FROM ${PEOPLE} ORDER BY id`, rows: ['1', '2'] },
  { title: 'TOP 100 PERCENT is every row', query: `SELECT TOP 100 PERCENT id FROM ${PEOPLE} ORDER BY id`, rows: ['1', '2', '3', '4'] },
  { title: 'TOP counts groups where there are groups', query: `SELECT TOP 1 WITH TIES team, SUM(points) AS total FROM ${PEOPLE} GROUP BY team ORDER BY SUM(points) DESC`, rows: ['y | 70'] },
  // "ORDER BY clause"
  { title: 'OFFSET and FETCH cut a page out', query: `SELECT id FROM ${PEOPLE} ORDER BY id OFFSET 1 ROWS FETCH NEXT 2 ROWS ONLY`, rows: ['2', '3'], keepsOrder: true },
  { title: 'NULL sorts lowest, first ascending and last descending', query: `SELECT TOP 4 id FROM ${PEOPLE} ORDER BY name DESC, id`, rows: ['3', '1', '2', '4'], keepsOrder: true },
  { title: 'a set operator is sorted by what it gives', query: `SELECT TOP 9 n FROM (SELECT name AS n FROM ${PEOPLE} WHERE id > 2 UNION ALL SELECT 'a') AS u ORDER BY n`, rows: ['NULL', 'a', 'Bob'], keepsOrder: true },
  { title: 'a constant column sorts nothing', query: `SELECT TOP 9 2 AS two, id FROM ${PEOPLE} WHERE id = 1 ORDER BY 1, two`, rows: ['2 | 1'] },
  // "GROUP BY", "Collation and Unicode support"
  { title: 'GROUP BY puts texts together that differ in case or trailing blanks', query: `SELECT name, COUNT(*) AS n FROM ${PEOPLE} GROUP BY name`, rows: ['Ann | 2', 'Bob | 1', 'NULL | 1'] },
  { title: 'GROUP BY under a case-sensitive collation keeps cases apart', query: `SELECT COUNT(*) AS n FROM ${PEOPLE} WHERE id < 3 GROUP BY name COLLATE Latin1_General_CS_AS`, rows: ['1', '1'] },
  { title: 'HAVING asks of groups', query: `SELECT team FROM ${PEOPLE} GROUP BY team HAVING COUNT(name) > 1`, rows: ['x'] },
  { title: 'an expression over a grouped text sees the text shown', query: `SELECT UPPER(name) + '!' AS shout FROM ${PEOPLE} WHERE id IN (1, 2) GROUP BY name`, rows: ['ANN!'] },
  { title: 'ROLLUP adds subtotals with NULL keys', query: `SELECT team, name, SUM(points) AS total, GROUPING(name) AS g FROM ${PEOPLE} WHERE id < 4 GROUP BY ROLLUP (team, name)`, rows: ['NULL | NULL | 60 | 1', 'x | Ann | 30 | 0', 'x | NULL | 30 | 1', 'y | Bob | 30 | 0', 'y | NULL | 30 | 1'] },
  { title: 'CUBE adds every subtotal', query: `SELECT id, points, COUNT(*) AS n FROM ${PEOPLE} WHERE id = 1 GROUP BY CUBE (id, points)`, rows: ['1 | 10 | 1', '1 | NULL | 1', 'NULL | 10 | 1', 'NULL | NULL | 1'] },
  { title: 'GROUPING SETS names its subtotals', query: `SELECT team, COUNT(*) AS n FROM ${PEOPLE} GROUP BY GROUPING SETS ((team), ())`, rows: ['NULL | 4', 'x | 2', 'y | 2'] },
  { title: 'a subquery may name a grouped text', query: `SELECT name, (SELECT COUNT(*) FROM ${PEOPLE.replace('AS p(', 'AS q(')} WHERE q.name = p.name) AS n FROM ${PEOPLE} WHERE p.id < 4 GROUP BY name`, rows: ['Ann | 2', 'Bob | 1'] },
  // "SELECT clause", DISTINCT
  { title: 'DISTINCT shows one of the texts that are equal', query: `SELECT DISTINCT name FROM ${PEOPLE}`, rows: ['Ann', 'Bob', 'NULL'] },
  { title: 'DISTINCT looks at window results after they were counted', query: `SELECT DISTINCT team, COUNT(*) OVER (PARTITION BY team) AS n FROM ${PEOPLE}`, rows: ['x | 2', 'y | 2'] },
  { title: 'TOP counts distinct rows', query: `SELECT DISTINCT TOP 2 name FROM ${PEOPLE} WHERE name IS NOT NULL ORDER BY name`, rows: ['Ann', 'Bob'], keepsOrder: true },
  { title: 'DISTINCT of numbers is sorted by what is selected', query: `SELECT DISTINCT TOP 9 points / 20 AS tens FROM ${PEOPLE} ORDER BY points / 20 DESC`, rows: ['2', '1', '0'], keepsOrder: true },
  { title: 'COUNT(DISTINCT) counts texts that differ under the collation', query: `SELECT COUNT(DISTINCT name) AS n FROM ${PEOPLE}`, rows: ['2'] },
  { title: 'MIN and MAX compare under the collation', query: "SELECT MIN(v) AS low, MAX(v) AS high FROM (VALUES ('b'), ('C'), ('a')) AS t(v)", rows: ['a | C'] },
  { title: 'HAVING without GROUP BY asks of all rows', query: `SELECT SUM(points) AS s FROM ${PEOPLE} HAVING COUNT(*) > 9`, rows: [] },
  { title: 'a window may count over groups', query: `SELECT team, SUM(SUM(points)) OVER () AS everything FROM ${PEOPLE} GROUP BY team`, rows: ['x | 100', 'y | 100'] },
  { title: 'groups are sorted by what they are grouped by', query: `SELECT TOP 9 id % 2 AS odd, COUNT(*) AS n FROM ${PEOPLE} GROUP BY id % 2 ORDER BY id % 2 DESC`, rows: ['1 | 2', '0 | 2'], keepsOrder: true },
  // "UNION", "EXCEPT and INTERSECT"
  { title: 'UNION keeps one of the texts that are equal', query: "SELECT 'a' AS v UNION SELECT 'A ' UNION SELECT 'b'", rows: ['A ', 'b'] },
  { title: 'UNION ALL keeps all', query: "SELECT 'a' AS v UNION ALL SELECT 'A'", rows: ['A', 'a'] },
  { title: 'EXCEPT compares under the collation, NULL being equal to NULL', query: `SELECT name FROM ${PEOPLE} EXCEPT SELECT v FROM (VALUES ('ANN'), (NULL)) AS t(v)`, rows: ['Bob'] },
  { title: 'INTERSECT compares under the collation, NULL being equal to NULL', query: `SELECT name FROM ${PEOPLE} INTERSECT SELECT v FROM (VALUES ('ANN'), (NULL)) AS t(v)`, rows: ['Ann', 'NULL'] },
  { title: 'INTERSECT binds tighter than UNION', query: 'SELECT 1 AS v UNION SELECT 2 INTERSECT SELECT 2', rows: ['1', '2'] },
  { title: 'columns of a set operator meet in one type', query: 'SELECT 1 AS v UNION ALL SELECT 2.5', rows: ['1.0', '2.5'] },
  // "FROM clause plus JOIN, APPLY, PIVOT"
  { title: 'joins compare under the collation', query: `SELECT p.id FROM ${PEOPLE} JOIN (VALUES ('ANN')) AS t(v) ON t.v = p.name`, rows: ['1', '2'] },
  { title: 'CROSS APPLY keeps rows with a match only', query: `SELECT p.id, x.n FROM ${PEOPLE} CROSS APPLY (SELECT p.points + 1 AS n WHERE p.id < 3) AS x`, rows: ['1 | 11', '2 | 21'] },
  { title: 'OUTER APPLY keeps rows without one', query: `SELECT p.id, x.n FROM ${PEOPLE} OUTER APPLY (SELECT TOP 1 e.id AS n FROM ${EDGES} WHERE e.parent = p.id ORDER BY e.id DESC) AS x`, rows: ['1 | 3', '2 | 4', '3 | NULL', '4 | NULL'] },
  { title: 'APPLY of VALUES turns columns into rows', query: `SELECT x.v FROM ${PEOPLE} CROSS APPLY (VALUES (p.id), (p.points)) AS x(v) WHERE p.id = 1`, rows: ['1', '10'] },
  { title: 'PIVOT aggregates a value for each listed one, under the collation', query: `SELECT team, [ann], [BOB] FROM (SELECT team, name, points FROM ${PEOPLE}) AS s PIVOT (SUM(points) FOR name IN ([ann], [BOB])) AS v`, rows: ['x | 30 | NULL', 'y | NULL | 30'] },
  { title: 'UNPIVOT leaves NULL out', query: "SELECT id, what, amount FROM (SELECT 1 AS id, 10 AS a, CAST(NULL AS int) AS b) AS s UNPIVOT (amount FOR what IN (a, b)) AS u", rows: ['1 | a | 10'] },
  { title: 'IN of a query compares under the collation', query: `SELECT id FROM ${PEOPLE} WHERE name IN (SELECT v FROM (VALUES ('ANN')) AS t(v))`, rows: ['1', '2'] },
  { title: 'NOT IN of a query with NULL finds nothing', query: `SELECT id FROM ${PEOPLE} WHERE id NOT IN (SELECT parent FROM ${EDGES})`, rows: [] },
  { title: 'ANY and ALL compare with each row', query: `SELECT id FROM ${PEOPLE} WHERE points >= ALL (SELECT x FROM (VALUES (30), (20)) AS t(x)) AND name = ANY (SELECT 'BOB' AS b)`, rows: ['3'] },
  { title: 'the same alias may stand in nested queries', query: `SELECT e.id FROM ${EDGES} WHERE EXISTS (SELECT * FROM ${EDGES.replace('AS e(', 'AS f(')} WHERE f.parent = e.id AND NOT EXISTS (SELECT * FROM ${EDGES} WHERE e.parent = f.id))`, rows: ['1', '2'] },
  { title: 'a comma joins after JOIN does', query: `SELECT p.id, f.id AS child FROM ${PEOPLE}, ${EDGES} LEFT JOIN ${EDGES.replace('AS e(', 'AS f(')} ON f.parent = e.id WHERE p.id = e.id AND e.id > 1`, rows: ['2 | 4', '3 | NULL', '4 | NULL'] },
  { title: 'joins nest in parentheses', query: `SELECT e.id, p.id AS person FROM ${EDGES} LEFT JOIN (${PEOPLE} JOIN (VALUES (2)) AS t(k) ON t.k = p.id) ON p.id = e.id WHERE e.id < 3`, rows: ['1 | NULL', '2 | 2'] },
  { title: 'RIGHT and FULL JOIN keep the rows without a match', query: `SELECT e.id, t.k FROM ${EDGES} FULL JOIN (VALUES (4), (5)) AS t(k) ON t.k = e.id WHERE e.id = 1 OR t.k > 3`, rows: ['1 | NULL', '4 | 4', 'NULL | 5'] },
  { title: 'a subquery may take the first row of an order', query: `SELECT p.id, (SELECT TOP 1 e.id FROM ${EDGES} WHERE e.parent = p.id ORDER BY e.id DESC) AS child FROM ${PEOPLE} WHERE p.id < 3`, rows: ['1 | 3', '2 | 4'] },
  { title: 'TOP takes an expression, and an order may be computed', query: `SELECT TOP (1 + 1) id FROM ${PEOPLE} ORDER BY CASE WHEN team = 'Y' THEN 0 ELSE 1 END, id`, rows: ['3', '4'], keepsOrder: true },
  { title: 'OFFSET without FETCH takes all that is left', query: `SELECT id FROM ${PEOPLE} ORDER BY id OFFSET 3 ROWS`, rows: ['4'] },
  { title: 'UNION ALL of a text and a number is a number', query: "SELECT '7' AS v UNION ALL SELECT 1", rows: ['1', '7'] },
  { title: 'a CTE joined with itself is two relations', query: `WITH c AS (SELECT id, parent FROM ${EDGES}) SELECT a.id, b.id AS parent FROM c AS a JOIN c AS b ON b.id = a.parent`, rows: ['2 | 1', '3 | 1', '4 | 2'] },
  // "WITH common_table_expression"
  { title: 'a CTE may read an earlier one', query: `WITH a AS (SELECT id FROM ${EDGES}), b (n) AS (SELECT COUNT(*) FROM a) SELECT n FROM b`, rows: ['4'] },
  { title: 'a recursive CTE walks a tree, texts growing', query: `WITH e AS (SELECT * FROM ${EDGES}), walk AS (SELECT id, CAST(id AS varchar(20)) AS way, 1 AS depth FROM e WHERE parent IS NULL UNION ALL SELECT e.id, CAST(w.way + '/' + CAST(e.id AS varchar(5)) AS varchar(20)), w.depth + 1 FROM e JOIN walk AS w ON e.parent = w.id) SELECT way, depth FROM walk`, rows: ['1 | 1', '1/2 | 2', '1/2/4 | 3', '1/3 | 2'] },
  // "STRING_SPLIT", "GENERATE_SERIES", "OPENJSON"
  { title: 'STRING_SPLIT gives an empty row for an empty text and none for NULL', query: "SELECT s.value FROM (VALUES ('a,b'), (''), (NULL)) AS t(v) CROSS APPLY STRING_SPLIT(t.v, ',') AS s", rows: ['', 'a', 'b'] },
  { title: 'STRING_SPLIT numbers its parts', query: "SELECT s.value, s.ordinal FROM STRING_SPLIT('x;y', ';', 1) AS s", rows: ['x | 1', 'y | 2'] },
  { title: 'GENERATE_SERIES goes down by itself', query: 'SELECT value FROM GENERATE_SERIES(3, 1)', rows: ['1', '2', '3'] },
  { title: 'OPENJSON with WITH types the fields of each element', query: `SELECT j.id, j.name FROM OPENJSON('[{"id":1,"name":"x"},{"id":2}]') WITH (id int '$.id', name varchar(10)) AS j`, rows: ['1 | x', '2 | NULL'] },
  { title: 'OPENJSON of one object is one row', query: `SELECT j.a FROM OPENJSON('{"in":{"a":"7"}}', '$.in') WITH (a int) AS j`, rows: ['7'] },
  { title: 'OPENJSON of a value that is neither has no row', query: `SELECT j.a FROM OPENJSON('{"a":1}', '$.a') WITH (a int) AS j`, rows: [] },
  // "Columns without a Name" of FOR XML PATH
  { title: "FOR XML PATH('') joins texts in their order", query: `SELECT STUFF((SELECT ', ' + name FROM ${PEOPLE} ORDER BY id DESC FOR XML PATH('')), 1, 2, '') AS names`, rows: ['Bob, ann , Ann'] },
  { title: 'the text of an XML shows entities', query: "SELECT (SELECT v + '' FROM (VALUES ('a&b')) AS t(v) FOR XML PATH('')) AS x", rows: ['a&amp;b'] },
  { title: 'TYPE and value() give the text itself', query: "SELECT (SELECT v + '' FROM (VALUES ('a&b')) AS t(v) FOR XML PATH(''), TYPE).value('.', 'nvarchar(max)') AS x", rows: ['a&b'] },
  { title: 'no row to join gives NULL', query: "SELECT (SELECT 'x' + v FROM (VALUES ('a')) AS t(v) WHERE v = 'b' FOR XML PATH('')) AS x", rows: ['NULL'] },
  // "CREATE FUNCTION"
  { title: 'inline functions become derived tables', script: 'CREATE FUNCTION dbo.Twice (@n int) RETURNS TABLE AS RETURN (SELECT @n * 2 AS v)', query: 'SELECT t.v FROM (VALUES (1), (2)) AS a(n) CROSS APPLY dbo.Twice(a.n) AS t', rows: ['2', '4'] },
  { title: 'scalar functions of one expression become that expression', script: 'CREATE FUNCTION dbo.Half (@n int) RETURNS int AS BEGIN RETURN @n / 2 END', query: 'SELECT dbo.Half(5) AS v', rows: ['2'] },
  {
    title: 'scalar functions of variables and IF become CASE',
    script: "CREATE FUNCTION dbo.Pad (@n int) RETURNS char(2) AS BEGIN DECLARE @r char(2); IF @n > 9 SET @r = CONVERT(char(2), @n) ELSE SET @r = '0' + CONVERT(varchar, @n); RETURN @r END",
    query: 'SELECT dbo.Pad(a.n) AS v FROM (VALUES (7), (12)) AS a(n)',
    rows: ['07', '12'],
  },
  {
    title: 'a function that returns early goes no further',
    script: 'CREATE FUNCTION dbo.Sign2 (@n int) RETURNS int AS BEGIN DECLARE @r int = 5; IF @n < 0 RETURN -1; SET @r += @n; IF @n IS NULL BEGIN SET @r = 0; END RETURN @r; END',
    query: 'SELECT dbo.Sign2(a.n) AS v FROM (VALUES (-3), (2), (NULL)) AS a(n)',
    rows: ['-1', '7', '0'],
  },
  // "SELECT - OVER clause"
  { title: 'the default frame of an ordered window takes peers in', query: `SELECT id, SUM(points) OVER (ORDER BY team) AS s FROM ${PEOPLE}`, rows: ['1 | 30', '2 | 30', '3 | 100', '4 | 100'] },
  { title: 'windows part rows under the collation', query: `SELECT id, ROW_NUMBER() OVER (PARTITION BY name ORDER BY id) AS n FROM ${PEOPLE}`, rows: ['1 | 1', '2 | 2', '3 | 1', '4 | 1'] },
]; // prettier-ignore

function answersOn(target: CompileTarget): void {
  let engine: Engine;
  beforeAll(async () => {
    engine = await openEngine(target);
  });
  afterAll(() => engine.close());

  it.each(CASES)('$title', async ({ query, rows, script, keepsOrder = false }) => {
    const found = await rowsOf(query, target, engine, { keepsOrder, ...(script === undefined ? {} : { script }) });
    expect(found).toEqual(keepsOrder ? rows : rows.toSorted());
  });
}

describe('queries on DuckDB', () => answersOn('duckdb'));
describeIf(postgres, 'queries on PostgreSQL', () => answersOn('postgres'));

describe('what has no faithful form', () => {
  const FUNCTIONS = `CREATE FUNCTION dbo.Loops (@n int) RETURNS int AS BEGIN WHILE @n > 0 SET @n -= 1; RETURN @n END
GO
CREATE FUNCTION dbo.Again (@n int) RETURNS int AS BEGIN RETURN dbo.Again(@n - 1) END`;
  const REFUSED: readonly [string, string][] = [
    ['SELECT a FROM dbo.Nowhere', 'TSQL-UNKNOWN-OBJECT'],
    ['SELECT nothing FROM (VALUES (1)) AS t(a)', 'TSQL-UNKNOWN-COLUMN'],
    ['SELECT t.a FROM (VALUES (1)) AS t(a) JOIN (VALUES (1)) AS u(a) ON a = 1', 'TSQL-AMBIGUOUS-COLUMN'],
    ['SELECT 1', 'TSQL-UNNAMED-COLUMN'],
    ['SELECT 1 AS a, 2 AS A', 'TSQL-DUPLICATE-COLUMN'],
    ['SELECT * FROM (SELECT 1) AS t', 'TSQL-UNNAMED-COLUMN'],
    ['SELECT 1 AS b FROM (SELECT 1 AS a, 2 AS a) AS t', 'TSQL-DUPLICATE-COLUMN'],
    ['SELECT a, b FROM (VALUES (1, 2)) AS t(a, b) GROUP BY a', 'TSQL-NOT-GROUPED'],
    ['SELECT (SELECT 1 AS a FOR JSON PATH) AS j', 'TSQL-FOR-CLAUSE'],
    ["SELECT [key] FROM OPENJSON('{}')", 'TSQL-OPENJSON-SCHEMA'],
    ['SELECT t.c.value(\'.\', \'int\') AS v FROM (SELECT CAST(NULL AS xml) AS x) AS s CROSS APPLY s.x.nodes(\'/a\') AS t(c)', 'TSQL-XML'],
    ['SELECT a FROM Tested', 'TSQL-DEPENDENCY'],
    ['SELECT a FROM #t', 'TSQL-TEMPORARY-TABLE'],
    ['SELECT FROBNICATE(1) AS a', 'TSQL-UNSUPPORTED-FUNCTION'],
    ['SELECT dbo.Loops(1) AS a', 'TSQL-FUNCTION-BODY'],
    ['SELECT dbo.Again(1) AS a', 'TSQL-FUNCTION-RECURSION'],
  ]; // prettier-ignore

  it.each(REFUSED)('%s gets an error with a code and a place', async (query, code) => {
    const { ok, findings } = await compiledView(query, 'duckdb', { script: FUNCTIONS });
    const found = findings.find((finding) => finding.code === code);
    expect([ok, found?.severity, found?.place !== null]).toEqual([false, 'error', true]);
  });
});
