/** What every conversion keeps to. Sources: Microsoft Learn, "CAST and CONVERT (Transact-SQL)", "sql_variant", "Collation Precedence", "Collation and Unicode support". */
import { converter, toType } from '../../../src/engine/conversion/convert.js';
import { NotInEngine } from '../../../src/engine/errors.js';
import { literal, type Bound } from '../../../src/engine/expressions/bound.js';
import { UNTYPED_NULL, type Type } from '../../../src/engine/types/type.js';
import type { Value } from '../../../src/engine/values/value.js';
import { converted, failureOf, run, shown, type, valueOf } from './values.js';

const frame = { row: [], outer: null };

describe('a conversion', () => {
  it.each([
    ['money', 'varchar(20)', '257 Implicit conversion from data type money to varchar is not allowed. Use the CONVERT function to run this query.'],
    ['varchar(20)', 'varbinary(8)', '257 Implicit conversion from data type varchar to varbinary is not allowed. Use the CONVERT function to run this query.'],
    ['sql_variant', 'int', '257 Implicit conversion from data type sql_variant to int is not allowed. Use the CONVERT function to run this query.'],
    ['int', 'date', '206 Operand type clash: int is incompatible with date'],
    ['decimal(5,2)', 'uniqueidentifier', '206 Operand type clash: numeric is incompatible with uniqueidentifier'],
  ])('of %s to %s does not happen by itself', (from, to, expected) => {
    expect(failureOf('1', from, to, {})).toBe(expected);
  }); // prettier-ignore

  it('that the chart does not have is refused when asked for: 529', () => {
    expect(failureOf('1', 'int', 'date')).toBe('529 Explicit conversion from data type int to date is not allowed.');
  });

  it('of NULL is NULL, and a bare NULL becomes any type', () => {
    expect(converter(type('int'), type('varchar(5)'))(null, run())).toBeNull();
    expect(converter(UNTYPED_NULL, type('uniqueidentifier'))(null, run())).toBeNull();
  });

  it('to or from hierarchyid and geography is not in the engine', () => {
    expect(() => converter(type('varchar(9)'), type('hierarchyid'))).toThrow(NotInEngine);
    expect(() => converter(type('geography'), type('varchar(9)'), { kind: 'explicit' })).toThrow(NotInEngine);
  });
});

describe('a sql_variant', () => {
  const [variant, money] = [type('sql_variant'), type('money')];
  const value = converter(money, variant)(valueOf('12.5', money), run());

  it('keeps the type of what is in it', () => {
    expect(value).toEqual({ kind: 'variant', type: money, value: 125_000n });
  });

  it('converts by that type when asked', () => {
    const text = converter(variant, type('varchar(9)'), { kind: 'explicit' })(value, run());
    expect(text).toBe('12.50');
    expect(shown(converter(variant, type('int'), { kind: 'explicit' })(value, run()), type('int'))).toBe('13');
  });
});

describe('an expression as another type', () => {
  const of = (text: string, value: Value): Bound => literal(type(text), value);

  it('stays a literal where no session matters', () => {
    expect(toType(of('int', 5), type('decimal(5,2)')).literal).toEqual({ value: 500n });
    expect(toType(of('varchar(5)', '42'), type('int')).literal).toEqual({ value: 42 });
  });

  it('is read by the session when it is a date', () => {
    const bound = toType(of('varchar(10)', '1/2/2003'), type('date'));
    expect(bound.literal).toBeUndefined();
    const at = (dateFormat: 'mdy' | 'dmy') => shown(bound.evaluate(frame, run({ dateFormat })), type('date'));
    expect([at('mdy'), at('dmy')]).toEqual(['2003-01-02', '2003-02-01']);
  });

  it('that fails does so when it is evaluated', () => {
    const bound = toType(of('varchar(5)', 'abc'), type('int'));
    expect(() => bound.evaluate(frame, run())).toThrow('Conversion failed');
  });

  it('keeps the collation of a text in CAST', () => {
    const column: Type = { base: 'varchar', length: 9, collation: 'Greek_CI_AS', collationLabel: 'implicit' };
    const cast = toType({ type: column, evaluate: () => 'x' }, type('nvarchar(5)'), { kind: 'explicit' });
    expect(cast.type).toMatchObject({ collation: 'Greek_CI_AS', collationLabel: 'implicit' });
  });

  it('may be NULL where TRY_CAST makes it so', () => {
    expect(toType(of('int', 5), type('bit'), { kind: 'explicit', isTry: true }).isNullable).toBeUndefined();
  });
});

describe('the characters of a non-Unicode text', () => {
  const text = (length: number, collation: string): Type => ({ base: 'varchar', length, collation });
  const cast = (from: Type, to: Type, value: string) => converter(from, to, { kind: 'explicit' })(value, run());

  it.each([
    ['Ж', 'Cyrillic_General_CI_AS', 'Ж'],
    ['Ж', 'Latin1_General_CI_AS', '?'],
    ['€', 'SQL_Latin1_General_CP1_CI_AS', '€'],
    ['Ω', 'Greek_CI_AS', 'Ω'],
    ['😀', 'Latin1_General_CI_AS', '??'],
    ['😀', 'Latin1_General_100_CI_AS_SC_UTF8', '😀'],
  ])('%s in %s are %s', (value, collation, expected) => {
    expect(cast(type('nvarchar(9)'), text(9, collation), value)).toBe(expected);
  });

  it('are counted in bytes in UTF-8, and never halved', () => {
    const to = text(5, 'Latin1_General_100_CI_AS_SC_UTF8');
    expect(cast(type('nvarchar(9)'), to, 'ééé')).toBe('éé');
    expect(cast(type('nvarchar(9)'), to, 'a😀b')).toBe('a😀');
  });

  it('are not guessed where Windows may know a similar one', () => {
    expect(cast(type('nvarchar(9)'), text(9, 'Latin1_General_CI_AS'), 'α')).toBe('a'); // code page 1252 has a table
    expect(() => cast(type('nvarchar(9)'), text(9, 'Greek_CI_AS'), 'ā')).toThrow(NotInEngine);
  });

  it('pad a char, and bytes of them a binary', () => {
    expect(converted('ab', 'varchar(5)', 'char(4)')).toBe('ab  ');
    expect(converted('ab', 'varchar(5)', 'binary(4)')).toBe('0x61620000');
  });
});
