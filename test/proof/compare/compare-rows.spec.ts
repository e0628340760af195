/** Rules of comparison: multisets of rows, exact but for floats, by the columns' names and types. */
import { areSameRows, compareRows, looseColumnsOf, type TargetRows } from '../../../src/proof/compare/index.js';
import type { ReferenceRows } from '../../../src/proof/reference/index.js';
import type { Type } from '../../../src/engine/types/type.js';
import type { Value } from '../../../src/engine/values/value.js';

const CI: Type = { base: 'varchar', length: 10, collation: 'SQL_Latin1_General_CP1_CI_AS', collationLabel: 'implicit' };

const source = (type: Type, ...values: Value[]): ReferenceRows => ({
  kind: 'rows',
  columns: [{ name: 'x', type }],
  rows: values.map((value) => [value]),
  readsSurroundings: false,
});
const target = (type: string, ...cells: unknown[]): TargetRows => ({
  columns: [{ name: 'x', type }],
  rows: cells.map((cell) => [cell]),
});
const kindOf = (a: ReferenceRows, b: TargetRows) => compareRows(a, b, ['x']).kind;

describe('values are equal', () => {
  test.each<[string, Type, Value, string, unknown]>([
    ['a bit and a boolean', { base: 'bit' }, 1, 'BOOLEAN', true],
    ['whole numbers', { base: 'bigint' }, 9_007_199_254_740_993n, 'BIGINT', '9007199254740993'],
    ['decimals of the same scale', { base: 'decimal', precision: 9, scale: 2 }, -150n, 'DECIMAL(9,2)', '-1.50'],
    ['money', { base: 'money' }, 15_000n, 'DECIMAL(19,4)', '1.5000'],
    ['floats within 1e-12', { base: 'float' }, 0.1 + 0.2, 'DOUBLE', 0.3],
    ['a real and what PostgreSQL writes of it', { base: 'real' }, Math.fround(0.1), 'real', 0.1],
    ['dates', { base: 'date' }, 0, 'DATE', '0001-01-01'],
    ['a third of a hundredth of a second', { base: 'datetime' }, 1, 'TIMESTAMP', '1900-01-01 00:00:00.003'],
    ['two of them', { base: 'datetime' }, -1, 'TIMESTAMP', '1899-12-31 23:59:59.997'],
    ['minutes', { base: 'smalldatetime' }, 61, 'timestamp without time zone', '1900-01-01 01:01:00'],
    ['microseconds', { base: 'datetime2', scale: 6 }, 10n, 'TIMESTAMP', '0001-01-01 00:00:00.000001'],
    ['a time', { base: 'time', scale: 3 }, 36_000_000_000, 'TIME', '01:00:00'],
    ['a moment in two offsets', { base: 'datetimeoffset', scale: 0 }, { kind: 'offset_moment', utc: 36_000_000_000n, offsetMinutes: 60 }, 'TIMESTAMP WITH TIME ZONE', '0001-01-01 03:00:00+02'],
    ['texts with their blanks', CI, 'a ', 'VARCHAR', 'a '],
    ['bytes in DuckDB', { base: 'varbinary', length: 9 }, new Uint8Array([0, 97, 255]), 'BLOB', '\\x00a\\xFF'],
    ['bytes in PostgreSQL', { base: 'varbinary', length: 9 }, new Uint8Array([0, 171]), 'bytea', '\\x00ab'],
    ['a uniqueidentifier in other letter case', { base: 'uniqueidentifier' }, 'AB000000-0000-0000-0000-000000000000', 'UUID', 'ab000000-0000-0000-0000-000000000000'],
    ['NULLs', CI, null, 'VARCHAR', null],
  ])('%s', (_name, type, value, targetType, cell) => {
    expect(kindOf(source(type, value), target(targetType, cell))).toBe('equal');
  }); // prettier-ignore
});

