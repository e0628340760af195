/** The two targets are each other's control: what a model says on DuckDB it says on PostgreSQL, row by row. */
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Catalog } from '../../src/catalog/catalog.js';
import { runProject, type ProjectRun } from '../../src/dbt/run/index.js';
import { RowStore } from '../../src/sources/rows/row-store.js';
import { corpus, corpusPath } from '../support/corpus.js';
import { freshDatabase, postgres, type TestDatabase } from '../support/postgres.js';
import { inRepository } from '../support/repository.js';
import { describeIf } from '../support/requirement.js';
import { catalogOf, projectOf } from './migrated.js';

const ROWS_MAX = 200_000;

let database: TestDatabase;
let folder: string;
let rows: RowStore;

beforeEach(async () => {
  database = await freshDatabase();
  folder = mkdtempSync(join(tmpdir(), 'engines-agree-'));
  rows = new RowStore(folder);
});

afterEach(async () => {
  await database.close();
  rmSync(folder, { recursive: true, force: true });
});

/** What one engine says of a model: its columns, and its rows as a multiset. */
interface Answer {
  readonly columns: readonly string[];
  readonly rows: readonly string[];
}

async function answersOf(catalog: Catalog, target: 'duckdb' | 'postgres'): Promise<ReadonlyMap<string, Answer>> {
  const project = projectOf(catalog, target);
  // A test that fails keeps its descendants from being built: the rows the corpus has lack many a parent.
  const untested = { ...project, models: project.models.map((model) => ({ ...model, tests: [] })) };
  const run = await runProject(untested, { rows, databaseUrl: database.url });
  try {
    const models = run.nodes.filter(({ kind }) => kind === 'model');
    expect(models.flatMap(({ name, problem, readProblem }) => (problem ?? readProblem ? [{ target, name, problem, readProblem }] : []))).toEqual([]); // prettier-ignore
    const found = new Map<string, Answer>();
    for (const { name } of models) found.set(name, await answerOf(run, name));
    return found;
  } finally {
    await run.close();
  }
}

async function answerOf(run: ProjectRun, model: string): Promise<Answer> {
  const { columns, rows: list, truncated } = await run.rowsOf(model, ROWS_MAX);
  expect(truncated).toBe(false);
  const types = columns.map(({ type }) => type.toLowerCase());
  const texts = list.map((row) => JSON.stringify(row.map((value, index) => plain(value, types[index] ?? ''))));
  return { columns: columns.map(({ name }) => name), rows: texts.sort() };
}

/** The value without what only the writing of two engines differs in: widened singles, hexadecimal bytes, zeros behind a second's last digit. */
function plain(value: unknown, type: string): string | null {
  if (value === null || value === undefined) return null;
  const text = typeof value === 'string' ? value : JSON.stringify(value);
  if (type === 'float' || type === 'real') return String(Math.fround(Number(value)));
  if (type === 'blob') return `\\x${bytesOf(text).toString('hex')}`;
  if (/^(\d{4}-\d\d-\d\d )?\d\d:\d\d:\d\d\.\d+$/.test(text)) return text.replace(/\.?0+$/, '');
  return text;
}

/** DuckDB writes printable bytes as they are and the others as `\\x1C`. */
function bytesOf(text: string): Buffer {
  const latin = text.replace(/\\x([\dA-F]{2})/gi, (_, hex: string) => String.fromCharCode(parseInt(hex, 16)));
  return Buffer.from(latin, 'latin1');
}

/** At most three rows of each side that the other lacks. */
function differences(duckdb: Answer, other: Answer | undefined): object[] {
  if (!other) return [{ missing: 'on postgres' }];
  const onlyDuckdb = without(duckdb.rows, other.rows);
  const onlyPostgres = without(other.rows, duckdb.rows);
  const same = duckdb.columns.join() === other.columns.join() && onlyDuckdb.length + onlyPostgres.length === 0;
  return same ? [] : [{ columns: duckdb.columns, rows: [duckdb.rows.length, other.rows.length], onlyDuckdb: onlyDuckdb.slice(0, 3), onlyPostgres: onlyPostgres.slice(0, 3) }]; // prettier-ignore
}

/** The rows of a multiset that remain when another's are taken away. */
function without(list: readonly string[], others: readonly string[]): string[] {
  const counts = new Map<string, number>();
  for (const row of others) counts.set(row, (counts.get(row) ?? 0) + 1);
  return list.filter((row) => {
    const left = counts.get(row) ?? 0;
    counts.set(row, left - 1);
    return left <= 0;
  });
}

async function expectAgreement(path: string): Promise<void> {
  const catalog = await catalogOf(path, rows);
  const duckdb = await answersOf(catalog, 'duckdb');
  const others = await answersOf(catalog, 'postgres');
  const total = [...duckdb.values()].reduce((sum, answer) => sum + answer.rows.length, 0);
  process.stderr.write(`${path}: ${duckdb.size} models, ${others.size} on postgres, ${total} rows\n`);
  expect(total).toBeGreaterThan(0);
  expect([...duckdb.keys()]).toEqual([...others.keys()]);
  expect([...duckdb].flatMap(([model, answer]) => differences(answer, others.get(model)).map((each) => ({ model, ...each })))).toEqual([]); // prettier-ignore
}

describeIf(postgres, 'DuckDB and PostgreSQL', () => {
  test('say the same of every model of harbour-supply', async () => {
    await expectAgreement(inRepository('examples', 'harbour-supply'));
  }, 300_000);
});

describeIf([corpus, postgres], 'DuckDB and PostgreSQL, on real databases', () => {
  test.each(['tsql-northwind', 'tsql-pubs', 'tsql-adventureworks-oltp', 'tsql-adventureworks-dw'])(
    'say the same of every model of %s',
    async (set) => {
      await expectAgreement(corpusPath(set));
    },
    300_000,
  );
});
