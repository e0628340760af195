/** Conversions of dates and times. Sources: Microsoft Learn, the page named in each row. */
import { NotInEngine } from '../../../src/engine/errors.js';
import type { Settings } from '../../../src/engine/session/run.js';
import { converted, failureOf } from './values.js';

const CAST = 'CAST and CONVERT (Transact-SQL), date and time styles';
const LITERALS = 'datetime (Transact-SQL), supported string literal formats';
const DATE = 'date (Transact-SQL)';

describe('a moment that becomes a text', () => {
  const AT = '2006-12-30 00:38:54.840';
  test.each([
    [0, 'Dec 30 2006 12:38AM'], [100, 'Dec 30 2006 12:38AM'], [1, '12/30/06'], [101, '12/30/2006'],
    [2, '06.12.30'], [102, '2006.12.30'], [3, '30/12/06'], [103, '30/12/2006'], [4, '30.12.06'], [104, '30.12.2006'],
    [5, '30-12-06'], [105, '30-12-2006'], [6, '30 Dec 06'], [106, '30 Dec 2006'], [7, 'Dec 30, 06'], [107, 'Dec 30, 2006'],
    [8, '00:38:54'], [24, '00:38:54'], [108, '00:38:54'], [9, 'Dec 30 2006 12:38:54:840AM'], [109, 'Dec 30 2006 12:38:54:840AM'],
    [10, '12-30-06'], [110, '12-30-2006'], [11, '06/12/30'], [111, '2006/12/30'], [12, '061230'], [112, '20061230'],
    [13, '30 Dec 2006 00:38:54:840'], [113, '30 Dec 2006 00:38:54:840'], [14, '00:38:54:840'], [114, '00:38:54:840'],
    [20, '2006-12-30 00:38:54'], [120, '2006-12-30 00:38:54'], [21, '2006-12-30 00:38:54.840'], [25, '2006-12-30 00:38:54.840'],
    [121, '2006-12-30 00:38:54.840'], [22, '12/30/06 12:38:54 AM'], [23, '2006-12-30'], [126, '2006-12-30T00:38:54.840'],
    [127, '2006-12-30T00:38:54.840'],
  ])('a datetime in style %d is %s', (style, expected) => {
    expect(converted(AT, 'datetime', 'varchar(40)', { kind: 'explicit', style })).toBe(expected);
  }); // prettier-ignore

  test.each<[string, string, number | undefined, string, string]>([
    ['2006-01-05 13:02:03', 'datetime', 126, '2006-01-05T13:02:03', CAST],
    ['2006-01-05 13:02:03', 'smalldatetime', undefined, 'Jan  5 2006  1:02PM', CAST],
    ['2006-01-05', 'date', undefined, '2006-01-05', DATE],
    ['2006-01-05', 'date', 103, '05/01/2006', CAST],
    ['2006-01-05', 'date', 100, 'Jan  5 2006', CAST],
    ['13:02:03.1234567', 'time', undefined, '13:02:03.1234567', 'time (Transact-SQL)'],
    ['13:02:03.1234567', 'time(3)', undefined, '13:02:03.123', 'time (Transact-SQL)'],
    ['13:02:03', 'time(0)', 100, '1:02PM', CAST],
    ['2006-01-05 13:02:03.5', 'datetime2', undefined, '2006-01-05 13:02:03.5000000', 'datetime2 (Transact-SQL)'],
    ['2006-01-05 13:02:03.5', 'datetime2(0)', undefined, '2006-01-05 13:02:04', 'datetime2 (Transact-SQL)'],
    ['2006-01-05 13:02:03.5', 'datetime2(3)', 126, '2006-01-05T13:02:03.500', CAST],
    ['2006-01-05 13:02:03 +05:30', 'datetimeoffset(0)', undefined, '2006-01-05 13:02:03 +05:30', 'datetimeoffset (Transact-SQL)'],
    ['2006-01-05 13:02:03 -08:00', 'datetimeoffset(0)', 126, '2006-01-05T13:02:03-08:00', CAST],
    ['2006-01-05 13:02:03 -08:00', 'datetimeoffset(0)', 127, '2006-01-05T21:02:03Z', CAST],
  ])('%s of %s in style %s is %s (%s)', (text, from, style, expected) => {
    expect(converted(text, from, 'varchar(40)', { kind: 'explicit', style })).toBe(expected);
  }); // prettier-ignore

  test.each([
    ['2006-01-05', 'date', 108],
    ['13:02', 'time', 101],
    ['2006-01-05', 'datetime', 99],
  ])('%s of %s has no style %d: 281', (text, from, style) => {
    expect(converted(text, from, 'varchar(40)', { kind: 'explicit', style })).toBe('error 281');
  });

  it('is not guessed in the Hijri calendar', () => {
    expect(() => converted('2006-01-05', 'datetime', 'varchar(40)', { kind: 'explicit', style: 130 })).toThrow(NotInEngine); // prettier-ignore
  });
});