describe('values are different', () => {
  test.each<[string, Type, Value, string, unknown]>([
    ['by a blank at the end', CI, 'a', 'VARCHAR', 'a '],
    ['by letter case', CI, 'a', 'VARCHAR', 'A'],
    ['NULL and an empty text', CI, null, 'VARCHAR', ''],
    ['by the last digit of a decimal', { base: 'decimal', precision: 9, scale: 2 }, 150n, 'DECIMAL(9,2)', '1.51'],
    ['floats that are a billionth apart', { base: 'float' }, 1, 'DOUBLE', 1.000000001],
    ['by a millisecond', { base: 'datetime' }, 1, 'TIMESTAMP', '1900-01-01 00:00:00.004'],
    ['by sign', { base: 'int' }, 0, 'INTEGER', 1],
  ])('%s', (_name, type, value, targetType, cell) => {
    expect(kindOf(source(type, value), target(targetType, cell))).toBe('different');
  });

  it('when a row comes once more', () => {
    expect(kindOf(source({ base: 'int' }, 1, 1, 2), target('INTEGER', 1, 2, 2))).toBe('different');
    expect(kindOf(source({ base: 'int' }, 1, 2, 1), target('INTEGER', 2, 1, 1))).toBe('equal');
  });

  it('and a few of them are shown, with the side that has them', () => {
    const found = compareRows(source({ base: 'int' }, 1, 2, 3, 4, 5, 6, 7), target('INTEGER', 1, 8), ['x']);
    expect(found).toMatchObject({ kind: 'different', rowsSource: 7, rowsTarget: 2, onlySource: 6, onlyTarget: 1 });
    const sample = found.kind === 'different' ? found.sample : [];
    expect(sample).toHaveLength(5);
    expect(sample.at(-1)).toEqual({ side: 'target', cells: ['8'] });
  });
});

describe('rows cannot be compared', () => {
  it.each([
    ['when a column is missing', source({ base: 'int' }, 1), { columns: [{ name: 'y', type: 'INTEGER' }], rows: [[1]] }],
    ['when a column is too many', source({ base: 'int' }, 1), { columns: [{ name: 'x', type: 'INTEGER' }, { name: 'y', type: 'INTEGER' }], rows: [[1, 1]] }],
    ['when equal values have another kind of type', source({ base: 'int' }, 1), target('DECIMAL(9,0)', '1')],
    ['when decimals have another scale', source({ base: 'money' }, 10_000n), target('DECIMAL(19,2)', '1.00')],
    ['when values of a sql_variant are in them', source({ base: 'sql_variant' }, null), target('VARCHAR', null)],
  ])('%s', (_name, reference, rows) => {
    expect(compareRows(reference, rows, ['x']).kind).toBe('incomparable');
  }); // prettier-ignore

  it('when a column of another name stands in its place', () => {
    const rows = { columns: [{ name: 'z', type: 'INTEGER' }], rows: [[1]] };
    expect(compareRows(source({ base: 'int' }, 1), rows, ['z']).kind).toBe('incomparable');
  });
});

describe('a moment with a seventh digit of the second', () => {
  const moment = (utc: bigint): Value => ({ kind: 'offset_moment', utc, offsetMinutes: 0 });

  it.each<[string, Type, Value, string, string]>([
    ['datetime2', { base: 'datetime2', scale: 7 }, 15n, 'TIMESTAMP', '0001-01-01 00:00:00.000001'],
    ['time', { base: 'time', scale: 7 }, 15, 'TIME', '00:00:00.000001'],
    ['datetimeoffset', { base: 'datetimeoffset', scale: 7 }, moment(15n), 'TIMESTAMP WITH TIME ZONE', '0001-01-01 00:00:00.000001+00'],
  ])('cannot be compared where all else is equal (%s)', (_name, type, value, targetType, cell) => {
    const found = compareRows(source(type, null, value), target(targetType, null, cell), ['x']);
    expect(found).toEqual({ kind: 'incomparable', message: 'values in the column x have a seventh digit of the second, which the target does not keep' });
    expect(kindOf(source(type, value), target(targetType, cell.replace('000001', '000002')))).toBe('different');
  }); // prettier-ignore

  it('tells two answers of the reference apart', () => {
    const type: Type = { base: 'datetime2', scale: 7 };
    expect(areSameRows(source(type, 15n), source(type, 16n))).toBe(false);
    expect(areSameRows(source(type, 15n), source(type, 15n))).toBe(true);
  });

  it('is none when it is a zero', () => {
    expect(kindOf(source({ base: 'datetime2', scale: 7 }, 10n), target('TIMESTAMP', '0001-01-01 00:00:00.000001'))).toBe('equal'); // prettier-ignore
  });
});

describe('texts that a collation holds equal', () => {
  it('may stand for each other where the original shows any one of them, and nowhere else', () => {
    const loose = looseColumnsOf(source(CI, 'abc', 'x'), source(CI, 'x', 'ABC'));
    expect(loose).toEqual(new Set([0]));
    const rows = target('VARCHAR', 'Abc', 'x');
    expect(compareRows(source(CI, 'abc', 'x'), rows, ['x'], loose ?? undefined).kind).toBe('equal');
    expect(compareRows(source(CI, 'abc', 'x'), rows, ['x']).kind).toBe('different');
  });

  it('do not make rows the same that differ in more than that', () => {
    expect(looseColumnsOf(source(CI, 'abc'), source(CI, 'abd'))).toBeNull();
    expect(looseColumnsOf(source({ base: 'int' }, 1), source({ base: 'int' }, 2))).toBeNull();
  });
});
