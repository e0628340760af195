import { parseScript, positionAt, printNode, tokenCoverage } from '../../src/syntax/tsql/index.js';
import type { Statement } from '../../src/syntax/tsql/ast/index.js';

const parse = (text: string) => parseScript({ path: 'test.sql', text });

function onlyStatement(text: string): Statement {
  const statements = parse(text).batches.flatMap((batch) => batch.statements);
  if (statements.length !== 1 || statements[0] === undefined)
    throw new Error(`${statements.length} statements in ${text}`);
  return statements[0];
}

/** Kind of the one statement, and its text. Each must come back from its tree token by token. */
const STATEMENTS: readonly (readonly [Statement['kind'], string])[] = [
  ['create_table', 'CREATE TABLE t (a int)'],
  [
    'create_table',
    'CREATE TABLE [dbo].[Order Lines] ([Line No] int IDENTITY(1,1) NOT NULL, note nvarchar(max) NULL) ON [PRIMARY] TEXTIMAGE_ON [PRIMARY]',
  ],
  [
    'create_table',
    "CREATE TABLE t (a int CONSTRAINT d DEFAULT (0) NOT NULL, b AS (a * 2) PERSISTED NOT NULL, c char(1) COLLATE Latin1_General_BIN DEFAULT 'x')",
  ],
  [
    'create_table',
    'CREATE TABLE t (a int NOT NULL, b int, CONSTRAINT pk PRIMARY KEY CLUSTERED (a ASC, b DESC) WITH (PAD_INDEX = OFF, FILLFACTOR = 90) ON [PRIMARY])',
  ],
  [
    'create_table',
    'CREATE TABLE t (a int PRIMARY KEY, b int REFERENCES dbo.u (id) ON DELETE CASCADE ON UPDATE NO ACTION, CHECK (a > 0 AND b <> 3), UNIQUE (b))',
  ],
  [
    'create_table',
    'CREATE TABLE t (a int, CONSTRAINT fk FOREIGN KEY (a) REFERENCES u (x) ON DELETE SET NULL NOT FOR REPLICATION)',
  ],
  [
    'create_table',
    'CREATE TABLE t (a int, vf datetime2 GENERATED ALWAYS AS ROW START HIDDEN, vt datetime2 GENERATED ALWAYS AS ROW END, PERIOD FOR SYSTEM_TIME (vf, vt)) WITH (SYSTEM_VERSIONING = ON (HISTORY_TABLE = dbo.h, DATA_CONSISTENCY_CHECK = ON))',
  ],
  ['create_table', 'CREATE TABLE t (a int, INDEX ix UNIQUE NONCLUSTERED (a) INCLUDE (b) WHERE a > 1, rv timestamp)'],
  [
    'create_table',
    'CREATE TABLE t (a int CONSTRAINT nn NOT NULL, g uniqueidentifier ROWGUIDCOL DEFAULT NEWID(), s int SPARSE)',
  ],
  ['create_table', 'CREATE TABLE t (a int PRIMARY KEY WITH FILLFACTOR = 80, b int)'],
  ['create_index', 'CREATE INDEX ix ON t (a) WITH PAD_INDEX = ON, ONLINE = OFF'],
  ['create_index', 'CREATE INDEX ix ON t (a) WITH PAD_INDEX, FILLFACTOR = 80 ON fg'],
  ['create_table', 'CREATE TABLE person (id int) AS NODE'],
  [
    'create_table_as_select',
    'CREATE TABLE t WITH (DISTRIBUTION = HASH(a), CLUSTERED COLUMNSTORE INDEX) AS SELECT a FROM u',
  ],
  [
    'create_external_table',
    "CREATE EXTERNAL TABLE ext.t (a int NULL) WITH (LOCATION = '/t/', DATA_SOURCE = src, FILE_FORMAT = f, REJECT_VALUE = 0)",
  ],
  ['alter_table', 'ALTER TABLE t WITH NOCHECK ADD CONSTRAINT fk FOREIGN KEY (a) REFERENCES u (x)'],
  ['alter_table', 'ALTER TABLE t ADD CONSTRAINT d DEFAULT (getdate()) FOR created WITH VALUES, b int NULL'],
  ['alter_table', 'ALTER TABLE t ALTER COLUMN a nvarchar(20) COLLATE Thai_CI_AS NOT NULL'],
  ['alter_table', 'ALTER TABLE t ALTER COLUMN a ADD ROWGUIDCOL'],
  ['alter_table', 'ALTER TABLE t DROP CONSTRAINT IF EXISTS c, COLUMN a, b'],
  ['alter_table', 'ALTER TABLE t WITH CHECK CHECK CONSTRAINT ALL'],
  ['alter_table', 'ALTER TABLE t NOCHECK CONSTRAINT fk, fk2'],
  ['alter_table', 'ALTER TABLE t DISABLE TRIGGER tr'],
  ['alter_table', 'ALTER TABLE t SWITCH PARTITION 2 TO archive.t PARTITION 2'],
  ['alter_table', 'ALTER TABLE t SET (LOCK_ESCALATION = AUTO)'],
  ['alter_table', 'ALTER TABLE t REBUILD PARTITION = ALL WITH (DATA_COMPRESSION = PAGE ON PARTITIONS (1 TO 3))'],
  [
    'create_view',
    'CREATE VIEW v (a, b) WITH SCHEMABINDING, VIEW_METADATA AS SELECT x, y FROM dbo.t WHERE x > 1 WITH CHECK OPTION',
  ],
  ['create_view', 'CREATE OR ALTER VIEW v AS WITH c AS (SELECT 1 AS one) SELECT one FROM c'],
  [
    'create_view',
    'CREATE MATERIALIZED VIEW v WITH (DISTRIBUTION = HASH(a)) AS SELECT a, COUNT_BIG(*) AS n FROM t GROUP BY a',
  ],
  [
    'create_routine',
    "CREATE FUNCTION dbo.f (@a int = 1, @b AS varchar(10)) RETURNS varchar(20) WITH SCHEMABINDING, RETURNS NULL ON NULL INPUT AS BEGIN RETURN @b + 'x' END",
  ],
  ['create_routine', 'CREATE FUNCTION dbo.f () RETURNS TABLE AS RETURN (SELECT a FROM t)'],
  ['create_routine', 'CREATE FUNCTION dbo.f (@n int) RETURNS TABLE RETURN SELECT a FROM t WHERE b = @n'],
  [
    'create_routine',
    'CREATE FUNCTION dbo.f (@n int) RETURNS @r TABLE (a int PRIMARY KEY) AS BEGIN INSERT @r SELECT 1 RETURN END',
  ],
  [
    'create_routine',
    'CREATE PROC p @a int OUTPUT, @t dbo.tt READONLY, @c cursor VARYING OUT WITH RECOMPILE, EXECUTE AS OWNER AS SET NOCOUNT ON SELECT @a',
  ],
  ['create_routine', 'ALTER PROCEDURE p (@a int) AS BEGIN SELECT @a END'],
  ['create_routine', 'CREATE FUNCTION f (@a int) RETURNS int AS EXTERNAL NAME lib.[ns.cls].m'],
  [
    'create_trigger',
    'CREATE TRIGGER tr ON dbo.t AFTER INSERT, UPDATE NOT FOR REPLICATION AS IF UPDATE(a) ROLLBACK TRANSACTION',
  ],
  ['create_trigger', 'CREATE TRIGGER tr ON v INSTEAD OF DELETE AS SELECT 1'],
  ['create_trigger', 'CREATE TRIGGER tr ON DATABASE FOR DROP_TABLE AS ROLLBACK'],
  [
    'create_index',
    'CREATE UNIQUE CLUSTERED INDEX ix ON dbo.t (a ASC, b DESC) INCLUDE (c) WHERE a IS NOT NULL WITH (ONLINE = ON) ON [PRIMARY]',
  ],
  ['create_index', 'CREATE NONCLUSTERED COLUMNSTORE INDEX ix ON t (a, b)'],
  ['create_index', 'CREATE XML INDEX ix ON t (x) USING XML INDEX px FOR PATH'],
  ['create_index', 'CREATE FULLTEXT INDEX ON t (a LANGUAGE 1033, b) KEY INDEX pk ON cat WITH CHANGE_TRACKING AUTO'],
  ['create_index', 'CREATE STATISTICS st ON t (a, b) WITH FULLSCAN, NORECOMPUTE'],
  ['create_type', 'CREATE TYPE dbo.phone FROM nvarchar(25) NOT NULL'],
  ['create_type', 'CREATE TYPE dbo.tt AS TABLE (a int NOT NULL PRIMARY KEY)'],
  [
    'create_sequence',
    'CREATE SEQUENCE s AS bigint START WITH -5 INCREMENT BY 1 MINVALUE -10 NO MAXVALUE CACHE 50 NO CYCLE',
  ],
  ['create_schema', 'CREATE SCHEMA sales AUTHORIZATION dbo'],
  ['create_synonym', 'CREATE SYNONYM dbo.s FOR other..t'],
  ['drop', 'DROP TABLE IF EXISTS a, dbo.b'],
  ['drop', 'DROP INDEX ix ON dbo.t, iy ON dbo.u WITH (ONLINE = ON)'],
  ['drop', 'DROP TRIGGER tr ON ALL SERVER'],
  ['enable_trigger', 'DISABLE TRIGGER a, b ON dbo.t'],
  ['insert', "INSERT INTO t (a, b) VALUES (1, N'it''s'), (-2.5, NULL), (0x1F, DEFAULT)"],
  ['insert', 'INSERT t DEFAULT VALUES'],
  ['insert', 'INSERT TOP (3) INTO t WITH (TABLOCK) (a) OUTPUT inserted.a INTO @log (a) SELECT a FROM u'],
  ['insert', 'INSERT INTO #t EXEC dbo.p @a = 1'],
  ['insert', 'WITH c AS (SELECT 1 AS a) INSERT INTO t SELECT a FROM c'],
  [
    'update',
    'UPDATE t SET a = a + 1, @v = b = 2, @w += 3 OUTPUT deleted.a FROM dbo.t AS t INNER JOIN u ON u.id = t.id WHERE t.a > 1 OPTION (MAXDOP 1)',
  ],
  ['update', "UPDATE t SET doc.modify('delete /a'), note.WRITE(N'x', 0, 1) WHERE CURRENT OF c"],
  ['delete', 'DELETE TOP (10) PERCENT FROM t WHERE a = 1'],
  ['delete', 'DELETE t OUTPUT deleted.* FROM t JOIN u ON u.id = t.id'],
  [
    'merge',
    'MERGE INTO t AS x USING (SELECT 1 AS id) AS s ON x.id = s.id WHEN MATCHED AND x.a <> 1 THEN UPDATE SET a = 1 WHEN NOT MATCHED BY TARGET THEN INSERT (id) VALUES (s.id) WHEN NOT MATCHED BY SOURCE THEN DELETE OUTPUT $action, inserted.id',
  ],
  ['truncate', 'TRUNCATE TABLE dbo.t WITH (PARTITIONS (2, 4 TO 6))'],
  ['block', 'BEGIN SELECT 1 SELECT 2 END'],
  ['if', "IF OBJECT_ID('t') IS NOT NULL DROP TABLE t ELSE PRINT 'none'"],
  ['while', 'WHILE @i < 10 BEGIN SET @i += 1 IF @i = 5 BREAK CONTINUE END'],
  ['try_catch', 'BEGIN TRY SELECT 1 / 0 END TRY BEGIN CATCH THROW END CATCH'],
  ['declare', "DECLARE @a int = 1, @b AS nvarchar(10), @t TABLE (a int, b varchar(5) DEFAULT '')"],
  ['declare', 'DECLARE c CURSOR LOCAL FAST_FORWARD FOR SELECT a FROM t ORDER BY a FOR UPDATE OF a'],
  ['declare', 'DECLARE c INSENSITIVE SCROLL CURSOR FOR SELECT a FROM t FOR READ ONLY'],
  ['set', 'SET @c = CURSOR FORWARD_ONLY FOR SELECT 1'],
  ['set', 'SET ANSI_NULLS, QUOTED_IDENTIFIER ON'],
  ['set', 'SET IDENTITY_INSERT [dbo].[t] OFF'],
  ['set', 'SET TRANSACTION ISOLATION LEVEL READ UNCOMMITTED'],
  ['set', 'SET STATISTICS IO, TIME ON'],
  ['set', 'SET DATEFORMAT dmy'],
  ['execute', "EXEC @r = dbo.p 1, @b = N'x', @c = @d OUTPUT WITH RECOMPILE"],
  ['execute', "EXECUTE (N'SELECT ' + @s) AS USER = 'u'"],
  ['execute', "EXEC ('SELECT ?', 1) AT linked"],
  ['execute', "sp_rename 'a', 'b'"],
  ['use', 'USE [My Database]'],
  [
    'bulk_insert',
    "BULK INSERT dbo.t FROM 'c:\\t.csv' WITH (FIELDTERMINATOR = '|', ROWTERMINATOR = '\\n', FIRSTROW = 2, KEEPNULLS, CODEPAGE = 'ACP')",
  ],
  ['transaction', "BEGIN TRAN work_unit WITH MARK 'note'"],
  ['transaction', 'ROLLBACK TRANSACTION'],
  ['cursor', 'FETCH NEXT FROM c INTO @a, @b'],
  ['cursor', 'DEALLOCATE GLOBAL c'],
  ['raiserror', "RAISERROR ('no %s', 16, 1, @name) WITH NOWAIT, LOG"],
  ['throw', "THROW 50001, 'x', 1"],
  ['print', "PRINT 'a' + CAST(@i AS varchar(10))"],
  ['waitfor', "WAITFOR DELAY '00:00:05'"],
  ['goto', 'GOTO done'],
  ['label', 'done:'],
  ['return', 'RETURN @a + 1'],
  ['server', 'GRANT SELECT, UPDATE (a, b) ON OBJECT::dbo.t TO [reader], public WITH GRANT OPTION'],
  ['server', 'ALTER DATABASE [d] SET RECOVERY SIMPLE WITH NO_WAIT'],
  ['server', "BACKUP DATABASE d TO DISK = N'x.bak' WITH INIT, STATS = 10"],
  ['server', "DBCC CHECKIDENT ('dbo.t', RESEED, 1)"],
  ['server', "CREATE LOGIN [a b] WITH PASSWORD = 'secret', DEFAULT_DATABASE = [d]"],
  ['server', 'UPDATE STATISTICS dbo.t WITH FULLSCAN'],
];

