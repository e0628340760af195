/** `datamigrate sql`: the rows of a legacy script, asked without a server. */
import { CaseFolder } from './datamigrate.js';

const SCRIPT = `USE Harbour
GO
EXEC sp_addtype 'Code', 'varchar(8)', 'NOT NULL'
GO
CREATE TABLE dbo.Berth (BerthID int IDENTITY PRIMARY KEY, Code Code, Depth decimal(5, 2) NULL, Note nvarchar(40) NULL)
INSERT dbo.Berth (Code, Depth, Note) VALUES ('N1', 7.5, N'deep, "north"'), ('N2', NULL, N''), ('S1', 3.25, NULL)
GO
CREATE LOGIN harbour WITH PASSWORD = 'x'
GO
/* a line of its own in a comment ends no batch:
GO
*/
CREATE VIEW dbo.Deep AS SELECT Code, Depth FROM dbo.Berth WHERE Depth > 5
GO
CREATE TABLE dbo.Tick (N int IDENTITY)
GO
INSERT dbo.Tick DEFAULT VALUES
GO 3
:r more/crane.sql
GO
CREATE TABLE dbo.Tide (At date, Height decimal(4, 1), Noted nvarchar(30))
CREATE TABLE dbo.Odd (Version nvarchar(50))
INSERT dbo.Odd VALUES (CONVERT(nvarchar(50), SERVERPROPERTY('ProductVersion')))
BULK INSERT dbo.Tide FROM 'D:\\in\\tide.csv' WITH (FIELDTERMINATOR = ';', FIRSTROW = 2)
BULK INSERT dbo.Tide FROM 'D:\\in\\gone.csv'
GO
`;

let folder: CaseFolder;
beforeAll(async () => {
  folder = await CaseFolder.make({ 'harbour.sql': SCRIPT, 'more/crane.sql': 'CREATE TABLE dbo.Crane (Lift int)\nINSERT dbo.Crane VALUES (40)\n', 'tide.csv': 'at;height;noted\n2024-02-29;3.5;high\n2024-03-01;;\n' }); // prettier-ignore
});
afterAll(() => folder.remove());

const ask = (query: string, ...more: string[]) => folder.run(['sql', 'harbour.sql', '-q', query, ...more]);

it('answers a query over a view as a table', async () => {
  const { stdout, code } = await ask('SELECT * FROM dbo.Deep');
  expect(stdout).toBe('Code  Depth\n----  -----\nN1    7.50\n(1 row)\n');
  expect(code).toBe(0);
});

it('writes CSV in which NULL and an empty text differ', async () => {
  const { stdout } = await ask('SELECT Code, Note FROM Berth ORDER BY BerthID', '--format', 'csv');
  expect(stdout).toBe('Code,Note\r\nN1,"deep, ""north"""\r\nN2,""\r\nS1,\r\n');
});

it('writes JSON in which exact numbers keep their digits', async () => {
  const { stdout } = await ask("SELECT COUNT(*) AS n, SUM(Depth) AS depth, CAST('2024-02-29' AS date) AS day FROM Berth", '--format', 'json'); // prettier-ignore
  expect(JSON.parse(stdout)).toEqual([{ n: 3, depth: '10.75', day: '2024-02-29' }]);
});

it('has the moment that it is given, so that an answer can be given again', async () => {
  const { stdout } = await ask('SELECT CAST(GETDATE() AS date) AS today', '--now', '2019-03-31T10:00:00Z', '--format', 'csv'); // prettier-ignore
  expect(stdout).toBe('today\r\n2019-03-31\r\n');
});

it('says what SQL Server would say of a wrong query, on standard error, and ends with 1', async () => {
  const { stdout, stderr, code } = await ask('SELECT Nothing FROM dbo.Berth');
  expect([stdout, code]).toEqual(['', 1]);
  expect(stderr).toContain("Msg 207, Level 16, State 1: Invalid column name 'Nothing'.");
});

it('tells what of a script it could not run, and runs the rest', async () => {
  const { stderr, stdout } = await ask('SELECT 1 AS x', '--format', 'csv');
  expect(stderr).toMatch(/harbour\.sql: ENGINE-/);
  expect(stdout).toBe('x\r\n1\r\n');
});

it('takes batches as the script means them: repeated, with what is included, none ended by a comment', async () => {
  const { stdout } = await ask('SELECT (SELECT COUNT(*) FROM dbo.Tick) AS ticks, (SELECT SUM(Lift) FROM dbo.Crane) AS lift', '--format', 'csv'); // prettier-ignore
  expect(stdout).toBe('ticks,lift\r\n3,40\r\n');
});

it('loads the files that lie beside the script, says which do not, and goes on after what it has not', async () => {
  const { stdout, stderr } = await ask('SELECT At, Height, Noted FROM dbo.Tide ORDER BY At', '--format', 'csv');
  expect(stdout).toBe('At,Height,Noted\r\n2024-02-29,3.5,high\r\n2024-03-01,,\r\n');
  expect(stderr).toMatch(/Msg 4860: .*gone\.csv/);
  expect((await ask('SELECT * FROM dbo.Odd')).stderr).toContain('ENGINE-FUNCTION-SERVERPROPERTY');
});
