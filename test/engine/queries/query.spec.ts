/** Queries by SQL Server's documented rules. Each group names the page of Microsoft Learn that it comes from. */
import { DEFAULT_LIMITS } from '../../../src/engine/session/run.js';
import { ask, bound, failure, INT, table, TEXT } from './ask.js';

const people = table({ id: INT, name: TEXT, boss: INT, pay: INT }, [
  [1, 'Ada', null, 100],
  [2, 'Ben', 1, 80],
  [3, 'cy', 1, 80],
  [4, 'Dee', 2, null],
  [5, 'ada ', 9, 30],
]);
const towns = table({ id: INT, town: TEXT }, [
  [1, 'Oslo'],
  [1, 'Rome'],
  [3, null],
  [7, 'Bonn'],
]);
const tables = { people, towns, empty: table({ a: INT }, []) };

type Case = readonly [sql: string, rows: readonly (readonly (string | null)[])[]];
const cases = (title: string, rows: readonly Case[]): void =>
  describe(title, () => {
    it.each(rows.map(([sql, expected]) => ({ sql, expected })))('$sql', ({ sql, expected }) => {
      expect(ask(sql, tables)).toEqual(expected);
    });
  });

cases('FROM clause plus JOIN, APPLY, PIVOT', [
  ['SELECT p.id, t.town FROM people p JOIN towns t ON t.id = p.id ORDER BY 1, 2', [['1', 'Oslo'], ['1', 'Rome'], ['3', null]]],
  ['SELECT p.id, t.town FROM people p LEFT JOIN towns t ON t.id = p.id AND t.town IS NOT NULL WHERE p.id < 4 ORDER BY 1, 2', [['1', 'Oslo'], ['1', 'Rome'], ['2', null], ['3', null]]],
  ['SELECT p.id, t.id FROM people p FULL JOIN towns t ON t.id = p.id WHERE p.id IS NULL OR t.id IS NULL ORDER BY p.id, t.id', [[null, '7'], ['2', null], ['4', null], ['5', null]]],
  ['SELECT COUNT(*) FROM people, towns', [['20']]],
  ['SELECT p.id, x.town FROM people p CROSS APPLY (SELECT TOP 1 town FROM towns t WHERE t.id = p.id ORDER BY town DESC) x ORDER BY p.id', [['1', 'Rome'], ['3', null]]],
  ['SELECT p.id, x.town FROM people p OUTER APPLY (SELECT MAX(town) town FROM towns t WHERE t.id = p.id) x WHERE p.id < 3 ORDER BY p.id', [['1', 'Rome'], ['2', null]]],
  ['SELECT [1], [3], [7] FROM (SELECT id, town FROM towns) s PIVOT (COUNT(town) FOR id IN ([1], [3], [7])) p', [['2', '0', '1']]],
  ['SELECT id, what, v FROM (SELECT id, boss, pay FROM people WHERE id < 3) s UNPIVOT (v FOR what IN (boss, pay)) u ORDER BY id, what', [['1', 'pay', '100'], ['2', 'boss', '1'], ['2', 'pay', '80']]],
  ["SELECT * FROM (VALUES (1, 'a'), (2, NULL)) v(n, t)", [['1', 'a'], ['2', null]]],
  ["SELECT v.t FROM (SELECT 'a' COLLATE Latin1_General_CI_AS AS t) v WHERE v.t = 'A' COLLATE Latin1_General_100_CI_AI", [['a']]],
]); // prettier-ignore

cases('WHERE: three values', [
  ['SELECT id FROM people WHERE pay <> 80', [['1'], ['5']]],
  ['SELECT id FROM people WHERE NOT (pay = 80 OR boss = 9)', []],
  ['SELECT id FROM people WHERE boss NOT IN (1, 2)', [['5']]],
  ['SELECT id FROM people WHERE boss NOT IN (SELECT boss FROM people)', []],
  ["SELECT id FROM people WHERE name = 'ADA'", [['1'], ['5']]],
  ["SELECT id FROM people WHERE name LIKE '[a-b]%'", [['1'], ['2'], ['5']]],
  ['SELECT id FROM people p WHERE EXISTS (SELECT 1 FROM people q WHERE q.boss = p.id)', [['1'], ['2']]],
  ['SELECT id FROM people WHERE pay > ALL (SELECT pay FROM people WHERE id > 4)', [['1'], ['2'], ['3']]],
  ['SELECT id FROM people WHERE pay BETWEEN 30 AND 80 ORDER BY id DESC', [['5'], ['3'], ['2']]],
]);