describe('a text that becomes a moment', () => {
  test.each([
    ['4/15/96', 'mdy', '1996-04-15 00:00:00.000'],
    ['04-15-1996', 'mdy', '1996-04-15 00:00:00.000'],
    ['4.15.2049', 'mdy', '2049-04-15 00:00:00.000'],
    ['4/15/49', 'mdy', '2049-04-15 00:00:00.000'],
    ['4/15/50', 'mdy', '1950-04-15 00:00:00.000'],
    ['15/4/96', 'dmy', '1996-04-15 00:00:00.000'],
    ['96/4/15', 'ymd', '1996-04-15 00:00:00.000'],
    ['96/15/4', 'ydm', '1996-04-15 00:00:00.000'],
    ['1996-15-04', 'dmy', '1996-04-15 00:00:00.000'],
    ['1996-04-15', 'mdy', '1996-04-15 00:00:00.000'],
    ['19960415', 'dmy', '1996-04-15 00:00:00.000'],
    ['960415', 'dmy', '1996-04-15 00:00:00.000'],
    ['1996', 'dmy', '1996-01-01 00:00:00.000'],
    ['1996-04-15T14:30:20', 'dmy', '1996-04-15 14:30:20.000'],
    ['1996-04-15T14:30:20.999', 'dmy', '1996-04-15 14:30:21.000'],
    ['April 15, 1996', 'mdy', '1996-04-15 00:00:00.000'],
    ['Apr 15 1996', 'mdy', '1996-04-15 00:00:00.000'],
    ['apr 1996 15', 'mdy', '1996-04-15 00:00:00.000'],
    ['Apr 15 96', 'mdy', '1996-04-15 00:00:00.000'],
    ['15-Apr-1996', 'mdy', '1996-04-15 00:00:00.000'],
    ['1996 April 15', 'mdy', '1996-04-15 00:00:00.000'],
    ['April 1996', 'mdy', '1996-04-01 00:00:00.000'],
    ['', 'mdy', '1900-01-01 00:00:00.000'],
    ['4 PM', 'mdy', '1900-01-01 16:00:00.000'],
    ['4am', 'mdy', '1900-01-01 04:00:00.000'],
    ['12:30AM', 'mdy', '1900-01-01 00:30:00.000'],
    ['14:30', 'mdy', '1900-01-01 14:30:00.000'],
    ['14:30:20:9', 'mdy', '1900-01-01 14:30:20.010'],
    ['14:30:20.9', 'mdy', '1900-01-01 14:30:20.900'],
    ['Jan  1 2000 12:00AM', 'mdy', '2000-01-01 00:00:00.000'],
    ['2007-05-08 12:35:29.123', 'mdy', '2007-05-08 12:35:29.123'],
  ])(`'%s' under SET DATEFORMAT %s is %s of datetime (${LITERALS})`, (text, dateFormat, expected) => {
    const settings = { dateFormat } as Partial<Settings>;
    expect(converted(text, 'varchar(40)', 'datetime', { kind: 'explicit' }, settings)).toBe(expected);
  });

  test.each([
    ['2007-05-08 12:35:29.1234567 +12:15', 'time(7)', '12:35:29.1234567', 'date, datetime2 and the like: the example of each page'],
    ['2007-05-08 12:35:29.1234567 +12:15', 'date', '2007-05-08', 'date (Transact-SQL)'],
    ['2007-05-08 12:35:29.123', 'smalldatetime', '2007-05-08 12:35:00.000', 'smalldatetime (Transact-SQL)'],
    ['2007-05-08 12:35:29.998', 'smalldatetime', '2007-05-08 12:35:00.000', 'smalldatetime (Transact-SQL)'],
    ['2007-05-08 12:35:29.999', 'smalldatetime', '2007-05-08 12:36:00.000', 'smalldatetime (Transact-SQL)'],
    ['2007-05-08 12:35:29.1234567 +12:15', 'datetime2(7)', '2007-05-08 12:35:29.1234567', 'datetime2 (Transact-SQL)'],
    ['2007-05-08 12:35:29.1234567 +12:15', 'datetimeoffset(7)', '2007-05-08 12:35:29.1234567 +12:15', 'datetimeoffset (Transact-SQL)'],
    ['2007-05-08T12:35:29.1234567Z', 'datetimeoffset(7)', '2007-05-08 12:35:29.1234567 +00:00', 'datetimeoffset (Transact-SQL)'],
    ['1968-10-23 12:45:37.1234 +10:0', 'datetimeoffset(4)', '1968-10-23 12:45:37.1234 +10:00', 'datetime (Transact-SQL), converting a datetimeoffset'],
    ['Apr, 1996', 'date', '1996-04-01', DATE],
    ['2007-05-08', 'datetimeoffset(0)', '2007-05-08 00:00:00 +00:00', 'datetimeoffset (Transact-SQL)'],
    ['0001-01-01', 'date', '0001-01-01', DATE],
    ['9999-12-31', 'date', '9999-12-31', DATE],
    ['1998-01-02 01:01:01.995', 'datetime', '1998-01-02 01:01:01.997', 'datetime (Transact-SQL), rounding'],
    ['1998-01-01 23:59:59.992', 'datetime', '1998-01-01 23:59:59.993', 'datetime (Transact-SQL), rounding'],
    ['1998-01-01 23:59:59.999', 'datetime', '1998-01-02 00:00:00.000', 'datetime (Transact-SQL), rounding'],
    ['1998-01-01 23:59:59.990', 'datetime', '1998-01-01 23:59:59.990', 'datetime (Transact-SQL), rounding'],
  ])("'%s' as %s is %s (%s)", (text, to, expected) => {
    expect(converted(text, 'varchar(40)', to)).toBe(expected);
  }); // prettier-ignore

  test.each([
    ['01/02/2003', 101, '2003-01-02'],
    ['01/02/2003', 103, '2003-02-01'],
    ['01.02.2003', 104, '2003-02-01'],
    ['2003/02/01', 111, '2003-02-01'],
    ['20030201', 112, '2003-02-01'],
    ['1 Feb 2003', 106, '2003-02-01'],
    ['2003-02-01T00:00:00', 126, '2003-02-01'],
  ])("'%s' in style %d is %s", (text, style, expected) => {
    expect(converted(text, 'varchar(40)', 'date', { kind: 'explicit', style })).toBe(expected);
  });

  test.each([
    ['2000-01-02 10:00.5', 'datetime', undefined],
    ['2000-01-02Z', 'date', undefined],
    ['10:00 2000-01-02', 'datetime', undefined],
    ['1/2/2000', 'date', 1],
    ['1/2/00', 'date', 101],
    ['2000-01-02', 'date', 103],
    ['2000-01-02T10:00:00Z', 'datetime', undefined],
    ['2000-01-02', 'date', 130],
  ])("'%s' as %s in style %s is not guessed", (text, to, style) => {
    expect(() => converted(text, 'varchar(40)', to, { kind: 'explicit', style })).toThrow(NotInEngine);
  });

  test.each([
    ['2000/1-2', 'datetime', '2000-01-02 00:00:00.000'],
    ['2000/1-2', 'date', 'error 241'],
    ['3/2000/12', 'datetime', '2000-03-12 00:00:00.000'],
    ['3/2000/12', 'datetime2(0)', 'error 241'],
    ['Apr 16', 'datetime', 'error 241'],
    ['Apr 16', 'date', 'error 241'],
    ['16 Apr 14:30', 'datetime2(0)', 'error 241'],
    ['Apr 2016', 'datetime', '2016-04-01 00:00:00.000'],
    ['2000-04-22+05:12', 'datetime', 'error 241'],
    ['2000-04-22T10:00', 'datetime2(0)', 'error 241'],
    ['2000-04-22T10:00:00:5', 'datetime2(0)', 'error 241'],
    ['2000-04-22T10:00:00 Z', 'datetimeoffset(0)', 'error 241'],
    ['2000-04-22T10:00:00-8:00', 'datetimeoffset(0)', 'error 241'],
    ['2000-04-22T10:00:00-08:00', 'datetimeoffset(0)', '2000-04-22 10:00:00 -08:00'],
  ])("'%s' as %s is as its page lists it: %s", (text, to, expected) => {
    expect(converted(text, 'varchar(40)', to)).toBe(expected);
  });

  it('of a newer type has its comma before the year only', () => {
    expect(converted('Apr 12, 2024', 'varchar(40)', 'date')).toBe('2024-04-12');
    expect(converted('12 Apr, 2024', 'varchar(40)', 'date')).toBe('2024-04-12');
    expect(converted('12, Apr 2024', 'varchar(40)', 'date')).toBe('error 241');
    expect(converted('12, Apr 2024', 'varchar(40)', 'datetime')).toBe('2024-04-12 00:00:00.000');
  });

  it.each(['date', 'datetime2'])('of %s reads the ISO form whatever SET DATEFORMAT says', (to) => {
    const settings = { dateFormat: 'dmy' } as const;
    expect(converted('1996-04-05', 'varchar(40)', to, { kind: 'explicit' }, settings)).toMatch(/^1996-04-05/);
  });

  test.each([
    ['hello', 'datetime', '241 Conversion failed when converting date and/or time from character string.'],
    ['hello', 'date', '241 Conversion failed when converting date and/or time from character string.'],
    ['hello', 'smalldatetime', '295 Conversion failed when converting character string to smalldatetime data type.'],
    ['2000-13-01', 'datetime', '242 The conversion of a varchar data type to a datetime data type resulted in an out-of-range value.'],
    ['1752-12-31', 'datetime', '242 The conversion of a varchar data type to a datetime data type resulted in an out-of-range value.'],
    ['2079-06-07', 'smalldatetime', '242 The conversion of a varchar data type to a smalldatetime data type resulted in an out-of-range value.'],
    ['2000-02-30', 'date', '241 Conversion failed when converting date and/or time from character string.'],
    ['2000-01-01 10:00:00.1234', 'datetime', '241 Conversion failed when converting date and/or time from character string.'],
    ['2000-01-01 10:00:00 +01:00', 'datetime', '241 Conversion failed when converting date and/or time from character string.'],
    ['10:00:00.12345678', 'time', '241 Conversion failed when converting date and/or time from character string.'],
  ])("'%s' is no %s", (text, to, expected) => {
    expect(failureOf(text, 'varchar(40)', to)).toBe(expected);
  }); // prettier-ignore
});

