/** Breaking the compiler on purpose: each break changes what it says that it changes, and nothing where there is nothing of it. */
import { LOWERING_BREAKS } from '../../bench/broken-rules/lowering-breaks.js';
import { FUNCTION_BREAKS } from '../../bench/broken-rules/function-breaks.js';
import { callBreaks, WRITING_BREAKS } from '../../bench/broken-rules/writing-breaks.js';
import type { StageChanges } from '../../src/compiler/compile.js';
import { makeCompiler } from '../../src/compiler/compiler.js';
import { catalogOf } from '../factories/catalog.js';

const VIEWS = [
  'SELECT a.id, b.name FROM t AS a INNER JOIN t AS b ON a.id = b.parent AND a.code = b.code',
  'SELECT a.id, b.name FROM t AS a LEFT JOIN t AS b ON a.id = b.parent',
  'SELECT a.id, b.name FROM t AS a RIGHT JOIN t AS b ON a.id = b.parent',
  'SELECT a.id, b.name FROM t AS a FULL JOIN t AS b ON a.id = b.parent',
  'SELECT a.id, x.n FROM t AS a OUTER APPLY (SELECT TOP 1 b.id AS n FROM t AS b WHERE b.parent = a.id ORDER BY b.id) AS x',
  'SELECT a.id, x.n FROM t AS a CROSS APPLY (SELECT TOP 1 b.id AS n FROM t AS b WHERE b.parent = a.id ORDER BY b.id DESC) AS x',
  "SELECT DISTINCT name FROM t WHERE name = 'x' OR name <> 'y'",
  'SELECT name, COUNT(code) AS c, SUM(amount) AS s, AVG(id) AS a, MIN(born) AS m, MAX(born) AS x FROM t GROUP BY name HAVING COUNT(*) > 1',
  'SELECT name, code, SUM(amount) AS s FROM t GROUP BY ROLLUP (name, code)',
  'SELECT COUNT(DISTINCT name) AS d, STDEV(ratio) AS s, VAR(ratio) AS v FROM t',
  "SELECT STRING_AGG(name, ',') WITHIN GROUP (ORDER BY id) AS all_names FROM t",
  'SELECT name FROM t UNION SELECT code FROM t',
  'SELECT name FROM t UNION ALL SELECT code FROM t',
  'SELECT name FROM t EXCEPT SELECT code FROM t',
  'SELECT name FROM t INTERSECT SELECT code FROM t',
  'SELECT TOP 5 WITH TIES id, name FROM t ORDER BY amount DESC, name',
  'SELECT TOP 5 PERCENT id, name FROM t ORDER BY amount, id',
  'SELECT TOP 5 id, name FROM t ORDER BY name, code',
  'SELECT id FROM t ORDER BY id OFFSET 2 ROWS FETCH NEXT 3 ROWS ONLY',
  "SELECT id FROM t WHERE name IN ('a', 'b') AND code NOT IN ('c', 'd') AND name LIKE 'a!%%' ESCAPE '!' AND NOT (id < 3) AND id <= 9 AND id > 1 AND id >= 2",
  "SELECT id FROM t WHERE name IN (SELECT name FROM t WHERE parent IS NULL) AND code LIKE '%B%' COLLATE Latin1_General_CS_AS",
  "SELECT id FROM t WHERE EXISTS (SELECT 1 FROM t AS u WHERE u.parent = t.id) AND name LIKE 'a%'",
  'SELECT id FROM t WHERE id >= ALL (SELECT parent FROM t WHERE parent IS NOT NULL)',
  "SELECT CASE WHEN id > 3 THEN 'x' WHEN id > 1 THEN 'y' ELSE 'z' END AS c, id + 1 AS p, id - 1 AS m, id * 2 AS t, id / 2 AS d, id % 2 AS r, -id AS n FROM t",
  'SELECT id & 1 AS a, id | 1 AS b, id ^ 1 AS c, name + code AS n, CAST(amount AS int) AS i, CONVERT(varchar(10), born, 103) AS d, TRY_CAST(name AS int) AS y FROM t',
  'SELECT amount / 3 AS q, id + amount AS s, CAST(amount AS decimal(9, 1)) AS r, CAST(born AS date) AS d FROM t',
  'SELECT id, RANK() OVER (PARTITION BY name ORDER BY amount) AS r, ROW_NUMBER() OVER (PARTITION BY name ORDER BY id DESC) AS n FROM t',
  'SELECT id, LAG(amount) OVER (ORDER BY id) AS l, SUM(amount) OVER (PARTITION BY name ORDER BY id ROWS BETWEEN 1 PRECEDING AND CURRENT ROW) AS s FROM t',
  'SELECT LEN(name) AS l, LEFT(name, 2) AS a, SUBSTRING(name, 2, 3) AS b, ISNULL(name, code) AS c, UPPER(name) AS u, LTRIM(name) AS t, ROUND(amount, 1) AS r FROM t',
  "SELECT DATEDIFF(day, born, '2020-01-01') AS d, DATEADD(month, 1, born) AS m, YEAR(born) AS y, DATEPART(quarter, born) AS q FROM t",
  'SELECT DISTINCT id FROM t WHERE name = id',
  'SELECT id FROM t UNION SELECT parent FROM t',
  'SELECT id FROM t WHERE born IS NOT NULL AND parent IS NULL',
  'SELECT MIN(name) AS first_name FROM t WHERE (name IS NULL OR id = 1)',
];
const SCRIPT = `CREATE TABLE t (id int NOT NULL, parent int NULL, name varchar(20) NULL, code varchar(20) NULL, amount decimal(9, 2) NULL, ratio float NULL, born datetime NULL)
GO
${VIEWS.map((query, at) => `CREATE VIEW v${at + 1} AS ${query}\nGO\n`).join('')}`;

