/** `datamigrate baseline-script` and `migrate --baseline`: what a person does with a real server, without one. */
import { playServer } from '../proof/baseline/shop.js';
import { CaseFolder } from './datamigrate.js';

const SCRIPT = `CREATE TABLE dbo.Berth (Id int NOT NULL PRIMARY KEY, Depth decimal(5, 2) NULL);
GO
INSERT dbo.Berth VALUES (1, 7.5), (2, NULL);
GO
CREATE VIEW dbo.Deep AS SELECT Id, Depth FROM dbo.Berth WHERE Depth > 5 OR Depth IS NULL;
GO
`;

let folder: CaseFolder;
beforeAll(async () => (folder = await CaseFolder.make({ 'harbour.sql': SCRIPT })));
afterAll(() => folder.remove());

describe('datamigrate baseline-script', () => {
  it('prints the script, and says that nothing ran', async () => {
    const { stdout, stderr, code } = await folder.run(['baseline-script', 'harbour.sql', '--rows', '50']);
    expect(stdout).toMatch(/^-- Baseline of harbour: read-only\.\n/);
    expect(stdout).toContain('SELECT TOP (50) ');
    expect(stderr).toMatch(
      /1 views and 1 tables are recorded by it, at most 50 rows a view\. No SQL Server ran here\./,
    );
    expect(code).toBe(0);
  });

  it('writes it into a file', async () => {
    const { stdout, code } = await folder.run(['baseline-script', 'harbour.sql', '-o', 'baseline.sql']);
    expect([stdout, code]).toEqual(['', 0]);
    expect(await folder.read('baseline.sql')).toContain('FROM [dbo].[Deep] AS v');
  });

  it.each(['0', '-1', 'many', '1.5', '99999999'])('refuses %s rows', async (rows) => {
    const { stderr, code } = await folder.run(['baseline-script', 'harbour.sql', `--rows=${rows}`]);
    expect([stderr.includes('Write --rows as a whole number'), code]).toEqual([true, 64]);
  });

  it('names a file that cannot be written', async () => {
    const { stderr, code } = await folder.run(['baseline-script', 'harbour.sql', '-o', 'no/such/folder.sql']);
    expect([stderr.includes('no/such/folder.sql cannot be written'), code]).toEqual([true, 1]);
  });
});

describe('datamigrate migrate --baseline', () => {
  it('gives the proof baseline where all rows are equal, from UTF-16 as well', async () => {
    await folder.write('recorded/out.txt', Buffer.from(`\uFEFF${await playServer(SCRIPT)}`, 'utf16le'));
    const { stdout } = await folder.run(['migrate', 'harbour.sql', '--out', 'out', '--json', '--baseline', 'recorded']);
    const report = JSON.parse(stdout) as { objects: { name: string; proof: string }[] };
    expect(report.objects.find(({ name }) => name === 'dbo.Deep')?.proof).toBe('baseline');
  });

  it.each([
    ['a folder that is not there', 'nowhere', /nowhere is not a folder that can be read/],
    ['a folder without a recording', '.', /holds no recording/],
  ])('refuses %s, before anything is made', async (_name, path, message) => {
    const { stderr, code } = await folder.run(['migrate', 'harbour.sql', '--out', 'none', '--baseline', path]);
    expect(stderr).toMatch(message);
    expect(code).toBe(1);
    expect(await folder.names()).not.toContain('none');
  });
});