describe('every kind of statement is one typed node that prints back', () => {
  it.each(STATEMENTS)('%s: %s', (kind, text) => {
    const statement = onlyStatement(text);
    expect(statement.kind).toBe(kind);
    const { total, covered } = tokenCoverage(parse(text));
    expect({ covered, printed: printNode(statement) }).toEqual({ covered: total, printed: expect.any(String) });
    expect(total).toBeGreaterThan(0);
    expect(printNode(onlyStatement(printNode(statement)))).toBe(printNode(statement));
  });
});

it('a comma behind an old-style option of a key starts the next column', () => {
  const table = onlyStatement('CREATE TABLE t (a int PRIMARY KEY WITH FILLFACTOR = 80, b int)');
  expect(table.kind === 'create_table' && table.elements.length).toBe(2);
});

describe('statements without semicolons', () => {
  it('end where the next one starts', () => {
    const [batch] = parse('DECLARE @a int SET @a = 1 SELECT @a PRINT @a EXEC p @a IF @a = 1 RETURN').batches;
    expect(batch?.statements.map((statement) => statement.kind)).toEqual([
      'declare',
      'set',
      'select_statement',
      'print',
      'execute',
      'if',
    ]);
  });

  it('do not take a clause that was not understood for their end', () => {
    const [batch] = parse('SELECT a FROM t FROBNICATE BY 3\nSELECT 2').batches;
    expect(batch?.statements.map((statement) => statement.kind)).toEqual(['unsupported', 'select_statement']);
  });

  it('let server statements use statement words in the middle of a line', () => {
    const [batch] = parse('GRANT EXECUTE ON p TO a\nGRANT DELETE\n ON t TO b\nSELECT 1').batches;
    expect(batch?.statements.map((statement) => statement.kind)).toEqual(['server', 'server', 'select_statement']);
  });
});

