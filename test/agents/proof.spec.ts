/** What the agents call proved, and what they say of everything that is not: in the real sandbox. */
import { writeReport } from '../../src/agents/evaluator/report/write-report.js';
import { writeProject } from '../../src/dbt/write/write-project.js';
import { modelOf, objectOf, RunCase } from './run-case.js';

let shop: RunCase;
beforeEach(() => (shop = RunCase.make()));
afterEach(() => shop.remove());

const TABLES = `CREATE TABLE dbo.Item (Id int NOT NULL PRIMARY KEY, Name varchar(20) NULL, Price decimal(9, 2) NOT NULL, Code char(3) NULL)
INSERT INTO dbo.Item VALUES (1, 'Rope', 2.50, 'a'), (2, 'Sail', 80, 'B'), (3, NULL, 0, NULL)
GO
`;
const view = (query: string, name = 'V'): string => `CREATE VIEW dbo.${name} AS ${query}\nGO\n`;

async function evaluated(query: string, edit?: string, options: Parameters<RunCase['input']>[1] = {}) {
  const input = await shop.input(TABLES + view(query), options);
  const result = await shop.run(TABLES + view(query), {
    options: input.options,
    ...(edit === undefined ? {} : { edits: [{ model: 'v', sql: edit }] }),
  });
  return { result, object: objectOf(result, 'dbo.V') };
}

test('a view is proved whose rows are equal, on rows that show every condition both ways and every fault', async () => {
  const { object } = await evaluated('SELECT Id, Name FROM dbo.Item WHERE Price > 10');
  expect(object).toMatchObject({ status: 'proved', proof: 'equivalent', reason: null });
  expect(object?.evidence).toMatchObject({ datasets: ['source rows', 'fixtures'], survivors: [], uncovered: [], difference: null, notChecked: [] }); // prettier-ignore
  expect(object?.evidence.rowsCompared).toBeGreaterThan(1);
  expect(object?.evidence.mutants.total).toBeGreaterThan(3);
  expect(object?.evidence.comparisons.map(({ result }) => result)).toEqual(['equal', 'equal']);
  expect(object?.checks.map(({ name }) => name)).toEqual(expect.arrayContaining(['reference:source rows', 'reference:fixtures'])); // prettier-ignore
});

describe('other rows than the original’s', () => {
  const QUERY = `SELECT Id, Name FROM dbo.Item WHERE Name = 'rope'`;
  const edit = (where: string) => `select "Id", "Name" from {{ ref('stg_shop__item') }} where ${where}`;

  test('on the source’s rows need review, and are shown when values may be', async () => {
    const { result, object } = await evaluated(QUERY, edit(`"Name" = 'rope'`));
    expect(object).toMatchObject({ status: 'needs_review', reason: { code: 'PROOF-DIFFERENT' } });
    expect(modelOf(result, 'v')?.enabled).toBe(false);
    const file = writeProject(result.execution.project).find(({ path }) => path.endsWith('/v.sql'))?.text;
    expect(file).toContain('PROOF-DIFFERENT');
    const [hidden, shown] = [false, true].map((showValues) => writeReport({ ...result, durationMs: null, showValues }).map(({ text }) => text).join()); // prettier-ignore
    expect(hidden).not.toContain('>Rope<');
    expect(shown).toContain('>Rope<');
    expect(object?.evidence.difference).toMatchObject({ dataset: 'source rows', rows: [{ side: 'source', cells: ['1', 'Rope'] }] }); // prettier-ignore
  });

  test('on fixtures alone need review as well', async () => {
    const { object } = await evaluated(QUERY, edit(`lower("Name") = 'rope'`));
    expect(object).toMatchObject({ status: 'needs_review', reason: { code: 'PROOF-DIFFERENT', message: expect.stringContaining('fixtures') } }); // prettier-ignore
  });

  test('and an error where the original gives rows', async () => {
    const fails = `case when "Id" > 3 then error('x') else "Name" end`; // no row of the source's is such
    const { object } = await evaluated(`SELECT Id, Name FROM dbo.Item WHERE Id <> 4`, `select "Id", ${fails} as "Name" from {{ ref('stg_shop__item') }} where "Id" <> 4`); // prettier-ignore
    expect(object).toMatchObject({ status: 'needs_review', reason: { code: 'PROOF-DIFFERENT' } });
  });
});

