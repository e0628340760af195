/** Mathematical and bit functions. Sources: Microsoft Learn, the page of each function. */
import { typeOf, valueOf } from './one-value.js';

type Case = readonly [expression: string, expected: string | null];

describe('a mathematical function', () => {
  test.each<Case>([
    ['ABS(-1.0)', '1.0'],
    ['ABS(CAST(-2147483648 AS int))', 'error 8115'],
    ["ABS('-5')", '5'],
    ["ABS(CAST('2024-01-01' AS date))", 'error 8116'],
    ['CEILING(123.45)', '124'],
    ['CEILING(-123.45)', '-123'],
    ['FLOOR(123.45)', '123'],
    ['FLOOR(-123.45)', '-124'],
    ['CONVERT(varchar(20), FLOOR($-123.45), 2)', '-124.0000'],
    ['FLOOR(1.5e0)', '1'],
    ['ROUND(123.9994, 3)', '123.9990'],
    ['ROUND(123.9995, 3)', '124.0000'],
    ['ROUND(123.4545, 2)', '123.4500'],
    ['ROUND(123.45, -2)', '100.00'],
    ['ROUND(150.75, 0)', '151.00'],
    ['ROUND(150.75, 0, 1)', '150.00'],
    ['ROUND(748.58, -1)', '750.00'],
    ['ROUND(748.58, -2)', '700.00'],
    ['ROUND(748.58, -3)', 'error 8115'],
    ['ROUND(748.58, -4)', '0.00'],
    ['ROUND(-2.5, 0)', '-3.0'],
    ['ROUND(12345, -2)', '12300'],
    ['ROUND(CAST(2.5 AS float), 0)', '3'],
    ['ROUND(1.5, NULL)', null],
    ['SIGN(-125)', '-1'],
    ['SIGN(0)', '0'],
    ['SIGN(2.50)', '1.00'],
    ['POWER(2, 3)', '8'],
    ['POWER(2, -100)', '0'],
    ['POWER(2.0, -100.0)', '0.0'],
    ['POWER(2, 0.5)', '1'],
    ['POWER(10, 10)', 'error 232'],
    ['POWER(CAST(10 AS bigint), 19)', 'error 8115'],
    ['DEGREES(2147483646)', 'error 8115'],
    ['POWER(-1, 0.5)', 'error 3623'],
    ['SQRT(16)', '4'],
    ['SQRT(-1)', 'error 3623'],
    ['SQUARE(5)', '25'],
    ['LOG(0)', 'error 3623'],
    ['LOG(8, 2)', '3'],
    ['LOG10(145.175643)', '2.16189'],
    ['EXP(0)', '1'],
    ['EXP(1000)', 'error 8115'],
    ['RADIANS(180)', '3'],
    ['ROUND(DEGREES(PI() / 2), 10)', '90'],
    ['ACOS(2)', 'error 3623'],
    ['COS(0)', '1'],
    ['ATN2(1, 1)', '0.785398'],
    ['PI()', '3.14159'],
    ['PI(1)', 'error 174'],
    ['SIN(NULL)', null],
    ['RAND(100)', 'ENGINE-FUNCTION-RAND-SEED'],
  ])('%s is %j', (expression, expected) => {
    expect(valueOf(expression)).toBe(expected);
  });

  test.each<Case>([
    ['ROUND(CAST(1 AS tinyint), 0)', 'int'],
    ['ROUND(CAST(1.5 AS decimal(5, 2)), 0)', 'decimal(5,2)'],
    ['ROUND(CAST(1 AS smallmoney), 0)', 'money'],
    ['ROUND(CAST(1 AS real), 0)', 'float'],
    ['POWER(CAST(1.5 AS decimal(5, 2)), 2)', 'decimal(38,2)'],
    ['POWER(CAST(1 AS smallint), 2)', 'int'],
    ["POWER('2', 2)", 'float'],
    ['SQRT(1)', 'float'],
    ['SIGN(CAST(1 AS bigint))', 'bigint'],
    ['FLOOR(1.5)', 'decimal(2,0)'],
    ['CEILING(CAST(1 AS bit))', 'float'],
  ])('%s is of type %s', (expression, expected) => {
    expect(typeOf(expression)).toBe(expected);
  });
});

describe('a bit function', () => {
  test.each<Case>([
    ['BIT_COUNT(17)', '2'],
    ['BIT_COUNT(CAST(-1 AS smallint))', '16'],
    ['GET_BIT(1, 0)', '1'],
    ['GET_BIT(2, 0)', '0'],
    ['GET_BIT(0xabcdef, 2)', '1'],
    ['GET_BIT(0xabcdef, 4)', '0'],
    ['BIT_COUNT(0xabcdef)', '17'],
    ['CONVERT(varchar(20), LEFT_SHIFT(0x00FF, 4), 1)', '0x0FF0'],
    ['CONVERT(varchar(20), SET_BIT(0xabcdef, 0, 0), 1)', '0xABCDEE'],
    ['SET_BIT(0, 2)', '4'],
    ['SET_BIT(5, 0, 0)', '4'],
    ['LEFT_SHIFT(12345, 5)', '395040'],
    ['RIGHT_SHIFT(12345, 5)', '385'],
    ['LEFT_SHIFT(12345, -5)', '385'],
    ['RIGHT_SHIFT(-1, 31)', '1'],
  ])('%s is %j', (expression, expected) => {
    expect(valueOf(expression)).toBe(expected);
  });
});
