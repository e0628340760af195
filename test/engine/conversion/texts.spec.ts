/** Conversions to texts and bytes. Sources: Microsoft Learn, the page named in each row. */
import { textOf } from '../../../src/engine/conversion/convert.js';
import { converted, failureOf, type, valueOf } from './values.js';

const CAST = 'CAST and CONVERT (Transact-SQL)';
const FLOAT_STYLES = `${CAST}, float and real styles`;
const MONEY_STYLES = `${CAST}, money and smallmoney styles`;
const BINARY_STYLES = `${CAST}, binary styles`;
const GUID = 'uniqueidentifier';

describe('a value that becomes a text', () => {
  test.each<[string, string, string, number | undefined, string, string]>([
    ['-12', 'int', 'varchar(10)', undefined, '-12', CAST],
    ['123', 'int', 'varchar(2)', undefined, '*', CAST],
    ['123', 'smallint', 'char(2)', undefined, '* ', CAST],
    ['-0.5', 'decimal(5,2)', 'varchar(10)', undefined, '-0.50', CAST],
    ['0', 'decimal(5,2)', 'varchar(10)', undefined, '0.00', CAST],
    ['0.1', 'float', 'varchar(30)', 0, '0.1', FLOAT_STYLES],
    ['123456', 'float', 'varchar(30)', 0, '123456', FLOAT_STYLES],
    ['1234567', 'float', 'varchar(30)', 0, '1.23457e+006', FLOAT_STYLES],
    ['0.00001', 'float', 'varchar(30)', 0, '1e-005', FLOAT_STYLES],
    ['1e20', 'float', 'varchar(30)', undefined, '1e+020', FLOAT_STYLES],
    ['1234.567', 'float', 'varchar(30)', 1, '1.2345670e+003', FLOAT_STYLES],
    ['1234.567', 'float', 'varchar(30)', 2, '1.234567000000000e+003', FLOAT_STYLES],
    ['0.1', 'float', 'varchar(30)', 3, '1.0000000000000001e-001', FLOAT_STYLES],
    ['4235.9819', 'money', 'varchar(30)', undefined, '4235.98', MONEY_STYLES],
    ['4235.9819', 'money', 'varchar(30)', 0, '4235.98', MONEY_STYLES],
    ['3510.92', 'money', 'varchar(30)', 1, '3,510.92', MONEY_STYLES],
    ['-1234567.895', 'money', 'varchar(30)', 1, '-1,234,567.90', MONEY_STYLES],
    ['4235.9819', 'money', 'varchar(30)', 2, '4235.9819', MONEY_STYLES],
    ['4235.9819', 'money', 'varchar(30)', 126, '4235.9819', MONEY_STYLES],
    ['0x4E616D65', 'binary(4)', 'char(8)', 0, 'Name    ', BINARY_STYLES],
    ['0x4E616D65', 'binary(4)', 'char(10)', 1, '0x4E616D65', BINARY_STYLES],
    ['0x4E616D65', 'binary(4)', 'char(8)', 2, '4E616D65', BINARY_STYLES],
    ['0x4E00', 'binary(2)', 'nvarchar(8)', undefined, 'N', BINARY_STYLES],
    ['0xE9', 'binary(1)', 'varchar(8)', undefined, 'é', BINARY_STYLES],
    ['0e984725-c51c-4bf4-9960-e1c80e27aba0', GUID, 'char(36)', undefined, '0E984725-C51C-4BF4-9960-E1C80E27ABA0', GUID],
    ['abcdef', 'varchar(10)', 'varchar(3)', undefined, 'abc', CAST],
    ['ab', 'varchar(10)', 'nchar(4)', undefined, 'ab  ', 'nchar and nvarchar'],
    ['naïve 中', 'nvarchar(10)', 'varchar(10)', undefined, 'naïve ?', 'Collation and Unicode support'],
    ['Łódź', 'nvarchar(10)', 'varchar(10)', undefined, 'Lódz', 'Collation and Unicode support'],
    ['Jan 2 2020 3:04PM', 'datetime', 'varchar(5)', 108, '15:04', CAST],
  ])('%s of %s as %s in style %s is %s (%s)', (text, from, to, style, expected) => {
    expect(converted(text, from, to, { kind: 'explicit', style })).toBe(expected);
  }); // prettier-ignore

  it('is 30 long where CAST names no length', () => {
    expect(converted('x'.repeat(40), 'varchar(40)', 'varchar')).toBe('x'.repeat(30));
  });

  test.each([
    ['123', 'int', 'nvarchar(2)', '8115 Arithmetic overflow error converting expression to data type nvarchar.'],
    ['12.34', 'decimal(5,2)', 'varchar(4)', '8115 Arithmetic overflow error converting numeric to data type varchar.'],
    ['12.34', 'money', 'varchar(4)', '234 There is insufficient result space to convert a money value to varchar.'],
    ['123.456', 'float', 'varchar(3)', '232 Arithmetic overflow error for type varchar, value = 123.456000.'],
    ['0e984725-c51c-4bf4-9960-e1c80e27aba0', 'uniqueidentifier', 'char(35)', '8170 Insufficient result space to convert uniqueidentifier value to char.'],
    ['0e984725', 'varchar(36)', 'uniqueidentifier', '8169 Conversion failed when converting from a character string to uniqueidentifier.'],
  ])('%s of %s as %s fails', (text, from, to, expected) => {
    expect(failureOf(text, from, to)).toBe(expected);
  }); // prettier-ignore

  it('has no style but those of bytes: 9809', () => {
    expect(failureOf('0x4E', 'varbinary(4)', 'varchar(9)', { kind: 'explicit', style: 3 })).toBe(
      '9809 The style 3 is not supported for conversions from varbinary to varchar.',
    );
  });

  it('has no NULL: its default text is empty', () => {
    expect(textOf(null, type('int'))).toBe('');
    expect(textOf(valueOf('12.3456', type('money')), type('money'))).toBe('12.35');
    expect(textOf(valueOf('2020-01-02 15:04:05', type('datetime')), type('datetime'))).toBe('Jan  2 2020  3:04PM');
  });
});

