/** What is answered without looking at every pair of rows: fewer steps, the same answer. */
import type { Probe } from '../../../src/engine/session/run.js';
import { Session } from '../../../src/engine/session/session.js';
import { short } from '../session/answers.js';

const ROWS = 3000;
/** Several times the rows, and far from their square. */
const fewSteps = 20 * ROWS;

const SETUP = `
CREATE TABLE t (id int PRIMARY KEY, a int NULL, name varchar(20) COLLATE Latin1_General_CI_AS);
INSERT t SELECT value, NULLIF(value % 1000, 7), CONCAT('n', value) FROM GENERATE_SERIES(1, ${ROWS});
CREATE TABLE u (id int PRIMARY KEY, b bigint NULL, name nvarchar(20) COLLATE Latin1_General_CI_AS);
INSERT u SELECT value, NULLIF(value * 2, 10), CONCAT(N'N', value, ' ') FROM GENERATE_SERIES(1, ${ROWS})`;

const SILENT: Probe = { see: () => undefined, join: () => undefined, group: () => undefined };

function session(steps: number, probe?: Probe): Session {
  const made = new Session({
    surroundings: { nowUtc: 638_000_000_000_000_000n, offsetMinutes: 0, user: 'dbo', database: 'shop', server: 'SRV', random: () => 0.5, elapsedMs: () => 0 }, // prettier-ignore
    limits: { rows: 10_000_000, steps, timeMs: 1, valueLength: 1_000_000 },
    ...(probe ? { probe } : {}),
  });
  made.run(SETUP);
  return made;
}

const CASES: readonly (readonly [what: string, sql: string, answer: string])[] = [
  ['IN of a query', 'SELECT COUNT(*) FROM t WHERE id IN (SELECT b FROM u)', '1499'],
  ['NOT IN of a query with a NULL is never true', 'SELECT COUNT(*) FROM t WHERE id NOT IN (SELECT b FROM u)', '0'],
  [
    'NOT IN of a query without NULL',
    'SELECT COUNT(*) FROM t WHERE id NOT IN (SELECT b FROM u WHERE b IS NOT NULL)',
    '1501',
  ],
  ['NULL IN a query is unknown', 'SELECT COUNT(*) FROM t WHERE NOT (a IN (SELECT id FROM u WHERE id > 5000)) AND NOT (a IN (SELECT b FROM u WHERE b > 0))', '1503'], // prettier-ignore
  ['NULL IN a query without rows is false', 'SELECT COUNT(*) FROM t WHERE NOT (a IN (SELECT id FROM u WHERE id > 5000))', `${ROWS}`], // prettier-ignore
  ['= ANY of a query', 'SELECT COUNT(*) FROM t WHERE id = ANY (SELECT b FROM u)', '1499'],
  ['texts by their collation', 'SELECT COUNT(*) FROM t WHERE name IN (SELECT name FROM u)', `${ROWS}`],
  ['EXISTS by a column of the row around', 'SELECT COUNT(*) FROM t WHERE EXISTS (SELECT 1 / 0 FROM u WHERE u.b = t.id)', '1499'], // prettier-ignore
  ['NOT EXISTS by a column of the row around', 'SELECT COUNT(*) FROM t WHERE NOT EXISTS (SELECT * FROM u WHERE t.id = u.b)', '1501'], // prettier-ignore
  ['EXISTS over texts', 'SELECT COUNT(*) FROM t WHERE EXISTS (SELECT * FROM u WHERE u.name = t.name)', `${ROWS}`],
  ['a query as a value', 'SELECT SUM(v) FROM (SELECT (SELECT u.id FROM u WHERE u.b = t.id) AS v FROM t) x', '1125745'],
  [
    'an aggregate as a value',
    'SELECT SUM(v) FROM (SELECT (SELECT COUNT(*) FROM u WHERE u.b = t.id AND u.id > 0) AS v FROM t) x',
    '1499',
  ],
  ['an aggregate over a derived table', 'SELECT SUM(v) FROM (SELECT (SELECT MAX(x.id) FROM (SELECT id, b FROM u WHERE id > 0) x WHERE x.b = t.id) AS v FROM t) y', '1125745'], // prettier-ignore
  ['APPLY', 'SELECT COUNT(*), COUNT(x.id) FROM t OUTER APPLY (SELECT TOP (1) id FROM u WHERE u.b = t.id ORDER BY id DESC) x', `${ROWS}|1499`], // prettier-ignore
  ['sources beside each other', 'SELECT COUNT(*) FROM t, u WHERE t.id = u.b AND u.id > 10', '1490'],
  ['three sources beside each other', 'SELECT COUNT(*) FROM t, u, t AS v WHERE t.id = u.b AND (u.id = v.id AND v.id > 10)', '1490'], // prettier-ignore
  ['EXISTS over sources beside each other', 'SELECT COUNT(*) FROM t WHERE EXISTS (SELECT * FROM u, t AS v WHERE u.id = v.id AND u.b = t.id)', '1499'], // prettier-ignore
  ['joins on several columns', 'SELECT COUNT(*) FROM t JOIN u ON u.b = t.id AND u.name = t.name', '0'],
  ['a left join', 'SELECT COUNT(*), COUNT(u.id) FROM t LEFT JOIN u ON u.b = t.id', `${ROWS}|1499`],
  ['a full join', 'SELECT COUNT(*), COUNT(t.id), COUNT(u.id) FROM t FULL JOIN u ON u.b = t.id', `4501|${ROWS}|${ROWS}`],
];