cases('GROUP BY, HAVING and aggregates', [
  ['SELECT COUNT(*), COUNT(pay), SUM(pay), AVG(pay), MIN(name), MAX(pay) FROM people', [['5', '4', '290', '72', 'Ada', '100']]],
  ['SELECT COUNT(*), SUM(a) FROM empty', [['0', null]]],
  ['SELECT a FROM empty GROUP BY a', []],
  ['SELECT boss, COUNT(*) c FROM people GROUP BY boss HAVING COUNT(*) > 1', [['1', '2']]],
  ['SELECT name, COUNT(*) FROM people GROUP BY name HAVING COUNT(*) > 1', [['Ada', '2']]],
  ['SELECT boss + 1, SUM(pay) FROM people WHERE boss IS NOT NULL GROUP BY boss + 1 ORDER BY 1', [['2', '160'], ['3', null], ['10', '30']]],
  ['SELECT COUNT(DISTINCT pay) FROM people', [['3']]],
  ['SELECT boss, SUM(pay), GROUPING(boss) FROM people WHERE boss IS NOT NULL GROUP BY ROLLUP(boss) ORDER BY 3, 1', [['1', '160', '0'], ['2', null, '0'], ['9', '30', '0'], [null, '190', '1']]],
  ["SELECT STRING_AGG(name, ',') WITHIN GROUP (ORDER BY id DESC) FROM people WHERE id < 4", [['cy,Ben,Ada']]],
  ['SELECT p.boss, (SELECT COUNT(*) FROM towns t WHERE t.id = p.boss) FROM people p GROUP BY p.boss ORDER BY 1', [[null, '0'], ['1', '2'], ['2', '0'], ['9', '0']]],
]); // prettier-ignore

cases('OVER clause', [
  ['SELECT id, ROW_NUMBER() OVER (ORDER BY pay DESC, id), RANK() OVER (ORDER BY pay DESC), DENSE_RANK() OVER (ORDER BY pay DESC) FROM people ORDER BY id', [['1', '1', '1', '1'], ['2', '2', '2', '2'], ['3', '3', '2', '2'], ['4', '5', '5', '4'], ['5', '4', '4', '3']]],
  ['SELECT id, SUM(pay) OVER (ORDER BY pay), SUM(pay) OVER (ORDER BY pay ROWS UNBOUNDED PRECEDING) FROM people WHERE pay IS NOT NULL ORDER BY id', [['1', '290', '290'], ['2', '190', '110'], ['3', '190', '190'], ['5', '30', '30']]],
  ['SELECT id, LAG(id) OVER (PARTITION BY boss ORDER BY id), LEAD(id, 1, 0) OVER (PARTITION BY boss ORDER BY id) FROM people WHERE boss = 1', [['2', null, '3'], ['3', '2', '0']]],
  ['SELECT id, NTILE(2) OVER (ORDER BY id), COUNT(*) OVER () FROM people WHERE id < 4', [['1', '1', '3'], ['2', '1', '3'], ['3', '2', '3']]],
  ['SELECT boss, SUM(SUM(pay)) OVER () FROM people WHERE boss < 9 GROUP BY boss ORDER BY boss', [['1', '160'], ['2', '160']]],
  ['SELECT id, LAST_VALUE(id) OVER (ORDER BY id ROWS BETWEEN 1 PRECEDING AND 1 FOLLOWING) FROM people WHERE id < 4', [['1', '2'], ['2', '3'], ['3', '3']]],
]); // prettier-ignore

