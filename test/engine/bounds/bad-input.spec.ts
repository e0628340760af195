/** Texts that never end, nest without end or grow without end: each is answered with a code, soon, and the session goes on. */
import { Session } from '../../../src/engine/session/session.js';
import type { BatchResult } from '../../../src/engine/session/batch-result.js';

const LIMITS = { rows: 50_000, steps: 3_000_000, timeMs: 20_000, valueLength: 500_000 };
/** Where time is the bound that is looked for. */
const shortMs = 500;
/** Far beyond what each takes: what is measured is that there is a bound. */
const soonMs = 20_000;
jest.setTimeout(2 * soonMs);
const DEEP = 5000;

function newSession(timeMs = LIMITS.timeMs): Session {
  return new Session({
    surroundings: { nowUtc: 638_000_000_000_000_000n, offsetMinutes: 0, user: 'dbo', database: 'shop', server: 'SRV', random: () => 0.5, elapsedMs: () => performance.now() }, // prettier-ignore
    limits: { ...LIMITS, timeMs },
  });
}

const codeOf = (result: BatchResult | undefined): string | number => {
  if (result?.kind === 'not_in_engine') return result.code;
  if (result?.kind === 'error') return result.number;
  return result?.kind === 'rows' ? `${result.rows.length} rows` : (result?.kind ?? 'nothing');
};

const within = (before: string, after: string): string => before.repeat(DEEP) + '1' + after.repeat(DEEP);
const listed = (count: number, of: (at: number) => string, between = ', '): string => Array.from({ length: count }, (_, at) => of(at)).join(between); // prettier-ignore
/** Each of a view over the one before. */
const views = (count: number, over: (before: string) => string): string[] => Array.from({ length: count }, (_, at) => (at === 0 ? 'CREATE VIEW v0 AS SELECT 1 AS a' : `CREATE VIEW v${at} AS ${over(`v${at - 1}`)}`)); // prettier-ignore

const HUNDRED = 'CREATE TABLE t (a int); INSERT t SELECT value FROM GENERATE_SERIES(1, 100)';
const LONG = "REPLICATE(CAST('x' AS varchar(max)), 10000)";

type Case = readonly [what: string, code: string | number, ...batches: string[]];

const WITHOUT_END: readonly Case[] = [
  ['a loop that gives rows', 'ENGINE-LIMIT-ROWS', HUNDRED, 'WHILE 1 = 1 SELECT a.a FROM t a, t b'],
  ['a loop that gives nothing', 'ENGINE-LIMIT-TIME', 'DECLARE @i int; WHILE 1 = 1 SET @i = 1'],
  ['a loop that gives wide rows', 'ENGINE-LIMIT-ROWS', HUNDRED, 'WHILE 1 = 1 SELECT * FROM t a CROSS JOIN t b'],
  ['a loop that fills a table', 'ENGINE-LIMIT-ROWS', `${HUNDRED}; WHILE 1 = 1 INSERT t SELECT a FROM t`],
  ['a loop within a function', 'ENGINE-LIMIT-TIME', 'CREATE FUNCTION dbo.f(@x int) RETURNS int AS BEGIN WHILE 1 = 1 SET @x = 1; RETURN @x END', 'SELECT dbo.f(1)'], // prettier-ignore
  ['a procedure that calls itself', 217, 'CREATE PROCEDURE p AS EXEC p', 'EXEC p'],
  ['a function that calls itself', 217, 'CREATE FUNCTION dbo.f(@x int) RETURNS int AS BEGIN RETURN dbo.f(@x) END', 'SELECT dbo.f(1)'], // prettier-ignore
  ['a view over itself', 4429, 'CREATE VIEW v AS SELECT 1 AS a', 'ALTER VIEW v AS SELECT a FROM v', 'SELECT * FROM v'],
  ['a recursion without end', 530, 'WITH r AS (SELECT 1 AS n UNION ALL SELECT n FROM r) SELECT COUNT(*) FROM r'],
  ['a recursion without end and without MAXRECURSION', 'ENGINE-LIMIT-ROWS', 'WITH r AS (SELECT 1 AS n UNION ALL SELECT n FROM r) SELECT COUNT(*) FROM r OPTION (MAXRECURSION 0)'], // prettier-ignore
  ['a recursion that doubles', 'ENGINE-LIMIT-ROWS', 'WITH r AS (SELECT 1 AS n UNION ALL SELECT n FROM r UNION ALL SELECT n FROM r) SELECT COUNT(*) FROM r OPTION (MAXRECURSION 0)'], // prettier-ignore
];

