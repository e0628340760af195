import { page, refusals, type Area } from './vector.js';

const table = {
  name: 'Sales',
  columns: [['id', 'int NOT NULL'], ['region', 'varchar(10)'], ['product', 'varchar(10)'], ['amount', 'int'], ['price', 'decimal(8,2)'], ['sold', 'date'], ['tags', 'varchar(20)']],
  rows: [
    ['1', 'North', 'pen', '10', '1.50', '2020-01-01', 'a,b'],
    ['2', 'north ', 'ink', '20', '4.25', '2020-01-02', ''],
    ['3', 'South', 'pen', '20', null, '2020-01-03', null],
    ['4', null, 'ink', null, '2.00', '2020-01-03', 'c'],
    ['5', 'South', 'ink', '5', '4.25', '2020-02-01', 'a,c,d'],
  ],
} as const; // prettier-ignore

/** Queries over a table: rows in any order, so an order that matters is shown by a number or by TOP. */
export const QUERIES: Area = {
  title: 'queries',
  table,
  vectors: [
    ...page('AVG', [['SELECT AVG(amount) AS a, AVG(price) AS p, AVG(amount * 1.0) AS d FROM dbo.Sales', ['13 | 3.000000 | 13.750000']], ['SELECT AVG(CAST(amount AS float)) AS a FROM dbo.Sales', ['13.75']], ['SELECT product, AVG(amount) AS a FROM dbo.Sales GROUP BY product', ['ink | 12', 'pen | 15']]]),
    ...page('SUM', [['SELECT SUM(amount) AS s, SUM(DISTINCT amount) AS d, SUM(price) AS p FROM dbo.Sales', ['55 | 35 | 12.00']], ['SELECT SUM(amount) AS s FROM dbo.Sales WHERE id > 9', ['NULL']]]),
    ...page('COUNT', [['SELECT COUNT(*) AS n, COUNT(amount) AS a, COUNT(DISTINCT region) AS r FROM dbo.Sales', ['5 | 4 | 2']], ['SELECT COUNT(*) AS n FROM dbo.Sales WHERE id > 9', ['0']]]),
    ...page('MIN', [['SELECT MIN(price) AS a, MAX(sold) AS b, MIN(product) AS c FROM dbo.Sales', ['1.50 | 2020-02-01 | ink']]]),
    ...page('SELECT - GROUP BY', [
      ['SELECT COUNT(*) AS n, SUM(amount) AS s FROM dbo.Sales GROUP BY region', ['1 | NULL', '2 | 25', '2 | 30']], ['SELECT product, COUNT(*) AS n FROM dbo.Sales GROUP BY GROUPING SETS ((product), ())', ['NULL | 5', 'ink | 3', 'pen | 2']],
      ['SELECT product, YEAR(sold) AS y, SUM(amount) AS s, GROUPING_ID(product, YEAR(sold)) AS g FROM dbo.Sales GROUP BY ROLLUP (product, YEAR(sold))', ['NULL | NULL | 55 | 3', 'ink | 2020 | 25 | 0', 'ink | NULL | 25 | 1', 'pen | 2020 | 30 | 0', 'pen | NULL | 30 | 1']],
      ['SELECT MONTH(sold) AS m, SUM(amount) AS s FROM dbo.Sales GROUP BY MONTH(sold) HAVING SUM(amount) > 5', ['1 | 50']], ['SELECT product, GROUPING(product) AS g, COUNT(*) AS n FROM dbo.Sales GROUP BY CUBE (product)', ['NULL | 1 | 5', 'ink | 0 | 3', 'pen | 0 | 2']],
    ]),
    ...page('TOP', [['SELECT TOP (1) WITH TIES id FROM dbo.Sales ORDER BY amount DESC', ['2', '3']], ['SELECT TOP (50) PERCENT id FROM dbo.Sales ORDER BY id', ['1', '2', '3']], ['SELECT TOP (2) id FROM dbo.Sales ORDER BY amount', ['4', '5']], ['SELECT TOP (1) id FROM dbo.Sales ORDER BY region, id', ['4']], ['SELECT TOP (0) id FROM dbo.Sales', []]]),
    ...page('SELECT - ORDER BY', [['SELECT id FROM dbo.Sales ORDER BY sold DESC, id DESC OFFSET 1 ROWS FETCH NEXT 2 ROWS ONLY', ['3', '4']], ['SELECT id FROM dbo.Sales ORDER BY id OFFSET 4 ROWS', ['5']]]),
    ...page('SELECT - OVER', [
      ['SELECT id, SUM(amount) OVER (ORDER BY sold) AS s FROM dbo.Sales', ['1 | 10', '2 | 30', '3 | 50', '4 | 50', '5 | 55']], ['SELECT id, SUM(amount) OVER (ORDER BY sold, id ROWS BETWEEN 1 PRECEDING AND CURRENT ROW) AS s FROM dbo.Sales', ['1 | 10', '2 | 30', '3 | 40', '4 | 20', '5 | 5']],
      ['SELECT id, ROW_NUMBER() OVER (PARTITION BY region ORDER BY id) AS n FROM dbo.Sales', ['1 | 1', '2 | 2', '3 | 1', '4 | 1', '5 | 2']], ['SELECT id, RANK() OVER (ORDER BY amount DESC) AS r, DENSE_RANK() OVER (ORDER BY amount DESC) AS d FROM dbo.Sales', ['1 | 3 | 2', '2 | 1 | 1', '3 | 1 | 1', '4 | 5 | 4', '5 | 4 | 3']],
      ['SELECT id, LAG(amount, 1, -1) OVER (ORDER BY id) AS p, LEAD(product) OVER (ORDER BY id) AS q FROM dbo.Sales', ['1 | -1 | ink', '2 | 10 | pen', '3 | 20 | ink', '4 | 20 | ink', '5 | NULL | NULL']], ['SELECT id, LAST_VALUE(id) OVER (ORDER BY sold) AS l, FIRST_VALUE(id) OVER (ORDER BY id DESC) AS f FROM dbo.Sales WHERE id <> 4', ['1 | 1 | 5', '2 | 2 | 5', '3 | 3 | 5', '5 | 5 | 5']],
      ['SELECT id, AVG(amount) OVER (PARTITION BY product) AS a FROM dbo.Sales', ['1 | 15', '2 | 12', '3 | 15', '4 | 12', '5 | 12']], ['SELECT id, NTILE(2) OVER (ORDER BY id) AS t FROM dbo.Sales', ['1 | 1', '2 | 1', '3 | 1', '4 | 2', '5 | 2']],
    ]),
    ...page('STRING_AGG', [["SELECT STRING_AGG(product, ',') WITHIN GROUP (ORDER BY id DESC) AS s FROM dbo.Sales", ['ink,ink,pen,ink,pen']], ["SELECT product, STRING_AGG(region, '/') WITHIN GROUP (ORDER BY id) AS s FROM dbo.Sales GROUP BY product", ['ink | north /South', 'pen | North/South']], ["SELECT STRING_AGG(CAST(amount AS varchar(9)), '+') WITHIN GROUP (ORDER BY amount, id) AS s FROM dbo.Sales", ['5+10+20+20']]]),
    ...page('FOR XML', [["SELECT p.product, STUFF((SELECT ', ' + CAST(s.id AS varchar(9)) FROM dbo.Sales s WHERE s.product = p.product ORDER BY s.id DESC FOR XML PATH('')), 1, 2, '') AS ids FROM (SELECT DISTINCT product FROM dbo.Sales) p", ['ink | 5, 4, 2', 'pen | 3, 1']]]),
    ...page('STRING_SPLIT', [["SELECT s.id, t.value FROM dbo.Sales s CROSS APPLY STRING_SPLIT(s.tags, ',') t", ['1 | a', '1 | b', '2 | ', '4 | c', '5 | a', '5 | c', '5 | d']]]),
    ...page('FROM clause plus JOIN, APPLY, PIVOT', [
      ['SELECT a.id, b.id AS other FROM dbo.Sales a JOIN dbo.Sales b ON a.region = b.region AND a.id < b.id', ['1 | 2', '3 | 5']], ['SELECT s.id, x.n FROM dbo.Sales s OUTER APPLY (SELECT TOP 1 o.id AS n FROM dbo.Sales o WHERE o.amount < s.amount ORDER BY o.amount DESC) x', ['1 | 5', '2 | 1', '3 | 1', '4 | NULL', '5 | NULL']],
      ['SELECT product, [1], [2] FROM (SELECT product, MONTH(sold) AS m, amount FROM dbo.Sales) q PIVOT (SUM(amount) FOR m IN ([1], [2])) v', ['ink | 20 | 5', 'pen | 30 | NULL']], ['SELECT id, what, v FROM (SELECT id, amount, CAST(price AS int) AS whole FROM dbo.Sales WHERE id < 4) q UNPIVOT (v FOR what IN (amount, whole)) u', ['1 | amount | 10', '1 | whole | 1', '2 | amount | 20', '2 | whole | 4', '3 | amount | 20']],
      ['SELECT a.id FROM dbo.Sales a FULL JOIN (SELECT 9 AS id) b ON a.id = b.id WHERE a.id IS NULL OR a.id = 1', ['1', 'NULL']],
    ]),
    ...page('Set operators - UNION', [['SELECT region FROM dbo.Sales UNION SELECT NULL', ['NULL', 'North', 'South']], ['SELECT amount FROM dbo.Sales UNION ALL SELECT 1.5', ['1.5', '10.0', '20.0', '20.0', '5.0', 'NULL']], ["SELECT product FROM dbo.Sales EXCEPT SELECT 'PEN'", ['ink']], ["SELECT product FROM dbo.Sales INTERSECT SELECT 'PEN '", ['pen']]]),
    ...page('WITH common_table_expression', [['WITH n AS (SELECT 1 AS i UNION ALL SELECT i + 1 FROM n WHERE i < 4) SELECT n.i, COUNT(s.id) AS c FROM n LEFT JOIN dbo.Sales s ON s.amount / 5 = n.i GROUP BY n.i', ['1 | 1', '2 | 1', '3 | 0', '4 | 2']], ['WITH d AS (SELECT CAST(\'2020-01-30\' AS date) AS day UNION ALL SELECT DATEADD(day, 1, day) FROM d WHERE day < \'2020-02-01\') SELECT day FROM d', ['2020-01-30', '2020-01-31', '2020-02-01']]]),
    ...page('IN', [['SELECT id FROM dbo.Sales WHERE amount NOT IN (SELECT amount FROM dbo.Sales WHERE id > 3)', []], ["SELECT id FROM dbo.Sales WHERE region IN ('NORTH', 'x')", ['1', '2']], ['SELECT id FROM dbo.Sales s WHERE NOT EXISTS (SELECT 1 FROM dbo.Sales o WHERE o.amount > s.amount)', ['2', '3', '4']], ['SELECT id FROM dbo.Sales WHERE amount > ALL (SELECT amount FROM dbo.Sales WHERE region = \'SOUTH\' AND product = \'ink\')', ['1', '2', '3']]]),
    ...page('CASE', [["SELECT id, CASE WHEN amount > 10 THEN 'big' WHEN amount IS NULL THEN 'none' ELSE 'small' END AS c FROM dbo.Sales", ['1 | small', '2 | big', '3 | big', '4 | none', '5 | small']], ['SELECT SUM(CASE WHEN product = \'PEN\' THEN amount ELSE 0 END) AS s FROM dbo.Sales', ['30']]]),
    ...refusals('SELECT - FOR', [['SELECT (SELECT id FROM dbo.Sales FOR JSON PATH) AS j', 'TSQL-FOR-CLAUSE']]),
  ],
}; // prettier-ignore
