import { reportSchema, type ReportJson } from '../../../src/agents/evaluator/report/report-schema.js';
import { countStatements, type ReportInput } from '../../../src/agents/evaluator/report/report.js';
import { writeReport } from '../../../src/agents/evaluator/report/write-report.js';
import { reportCase, type Stand } from './report-case.js';

const SQL = `
CREATE TABLE dbo.Orders (Id int NOT NULL, Note nvarchar(20) NULL)
GO
INSERT INTO dbo.Orders (Id, Note) VALUES (1, N'a')
INSERT INTO dbo.Orders (Id, Note) VALUES (2, N'b')
GO
CREATE VIEW dbo.OrderList AS SELECT Id FROM dbo.Orders
GO
CREATE VIEW dbo.OrderXml AS SELECT Id FROM dbo.OrderList
GO
CREATE VIEW dbo.OrderTop AS SELECT Id FROM dbo.OrderXml
GO
CREATE PROCEDURE dbo.Refresh AS BEGIN DELETE FROM dbo.Orders; SELECT 1; END
GO
`;

const OPEN: Stand = {
  findings: {
    'dbo.OrderXml': [{ code: 'TSQL-FOR-CLAUSE', severity: 'error', message: 'FOR XML has no form in the target.' }],
    'dbo.OrderList': [{ code: 'TSQL-ORDER-COLLATION', severity: 'warning', message: 'Order may differ.' }],
  },
  dependencies: { 'dbo.OrderTop': [{ schema: 'dbo', name: 'OrderXml' }] },
};

function fileOf(input: ReportInput, path: string): string {
  return writeReport(input).find((file) => file.path === path)?.text ?? '';
}

function jsonOf(input: ReportInput): ReportJson {
  return reportSchema.parse(JSON.parse(fileOf(input, 'migration_report.json')));
}

describe('migration_report.json', () => {
  it('has every field of its contract, in snake case', async () => {
    const json = JSON.parse(fileOf(await reportCase(SQL, OPEN), 'migration_report.json'));
    expect(Object.keys(json)).toEqual(expect.arrayContaining(['schema_version', 'source', 'target', 'summary', 'objects']));
    expect(Object.keys(json.summary)).toEqual([
      'objects', 'proved', 'converted', 'needs_review', 'blocked', 'excluded', 'tables', 'token_coverage',
      'statement_coverage', 'success_rate', 'proved_rate', 'duration_ms',
    ]);
    for (const object of json.objects)
      expect(Object.keys(object)).toEqual([
        'name', 'kind', 'status', 'proof', 'reason', 'evidence', 'models', 'hazards', 'checks', 'statements',
      ]);
    expect(Object.keys(json.objects[0].evidence)).toEqual([
      'author_kind', 'reference', 'engines', 'datasets', 'rows_compared', 'comparisons', 'predicates', 'uncovered', 'mutants', 'survivors', 'difference', 'not_checked',
    ]);
  }); // prettier-ignore

  it('counts what its objects say', async () => {
    const { summary, objects } = jsonOf(await reportCase(SQL, OPEN));
    const count = (status: string) => objects.filter((object) => object.status === status).length;
    expect(summary).toMatchObject({ objects: objects.length, proved: 0, converted: count('converted'), needs_review: count('needs_review'), blocked: count('blocked') }); // prettier-ignore
    expect(Object.fromEntries(objects.map(({ name, status }) => [name, status]))).toEqual({
      'dbo.Orders': 'converted',
      'dbo.OrderList': 'converted',
      'dbo.OrderXml': 'needs_review',
      'dbo.OrderTop': 'blocked',
      'dbo.Refresh': 'needs_review',
    });
  });

  it('gives hazards with code, severity, file, line and column', async () => {
    const { objects } = jsonOf(await reportCase(SQL, OPEN));
    expect(objects.find(({ name }) => name === 'dbo.OrderXml')?.hazards).toEqual([
      { code: 'TSQL-FOR-CLAUSE', severity: 'error', message: 'FOR XML has no form in the target.', file: 'shop.sql', line: 9, column: 1 }, // prettier-ignore
    ]);
  });

  it('loses no statement: each is at its object or at the top, like ones in a row counted', async () => {
    const input = await reportCase(SQL, OPEN);
    const { objects, statements } = jsonOf(input);
    const all = [...statements, ...objects.flatMap((object) => object.statements)];
    const recorded = [...input.evaluation.scriptStatements, ...input.evaluation.objects.flatMap((object) => object.statements)]; // prettier-ignore
    expect(all.reduce((sum, { count }) => sum + count, 0)).toBe(countStatements(recorded));
    const inserts = objects
      .find(({ name }) => name === 'dbo.Orders')
      ?.statements.filter(({ kind }) => kind === 'insert');
    expect(inserts).toEqual([expect.objectContaining({ line: 4, count: 2, model: 'models/staging/shop/stg_shop__orders.sql' })]); // prettier-ignore
  });
});

