/** Scripts to catalog: what statements make, change and remove, in whatever order they come. */
import { codes, columnOf, names, objectOf, read, tableOf } from './read-case.js';

describe('statements that change what earlier ones made', () => {
  it('ALTER TABLE adds, changes and drops columns and constraints', async () => {
    const found = await read(`
      CREATE TABLE dbo.T (Id int NOT NULL, Old varchar(5) NULL, Name varchar(5) NULL, CONSTRAINT CK_T CHECK (Id > 0));
      ALTER TABLE dbo.T ADD Added datetime NOT NULL CONSTRAINT DF_T DEFAULT (getdate()), CONSTRAINT PK_T PRIMARY KEY (Id);
      ALTER TABLE dbo.T ALTER COLUMN Name nvarchar(50) NOT NULL;
      ALTER TABLE dbo.T DROP COLUMN Old;
      ALTER TABLE dbo.T DROP CONSTRAINT CK_T;
      ALTER TABLE dbo.T ADD DEFAULT ('x') FOR Name;`);
    const { columns, constraints } = tableOf(found, 'dbo.T');
    expect(columns.map(({ name }) => name)).toEqual(['Id', 'Name', 'Added']);
    expect(columns[1]).toMatchObject({ type: { base: 'nvarchar', length: 50 }, nullable: false, default: "('x')" });
    expect(columns[2]?.default).toMatch(/getdate\(\)/);
    expect(constraints).toMatchObject([{ type: 'primary_key', columns: ['Id'], name: 'PK_T' }]);
  });

  it('DROP removes, and a name may then be used again', async () => {
    const found = await read('CREATE TABLE dbo.T (A int);\nDROP TABLE IF EXISTS dbo.T, dbo.Never;\nCREATE TABLE dbo.T (B int);\n'); // prettier-ignore
    expect(tableOf(found, 'dbo.T').columns.map(({ name }) => name)).toEqual(['B']);
    expect(codes(found)).not.toContain('CATALOG-DUPLICATE');
  });

  it('sp_rename renames tables and columns, with their rows', async () => {
    const found = await read(`
      CREATE TABLE dbo.Old (A int);
      INSERT dbo.Old VALUES (7);
      EXEC sp_rename 'dbo.Old.A', 'B', 'COLUMN';
      EXEC sp_rename 'dbo.Old', 'New';`);
    expect(names(found)).toEqual(['dbo.New']);
    expect(tableOf(found, 'dbo.New').columns[0]?.name).toBe('B');
    expect(found.rows['dbo.New']).toEqual([['7']]);
  });

  it('ALTER VIEW and CREATE OR ALTER replace; a second CREATE is a duplicate', async () => {
    const found = await read(`
      CREATE VIEW dbo.V AS SELECT 1 AS A;\nGO\nALTER VIEW dbo.V AS SELECT 2 AS A;\nGO
      CREATE OR ALTER VIEW dbo.V AS SELECT 3 AS A;\nGO\nCREATE VIEW dbo.V AS SELECT 4 AS A;\nGO`);
    expect(objectOf(found, 'dbo.V').definition.text).toContain('SELECT 3');
    expect(codes(found)).toEqual(['CATALOG-DUPLICATE']);
  });
});

describe('trust of constraints', () => {
  const KEYS = 'CREATE TABLE dbo.P (Id int PRIMARY KEY);\nCREATE TABLE dbo.C (Id int, CONSTRAINT FK FOREIGN KEY (Id) REFERENCES dbo.P (Id));\n'; // prettier-ignore
  const CASES = [
    ['as created', '', true],
    ['NOCHECK', 'ALTER TABLE dbo.C NOCHECK CONSTRAINT FK;', false],
    ['NOCHECK, then CHECK: enabled, still not trusted', 'ALTER TABLE dbo.C NOCHECK CONSTRAINT FK;\nALTER TABLE dbo.C CHECK CONSTRAINT FK;', false],
    ['NOCHECK, then WITH CHECK CHECK', 'ALTER TABLE dbo.C NOCHECK CONSTRAINT ALL;\nALTER TABLE dbo.C WITH CHECK CHECK CONSTRAINT ALL;', true],
    ['as SSMS scripts a trusted key', 'ALTER TABLE dbo.C CHECK CONSTRAINT FK;', true],
  ] as const; // prettier-ignore

  it.each(CASES)('%s', async (_name, text, trusted) => {
    const found = await read(KEYS + text);
    expect(tableOf(found, 'dbo.C').constraints).toMatchObject([{ type: 'foreign_key', trusted }]);
  });

  it('WITH NOCHECK ADD makes an untrusted one', async () => {
    const found = await read('CREATE TABLE dbo.T (A int);\nALTER TABLE dbo.T WITH NOCHECK ADD CONSTRAINT CK CHECK (A > 0);\n'); // prettier-ignore
    expect(tableOf(found, 'dbo.T').constraints).toMatchObject([{ type: 'check', trusted: false }]);
  });
});

describe('types', () => {
  it('alias types give type and nullability, by CREATE TYPE and sp_addtype', async () => {
    const found = await read(`
      CREATE TYPE dbo.Flag FROM bit NOT NULL;
      EXEC sp_addtype Zip, 'char(5)', 'NOT NULL';
      CREATE TABLE dbo.T (A dbo.Flag, B Zip, C Zip NULL, D sysname);`);
    expect(columnOf(found, 'dbo.T', 'A')).toMatchObject({ type: { base: 'bit', alias: 'dbo.Flag' }, nullable: false });
    expect(columnOf(found, 'dbo.T', 'B')).toMatchObject({ type: { base: 'char', length: 5 }, nullable: false });
    expect(columnOf(found, 'dbo.T', 'C').nullable).toBe(true);
    expect(columnOf(found, 'dbo.T', 'D')).toMatchObject({ type: { base: 'nvarchar', length: 128 }, nullable: false });
  });
});

