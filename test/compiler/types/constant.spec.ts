import type { SqlType } from '../../../src/catalog/sql-type.js';
import { foldConstant } from '../../../src/compiler/types/constant.js';

const varchar: SqlType = { base: 'varchar', length: 50 };
const fold = (value: string, from: SqlType, type: SqlType, style: number | null = null): string | null =>
  foldConstant(value, from, { type, style, order: 'mdy' });

/** Microsoft Learn, "CAST and CONVERT (Transact-SQL)" and the pages of the types. */
describe('constants converted while compiling', () => {
  it.each<readonly [string, SqlType, SqlType, string | null]>([
    ['42', varchar, { base: 'int' }, '42'], [' +7 ', varchar, { base: 'int' }, '7'], ['', varchar, { base: 'int' }, '0'], ['1.5', varchar, { base: 'int' }, null], ['256', varchar, { base: 'tinyint' }, null],
    ['-0012.50', varchar, { base: 'decimal', precision: 5, scale: 2 }, '-12.50'], ['1.255', varchar, { base: 'decimal', precision: 5, scale: 2 }, null], ['1234', varchar, { base: 'decimal', precision: 5, scale: 2 }, null],
    ['TRUE', varchar, { base: 'bit' }, '1'], ['yes', varchar, { base: 'bit' }, null], ['5', { base: 'int' }, { base: 'bit' }, '1'], ['0', { base: 'int' }, { base: 'datetime' }, '1900-01-01 00:00:00.000'],
    ['-1', { base: 'int' }, { base: 'datetime' }, '1899-12-31 00:00:00.000'], ['1.5', { base: 'decimal', precision: 2, scale: 1 }, { base: 'datetime' }, '1900-01-02 12:00:00.000'], ['1', { base: 'int' }, { base: 'date' }, null],
    ['2020-01-02 03:04:05.678', varchar, { base: 'datetime' }, '2020-01-02 03:04:05.677'], ['2020-01-02 23:59:59.999', varchar, { base: 'datetime' }, '2020-01-03 00:00:00.000'], ['1752-12-31', varchar, { base: 'datetime' }, null],
    ['2020-01-02 03:04:05.1234', varchar, { base: 'datetime' }, null], ['2020-01-02 03:04:29.998', varchar, { base: 'smalldatetime' }, '2020-01-02 03:04:00'], ['2020-01-02 03:04:29.999', varchar, { base: 'smalldatetime' }, '2020-01-02 03:05:00'],
    ['2020-01-02 03:04:05.678', varchar, { base: 'datetime2', scale: 1 }, '2020-01-02 03:04:05.7'], ['03:04:05', varchar, { base: 'time', scale: 0 }, '03:04:05'], ['2020-01-02 03:04', varchar, { base: 'date' }, '2020-01-02'],
    ['2020-01-02 03:04 +02:00', varchar, { base: 'datetimeoffset', scale: 0 }, '2020-01-02 03:04:00 +02:00'], ['{6f9619ff-8b86-d011-b42d-00c04fc964ff}', varchar, { base: 'uniqueidentifier' }, '6F9619FF-8B86-D011-B42D-00C04FC964FF'],
  ])('%j of %j to %j is %j', (value, from, type, expected) => {
    expect(fold(value, from, type)).toBe(expected);
  }); // prettier-ignore

  it('a style says the order of day, month and year', () => {
    expect([
      fold('03/02/2020', varchar, { base: 'date' }, 103),
      fold('03/02/2020', varchar, { base: 'date' }, 101),
      fold('2020.02.03', varchar, { base: 'date' }, 102),
    ]).toEqual(['2020-02-03', '2020-03-02', '2020-02-03']);
    expect(fold('03/02/2020', varchar, { base: 'date' }, 130)).toBeNull();
  });
});