test.each(CASES)('%s: the right answer, with steps by the rows and not by their pairs', (_what, sql, answer) => {
  expect(session(fewSteps).run(sql).map(short)).toEqual([answer]);
});

test.each([
  ['TOP without an order', 'SELECT TOP (3) t.id FROM t CROSS JOIN u CROSS JOIN t v', '1;1;1'],
  ['EXISTS', 'SELECT 1 WHERE EXISTS (SELECT * FROM t CROSS JOIN u CROSS JOIN t v)', '1'],
  [
    'EXISTS for each row',
    'SELECT COUNT(*) FROM t WHERE EXISTS (SELECT * FROM u WHERE u.id >= t.id OR u.id > 0)',
    `${ROWS}`,
  ],
])('%s stops where enough is found', (_what, sql, answer) => {
  expect(session(fewSteps).run(sql).map(short)).toEqual([answer]);
});

test('while a probe looks on, every pair is seen, and the answers are the same', () => {
  for (const [what, sql] of CASES) {
    const small = (probe?: Probe): string[] => {
      const made = session(1_000_000_000, probe);
      made.run('DELETE t WHERE id > 20; DELETE u WHERE id > 20');
      return made.run(sql).map(short);
    };
    expect([what, ...small(SILENT)]).toEqual([what, ...small()]);
  }
  const places: string[] = [];
  const watched = session(1_000_000_000, { ...SILENT, see: (place, outcome) => places.push(`${place} ${outcome}`) });
  watched.run('DELETE t WHERE id > 20; DELETE u WHERE id > 20');
  places.length = 0;
  expect(watched.run('SELECT COUNT(*) FROM t WHERE EXISTS (SELECT 1 FROM u WHERE u.b = t.id)').map(short)).toEqual([
    '9',
  ]);
  const outcomes = places.map((place) => place.split(' ')[1]);
  expect(outcomes.filter((outcome) => outcome === 'null')).toHaveLength(20);
  // 400 pairs, of which 9 fit and 20 are unknown; EXISTS itself was true 9 times
  expect(outcomes.filter((outcome) => outcome === 'true')).toHaveLength(9 + 9);
});

test.each([
  ['EXISTS by a column of the row around', 'SELECT COUNT(*) FROM t WHERE EXISTS (SELECT 1 FROM u WHERE u.b = t.id)'],
  ['a join', 'SELECT COUNT(*) FROM t JOIN u ON u.b = t.id'],
])('%s takes no shortcut while a probe looks on', (_what, sql) => {
  expect(session(fewSteps).run(sql).map(short)).toEqual(['1499']);
  expect(session(fewSteps, SILENT).run(sql).map(short)).toEqual(['?ENGINE-LIMIT-STEPS']);
});

test('what TOP counts is worked out once', () => {
  const places: string[] = [];
  const watched = session(1_000_000, { ...SILENT, see: (place) => places.push(place) });
  places.length = 0;
  expect(watched.run('SELECT TOP (CASE WHEN 1 = 1 THEN 2 ELSE 3 END) id FROM t').map(short)).toEqual(['1;2']);
  expect(places).toHaveLength(1);
  expect(watched.run('SELECT TOP (-1) id FROM t').map(short)).toEqual(['!127']);
  expect(watched.run('SELECT TOP (101) PERCENT id FROM t').map(short)).toEqual(['!1031']);
});

test('the rows of a recursive name are read anew at each step, within EXISTS too', () => {
  const sql = 'WITH r AS (SELECT 1 AS n UNION ALL SELECT t.id FROM t JOIN r ON t.id = r.n + 1 WHERE t.id <= 5) SELECT COUNT(*) FROM t WHERE EXISTS (SELECT 1 FROM r WHERE r.n = t.id)'; // prettier-ignore
  expect(session(10_000_000).run(sql).map(short)).toEqual(['5']);
});

test('a query within a function reads what is there at each call', () => {
  const made = session(10_000_000);
  made.run('CREATE FUNCTION dbo.f(@id int) RETURNS int AS BEGIN RETURN (SELECT COUNT(*) FROM u WHERE u.id = @id) END');
  expect(made.run('SELECT dbo.f(1); DELETE u WHERE id = 1; SELECT dbo.f(1)').map(short)).toEqual(['1', '#1', '0']);
});
