/** Bad input gets a clear answer: what is wrong, where, what to do, and an exit code. */
import { CaseFolder, GOOD_VIEW, TABLE, type Outcome } from './datamigrate.js';
import { ODD_NAMES, ODD_SCRIPT } from './odd-names.js';

let folder: CaseFolder;

beforeEach(async () => {
  folder = await CaseFolder.make();
});
afterEach(() => folder.remove());

async function migrate(files: Readonly<Record<string, string | Uint8Array>>, ...args: string[]): Promise<Outcome> {
  for (const [name, content] of Object.entries(files)) await folder.write(name, content);
  return folder.run(['migrate', ...args]);
}

/** Nothing but the inputs and an empty temporary folder is there. */
async function expectNothingLeft(...inputs: string[]): Promise<void> {
  expect(await folder.names()).toEqual([...inputs, 'tmp'].sort());
  expect(await folder.names('tmp')).toEqual([]);
}

describe('input that cannot be read at all', () => {
  const CASES = [
    ['a missing file', {}, 'nowhere.sql', 'INPUT-MISSING', /nowhere\.sql does not exist .*Check the path/],
    ['a folder with no SQL', { 'docs/readme.md': 'hello' }, 'docs', 'INPUT-NO-SQL', /found in docs.*Name a folder/],
    ['an empty file', { 'a.sql': '' }, 'a.sql', 'INPUT-EMPTY', /no statement.*Give a script/],
    ['a file of blanks and comments', { 'a.sql': '-- nothing\n\n' }, 'a.sql', 'INPUT-EMPTY', /no statement/],
    ['a binary file', { 'a.sql': Uint8Array.from({ length: 5000 }, (_, n) => (n * 7919) % 256) }, 'a.sql', 'INPUT-BINARY', /a\.sql is not a text file.*backup/],
    ['a file that is not SQL', { 'a.sql': 'Dear Bob, the figures of the quarter look fine to me. Shall we meet? Best, A.' }, 'a.sql', 'INPUT-NOT-SQL', /a\.sql could be read as T-SQL.*Check/],
  ] as const; // prettier-ignore

  it.each(CASES)('%s: says so, exits 1, leaves nothing', async (_name, files, input, code, message) => {
    const { code: exit, stderr, stdout } = await migrate(files, input);
    expect(stderr).toContain(`error ${code}:`);
    expect(stderr).toMatch(message);
    expect([exit, stdout]).toEqual([1, '']);
    const inputs = Object.keys(files).map((file) => file.split('/')[0] ?? '');
    await expectNothingLeft(...inputs);
  });

  it('an unknown dialect: names the known ones, exits 64', async () => {
    const { code, stderr } = await migrate({ 'a.sql': TABLE }, 'a.sql', '--source', 'cobol');
    expect(stderr).toMatch(/--source.*'cobol' is invalid.*tsql/s);
    expect(code).toBe(64);
  });

  it('a configuration with faults: names all of them, exits 64', async () => {
    const { code, stderr } = await migrate(
      { 'a.sql': TABLE, 'datamigrate.yml': 'target: oracle\ndate_first: 9\ncolour: blue\n' },
      'a.sql',
    );
    expect(stderr).toMatch(/CONFIG-INVALID.*target.*date_first.*colour.*configuration\.md/s);
    expect(code).toBe(64);
  });
});