cases('Set operators, DISTINCT, TOP, OFFSET', [
  ['SELECT pay FROM people UNION SELECT id FROM towns ORDER BY pay', [[null], ['1'], ['3'], ['7'], ['30'], ['80'], ['100']]],
  ['SELECT id FROM people EXCEPT SELECT id FROM towns ORDER BY id', [['2'], ['4'], ['5']]],
  ['SELECT id FROM people INTERSECT SELECT id FROM towns', [['1'], ['3']]],
  ['SELECT DISTINCT pay FROM people ORDER BY pay', [[null], ['30'], ['80'], ['100']]],
  ['SELECT p.pay, p.id + 1 FROM people AS p UNION SELECT 0, id FROM towns WHERE id = 1 ORDER BY p.id + 1, p.pay', [['0', '1'], ['100', '2'], ['80', '3'], ['80', '4'], [null, '5'], ['30', '6']]], // prettier-ignore
  ['SELECT t.id FROM towns AS t UNION SELECT 0 ORDER BY t.id DESC', [['7'], ['3'], ['1'], ['0']]], ['SELECT t.* FROM (SELECT id FROM towns) AS t UNION SELECT 0 ORDER BY t.id DESC', [['7'], ['3'], ['1'], ['0']]], // prettier-ignore
  ['SELECT TOP (2) WITH TIES id FROM people WHERE id <> 1 ORDER BY pay DESC', [['2'], ['3']]],
  ['SELECT TOP 50 PERCENT id FROM people ORDER BY id', [['1'], ['2'], ['3']]],
  ['SELECT id FROM people ORDER BY id OFFSET 1 ROWS FETCH NEXT 2 ROWS ONLY', [['2'], ['3']]],
  ['SELECT 1 a UNION ALL SELECT 2.5', [['1.0'], ['2.5']]],
]); // prettier-ignore

cases('WITH common_table_expression', [
  ['WITH t AS (SELECT 1 n UNION ALL SELECT n + 1 FROM t WHERE n < 4) SELECT n FROM t', [['1'], ['2'], ['3'], ['4']]],
  ['WITH a(x) AS (SELECT id FROM people WHERE id < 3), b AS (SELECT x * 10 y FROM a) SELECT a.x, b.y FROM a JOIN b ON b.y = a.x * 10', [['1', '10'], ['2', '20']]],
  ['WITH c AS (SELECT id, boss, 0 lvl FROM people WHERE boss IS NULL UNION ALL SELECT p.id, p.boss, c.lvl + 1 FROM people p JOIN c ON p.boss = c.id) SELECT id, lvl FROM c ORDER BY id', [['1', '0'], ['2', '1'], ['3', '1'], ['4', '2']]],
]); // prettier-ignore

cases('FOR XML and FOR JSON', [
  ["SELECT id AS [@id], name FROM people WHERE id < 3 FOR XML PATH('p'), ROOT('all')", [['<all><p id="1"><name>Ada</name></p><p id="2"><name>Ben</name></p></all>']]],
  ["SELECT ',' + name FROM people WHERE id < 4 ORDER BY id FOR XML PATH('')", [[',Ada,Ben,cy']]],
  ['SELECT id, pay FROM people WHERE id IN (1, 4) FOR XML RAW', [['<row id="1" pay="100"/><row id="4"/>']]],
  ["SELECT id, name AS [who.name], pay AS [who.pay] FROM people WHERE id IN (1, 4) FOR JSON PATH", [['[{"id":1,"who":{"name":"Ada","pay":100}},{"id":4,"who":{"name":"Dee"}}]']]],
]); // prettier-ignore

describe('what SQL Server refuses, with its number', () => {
  it.each([
    ['SELECT nothing FROM people', 207],
    ['SELECT p.x FROM people p', 207],
    ['SELECT ₹5', 102],
    ['SELECT €922337203685477.5808', 8115],
    ['SELECT 1.8E308', 168],
    ['SELECT 1 AS a FOR JSON PATH, ROOT, WITHOUT_ARRAY_WRAPPER', 13_620],
    ['SELECT 1 AS [a..b] FOR JSON PATH', 13_603],
    ['SELECT 1 AS [.a] FOR JSON PATH', 13_603],
    ['SELECT * FROM (SELECT id, name, pay FROM people) AS s PIVOT (SUM(pay) FOR name IN (Ada, Pay)) AS p', 265],
    ['SELECT q.id FROM people p', 4104],
    ['SELECT id FROM nowhere', 208],
    ['SELECT id FROM people p JOIN towns t ON p.id = t.id', 209],
    ['SELECT id, COUNT(*) FROM people', 8120],
    ['SELECT (SELECT id FROM people)', 512],
    ['SELECT (SELECT id, name FROM people)', 116],
    ['SELECT id FROM people WHERE COUNT(*) > 1', 147],
    ['SELECT 1 UNION SELECT 1, 2', 205],
    ["SELECT * FROM DATEADD(day, 1, '2020-01-01')", 208],
    ['SELECT TOP (NULL) id FROM people', 1060],
    ['SELECT TOP (1.5) id FROM people', 1060],
    ['SELECT TOP (-1) id FROM people', 127],
    ['SELECT TOP (101) PERCENT id FROM people', 1031],
    ['SELECT TOP (SELECT CAST(NULL AS int)) id FROM people', 1014],
    ["SELECT id FROM people ORDER BY id OFFSET '1' ROWS", 10_743],
    ['SELECT p.id FROM people AS p UNION SELECT id FROM towns ORDER BY people.id', 104],
    ['SELECT p.id FROM people AS p UNION SELECT id FROM towns ORDER BY p.pay', 104],
    ['SELECT 1 / 0', 8134],
    ['SELECT 2147483647 + 1', 8115],
    ['WITH t AS (SELECT 1 n UNION ALL SELECT n + 1 FROM t) SELECT n FROM t', 530],
    ['SELECT DISTINCT id FROM people ORDER BY name', 145],
    ['SELECT CASE WHEN 1 = 1 THEN NULL END', 8133],
    ["SELECT id, name AS [@n] FROM people FOR XML PATH('p')", 6852],
    ['SELECT id + 1 FROM people FOR JSON PATH', 13605],
  ])('%s', (sql, number) => {
    expect(failure(sql, tables)).toBe(number);
  });
});

