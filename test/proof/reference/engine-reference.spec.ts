/** The reference answers for a catalog's views as SQL Server would: on given rows, with what is around them. */
import type { Dataset } from '../../../src/proof/dataset.js';
import { EngineReference, type ReferenceAnswer, type ReferenceParts } from '../../../src/proof/reference/index.js';
import { read } from '../../sources/read-case.js';

const SURROUNDINGS = {
  nowUtc: 638_448_048_000_000_000n,
  offsetMinutes: 0,
  user: 'dbo',
  database: 'shop',
  server: 'server',
  random: () => 0.5,
  elapsedMs: () => 0,
};

const ITEMS: Dataset = {
  name: 'fixtures',
  tables: [
    {
      table: { schema: 'dbo', name: 'Item' },
      columns: ['Id', 'Name', 'Price', 'Made', 'Bytes'],
      rows: [
        ['1', 'Rope', '2.5000', '2024-02-29 12:00:00.003', '00ff'],
        ['2', null, '-1.0000', null, null],
      ],
    },
  ],
};

const TABLE = `CREATE TABLE dbo.Item (Id int NOT NULL PRIMARY KEY, Name nvarchar(20) NULL, Price money NOT NULL, Made datetime NULL,
  Bytes varbinary(8) NULL, Twice AS (Price * 2))
GO
`;

const view = (query: string, name = 'V'): string => `CREATE VIEW dbo.${name} AS ${query}\nGO\n`;

async function reference(sql: string, more: Partial<ReferenceParts> = {}): Promise<EngineReference> {
  const { catalog } = await read(TABLE + sql);
  return new EngineReference({ catalog, dataset: ITEMS, surroundings: SURROUNDINGS, ...more });
}

async function answer(sql: string, more: Partial<ReferenceParts> = {}): Promise<ReferenceAnswer> {
  return (await reference(sql, more)).answer({ schema: 'dbo', name: 'V' });
}

const rowsOf = (found: ReferenceAnswer) => (found.kind === 'rows' ? found.rows : found);

describe('a view', () => {
  it('gives the rows of its text, with computed columns worked out', async () => {
    expect(rowsOf(await answer(view('SELECT Id, Name, Twice FROM dbo.Item')))).toEqual([
      [1, 'Rope', 50_000n],
      [2, null, -20_000n],
    ]);
  });

  it('reads views, functions and synonyms, whatever their order', async () => {
    const sql = `${view('SELECT dbo.Plus(Id) AS X FROM dbo.Other')}${view('SELECT Id FROM dbo.Alias', 'Other')}
CREATE FUNCTION dbo.Plus (@x int) RETURNS int AS BEGIN RETURN @x + 1 END
GO
CREATE SYNONYM dbo.Alias FOR dbo.Item
GO
`;
    expect(rowsOf(await answer(sql))).toEqual([[2], [3]]);
  });

  it('has the types of SQL Server', async () => {
    const found = await answer(view('SELECT Price * 2 AS P, Made AS M, LEN(Name) AS L FROM dbo.Item'));
    expect(found.kind === 'rows' && found.columns.map(({ name, type }) => [name, type.base])).toEqual([['P', 'money'], ['M', 'datetime'], ['L', 'int']]); // prettier-ignore
  });

  it('is refused as SQL Server refuses it', async () => {
    expect(await answer(view('SELECT Id, COUNT(*) AS N FROM dbo.Item GROUP BY Name'))).toMatchObject({ kind: 'error', phase: 'definition', number: 8120 }); // prettier-ignore
  });

  it('fails on rows as SQL Server fails', async () => {
    expect(await answer(view('SELECT 1 / (Id - 1) AS X FROM dbo.Item'))).toMatchObject({ kind: 'error', phase: 'rows', number: 8134 }); // prettier-ignore
  });

  it('tells when it asks for the time or the user', async () => {
    expect(await answer(view('SELECT GETDATE() AS D FROM dbo.Item'))).toMatchObject({ readsSurroundings: true });
    expect(await answer(view('SELECT USER_NAME() AS U FROM dbo.Item'))).toMatchObject({ readsSurroundings: true });
    expect(await answer(view('SELECT Id FROM dbo.Item'))).toMatchObject({ readsSurroundings: false });
  });
});

