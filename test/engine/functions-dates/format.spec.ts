import { outcome } from '../functions-support/evaluate.js';

type Vector = readonly [sql: string, expected: string | null];

const at = "CAST('2009-06-15 13:45:30.0500000' AS datetime2)";
const later = "CAST('2009-06-15 01:05:09.6175000' AS datetime2)";
const time = (text: string): string => `CAST('${text}' AS time)`;

/** Source: Microsoft Learn, "FORMAT (Transact-SQL)" and the pages of .NET's format strings, in the culture en-US. */
const PAGES: Readonly<Record<string, readonly Vector[]>> = {
  'FORMAT: standard formats of dates': [
    [`FORMAT(CAST('2024-08-09' AS date), 'd', 'en-US')`, '8/9/2024'],
    [`FORMAT(CAST('2024-08-09' AS date), 'D', 'en-US')`, 'Friday, August 9, 2024'],
    [`FORMAT(${at}, 'f')`, 'Monday, June 15, 2009 1:45 PM'],
    [`FORMAT(${at}, 'F')`, 'Monday, June 15, 2009 1:45:30 PM'],
    [`FORMAT(${at}, 'g')`, '6/15/2009 1:45 PM'],
    [`FORMAT(${at}, 'G')`, '6/15/2009 1:45:30 PM'],
    [`FORMAT(${at}, 'M')`, 'June 15'],
    [`FORMAT(${at}, 'Y')`, 'June 2009'],
    [`FORMAT(${at}, 'R')`, 'Mon, 15 Jun 2009 13:45:30 GMT'],
    [`FORMAT(${at}, 's')`, '2009-06-15T13:45:30'],
    [`FORMAT(${at}, 'o')`, '2009-06-15T13:45:30.0500000'],
    [`FORMAT(${at}, 't')`, '1:45 PM'],
    [`FORMAT(${at}, 'q')`, null],
    [`FORMAT(CAST('2024-08-09' AS date), 'd', 'zh-cn')`, 'ENGINE-FUNCTION-FORMAT'],
    [`FORMAT(CAST(NULL AS date), 'd')`, null],
  ],
  'FORMAT: custom formats of dates': [
    [`FORMAT(CAST('2024-08-09' AS date), 'dd/MM/yyyy', 'en-US')`, '09/08/2024'],
    [`FORMAT(${at}, 'yyyyMMdd')`, '20090615'],
    [`FORMAT(${at}, 'yyyy-MM-dd HH:mm:ss.fff')`, '2009-06-15 13:45:30.050'],
    [`FORMAT(${later}, 'h:m:s.FFF')`, '1:5:9.617'],
    [`FORMAT(${later}, 'ffffff')`, '617500'],
    [`FORMAT(${later}, 'FFFFFF')`, '6175'],
    [`FORMAT(${at}, 'ddd d MMM yy')`, 'Mon 15 Jun 09'],
    [`FORMAT(${at}, 'dddd, MMMM')`, 'Monday, June'],
    [`FORMAT(CAST('2018-01-01 14:00' AS datetime2), N'hh:mm tt')`, '02:00 PM'],
    [`FORMAT(CAST('2018-01-01 14:00' AS datetime2), N'hh:mm t')`, '02:00 P'],
    [`FORMAT(CAST('2018-01-01 14:00' AS datetime2), N'HH:mm')`, '14:00'],
    [`FORMAT(${at}, '%d')`, '15'],
    [`FORMAT(${at}, 'yyyy"y"M''m''')`, '2009y6m'],
    [`FORMAT(${at}, 'yyyy"y')`, null],
    [`FORMAT(${at}, 'QQ DD')`, 'QQ DD'],
    [`FORMAT(CAST('2009-06-15 13:45:30 +05:30' AS datetimeoffset), 'HH:mm zzz')`, '13:45 +05:30'],
    [`FORMAT(CAST('2024-01-01 00:00:00.007' AS datetime), 'ss.fffffff')`, '00.0070000'],
  ],
  'FORMAT: a time takes no colon and no point that is not escaped': [
    [`FORMAT(${time('07:35')}, N'hh.mm')`, null],
    [`FORMAT(${time('07:35')}, N'hh:mm')`, null],
    [`FORMAT(${time('07:35')}, N'hh\\.mm')`, '07.35'],
    [`FORMAT(${time('07:35')}, N'hh\\:mm')`, '07:35'],
    [`FORMAT(${time('07:35:10.5')}, N'c')`, '07:35:10.5000000'],
    [`FORMAT(${time('07:35:10.5')}, N'g')`, '7:35:10.5'],
  ],
  'FORMAT: standard formats of numbers': [
    [`FORMAT(CAST(1.0002 AS money), 'N', 'en-us')`, '1.00'],
    [`FORMAT(CAST(1.55 AS money), 'C', 'en-us')`, '$1.55'],
    [`FORMAT(-1234567, 'C')`, '($1,234,567.00)'],
    [`FORMAT(-1234.565, 'N2')`, '-1,234.57'],
    [`FORMAT(-0.001, 'N2')`, '0.00'],
    [`FORMAT(1234, 'D6')`, '001234'],
    [`FORMAT(1234.5, 'D6')`, null],
    [`FORMAT(1234.5, 'F0')`, '1235'],
    [`FORMAT(0.05, 'F1')`, '0.1'],
    [`FORMAT(CAST(3.1415926 AS float), 'F3')`, '3.142'],
    [`FORMAT(5, 'G')`, '5'],
    [`FORMAT(0.5, 'P')`, 'ENGINE-FUNCTION-FORMAT'],
    [`FORMAT('a', 'N')`, 'error 8116'],
  ],
  'FORMAT: custom formats of numbers': [
    [`FORMAT(123456789, '###-##-####')`, '123-45-6789'],
    [`FORMAT(5, '000')`, '005'],
    [`FORMAT(1234567.891, '#,##0.00')`, '1,234,567.89'],
    [`FORMAT(0, '#,##0.00')`, '0.00'],
    [`FORMAT(0.5, '#.##')`, '.5'],
    [`FORMAT(1.2, '0.##')`, '1.2'],
    [`FORMAT(1, '0.##')`, '1'],
    [`FORMAT(0, '#')`, ''],
    [`FORMAT(0.086, '#0.##%')`, '8.6%'],
    [`FORMAT(1234567890, '#,##0,,')`, '1,235'],
    [`FORMAT(-1234.5, '#,##0.0;(#,##0.0)')`, '(1,234.5)'],
    [`FORMAT(-0.001, '0.0;(0.0);nothing')`, 'nothing'],
    [`FORMAT(0, '0;-0;zero')`, 'zero'],
    [`FORMAT(-5, '00 units')`, '-05 units'],
    [`FORMAT(5, 'a''b''0')`, 'ab5'],
    [`FORMAT(1234567890, '(###) ###-####')`, '(123) 456-7890'],
    [`FORMAT(123456, '0,0')`, '123,456'],
    [`FORMAT(42, '0.00e0')`, 'ENGINE-FUNCTION-FORMAT'],
  ],
};

describe.each(Object.entries(PAGES))('%s', (_page, vectors) => {
  it.each(vectors.map(([sql, expected]) => ({ sql, expected })))('$sql is $expected', ({ sql, expected }) => {
    expect(outcome(sql)).toBe(expected);
  });
});
