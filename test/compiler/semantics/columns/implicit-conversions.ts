import { page, refusals, type Area } from './vector.js';

const table = {
  name: 'Mixed',
  columns: [['id', 'int NOT NULL'], ['i', 'int'], ['w', 'varchar(20)'], ['dt', 'datetime'], ['d', 'date'], ['m', 'money'], ['f', 'float'], ['x', 'bit'], ['r', 'real'], ['big', 'decimal(38,10)'], ['c', 'nchar(4)']],
  rows: [
    ['1', '2147483647', '12', '2020-02-03 04:05:06.500', '2020-02-03', '1234.5678', '1234567.125', '1', '0.1', '1.0000000001', 'ab  '],
    ['2', '-5', ' 7 ', '1999-12-31 00:00:00', '1999-12-31', '-0.5', '0.25', '0', '2.5', '-3.5', 'AB  '],
    ['3', null, null, null, null, null, null, null, null, null, null],
  ],
} as const; // prettier-ignore

/** Values that change their type without being asked to. */
export const IMPLICIT_CONVERSIONS: Area = {
  title: 'implicit conversions',
  table,
  vectors: [
    ...page('CONCAT', [["CONCAT(dt, '|', x)", ['Feb  3 2020  4:05AM|1', 'Dec 31 1999 12:00AM|0', '|']], ["CONCAT(d, '|', m)", ['2020-02-03|1234.57', '1999-12-31|-0.50', '|']], ["CONCAT(r, '/')", ['0.1/', '2.5/', '/']], ["CONCAT(c, '|')", ['ab  |', 'AB  |', '|']]]),
    ...page('Data type conversion (Database Engine)', [
      ['LEFT(dt, 11)', ['Feb  3 2020', 'Dec 31 1999', null]], ['LEFT(i, 3)', ['214', '-5', null]], ['LEN(i)', ['10', '2', null]], ["'on ' + CAST(d AS varchar(10))", ['on 2020-02-03', 'on 1999-12-31', null]], ['w + 1', ['13', '8', null]], ['IIF(w = 7, 1, 0)', ['0', '1', '0']],
      ["ISNULL(d, '')", ['2020-02-03', '1999-12-31', '1900-01-01']], ["ISNULL(i, '')", ['2147483647', '-5', '0']], ["IIF(ISNULL(i, 0) = '', 1, 0)", ['0', '0', '1']], ["CASE WHEN id = 1 THEN 1 ELSE '2' END", ['1', '2', '2']], ["IIF(d = '20200203', 1, 0)", ['1', '0', '0']],
      ["IIF(i LIKE '21%', 1, 0)", ['1', '0', '0']], ["REPLACE(i, '4', '_')", ['21_7_836_7', '-5', null]], ['SUBSTRING(CONVERT(varchar(8), d, 112), 5, 2)', ['02', '12', null]], ['CONVERT(varchar(10), dt, 120)', ['2020-02-03', '1999-12-31', null]], ['w * CAST(1.5 AS decimal(9, 1))', ['18.00', '10.50', null]],
    ]),
    ...page('CAST and CONVERT', [['CAST(dt AS float)', ['43862.17021412037', '36523', null]], ['CAST(big AS decimal(10,2))', ['1.00', '-3.50', null]], ['CAST(big AS int)', ['1', '-3', null]], ['CAST(w AS decimal(5,1))', ['12.0', '7.0', null]], ['CAST(CAST(dt AS date) AS datetime)', ['2020-02-03 00:00:00', '1999-12-31 00:00:00', null]], ["CONVERT(char(6), dt, 112) + '01'", ['20200201', '19991201', null]], ['CAST(i AS bigint) + 1', ['2147483648', '-4', null]], ['CAST(i AS bigint) * i', ['4611686014132420609', '25', null]]]),
    ...page('Precision, scale, and length', [['big * big', ['1.000000', '12.250000', null]], ['m * 1.5', ['1851.85170', '-0.75000', null]], ['i / 10.0', ['214748364.700000', '-0.500000', null]], ['CAST(i AS bigint) * 1000000 / 3.0', ['715827882333333.333333', '-1666666.666666', null]], ['CAST(m AS decimal(18,2)) * 1000000 / 7', ['176367142.857142', '-71428.571428', null]], ['big + 1', ['2.0000000001', '-2.5000000000', null]]]),
    ...page('Aggregate functions', [ ['SELECT COUNT(DISTINCT c) AS n FROM dbo.Mixed', ['1']], ['SELECT AVG(m) AS a, SUM(m) AS s FROM dbo.Mixed', ['617.0339 | 1234.0678']], ['SELECT SUM(f) AS s FROM dbo.Mixed', ['1234567.375']], ['SELECT AVG(CAST(i AS bigint)) AS a FROM dbo.Mixed', ['1073741821']], ['SELECT COUNT(*) * 1.0 / COUNT(i) AS r FROM dbo.Mixed', ['1.500000000000']],]),
    ...refusals('Data type conversion (Database Engine)', [['CAST(d AS int)', 'TSQL-NO-CONVERSION'], ['d + 1', 'TSQL-TYPE-CLASH']]),
  ],
}; // prettier-ignore