const TOO_MUCH: readonly Case[] = [
  ['a cross join of ten', 'ENGINE-LIMIT-ROWS', HUNDRED, `SELECT t0.a FROM ${listed(10, (at) => `t t${at}`)}`],
  [
    'a cross join of ten, counted',
    'ENGINE-LIMIT-STEPS',
    HUNDRED,
    `SELECT COUNT(*) FROM ${listed(10, (at) => `t t${at}`)}`,
  ],
  ['a join of all with all', 'ENGINE-LIMIT-ROWS', HUNDRED, 'SELECT 1 FROM t a JOIN t b ON a.a <> b.a JOIN t c ON c.a <> b.a'], // prettier-ignore
  ['an APPLY of all to all', 'ENGINE-LIMIT-ROWS', HUNDRED, 'SELECT 1 FROM t a CROSS APPLY (SELECT 1 AS x FROM t) b CROSS APPLY (SELECT 1 AS y FROM t) c'], // prettier-ignore
  ['a million rows', 'ENGINE-LIMIT-ROWS', 'SELECT value FROM GENERATE_SERIES(1, 1000000)'],
  ['few rows of many values', 'ENGINE-LIMIT-MEMORY', HUNDRED, `SELECT 1 FROM (SELECT ${listed(100, (at) => `a AS c${at}`)} FROM t) x CROSS JOIN t`, `SELECT 1 FROM (SELECT ${listed(200, (at) => `a AS c${at}`)} FROM t) x CROSS JOIN t`], // prettier-ignore
  ['names of queries that double forty times', 'ENGINE-LIMIT-STEPS', `WITH c0 AS (SELECT 1 AS a), ${listed(40, (at) => `c${at + 1} AS (SELECT x.a FROM c${at} x JOIN c${at} y ON x.a = y.a)`)} SELECT * FROM c40`], // prettier-ignore
  ['views that double thirty times', 'ENGINE-LIMIT-STEPS', ...views(12, (before) => `SELECT x.a FROM ${before} x`), `SELECT 1 FROM ${listed(12, (at) => `(SELECT 1 AS n FROM v11 UNION SELECT 2 FROM v11) x${at}`)} WHERE 1 IN (${listed(800, () => '(SELECT a FROM v11)')})`], // prettier-ignore
];

