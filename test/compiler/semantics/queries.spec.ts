/** Queries whose translation a target would answer otherwise, asked of both targets' own engines. Each was found by `npm run fuzz:semantics`. */
import type { CompileTarget } from '../../../src/compiler/compile.js';
import { compiledView, type Engine, openEngine, rowsOf } from '../../factories/compiled-query.js';
import { postgres } from '../../support/postgres.js';
import { describeIf } from '../../support/requirement.js';

const A = '(VALUES (4, CAST(NULL AS int), CAST(200 AS tinyint)), (4, 5, CAST(3 AS tinyint))) AS a(id, n, t)';
const S = '(VALUES (4, 4)) AS s(id, n)';
const WORDS = "(VALUES ('B', 1), ('a', 2), ('A', 3)) AS w(s, n)";

const CASES: readonly (readonly [title: string, query: string, rows: readonly string[]])[] = [
  ['EXISTS finds no row whose condition is unknown, as a value too', `SELECT n, CASE WHEN EXISTS (SELECT 1 FROM ${S} WHERE s.id = a.id AND s.n <> a.n) THEN 1 ELSE 0 END AS v FROM ${A}`, ['5 | 1', 'NULL | 0']],
  ['NOT EXISTS keeps a row whose condition is unknown, under OR too', `SELECT n FROM ${A} WHERE a.id = 9 OR NOT EXISTS (SELECT 1 FROM ${S} WHERE s.id = a.id AND s.n <> a.n)`, ['NULL']],
  ['a number is no place of a column in DISTINCT', `SELECT DISTINCT s, CEILING(1) AS one FROM ${WORDS} WHERE n < 2`, ['B | 1']],
  ['an expression of a text may be a key beside the text', `SELECT CASE WHEN s <> 'B' THEN n ELSE 0 END AS g, COUNT(*) AS c FROM ${WORDS} GROUP BY CASE WHEN s <> 'B' THEN n ELSE 0 END, s`, ['0 | 1', '2 | 1', '3 | 1']],
  ['LAG gives its default in the type of the value', `SELECT LAG(SIGN(1.5), 1, 1.5) OVER (ORDER BY n) AS v FROM ${S}`, ['1.5']],
  ['a constant text has a type for MIN and LAST_VALUE', `SELECT MIN('a') AS v FROM ${S}`, ['a']],
  ['nchar is higher than varchar and keeps its length in a UNION', `SELECT CAST('a' AS nchar(3)) AS v FROM ${S} UNION ALL SELECT 'b' FROM ${S}`, ['a  ', 'b  ']],
  ['a UNION of datetime and a coarser datetime2 keeps thousandths', `SELECT CAST('2020-01-01 00:00:00.003' AS datetime) AS v FROM ${S} UNION ALL SELECT CAST('2020-01-01' AS datetime2(0)) FROM ${S}`, ['2020-01-01 00:00:00', '2020-01-01 00:00:00.003']],
  ['EXISTS of constants stands beside groups', `SELECT CASE WHEN EXISTS (SELECT 1 INTERSECT SELECT 1) THEN 1 END AS e, MIN(s) AS s, COUNT(*) AS c FROM ${WORDS} WHERE n < 2 GROUP BY n`, ['1 | B | 1']],
  ['JSON_VALUE looks for a name in an object only', `SELECT JSON_VALUE('[1, {"a": 3}]', '$.a') AS v, JSON_VALUE('{"a": 3}', '$.a') AS w`, ['NULL | 3']],
  ['a part of a text is declared no longer than the text', `SELECT CAST('b' AS nchar(5)) AS v FROM ${S} UNION ALL SELECT SUBSTRING(CAST('a' AS char(6)), 2, 9) + '|' FROM ${S}`, ['     | ', 'b      ']],
  ['STRING_ESCAPE escapes the solidus, and a quote at the end', `SELECT STRING_ESCAPE(CONCAT(s, '/"'), 'json') AS v FROM ${WORDS} WHERE n = 2`, ['a\\/\\"']],
  ['the largest money is written to the cent', `SELECT CONVERT(varchar(30), m, 1) AS v FROM (VALUES (CAST(922337203685477.5807 AS money)), (CAST(-0.5 AS money)), (CAST(-1234.5 AS money))) AS x(m)`, ['922,337,203,685,477.58', '-0.50', '-1,234.50']],
  ['ROUND before the first digit keeps NULL', `SELECT ROUND(CAST(n AS decimal(2, 1)), -1) AS v FROM (VALUES (CAST(NULL AS int)), (1)) AS x(n)`, ['NULL', '0.0']],
  ['SUBSTRING begins before the text at a tinyint of 0', `SELECT SUBSTRING('abc', t - t, 3) AS v FROM ${A}`, ['ab', 'ab']],
  ['a small number and a constant meet in int', `SELECT t - 201 AS v, t * 2 AS w FROM ${A}`, ['-1 | 400', '-198 | 6']],
]; // prettier-ignore