describe('a syntax error', () => {
  const kinds = (text: string) => parse(text).batches.flatMap(({ statements }) => statements.map(({ kind }) => kind));

  it('costs only its own statement, even when a parenthesis is never closed', () => {
    const text = 'CREATE TABLE a (x int,\nCREATE TABLE b (y int)\nINSERT INTO b VALUES (1, (2)\nCREATE TABLE c (z int)';
    expect(kinds(text)).toEqual(['unsupported', 'create_table', 'unsupported', 'create_table']);
  });

  it('in a module costs the module and not the next batch', () => {
    expect(kinds('CREATE VIEW v AS SELECT FROM t WHERE (\nSELECT 1\nGO\nCREATE VIEW w AS SELECT 1 AS a')).toEqual([
      'unsupported',
      'create_view',
    ]);
  });

  it('names what was found, what was expected and where', () => {
    const script = parse('SELECT 1;\nCREATE TABLE a (x int y)');
    expect(script.diagnostics).toEqual([
      {
        code: 'SYNTAX-UNEXPECTED',
        severity: 'error',
        message: expect.stringContaining('found y'),
        span: expect.anything(),
      },
    ]);
    expect(script.diagnostics.map(({ span }) => positionAt(script.file, span.start))).toEqual([
      { file: 'test.sql', line: 2, column: 23 },
    ]);
  });
});

