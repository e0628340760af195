/** Operators. Sources: Microsoft Learn, the page named in each row. */
import { Session } from '../../../src/engine/session/session.js';
import { typeOf, valueOf, type Vector } from '../functions/one-value.js';

const PRECISION = 'Precision, scale, and length';
const DIVIDE = '/ (Division)';
const MODULO = '% (Modulus)';
const ADD = '+ (Addition)';
const SUBTRACT = '- (Subtraction)';
const NEGATIVE = '- (Negative)';
const JOIN = '+ (String concatenation)';
const MONEY = 'money and smallmoney';
const BITS = 'Bitwise operators';
const ERRORS = 'Database Engine events and errors';

describe('the type of an arithmetic result', () => {
  const dec = (p: number, s: number): string => `CAST(1 AS decimal(${p}, ${s}))`;
  test.each<Vector>([
    [`${dec(10, 2)} + ${dec(8, 4)}`, 'decimal(13,4)', PRECISION],
    [`${dec(10, 2)} - ${dec(8, 4)}`, 'decimal(13,4)', PRECISION],
    [`${dec(10, 2)} * ${dec(8, 4)}`, 'decimal(19,6)', PRECISION],
    [`${dec(10, 2)} / ${dec(8, 4)}`, 'decimal(23,11)', PRECISION],
    [`${dec(10, 2)} % ${dec(8, 4)}`, 'decimal(8,4)', PRECISION],
    [`${dec(30, 20)} * ${dec(30, 20)}`, 'decimal(38,17)', PRECISION],
    [`${dec(30, 10)} * ${dec(30, 10)}`, 'decimal(38,6)', PRECISION],
    [`${dec(38, 0)} * ${dec(38, 0)}`, 'decimal(38,0)', PRECISION],
    [`${dec(38, 10)} + ${dec(38, 10)}`, 'decimal(38,10)', PRECISION],
    [`${dec(38, 0)} + ${dec(38, 10)}`, 'decimal(38,0)', PRECISION],
    ['1.0 / 3', 'decimal(7,6)', 'int, bigint, smallint, and tinyint'],
    ['1.0 / CAST(3 AS int)', 'decimal(13,12)', 'int, bigint, smallint, and tinyint'],
    ['CAST(1 AS tinyint) + CAST(1 AS smallint)', 'smallint', 'Data type precedence'],
    ['CAST(1 AS money) * CAST(1 AS int)', 'money', 'Data type precedence'],
    ['CAST(1 AS money) * 1.5', 'decimal(22,5)', 'Data type precedence'],
    ['CAST(1 AS real) + 1', 'real', 'Data type precedence'],
    ['CAST(1 AS real) + CAST(1 AS float)', 'float', 'Data type precedence'],
    ["CAST('a' AS varchar(10)) + N'bc'", 'nvarchar(12)', PRECISION],
    ["CAST('a' AS varchar(5000)) + CAST('b' AS varchar(5000))", 'varchar(8000)', PRECISION],
    ["CAST('a' AS varchar(max)) + 'b'", 'varchar(max)', JOIN],
    ['0x01 + 0x0203', 'varbinary(3)', PRECISION],
    ['-CAST(1 AS tinyint)', 'smallint', NEGATIVE],
  ])('%s is %s (%s)', (expression, expected) => {
    expect(typeOf(expression)).toBe(expected);
  });
});

