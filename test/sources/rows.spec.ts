/** Sample rows: constants of INSERT statements and delimited files, fitted to their columns by SQL Server's rules. */
import fc from 'fast-check';
import type { SqlType } from '../../src/catalog/sql-type.js';
import { toCell } from '../../src/sources/rows/cell.js';
import { codes, read } from './read-case.js';

const rowsOf = async (columns: string, ...statements: string[]) =>
  (await read(`CREATE TABLE dbo.T (${columns});\nGO\n${statements.join('\nGO\n')}\n`)).rows['dbo.T'];

describe('INSERT', () => {
  it('VALUES of many rows, in the order of the listed columns', async () => {
    expect(await rowsOf('A int, B varchar(5), C int', "INSERT dbo.T (B, A) VALUES ('x', 1), ('y', -2)")).toEqual([['1', 'x', null], ['-2', 'y', null]]); // prettier-ignore
  });

  it('SELECT of constants, UNION ALL', async () => {
    expect(await rowsOf('A int, B varchar(5)', "INSERT INTO dbo.T SELECT 1, 'a' UNION ALL SELECT 2, NULL UNION ALL SELECT 3, 'c'")).toEqual([['1', 'a'], ['2', null], ['3', 'c']]); // prettier-ignore
  });

  it('what is computed from other rows is reported, not guessed', async () => {
    const found = await read('CREATE TABLE dbo.T (A int);\nGO\nINSERT dbo.T SELECT A + 1 FROM dbo.T;\n');
    expect(codes(found)).toContain('ROWS-NOT-CONSTANT');
    expect(found.rows).toEqual({});
  });

  it('identity counts on after explicit values; defaults fill what is left out', async () => {
    const found = await rowsOf("Id int IDENTITY(1,1), A varchar(5) DEFAULT ('def'), B int DEFAULT 7", 'INSERT dbo.T (A) VALUES (DEFAULT)', "SET IDENTITY_INSERT dbo.T ON INSERT dbo.T (Id, A) VALUES (10, 'x') SET IDENTITY_INSERT dbo.T OFF", 'INSERT dbo.T DEFAULT VALUES'); // prettier-ignore
    expect(found).toEqual([['1', 'def', '7'], ['10', 'x', '7'], ['11', 'def', '7']]); // prettier-ignore
  });

  it('DELETE of all and TRUNCATE empty a table; another DELETE is said not to be applied', async () => {
    expect(await rowsOf('A int', 'INSERT dbo.T VALUES (1)', 'DELETE FROM dbo.T', 'INSERT dbo.T VALUES (2)')).toEqual([['2']]); // prettier-ignore
    const found = await read('CREATE TABLE dbo.T (A int);\nINSERT dbo.T VALUES (1);\nDELETE dbo.T WHERE A = 1;\n');
    expect(codes(found)).toContain('ROWS-DML-NOT-APPLIED');
  });

  it('a value that does not fit leaves out its row and says so, whatever the value', async () => {
    const found = await read("CREATE TABLE dbo.T (A int, D date);\nGO\nINSERT dbo.T VALUES (1, '2020-02-30'), ('x', NULL), (1e400, NULL), (3, '2020-02-29');\n"); // prettier-ignore
    expect(found.rows['dbo.T']).toEqual([['3', '2020-02-29']]);
    expect(codes(found).filter((code) => code === 'ROWS-VALUE')).toHaveLength(3);
    expect(JSON.stringify(found.catalog.findings)).not.toContain('02-30');
  });
});

