/** What scripts ask of catalog views. Source: Microsoft Learn, "sys.objects", "sys.columns", "INFORMATION_SCHEMA.TABLES" and their like. */
import { newSession, short } from './answers.js';

const SETUP = [
  'CREATE SCHEMA sales',
  "CREATE TABLE dbo.t (id int IDENTITY NOT NULL CONSTRAINT pk_t PRIMARY KEY, name nvarchar(20) NULL CONSTRAINT df_name DEFAULT N'x', price decimal(9, 2) NOT NULL CONSTRAINT ck_price CHECK (price > 0), twice AS id * 2); CREATE TABLE sales.u (t int CONSTRAINT fk_t REFERENCES dbo.t (id), note varchar(max))",
  'CREATE VIEW sales.v AS SELECT t.id, u.note FROM dbo.t JOIN sales.u ON u.t = t.id',
  'CREATE PROCEDURE dbo.p AS SELECT 1',
];

const ask = (sql: string): string[] => {
  const session = newSession();
  for (const batch of SETUP) session.run(batch);
  return session.run(sql).map(short);
};

test.each<[what: string, sql: string, expected: string[]]>([
  ['tables', 'SELECT name, type, type_desc FROM sys.tables ORDER BY name', ['t|U |USER_TABLE;u|U |USER_TABLE']],
  ['objects by id and type', "SELECT COUNT(*) FROM sys.objects WHERE object_id = OBJECT_ID(N'[dbo].[t]') AND type IN (N'U')", ['1']], // prettier-ignore
  ['an object of another type', "SELECT COUNT(*) FROM sys.objects WHERE object_id = OBJECT_ID(N'dbo.t') AND type IN (N'P', N'PC')", ['0']], // prettier-ignore
  ['IF NOT EXISTS, as scripts have it', "IF NOT EXISTS (SELECT * FROM sys.objects WHERE object_id = OBJECT_ID(N'dbo.gone')) SELECT 1 ELSE SELECT 2", ['1']], // prettier-ignore
  ['IF EXISTS of old', "IF EXISTS (SELECT * FROM dbo.sysobjects WHERE id = object_id(N'[dbo].[t]') AND xtype = 'U') SELECT 1", ['1']], // prettier-ignore
  ['schemas', "SELECT COUNT(*) FROM sys.schemas WHERE name IN (N'sales', N'dbo', N'gone')", ['2']],
  ['constraints by id', "SELECT name, OBJECT_NAME(parent_object_id) FROM sys.foreign_keys WHERE object_id = OBJECT_ID(N'sales.fk_t') AND parent_object_id = OBJECT_ID(N'sales.u')", ['fk_t|u']], // prettier-ignore
  ['constraints by name', "SELECT name, type FROM sys.objects WHERE name IN ('pk_t', 'df_name', 'ck_price') ORDER BY name", ['ck_price|C ;df_name|D ;pk_t|PK']], // prettier-ignore
  ['columns', "SELECT name, column_id, max_length, is_nullable, is_identity, is_computed FROM sys.columns WHERE object_id = OBJECT_ID('dbo.t') ORDER BY column_id", ['id|1|4|0|1|0;name|2|40|1|0|0;price|3|5|0|0|0;twice|4|4|1|0|1']], // prettier-ignore
  ['joined with tables and schemas', "SELECT s.name, t.name, c.name FROM sys.columns c JOIN sys.tables t ON t.object_id = c.object_id JOIN sys.schemas s ON s.schema_id = t.schema_id WHERE c.name = 'note'", ['sales|u|note']], // prettier-ignore
  ['columns of a view', "SELECT COLUMN_NAME, IS_NULLABLE FROM INFORMATION_SCHEMA.COLUMNS WHERE TABLE_NAME = 'v' ORDER BY ORDINAL_POSITION", ['id|NO;note|YES']], // prettier-ignore
  ['tables of the information schema', 'SELECT TABLE_SCHEMA, TABLE_NAME, TABLE_TYPE FROM INFORMATION_SCHEMA.TABLES ORDER BY TABLE_NAME', ['dbo|t|BASE TABLE;sales|u|BASE TABLE;sales|v|VIEW']], // prettier-ignore
  ['routines', 'SELECT ROUTINE_NAME, ROUTINE_TYPE FROM INFORMATION_SCHEMA.ROUTINES', ['p|PROCEDURE']],
  ['all columns, of which some are not here', 'SELECT * FROM sys.tables', ['?ENGINE-SYSTEM-CATALOG']],
  ['all columns where no row is left', 'SELECT * FROM sys.tables WHERE 1 = 0', ['?ENGINE-SYSTEM-CATALOG']],
  ['all columns in a derived table', 'SELECT x.name FROM (SELECT * FROM sys.tables) x', ['?ENGINE-SYSTEM-CATALOG']],
  ['all columns of one source in a name of WITH', 'WITH x AS (SELECT o.* FROM sys.tables o) SELECT COUNT(*) FROM x', ['?ENGINE-SYSTEM-CATALOG']], // prettier-ignore
  ['all columns as JSON', 'SELECT * FROM sys.tables FOR JSON PATH', ['?ENGINE-SYSTEM-CATALOG']],
  ['all columns, and how many they are, in a set operation', 'SELECT * FROM sys.schemas UNION ALL SELECT 1, 2, 3, 4', ['?ENGINE-SYSTEM-CATALOG']], // prettier-ignore
  ['all columns under names of their own', 'SELECT a FROM (SELECT * FROM sys.schemas) x (a, b)', ['?ENGINE-SYSTEM-CATALOG']], // prettier-ignore
  ['all columns, ordered by the number of one', 'SELECT * FROM sys.schemas ORDER BY 4', ['?ENGINE-SYSTEM-CATALOG']],
  ['a pivot, which groups by all columns', 'SELECT [U] FROM sys.objects PIVOT (COUNT(object_id) FOR type IN ([U])) p', ['?ENGINE-SYSTEM-CATALOG']], // prettier-ignore
  ['EXISTS of all columns', 'SELECT 1 WHERE EXISTS (SELECT * FROM sys.tables) AND NOT EXISTS (SELECT o.* FROM sys.tables o WHERE 1 = 0)', ['1']], // prettier-ignore
  ['schemas that are always there', "SELECT name, schema_id, SCHEMA_ID(name) FROM sys.schemas WHERE name IN ('sys', 'INFORMATION_SCHEMA', 'guest', 'db_owner', 'db_denydatawriter') ORDER BY schema_id", ['guest|2|2;INFORMATION_SCHEMA|3|3;sys|4|4;db_owner|16384|16384;db_denydatawriter|16393|16393']], // prettier-ignore
  ['a schema that cannot go', 'DROP SCHEMA sys', ['!15150']],
  ['a column that is not here', 'SELECT temporal_type FROM sys.tables', ['?ENGINE-SYSTEM-CATALOG']],
  ['a type that may have been written in two ways', 'SELECT DATA_TYPE FROM INFORMATION_SCHEMA.COLUMNS', ['?ENGINE-SYSTEM-CATALOG']], // prettier-ignore
  ['a view that is not here', 'SELECT name FROM sys.partitions', ['?ENGINE-SYSTEM-CATALOG']],
])('%s', (_what, sql, expected) => {
  expect(ask(sql)).toEqual(expected);
});

