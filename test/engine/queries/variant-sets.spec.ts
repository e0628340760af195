/** Sets of values in sql_variant that nobody says the order of. Source: Microsoft Learn, "sql_variant (Transact-SQL)". */
import { answers } from '../session/answers.js';

const VALUES = ["CAST('2020-01-01' AS date)", "CAST('10:00' AS time)", '1', 'CAST(1 AS decimal(5, 2))'];
const SETUP = ['CREATE TABLE v (k int, x sql_variant)', ...VALUES.map((value, at) => `INSERT v SELECT ${at + 1}, ${value}`)].join('; '); // prettier-ignore

test.each([
  ['DISTINCT', 'SELECT DISTINCT x FROM v'],
  ['GROUP BY', 'SELECT COUNT(*) FROM v GROUP BY x'],
  ['COUNT of distinct values', 'SELECT COUNT(DISTINCT x) FROM v'],
  ['UNION', 'SELECT x FROM v UNION SELECT x FROM v'],
  ['EXCEPT', 'SELECT x FROM v WHERE k = 1 EXCEPT SELECT x FROM v WHERE k = 2'],
  ['a join', 'SELECT COUNT(*) FROM v a JOIN v b ON a.x = b.x'],
  ['IN of a query', 'SELECT COUNT(*) FROM v WHERE x IN (SELECT x FROM v)'],
])('%s over dates and times in a sql_variant is refused', (_what, sql) => {
  expect(answers(SETUP, sql)).toEqual(['?ENGINE-ORDER']);
});

test.each<[what: string, before: string[], sql: string, expected: string]>([
  ['DISTINCT', [], 'SELECT COUNT(*) FROM (SELECT DISTINCT x FROM v WHERE k <> 2) d', '2'],
  ['a join', ['DELETE v WHERE k < 3'], 'SELECT COUNT(*) FROM v a JOIN v b ON a.x = b.x', '4'],
  ['one set after the other', [], 'SELECT (SELECT COUNT(*) FROM (SELECT DISTINCT x FROM v WHERE v.k = o.k) d) FROM v o', '1;1;1;1'], // prettier-ignore
])('%s over what has an order is answered', (_what, before, sql, expected) => {
  expect(answers(SETUP, ...before, sql)).toEqual([expected]); // prettier-ignore
});
