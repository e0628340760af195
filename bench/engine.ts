/**
 * `npm run bench:engine`: rows a second of the reference engine at 10,000 and 100,000 rows, by kind of query, and how the time grows.
 * Medians of five runs on rows made by rule; every answer is checked against what the rule says.
 */
import { performance } from 'node:perf_hooks';
import { Session } from '../src/engine/session/session.js';

const RUNS = 5;
const SIZES = [10_000, 100_000];
const INSERT_ROWS = 1000;
const DIMENSION_ROWS = 100;

interface Load {
  readonly name: string;
  readonly sql: string;
  /** How many rows it answers, of so many facts. */
  readonly answers: (facts: number) => number;
}

const LOADS: readonly Load[] = [
  { name: 'scan and filter', sql: "SELECT id, amount FROM fact WHERE amount > 50 AND name LIKE 'n1%'", answers: (facts) => matching(facts) }, // prettier-ignore
  { name: '4-way join', sql: 'SELECT COUNT(*) FROM fact f JOIN d1 ON d1.id = f.k1 JOIN d2 ON d2.id = f.k2 JOIN d3 ON d3.id = f.k3 JOIN d4 ON d4.id = f.k4', answers: () => 1 }, // prettier-ignore
  { name: 'group', sql: 'SELECT k1, COUNT(*), SUM(amount), MAX(name) FROM fact GROUP BY k1', answers: () => DIMENSION_ROWS }, // prettier-ignore
  { name: 'window', sql: 'SELECT id, ROW_NUMBER() OVER (PARTITION BY k1 ORDER BY amount DESC, id), SUM(amount) OVER (PARTITION BY k1 ORDER BY id) FROM fact', answers: (facts) => facts }, // prettier-ignore
];

const amountOf = (id: number): number => id % 101;
const nameOf = (id: number): string => `n${id % 1000}`;
const matching = (facts: number): number => Array.from({ length: facts }, (_, id) => id).filter((id) => amountOf(id) > 50 && nameOf(id).startsWith('n1')).length; // prettier-ignore

function filled(facts: number): Session {
  const session = new Session({ surroundings: { nowUtc: 638_000_000_000_000_000n, offsetMinutes: 0, user: 'dbo', database: 'bench', server: 'bench', random: () => 0.5, elapsedMs: () => performance.now() } }); // prettier-ignore
  const dimensions = ['d1', 'd2', 'd3', 'd4'];
  for (const name of dimensions) {
    session.run(`CREATE TABLE ${name} (id int PRIMARY KEY, label varchar(20))`);
    insert(session, name, DIMENSION_ROWS, (id) => `(${id}, 'label ${id}')`);
  }
  session.run('CREATE TABLE fact (id int PRIMARY KEY, k1 int, k2 int, k3 int, k4 int, amount decimal(10, 2), name varchar(20))'); // prettier-ignore
  insert(session, 'fact', facts, (id) => `(${id}, ${id % 100}, ${(id * 7) % 100}, ${(id * 13) % 100}, ${(id * 31) % 100}, ${amountOf(id)}, '${nameOf(id)}')`); // prettier-ignore
  return session;
}

function insert(session: Session, table: string, count: number, row: (id: number) => string): void {
  for (let from = 0; from < count; from += INSERT_ROWS) {
    const rows = Array.from({ length: Math.min(INSERT_ROWS, count - from) }, (_, at) => row(from + at));
    const [result] = session.run(`INSERT ${table} VALUES ${rows.join(', ')}`);
    if (result?.kind !== 'row_count') throw new Error(`${table} was not filled: ${JSON.stringify(result)}`);
  }
}

/** Milliseconds, the median. */
function measure(session: Session, { name, sql, answers }: Load, facts: number): number {
  const times = Array.from({ length: RUNS }, () => {
    const startMs = performance.now();
    const [result] = session.run(sql);
    const tookMs = performance.now() - startMs;
    if (result?.kind !== 'rows' || result.rows.length !== answers(facts)) throw new Error(`${name}: a wrong answer`);
    return tookMs;
  });
  return times.toSorted((a, b) => a - b)[Math.floor(RUNS / 2)] ?? NaN;
}

const measured = SIZES.map((facts) => {
  const session = filled(facts);
  return LOADS.map((load) => measure(session, load, facts));
});
console.log(`${'query'.padEnd(18)}${SIZES.map((facts) => `${facts} rows`.padStart(26)).join('')}   growth`);
for (const [at, { name }] of LOADS.entries()) {
  const times = measured.map((each) => each[at] ?? NaN);
  const cells = times.map((tookMs, index) => `${tookMs.toFixed(1)} ms ${Math.round(((SIZES[index] ?? 0) / tookMs) * 1000)} rows/s`.padStart(26)); // prettier-ignore
  console.log(`${name.padEnd(18)}${cells.join('')}   ${((times[1] ?? NaN) / (times[0] ?? NaN)).toFixed(1)}x for 10x`);
}
