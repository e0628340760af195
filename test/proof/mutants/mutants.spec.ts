/** Mutants of definitions, by what was changed. */
import { mutantsOf } from '../../../src/proof/mutants/mutants.js';

const view = (query: string): string => `CREATE VIEW dbo.v AS\n${query}`;
const read = (text: string) => ({ text, quotedIdentifier: true });

/** The texts of a rule's mutants of a query, without the head of the view. */
function queriesOf(rule: string, query: string): string[] {
  return mutantsOf(read(view(query)), null, 500)
    .mutants.filter((mutant) => mutant.rule === rule)
    .map(({ text }) => text.slice(view('').length));
}

const CASES: readonly (readonly [rule: string, query: string, ...mutants: string[]])[] = [
  ['join-kind', 'SELECT a.x FROM a JOIN b ON a.i = b.i', 'SELECT a.x FROM a LEFT JOIN b ON a.i = b.i', 'SELECT a.x FROM a RIGHT JOIN b ON a.i = b.i'],
  ['join-kind', 'SELECT a.x FROM a LEFT OUTER JOIN b ON a.i = b.i', 'SELECT a.x FROM a INNER JOIN b ON a.i = b.i', 'SELECT a.x FROM a RIGHT JOIN b ON a.i = b.i'],
  ['join-kind', 'SELECT a.x FROM a FULL JOIN b ON a.i = b.i', 'SELECT a.x FROM a LEFT JOIN b ON a.i = b.i', 'SELECT a.x FROM a RIGHT JOIN b ON a.i = b.i'],
  ['apply-kind', 'SELECT a.x FROM a CROSS APPLY dbo.f(a.x) f', 'SELECT a.x FROM a OUTER APPLY dbo.f(a.x) f'],
  ['dropped-conjunct', 'SELECT x FROM t WHERE x = 1 AND y = 2 AND z = 3', 'SELECT x FROM t WHERE y = 2 AND z = 3', 'SELECT x FROM t WHERE x = 1 AND z = 3', 'SELECT x FROM t WHERE x = 1 AND y = 2'],
  ['dropped-alternative', 'SELECT x FROM t WHERE (x = 1 OR y = 2)', 'SELECT x FROM t WHERE (y = 2)', 'SELECT x FROM t WHERE (x = 1)'],
  ['and-or', 'SELECT x FROM t WHERE x = 1 AND y = 2', 'SELECT x FROM t WHERE (x = 1 OR y = 2)'],
  ['dropped-not', 'SELECT x FROM t WHERE NOT (x = 1)', 'SELECT x FROM t WHERE (x = 1)'],
  ['negated', "SELECT x FROM t WHERE x LIKE 'a%'", "SELECT x FROM t WHERE x NOT LIKE 'a%'"],
  ['negated', 'SELECT x FROM t WHERE x NOT IN (1, 2)', 'SELECT x FROM t WHERE x IN (1, 2)'],
  ['negated', 'SELECT x FROM t WHERE EXISTS (SELECT 1 FROM u)', 'SELECT x FROM t WHERE NOT EXISTS (SELECT 1 FROM u)'],
  ['negated', 'SELECT x FROM t WHERE NOT EXISTS (SELECT 1 FROM u)'],
  ['null-test', 'SELECT x FROM t WHERE x IS NOT NULL', 'SELECT x FROM t WHERE x IS NULL'],
  ['null-test', 'SELECT x FROM t WHERE x IS NULL', 'SELECT x FROM t WHERE x IS NOT NULL'],
  ['in-item', 'SELECT x FROM t WHERE x IN (1, 2, 3)', 'SELECT x FROM t WHERE x IN (2, 3)', 'SELECT x FROM t WHERE x IN (1, 3)', 'SELECT x FROM t WHERE x IN (1, 2)'],
  ['dropped-where', 'SELECT x FROM t /* all */ WHERE x = 1', 'SELECT x FROM t /* all */ '],
  ['dropped-having', 'SELECT x FROM t GROUP BY x HAVING COUNT(*) > 1', 'SELECT x FROM t GROUP BY x '],
  ['boundary', 'SELECT x FROM t WHERE x /* < */ >= 5', 'SELECT x FROM t WHERE x /* < */ > 5'],
  ['boundary', 'SELECT x FROM t WHERE x BETWEEN 1 AND 5', 'SELECT x FROM t WHERE (x > 1 AND x <= 5)', 'SELECT x FROM t WHERE (x >= 1 AND x < 5)'],
  ['equality', "SELECT x FROM t WHERE x = 'a'", "SELECT x FROM t WHERE x <> 'a'"],
  ['constant', 'SELECT x FROM t WHERE x > 0', 'SELECT x FROM t WHERE x > 1', 'SELECT x FROM t WHERE x > (-1)'],
  ['constant', 'SELECT 1 AS one, x * 100 AS y FROM t', 'SELECT 1 AS one, x * 101 AS y FROM t'],
  ['null-default', 'SELECT ISNULL(x, 0) AS x FROM t', 'SELECT x AS x FROM t'],
  ['null-made', "SELECT NULLIF(x, '') AS x FROM t", 'SELECT x AS x FROM t'],
  ['iif-swapped', 'SELECT IIF(x = 1, 2, 3) AS x FROM t', 'SELECT IIF(x = 1, 3, 2) AS x FROM t'],
  ['case-branch', 'SELECT CASE WHEN x = 1 THEN 2 ELSE 3 END AS x FROM t', 'SELECT CASE WHEN 1 = 0 THEN 2 ELSE 3 END AS x FROM t'],
  ['case-branch', 'SELECT CASE x WHEN 1 THEN 2 ELSE 3 END AS x FROM t', 'SELECT CASE WHEN 1 = 0 THEN 2 ELSE 3 END AS x FROM t'],
  ['case-branch', 'SELECT CASE x WHEN 1 THEN 2 WHEN 2 THEN 3 END AS x FROM t', 'SELECT CASE x  WHEN 2 THEN 3 END AS x FROM t', 'SELECT CASE x WHEN 1 THEN 2  END AS x FROM t'],
  ['case-else', 'SELECT CASE WHEN x = 1 THEN 2 ELSE 3 END AS x FROM t', 'SELECT CASE WHEN x = 1 THEN 2 ELSE NULL END AS x FROM t'],
  ['case-swapped', 'SELECT CASE WHEN x = 1 THEN 2 ELSE 3 END AS x FROM t', 'SELECT CASE WHEN x = 1 THEN 3 ELSE 2 END AS x FROM t'],
  ['distinct', 'SELECT DISTINCT x FROM t', 'SELECT ALL x FROM t'],
  ['distinct', 'SELECT x FROM t', 'SELECT DISTINCT x FROM t'],
  ['distinct', 'SELECT COUNT(*) AS n FROM t'],
  ['distinct', 'SELECT x, COUNT(*) AS n FROM t GROUP BY x'],
  ['distinct', 'SELECT COUNT(x) AS n FROM t GROUP BY x', 'SELECT DISTINCT COUNT(x) AS n FROM t GROUP BY x'],
  ['distinct', 'SELECT COUNT(*) AS x FROM t GROUP BY x', 'SELECT DISTINCT COUNT(*) AS x FROM t GROUP BY x'],
  ['distinct', 'SELECT b.id FROM a JOIN b ON a.i = b.i GROUP BY a.id, b.id', 'SELECT DISTINCT b.id FROM a JOIN b ON a.i = b.i GROUP BY a.id, b.id'],
  ['distinct', 'SELECT CASE WHEN x > 5 THEN 1 ELSE 2 END AS y FROM t GROUP BY x', 'SELECT DISTINCT CASE WHEN x > 5 THEN 1 ELSE 2 END AS y FROM t GROUP BY x'],
  ['distinct', 'SELECT YEAR(d) AS y FROM t GROUP BY d', 'SELECT DISTINCT YEAR(d) AS y FROM t GROUP BY d'],
  ['distinct', 'SELECT x FROM t WHERE EXISTS (SELECT 1 FROM u)', 'SELECT DISTINCT x FROM t WHERE EXISTS (SELECT 1 FROM u)'],
  ['union', 'SELECT x FROM t UNION SELECT x FROM u', 'SELECT x FROM t UNION ALL SELECT x FROM u'],
  ['union', 'SELECT x FROM t UNION ALL SELECT x FROM u', 'SELECT x FROM t UNION SELECT x FROM u'],
  ['union', 'SELECT x FROM t UNION SELECT x FROM u UNION SELECT x FROM w', 'SELECT x FROM t UNION SELECT x FROM u UNION ALL SELECT x FROM w'],
  ['union', 'WITH c AS (SELECT x FROM t UNION ALL SELECT x + 1 FROM c) SELECT x FROM c'],
  ['except-intersect', 'SELECT x FROM t EXCEPT SELECT x FROM u', 'SELECT x FROM t INTERSECT SELECT x FROM u'],
  ['group-column', 'SELECT x, COUNT(*) AS n FROM t GROUP BY x, y', 'SELECT x, COUNT(*) AS n FROM t GROUP BY x'],
  ['row-count', 'SELECT TOP 10 x FROM t ORDER BY x', 'SELECT TOP 11 x FROM t ORDER BY x', 'SELECT TOP 9 x FROM t ORDER BY x'],
  ['row-count', 'SELECT x FROM t ORDER BY x OFFSET 1 ROWS FETCH NEXT 1 ROWS ONLY', 'SELECT x FROM t ORDER BY x OFFSET 2 ROWS FETCH NEXT 1 ROWS ONLY', 'SELECT x FROM t ORDER BY x OFFSET 0 ROWS FETCH NEXT 1 ROWS ONLY', 'SELECT x FROM t ORDER BY x OFFSET 1 ROWS FETCH NEXT 2 ROWS ONLY'],
  ['sort-direction', 'SELECT TOP (10) x FROM t ORDER BY x DESC, y', 'SELECT TOP (10) x FROM t ORDER BY x ASC, y', 'SELECT TOP (10) x FROM t ORDER BY x DESC, y DESC'],
  ['sort-direction', 'SELECT TOP 100 PERCENT x FROM t ORDER BY x'],
  ['aggregate', 'SELECT SUM(x) AS x, MIN(y) AS y FROM t', 'SELECT MAX(x) AS x, MIN(y) AS y FROM t', 'SELECT SUM(x) AS x, MAX(y) AS y FROM t'],
  ['count', 'SELECT COUNT(DISTINCT x) AS n FROM t', 'SELECT COUNT(x) AS n FROM t'],
  ['count', 'SELECT COUNT(x) AS n FROM t', 'SELECT COUNT(*) AS n FROM t'],
  ['arithmetic', 'SELECT x - y AS z FROM t', 'SELECT x + y AS z FROM t'],
  ['arithmetic', 'SELECT x * 1 AS z FROM t'],
  ['text-length', 'SELECT SUBSTRING(x, 1, 3) AS x FROM t', 'SELECT SUBSTRING(x, 2, 3) AS x FROM t', 'SELECT SUBSTRING(x, 1, 4) AS x FROM t'],
  ['pattern', "SELECT x FROM t WHERE x LIKE '%a_'", "SELECT x FROM t WHERE x LIKE 'a_'", "SELECT x FROM t WHERE x LIKE '%a'"],
  ['partition', 'SELECT RANK() OVER (PARTITION BY x ORDER BY y) AS r FROM t', 'SELECT RANK() OVER ( ORDER BY y) AS r FROM t'],
  ['sort-direction', 'SELECT RANK() OVER (ORDER BY y) AS r FROM t', 'SELECT RANK() OVER (ORDER BY y DESC) AS r FROM t'],
  ['frame', 'SELECT SUM(x) OVER (ORDER BY y ROWS UNBOUNDED PRECEDING) AS r FROM t', 'SELECT SUM(x) OVER (ORDER BY y ROWS BETWEEN CURRENT ROW AND CURRENT ROW) AS r FROM t', 'SELECT SUM(x) OVER (ORDER BY y ROWS BETWEEN UNBOUNDED PRECEDING AND UNBOUNDED FOLLOWING) AS r FROM t'],
]; // prettier-ignore

