/** Order and equality by type. Sources: Microsoft Learn, the page named at each case. */
import { comparerOf, keyOf } from '../../../src/engine/collation/order.js';
import { NotInEngine, SqlError } from '../../../src/engine/errors.js';
import { nvarchar, type Type } from '../../../src/engine/types/type.js';
import type { Value } from '../../../src/engine/values/value.js';

type Present = NonNullable<Value>;

const expectOrder = (type: Type, values: readonly Present[]): void => {
  expect(values.toReversed().toSorted(comparerOf(type))).toEqual(values);
  expect(new Set(values.map(keyOf(type))).size).toBe(values.length);
};

const expectEqual = (type: Type, a: Present, b: Present): void => {
  expect(comparerOf(type)(a, b)).toBe(0);
  expect(keyOf(type)(a)).toBe(keyOf(type)(b));
};

describe('the order of values', () => {
  it('of a uniqueidentifier begins with its last six bytes (Comparing GUID and uniqueidentifier values)', () => {
    expectOrder({ base: 'uniqueidentifier' }, [
      '00000001-0000-0000-0000-000000000000',
      '00000000-0001-0000-0000-000000000000',
      '00000000-0000-0001-0000-000000000000',
      '00000000-0000-0000-0001-000000000000',
      '00000000-0000-0000-0000-000000000001',
    ]);
  });

  it('of a datetimeoffset is that of its moment in UTC (datetimeoffset)', () => {
    const at = (utc: bigint, offsetMinutes: number) => ({ kind: 'offset_moment', utc, offsetMinutes }) as const;
    expectEqual({ base: 'datetimeoffset', scale: 7 }, at(5n, 60), at(5n, -60));
    expectOrder({ base: 'datetimeoffset', scale: 7 }, [at(4n, 0), at(5n, 60)]);
  });

  it('of a binary is by bytes, zeros at the end do not count (binary and varbinary)', () => {
    const varbinary: Type = { base: 'varbinary', length: 5 };
    expectOrder(varbinary, [Uint8Array.of(1), Uint8Array.of(1, 2), Uint8Array.of(2)]);
    expectEqual(varbinary, Uint8Array.of(1), Uint8Array.of(1, 0));
  });

  it('of a float takes -0 for 0 (float and real)', () => {
    expectEqual({ base: 'float' }, 0, -0);
  });

  it('of a text is that of its collation (Collation and Unicode support)', () => {
    expectEqual(nvarchar(10, 'Latin1_General_CI_AS'), 'a', 'A ');
    expectOrder(nvarchar(10, 'Latin1_General_CS_AS'), ['a', 'A', 'b']);
  });

  it('of a sql_variant is that of the families first (sql_variant)', () => {
    const variant = (type: Type, value: number | bigint | string) => ({ kind: 'variant', type, value }) as const;
    const text = variant(nvarchar(10, 'Latin1_General_CI_AS'), '999');
    const [int, decimal] = [variant({ base: 'int' }, 5), variant({ base: 'decimal', precision: 5, scale: 1 }, 50n)];
    expectOrder({ base: 'sql_variant' }, [text, int, variant({ base: 'float' }, 1), variant({ base: 'datetime' }, 0)]);
    expectEqual({ base: 'sql_variant' }, int, decimal);
    const noon = [variant({ base: 'datetime' }, 12 * 3600 * 300), variant({ base: 'smalldatetime' }, 720)] as const;
    expectEqual({ base: 'sql_variant' }, ...noon);
    expectOrder({ base: 'sql_variant' }, [variant({ base: 'time', scale: 0 }, 0), noon[0]]);
    expectOrder({ base: 'sql_variant' }, [noon[0], variant({ base: 'date' }, 800_000)]);
  });

  it('of a set of variants is refused where the order of two of them is (sql_variant)', () => {
    const variant = (type: Type, value: number | string) => ({ kind: 'variant', type, value }) as const;
    const keysOf = (...values: readonly Present[]) => values.map(keyOf({ base: 'sql_variant' }));
    const [date, time] = [variant({ base: 'date' }, 700_000), variant({ base: 'time', scale: 0 }, 0)];
    const texts = ['Latin1_General_CI_AS', 'Latin1_General_CS_AS'].map((collation) => variant(nvarchar(5, collation), 'a')); // prettier-ignore
    expect(() => keysOf(date, time)).toThrow(NotInEngine);
    expect(() => keysOf(...texts)).toThrow(NotInEngine);
    expect(new Set(keysOf(date, date, variant({ base: 'int' }, 1))).size).toBe(2);
    expectEqual({ base: 'sql_variant' }, time, variant({ base: 'smalldatetime' }, 0));
  });

  it('is refused for what cannot be compared (Database Engine events and errors)', () => {
    expect(() => comparerOf({ base: 'ntext' })).toThrow(SqlError);
    expect(() => keyOf({ base: 'xml' })).toThrow(SqlError);
    expect(() => comparerOf({ base: 'varchar', length: 1, collation: 'Latin1_General_CI_AS', collationLabel: 'conflict' })).toThrow(SqlError); // prettier-ignore
  });
});