/** Of what none of the queries above has anything: those of a kind that one of the targets alone writes, or that the binder writes otherwise. */
const NOT_USED = new Set(['write: QUALIFY left out', 'write: FILTER left out', 'write: other suffix left out', 'write: is distinct from -> <>', 'write: is not distinct from -> =']); // prettier-ignore

const namer = { relation: ({ name }: { name: string }) => name };
const compiled = async (target: 'duckdb' | 'postgres', changes: StageChanges = {}): Promise<(string | null)[]> => {
  const compiler = makeCompiler(await catalogOf(SCRIPT), target, namer, { changes });
  return VIEWS.map((_query, at) => compiler.compileQueryObject({ schema: 'dbo', name: `v${at + 1}` }).sql);
};

describe('the breaks', () => {
  const all = [...LOWERING_BREAKS, ...FUNCTION_BREAKS, ...WRITING_BREAKS];
  let whole: (string | null)[][];
  beforeAll(async () => {
    whole = [await compiled('duckdb'), await compiled('postgres')];
  });

  it('compile the queries when nothing is broken', () => {
    expect(whole.flat().filter((sql) => sql === null)).toEqual([]);
  });

  it('have names of their own', () => {
    expect(new Set(all.map(({ name }) => name)).size).toBe(all.length);
  });

  it.each([...LOWERING_BREAKS, ...WRITING_BREAKS].filter(({ name }) => !NOT_USED.has(name)))(
    'change a query that uses the rule, and leave others: $name',
    async ({ changes }) => {
      const broken = [await compiled('duckdb', changes), await compiled('postgres', changes)];
      const changed = broken.map((texts, target) => texts.filter((text, at) => text !== whole[target]?.[at]).length);
      expect(Math.max(...changed)).toBeGreaterThan(0);
      expect(Math.min(...changed)).toBeLessThan(VIEWS.length);
    },
  );

  it.each(callBreaks(['length', 'rtrim']))('leave a function of the target out: $name', async ({ name, changes }) => {
    const [called = ''] = /(\w+)\(/.exec(name) ?? [];
    const before = whole[0]?.filter((sql) => sql?.includes(called)).length;
    expect(before).toBeGreaterThan(0);
    expect((await compiled('duckdb', changes)).filter((sql) => sql?.includes(called))).toEqual([]);
  });
});