describe('a value that becomes bytes', () => {
  test.each<[string, string, string, number | undefined, string, string]>([
    ['10', 'int', 'varbinary(8)', undefined, '0x0000000A', 'binary and varbinary'],
    ['10', 'int', 'binary(8)', undefined, '0x000000000000000A', 'binary and varbinary'],
    ['65536', 'int', 'binary(2)', undefined, '0x0000', 'binary and varbinary'],
    ['-1', 'smallint', 'varbinary(2)', undefined, '0xFFFF', 'binary and varbinary'],
    ['1', 'decimal(1,0)', 'varbinary(20)', undefined, '0x0100000101000000', 'binary and varbinary'],
    ['1', 'float', 'varbinary(8)', undefined, '0x3FF0000000000000', 'float and real'],
    ['1900-01-02', 'datetime', 'varbinary(8)', undefined, '0x0000000100000000', 'datetime'],
    ['Name', 'varchar(10)', 'binary(6)', 0, '0x4E616D650000', BINARY_STYLES],
    ['Name', 'nvarchar(10)', 'varbinary(20)', undefined, '0x4E0061006D006500', BINARY_STYLES],
    ['0x4E616D65', 'varchar(10)', 'binary(4)', 1, '0x4E616D65', BINARY_STYLES],
    ['4E616D65', 'varchar(10)', 'binary(4)', 2, '0x4E616D65', BINARY_STYLES],
    ['0E984725-C51C-4BF4-9960-E1C80E27ABA0', GUID, 'binary(16)', undefined, '0x2547980E1CC5F44B9960E1C80E27ABA0', GUID],
  ])('%s of %s as %s in style %s is %s (%s)', (text, from, to, style, expected) => {
    expect(converted(text, from, to, { kind: 'explicit', style })).toBe(expected);
  }); // prettier-ignore

  test.each([
    ['4E616D65', 1],
    ['0x4E6', 1],
    ['0x4E', 2],
    ['4G', 2],
  ])('%s in style %d is no hexadecimal text: 8114', (text, style) => {
    expect(converted(text, 'varchar(20)', 'varbinary(8)', { kind: 'explicit', style })).toBe('error 8114');
  });

  it('and back to a uniqueidentifier gives the same', () => {
    expect(converted('0x2547980E1CC5F44B9960E1C80E27ABA0', 'binary(16)', 'uniqueidentifier')).toBe('0E984725-C51C-4BF4-9960-E1C80E27ABA0'); // prettier-ignore
  });

  it('of which a uniqueidentifier reads only 36 characters', () => {
    const text = '0E984725-C51C-4BF4-9960-E1C80E27ABA0';
    expect(converted(`${text}wrong`, 'varchar(50)', 'uniqueidentifier')).toBe(text);
    expect(converted(`{${text}}`, 'varchar(50)', 'uniqueidentifier')).toBe(text);
  });
});