function answersOn(target: CompileTarget): void {
  let engine: Engine;
  beforeAll(async () => {
    engine = await openEngine(target);
  });
  afterAll(() => engine.close());

  it.each(CASES)('%s', async (_title, query, rows) => {
    expect(await rowsOf(query, target, engine)).toEqual(rows.toSorted());
  });
}

describe('queries on DuckDB', () => answersOn('duckdb'));
describeIf(postgres, 'queries on PostgreSQL', () => answersOn('postgres'));

describe('the value of a subquery', () => {
  it.each([
    ['COUNT(*)', 'integer'],
    ['AVG(s.n)', 'integer'],
  ])('%s is cast to its type, as a column of the result is', async (value, type) => {
    const { sql } = await compiledView(`SELECT a.n, (SELECT ${value} FROM ${S} WHERE s.id = a.id) AS v FROM ${A}`, 'duckdb');
    expect(sql?.replace(/\s+/g, ' ')).toMatch(new RegExp(`cast\\( ?\\( ?select .* as ${type} ?\\) as "?v"?`, 'i'));
  });
}); // prettier-ignore

describe('the type of a column of the result', () => {
  it.each<[CompileTarget, string, RegExp]>([
    ['duckdb', 'SELECT 0.5 AS v', /cast\( ?0\.5 as decimal\(1, ?1\) ?\) as "?v/],
    ['postgres', `SELECT NTILE(2) OVER (ORDER BY n) AS v FROM ${S}`, /cast\( ?ntile.* as bigint ?\) as "?v/],
    ['postgres', 'SELECT CAST(s AS smallint) AS v FROM ' + WORDS, /then cast\(0 as smallint\)/],
    ['duckdb', `SELECT 1 AS v, s FROM ${WORDS} EXCEPT SELECT 1.5, s FROM ${WORDS}`, /select cast\( ?1 as decimal\(11, ?1\)|1\.0 as "?v|cast\( ?1\.0 as decimal\(11, ?1\)/],
    ['postgres', `SELECT ~t AS v FROM ${A}`, /cast\( ?255 - a\.t as smallint ?\) as "?v/],
    ['postgres', `SELECT CASE 'a' WHEN 'a' THEN CAST(NULL AS decimal(9, 2)) ELSE CAST(n AS decimal(28, 2)) END AS v FROM ${A}`, /as (numeric|decimal)\(28, ?2\) ?\) as "?v/],
    ['duckdb', `SELECT 'x' + CAST(CAST(NULL AS decimal(9, 2)) AS varchar(50)) AS v FROM ${A}`, /as varchar ?\) as "?v/],
    ['postgres', `SELECT STDEVP(n) AS v FROM ${A}`, /stddev_pop\( ?cast\(a\.n as double precision\)/],
    ['duckdb', 'SELECT v.x FROM (VALUES ($1.25), (1)) AS v(x)', /values \( ?cast\( ?1\.25(00)? as decimal\(19, ?4\)/],
    ['postgres', 'SELECT v.x FROM (VALUES (1.5E0)) AS v(x)', /values \( ?cast\( ?1\.5e0 as double precision/],
    ['duckdb', 'SELECT value AS v FROM GENERATE_SERIES(1, 3)', /cast\( ?unnest.* as integer ?\)/],
    ['postgres', "SELECT ordinal AS v FROM STRING_SPLIT('a b', ' ', 1)", /cast\( ?generate_subscripts.* as bigint ?\)/],
    ['duckdb', `SELECT 1 AS v, s FROM ${WORDS} INTERSECT SELECT 1.5E0, s FROM ${WORDS}`, /cast\( ?1(\.0|e0)? as double/],
  ])('is on %s that of SQL Server: %s', async (target, query, text) => {
    const { sql } = await compiledView(query, target);
    expect(sql?.replace(/\s+/g, ' ')).toMatch(text);
  });
}); // prettier-ignore

describe('what a target would give otherwise', () => {
  it.each<[CompileTarget, string, string]>([
    ['duckdb', 'TSQL-NOT-IN-TARGET', "SELECT DATEADD(millisecond, 3, CAST('2020-01-31' AS datetime2(0))) AS v"],
    ['postgres', 'TSQL-NOT-IN-TARGET', "SELECT JSON_PATH_EXISTS('not json', '$.a') AS v"],
    [
      'duckdb',
      'TSQL-TYPE-DATETIMEOFFSET',
      "SELECT DATEPART(hour, CAST('2020-02-29T12:34:56+02:00' AS datetimeoffset(0))) AS v",
    ],
    [
      'postgres',
      'TSQL-TYPE-DATETIMEOFFSET',
      "SELECT CAST(CAST('2020-02-29T12:34:56+02:00' AS datetimeoffset(0)) AS date) AS v",
    ],
    ['duckdb', 'TSQL-JSON-TEXT', 'SELECT JSON_QUERY(\'{"a": {"b": 1}}\', \'$.a\') AS v'],
    ['postgres', 'TSQL-JSON-TEXT', 'SELECT j.n FROM OPENJSON(\'{"n": [1, 2]}\') WITH (n nvarchar(max) AS JSON) AS j'],
  ])('is said on %s as %s: %s', async (target, code, query) => {
    const { findings } = await compiledView(query, target);
    expect(findings.map((finding) => finding.code)).toContain(code);
  });
});

describe('what SQL Server refuses', () => {
  it.each([
    ['TSQL-GROUP-CONSTANT', `SELECT COUNT(*) AS c FROM ${S} GROUP BY 1 + 1`],
    ['TSQL-DATEPART-OF-TYPE', "SELECT DATEPART(hour, CAST('2020-01-01' AS date)) AS v"],
    ['TSQL-TYPE-CLASH', 'SELECT NULLIF(NULL, 1) AS v'],
    ['TSQL-SUBQUERY-NOT-ALLOWED', `SELECT CASE WHEN EXISTS (SELECT 1 INTERSECT SELECT 1) THEN n END AS g FROM ${S} GROUP BY CASE WHEN EXISTS (SELECT 1 INTERSECT SELECT 1) THEN n END`],
    ['TSQL-SUBQUERY-NOT-ALLOWED', `SELECT COUNT(CASE WHEN EXISTS (SELECT 1 INTERSECT SELECT 1) THEN 'a' ELSE 'a' END) AS v FROM ${S} GROUP BY n`],
    ['TSQL-TYPE-CLASH', `SELECT CASE WHEN n = 1 THEN NULL END AS v FROM ${S}`],
    ['TSQL-TYPE-CLASH', `SELECT MIN(CAST(n AS bit)) AS v FROM ${S}`],
    ['TSQL-COLLATION-CONFLICT', `SELECT n FROM ${WORDS} WHERE s COLLATE Latin1_General_BIN2 IN ('a', 'b' COLLATE Latin1_General_CS_AS)`],
  ])('is refused as %s: %s', async (code, query) => {
    const { ok, findings } = await compiledView(query, 'duckdb');
    expect({ ok, codes: findings.map((finding) => finding.code) }).toEqual({ ok: false, codes: expect.arrayContaining([code]) });
  });

  it('is a full join that PostgreSQL cannot make, too', async () => {
    const query = `SELECT s.n AS v FROM ${S} FULL JOIN ${A} ON s.n <> a.n`;
    expect((await compiledView(query, 'postgres')).ok).toBe(false);
    expect((await compiledView(query, 'duckdb')).ok).toBe(true);
  });
}); // prettier-ignore
