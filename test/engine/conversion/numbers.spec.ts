/** Conversions to numbers. Sources: Microsoft Learn, the page named in each row. */
import { NotInEngine } from '../../../src/engine/errors.js';
import { converted, failureOf } from './values.js';

const CAST = 'CAST and CONVERT (Transact-SQL)';
const INTS = 'int, bigint, smallint, and tinyint';
const MONEY = 'money and smallmoney';
const DECIMAL = 'decimal and numeric';
const BIT = 'bit';
const BINARY = 'binary and varbinary';

describe('a value that becomes a number', () => {
  test.each<[string | null, string, string, string | null, string]>([
    // Truncating and rounding results
    ['10.6496', 'decimal(18,4)', 'int', '10', CAST],
    ['-10.6496', 'decimal(18,4)', 'int', '-10', CAST],
    ['10.6496', 'decimal(18,4)', 'decimal(18,3)', '10.650', CAST],
    ['10.3496847', 'money', 'int', '10', CAST],
    ['10.6', 'money', 'int', '11', CAST],
    ['-10.5', 'money', 'int', '-11', CAST],
    ['10.6', 'float', 'int', '10', CAST],
    ['-10.6', 'float', 'int', '-10', CAST],
    ['10.3496847', 'float', 'money', '10.3497', CAST],
    ['10.3496847', 'decimal(18,7)', 'money', '10.3497', CAST],
    ['1.5', 'float', 'decimal(5,0)', '2', CAST],
    ['0.1', 'float', 'decimal(18,17)', '0.10000000000000001', 'float and real'],
    ['123.456', 'varchar(20)', 'decimal(5,2)', '123.46', DECIMAL],
    ['-0.005', 'varchar(20)', 'decimal(5,2)', '-0.01', DECIMAL],
    ['12', 'int', 'decimal(10,5)', '12.00000', DECIMAL],
    // whole numbers from texts
    ['  42 ', 'varchar(20)', 'int', '42', CAST],
    ['+7', 'nvarchar(20)', 'tinyint', '7', CAST],
    ['', 'varchar(20)', 'int', '0', CAST],
    ['-9223372036854775808', 'varchar(30)', 'bigint', '-9223372036854775808', INTS],
    ['1e3', 'varchar(20)', 'float', '1000', 'float and real'],
    ['', 'varchar(20)', 'float', '0', CAST],
    ['0.1', 'varchar(20)', 'real', '0.10000000149011612', 'float and real'],
    // money
    ['$1,234.5678', 'varchar(20)', 'money', '1234.5678', MONEY],
    ['-$1,234.56785', 'varchar(20)', 'money', '-1234.5679', MONEY],
    ['€12', 'varchar(20)', 'money', '12.0000', MONEY],
    ['', 'varchar(20)', 'money', '0.0000', MONEY],
    ['214748.3647', 'varchar(20)', 'smallmoney', '214748.3647', MONEY],
    // bit
    ['TRUE', 'varchar(20)', 'bit', '1', BIT],
    ['false', 'varchar(20)', 'bit', '0', BIT],
    ['-3', 'varchar(20)', 'bit', '1', BIT],
    ['0.1', 'decimal(5,2)', 'bit', '1', BIT],
    ['0', 'money', 'bit', '0', BIT],
    // bytes
    ['0x0000000A', 'varbinary(4)', 'int', '10', BINARY],
    ['0xFFFFFFFF', 'varbinary(4)', 'int', '-1', BINARY],
    ['0x010000000A', 'varbinary(5)', 'int', '10', BINARY],
    ['0xFF', 'varbinary(1)', 'tinyint', '255', BINARY],
    // dates count as days since 1900-01-01
    ['1900-01-02 12:00', 'datetime', 'int', '2', CAST],
    ['1900-01-02 11:59', 'datetime', 'int', '1', CAST],
    ['1899-12-31 06:00', 'datetime', 'float', '-0.75', CAST],
    ['1900-01-01 18:00', 'smalldatetime', 'decimal(5,2)', '0.75', CAST],
    [null, 'varchar(5)', 'int', null, CAST],
  ])('%s of %s as %s is %s (%s)', (text, from, to, expected) => {
    expect(converted(text, from, to)).toBe(expected);
  });

  it('of a float has its 17 digits, and none are guessed behind them', () => {
    expect(converted('0.125', 'float', 'decimal(38,30)')).toBe(`0.125${'0'.repeat(27)}`);
    expect(converted('0.1', 'float', 'decimal(18,17)')).toBe('0.10000000000000001');
    expect(() => converted('0.1', 'float', 'decimal(38,30)')).toThrow(NotInEngine);
  });

  test.each([
    ['300', 'int', 'tinyint', '220 Arithmetic overflow error for data type tinyint, value = 300.'],
    ['-32769', 'int', 'smallint', '220 Arithmetic overflow error for data type smallint, value = -32769.'],
    ['3000000000', 'bigint', 'int', '8115 Arithmetic overflow error converting expression to data type int.'],
    ['3000000000', 'decimal(10,0)', 'int', '8115 Arithmetic overflow error converting numeric to data type int.'],
    ['3000000000', 'float', 'int', '232 Arithmetic overflow error for type int, value = 3000000000.000000.'],
    ['1e19', 'float', 'bigint', '8115 Arithmetic overflow error converting expression to data type bigint.'],
    ['1e39', 'float', 'real', '232 Arithmetic overflow error for type real, value = 999999999999999940000000000000000000000.000000.'],
    ['256', 'money', 'tinyint', '232 Arithmetic overflow error for type tinyint, value = 256.000000.'],
    ['40000', 'money', 'smallint', '220 Arithmetic overflow error for data type smallint, value = 400000000.'],
    ['3000000000', 'money', 'int', '237 There is insufficient result space to convert a money value to int.'],
    ['3000000000', 'money', 'smallmoney', '237 There is insufficient result space to convert a money value to smallmoney.'],
    ['40000', 'smallmoney', 'smallint', '8115 Arithmetic overflow error converting expression to data type smallint.'],
    ['abc', 'varchar(20)', 'int', "245 Conversion failed when converting the varchar value 'abc' to data type int."],
    ['1.0', 'nvarchar(20)', 'int', "245 Conversion failed when converting the nvarchar value '1.0' to data type int."],
    ['3000000000', 'varchar(20)', 'int', "248 The conversion of the varchar value '3000000000' overflowed an int column."],
    ['40000', 'varchar(20)', 'smallint', "244 The conversion of the varchar value '40000' overflowed an INT2 column. Use a larger integer column."],
    ['256', 'varchar(20)', 'tinyint', "244 The conversion of the varchar value '256' overflowed an INT1 column. Use a larger integer column."],
    ['abc', 'varchar(20)', 'bigint', '8114 Error converting data type varchar to bigint.'],
    ['1e3', 'varchar(20)', 'decimal(10,2)', '8114 Error converting data type varchar to numeric.'],
    ['', 'varchar(20)', 'decimal(10,2)', '8114 Error converting data type varchar to numeric.'],
    ['abc', 'nvarchar(20)', 'float', '8114 Error converting data type nvarchar to float.'],
    ['1000', 'int', 'decimal(5,2)', '8115 Arithmetic overflow error converting int to data type numeric.'],
    ['1000', 'varchar(5)', 'decimal(5,2)', '8115 Arithmetic overflow error converting varchar to data type numeric.'],
    ['1e10', 'float', 'decimal(5,2)', '8115 Arithmetic overflow error converting float to data type numeric.'],
    ['999.999', 'decimal(6,3)', 'decimal(5,2)', '8115 Arithmetic overflow error converting numeric to data type numeric.'],
    ['1.5', 'varchar(20)', 'bit', "245 Conversion failed when converting the varchar value '1.5' to data type bit."],
    ['1e3', 'varchar(20)', 'money', '235 Cannot convert a char value to money. The char value has incorrect syntax.'],
    ['x', 'varchar(20)', 'smallmoney', '293 Cannot convert char value to smallmoney. The char value has incorrect syntax.'],
    ['922337203685478', 'varchar(20)', 'money', '236 The conversion from char data type to money resulted in a money overflow error.'],
  ])('%s of %s as %s fails', (text, from, to, expected) => {
    expect(failureOf(text, from, to)).toBe(expected);
  }); // prettier-ignore

  it('becomes NULL where TRY_CAST may fail', () => {
    expect(converted('abc', 'varchar(5)', 'int', { kind: 'explicit', isTry: true })).toBeNull();
    expect(converted('12', 'varchar(5)', 'int', { kind: 'explicit', isTry: true })).toBe('12');
  });

  it('is refused even by TRY_CAST where the types never convert', () => {
    expect(converted('12', 'int', 'date', { kind: 'explicit', isTry: true })).toBe('error 529');
  });
});
