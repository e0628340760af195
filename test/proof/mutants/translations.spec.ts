/** Mutants that are the mistakes of a translation: what only T-SQL means. */
import type { Catalog } from '../../../src/catalog/catalog.js';
import { mutantsOf } from '../../../src/proof/mutants/mutants.js';
import { catalogOf } from '../../factories/catalog.js';

const TABLES = `CREATE TABLE t (
  id int NOT NULL PRIMARY KEY, name varchar(20) NULL, code char(4) NOT NULL, tag varchar(9) COLLATE Latin1_General_BIN2 NULL,
  cs varchar(9) COLLATE Latin1_General_100_CS_AS NULL, ai varchar(9) COLLATE Latin1_General_100_CS_AI_SC NULL,
  amount decimal(9, 2) NULL, n int NOT NULL, day date NULL, at datetime NULL)
GO
`;
const B = 'COLLATE Latin1_General_BIN2';

const CASES: readonly (readonly [rule: string, query: string, ...mutants: string[]])[] = [
  ['collation', "SELECT id FROM t WHERE name = 'a'", `SELECT id FROM t WHERE name = 'a' ${B}`],
  ['collation', "SELECT id FROM t WHERE name = '10'"],
  ['collation', 'SELECT id FROM t WHERE n = 10'],
  ['collation', "SELECT id FROM t WHERE tag = 'a'"],
  ['collation', "SELECT id FROM t WHERE name IN ('a', '1')", `SELECT id FROM t WHERE name ${B} IN ('a', '1')`],
  ['collation', "SELECT id FROM t WHERE name LIKE 'a%'", `SELECT id FROM t WHERE name ${B} LIKE 'a%'`],
  ['collation', "SELECT CASE name WHEN 'a' THEN 1 END AS x FROM t", `SELECT CASE name ${B} WHEN 'a' THEN 1 END AS x FROM t`],
  ['collation', 'SELECT MIN(name) AS x FROM t', `SELECT MIN(name ${B}) AS x FROM t`],
  ['collation', "SELECT id FROM t WHERE cs = 'a'"],
  ['collation', "SELECT id FROM t WHERE ai = 'a'", `SELECT id FROM t WHERE ai = 'a' ${B}`],
  ['collation', 'SELECT MAX(cs) AS x FROM t', `SELECT MAX(cs ${B}) AS x FROM t`],
  ['collation', 'SELECT MAX(tag) AS x FROM t'],
  ['collation', 'SELECT id, RANK() OVER (PARTITION BY cs ORDER BY cs) AS r FROM t', `SELECT id, RANK() OVER (PARTITION BY cs ORDER BY cs ${B}) AS r FROM t`],
  ['collation', 'SELECT TOP 2 id FROM t ORDER BY cs', `SELECT TOP 2 id FROM t ORDER BY cs ${B}`],
  ['collation', 'SELECT TOP 2 id FROM t ORDER BY tag'],
  ['collation', 'SELECT DISTINCT name, n FROM t', `SELECT DISTINCT name ${B} AS [name], n FROM t`],
  ['collation', 'SELECT name FROM t UNION SELECT code FROM t', `SELECT name ${B} AS [name] FROM t UNION SELECT code FROM t`],
  ['collation', 'SELECT name FROM t UNION ALL SELECT code FROM t'],
  ['collation', 'SELECT name AS x, COUNT(*) AS c FROM t GROUP BY name', `SELECT name ${B} AS x, COUNT(*) AS c FROM t GROUP BY name ${B}`],
  ['trailing-blanks', "SELECT id FROM t WHERE name = 'a'", "SELECT id FROM t WHERE name + '.' = 'a' + '.'"],
  ['trailing-blanks', 'SELECT a.id FROM t AS a JOIN t AS b ON a.code = b.code'],
  ['trailing-blanks', 'SELECT id FROM t WHERE n = 1'],
  ['trailing-blanks', 'SELECT name, COUNT(*) AS c FROM t GROUP BY name, code', 'SELECT name, COUNT(*) AS c FROM t GROUP BY name, DATALENGTH(name), code'],
  ['collation', 'SELECT name, n, COUNT(*) AS c FROM t GROUP BY ROLLUP (name, n)', `SELECT name, n, COUNT(*) AS c FROM t GROUP BY ROLLUP ((name, (name) ${B}), n)`],
  ['trailing-blanks', 'SELECT name, n, COUNT(*) AS c FROM t GROUP BY CUBE (name, n)', 'SELECT name, n, COUNT(*) AS c FROM t GROUP BY CUBE ((name, DATALENGTH(name)), n)'],
  ['collation', "SELECT name + 'x' AS k, COUNT(*) AS c FROM t GROUP BY name + 'x'", `SELECT name + 'x' AS k, COUNT(*) AS c FROM t GROUP BY name + 'x', (name + 'x') ${B}`],
  ['collation', 'SELECT UPPER(name) AS k, COUNT(*) AS c FROM t GROUP BY UPPER(name)'],
  ['collation', 'SELECT n + 1 AS k, COUNT(*) AS c FROM t GROUP BY n + 1'],
  ['trailing-blanks', 'SELECT DISTINCT name, 1 AS one FROM t WHERE n = 1', 'SELECT name, 1 AS one FROM t WHERE n = 1 GROUP BY name, DATALENGTH(name)'],
  ['trailing-blanks', 'SELECT name, 1 AS one FROM t UNION SELECT code, 2 FROM t', 'SELECT [u].[name], [u].[one] FROM (SELECT name, 1 AS one FROM t UNION ALL SELECT code, 2 FROM t) AS [u] GROUP BY [u].[name], [u].[one], DATALENGTH([u].[name])'],
  ['collation', 'SELECT id, RANK() OVER (PARTITION BY name ORDER BY n) AS r FROM t', `SELECT id, RANK() OVER (PARTITION BY name ${B} ORDER BY n) AS r FROM t`],
  ['collation', 'SELECT TOP 2 id FROM t ORDER BY name DESC', `SELECT TOP 2 id FROM t ORDER BY name ${B} DESC`],
  ['collation', 'SELECT p.name, p.[1] FROM (SELECT name, n, amount FROM t) AS s PIVOT (SUM(amount) FOR n IN ([1])) AS p', `SELECT p.name, p.[1] FROM (SELECT name ${B} AS [name], n, amount FROM t) AS s PIVOT (SUM(amount) FOR n IN ([1])) AS p`],
  ['trailing-blanks', 'SELECT id, COUNT(*) OVER (PARTITION BY name) AS r FROM t', 'SELECT id, COUNT(*) OVER (PARTITION BY name, DATALENGTH(name)) AS r FROM t'],
  ['ties', 'SELECT id, ROW_NUMBER() OVER (ORDER BY n) AS r FROM t', 'SELECT id, RANK() OVER (ORDER BY n) AS r FROM t'],
  ['ties', 'SELECT id, SUM(n) OVER (ORDER BY n ROWS UNBOUNDED PRECEDING) AS r FROM t', 'SELECT id, SUM(n) OVER (ORDER BY n RANGE UNBOUNDED PRECEDING) AS r FROM t'],
  ['ties', 'SELECT id, SUM(n) OVER (ORDER BY n ROWS BETWEEN 1 PRECEDING AND CURRENT ROW) AS r FROM t'],
  ['order-in-text', "SELECT STRING_AGG(name, ',') WITHIN GROUP (ORDER BY n) AS r FROM t", "SELECT STRING_AGG(name, ',')  AS r FROM t"],
  ['text-cut', 'SELECT CAST(name AS varchar(5)) AS x, CONVERT(nvarchar(40), name) AS y FROM t', 'SELECT CAST(name AS varchar(4000)) AS x, CONVERT(nvarchar(40), name) AS y FROM t'],
  ['text-cut', 'SELECT CONVERT(varchar(4), n) AS x, CAST(id AS varchar(12)) AS y FROM t', 'SELECT CONVERT(varchar(4000), n) AS x, CAST(id AS varchar(12)) AS y FROM t'],
  ['length', 'SELECT LEN(name) AS x FROM t', "SELECT (LEN(CAST(name AS nvarchar(4000)) + N'.') - 1) AS x FROM t"],
  ['elapsed', 'SELECT DATEDIFF(year, day, at) AS x FROM t', 'SELECT (DATEDIFF(day, day, at) / 365) AS x FROM t'],
  ['elapsed', 'SELECT DATEDIFF(day, day, day) AS x FROM t'],
  ['elapsed', 'SELECT DATEDIFF(day, day, at) AS x FROM t', 'SELECT (DATEDIFF(minute, day, at) / 1440) AS x FROM t'],
  ['date-part', 'SELECT YEAR(at) AS x FROM t', 'SELECT MONTH(at) AS x FROM t'],
  ['date-part', 'SELECT DATEADD(month, 1, at) AS x FROM t', 'SELECT DATEADD(day, 1, at) AS x FROM t'],
  ['rounding', 'SELECT ROUND(amount, 1) AS x FROM t', 'SELECT ROUND(amount, 1, 1) AS x FROM t'],
  ['rounding', 'SELECT ROUND(n, 1) AS x FROM t'],
  ['whole-division', 'SELECT n / 2 AS x FROM t', 'SELECT n * 1.0 / 2 AS x FROM t'],
  ['whole-division', 'SELECT amount / 2 AS x FROM t'],
  ['null-text', "SELECT name + 'x' AS y FROM t", "SELECT CONCAT(name, 'x') AS y FROM t"],
  ['null-text', "SELECT 'y' + 'x' AS y FROM t"],
  ['null-order', 'SELECT TOP 3 id FROM t ORDER BY name DESC', 'SELECT TOP 3 id FROM t ORDER BY CASE WHEN name IS NULL THEN 0 ELSE 1 END, name DESC'],
  ['null-order', 'SELECT id, RANK() OVER (ORDER BY at) AS r FROM t', 'SELECT id, RANK() OVER (ORDER BY CASE WHEN at IS NULL THEN 1 ELSE 0 END, at) AS r FROM t'],
]; // prettier-ignore

