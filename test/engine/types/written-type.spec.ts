/** Sources: Microsoft Learn, "CAST and CONVERT (Transact-SQL)", "Data types (Transact-SQL)", and the pages of the types. */
import { typeText } from '../../../src/catalog/type-text.js';
import { SqlError } from '../../../src/engine/errors.js';
import { writtenType } from '../../../src/engine/types/written-type.js';
import { COLLATION, typeName } from '../conversion/values.js';

const aliases = (_schema: string | null, name: string) =>
  name === 'Code' ? { type: { base: 'char' as const, length: 1, alias: 'dbo.Code' }, nullable: true } : null;

const written = (text: string, use: 'cast' | 'column') => writtenType(typeName(text), aliases, COLLATION, use);

describe('a written type', () => {
  test.each([
    ['varchar', 'cast', 'varchar(30)'],
    ['varchar', 'column', 'varchar(1)'],
    ['nchar', 'cast', 'nchar(30)'],
    ['binary', 'cast', 'binary(30)'],
    ['varbinary', 'column', 'varbinary(1)'],
    ['sysname', 'cast', 'nvarchar(128)'],
    ['character varying(12)', 'cast', 'varchar(12)'],
    ['numeric', 'column', 'decimal(18,0)'],
    ['dec(5)', 'column', 'decimal(5,0)'],
    ['float(24)', 'column', 'real'],
    ['float(25)', 'column', 'float'],
    ['double precision', 'column', 'float'],
    ['datetime2', 'cast', 'datetime2(7)'],
    ['time(0)', 'cast', 'time(0)'],
    ['timestamp', 'column', 'rowversion'],
    ['NVARCHAR(MAX)', 'cast', 'nvarchar(max)'],
    ['dbo.Code', 'cast', 'char(1)'],
  ] as const)('%s of a %s is %s', (text, use, expected) => {
    expect(typeText(written(text, use))).toBe(expected);
  });

  it('has the default collation when it is a text, and none when it is not', () => {
    expect(written('text', 'column')).toMatchObject({ collation: COLLATION, collationLabel: 'default' });
    expect(written('int', 'column').collation).toBeUndefined();
  });

  test.each([
    ['nothing', 'cast', 243],
    ['dbo.nothing', 'column', 2715],
    ['varchar(8001)', 'column', 131],
    ['nvarchar(8001)', 'cast', 131],
    ['nvarchar(4001)', 'cast', 2717],
    ['varchar(0)', 'cast', 1001],
    ['decimal(39)', 'column', 2750],
    ['decimal(5,6)', 'column', 2751],
    ['float(54)', 'column', 2750],
    ['datetime2(8)', 'cast', 1002],
    ['datetime(2)', 'cast', 2716],
    ['int(4)', 'column', 2716],
    ['char(max)', 'cast', 102],
    ['binary(max)', 'column', 102],
  ] as const)('%s of a %s is refused: %d', (text, use, number) => {
    try {
      written(text, use);
    } catch (error) {
      expect(error).toBeInstanceOf(SqlError);
      expect(error).toMatchObject({ number });
      return;
    }
    throw new Error('not refused');
  });
});