describe('a moment that becomes another type of moment', () => {
  test.each([
    ['12:10:16.1234567', 'time', 'datetime', '1900-01-01 12:10:16.123'],
    ['2020-12-01', 'date', 'datetime', '2020-12-01 00:00:00.000'],
    ['2020-12-01 12:30', 'datetime', 'date', '2020-12-01'],
    ['2020-12-01 12:30:05.003', 'datetime', 'datetime2', '2020-12-01 12:30:05.0033333'],
    ['2020-12-01 12:30:05.007', 'datetime', 'datetime2', '2020-12-01 12:30:05.0066667'],
    ['2020-12-01 12:30:05.003', 'datetime', 'time(4)', '12:30:05.0033'],
    ['2020-12-01 12:30:30', 'datetime', 'smalldatetime', '2020-12-01 12:31:00.000'],
    ['2020-12-01 12:30:00 +05:00', 'datetimeoffset', 'datetime2(0)', '2020-12-01 12:30:00'],
    ['2020-12-01 12:30:00', 'datetime2', 'datetimeoffset(0)', '2020-12-01 12:30:00 +00:00'],
    ['1752-12-31', 'date', 'datetime', 'error 242'],
    ['2079-06-07', 'datetime', 'smalldatetime', 'error 242'],
    ['1899-12-31 23:59:29', 'datetime', 'smalldatetime', 'error 242'],
    ['2020-12-01', 'date', 'time', 'error 529'],
  ])('%s of %s as %s is %s (the page of the target type, "Convert other date and time types")', (text, from, to, expected) => {
    expect(converted(text, from, to)).toBe(expected);
  }); // prettier-ignore

  test.each([
    ['1', 'int', '1900-01-02 00:00:00.000'],
    ['-0.25', 'float', '1899-12-31 18:00:00.000'],
    ['0.5', 'decimal(5,2)', '1900-01-01 12:00:00.000'],
    ['100000000', 'int', 'error 8115'],
  ])('%s of %s as datetime is %s', (text, from, expected) => {
    expect(converted(text, from, 'datetime')).toBe(expected);
  });

  it('is not guessed from a number of days between two of its values', () => {
    expect(() => converted('0.3333333', 'decimal(9,7)', 'datetime')).toThrow(NotInEngine);
    expect(converted('0.1', 'float', 'datetime')).toBe('1900-01-01 02:24:00.000');
  });
});
