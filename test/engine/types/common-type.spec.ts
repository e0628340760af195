/** Sources: Microsoft Learn, "Data type precedence", "Precision, scale, and length", "Collation Precedence", and the conversion chart. */
import { typeText } from '../../../src/catalog/type-text.js';
import { allowance } from '../../../src/engine/conversion/allowed.js';
import { SqlError } from '../../../src/engine/errors.js';
import { commonType, commonTypeOf, mergeCollations } from '../../../src/engine/types/common-type.js';
import { comparisonCollation } from '../../../src/engine/types/merge-collations.js';
import { type CollationLabel, UNTYPED_NULL, type Type } from '../../../src/engine/types/type.js';
import { type } from '../conversion/values.js';

const PRECEDENCE = 'Data type precedence';
const PRECISION = 'Precision, scale, and length';

const numberOf = (action: () => unknown): number | null => {
  try {
    action();
    return null;
  } catch (error) {
    if (error instanceof SqlError) return error.number;
    throw error;
  }
};

describe('the type of two values together', () => {
  test.each([
    ['int', 'bigint', 'bigint', PRECEDENCE],
    ['bit', 'tinyint', 'tinyint', PRECEDENCE],
    ['int', 'varchar(20)', 'int', PRECEDENCE],
    ['varchar(20)', 'datetime', 'datetime', PRECEDENCE],
    ['int', 'datetime', 'datetime', PRECEDENCE],
    ['real', 'decimal(10,2)', 'real', PRECEDENCE],
    ['real', 'float', 'float', PRECEDENCE],
    ['money', 'int', 'money', PRECEDENCE],
    ['varchar(36)', 'uniqueidentifier', 'uniqueidentifier', PRECEDENCE],
    ['int', 'sql_variant', 'sql_variant', PRECEDENCE],
    ['varbinary(10)', 'int', 'int', PRECEDENCE],
    ['varchar(5)', 'xml', 'xml', PRECEDENCE],
    ['date', 'datetime', 'datetime', PRECEDENCE],
    ['date', 'datetime2(3)', 'datetime2(3)', PRECISION],
    ['datetime', 'datetime2(0)', 'datetime2(3)', PRECISION],
    ['time(2)', 'time(5)', 'time(5)', PRECISION],
    ['datetime2(7)', 'datetimeoffset(0)', 'datetimeoffset(7)', PRECISION],
    ['decimal(10,2)', 'decimal(8,4)', 'decimal(12,4)', PRECISION],
    ['decimal(10,2)', 'int', 'decimal(12,2)', PRECISION],
    ['decimal(10,2)', 'bigint', 'decimal(21,2)', PRECISION],
    ['decimal(5,2)', 'money', 'decimal(19,4)', PRECISION],
    ['decimal(38,0)', 'decimal(10,10)', 'decimal(38,0)', PRECISION],
    ['decimal(30,0)', 'decimal(20,10)', 'decimal(38,8)', PRECISION],
    ['varchar(10)', 'varchar(20)', 'varchar(20)', PRECISION],
    ['varchar(10)', 'nvarchar(5)', 'nvarchar(10)', PRECEDENCE],
    ['varchar(8000)', 'nvarchar(5)', 'nvarchar(4000)', PRECEDENCE],
    ['varchar(max)', 'nvarchar(5)', 'nvarchar(max)', PRECEDENCE],
    ['char(3)', 'varchar(2)', 'varchar(3)', PRECEDENCE],
    ['binary(3)', 'varbinary(8)', 'varbinary(8)', PRECEDENCE],
  ])('%s and %s give %s (%s)', (a, b, expected) => {
    expect(typeText(commonType(type(a), type(b)))).toBe(expected);
    expect(typeText(commonType(type(b), type(a)))).toBe(expected);
  });

  it('of a bare NULL is the other one', () => {
    expect(typeText(commonType(UNTYPED_NULL, type('varchar(3)')))).toBe('varchar(3)');
    expect(commonType(UNTYPED_NULL, UNTYPED_NULL).isUntypedNull).toBe(true);
  });

  it('of an alias type is its base type', () => {
    expect(commonType({ base: 'int', alias: 'dbo.Number' }, UNTYPED_NULL)).toEqual({ base: 'int' });
  });

  it('of a list is found from left to right', () => {
    const types = [type('tinyint'), UNTYPED_NULL, type('decimal(5,1)'), type('varchar(9)')];
    expect(typeText(commonTypeOf(types) ?? type('int'))).toBe('decimal(5,1)');
    expect(commonTypeOf([])).toBeNull();
  });

  test.each([
    ['int', 'date', 'Operand type clash: int is incompatible with date'],
    ['date', 'time', 'Operand type clash: date is incompatible with time'],
    ['uniqueidentifier', 'int', 'Operand type clash: uniqueidentifier is incompatible with int'],
    ['varchar(max)', 'sql_variant', 'Operand type clash: varchar(max) is incompatible with sql_variant'],
  ])('is none for %s and %s: 206', (a, b, message) => {
    expect(() => commonType(type(a), type(b))).toThrow(message);
    expect(numberOf(() => commonType(type(a), type(b)))).toBe(206);
  });
});