describe('the mistakes of a translation', () => {
  let catalog: Catalog;
  const mutants = (rule: string, query: string) =>
    mutantsOf({ text: `CREATE VIEW v AS ${query}`, quotedIdentifier: true }, catalog, 500).mutants.filter(
      (each) => each.rule === rule,
    );
  beforeAll(async () => {
    catalog = await catalogOf(TABLES);
  });

  it.each(CASES.map(([rule, query, ...wanted]) => ({ rule, query, wanted })))(
    '$rule of $query',
    ({ rule, query, wanted }) => {
      expect(mutants(rule, query).map(({ text }) => text.slice('CREATE VIEW v AS '.length))).toEqual(wanted);
    },
  );

  it('are justified where a constraint keeps NULL away', () => {
    expect(mutants('null-text', "SELECT code + 'x' AS y FROM t").map(({ justifiedBy }) => justifiedBy)).toEqual([
      'NOT NULL of dbo.t.code',
    ]);
    expect(mutants('null-order', 'SELECT TOP 3 id FROM t ORDER BY code').map(({ justifiedBy }) => justifiedBy)).toEqual(
      ['NOT NULL of dbo.t.code'],
    );
    expect(mutants('ties', 'SELECT id, ROW_NUMBER() OVER (ORDER BY n, id) AS r FROM t').map(({ justifiedBy }) => justifiedBy !== null)).toEqual([true]); // prettier-ignore
  });
});
