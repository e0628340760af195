import { cellConverter } from '../../../src/dbt/run/cell-text.js';

describe('a stored cell on its way into a target', () => {
  it.each([
    ['2020-01-31 00:00:00.0000000 +05:30', '2020-01-30 18:30:00.000000+00'],
    ['2020-01-31 23:30:00 -01:00', '2020-02-01 00:30:00+00'],
    ['2020-01-31 12:00:00.123 +00:00', '2020-01-31 12:00:00.123+00'],
  ])('is a moment of UTC where it had an offset, which an appender would drop: %s', (cell, text) => {
    expect(cellConverter('timestamptz', 'duckdb')(cell)).toBe(text);
    expect(cellConverter('timestamptz', 'postgres')(cell)).toBe(text);
  });

  it('keeps microseconds of a time', () => {
    expect(cellConverter('timestamp', 'duckdb')('2020-01-31 00:00:00.1234567')).toBe('2020-01-31 00:00:00.123456');
  });
});