describe('equal rows are not enough', () => {
  test('when the reference lacks something: the code says what', async () => {
    const { object } = await evaluated('SELECT Id, geography::Point(1, 2, 4326).Lat AS L FROM dbo.Item', `select "Id", 1.0 as "L" from {{ ref('stg_shop__item') }}`); // prettier-ignore
    expect(object).toMatchObject({ status: 'converted', reason: { code: 'PROOF-NO-REFERENCE', message: expect.stringContaining('ENGINE-') } }); // prettier-ignore
  });

  test('when they depend on the time', async () => {
    const { object } = await evaluated('SELECT Id, YEAR(GETDATE()) AS Y FROM dbo.Item');
    expect(object).toMatchObject({ status: 'converted', reason: { code: 'PROOF-UNDETERMINED' } });
  });

  test('when they depend on an order that nothing says', async () => {
    const { object } = await evaluated('SELECT TOP 2 Id, Name FROM dbo.Item ORDER BY LEN(Name)');
    expect(object).toMatchObject({ status: 'converted', reason: { code: 'PROOF-UNDETERMINED' } });
  });

  test('when texts are compared by their bytes, as an option asks', async () => {
    const { object } = await evaluated(`SELECT Id FROM dbo.Item WHERE Name = 'Rope'`, undefined, { collation_mode: 'binary' }); // prettier-ignore
    expect(object).toMatchObject({ status: 'converted', reason: { code: 'PROOF-BYTE-ORDER' } });
  });

  test('when no row comes out at all', async () => {
    const { object } = await evaluated('SELECT Id FROM dbo.Item WHERE 1 = 0');
    expect(object).toMatchObject({ status: 'converted', evidence: { rowsCompared: 0 }, reason: { code: 'PROOF-NO-ROWS' } }); // prettier-ignore
  });

  test('when a fault shows in none of them: its place is told', async () => {
    const { object } = await evaluated('SELECT Id FROM dbo.Item WHERE Price > -1 OR Price > -2');
    expect(object).toMatchObject({ status: 'converted', proof: 'equivalent', reason: { code: 'PROOF-WEAK' } });
    expect([...(object?.evidence.survivors ?? []), ...(object?.evidence.uncovered ?? [])][0]).toMatchObject({ file: 'shop.sql', line: 4 }); // prettier-ignore
  });
});

describe('what stands on other texts', () => {
  const over = async (first: string, second: string) => {
    const result = await shop.run(TABLES + first + view(second));
    return { inner: objectOf(result, 'dbo.W'), outer: objectOf(result, 'dbo.V') };
  };

  test('is proved when it reads a view that is', async () => {
    const { inner, outer } = await over(view('SELECT Id, Name FROM dbo.Item WHERE Price > 10', 'W'), 'SELECT Id FROM dbo.W WHERE Id > 1'); // prettier-ignore
    expect([inner?.status, outer?.status]).toEqual(['proved', 'proved']);
  });

  test('is not proved when it reads a view that is not', async () => {
    const { inner, outer } = await over(view('SELECT Id, Name FROM dbo.Item WHERE Price > -1 OR Price > -2', 'W'), 'SELECT Id FROM dbo.W WHERE Id > 1'); // prettier-ignore
    expect([inner?.status, outer?.status]).toEqual(['converted', 'converted']);
    expect(outer?.reason).toMatchObject({ code: 'PROOF-WEAK', message: expect.stringContaining('reads dbo.W') });
  });

  test('is not proved when it calls a function, whose text no fault was put into', async () => {
    const body = 'CREATE FUNCTION dbo.Twice (@n int) RETURNS int AS BEGIN RETURN @n * 2 END\nGO\n';
    const { outer } = await over(body, 'SELECT Id, dbo.Twice(Id) AS T FROM dbo.Item WHERE Price > 10');
    expect(outer?.reason).toMatchObject({ code: 'PROOF-WEAK', message: expect.stringContaining('dbo.Twice') });
  });
});

test('a view that SQL Server itself refuses is no fault of the translation', async () => {
  const { object } = await evaluated('SELECT Id FROM dbo.Item ORDER BY Id');
  expect(object?.status).toBe('needs_review');
  expect(object?.reason).toMatchObject({ code: 'PROOF-SOURCE-ERROR', message: expect.stringContaining('1033') });
});
