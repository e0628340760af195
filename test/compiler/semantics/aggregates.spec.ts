/** Aggregates and windows with SQL Server's types and collations, asked of both targets' own engines. Expected values follow the page of Microsoft Learn named. */
import type { CompileTarget } from '../../../src/compiler/compile.js';
import { type Engine, openEngine, rowsOf } from '../../factories/compiled-query.js';
import { postgres } from '../../support/postgres.js';
import { describeIf } from '../../support/requirement.js';

const T =
  "(VALUES (1, 'b', CAST(1.00 AS decimal(9,2)), CAST(1 AS float)), (2, 'B ', 2.00, 2), (2, 'a', 2.00, 4), (NULL, NULL, NULL, NULL)) AS t(i, s, d, f)";

const CASES: readonly (readonly [title: string, query: string, rows: readonly string[]])[] = [
  ['AVG of whole numbers is whole ("AVG")', `SELECT AVG(i) AS v FROM ${T}`, ['1']],
  ['AVG of negative whole numbers is cut towards zero', 'SELECT AVG(v) AS v FROM (VALUES (-1), (-2)) AS t(v)', ['-1']],
  ['AVG of decimals is cut at six decimals ("AVG")', `SELECT AVG(d) AS v FROM ${T}`, ['1.666666']],
  ['AVG of money is cut at four', 'SELECT AVG(CAST(v AS money)) AS v FROM (VALUES (1), (1), (2)) AS t(v)', ['1.3333']],
  ['AVG of floats is a float', `SELECT AVG(f) AS v FROM ${T} WHERE f > 1`, ['3']],
  ['AVG passes NULL over, and of nothing is NULL', `SELECT AVG(i) AS v FROM ${T} WHERE i IS NULL`, ['NULL']],
  ['AVG(DISTINCT) averages the distinct values', 'SELECT AVG(DISTINCT v) AS v FROM (VALUES (1), (1), (5)) AS t(v)', ['3']],
  ['AVG over a window is whole for whole numbers ("OVER clause")', `SELECT AVG(i) OVER () AS v FROM ${T} WHERE i = 1 OR s = 'a'`, ['1', '1']],
  ['SUM keeps the scale ("SUM")', `SELECT SUM(d) AS v FROM ${T}`, ['5.00']],
  ['COUNT(*) counts rows and COUNT(x) values ("COUNT")', `SELECT COUNT(*) AS a, COUNT(i) AS b FROM ${T}`, ['4 | 3']],
  ['COUNT(DISTINCT) of texts goes by the collation', `SELECT COUNT(DISTINCT s) AS v FROM ${T}`, ['2']],
  ['MIN and MAX of texts go by the collation ("MIN", "MAX")', `SELECT MIN(s) AS a, MAX(LEFT(s, 1)) AS b FROM ${T} WHERE f > 2`, ['a | a']],
  ['MIN of mixed case is the first letter, whatever its case', "SELECT MIN(v) AS v FROM (VALUES ('B'), ('a')) AS t(v)", ['a']],
  ['STRING_AGG joins in the order asked for ("STRING_AGG")', `SELECT STRING_AGG(s, ',') WITHIN GROUP (ORDER BY f DESC) AS v FROM ${T}`, ['a,B ,b']],
  ['STRING_AGG takes numbers as text', "SELECT STRING_AGG(v, '-') WITHIN GROUP (ORDER BY v) AS v FROM (VALUES (2), (1)) AS t(v)", ['1-2']],
  ['STDEV and VAR are of a sample, STDEVP and VARP of all ("STDEV")', `SELECT ROUND(VAR(f), 4) AS a, ROUND(VARP(f), 4) AS b FROM ${T}`, ['2.3333 | 1.5556']],
  ['an aggregate of another in a window', `SELECT i, SUM(COUNT(*)) OVER () AS v FROM ${T} WHERE i IS NOT NULL GROUP BY i`, ['1 | 3', '2 | 3']],
  ['whole division of aggregates stays whole', `SELECT SUM(i) / COUNT(*) AS v FROM ${T}`, ['1']],
  ['RANK ties texts that are equal ("RANK")', `SELECT RANK() OVER (ORDER BY s DESC) AS v FROM ${T} WHERE s IS NOT NULL`, ['1', '1', '3']],
  ['LAG has its default in the type of the value ("LAG")', `SELECT LAG(d, 1, 0) OVER (ORDER BY f) AS v FROM ${T} WHERE f IS NOT NULL`, ['0.00', '1.00', '2.00']],
  ['LAST_VALUE sees up to the current row by default ("LAST_VALUE")', `SELECT LAST_VALUE(f) OVER (ORDER BY f) AS v FROM ${T} WHERE f IS NOT NULL`, ['1', '2', '4']],
  ['a frame of rows is kept', `SELECT SUM(f) OVER (ORDER BY f ROWS BETWEEN 1 PRECEDING AND CURRENT ROW) AS v FROM ${T} WHERE f IS NOT NULL`, ['1', '3', '6']],
  ['NTILE and DENSE_RANK', `SELECT NTILE(2) OVER (ORDER BY f) AS a, DENSE_RANK() OVER (ORDER BY i) AS b FROM ${T} WHERE f IS NOT NULL`, ['1 | 1', '1 | 2', '2 | 2']],
  ['NULL in NOT IN keeps every row out ("IN")', `SELECT i FROM ${T} WHERE i NOT IN (SELECT i FROM ${T.replace(' t(', ' u(')} WHERE i IS NULL)`, []],
  ['IN a subquery compares texts under the collation', `SELECT f FROM ${T} WHERE s IN (SELECT 'B' AS x)`, ['1', '2']],
  ['IN a subquery with DISTINCT compares texts under the collation', `SELECT f FROM ${T} WHERE s IN (SELECT DISTINCT UPPER(s) FROM ${T.replace(' t(', ' u(')})`, ['1', '2', '4']],
  ['> ALL compares with every row ("ALL")', `SELECT f FROM ${T} WHERE f >= ALL (SELECT u.f FROM ${T.replace(' t(', ' u(')} WHERE u.f IS NOT NULL)`, ['4']],
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

describe('aggregates on DuckDB', () => answersOn('duckdb'));
describeIf(postgres, 'aggregates on PostgreSQL', () => answersOn('postgres'));
