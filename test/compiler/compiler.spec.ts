/** The compiler's interface as the agents use it: what it says about an object beside its SQL. */
import type { Compiler, CompileOptions, CompileTarget } from '../../src/compiler/compile.js';
import { makeCompiler } from '../../src/compiler/compiler.js';
import { catalogOf } from '../factories/catalog.js';

const SCRIPT = `CREATE TABLE dbo.Customer (
  CustomerNo char(5) NOT NULL PRIMARY KEY,
  [Full Name] nvarchar(40) NULL,
  Code varchar(10) COLLATE Latin1_General_CS_AS NULL,
  Balance money NOT NULL CHECK (Balance >= 0),
  Doubled AS Balance * 2,
  Born date NULL
)
GO
CREATE SYNONYM dbo.Client FOR dbo.Customer
GO
CREATE VIEW dbo.Rich (Nr, Label) AS
SELECT c.CustomerNo,
       CASE WHEN c.Balance > 100 THEN 'rich' ELSE 'poor' END
FROM dbo.Client AS c
WHERE c.[Full Name] LIKE 'A%'
GO
CREATE VIEW dbo.Names AS SELECT Nr FROM dbo.Rich
GO
CREATE VIEW dbo.Half AS SELECT CustomerNo, Missing FROM dbo.Customer
GO
CREATE VIEW dbo.One AS SELECT * FROM dbo.Two
GO
CREATE VIEW dbo.Two AS SELECT * FROM dbo.One
GO
CREATE FUNCTION dbo.Net (@Gross Amount decimal(9, 2)) RETURNS int AS BEGIN RETURN 1 END
GO
CREATE FUNCTION dbo.Doubled (@BaseAmount int) RETURNS bigint AS BEGIN RETURN @BaseAmount * 2 END
GO
`;

async function compilerOf(target: CompileTarget, options?: CompileOptions, script = SCRIPT): Promise<Compiler> {
  const namer = { relation: ({ name }: { name: string }) => `{{ ref('${name.toLowerCase()}') }}` };
  return makeCompiler(await catalogOf(script), target, namer, options);
}

const dbo = (name: string) => ({ schema: 'dbo', name });

describe('a view', () => {
  it('names what it reads through synonyms as the project does', async () => {
    const { ok, sql, dependencies } = (await compilerOf('duckdb')).compileQueryObject(dbo('Rich'));
    expect([ok, dependencies]).toEqual([true, [dbo('Customer')]]);
    expect(sql).toContain(`from {{ ref('customer') }} as c`);
  });

  it('gives its columns the names of its column list, with types of both sides', async () => {
    const { columns } = (await compilerOf('postgres')).compileQueryObject(dbo('Rich'));
    expect(columns).toEqual([
      { name: 'Nr', sourceType: 'char(5)', targetType: 'varchar(5)', nullable: false },
      { name: 'Label', sourceType: 'varchar(4)', targetType: 'varchar(4)', nullable: false },
    ]);
  });

  it('says where each of its predicates stands', async () => {
    const { predicates } = (await compilerOf('duckdb')).compileQueryObject(dbo('Rich'));
    expect(predicates.map(({ kind, line, text }) => `${kind} ${line} ${text}`).toSorted()).toEqual([
      'case_when 14 c.Balance > 100',
      "where 16 c.[Full Name] LIKE 'A%'",
    ]);
  });

  it('maps its lines to the lines of the script', async () => {
    const { sql, lineMap } = (await compilerOf('duckdb')).compileQueryObject(dbo('Rich'));
    const lines = sql?.split('\n') ?? [];
    const sourceLineOf = (word: string) => {
      const line = lines.findIndex((text) => text.includes(word)) + 1;
      return lineMap.find((mapping) => mapping.line === line)?.sourceLine;
    };
    expect([sourceLineOf('Nr'), sourceLineOf('case'), sourceLineOf('from'), sourceLineOf('like')]).toEqual([
      13, 14, 15, 16,
    ]);
  });

  it("of another view has that view's columns and reads it alone", async () => {
    const { ok, columns, dependencies } = (await compilerOf('duckdb')).compileQueryObject(dbo('Names'));
    expect([ok, columns.map(({ name }) => name), dependencies]).toEqual([true, ['Nr'], [dbo('Rich')]]);
  });

  it('with a fault is not ok, and the fault has its place', async () => {
    const { ok, findings } = (await compilerOf('duckdb')).compileQueryObject(dbo('Half'));
    const found = findings.find(({ code }) => code === 'TSQL-UNKNOWN-COLUMN');
    expect([ok, found?.severity, found?.place?.line, found?.place?.column]).toEqual([false, 'error', 20, 44]);
  });

  it.each(['One', 'Two'])('%s in a circle is refused and not followed for ever', async (name) => {
    const compiled = (await compilerOf('duckdb')).compileQueryObject(dbo(name));
    expect([compiled.ok, compiled.findings.some(({ severity }) => severity === 'error')]).toEqual([false, true]);
  });

  it('that does not exist is refused', async () => {
    expect((await compilerOf('duckdb')).compileQueryObject(dbo('Nothing')).ok).toBe(false);
  });

  it('compiles to the same text every time', async () => {
    const [one, two] = [await compilerOf('postgres'), await compilerOf('postgres')];
    expect(one.compileQueryObject(dbo('Rich'))).toEqual(two.compileQueryObject(dbo('Rich')));
  });

  it('of ten thousand united members, or joins by the hundred, keeps the stack', async () => {
    const members = Array.from({ length: 3000 }, (_, index) => `SELECT ${index} AS n`).join(' UNION ALL ');
    const joins = Array.from({ length: 250 }, (_, index) => ` JOIN dbo.T AS t${index} ON t${index}.n = t.n`).join('');
    const script = `CREATE TABLE dbo.T (n int)\nGO\nCREATE VIEW dbo.Many AS ${members}\nGO\nCREATE VIEW dbo.Wide AS SELECT t.n FROM dbo.T AS t${joins}\nGO\n`;
    const compiler = await compilerOf('duckdb', {}, script);
    expect([compiler.compileQueryObject(dbo('Many')).ok, compiler.compileQueryObject(dbo('Wide')).ok]).toEqual([
      true,
      true,
    ]);
  });

  it('nested deeper than a person writes gets a code and not a crash', async () => {
    const depth = 3000;
    const script = `CREATE TABLE dbo.T (n int)\nGO\nCREATE VIEW dbo.Deep AS SELECT a FROM ${'(SELECT a FROM '.repeat(depth)}(VALUES (1)) AS t(a)${') AS d'.repeat(depth)}\nGO\n`;
    const { ok, findings } = (await compilerOf('duckdb', {}, script)).compileQueryObject(dbo('Deep'));
    expect([ok, findings.length > 0]).toEqual([false, true]);
  });
});