describe('faults in a part of the input', () => {
  const CASES = [
    ['an unterminated string', `${TABLE}${GOOD_VIEW}CREATE VIEW dbo.V AS SELECT 'abc AS X;\nGO\n`, 'SYNTAX-UNTERMINATED-STRING (a.sql:5:29)', 'Add the missing \''],
    ['an unterminated comment', `${TABLE}${GOOD_VIEW}  /* never ends\nSELECT 1;\n`, 'SYNTAX-UNTERMINATED-COMMENT (a.sql:5:3)', 'each /* needs its own */'],
    ['a syntax error in one object', `${TABLE}CREATE VIEW dbo.V AS SELECT Id\nFROM FROM dbo.Item;\nGO\n${GOOD_VIEW}`, 'needs review: dbo.V: SYNTAX-UNEXPECTED (a.sql:4:6)', 'found FROM'],
    ['a view on a missing table', `${TABLE}CREATE VIEW dbo.V AS\nSELECT x.Id FROM dbo.Gone AS x;\nGO\n${GOOD_VIEW}`, 'blocked: dbo.V: TSQL-UNKNOWN-OBJECT (a.sql:4:18)', 'dbo.Gone is not in the input'],
    ['views in a cycle', `${TABLE}CREATE VIEW dbo.V AS SELECT Id FROM dbo.W;\nGO\nCREATE VIEW dbo.W AS SELECT Id FROM dbo.V;\nGO\n${GOOD_VIEW}`, 'blocked: dbo.V: PLAN-CYCLE (a.sql:3:1)', 'dbo.V, dbo.W. Break it'],
  ] as const; // prettier-ignore

  it.each(CASES)('%s: says what, where and what to do; the others convert; exits 2', async (_name, text, what, advice) => {
    const { code, stderr } = await migrate({ 'a.sql': text }, 'a.sql');
    expect(stderr).toContain(what);
    expect(stderr).toContain(advice);
    expect(code).toBe(2);
    const report = await reportOf('a-dbt');
    expect(statusOf(report, 'dbo.Good')).toBe('proved');
    expect(statusOf(report, 'dbo.Item')).toBe('converted');
  }); // prettier-ignore

  it('duplicate objects: names both places and keeps the first', async () => {
    const { stderr } = await migrate(
      { 'a.sql': `${TABLE}CREATE TABLE [DBO].ITEM (Other int);\nGO\n${GOOD_VIEW}` },
      'a.sql',
    );
    expect(stderr).toContain('CATALOG-DUPLICATE (a.sql:3:1)');
    expect(stderr).toMatch(/the first one, at a\.sql:1, is kept.*What to do: Remove one/s);
    expect(statusOf(await reportOf('a-dbt'), 'dbo.Good')).toBe('proved');
  });
});

describe('hostile and odd names', () => {
  it('all become tables and views of one project that builds, inside the output folder', async () => {
    const { code, stderr } = await migrate({ 'odd.sql': ODD_SCRIPT }, 'odd.sql');
    expect(stderr).not.toContain('\u0007');
    expect(stderr).not.toContain('\u001b');
    expect(code).toBe(0);
    const report = await reportOf('odd-dbt');
    expect(report.objects.map(({ status }) => status)).toEqual(Object.keys(ODD_NAMES).flatMap(() => ['converted', 'proved'])); // prettier-ignore
    for (const { models } of report.objects) expect(models[0]).toMatch(/^models\/[a-z0-9_/]+\.sql$/);
    expect(await folder.names()).toEqual(['odd-dbt', 'odd.sql', 'tmp']);
  });

  it('names that differ only by case are two objects under a case-sensitive collation', async () => {
    const text = 'CREATE TABLE dbo.Item (Id int);\nGO\nCREATE TABLE dbo.ITEM (Id int);\nGO\nCREATE VIEW dbo.V AS SELECT Id FROM dbo.ITEM;\nGO\nCREATE VIEW dbo.v AS SELECT Id FROM dbo.Item;\nGO\n'; // prettier-ignore
    const files = { 'case.sql': text, 'datamigrate.yml': 'collation: Latin1_General_CS_AS\n' };
    await migrate(files, 'case.sql');
    const report = await reportOf('case-dbt');
    const paths = report.objects.flatMap(({ models }) => models.map((model) => model.toLowerCase()));
    expect(report.objects.map(({ name }) => name)).toEqual(['dbo.ITEM', 'dbo.Item', 'dbo.V', 'dbo.v']);
    expect(new Set(paths).size).toBe(paths.length);
  });
});

interface ReportText {
  readonly objects: readonly { readonly name: string; readonly status: string; readonly models: readonly string[] }[];
}

async function reportOf(out: string): Promise<ReportText> {
  // The report's own schema is tested elsewhere; here only names and statuses are read.
  return JSON.parse(await folder.read(`${out}/migration_report.json`)) as ReportText;
}

function statusOf(report: ReportText, name: string): string | undefined {
  return report.objects.find((object) => object.name === name)?.status;
}