describe('dates', () => {
  const DATETIME: SqlType = { base: 'datetime' };
  const CASES = [
    ['20190704', 'mdy', '2019-07-04 00:00:00'],
    ['2019-07-04T10:11:12.127', 'mdy', '2019-07-04 10:11:12.127'],
    ['7/4/2019', 'mdy', '2019-07-04 00:00:00'],
    ['7/4/2019', 'dmy', '2019-04-07 00:00:00'],
    ['Jul 4 2019  3:05PM', 'mdy', '2019-07-04 15:05:00'],
    ['4 July 2019', 'mdy', '2019-07-04 00:00:00'],
    ['07/04/49', 'mdy', '2049-07-04 00:00:00'],
    ['07/04/50', 'mdy', '1950-07-04 00:00:00'],
    ['', 'mdy', '1900-01-01 00:00:00'],
    ['2019-07-04 23:59:59.999', 'mdy', '2019-07-05 00:00:00'],
    ['2019-07-04 23:59:59.998', 'mdy', '2019-07-04 23:59:59.997'],
    ['2019-07-04 00:00:00.001', 'mdy', '2019-07-04 00:00:00'],
    ['2019-07-04 00:00:00.002', 'mdy', '2019-07-04 00:00:00.003'],
  ] as const;

  it.each(CASES)('%j under %s is %s', (text, format, expected) => {
    const cell = toCell({ kind: 'string', text }, DATETIME, format) ?? '';
    expect(cell.replace('T', ' ').replace(/(\.\d*?)0+$/, '$1').replace(/\.$/, '')).toBe(expected); // prettier-ignore
  });

  it('a datetime in the hexadecimal of old tools', async () => {
    const rows = await rowsOf('A datetime, B smalldatetime', 'INSERT dbo.T VALUES (CAST(0x0000A2A900000000 AS DateTime), CAST(0xA2A90001 AS SmallDateTime))'); // prettier-ignore
    expect(rows?.[0]?.[0]).toMatch(/^2014-01-04[ T]00:00:00/);
    expect(rows?.[0]?.[1]).toMatch(/^2014-01-04[ T]00:01:00/);
  });
});

describe('cells round exactly', () => {
  it('decimals: half away from zero, at any length', () => {
    const digits = fc.bigInt({ min: -(10n ** 30n), max: 10n ** 30n });
    fc.assert(
      fc.property(digits, fc.integer({ min: 0, max: 8 }), fc.integer({ min: 0, max: 8 }), (value, from, to) => {
        const text = pointed(value, from);
        const shift = from - to;
        const expected = shift <= 0 ? value * 10n ** BigInt(-shift) : divided(value, 10n ** BigInt(shift));
        const cell = toCell({ kind: 'number', text }, { base: 'decimal', precision: 38, scale: to }, 'mdy') ?? '';
        expect(BigInt(cell.replace('.', ''))).toBe(expected);
        expect(cell.split('.')[1]?.length ?? 0).toBe(to);
      }),
    );
  });

  it('datetimes: to the nearest 1/300 s', () => {
    fc.assert(
      fc.property(fc.integer({ min: 0, max: 86_399_989 }), (ms) => {
        const text = `2019-07-04T${new Date(ms).toISOString().slice(11, 23)}`;
        const cell = toCell({ kind: 'string', text }, { base: 'datetime' }, 'mdy') ?? '';
        const ticks = Math.round((ms * 3) / 10);
        const expected = new Date(Math.round((ticks * 10) / 3)).toISOString().slice(11, 23);
        expect(cell.slice(11).padEnd(12, cell.includes('.') ? '0' : ' ')).toBe(cell.includes('.') ? expected : `${expected.slice(0, 8)}    `); // prettier-ignore
      }),
    );
  });

  it('no constant makes anything but a cell or a refusal', () => {
    const bases = ['int', 'bigint', 'bit', 'decimal', 'money', 'float', 'date', 'time', 'datetime', 'datetime2', 'uniqueidentifier', 'varbinary', 'nvarchar', 'char'] as const; // prettier-ignore
    const kinds = fc.constantFrom('string', 'number');
    fc.assert(
      fc.property(fc.constantFrom(...bases), kinds, fc.string(), (base, kind, text) => {
        try {
          toCell({ kind, text }, { base, precision: 18, scale: 2, length: 10 }, 'mdy');
        } catch (error) {
          expect((error as Error).constructor.name).toBe('CellError');
        }
      }),
      { numRuns: 2_000 },
    );
  });
});

