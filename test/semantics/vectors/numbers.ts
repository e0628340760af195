/** Functions of numbers, and aggregates. */
import { column, page } from '../vector.js';

const NULLS = '(VALUES (1), (2), (2), (NULL), (5)) t(v)';

// prettier-ignore
export const NUMBERS = [
  ...page('t-sql/functions/round-transact-sql', [
    ['to three places', 'SELECT ROUND(123.9994, 3), ROUND(123.9995, 3)', [['123.9990', '124.0000']]],
    ['to two places, and to hundreds', 'SELECT ROUND(123.4545, 2), ROUND(123.45, -2)', [['123.4500', '100.00']]],
    ['rounded, and cut off', 'SELECT ROUND(150.75, 0), ROUND(150.75, 0, 1)', [['151.00', '150.00']]],
    ['more digits to the left than there are give 0', 'SELECT ROUND(748.58, -4)', '0.00'],
    ['to tens and hundreds', 'SELECT ROUND(748.58, -1), ROUND(748.58, -2)', [['750.00', '700.00']]],
    ['a result that has a digit more than its type overflows', 'SELECT ROUND(748.58, -3)', 8115],
    ['in a wider type it fits', 'SELECT ROUND(CAST(748.58 AS decimal(6,2)), -3)', '1000.00', { type: 'decimal(6,2)' }],
    ['a tinyint becomes an int', 'SELECT ROUND(CAST(25 AS tinyint), -1)', '30', { type: 'int' }],
    ['half goes away from zero', 'SELECT ROUND(2.5, 0), ROUND(-2.5, 0)', [['3.0', '-3.0']]],
    ['money stays money', 'SELECT ROUND(CAST(1.255 AS money), 2)', '1.26', { type: 'money' }],
  ]),
  ...page('t-sql/functions/ceiling-transact-sql', [
    ['the integer above', 'SELECT CEILING(123.45), CEILING(-123.45), CEILING(0.0)', [['124', '-123', '0']]],
    ['a decimal has no places left', 'SELECT CEILING(CAST(1.2 AS decimal(5,2)))', '2', { type: 'decimal(5,0)' }],
  ]),
  ...page('t-sql/functions/floor-transact-sql', [
    ['the integer below', 'SELECT FLOOR(123.45), FLOOR(-123.45), FLOOR($123.45)', [['123', '-124', '123.00']]],
  ]),
  ...page('t-sql/functions/abs-transact-sql', [
    ['without its sign', 'SELECT ABS(-1.0), ABS(0.0), ABS(1.0)', [['1.0', '0.0', '1.0']]],
    ['the least int has no counterpart', 'DECLARE @i int = -2147483648; SELECT ABS(@i)', 8115],
  ]),
  ...page('t-sql/functions/power-transact-sql', [
    ['has the type of its first argument, rounded', 'SELECT POWER(2, 10), POWER(2, -1)', [['1024', '0']]],
    ['which may be too small', 'SELECT POWER(2, 100)', 232],
    ['with a fraction', 'SELECT POWER(CAST(2.5 AS float), 2)', '6.25', { type: 'float' }],
  ]),
  ...page('t-sql/functions/sign-transact-sql', [
    ['of negative, zero and positive', 'SELECT SIGN(-125), SIGN(0), SIGN(564)', [['-1', '0', '1']]],
  ]),
  ...page('t-sql/functions/square-transact-sql', [['the square is a float', 'SELECT SQUARE(5)', '25', { type: 'float' }]]),
  ...page('t-sql/functions/sqrt-transact-sql', [
    ['the root is a float', 'SELECT SQRT(10000.0)', '100', { type: 'float' }],
    ['a negative number has none', 'SELECT SQRT(-1)', 3623],
  ]),
  ...page('t-sql/functions/log-transact-sql', [
    ['a base of its own', 'SELECT LOG(8, 2), LOG(EXP(10))', [['3', '10']]],
    ['of zero there is none', 'SELECT LOG(0)', 3623],
  ]),
  ...page('t-sql/functions/pi-transact-sql', [['sixteen digits', 'SELECT CONVERT(varchar(30), PI(), 2)', '3.141592653589793e+000']]),
  ...page('t-sql/functions/degrees-transact-sql', [
    ['of half of pi', 'SELECT DEGREES((PI()/2))', '90'],
    ['an int gives an int', 'SELECT DEGREES(1)', '57', { type: 'int' }],
  ]),
  ...page('t-sql/functions/radians-transact-sql', [
    ['an int gives an int', 'SELECT RADIANS(180)', '3', { type: 'int' }],
  ]),
  ...page('t-sql/language-elements/modulo-transact-sql', [
    ['has the sign of the dividend', 'SELECT 38 % 5, -38 % 5, 38 % -5', [['3', '-3', '3']]],
    ['by zero is an error', 'SELECT 1 % 0', 8134],
  ]),
  ...page('t-sql/language-elements/divide-transact-sql', [
    ['of integers is an integer', 'SELECT 10 / 4', '2', { type: 'int' }],
    ['by zero is an error', 'SELECT 1.0 / 0', 8134],
  ]),
  ...page('t-sql/language-elements/bitwise-and-transact-sql', [['bits of both', 'SELECT 170 & 75', '10']]),
  ...page('t-sql/language-elements/bitwise-or-transact-sql', [['bits of either', 'SELECT 170 | 75', '235']]),
  ...page('t-sql/language-elements/bitwise-exclusive-or-transact-sql', [['bits of one alone', 'SELECT 170 ^ 75', '225']]),
  ...page('t-sql/language-elements/bitwise-not-transact-sql', [['all other bits', 'SELECT ~170', '-171']]),
  ...page('t-sql/functions/bit-count-transact-sql', [
    ['of a number', 'SELECT BIT_COUNT(17), BIT_COUNT(-1)', [['2', '32']]],
    ['of a binary', 'SELECT BIT_COUNT(0xABCDEF)', '17'],
  ]),
  ...page('t-sql/functions/left-shift-transact-sql', [['twelve by five', 'SELECT LEFT_SHIFT(12345, 5), 12345 << 5', [['395040', '395040']]]]),
  ...page('t-sql/functions/right-shift-transact-sql', [['a negative shift is one to the left', 'SELECT RIGHT_SHIFT(12345, 5), RIGHT_SHIFT(12345, -5)', [['385', '395040']]]]),
  ...page('t-sql/functions/count-transact-sql', [
    ['all rows, and values', `SELECT COUNT(*), COUNT(v), COUNT(DISTINCT v), COUNT(ALL v) FROM ${NULLS}`, [['5', '4', '3', '4']]],
    ['of no rows it is 0', 'SELECT COUNT(*) FROM (SELECT 1 a WHERE 1 = 0) t', '0', { type: 'int' }],
    ['of no groups there is no row', 'SELECT a, COUNT(*) FROM (SELECT 1 a WHERE 1 = 0) t GROUP BY a', []],
  ]),
  ...page('t-sql/functions/count-big-transact-sql', [['the count is a bigint', `SELECT COUNT_BIG(*) FROM ${NULLS}`, '5', { type: 'bigint' }]]),
  ...page('t-sql/functions/sum-transact-sql', [
    ['NULL is left out', `SELECT SUM(v), SUM(DISTINCT v) FROM ${NULLS}`, [['10', '8']]],
    ['of no rows it is NULL', 'SELECT SUM(a) FROM (SELECT 1 a WHERE 1 = 0) t', null],
    ['a tinyint sums to an int', 'SELECT SUM(CAST(200 AS tinyint)) FROM (VALUES (1), (2)) t(v)', '400', { type: 'int' }],
    ['a smallint too', 'SELECT SUM(CAST(v AS smallint)) FROM (VALUES (32767), (1)) t(v)', '32768', { type: 'int' }],
    ['ints may overflow', 'SELECT SUM(v) FROM (VALUES (2147483647), (1)) t(v)', 8115],
    ['a decimal sums to 38 digits of its scale', 'SELECT SUM(CAST(v AS decimal(5,2))) FROM (VALUES (1.5), (2)) t(v)', '3.50', { type: 'decimal(38,2)' }],
    ['a smallmoney sums to money', 'SELECT SUM(CAST(v AS smallmoney)) FROM (VALUES (1.5), (2)) t(v)', '3.50', { type: 'money' }],
    ['a real sums to a float', 'SELECT SUM(CAST(v AS real)) FROM (VALUES (1.5), (2)) t(v)', '3.5', { type: 'float' }],
    ['a bit has no sum', 'SELECT SUM(CAST(1 AS bit))', 8117],
  ]),
  ...page('t-sql/functions/avg-transact-sql', [
    ['of ints is an int', `SELECT AVG(v) FROM ${NULLS}`, '2', { type: 'int' }],
    ['of decimals has six places at least', 'SELECT AVG(CAST(v AS decimal(5,2))) FROM (VALUES (1), (2), (2)) t(v)', '1.666666', { type: 'decimal(38,6)' }],
    ['of values that are not there is NULL', 'SELECT AVG(CAST(NULL AS int))', null],
    ['of different ones', `SELECT AVG(DISTINCT v * 1.0) FROM ${NULLS}`, '2.666666'],
  ]),
  ...page('t-sql/functions/max-transact-sql', [
    ['NULL is left out', `SELECT MAX(v), MIN(v) FROM ${NULLS}`, [['5', '1']]],
    ['of texts by their collation', "SELECT MAX(v), MIN(v) FROM (VALUES ('b'), ('A'), ('a0')) t(v)", [['b', 'A']]],
    ['a bit has no maximum', 'SELECT MAX(CAST(1 AS bit))', 8117],
  ]),
  ...page('t-sql/functions/stdev-transact-sql', [
    ['of one value is NULL', 'SELECT STDEV(v), STDEVP(v) FROM (VALUES (5)) t(v)', [[null, '0']]],
    ['of a sample and of all', 'SELECT STDEV(v), STDEVP(v) FROM (VALUES (2), (4), (4), (4), (5), (5), (7), (9)) t(v)', [['2.13809', '2']]],
  ]),
  ...page('t-sql/functions/var-transact-sql', [
    ['of a sample and of all', 'SELECT VAR(v), VARP(v) FROM (VALUES (1), (2), (3), (4)) t(v)', [['1.66667', '1.25']]],
  ]),
  ...page('t-sql/functions/grouping-transact-sql', [
    ['1 where a column is rolled up', "SELECT k, SUM(v), GROUPING(k) FROM (VALUES ('a', 1), (NULL, 2)) t(k, v) GROUP BY ROLLUP(k) ORDER BY GROUPING(k), k", [[null, '2', '0'], ['a', '1', '0'], [null, '3', '1']]],
    ['it is a tinyint', 'SELECT GROUPING(k) FROM (VALUES (1)) t(k) GROUP BY ROLLUP(k) ORDER BY 1', column('0', '1'), { type: 'tinyint' }],
  ]),
  ...page('t-sql/functions/grouping-id-transact-sql', [
    ['its bits are those of GROUPING', "SELECT a, b, GROUPING_ID(a, b) FROM (VALUES (1, 2)) t(a, b) GROUP BY CUBE(a, b) ORDER BY 3", [['1', '2', '0'], ['1', null, '1'], [null, '2', '2'], [null, null, '3']]],
  ]),
  ...page('t-sql/functions/aggregate-functions-transact-sql', [
    ['a NULL that is left out is a warning, and no error', `SELECT SUM(v) FROM ${NULLS} WHERE v IS NULL`, null],
    ['not in WHERE', 'SELECT 1 FROM (VALUES (1)) t(v) WHERE SUM(v) > 0', 147],
    ['not beside a column that is not grouped', 'SELECT v, COUNT(*) FROM (VALUES (1)) t(v)', 8120],
    ['not inside of another', 'SELECT SUM(COUNT(v)) FROM (VALUES (1)) t(v)', 130],
  ]),
  ...page('t-sql/functions/logical-functions-greatest-transact-sql', [
    ['the largest, in the highest type', "SELECT GREATEST('6.62', 3.1415, N'7')", '7.0000'],
    ['the scale is that of the highest type', "SELECT GREATEST(c, 0, CAST(0.59 AS decimal(4,3))) FROM (VALUES (CAST(0.2 AS decimal(4,3))), (0.825), (0.61)) t(c)", column('0.590', '0.825', '0.610')],
    ['of dates, with NULL among them', "SELECT CONVERT(varchar(10), GREATEST(CAST('20070701' AS datetime), NULL, CAST('20070601' AS datetime)), 120)", '2007-07-01'],
    ['of texts', "SELECT GREATEST('Glacier', N'Joshua Tree', 'Mount Rainier')", 'Mount Rainier'],
    ['NULL is left out', 'SELECT GREATEST(1, NULL, 3), GREATEST(NULL, NULL)', [['3', null]]],
  ]),
  ...page('t-sql/functions/logical-functions-least-transact-sql', [
    ['the smallest, in the highest type', "SELECT LEAST('6.62', 3.1415, N'7')", '3.1415'],
  ]),
  ...page('t-sql/functions/generate-series-transact-sql', [
    ['from one to ten', 'SELECT COUNT(*), SUM(value) FROM GENERATE_SERIES(1, 10)', [['10', '55']]],
    ['by steps', 'SELECT value FROM GENERATE_SERIES(1, 50, 5) WHERE value > 40', column('41', '46')],
    ['by tenths', 'SELECT value FROM GENERATE_SERIES(0.0, 0.3, 0.1)', column('0.0', '0.1', '0.2', '0.3')],
    ['a step of 0 is an error', 'SELECT value FROM GENERATE_SERIES(1, 5, 0)', 4199],
  ]),
];