describe('batches', () => {
  it('end at GO lines, which count, and nowhere else', () => {
    const script = parse("SELECT 'a\nGO\nb' /* \nGO\n*/\nGO 3\nselect 1 as [go]\n  go -- end\n");
    expect(script.batches.map((batch) => [batch.statements.length, batch.repeat])).toEqual([
      [1, 3],
      [1, 1],
    ]);
  });

  it('without statements are left out', () => {
    expect(parse('GO\nGO\n-- nothing\nGO').batches).toEqual([]);
  });
});

describe('coverage', () => {
  it('counts nothing of an unsupported statement, and all of the others', () => {
    const { total, covered } = tokenCoverage(parse('SELECT 1;\nFROBNICATE THE TABLE\nGO\nSELECT 2'));
    expect({ total, covered }).toEqual({ total: 7, covered: 4 });
  });

  it('counts the statements of a procedure around one that is unsupported', () => {
    const { total, covered } = tokenCoverage(parse('CREATE PROCEDURE p AS BEGIN\nSELECT 1 FROM ON\nSELECT 2\nEND'));
    expect(total - covered).toBe(4);
  });

  it('tells tokens of server statements apart', () => {
    expect(tokenCoverage(parse('DENY SELECT TO a\nGO\nSELECT 1'))).toEqual({ total: 6, covered: 6, server: 4 });
  });
});