describe('the report', () => {
  it('differs between two runs over the same input in one value only, duration_ms of the JSON', async () => {
    const [first, second] = [await reportCase(SQL, OPEN), { ...(await reportCase(SQL, OPEN)), durationMs: 99_999 }];
    expect(fileOf(second, 'migration_report.html')).toBe(fileOf(first, 'migration_report.html'));
    expect(fileOf(second, 'REVIEW.md')).toBe(fileOf(first, 'REVIEW.md'));
    const json = fileOf(second, 'migration_report.json');
    expect(json.replace('"duration_ms": 99999', '"duration_ms": 1234')).toBe(fileOf(first, 'migration_report.json'));
  });

  it('shows no value that a message of the target or of row reading quotes, unless asked', async () => {
    const tested = { 'dbo.OrderList': { checks: [{ name: 'build', result: 'fail' as const, detail: `Could not convert string 'Smith' to INT32 in "Orders"` }] } }; // prettier-ignore
    const input = await reportCase(SQL, { tested });
    for (const { text } of writeReport(input)) expect(text).not.toContain('Smith');
    expect(fileOf(input, 'migration_report.json')).toContain(`Could not convert string '...' to INT32 in \\"Orders\\"`);
    expect(fileOf({ ...input, showValues: true }, 'migration_report.json')).toContain('Smith');
  });

  it('hides values too in the text of a model that the target refused', async () => {
    const input = await reportCase(SQL, { findings: { 'dbo.OrderList': [{ code: 'TARGET-REFUSED', severity: 'error', message: "Could not convert 'Smith'." }] } }); // prettier-ignore
    expect(input.execution.project.models.find(({ object }) => object === 'dbo.OrderList')?.review?.message).toContain(
      'Smith',
    );
    for (const { text } of writeReport(input)) expect(text).not.toContain('Smith');
  });

  it('names on its page every object, every status and what was not checked', async () => {
    const input = await reportCase(SQL, OPEN);
    const page = fileOf(input, 'migration_report.html');
    for (const { name } of input.evaluation.objects) expect(page).toContain(name);
    expect(page).toContain('rows were not compared: there is no reference');
    expect(page).toContain('TSQL-FOR-CLAUSE');
  });
});

describe('REVIEW.md', () => {
  it('says so when nothing is open', async () => {
    const text = fileOf(await reportCase('CREATE TABLE dbo.A (Id int)\nGO\n'), 'REVIEW.md');
    expect(text).toContain('Nothing is open');
    expect(text).not.toContain('## ');
  });

  it('gives for each open object code, reason, place, file and what to do, grouped', async () => {
    const text = fileOf(await reportCase(SQL, OPEN), 'REVIEW.md');
    expect(text).toContain('## Needs review (2)');
    expect(text).toContain('## Blocked (1)');
    const xml = text.slice(text.indexOf('### `dbo.OrderXml`'));
    expect(xml).toContain('- `TSQL-FOR-CLAUSE`: FOR XML has no form in the target.');
    expect(xml).toContain('- at `shop.sql:9:1`');
    expect(xml).toMatch(/^- do: \w/m);
    expect(xml).toContain('- file: `models/');
  });

  it('lists hazards of objects that run, without those that only inform', async () => {
    const text = fileOf(await reportCase(SQL, { findings: { 'dbo.OrderList': [{ code: 'TSQL-A', severity: 'warning', message: 'Look.' }, { code: 'TSQL-B', severity: 'info', message: 'Fine.' }] } }), 'REVIEW.md'); // prettier-ignore
    expect(text).toContain('### `TSQL-A` (1)');
    expect(text).toContain('- `dbo.OrderList` at `shop.sql:7:1`: Look.');
    expect(text).not.toContain('TSQL-B');
  });
});
