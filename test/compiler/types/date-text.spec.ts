import fc from 'fast-check';
import { dateOfDayNumber, dayNumber, isDate } from '../../../src/compiler/types/calendar.js';
import { type DateOrder, dateOrderOf, parseDateText } from '../../../src/compiler/types/date-text.js';

const read = (text: string, order: DateOrder = 'mdy', newTypes = false): string | null => {
  const parts = parseDateText(text, order, newTypes);
  if (parts === null) return null;
  const { year, month, day, hour, minute, second, fraction, offset } = parts;
  return `${year}-${month}-${day} ${hour}:${minute}:${second}${fraction === '' ? '' : `.${fraction}`}${offset === null ? '' : ` ${offset}`}`;
};

/** Microsoft Learn, "datetime (Transact-SQL)" and "date (Transact-SQL)": supported string literal formats. */
describe('date constants', () => {
  it.each([
    ['20200102', '2020-1-2 0:0:0'], ['200102', '2020-1-2 0:0:0'], ['500102', '1950-1-2 0:0:0'], ['2020', '2020-1-1 0:0:0'], ['2020-01-02', '2020-1-2 0:0:0'], ['1/2/2020', '2020-1-2 0:0:0'],
    ['1-2-49', '2049-1-2 0:0:0'], ['1.2.50', '1950-1-2 0:0:0'], ['Apr 15, 2004', '2004-4-15 0:0:0'], ['april 15 04', '2004-4-15 0:0:0'], ['15 Apr 2004', '2004-4-15 0:0:0'], ['15-Apr-2004', '2004-4-15 0:0:0'],
    ['Apr 2004', '2004-4-1 0:0:0'], ['2004 Apr 15', '2004-4-15 0:0:0'], ['2020-01-02T03:04:05.678', '2020-1-2 3:4:5.678'], ['2020-01-02 3:04 PM', '2020-1-2 15:4:0'], ['12:00 am', '1900-1-1 0:0:0'], ['3pm', '1900-1-1 15:0:0'],
    ['20200102 03:04:05:678', '2020-1-2 3:4:5.678'], ['', '1900-1-1 0:0:0'], ['2020-01-02T03:04:05+02:30', '2020-1-2 3:4:5 150'], ['2020-01-02T03:04:05Z', '2020-1-2 3:4:5 0'],
    ['2020-02-30', null], ['13/1/2020', null], ['20201301', null], ['hello', null], ['25:00', null], ['1/2', null], ['13:00 am', null],
  ])('%j is %s', (text, expected) => {
    expect(read(text)).toBe(expected);
  }); // prettier-ignore

  it('go by the DATEFORMAT of the language, ISO dates of the newer types do not ("SET DATEFORMAT")', () => {
    expect([read('1/2/2020', 'dmy'), read('2020-01-02', 'dmy'), read('2020-01-02', 'dmy', true), read('20/1/2', 'ymd')]).toEqual([
      '2020-2-1 0:0:0', '2020-2-1 0:0:0', '2020-1-2 0:0:0', null,
    ]); // prettier-ignore
    expect([dateOrderOf('us_english'), dateOrderOf('British'), dateOrderOf('Japanese')]).toEqual(['mdy', 'dmy', 'ymd']);
  });

  it('no text makes the reader throw', () => {
    fc.assert(
      fc.property(fc.string(), (text) => void parseDateText(text, 'mdy', true)),
      { numRuns: 500 },
    );
  });
});

describe('days of the calendar', () => {
  it('number 0 is 1900-01-01', () => {
    expect([dayNumber(1900, 1, 1), dayNumber(2000, 3, 1), dayNumber(1899, 12, 31)]).toEqual([0, 36584, -1]);
    expect([isDate(2000, 2, 29), isDate(1900, 2, 29), isDate(2019, 2, 29), isDate(0, 1, 1)]).toEqual([
      true,
      false,
      false,
      false,
    ]);
  });

  it('a number and its date are one', () => {
    fc.assert(
      fc.property(fc.integer({ min: -693595, max: 2958463 }), (number) => {
        const [year = 0, month = 0, day = 0] = (dateOfDayNumber(number) ?? '').split('-').map(Number);
        expect(dayNumber(year, month, day)).toBe(number);
      }),
    );
    expect([dateOfDayNumber(-693596), dateOfDayNumber(2958464)]).toEqual([null, null]);
  });
});