describe('descriptions', () => {
  it('come from extended properties, and else from the comment right before', async () => {
    const found = await read(`
-- One row a customer.
CREATE TABLE dbo.Customer (Id int, Name nvarchar(20));
GO
EXEC sys.sp_addextendedproperty @name = N'MS_Description', @value = N'As on the invoice', @level0type = N'SCHEMA', @level0name = N'dbo', @level1type = N'TABLE', @level1name = N'Customer', @level2type = N'COLUMN', @level2name = N'Name';
GO
/****** Object:  Table [dbo].[Plain]    Script Date: 01/02/2003 ******/
CREATE TABLE dbo.Plain (Id int);`);
    expect(tableOf(found, 'dbo.Customer').description).toBe('One row a customer.');
    expect(columnOf(found, 'dbo.Customer', 'Name').description).toBe('As on the invoice');
    expect(tableOf(found, 'dbo.Plain').description).toBeNull();
  });
});

describe('scripts made by tools', () => {
  it('a folder of one object a file is the same catalog in any order of files', async () => {
    const parts = [
      'CREATE TABLE dbo.Z (Id int NOT NULL);',
      'ALTER TABLE dbo.Z ADD CONSTRAINT PK_Z PRIMARY KEY (Id);',
      "INSERT dbo.Z VALUES (1);",
      "EXEC sp_addextendedproperty 'MS_Description', 'about Z', 'SCHEMA', 'dbo', 'TABLE', 'Z';",
    ]; // prettier-ignore
    const inOrder = await read(Object.fromEntries(parts.map((text, n) => [`${n}.sql`, text])));
    const reversed = await read(Object.fromEntries(parts.map((text, n) => [`${9 - n}.sql`, text])));
    const facts = (found: typeof inOrder) => {
      const { columns, constraints, description } = tableOf(found, 'dbo.Z');
      return [columns.length, constraints.map(({ type }) => type), description, found.rows];
    };
    expect(facts(reversed)).toEqual(facts(inOrder));
    expect(facts(inOrder)).toEqual([1, ['primary_key'], 'about Z', { 'dbo.Z': [['1']] }]);
  });

  it('IF guards and EXEC of text are looked into', async () => {
    const found = await read(`
      IF OBJECT_ID('dbo.T') IS NULL BEGIN CREATE TABLE dbo.T (Id int) END
      IF NOT EXISTS (SELECT 1 FROM sys.views WHERE name = 'V') EXEC ('CREATE VIEW dbo.V AS SELECT Id FROM dbo.T');
      EXEC sp_executesql N'CREATE VIEW dbo.W AS SELECT ''a'' AS A';`);
    expect(names(found)).toEqual(['dbo.T', 'dbo.V', 'dbo.W']);
    expect(objectOf(found, 'dbo.W').definition.text).toContain("SELECT 'a' AS A");
  });

  it('a guarded DROP of what is not there changes nothing', async () => {
    const found = await read("IF OBJECT_ID('dbo.T') IS NOT NULL DROP TABLE dbo.T;\nCREATE TABLE dbo.T (Id int);\nIF COL_LENGTH('dbo.Gone','x') IS NULL ALTER TABLE dbo.Gone ADD x int;\n"); // prettier-ignore
    expect(names(found)).toEqual(['dbo.T']);
    expect(found.catalog.statements.filter(({ disposition }) => disposition === 'open')).toEqual([]);
  });

  it('synonyms are followed by rows, and WITH ENCRYPTION is noted', async () => {
    const found = await read(`
      CREATE TABLE dbo.T (Id int);
      CREATE SYNONYM dbo.S FOR dbo.T;
      INSERT dbo.S VALUES (3);
      GO
      CREATE VIEW dbo.V WITH ENCRYPTION AS SELECT Id FROM dbo.T;`);
    expect(found.rows['dbo.T']).toEqual([['3']]);
    expect(found.catalog.synonyms).toMatchObject([{ name: { name: 'S' }, target: ['dbo', 'T'] }]);
    expect(objectOf(found, 'dbo.V')).toMatchObject({ encrypted: true });
  });

  it('GO n repeats the rows of its batch', async () => {
    const found = await read(
      'CREATE TABLE dbo.T (Id int IDENTITY(10,5), A int);\nGO\nINSERT dbo.T (A) VALUES (1);\nGO 3\n',
    );
    expect(found.rows['dbo.T']).toEqual([['10', '1'], ['15', '1'], ['20', '1']]); // prettier-ignore
  });
});

describe('modules that do not parse', () => {
  const CASES = [
    ['CREATE VIEW [odd].[V 1] AS SELECT FROM;', 'odd.V 1', 'view'],
    ['CREATE OR ALTER PROCEDURE dbo.P @a AS SELECT 1', 'dbo.P', 'routine'],
    ['CREATE FUNCTION "dbo"."F"() RETURNS AS BEGIN RETURN 1 END', 'dbo.F', 'routine'],
    ['CREATE TRIGGER dbo.R ON AFTER INSERT AS SELECT 1', 'dbo.R', 'trigger'],
  ] as const;

  it.each(CASES)('%s is an object with its fault', async (text, name, kind) => {
    const found = await read(
      `CREATE TABLE dbo.T (Id int);\nGO\n${text}\nGO\nCREATE VIEW dbo.Ok AS SELECT Id FROM dbo.T;\n`,
    );
    const object = objectOf(found, name);
    expect(object.kind).toBe(kind);
    expect(object.findings).toMatchObject([{ severity: 'error', place: { line: 3 } }]);
    expect(names(found)).toContain('dbo.Ok');
  });
});