describe('what a type becomes', () => {
  test.each([
    ['varchar(5)', 'varbinary(5)', 'explicit'],
    ['varbinary(5)', 'varchar(5)', 'implicit'],
    ['varbinary(5)', 'float', 'never'],
    ['varchar(5)', 'money', 'implicit'],
    ['money', 'varchar(5)', 'explicit'],
    ['datetime', 'int', 'explicit'],
    ['int', 'datetime', 'implicit'],
    ['datetime2', 'int', 'never'],
    ['date', 'time', 'never'],
    ['float', 'varbinary(8)', 'implicit'],
    ['uniqueidentifier', 'int', 'never'],
    ['sql_variant', 'int', 'explicit'],
    ['sql_variant', 'xml', 'never'],
    ['xml', 'varchar(max)', 'explicit'],
    ['ntext', 'varchar(10)', 'explicit'],
    ['text', 'varchar(10)', 'implicit'],
    ['image', 'varchar(10)', 'never'],
    ['time', 'datetime', 'implicit'],
  ])('%s to %s: %s (the chart of CAST and CONVERT)', (from, to, expected) => {
    expect(allowance(type(from), type(to))).toBe(expected);
  });
});

describe('the collation of two texts together', () => {
  const text = (collation: string, collationLabel: CollationLabel): Type => ({ base: 'varchar', length: 5, collation, collationLabel }); // prettier-ignore
  const [ci, cs] = ['Latin1_General_CI_AS', 'Latin1_General_CS_AS'];

  test.each([
    [text(ci, 'explicit'), text(cs, 'implicit'), ci, 'explicit'],
    [text(ci, 'explicit'), text(cs, 'conflict'), ci, 'explicit'],
    [text(ci, 'default'), text(cs, 'implicit'), cs, 'implicit'],
    [text(ci, 'implicit'), text(ci, 'implicit'), ci, 'implicit'],
    [text(ci, 'implicit'), text(cs, 'implicit'), ci, 'conflict'],
    [text(ci, 'conflict'), text(cs, 'default'), ci, 'conflict'],
  ])('%j and %j: %s, %s (Collation Precedence)', (a, b, collation, collationLabel) => {
    expect(mergeCollations(a, b)).toMatchObject({ collation, collationLabel });
  });

  it('is an error for two explicit ones, and where a conflict is to be compared: 468', () => {
    expect(numberOf(() => mergeCollations(text(ci, 'explicit'), text(cs, 'explicit')))).toBe(468);
    expect(numberOf(() => comparisonCollation(text(ci, 'implicit'), text(cs, 'implicit'), 'equal to'))).toBe(468);
  });
});
