import { createHash } from 'node:crypto';
import { md5 } from '../../../src/engine/hashes/md5.js';
import { sha1, sha256, sha512 } from '../../../src/engine/hashes/sha.js';
import { TABLE_FUNCTIONS } from '../../../src/engine/functions/table-functions.js';
import { SqlError } from '../../../src/engine/errors.js';
import { bind, context, expressionOf, newRun, outcome } from '../functions-support/evaluate.js';

/** Each page of Microsoft Learn, "... (Transact-SQL)", with what it says of the function. */
describe('system functions', () => {
  it.each([
    ['SUSER_SNAME()', 'dbo'],
    ['CURRENT_USER', 'dbo'],
    ['DB_NAME()', 'sales'],
    ['DB_NAME(1)', 'ENGINE-FUNCTION-DB_NAME'],
    ['NEWID()', '88888888-8888-4888-8888-888888888888'],
    ["PARSENAME('AdventureWorks.dbo.Person', 1)", 'Person'],
    ["PARSENAME('AdventureWorks.dbo.Person', 3)", 'AdventureWorks'],
    ["PARSENAME('AdventureWorks.dbo.Person', 4)", null],
    ["PARSENAME('[a.b].[c]]d]', 1)", 'c]d'],
    ["PARSENAME('a.b.c.d.e', 1)", null],
    ["CAST(SQL_VARIANT_PROPERTY(CAST(1 AS bigint), 'BaseType') AS nvarchar(20))", 'bigint'],
    ["CAST(SQL_VARIANT_PROPERTY(CAST(1.50 AS decimal(8,2)), 'Precision') AS int)", '8'],
    ["CAST(SQL_VARIANT_PROPERTY(CAST(1.50 AS decimal(8,2)), 'Scale') AS int)", '2'],
    ["CAST(SQL_VARIANT_PROPERTY(CAST('a' AS nvarchar(50)), 'MaxLength') AS int)", '100'],
    ["SQL_VARIANT_PROPERTY(1, 'Nothing')", null],
    ['CHECKSUM(1)', 'ENGINE-FUNCTION-CHECKSUM'],
    ["CONVERT_HEX(HASHBYTES('MD5', 'abc'))", '900150983CD24FB0D6963F7D28E17F72'],
    ["CONVERT_HEX(HASHBYTES('SHA1', N'abc'))", createHash('sha1').update(Buffer.from('abc', 'utf16le')).digest('hex').toUpperCase()], // prettier-ignore
    ["CONVERT_HEX(HASHBYTES('SHA1', N'This is a test.'))", '0E7AAB0B4FF0FD2DFB4F0233E2EE7A26CD08F173'],
    ["CONVERT_HEX(HASHBYTES('SHA1', N'This is test 2.'))", 'F643A82F948DEFB922B12E50B950CEE130A934D6'],
    ["HASHBYTES('SHA1', 5)", 'error 8116'],
    ["HASHBYTES('SHA1', NULL)", null],
  ])('%s is %s', (sql, expected) => {
    const hex = /^CONVERT_HEX\((.*)\)$/.exec(sql);
    if (!hex) {
      expect(outcome(sql)).toBe(expected);
      return;
    }
    const value = bind(expressionOf(hex[1]!)).evaluate({ row: [], outer: null }, newRun());
    expect(
      Buffer.from(value as Uint8Array)
        .toString('hex')
        .toUpperCase(),
    ).toBe(expected);
  });
});

/** Sources: RFC 1321, FIPS 180-4; another implementation of them gives the values. */
describe('hashes are those of their standards, whatever the length', () => {
  const lengths = [0, 1, 3, 55, 56, 63, 64, 65, 111, 112, 119, 120, 127, 128, 129, 1000];
  const hashes = { md5, sha1, sha256, sha512 };
  it.each(Object.entries(hashes).flatMap(([name, hash]) => lengths.map((length) => ({ name, hash, length }))))(
    '$name of $length bytes',
    ({ name, hash, length }) => {
      const bytes = Uint8Array.from({ length }, (_none, at) => (at * 37 + 11) % 256);
      expect(Buffer.from(hash(bytes)).toString('hex')).toBe(createHash(name).update(bytes).digest('hex'));
    },
  );
});

function rows(name: string, ...args: string[]): unknown {
  try {
    const bound = TABLE_FUNCTIONS[name]!(
      args.map((sql) => bind(expressionOf(sql))),
      context,
    );
    return bound.rows({ row: [], outer: null }, newRun());
  } catch (error) {
    if (error instanceof SqlError) return error.number;
    throw error;
  }
}

/** Source: Microsoft Learn, "STRING_SPLIT (Transact-SQL)" and "GENERATE_SERIES (Transact-SQL)". */
describe('table functions', () => {
  it.each([
    ['string_split', ["'Lorem ipsum.'", "' '"], [['Lorem'], ['ipsum.']]],
    ['string_split', ["'a,,b'", "','"], [['a'], [''], ['b']]],
    [
      'string_split',
      ["'a,b'", "','", '1'],
      [
        ['a', 1n],
        ['b', 2n],
      ],
    ],
    ['string_split', ["'a,b'", "','", '0'], [['a'], ['b']]],
    ['string_split', ["''", "','"], [['']]],
    ['string_split', ['NULL', "','"], []],
    ['string_split', ["'a,b'", "', '"], 214],
    ['string_split', ["'a,b'"], 189],
    ['generate_series', ['1', '3'], [[1], [2], [3]]],
    ['generate_series', ['3', '1'], [[3], [2], [1]]],
    ['generate_series', ['1', '50', '20'], [[1], [21], [41]]],
    ['generate_series', ['0.0', '1.0', '0.5'], [[0n], [5n], [10n]]],
    ['generate_series', ['1', '3', '-1'], []],
    ['generate_series', ['1', 'NULL'], []],
    ['generate_series', ['1', '3', '0'], 4199],
    ['generate_series', ['1', '3.0'], 5373],
    ['generate_series', ["'a'", "'b'"], 5373],
  ])('%s(%j) gives %j', (name, args, expected) => {
    expect(rows(name, ...args)).toEqual(expected);
  });
});