const DEEP_TEXTS: readonly Case[] = [
  ['parentheses around a value', 'ENGINE-LIMIT-DEPTH', `SELECT ${within('(', ')')}`],
  ['parentheses around a condition', 'ENGINE-LIMIT-DEPTH', `SELECT 1 WHERE ${within('(', ')')} = 1`],
  ['NOT of NOT', 'ENGINE-LIMIT-DEPTH', `SELECT 1 WHERE ${'NOT '.repeat(DEEP)} 1 = 1`],
  ['minus of minus', 'ENGINE-LIMIT-DEPTH', `SELECT ${within('- ', '')}`],
  ['CASE within THEN', 'ENGINE-LIMIT-DEPTH', `SELECT ${within('CASE WHEN 1 = 1 THEN ', ' END')}`],
  ['CASE within ELSE', 'ENGINE-LIMIT-DEPTH', `SELECT ${within('CASE WHEN 1 = 2 THEN 0 ELSE ', ' END')}`],
  ['calls of functions', 'ENGINE-LIMIT-DEPTH', `SELECT ${within('ABS(', ')')}`],
  ['queries within queries', 'ENGINE-LIMIT-DEPTH', `SELECT ${within('(SELECT ', ')')}`],
  ['EXISTS within EXISTS', 'ENGINE-LIMIT-DEPTH', `SELECT 1 WHERE ${'EXISTS (SELECT 1 WHERE '.repeat(DEEP)} 1 = 1 ${')'.repeat(DEEP)}`], // prettier-ignore
  ['derived tables', 'ENGINE-LIMIT-DEPTH', `SELECT * FROM ${'(SELECT * FROM '.repeat(DEEP)} t ${') x'.repeat(DEEP)}`],
  ['blocks', 'ENGINE-LIMIT-DEPTH', `${'BEGIN '.repeat(DEEP)} SELECT 1 ${'END '.repeat(DEEP)}`],
  ['IF after ELSE', 'ENGINE-LIMIT-DEPTH', `${'IF 1 = 2 SELECT 0 ELSE '.repeat(DEEP)} SELECT 1`],
  ['views over views', 217, ...views(34, (before) => `SELECT a FROM ${before}`)],
  ['joins', 'ENGINE-LIMIT-DEPTH', HUNDRED, `SELECT 1 FROM t t0 ${listed(DEEP, (at) => `JOIN t t${at + 1} ON t${at + 1}.a = t0.a`, ' ')}`], // prettier-ignore
  ['levels of JSON', 'ENGINE-JSON-DEPTH', `SELECT ISJSON('${'['.repeat(DEEP)}${']'.repeat(DEEP)}')`],
];

const LONG_TEXTS: readonly Case[] = [
  ['terms of AND', '1 rows', `SELECT 1 WHERE 1 = 1${' AND 1 = 1'.repeat(DEEP)}`],
  ['terms of OR', '1 rows', `SELECT 1 WHERE 1 = 2${' OR 1 = 2'.repeat(DEEP)} OR 1 = 1`],
  ['terms of a sum', '1 rows', `SELECT 1${' + 1'.repeat(500)}`],
  ['branches of CASE', '1 rows', `SELECT CASE ${'WHEN 1 = 2 THEN 0 '.repeat(DEEP)} ELSE 3 END`],
  ['items of IN', '1 rows', `SELECT 1 WHERE 9999 IN (${listed(10_000, String)})`],
  ['rows of VALUES', `${DEEP} rows`, `SELECT * FROM (VALUES ${listed(DEEP, (at) => `(${at})`)}) v(a)`],
  ['queries of UNION ALL', `${DEEP + 1} rows`, `SELECT 1${' UNION ALL SELECT 1'.repeat(DEEP)}`],
];

const HUGE: readonly Case[] = [
  ['REPLICATE', 'ENGINE-LIMIT-MEMORY', "SELECT REPLICATE(CAST('x' AS varchar(max)), 2000000000)"],
  ['REPLICATE of REPLICATE', 'ENGINE-LIMIT-MEMORY', `SELECT REPLICATE(${LONG}, 10000)`],
  ['a text doubled by +', 'ENGINE-LIMIT-MEMORY', "DECLARE @s varchar(max) = 'x'; WHILE 1 = 1 SET @s = @s + @s"],
  ['a text doubled by CONCAT', 'ENGINE-LIMIT-MEMORY', "DECLARE @s varchar(max) = 'x'; WHILE 1 = 1 SET @s = CONCAT(@s, @s)"], // prettier-ignore
  ['a text doubled by REPLACE', 'ENGINE-LIMIT-MEMORY', "DECLARE @s varchar(max) = 'x'; WHILE 1 = 1 SET @s = REPLACE(@s, 'x', 'xx')"], // prettier-ignore
  ['a text doubled by STUFF', 'ENGINE-LIMIT-MEMORY', "DECLARE @s varchar(max) = 'x'; WHILE 1 = 1 SET @s = STUFF(@s, 1, 0, @s)"], // prettier-ignore
  ['STRING_AGG', 'ENGINE-LIMIT-MEMORY', `SELECT STRING_AGG(${LONG}, ',') FROM GENERATE_SERIES(1, 100)`],
  ['FOR XML', 'ENGINE-LIMIT-MEMORY', `SELECT ${LONG} AS a FROM GENERATE_SERIES(1, 100) FOR XML PATH('r')`],
  ['FOR JSON', 'ENGINE-LIMIT-MEMORY', `SELECT ${LONG} AS a FROM GENERATE_SERIES(1, 100) FOR JSON PATH`],
  [
    'many long values',
    'ENGINE-LIMIT-MEMORY',
    `DECLARE @s varchar(max) = ${LONG}; SELECT @s + CAST(value AS varchar(9)) FROM GENERATE_SERIES(1, 5000)`,
  ],
  ['EXEC of a text within a text', 'ENGINE-LIMIT-MEMORY', "DECLARE @s nvarchar(max) = N'SELECT 1', @i int = 0; WHILE @i < 99 BEGIN SET @s = N'EXEC (''' + REPLACE(@s, '''', '''''') + N''')'; SET @i += 1 END; EXEC (@s)"], // prettier-ignore
];

