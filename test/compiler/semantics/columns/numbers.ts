import { except, page, type Area } from './vector.js';

const table = {
  name: 'Figures',
  columns: [['id', 'int NOT NULL'], ['i', 'int'], ['j', 'int'], ['b', 'bigint'], ['d', 'decimal(10,2)'], ['e', 'decimal(8,3)'], ['m', 'money'], ['f', 'float'], ['x', 'bit'], ['t', 'tinyint']],
  rows: [
    ['1', '7', '2', '9000000000', '10.25', '3.125', '1234.5678', '2.5', '1', '200'],
    ['2', '-7', '2', '-3', '-2.50', '2.000', '-0.0150', '-2.5', '0', '0'],
    ['3', '1', '3', '1', '0.05', '0.125', '10.0000', '0.1', '1', '255'],
    ['4', null, null, null, null, null, null, null, null, null],
  ],
} as const; // prettier-ignore

export const NUMBERS: Area = {
  title: 'numbers',
  table,
  vectors: [
    ...page('/ (Division)', [['i / j', ['3', '-3', '0', null]], ['b / j', ['4500000000', '-1', '0', null]], ['f / j', ['1.25', '-1.25', '0.03333333333333333', null]], ['i / NULLIF(j - 2, 0)', [null, null, '1', null]], ['t / j', ['100', '0', '85', null]], ['-i / j', ['-3', '3', '0', null]]]),
    ...page('% (Modulus)', [['i % j', ['1', '-1', '1', null]], ['d % 3', ['1.25', '-2.50', '0.05', null]], ['j % i', ['2', '2', '0', null]]]),
    ...page('Precision, scale, and length', [
      ['i / 2.0', ['3.500000', '-3.500000', '0.500000', null]], ['d / e', ['3.28000000000', '-1.25000000000', '0.40000000000', null]], ['d * e', ['32.03125', '-5.00000', '0.00625', null]], ['d + e', ['13.375', '-0.500', '0.175', null]],
      ['d - i', ['3.25', '4.50', '-0.95', null]], ['d / j', ['5.1250000000000', '-1.2500000000000', '0.0166666666666', null]], ['i / d', ['0.68292682926', '2.80000000000', '20.00000000000', null]], ['d * j', ['20.50', '-5.00', '0.15', null]], ['-d', ['-10.25', '2.50', '-0.05', null]],
      ['(d + e) / j', ['6.68750000000000', '-0.25000000000000', '0.05833333333333', null]], ['d * 100 / j', ['512.5000000000000', '-125.0000000000000', '1.6666666666666', null]], ['i * 1.0 / j', ['3.500000000000', '-3.500000000000', '0.333333333333', null]],
    ]),
    ...page('Data type precedence', [
      ['t + i', ['207', '-7', '256', null]], ['b * 2', ['18000000000', '-6', '2', null]], ["i + '1'", ['8', '-6', '2', null]], ['COALESCE(i, 1.5)', ['7.0', '-7.0', '1.0', '1.5']], ['IIF(i > 0, i, 0.5)', ['7.0', '0.5', '1.0', '0.5']], ['CASE WHEN x = 1 THEN i ELSE d END', ['7.00', '-2.50', '1.00', null]],
      ['ISNULL(i, 1.9)', ['7', '-7', '1', '1']], ["IIF(i = '7', 1, 0)", ['1', '0', '0', '0']], ['i + f', ['9.5', '-9.5', '1.1', null]], ['d + f', ['12.75', '-5', '0.15000000000000002', null]], ["IIF(d = '10.25', 1, 0)", ['1', '0', '0', '0']],
    ]),
    ...page('money and smallmoney', [
      ['m * 2', ['2469.1356', '-0.0300', '20.0000', null]], ['m / 3', ['411.5226', '-0.0050', '3.3333', null]], ['m * d', ['12654.319950', '0.037500', '0.500000', null]], ['CAST(m AS int)', ['1235', '0', '10', null]], ['m + 1', ['1235.5678', '0.9850', '11.0000', null]], ['CAST(e AS money)', ['3.1250', '2.0000', '0.1250', null]],
      ['CONVERT(varchar(20), m)', ['1234.57', '-0.02', '10.00', null]], ['CONVERT(varchar(20), m, 1)', ['1,234.57', '-0.02', '10.00', null]], ['CONVERT(varchar(20), m, 2)', ['1234.5678', '-0.0150', '10.0000', null]], ['CAST(d AS smallmoney)', ['10.2500', '-2.5000', '0.0500', null]], ['m / j', ['617.2839', '-0.0075', '3.3333', null]],
    ]),
    ...page('ROUND', [['ROUND(d, 1)', ['10.30', '-2.50', '0.10', null]], ['ROUND(d, 1, 1)', ['10.20', '-2.50', '0.00', null]], ['ROUND(i, -1)', ['10', '-10', '0', null]], ['ROUND(f, 0)', ['3', '-3', '0', null]], ['ROUND(m, 2)', ['1234.5700', '-0.0200', '10.0000', null]], ['ROUND(d, 0, 1)', ['10.00', '-2.00', '0.00', null]], ['ROUND(f, 0, 1)', ['2', '-2', '0', null]]]),
    ...page('CEILING', [['CEILING(d)', ['11', '-2', '1', null]], ['FLOOR(d)', ['10', '-3', '0', null]], ['FLOOR(f)', ['2', '-3', '0', null]], ['FLOOR(i / j)', ['3', '-3', '0', null]], ['CEILING(m)', ['1235.0000', '0.0000', '10.0000', null]]]),
    ...page('Mathematical functions', [['ABS(i)', ['7', '7', '1', null]], ['ABS(d)', ['10.25', '2.50', '0.05', null]], ['SIGN(i)', ['1', '-1', '1', null]], ['SIGN(d)', ['1.00', '-1.00', '1.00', null]], ['POWER(j, 2)', ['4', '4', '9', null]], ['SQRT(j * j)', ['2', '2', '3', null]], ['SQUARE(i)', ['49', '49', '1', null]], ['POWER(e, 2)', ['9.766', '4.000', '0.016', null]], ['EXP(0 * j)', ['1', '1', '1', null]], ['LOG10(POWER(10, j))', ['2', '2', '3', null]], ['PI() * 0 * j', ['0', '0', '0', null]]]),
    ...page('Bitwise operators', [['i & 3', ['3', '1', '1', null]], ['i | 8', ['15', '-7', '9', null]], ['i ^ 1', ['6', '-8', '0', null]], ['~i', ['-8', '6', '-2', null]], ['~t', ['55', '255', '0', null]], ['~x', ['false', 'true', 'false', null]], ['x & 1', ['1', '0', '1', null]]]),
    ...page('bit', [['CAST(x AS int) + 1', ['2', '1', '2', null]], ["IIF(x = 1, 'y', 'n')", ['y', 'n', 'y', 'n']], ['CAST(i AS bit)', ['true', 'true', 'true', null]], ["IIF(x = 'true', 1, 0)", ['1', '0', '1', '0']], ['x + i', ['8', '-7', '2', null]], ['CAST(x AS varchar(5))', ['1', '0', '1', null]], ['CAST(f AS bit)', ['true', 'true', 'true', null]], ['IIF(x <> 0, 1, 2)', ['1', '2', '1', '2']], ['x * d', ['10.25', '0.00', '0.05', null]], ['ISNULL(x, 0)', ['true', 'false', 'true', 'false']]]),
    ...page('CAST and CONVERT', [
      ['CAST(d AS int)', ['10', '-2', '0', null]], ['CAST(f AS int)', ['2', '-2', '0', null]], ['CAST(e AS decimal(5,1))', ['3.1', '2.0', '0.1', null]], ['CAST(d AS decimal(4,0))', ['10', '-3', '0', null]], ['CAST(d AS varchar(20))', ['10.25', '-2.50', '0.05', null]], ['CAST(f AS varchar(20))', ['2.5', '-2.5', '0.1', null]],
      ['CAST(i AS varchar(5))', ['7', '-7', '1', null]], ['CAST(i AS char(3)) + CAST(j AS varchar(3))', ['7  2', '-7 2', '1  3', null]], ['CAST(f AS decimal(6,3))', ['2.500', '-2.500', '0.100', null]],
      ['CAST(i AS float) / j', ['3.5', '-3.5', '0.3333333333333333', null]], ['CAST(m AS varchar(20))', ['1234.57', '-0.02', '10.00', null]], ['CAST(CAST(i AS varchar(9)) AS int) + 1', ['8', '-6', '2', null]], ['CAST(m AS decimal(9,1))', ['1234.6', '0.0', '10.0', null]],
    ]),
    ...page('CHOOSE', [["CHOOSE(j, 'a', 'b', 'c')", ['b', 'b', 'c', null]], ["CHOOSE(i, 'a', 'b')", [null, null, 'a', null]], ['CHOOSE(j, 1, 2.5, 3)', ['2.5', '2.5', '3.0', null]]]),
    ...page('STR', [['STR(d, 8, 2)', ['   10.25', '   -2.50', '    0.05', null]], ['STR(i, 3)', ['  7', ' -7', '  1', null]], ['LTRIM(STR(b))', ['9000000000', '-3', '1', null]]]),
    ...page('FORMAT', [["FORMAT(d, 'N1')", ['10.3', '-2.5', '0.1', null]], ["FORMAT(i, '000')", ['007', '-007', '001', null]], ["FORMAT(m, 'C')", ['$1,234.57', '($0.02)', '$10.00', null]], ["FORMAT(b, 'N0')", ['9,000,000,000', '-3', '1', null]], ["FORMAT(e, '0.##')", ['3.13', '2', '0.13', null]], ["FORMAT(d, 'P0')", ['1,025 %', '-250 %', '5 %', null]], ["FORMAT(i, 'D4')", ['0007', '-0007', '0001', null]]]),
    ...page('ISNUMERIC', [['ISNUMERIC(d)', ['1', '1', '1', '0']]]),
    ...page('GREATEST', [['GREATEST(i, d)', ['10.25', '-2.50', '1.00', null]], ['LEAST(i, j, 0)', ['0', '-7', '0', '0']]]),
    ...except('duckdb', 'TSQL-NOT-IN-TARGET', page('ROUND', [['ROUND(e, j)', ['3.130', '2.000', '0.125', null]]])),
    ...except('postgres', 'TSQL-NOT-IN-TARGET', page('TRY_CAST', [['TRY_CAST(b AS int)', [null, '-3', '1', null]], ['TRY_CAST(i AS tinyint)', ['7', null, '1', null]], ['TRY_CAST(d AS decimal(3,2))', [null, '-2.50', '0.05', null]], ['TRY_CAST(f AS smallint)', ['2', '-2', '0', null]], ['TRY_CAST(f * 1e6 AS smallint)', [null, null, null, null]]])),
  ],
}; // prettier-ignore