describe('bounds', () => {
  const many = table(
    { n: INT },
    Array.from({ length: 1000 }, (_, n) => [n]),
  );

  it('stops a cross join of ten tables', () => {
    const from = Array.from({ length: 10 }, (_, index) => `many m${index}`).join(', ');
    expect(failure(`SELECT COUNT(*) FROM ${from}`, { many })).toMatch(/^ENGINE-LIMIT-/);
  });

  it('stops a recursion without end', () => {
    const limits = { ...DEFAULT_LIMITS, rows: 10_000 };
    expect(failure('WITH t AS (SELECT 1 n UNION ALL SELECT n FROM t) SELECT n FROM t OPTION (MAXRECURSION 0)', {}, limits)).toBe('ENGINE-LIMIT-ROWS'); // prettier-ignore
  });

  it('joins 100,000 rows to a dimension and groups them in seconds', () => {
    const facts = table(
      { k: INT, v: INT },
      Array.from({ length: 100_000 }, (_, n) => [n % 1000, n]),
    );
    const startMs = performance.now();
    const rows = ask('SELECT d.n % 10, SUM(CAST(f.v AS bigint)) FROM facts f JOIN many d ON d.n = f.k GROUP BY d.n % 10', { facts, many }); // prettier-ignore
    expect(rows).toHaveLength(10);
    expect(performance.now() - startMs).toBeLessThan(10_000);
  });
});

it('does not guess whether a PIVOT of nothing has a row', () => {
  expect(failure('SELECT [1] FROM (SELECT id, town FROM towns WHERE 1 = 0) s PIVOT (COUNT(town) FOR id IN ([1])) p', tables)).toBe('ENGINE-PIVOT-OF-NOTHING'); // prettier-ignore
});

it('names and types its columns', () => {
  const { columns } = bound("SELECT id, name n, 1.50 AS d, N'x', COUNT(*) OVER () c FROM people", tables);
  expect(columns.map(({ name }) => name)).toEqual(['id', 'n', 'd', '', 'c']);
  expect(columns.map(({ type }) => type.base)).toEqual(['int', 'nvarchar', 'decimal', 'nvarchar', 'int']);
});

describe('a query within a query is answered again where it must be', () => {
  it('in a table function whose parameter reaches it through a common table expression', () => {
    const sql = 'SELECT p.id, f.n FROM people p CROSS APPLY dbo.f(p.id) f WHERE p.id < 4 ORDER BY p.id';
    const body = 'CREATE FUNCTION dbo.f (@id int) RETURNS TABLE AS RETURN WITH c AS (SELECT id FROM people WHERE id > @id) SELECT COUNT(*) n FROM people WHERE id IN (SELECT id FROM c)'; // prettier-ignore
    expect(ask(sql, tables, DEFAULT_LIMITS, [body])).toEqual([['1', '4'], ['2', '3'], ['3', '2']]); // prettier-ignore
  });

  it('in a recursion, whose rows change with each step', () => {
    const sql = 'WITH t AS (SELECT 1 n UNION ALL SELECT n + 1 FROM t WHERE n < 4 AND EXISTS (SELECT 1 FROM people WHERE id = t.n)) SELECT n FROM t'; // prettier-ignore
    expect(ask(sql, tables)).toEqual([['1'], ['2'], ['3'], ['4']]);
  });
});