describe('what the engine lacks', () => {
  it('is named by its code', async () => {
    expect(await answer(view('SELECT geography::Point(1, 2, 4326) AS P FROM dbo.Item'))).toMatchObject({ kind: 'not_in_reference' }); // prettier-ignore
  });

  it('does not spoil the next answer', async () => {
    const found = await reference(view('SELECT Id FROM dbo.Item') + view('SELECT geography::Point(1, 2, 4326) AS P FROM dbo.Item', 'Bad')); // prettier-ignore
    found.answer({ schema: 'dbo', name: 'Bad' });
    expect(found.answer({ schema: 'dbo', name: 'V' }).kind).toBe('rows');
  });

  it('in a computed column leaves the rest of the table alone', async () => {
    const table = 'CREATE TABLE dbo.Node (Id int NOT NULL, Place hierarchyid NULL, Level AS (Place.GetLevel()))\nGO\n';
    expect(rowsOf(await answer(table + view('SELECT Id FROM dbo.Node')))).toEqual([]);
    expect(await answer(table + view('SELECT Level FROM dbo.Node'))).toMatchObject({ kind: 'not_in_reference' });
  });

  it('covers tables whose rows are others than those of the target', async () => {
    const unknown = [{ table: { schema: 'dbo', name: 'Item' }, message: 'rows were refused' }];
    expect(await answer(view('SELECT Id FROM dbo.Item'), { unknown })).toEqual({ kind: 'not_in_reference', code: 'PROOF-TABLE-ROWS', message: 'rows were refused' }); // prettier-ignore
  });

  it('covers names that differ in letter case alone', async () => {
    const { catalog } = await read(TABLE + view('SELECT Id FROM dbo.Item'));
    const [item] = catalog.objects.filter(({ kind }) => kind === 'table');
    const twin = { ...item, name: { schema: 'dbo', name: 'ITEM' } } as (typeof catalog.objects)[number]; // a copy of a table
    const parts = {
      catalog: { ...catalog, objects: [twin, ...catalog.objects] },
      dataset: ITEMS,
      surroundings: SURROUNDINGS,
    };
    expect(new EngineReference(parts).answer({ schema: 'dbo', name: 'V' })).toMatchObject({ kind: 'not_in_reference', code: 'PROOF-NAMES' }); // prettier-ignore
  });

  it('and its bounds end an answer, not the process', async () => {
    const cross = Array.from({ length: 12 }, (_, at) => `dbo.Item AS t${at}`).join(', ');
    const limits = { rows: 500, steps: 10_000, timeMs: 1_000, valueLength: 1_000 };
    expect(await answer(view(`SELECT COUNT(*) AS N FROM ${cross}`), { limits })).toMatchObject({ kind: 'not_in_reference', code: expect.stringMatching(/^ENGINE-LIMIT-/) }); // prettier-ignore
  });
});

describe('another text', () => {
  it('stands in the place of the object for one answer, for those that read it too', async () => {
    const found = await reference(view('SELECT Id FROM dbo.Item') + view('SELECT Id FROM dbo.V', 'Reader'));
    const name = { schema: 'dbo', name: 'V' };
    expect(rowsOf(found.answer(name, { text: 'CREATE VIEW dbo.V AS SELECT Id FROM dbo.Item WHERE Id > 1' }))).toEqual([[2]]); // prettier-ignore
    expect(rowsOf(found.answer(name))).toEqual([[1], [2]]);
    expect(rowsOf(found.answer({ schema: 'dbo', name: 'Reader' }))).toEqual([[1], [2]]);
  });

  it('that is no T-SQL is refused, and the object is there again', async () => {
    const found = await reference(view('SELECT Id FROM dbo.Item'));
    const name = { schema: 'dbo', name: 'V' };
    expect(found.answer(name, { text: 'CREATE VIEW dbo.V AS SELECT Nothing FROM dbo.Item' })).toMatchObject({ kind: 'error', number: 207 }); // prettier-ignore
    expect(found.answer(name).kind).toBe('rows');
  });
});

it('reads the rows of each table backwards when asked, so that it shows what depends on their order', async () => {
  expect(rowsOf(await answer(view('SELECT Id FROM dbo.Item'), { isReversed: true }))).toEqual([[2], [1]]);
});
