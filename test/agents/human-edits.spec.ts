/** A person's SQL in the place of the compiler's: used, tested, told of, and never believed for who wrote it. */
import { reportJson } from '../../src/agents/evaluator/report/report-json.js';
import { makeReport } from '../../src/agents/evaluator/report/report.js';
import { writeReport } from '../../src/agents/evaluator/report/write-report.js';
import type { MigrationResult } from '../../src/agents/workflow/run-migration.js';
import { writeProject } from '../../src/dbt/write/write-project.js';
import { modelOf, objectOf, RunCase, TABLE } from './run-case.js';

let shop: RunCase;
beforeEach(() => (shop = RunCase.make()));
afterEach(() => shop.remove());

const VIEW = `CREATE VIEW dbo.Names AS SELECT Name FROM dbo.Item\nGO\n`;
const READER = `CREATE VIEW dbo.Reader AS SELECT COUNT(*) AS N FROM dbo.Names\nGO\n`;
const BAD = `CREATE VIEW dbo.Names AS SELECT geography::Point(1, 2, 4326) AS Name FROM dbo.Item\nGO\n`;
/** As the original says it, in words of its own. */
const BY_HAND = `select i."Name" as "Name"\nfrom {{ ref('stg_shop__item') }} as i\n`;
/** Other rows than the original's. */
const WRONG = `select upper("Name") as "Name"\nfrom {{ ref('stg_shop__item') }}\nwhere "Id" > 0\n`;

const edited = (sql: string, text: string, model = 'names'): Promise<MigrationResult> =>
  shop.run(sql, { edits: [{ model, sql: text }] });
const fileOf = (result: MigrationResult, path: string) =>
  writeProject(result.execution.project).find((file) => file.path === path)?.text ?? '';
const report = (result: MigrationResult) => ({ ...result, durationMs: null, showValues: false });

