/** Clauses of a query. */
import { column, page } from '../vector.js';

const CARS =
  "CREATE TABLE cars (model varchar(15), price money, color varchar(10)); INSERT cars VALUES ('sedan', 10000, 'red'), ('convertible', 15000, 'blue'), ('coupe', 20000, 'red'), ('van', 8000, 'blue');";
const SALES =
  "CREATE TABLE sales (country varchar(50), region varchar(50), amount int); INSERT sales VALUES ('Canada', 'Alberta', 100), ('Canada', 'British Columbia', 200), ('Canada', 'British Columbia', 300), ('United States', 'Montana', 100);";
const STAFF =
  "CREATE TABLE staff (id int, boss int, title varchar(20)); INSERT staff VALUES (1, NULL, 'Chief'), (273, 1, 'Vice'), (274, 273, 'Manager'), (275, 274, 'Rep'), (16, 273, 'Marketing');";
const ORDERS =
  'CREATE TABLE pvt (vendor int, emp1 int, emp2 int, emp3 int); INSERT pvt VALUES (1, 4, 3, NULL), (2, 4, 1, 5);';

// prettier-ignore
export const QUERIES = [
  ...page('t-sql/queries/top-transact-sql', [
    ['the first by an order', `${CARS} SELECT TOP (1) model FROM cars ORDER BY price`, 'van'],
    ['a union orders what TOP has left', `${CARS} SELECT model, color, price FROM (SELECT TOP (1) model, color, price FROM cars WHERE color = 'red' ORDER BY price) a UNION ALL SELECT model, color, price FROM (SELECT TOP (1) model, color, price FROM cars WHERE color = 'blue' ORDER BY price) b`, [['sedan', 'red', '10000.00'], ['van', 'blue', '8000.00']]],
    ['a percentage is rounded up', 'SELECT TOP (5) PERCENT v FROM (VALUES (1), (2), (3)) t(v) ORDER BY v', '1'],
    ['34 percent of three are two', 'SELECT TOP (34) PERCENT v FROM (VALUES (1), (2), (3)) t(v) ORDER BY v', column('1', '2')],
    ['WITH TIES takes all that equal the last', 'SELECT TOP (2) WITH TIES v FROM (VALUES (1), (2), (2), (3)) t(v) ORDER BY v', column('1', '2', '2')],
    ['WITH TIES asks for an order', 'SELECT TOP (2) WITH TIES v FROM (VALUES (1)) t(v)', 1062],
    ['a variable may be the number', 'DECLARE @p int = 2; SELECT TOP (@p) v FROM (VALUES (3), (1), (2)) t(v) ORDER BY v', column('1', '2')],
    ['0 gives no rows', 'SELECT TOP (0) v FROM (VALUES (1)) t(v)', []],
    ['a number below 0 is an error', 'DECLARE @p int = -1; SELECT TOP (@p) v FROM (VALUES (1)) t(v)', 127],
    ['DELETE of the earliest by a subquery', `${CARS} DELETE FROM cars WHERE model IN (SELECT TOP 2 model FROM cars ORDER BY price); SELECT model FROM cars ORDER BY price`, column('convertible', 'coupe')],
    ['UPDATE of as many rows', `${CARS} UPDATE TOP (3) cars SET price = 0; SELECT COUNT(*) FROM cars WHERE price = 0`, '3'],
    ['not with OFFSET', 'SELECT TOP (1) v FROM (VALUES (1)) t(v) ORDER BY v OFFSET 0 ROWS', 10741],
  ]),
  ...page('t-sql/queries/select-order-by-clause-transact-sql', [
    ['NULL is the lowest', 'SELECT v FROM (VALUES (1), (NULL), (2)) t(v) ORDER BY v', column(null, '1', '2')],
    ['and the last one downwards', 'SELECT v FROM (VALUES (1), (NULL), (2)) t(v) ORDER BY v DESC', column('2', '1', null)],
    ['texts, not numbers', "SELECT v FROM (VALUES ('10'), ('2')) t(v) ORDER BY v", column('10', '2')],
    ['by the place in the list', "SELECT 'x', v FROM (VALUES (2), (1)) t(v) ORDER BY 2", [['x', '1'], ['x', '2']]],
    ['by an alias', 'SELECT -v AS n FROM (VALUES (1), (2)) t(v) ORDER BY n', column('-2', '-1')],
    ['by a column that is not shown', `${CARS} SELECT model FROM cars ORDER BY price DESC`, column('coupe', 'convertible', 'sedan', 'van')],
    ['OFFSET skips, FETCH takes', 'SELECT v FROM (VALUES (1), (2), (3), (4), (5)) t(v) ORDER BY v OFFSET 1 ROWS FETCH NEXT 2 ROWS ONLY', column('2', '3')],
    ['OFFSET alone gives the rest', 'SELECT v FROM (VALUES (1), (2), (3)) t(v) ORDER BY v OFFSET 2 ROWS', '3'],
    ['expressions as numbers', 'DECLARE @page int = 2, @size int = 2; SELECT v FROM (VALUES (1), (2), (3), (4)) t(v) ORDER BY v OFFSET (@page - 1) * @size ROWS FETCH NEXT @size ROWS ONLY', column('3', '4')],
    ['a FETCH of 0 is an error', 'SELECT v FROM (VALUES (1)) t(v) ORDER BY v OFFSET 0 ROWS FETCH NEXT 0 ROWS ONLY', 10744],
    ['a negative OFFSET is an error', 'SELECT v FROM (VALUES (1)) t(v) ORDER BY v OFFSET -1 ROWS', 10742],
    ['with DISTINCT only what is shown', `${CARS} SELECT DISTINCT color FROM cars ORDER BY price`, 145],
    ['with a union only what is shown', 'SELECT 1 AS a UNION SELECT 2 ORDER BY b', 104],
    ['not in a derived table alone', 'SELECT * FROM (SELECT 1 AS a ORDER BY a) t', 1033],
    ['a place that is not there', 'SELECT 1 ORDER BY 2', 108],
    ['the same column twice', 'SELECT v FROM (VALUES (1)) t(v) ORDER BY v, v', 169],
    ['two columns, each its own way', "SELECT a, b FROM (VALUES ('x', 1), ('y', 1), ('x', 2)) t(a, b) ORDER BY a ASC, b DESC", [['x', '2'], ['x', '1'], ['y', '1']]],
  ]),
  ...page('t-sql/queries/select-group-by-transact-sql', [
    ['sums of combinations', `${SALES} SELECT country, region, SUM(amount) FROM sales GROUP BY country, region ORDER BY country, region`, [['Canada', 'Alberta', '100'], ['Canada', 'British Columbia', '500'], ['United States', 'Montana', '100']]],
    ['ROLLUP adds subtotals and a total', `${SALES} SELECT country, region, SUM(amount) FROM sales GROUP BY ROLLUP (country, region) ORDER BY GROUPING(country), country, GROUPING(region), region`, [['Canada', 'Alberta', '100'], ['Canada', 'British Columbia', '500'], ['Canada', null, '600'], ['United States', 'Montana', '100'], ['United States', null, '100'], [null, null, '700']]],
    ['CUBE adds those of regions', `${SALES} SELECT region, SUM(amount) FROM sales GROUP BY CUBE (country, region) HAVING GROUPING(country) = 1 AND GROUPING(region) = 0 ORDER BY region`, [['Alberta', '100'], ['British Columbia', '500'], ['Montana', '100']]],
    ['ROLLUP and CUBE together repeat groups', `${SALES} SELECT COUNT(*) FROM (SELECT country, region, SUM(amount) s FROM sales GROUP BY GROUPING SETS (ROLLUP (country, region), CUBE (country, region))) g`, '15'],
    ['each country, and the total', `${SALES} SELECT country, SUM(amount) FROM sales GROUP BY GROUPING SETS (country, ()) ORDER BY GROUPING(country), country`, [['Canada', '600'], ['United States', '100'], [null, '700']]],
    ['the empty group of no rows is a row', `${SALES} SELECT COUNT(*) FROM sales WHERE amount > 999 GROUP BY ()`, '0'],
    ['NULLs are one group', 'SELECT v, COUNT(*) FROM (VALUES (NULL), (NULL), (1)) t(v) GROUP BY v ORDER BY v', [[null, '2'], ['1', '1']]],
    ['a sum of columns that are grouped', `${SALES} SELECT country + region FROM sales GROUP BY country, region ORDER BY 1`, column('CanadaAlberta', 'CanadaBritish Columbia', 'United StatesMontana')],
    ['columns of a grouped sum are not', `${SALES} SELECT country, region FROM sales GROUP BY country + region`, 8120],
    ['an alias is not known to it', `${SALES} SELECT country AS c, COUNT(*) FROM sales GROUP BY c`, 207],
    ['a subquery is not for it', `${SALES} SELECT COUNT(*) FROM sales GROUP BY (SELECT 1)`, 144],
    ['WITH ROLLUP is the older way', `${SALES} SELECT country, SUM(amount) FROM sales GROUP BY country WITH ROLLUP ORDER BY GROUPING(country), country`, [['Canada', '600'], ['United States', '100'], [null, '700']]],
    ['texts that differ in letter case are one group', "SELECT COUNT(*) FROM (VALUES ('a'), ('A'), ('b')) t(v) GROUP BY v ORDER BY 1", column('1', '2')],
  ]),
  ...page('t-sql/queries/select-having-transact-sql', [
    ['groups by their sums', `${SALES} SELECT country FROM sales GROUP BY country HAVING SUM(amount) > 100`, 'Canada'],
    ['without GROUP BY there is one group', `${SALES} SELECT SUM(amount) FROM sales HAVING COUNT(*) > 99`, []],
  ]),
  ...page('t-sql/queries/from-transact-sql', [
    ['LEFT JOIN keeps the left rows', "SELECT a.v, b.w FROM (VALUES (1), (2)) a(v) LEFT JOIN (VALUES (2, 'x')) b(v, w) ON a.v = b.v ORDER BY a.v", [['1', null], ['2', 'x']]],
    ['RIGHT JOIN keeps the right ones', "SELECT a.v, b.v FROM (VALUES (1)) a(v) RIGHT JOIN (VALUES (2)) b(v) ON a.v = b.v", [[null, '2']]],
    ['FULL JOIN keeps both', 'SELECT a.v, b.v FROM (VALUES (1), (2)) a(v) FULL JOIN (VALUES (2), (3)) b(v) ON a.v = b.v ORDER BY COALESCE(a.v, b.v)', [['1', null], ['2', '2'], [null, '3']]],
    ['NULL joins nothing', 'SELECT COUNT(*) FROM (VALUES (NULL)) a(v) JOIN (VALUES (NULL)) b(v) ON a.v = b.v', '0'],
    ['a condition in WHERE undoes an outer join', "SELECT COUNT(*) FROM (VALUES (1), (2)) a(v) LEFT JOIN (VALUES (2, 'x')) b(v, w) ON a.v = b.v WHERE b.w = 'x'", '1'],
    ['in ON it does not', "SELECT COUNT(*) FROM (VALUES (1), (2)) a(v) LEFT JOIN (VALUES (2, 'y')) b(v, w) ON a.v = b.v AND b.w = 'x'", '2'],
    ['CROSS APPLY drops rows without an answer', 'SELECT a.v, x.w FROM (VALUES (1), (2)) a(v) CROSS APPLY (SELECT a.v * 10 w WHERE a.v > 1) x', [['2', '20']]],
    ['OUTER APPLY keeps them', 'SELECT a.v, x.w FROM (VALUES (1), (2)) a(v) OUTER APPLY (SELECT a.v * 10 w WHERE a.v > 1) x ORDER BY a.v', [['1', null], ['2', '20']]],
    ['the same name twice is an error', 'SELECT 1 FROM (VALUES (1)) a(v), (VALUES (1)) a(v)', 1011],
    ['a name that is not there', 'SELECT 1 FROM no_such_table', 208],
    ['a column that two have', 'SELECT v FROM (VALUES (1)) a(v), (VALUES (1)) b(v)', 209],
    ['a table that is not in FROM', 'SELECT x.v FROM (VALUES (1)) a(v)', 4104],
  ]),
  ...page('t-sql/queries/from-using-pivot-and-unpivot', [
    ['values become columns, NULL where there are none', "SELECT [0], [1], [3] FROM (SELECT days, cost FROM (VALUES (0, 5), (0, 7), (1, 10)) s(days, cost)) t PIVOT (AVG(cost) FOR days IN ([0], [1], [3])) p", [['6', '10', null]]],
    ['all other columns group', "SELECT vendor, [250], [251] FROM (SELECT * FROM (VALUES (1, 250, 11), (1, 250, 12), (2, 251, 13)) s(vendor, emp, id)) t PIVOT (COUNT(id) FOR emp IN ([250], [251])) p ORDER BY vendor", [['1', '2', '0'], ['2', '0', '1']]],
    ['UNPIVOT makes rows, and drops NULL', `${ORDERS} SELECT vendor, emp, orders FROM pvt UNPIVOT (orders FOR emp IN (emp1, emp2, emp3)) u ORDER BY vendor, emp`, [['1', 'emp1', '4'], ['1', 'emp2', '3'], ['2', 'emp1', '4'], ['2', 'emp2', '1'], ['2', 'emp3', '5']]],
  ]),
  ...page('t-sql/queries/with-common-table-expression-transact-sql', [
    ['one may use another before it', 'WITH a AS (SELECT 1 x), b AS (SELECT x + 1 y FROM a) SELECT x, y FROM a, b', [['1', '2']]],
    ['names of its columns', 'WITH a(n, m) AS (SELECT 1, 2) SELECT m FROM a', '2'],
    ['levels of a hierarchy', `${STAFF} WITH chain (boss, id, lvl) AS (SELECT boss, id, 0 FROM staff WHERE boss IS NULL UNION ALL SELECT s.boss, s.id, c.lvl + 1 FROM staff s JOIN chain c ON s.boss = c.id) SELECT id, lvl FROM chain ORDER BY lvl, id`, [['1', '0'], ['273', '1'], ['16', '2'], ['274', '2'], ['275', '3']]],
    ['only two levels', `${STAFF} WITH chain (id, lvl) AS (SELECT id, 0 FROM staff WHERE boss IS NULL UNION ALL SELECT s.id, c.lvl + 1 FROM staff s JOIN chain c ON s.boss = c.id) SELECT COUNT(*) FROM chain WHERE lvl <= 1`, '2'],
    ['100 levels are the most by default', 'WITH n AS (SELECT 1 x UNION ALL SELECT x + 1 FROM n WHERE x < 200) SELECT MAX(x) FROM n', 530],
    ['MAXRECURSION allows more', 'WITH n AS (SELECT 1 x UNION ALL SELECT x + 1 FROM n WHERE x < 200) SELECT MAX(x) FROM n OPTION (MAXRECURSION 200)', '200'],
    ['0 is without end', 'WITH n AS (SELECT 1 x UNION ALL SELECT x + 1 FROM n WHERE x < 500) SELECT COUNT(*) FROM n OPTION (MAXRECURSION 0)', '500'],
    ['and fewer', 'WITH n AS (SELECT 1 x UNION ALL SELECT x + 1 FROM n WHERE x < 9) SELECT MAX(x) FROM n OPTION (MAXRECURSION 2)', 530],
    ['the types of both parts are the same', "WITH n AS (SELECT 'a' x UNION ALL SELECT x + 'a' FROM n WHERE LEN(x) < 3) SELECT x FROM n", 240],
    ['it hides a table of its name', "CREATE TABLE t (a int); INSERT t VALUES (9); WITH t AS (SELECT 1 a) SELECT a FROM t", '1'],
    ['ORDER BY inside needs a TOP', 'WITH a AS (SELECT 1 x ORDER BY x) SELECT x FROM a', 1033],
    ['DELETE through it', 'CREATE TABLE t (a int); INSERT t VALUES (1), (1), (2); WITH d AS (SELECT ROW_NUMBER() OVER (PARTITION BY a ORDER BY a) n FROM t) DELETE FROM d WHERE n > 1; SELECT COUNT(*) FROM t', '2'],
  ]),
  ...page('t-sql/language-elements/set-operators-union-transact-sql', [
    ['UNION drops what is twice, ALL keeps it', 'SELECT COUNT(*), (SELECT COUNT(*) FROM (SELECT 1 a UNION ALL SELECT 1) u) FROM (SELECT 1 a UNION SELECT 1) t', [['1', '2']]],
    ['NULLs are the same', 'SELECT COUNT(*) FROM (SELECT CAST(NULL AS int) a UNION SELECT NULL) t', '1'],
    ['the names are those of the first', 'SELECT a FROM (SELECT 1 a UNION ALL SELECT 2 b) t ORDER BY a', column('1', '2')],
    ['as many columns each', 'SELECT 1, 2 UNION SELECT 3', 205],
    ['parentheses: ALL inside, then without', 'SELECT 1 a UNION ALL (SELECT 2 UNION SELECT 2) ORDER BY a', column('1', '2')],
  ]),
  ...page('t-sql/language-elements/set-operators-except-and-intersect-transact-sql', [
    ['EXCEPT: in the left alone, each once', 'SELECT v FROM (VALUES (1), (1), (2)) t(v) EXCEPT SELECT 2', '1'],
    ['INTERSECT: in both, each once', 'SELECT v FROM (VALUES (1), (1), (2)) t(v) INTERSECT SELECT v FROM (VALUES (1), (3)) u(v)', '1'],
    ['NULL is in both', 'SELECT CAST(NULL AS int) INTERSECT SELECT NULL', null],
    ['INTERSECT comes first', 'SELECT 1 a UNION SELECT 2 INTERSECT SELECT 3', '1'],
  ]),
  ...page('t-sql/queries/table-value-constructor-transact-sql', [
    ['rows of values have the type of all', "SELECT v FROM (VALUES (1), (2.5)) t(v)", column('1.0', '2.5')],
    ['a number wins over a text', "SELECT v + 1 FROM (VALUES ('1'), (2)) t(v)", column('2', '3')],
    ['rows of different length', 'SELECT * FROM (VALUES (1, 2), (3)) t(a, b)', 10709],
  ]),
  ...page('t-sql/queries/select-clause-transact-sql', [
    ['DISTINCT takes NULLs for one', 'SELECT COUNT(*) FROM (SELECT DISTINCT v FROM (VALUES (NULL), (NULL), (1)) t(v)) d', '2'],
    ['an alias before an equals sign', 'SELECT a = 5', '5'],
    ['all columns of one table', 'SELECT b.* FROM (VALUES (1)) a(x), (VALUES (2, 3)) b(y, z)', [['2', '3']]],
  ]),
  ...page('t-sql/queries/select-into-clause-transact-sql', [
    ['it makes the table', 'SELECT 1 AS a, CAST(2.5 AS decimal(5,2)) AS b INTO t; SELECT b FROM t', '2.50', { type: 'decimal(5,2)' }],
    ['which must not be there', 'CREATE TABLE t (a int); SELECT 1 AS a INTO t', 2714],
    ['a column without a name cannot be', 'SELECT 1 INTO t', 1038],
  ]),
  ...page('relational-databases/performance/subqueries', [
    ['more than one row is an error', 'SELECT (SELECT v FROM (VALUES (1), (2)) t(v))', 512],
    ['no row is NULL', 'SELECT (SELECT 1 WHERE 1 = 0)', null],
    ['it sees the row around', 'SELECT v, (SELECT COUNT(*) FROM (VALUES (1), (2), (3)) u(w) WHERE u.w < t.v) FROM (VALUES (1), (3)) t(v) ORDER BY v', [['1', '0'], ['3', '2']]],
    ['two columns are too many', 'SELECT (SELECT 1, 2)', 116],
  ]),
  ...page('t-sql/queries/select-over-clause-transact-sql', [
    ['no argument: all rows', 'SELECT v, MIN(v) OVER (), MAX(v) OVER () FROM (VALUES (3), (5), (98)) t(v) ORDER BY v', [['3', '3', '98'], ['5', '3', '98'], ['98', '3', '98']]],
    ['an order: up to the current row', 'SELECT v, MIN(v) OVER (ORDER BY v), MAX(v) OVER (ORDER BY v) FROM (VALUES (3), (5), (98)) t(v) ORDER BY v', [['3', '3', '3'], ['5', '3', '5'], ['98', '3', '98']]],
    ['rows around the current one', 'SELECT v, COUNT(*) OVER (ORDER BY v ROWS BETWEEN UNBOUNDED PRECEDING AND CURRENT ROW), COUNT(*) OVER (ORDER BY v ROWS BETWEEN 2 PRECEDING AND 2 FOLLOWING), COUNT(*) OVER (ORDER BY v ROWS BETWEEN CURRENT ROW AND UNBOUNDED FOLLOWING) FROM (VALUES (1), (2), (3), (4)) t(v) ORDER BY v', [['1', '1', '3', '4'], ['2', '2', '4', '3'], ['3', '3', '4', '2'], ['4', '4', '3', '1']]],
    ['RANGE takes all that are equal, ROWS does not', 'SELECT v, SUM(v) OVER (ORDER BY v), SUM(v) OVER (ORDER BY v ROWS UNBOUNDED PRECEDING) FROM (VALUES (1), (2), (2)) t(v) ORDER BY 1, 3', [['1', '1', '1'], ['2', '5', '3'], ['2', '5', '5']]],
    ['partitions begin anew', "SELECT k, v, SUM(v) OVER (PARTITION BY k ORDER BY v) FROM (VALUES ('a', 1), ('b', 5), ('a', 2)) t(k, v) ORDER BY k, v", [['a', '1', '1'], ['a', '2', '3'], ['b', '5', '5']]],
    ['a moving average', 'SELECT v, AVG(v * 1.0) OVER (ORDER BY v ROWS BETWEEN 1 PRECEDING AND 1 FOLLOWING) FROM (VALUES (1), (2), (6)) t(v) ORDER BY v', [['1', '1.500000'], ['2', '3.000000'], ['6', '4.000000']]],
    ['a short frame ends at the current row', 'SELECT v, COUNT(*) OVER (ORDER BY v ROWS 1 PRECEDING) FROM (VALUES (1), (2), (3)) t(v) ORDER BY v', [['1', '1'], ['2', '2'], ['3', '2']]],
    ['a frame of rows that are not there is empty', 'SELECT v, SUM(v) OVER (ORDER BY v ROWS BETWEEN 1 FOLLOWING AND 2 FOLLOWING) FROM (VALUES (1), (2), (3)) t(v) ORDER BY v', [['1', '5'], ['2', '3'], ['3', null]]],
    ['a share of the whole', 'SELECT v, CAST(1. * v / SUM(v) OVER () * 100 AS decimal(5,2)) FROM (VALUES (1), (3)) t(v) ORDER BY v', [['1', '25.00'], ['3', '75.00']]],
    ['NULLs are a partition', 'SELECT COUNT(*) OVER (PARTITION BY v) FROM (VALUES (NULL), (NULL), (1)) t(v) ORDER BY 1', column('1', '2', '2')],
    ['over groups', "SELECT k, SUM(SUM(v)) OVER () FROM (VALUES ('a', 1), ('a', 2), ('b', 4)) t(k, v) GROUP BY k ORDER BY k", [['a', '7'], ['b', '7']]],
    ['not in WHERE', 'SELECT v FROM (VALUES (1)) t(v) WHERE ROW_NUMBER() OVER (ORDER BY v) = 1', 4108],
    ['RANGE has no numbers', 'SELECT SUM(v) OVER (ORDER BY v RANGE 1 PRECEDING) FROM (VALUES (1)) t(v)', 4194],
    ['an order by a number is refused', 'SELECT ROW_NUMBER() OVER (ORDER BY 1) FROM (VALUES (1)) t(v)', 5308],
    ['aggregates of different values are not for it', 'SELECT COUNT(DISTINCT v) OVER () FROM (VALUES (1)) t(v)', 10759],
  ]),
  ...page('t-sql/queries/select-window-transact-sql', [
    ['a window by its name', 'SELECT v, SUM(v) OVER w FROM (VALUES (1), (2)) t(v) WINDOW w AS (ORDER BY v) ORDER BY v', [['1', '1'], ['2', '3']]],
  ]),
  ...page('t-sql/functions/row-number-transact-sql', [
    ['one after the other, as a bigint', 'SELECT ROW_NUMBER() OVER (ORDER BY v DESC), v FROM (VALUES (5), (7)) t(v) ORDER BY 1', [['1', '7'], ['2', '5']], { type: 'bigint' }],
    ['it asks for an order', 'SELECT ROW_NUMBER() OVER () FROM (VALUES (1)) t(v)', 4112],
  ]),
  ...page('t-sql/functions/rank-transact-sql', [
    ['equal rows have one rank, and a gap follows', 'SELECT v, RANK() OVER (ORDER BY v), DENSE_RANK() OVER (ORDER BY v) FROM (VALUES (10), (20), (20), (30)) t(v) ORDER BY v', [['10', '1', '1'], ['20', '2', '2'], ['20', '2', '2'], ['30', '4', '3']]],
  ]),
  ...page('t-sql/functions/ntile-transact-sql', [
    ['the first groups are larger', 'SELECT v, NTILE(4) OVER (ORDER BY v) FROM (VALUES (1), (2), (3), (4), (5), (6)) t(v) ORDER BY v', [['1', '1'], ['2', '1'], ['3', '2'], ['4', '2'], ['5', '3'], ['6', '4']]],
  ]),
  ...page('t-sql/functions/lag-transact-sql', [
    ['the row before, or what is asked for', 'SELECT v, LAG(v) OVER (ORDER BY v), LAG(v, 1, 0) OVER (ORDER BY v), LAG(v, 2) OVER (ORDER BY v) FROM (VALUES (1), (2), (3)) t(v) ORDER BY v', [['1', null, '0', null], ['2', '1', '1', null], ['3', '2', '2', '1']]],
  ]),
  ...page('t-sql/functions/lead-transact-sql', [
    ['the row after', 'SELECT v, LEAD(v) OVER (ORDER BY v), LEAD(v, 1, 0) OVER (ORDER BY v) FROM (VALUES (1), (2)) t(v) ORDER BY v', [['1', '2', '2'], ['2', null, '0']]],
  ]),
  ...page('t-sql/functions/first-value-transact-sql', [
    ['of the frame', "SELECT v, FIRST_VALUE(k) OVER (ORDER BY v) FROM (VALUES ('x', 1), ('y', 2)) t(k, v) ORDER BY v", [['1', 'x'], ['2', 'x']]],
  ]),
  ...page('t-sql/functions/last-value-transact-sql', [
    ['of the frame, which ends at the current row', 'SELECT v, LAST_VALUE(v) OVER (ORDER BY v), LAST_VALUE(v) OVER (ORDER BY v ROWS BETWEEN CURRENT ROW AND UNBOUNDED FOLLOWING) FROM (VALUES (1), (2)) t(v) ORDER BY v', [['1', '1', '2'], ['2', '2', '2']]],
  ]),
  ...page('t-sql/functions/cume-dist-transact-sql', [
    ['the share of rows up to this one', 'SELECT v, CUME_DIST() OVER (ORDER BY v) FROM (VALUES (1), (2), (2), (4)) t(v) ORDER BY v', [['1', '0.25'], ['2', '0.75'], ['2', '0.75'], ['4', '1']]],
  ]),
  ...page('t-sql/functions/percent-rank-transact-sql', [
    ['the first is 0, the last 1', 'SELECT v, PERCENT_RANK() OVER (ORDER BY v) FROM (VALUES (1), (2), (3)) t(v) ORDER BY v', [['1', '0'], ['2', '0.5'], ['3', '1']]],
  ]),
  ...page('t-sql/functions/percentile-cont-transact-sql', [
    ['between two values', 'SELECT DISTINCT PERCENTILE_CONT(0.5) WITHIN GROUP (ORDER BY v) OVER (), PERCENTILE_DISC(0.5) WITHIN GROUP (ORDER BY v) OVER () FROM (VALUES (1), (2), (3), (10)) t(v)', [['2.5', '2']]],
  ]),
];