describe('an arithmetic result', () => {
  test.each<Vector>([
    ['7 / 2', '3', DIVIDE],
    ['-7 / 2', '-3', DIVIDE],
    ['1.0 / 3', '0.333333', PRECISION],
    ['2.0 / 3', '0.666666', PRECISION],
    ['CAST(0.0000009000 AS decimal(30, 20)) * CAST(1.0000000000 AS decimal(30, 20))', '0.00000090000000000', PRECISION],
    ['CAST(0.0000009000 AS decimal(30, 10)) * CAST(1.0000000000 AS decimal(30, 10))', '0.000001', PRECISION],
    ['38 / 5', '7', MODULO],
    ['38 % 5', '3', MODULO],
    ['-7 % 3', '-1', MODULO],
    ['5.5 % 2', '1.5', MODULO],
    ['CONVERT(varchar(20), CAST(100 AS money) / CAST(339 AS money) * CAST(10000 AS money), 2)', '2949.0000', MONEY],
    ['CONVERT(varchar(20), CAST(1.5 AS money) + 1, 2)', '2.5000', MONEY],
    ["'5' + 3", '8', 'Data type precedence'],
    ['1 + NULL', null, ADD],
    ["'a' + NULL", null, JOIN],
    ["'a' + 'b' + N'c'", 'abc', JOIN],
    ['CONVERT(varchar(20), 0x01 + 0x0203, 1)', '0x010203', JOIN],
    ['1 + 0x0A', '11', ADD],
    ["CONVERT(varchar(30), CAST('2024-02-28T12:00:00' AS datetime) + 2, 126)", '2024-03-01T12:00:00', ADD],
    ["CONVERT(varchar(30), CAST('2024-02-28T12:00:00' AS datetime) + 0.5, 126)", '2024-02-29T00:00:00', ADD],
    ["CONVERT(varchar(30), CAST('2024-03-01' AS smalldatetime) - 1, 126)", '2024-02-29T00:00:00', SUBTRACT],
    ["CAST(CAST('2024-03-01' AS datetime) - CAST('2024-02-28' AS datetime) AS int)", '2', SUBTRACT],
    ['-CAST(200 AS tinyint)', '-200', NEGATIVE],
    ['170 & 75', '10', BITS],
    ['170 | 75', '235', BITS],
    ['170 ^ 75', '225', BITS],
    ['~170', '-171', '~ (Bitwise NOT)'],
    ['~CAST(0 AS bit)', '1', '~ (Bitwise NOT)'],
    ['~CAST(1 AS tinyint)', '254', '~ (Bitwise NOT)'],
    ['12345 << 5', '395040', '<< (Left shift)'],
    ['12345 >> 5', '385', '>> (Right shift)'],
    ['5 & 0x03', '1', BITS],
  ])('%s is %s (%s)', (expression, expected) => {
    expect(valueOf(expression)).toBe(expected);
  });
});

describe('an operator that fails gives the error of SQL Server', () => {
  test.each<Vector>([
    ['1 / 0', 'error 8134', ERRORS],
    ['1.5 % 0', 'error 8134', ERRORS],
    ['1e0 / 0', 'error 8134', ERRORS],
    ['2147483647 + 1', 'error 8115', ERRORS],
    ['CAST(200 AS tinyint) + CAST(100 AS tinyint)', 'error 8115', ERRORS],
    ['CAST(0 AS tinyint) - CAST(1 AS tinyint)', 'error 8115', ERRORS],
    ['CAST(9223372036854775807 AS bigint) + 1', 'error 8115', ERRORS],
    ['65536 * 65536', 'error 8115', ERRORS],
    ['CAST(900000000000000 AS money) * 10', 'error 8115', MONEY],
    ['1e308 * 10', 'error 8115', ERRORS],
    ["'a' - 'b'", 'error 8117', SUBTRACT],
    ["-'5'", 'error 8117', NEGATIVE],
    ['1e0 % 2', 'error 402', MODULO],
    ['CAST(1 AS bit) + CAST(1 AS bit)', 'error 402', ADD],
    ["CAST('2024-01-01' AS date) + 1", 'error 206', ADD],
    ["CAST('2024-01-01' AS datetime2) - CAST('2024-01-01' AS datetime2)", 'error 8117', SUBTRACT],
    ["CAST('9999-12-31' AS datetime) + 1", 'error 8115', ADD],
    ["'x' + 1", 'error 245', JOIN],
    ['1.5 & 1', 'error 402', BITS],
  ])('%s: %s (%s)', (expression, expected) => {
    expect(valueOf(expression)).toBe(expected);
  });
});

describe('settings of the session', () => {
  const answers = (settings: string, sql: string): unknown[] => {
    const surroundings = { nowUtc: 0n, offsetMinutes: 0, user: 'dbo', database: 'db', server: 'srv', random: () => 0, elapsedMs: () => 0 }; // prettier-ignore
    return new Session({ surroundings }).run(`${settings}; ${sql}`).filter(({ kind }) => kind === 'rows' || kind === 'error'); // prettier-ignore
  };

  it('ARITHABORT and ANSI_WARNINGS off: what fails is NULL (SET ARITHABORT)', () => {
    expect(answers('SET ARITHABORT OFF; SET ANSI_WARNINGS OFF', 'SELECT 1 / 0, 2147483647 + 1')).toMatchObject([
      { rows: [[null, null]] },
    ]);
    expect(answers('SET ARITHABORT OFF; SET ANSI_WARNINGS ON', 'SELECT 1 / 0')).toMatchObject([{ number: 8134 }]);
  });

  it('CONCAT_NULL_YIELDS_NULL off: NULL adds nothing (SET CONCAT_NULL_YIELDS_NULL)', () => {
    expect(answers('SET CONCAT_NULL_YIELDS_NULL OFF', "SELECT 'a' + NULL")).toMatchObject([{ rows: [['a']] }]);
  });
});