test('what could not be made may be there: no list says that it is not', () => {
  const session = newSession();
  session.run("CREATE VIEW v WITH SCHEMABINDING AS SELECT * FROM OPENROWSET(BULK 'x', SINGLE_CLOB) AS o");
  expect(session.run("SELECT COUNT(*) FROM sys.views WHERE name = 'v'").map(short)).toEqual(['?ENGINE-SYSTEM-CATALOG']);
});

test('a view over all columns of a catalog view can be made, and its rows are refused', () => {
  const session = newSession();
  expect(session.run('CREATE VIEW v AS SELECT * FROM sys.tables').map(short)).toEqual([]);
  expect(session.run('SELECT name FROM v').map(short)).toEqual(['?ENGINE-SYSTEM-CATALOG']);
  expect(session.run('SELECT name FROM sys.columns').map(short)).toEqual(['?ENGINE-SYSTEM-CATALOG']);
});

test('a view that is broken has columns that nobody knows here: no error of the question', () => {
  const session = newSession();
  for (const batch of ['CREATE TABLE t (a int)', 'CREATE VIEW v AS SELECT a FROM t', 'DROP TABLE t'])
    session.run(batch);
  expect(session.run('SELECT name FROM sys.columns').map(short)).toEqual(['?ENGINE-SYSTEM-CATALOG']);
  expect(session.run('SELECT name FROM sys.views').map(short)).toEqual(['v']);
});

test('table functions have columns in sys.columns, and none in the information schema', () => {
  const session = newSession();
  session.run("CREATE FUNCTION f(@a int) RETURNS TABLE AS RETURN (SELECT @a AS a, N'x' AS b)");
  expect(session.run("SELECT name, column_id FROM sys.columns WHERE object_id = OBJECT_ID('f') ORDER BY column_id").map(short)).toEqual(['a|1;b|2']); // prettier-ignore
  expect(session.run('SELECT COUNT(*) FROM INFORMATION_SCHEMA.COLUMNS').map(short)).toEqual(['0']);
  session.run('CREATE FUNCTION g() RETURNS @r TABLE (id int IDENTITY, b AS id * 2) AS BEGIN RETURN END');
  expect(session.run('SELECT name FROM sys.columns').map(short)).toEqual(['?ENGINE-SYSTEM-CATALOG']);
  expect(session.run('SELECT COUNT(*) FROM INFORMATION_SCHEMA.COLUMNS').map(short)).toEqual(['0']);
});

test('types and lengths of columns', () => {
  const session = newSession();
  session.run('CREATE TABLE t (a int, b nvarchar(10), c datetime2(3), d time(0), e datetimeoffset, f rowversion)');
  expect(session.run('SELECT DATA_TYPE FROM INFORMATION_SCHEMA.COLUMNS').map(short)).toEqual(['int;nvarchar;datetime2;time;datetimeoffset;timestamp']); // prettier-ignore
  expect(session.run('SELECT max_length, system_type_id FROM sys.columns').map(short)).toEqual(['4|56;20|231;7|42;3|41;10|43;8|189']); // prettier-ignore
});