const WRONG: readonly Case[] = [
  ['a division by zero', 8134, 'SELECT 1 / 0'],
  ['a division by zero in one of many rows', 8134, HUNDRED, 'SELECT 1 / (a - 50) FROM t'],
  ['an integer that overflows', 8115, 'SELECT 2147483647 + 1'],
  ['a decimal that overflows', 8115, 'SELECT CAST(99999999999999999999999999999999999999 AS decimal(38, 0)) * 10'],
  ['a float that overflows', 8115, 'SELECT POWER(10e0, 400)'],
  ['a date that is none', 241, "SELECT CAST('2023-02-30' AS date)"],
  ['a date beyond the last year', 517, "SELECT DATEADD(year, 100000, CAST('2020-01-01' AS datetime))"],
  ['a difference beyond int', 535, "SELECT DATEDIFF(second, '1900-01-01', '2100-01-01')"],
  ['a view over a table that is not there', 208, 'CREATE VIEW v AS SELECT a FROM nowhere', 'SELECT * FROM v'],
  ['a view over a column that is not there', 207, 'CREATE TABLE t (a int)', 'CREATE VIEW v AS SELECT b FROM t'],
  ['a view with two columns of one name', 4506, 'CREATE VIEW v AS SELECT 1 AS a, 2 AS a'],
  ['a view with a column outside of its groups', 8120, 'CREATE TABLE t (a int, b int)', 'CREATE VIEW v AS SELECT a, SUM(b) AS s FROM t'], // prettier-ignore
  ['a number of too many digits', 1007, `SELECT ${'9'.repeat(DEEP)}`],
];

describe.each([
  ['what never ends', WITHOUT_END],
  ['what is too much', TOO_MUCH],
  [`what nests ${DEEP} deep`, DEEP_TEXTS],
  ['what is long', LONG_TEXTS],
  ['huge values', HUGE],
  ['what SQL Server refuses', WRONG],
] as const)('%s', (_group, cases) => {
  test.each(cases)('%s: %s, and the session goes on', (_what, code, ...batches) => {
    const session = newSession(code === 'ENGINE-LIMIT-TIME' ? shortMs : LIMITS.timeMs);
    const startMs = performance.now();
    let last: BatchResult[] = [];
    for (const batch of batches) last = session.run(String(batch));
    expect(codeOf(last.at(-1))).toBe(code);
    expect(performance.now() - startMs).toBeLessThan(soonMs);
    expect(session.run('SELECT 42')).toMatchObject([{ kind: 'rows', rows: [[42]] }]);
  });
});

test('sums of thousands of terms are answered or given up with a code, as deep as the stack of the day allows', () => {
  const session = newSession();
  const last = session.run(`SELECT 1${' + 1'.repeat(DEEP)}`).at(-1);
  expect(last?.kind === 'rows' ? last.rows : codeOf(last)).toEqual(last?.kind === 'rows' ? [[DEEP + 1]] : 'ENGINE-LIMIT-DEPTH'); // prettier-ignore
  expect(session.run('SELECT 42')).toMatchObject([{ kind: 'rows', rows: [[42]] }]);
});
