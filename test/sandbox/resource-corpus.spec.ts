import { monitorEventLoopDelay } from 'node:perf_hooks';
import type { RunOptions, Sandbox } from '../../src/sandbox/sandbox.js';
import { openSandbox } from '../../src/sandbox/sandbox.js';
import type { SandboxError } from '../../src/sandbox/sandbox-error.js';

const BUDGET_MS = 1_000;
const limits = { memoryMb: 256, rssMb: 512, statementTimeoutMs: BUDGET_MS };

const BOMBS: readonly (RunOptions & { what: string; sql: string })[] = [
  { what: 'a string of 4 GB', sql: "SELECT length(repeat('a', 4000000000))" },
  { what: 'a string of 2 GB', sql: "SELECT length(repeat('a', 2000000000))" },
  {
    what: 'a string of 400 MB that stays under the resident limit',
    sql: "SELECT length(repeat('ab', 200000000)) FROM range(20)",
  },
  { what: 'a count to 1e12', sql: 'SELECT count(*) FROM range(1000000000000)' },
  {
    what: 'an endless recursive CTE',
    sql: 'WITH RECURSIVE r AS (SELECT 1 AS n UNION ALL SELECT n + 1 FROM r) SELECT count(*) FROM r',
  },
  {
    what: 'a growing recursive CTE',
    sql: "WITH RECURSIVE r AS (SELECT 'ab' AS s UNION ALL SELECT s || s FROM r) SELECT max(length(s)) FROM r",
  },
  {
    what: 'a cross join of ten tables',
    sql: `SELECT count(*) FROM ${Array.from({ length: 10 }, (_, i) => `range(1000) t${i}`).join(', ')}`,
  },
  {
    what: 'a sort of a cross join',
    sql: 'SELECT a.range FROM range(1000000) a, range(1000000) b ORDER BY hash(a.range + b.range)',
  },
  { what: 'a string_agg of 10 GB', sql: "SELECT length(string_agg(repeat('x', 100000), ',')) FROM range(100000)" },
  { what: 'a list of 1e10 numbers', sql: 'SELECT length(list(range)) FROM range(10000000000)' },
  { what: 'levenshtein of 60,000 characters', sql: "SELECT levenshtein(repeat('ab', 30000), repeat('ba', 30000))" },
  {
    what: 'a regular expression that explodes',
    sql: "SELECT count(*) FROM range(1000000) WHERE regexp_matches(repeat('a', 5000) || range, '(a?){900}(a){900}b')",
  },
  {
    what: 'a pivot into 100,000 columns',
    sql:
      'SELECT * FROM (SELECT range AS a FROM range(100000)) PIVOT (count(*) FOR a IN (' +
      Array.from({ length: 100_000 }, (_, i) => i).join(',') +
      '))',
  },
  {
    what: 'a result of a million wide rows',
    sql: "SELECT range, repeat('x', 100) FROM range(1000000)",
    rowLimit: 1_000_000,
  },
  { what: 'a result of one value of 200 MB', sql: "SELECT repeat('ab', 100000000)" },
  { what: 'a result of 2,000 values of 1 MB', sql: "SELECT repeat('ab', 500000) FROM range(2000)" },
];

let sandbox: Sandbox;

async function nextStatementWorks(): Promise<boolean> {
  if (!sandbox.alive) sandbox = await openSandbox({ limits });
  return (await sandbox.run('SELECT 1')).rows[0]?.[0] === 1;
}

describe('a statement that wants too much', () => {
  const eventLoopDelay = monitorEventLoopDelay({ resolution: 5 });
  beforeAll(async () => {
    sandbox = await openSandbox({ limits });
    eventLoopDelay.enable();
  });
  afterAll(() => sandbox.close());

  test.each(BOMBS)('ends in time with a coded limit, and the next one works: $what', async ({ sql, rowLimit }) => {
    const startedMs = performance.now();
    const rssBefore = process.memoryUsage.rss();
    const outcome = await sandbox.run(sql, { rowLimit }).catch((error: SandboxError) => error);
    expect(performance.now() - startedMs).toBeLessThan(BUDGET_MS + 1_000);
    expect(outcome).toMatchObject({ code: 'sql_resource_limit' });
    expect((process.memoryUsage.rss() - rssBefore) / 2 ** 20).toBeLessThan(50);
    expect(await nextStatementWorks()).toBe(true);
  });

  test.each([5_000, 200_000])('%i nested parentheses end in time, answered or refused', async (depth) => {
    const startedMs = performance.now();
    const outcome = await sandbox.run(`SELECT ${'('.repeat(depth)}1${')'.repeat(depth)}`).then(
      ({ rows }) => rows,
      ({ code }: SandboxError) => code,
    );
    expect(performance.now() - startedMs).toBeLessThan(BUDGET_MS + 1_000);
    expect([[[1]], 'sql_error', 'sql_resource_limit']).toContainEqual(outcome);
    expect(await nextStatementWorks()).toBe(true);
  });

  test('stops DuckDB softly where that works, so that the tables are still there', async () => {
    await sandbox.exec(['CREATE TABLE kept (a INT)']);
    await expect(sandbox.run('SELECT count(*) FROM range(1000000000000)', { timeoutMs: 100 })).rejects.toMatchObject({
      code: 'sql_resource_limit',
      resource: 'time',
      sandboxAlive: true,
    });
    expect((await sandbox.run('SELECT count(*) FROM kept')).rows).toEqual([['0']]);
  });

  test('cuts a million rows at the row limit without making them', async () => {
    const startedMs = performance.now();
    const { rows, truncated } = await sandbox.run('SELECT * FROM range(1000000)', { rowLimit: 100 });
    expect([rows.length, truncated]).toEqual([100, true]);
    expect(performance.now() - startedMs).toBeLessThan(BUDGET_MS);
  });

  test('never holds up the event loop of the parent', () => {
    expect(eventLoopDelay.percentile(99) / 1e6).toBeLessThan(100);
  });
});