describe('Mutants', () => {
  test.each(CASES)('%s: %s', (rule, query, ...mutants) => {
    expect(queriesOf(rule, query)).toEqual(mutants);
  });

  test('subqueries, common table expressions and derived tables have mutants too', () => {
    const query = 'WITH c AS (SELECT x FROM t WHERE x > 1) SELECT x FROM (SELECT x FROM c WHERE x < 9) AS d WHERE x IN (SELECT y FROM u WHERE y = 3)'; // prettier-ignore
    expect(queriesOf('dropped-where', query)).toHaveLength(4);
  });

  test('a mutant has a place in the original, a line and an id that stays', () => {
    const [first] = mutantsOf(read(view('SELECT x\nFROM t\nWHERE x = 1'))).mutants.filter(({ rule }) => rule === 'equality'); // prettier-ignore
    expect(first).toMatchObject({ id: 'equality@45:46', line: 4, place: { start: 45, end: 46 }, what: '= became <>' });
  });

  test('never more than the bound, from every rule, and the rest is counted', () => {
    const query = `SELECT x FROM t WHERE ${Array.from({ length: 60 }, (_, at) => `(a${at} > ${at} OR b = 'x')`).join(' AND ')}`;
    const all = mutantsOf(read(view(query)), null, 10_000);
    const some = mutantsOf(read(view(query)), null, 100);
    expect(some.mutants).toHaveLength(100);
    expect(some.leftOut).toBe(all.mutants.length - 100);
    expect(new Set(some.mutants.map(({ rule }) => rule))).toEqual(new Set(all.mutants.map(({ rule }) => rule)));
  });

  test('what the parser does not know in full has none', () => {
    expect(mutantsOf(read(view('SELECT x FROM WHERE x = 1')))).toEqual({ mutants: [], leftOut: 0 });
  });

  test('no two have the same text, and none has the original', () => {
    const text = view(
      'SELECT DISTINCT TOP 5 x, COUNT(DISTINCT y) AS n FROM t WHERE a <> 1 OR b BETWEEN 1 AND 2 GROUP BY x, z',
    );
    const texts = mutantsOf(read(text)).mutants.map((mutant) => mutant.text);
    expect(new Set([...texts, text]).size).toBe(texts.length + 1);
  });
});