describe('names of columns', () => {
  it('are given out as the project wants them, wherever they stand', async () => {
    const columnName = (name: string) => name.toLowerCase().replace(/\W+/g, '_');
    const compiler = await compilerOf('duckdb', { columnName });
    const { sql, columns } = compiler.compileQueryObject(dbo('Rich'));
    expect(columns.map(({ name }) => name)).toEqual(['nr', 'label']);
    expect(sql).toContain('c.full_name ilike');
    expect(compiler.keyExpression(dbo('Customer'), 'CustomerNo')).toBe("lower(rtrim(customerno, ' '))");
  });

  it('and constants never open Jinja', async () => {
    const script = `CREATE VIEW dbo.V AS SELECT '{{ x }}{% y %}' AS [a{{b]\nGO\n`;
    const { sql } = (await compilerOf('duckdb', {}, script)).compileQueryObject(dbo('V'));
    expect(sql?.replaceAll(/\{\{ '\{[{%]' \}\}/g, '')).not.toMatch(/\{[{%#]/);
  });
});

describe('expressions over a table', () => {
  it('are a CHECK as a condition and a computed column as a value', async () => {
    const compiler = await compilerOf('duckdb');
    expect(compiler.compileTableExpression(dbo('Customer'), '(Balance >= 0)').sql).toBe('"Balance" >= 0');
    expect(compiler.compileTableExpression(dbo('Customer'), 'Balance * 2')).toMatchObject({
      ok: true,
      columns: [{ sourceType: 'money' }],
    });
  });

  it.each(['not ( an expression', 'a; DROP TABLE x', ''])('that cannot be read get a code: %s', async (text) => {
    const { ok, findings } = (await compilerOf('duckdb')).compileTableExpression(dbo('Customer'), text);
    expect([ok, findings.some(({ severity }) => severity === 'error')]).toEqual([false, true]);
  });

  it('know the type of a computed column from its expression', async () => {
    const compiler = await compilerOf('postgres');
    expect(compiler.targetType(dbo('Customer'), 'Doubled').type).toBe('decimal(19, 4)');
  });
});

describe('the key of a column', () => {
  it.each([
    ['CustomerNo', `lower(rtrim("CustomerNo", ' '))`],
    ['Code', `rtrim("Code", ' ')`],
    ['Balance', '"Balance"'],
  ])('%s is the value by which it is unique', async (column, key) => {
    expect((await compilerOf('duckdb')).keyExpression(dbo('Customer'), column)).toBe(key);
  });
});

describe('a scalar function', () => {
  it('becomes the body of a macro over its parameters', async () => {
    const { ok, sql } = (await compilerOf('duckdb')).compileScalarFunction(dbo('Doubled'));
    expect([ok, sql?.includes('{{ base_amount }} * 2')]).toEqual([true, true]);
  });

  it('that cannot be parsed is refused', async () => {
    expect((await compilerOf('duckdb')).compileScalarFunction(dbo('Net')).ok).toBe(false);
  });
});