describe('the SQL of a person', () => {
  test('stands in the project instead of the compiler’s, is built and tested, and proved like any other', async () => {
    const result = await edited(TABLE + VIEW, BY_HAND);
    expect(fileOf(result, 'models/marts/names.sql')).toContain('as i');
    const names = objectOf(result, 'dbo.Names');
    expect(names).toMatchObject({ status: 'proved', proof: 'equivalent', evidence: { authorKind: 'human' } });
    expect(names?.checks).toContainEqual({ name: 'contract', result: 'pass', detail: null });
    expect(objectOf(result, 'dbo.Item')?.evidence.authorKind).toBe('compiler');
  });

  test('that gives other rows than the original needs review, is switched off, and shows the rows', async () => {
    const result = await edited(TABLE + VIEW + READER, WRONG);
    const names = objectOf(result, 'dbo.Names');
    expect(names).toMatchObject({ status: 'needs_review', reason: { code: 'PROOF-DIFFERENT' } });
    expect(modelOf(result, 'names')?.enabled).toBe(false);
    expect(objectOf(result, 'dbo.Reader')).toMatchObject({ status: 'blocked', reason: { code: 'BLOCKED-DEPENDENCY' } });
  });

  test('that stands for what the reference lacks is converted at most, and says so', async () => {
    const result = await edited(TABLE + BAD, BY_HAND);
    const names = objectOf(result, 'dbo.Names');
    expect(names).toMatchObject({ status: 'converted', proof: 'executed', reason: { code: 'PROOF-NO-REFERENCE' } });
    expect(names?.evidence.notChecked).toContain('that the SQL a person wrote says what the original says');
  });

  test('shows as a person’s in the report for programs and on the page', async () => {
    const result = await edited(TABLE + VIEW, BY_HAND);
    const written = reportJson(makeReport(report(result))).objects.map(({ name, evidence }) => [name, evidence.author_kind]); // prettier-ignore
    expect(written).toEqual([['dbo.Item', 'compiler'], ['dbo.Names', 'human']]); // prettier-ignore
    const page = writeReport(report(result)).find(({ path }) => path.endsWith('.html'))?.text;
    expect(page).toContain('<dd>a person</dd>');
  });

  test('switches on a model that needed review, and what was blocked by it', async () => {
    const before = await shop.run(TABLE + BAD + READER);
    expect(objectOf(before, 'dbo.Reader')?.status).toBe('blocked');
    const result = await edited(TABLE + BAD + READER, BY_HAND);
    expect(objectOf(result, 'dbo.Names')).toMatchObject({
      status: 'converted',
      reason: { code: 'PROOF-NO-REFERENCE' },
    });
    expect(objectOf(result, 'dbo.Reader')).toMatchObject({ status: 'converted' });
  });

  test('may carry the config block it was given with, and keeps no other', async () => {
    const given = fileOf(await shop.run(TABLE + VIEW), 'models/marts/names.sql');
    const same = await edited(TABLE + VIEW, given.replace('"Item"."Name"', '("Item"."Name") as "Name"'));
    expect(modelOf(same, 'names')).toMatchObject({ enabled: true, findings: [] });
    const other = await edited(TABLE + VIEW, `{{ config(materialized='table', note='}}') }}\n${BY_HAND}`);
    expect(objectOf(other, 'dbo.Names')?.hazards.map(({ code }) => code)).toEqual(['EDIT-CONFIG']);
    expect(fileOf(other, 'models/marts/names.sql')).toMatch(/materialized='view'/);
    expect(fileOf(other, 'models/marts/names.sql').match(/config\(/g)).toHaveLength(1);
  });

  const REFUSED = {
    'SQL that the engine refuses': 'select nonsense from nowhere',
    'a column of the object left out': `select 1 as other from {{ ref('stg_shop__item') }}`,
    'a model that is not there': `select * from {{ ref('gone') }}`,
    'a source that is not there': `select * from {{ source('gone', 'gone') }}`,
    'a broken template': `select {{ 'Name' `,
    'an unknown name': `select {{ nothing }} as "Name"`,
    'the environment': `select '{{ env_var("HOME") }}' as "Name"`,
    'a file of the machine': `select content as "Name" from read_text('/etc/passwd')`,
    'a switch of its own': `select 1 as "Name"\n{% if config(enabled=false) %}{% endif %}`,
    'itself read in a circle': `select * from {{ ref('names') }}`,
    nothing: ' \n ',
  };
  test.each(Object.entries(REFUSED))('with %s needs review, and blocks its readers', async (_what, text) => {
    const result = await edited(TABLE + VIEW + READER, text);
    expect(objectOf(result, 'dbo.Names')).toMatchObject({ status: 'needs_review', reason: { code: 'EDIT-REFUSED' } });
    expect(objectOf(result, 'dbo.Reader')?.status).toBe('blocked');
    expect(objectOf(result, 'dbo.Item')?.status).toBe('converted');
  });

  test('of many faulty models never lets another look converted without being built', async () => {
    const views = Array.from({ length: 8 }, (_, index) => `CREATE VIEW dbo.V${index} AS SELECT Name FROM dbo.Item\nGO\n`);
    const edits = views.map((_, index) => ({ model: `v${index}`, sql: `select {{ broken${index} }}` }));
    const result = await shop.run(TABLE + VIEW + views.join(''), { edits });
    expect(result.evaluation.summary).toMatchObject({ needsReview: 8, converted: 1, proved: 1 });
    expect(objectOf(result, 'dbo.V5')?.reason?.message).toContain('broken5');
    expect(objectOf(result, 'dbo.Names')?.proof).toBe('equivalent');
  }); // prettier-ignore

  test('that fails on a row shows no value of it in any report', async () => {
    const text = `select "Id", cast("Name" as integer) as "Name" from {{ ref('stg_shop__item') }}`;
    const result = await edited(TABLE + VIEW, text);
    expect(objectOf(result, 'dbo.Names')?.reason).toMatchObject({ code: 'EDIT-REFUSED', message: expect.stringContaining('Rope') }); // prettier-ignore
    for (const { text: written } of writeReport(report(result))) expect(written).not.toContain('Rope');
  });

  test('for a model that is not there is a finding, not a failure', async () => {
    const result = await edited(TABLE + VIEW, BY_HAND, 'gone');
    expect(result.evaluation.findings.map(({ code }) => code)).toContain('EDIT-NO-MODEL');
    expect(objectOf(result, 'dbo.Names')?.evidence.authorKind).toBe('compiler');
  });

  test('without a column that a key stands on is refused before any other model suffers', async () => {
    const child = 'CREATE TABLE dbo.Part (Id int NOT NULL PRIMARY KEY, Item int NULL REFERENCES dbo.Item (Id))\nGO\n';
    const result = await edited(TABLE + child, `select "Name" from {{ source('shop', 'Item') }}`, 'stg_shop__item');
    expect(objectOf(result, 'dbo.Item')).toMatchObject({ status: 'needs_review', reason: { code: 'EDIT-REFUSED' } });
    expect(objectOf(result, 'dbo.Part')?.status).toBe('converted');
  });
});