/** `12345` with two decimals is `123.45`. */
function pointed(value: bigint, decimals: number): string {
  const text = (value < 0n ? -value : value).toString().padStart(decimals + 1, '0');
  const whole = decimals === 0 ? text : `${text.slice(0, -decimals)}.${text.slice(-decimals)}`;
  return value < 0n ? `-${whole}` : whole;
}

function divided(value: bigint, by: bigint): bigint {
  const half = by / 2n;
  return value < 0n ? -((-value + half) / by) : (value + half) / by;
}

describe('files', () => {
  const TABLE = 'CREATE TABLE dbo.T (Id int NOT NULL, Name nvarchar(40) NULL, Paid money NULL);\nGO\n';

  it('a CSV of --data named after its table: header by name, quotes, line ends inside a field', async () => {
    const csv = 'Name,Id,Unknown\r\n"Smith, ""Jo""",1,x\r\n"two\nlines",2,y\r\n,3,z\r\n';
    const found = await read({ 'a.sql': TABLE, 'data/t.csv': csv }, { data: 'data' });
    expect(found.rows['dbo.T']).toEqual([['1', 'Smith, "Jo"', null], ['2', 'two\nlines', null], ['3', null, null]]); // prettier-ignore
  });

  const BULK: readonly (readonly [string, string, string | Buffer])[] = [
    ['defaults: tab, newline, no header', '', '1\tone\t1.5\n2\ttwo\t2\n'],
    ['odd terminators', "WITH (FIELDTERMINATOR = '+|', ROWTERMINATOR = '&|\\n')", '1+|one+|1.5&|\n2+|two+|2&|\n'],
    ['FIRSTROW skips a header', 'WITH (FIELDTERMINATOR = \',\', FIRSTROW = 2)', 'Id,Name,Paid\n1,one,1.5\n2,two,2\n'],
    ['hexadecimal row terminator', "WITH (FIELDTERMINATOR = '|', ROWTERMINATOR = '0x0a')", '1|one|1.5\n2|two|2\n'],
    ['FORMAT = CSV with quotes', "WITH (FORMAT = 'CSV')", '1,"one",1.5\n2,"two",2\n'],
    ['wide characters', "WITH (DATAFILETYPE = 'widechar')", Buffer.from('\ufeff1\tone\t1.5\r\n2\ttwo\t2\r\n', 'utf16le')],
  ]; // prettier-ignore

  it.each(BULK)('BULK INSERT, %s', async (_name, options, content) => {
    const script = `${TABLE}BULK INSERT dbo.T FROM 'C:\\import\\T.txt' ${options};\n`;
    const found = await read({ 'a.sql': script, 'T.txt': content });
    expect(found.rows['dbo.T']).toEqual([['1', 'one', '1.5000'], ['2', 'two', '2.0000']]); // prettier-ignore
  });

  it('a file that is not there is said, with the flag that brings it', async () => {
    const found = await read(`${TABLE}BULK INSERT dbo.T FROM 'gone.csv';\n`);
    expect(found.catalog.findings).toMatchObject([{ code: 'ROWS-FILE-MISSING', message: expect.stringMatching(/gone\.csv.*--data/), place: { line: 3 } }]); // prettier-ignore
  });

  it('a record with other fields than the table has is left out with its number', async () => {
    const found = await read({ 'a.sql': TABLE, 'T.csv': 'Id,Name\n1,one\n2,two,three\n3,three\n' });
    expect(found.rows['dbo.T']?.map(([id]) => id)).toEqual(['1', '3']);
    expect(found.catalog.findings).toMatchObject([{ code: 'ROWS-VALUE', place: { file: 'T.csv', line: 3 } }]);
  });
});
