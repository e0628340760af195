import { csvRecord } from '../../src/usage/csv.js';

describe('a record of CSV', () => {
  it.each(['=cmd|/C calc!A0', '+1', '-1', '@SUM(A1)', '\tx', '\rx', '\nx', '＝1', '＋1', '－1', '＠x'])(
    'begins a cell that a spreadsheet would compute with an apostrophe: %j',
    (value) => {
      expect(csvRecord([value]).replace(/^"/, '')).toMatch(/^'/);
    },
  );

  it('leaves other texts, numbers and nothing as they are, also a number below zero', () => {
    expect(csvRecord(['GET', 200, null, 'a=b', -1])).toBe('GET,200,,a=b,-1\r\n');
  });

  it('quotes commas, quotes and line breaks, and doubles quotes', () => {
    expect(csvRecord(['a,b', 'say "x"', 'two\r\nlines'])).toBe('"a,b","say ""x""","two\r\nlines"\r\n');
  });
});
