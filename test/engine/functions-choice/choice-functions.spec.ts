import { evaluate, outcome } from '../functions-support/evaluate.js';

type Vector = readonly [sql: string, expected: string | null];

/** Each page of Microsoft Learn, "... (Transact-SQL)", with what it says of the function. */
const PAGES: Readonly<Record<string, readonly Vector[]>> = {
  'ISNULL: the replacement takes the type of what is checked': [
    ["ISNULL(CAST(NULL AS varchar(3)), 'abcdef')", 'abc'],
    ['ISNULL(CAST(NULL AS int), 1.9)', '1'],
    ["ISNULL(CAST('x' AS varchar(3)), 'abcdef')", 'x'],
    ["ISNULL(NULL, 'abcdef')", 'abcdef'],
    ['ISNULL(NULL, NULL)', null],
    ["ISNULL(CAST(NULL AS int), 'abc')", 'error 245'],
    ['ISNULL(1)', 'error 174'],
  ],
  'COALESCE: the first that is not NULL, in the type of highest precedence': [
    ["COALESCE(NULL, NULL, 'third_value', 'fourth_value')", 'third_value'],
    ['COALESCE(CAST(NULL AS int), 1.5)', '1.5'],
    ["COALESCE('5', 1)", '5'],
    ["COALESCE('abc', 1)", 'error 245'],
    ['COALESCE(NULL, NULL)', 'error 4127'],
  ],
  'NULLIF: NULL where both are equal, else the first with its type': [
    ['NULLIF(4, 4)', null],
    ['NULLIF(5, 7)', '5'],
    ["NULLIF('abc', 'ABC  ')", null],
    ['NULLIF(4, 4.0)', null],
    ['NULLIF(4, NULL)', '4'],
    ['NULLIF(NULL, 4)', 'error 4151'],
  ],
  'CHOOSE: counts from 1, NULL past the end': [
    ["CHOOSE(3, 'Manager', 'Director', 'Developer', 'Tester')", 'Developer'],
    ["CHOOSE(0, 'a', 'b')", null],
    ["CHOOSE(3, 'a', 'b')", null],
    ["CHOOSE(2.9, 'a', 'b')", 'b'],
    ["CHOOSE(NULL, 'a', 'b')", null],
    ["CHOOSE(1, 5, 'b')", '5'],
  ],
  'GREATEST and LEAST: NULLs are left out': [
    ["GREATEST('6.62', 3.1415, N'7')", '7.0000'],
    ["LEAST('6.62', 3.1415, N'7')", '3.1415'],
    ["GREATEST('Glacier', N'Joshua Tree', 'Mount Rainier')", 'Mount Rainier'],
    ["LEAST('Glacier', N'Joshua Tree', 'Mount Rainier')", 'Glacier'],
    ['GREATEST(NULL, 1, 2)', '2'],
    ['LEAST(NULL, NULL)', null],
    ["GREATEST(1, 'abc')", 'error 245'],
  ],
  'ISNUMERIC: what converts to some numeric type, and signs and currency symbols alone': [
    ["ISNUMERIC('123')", '1'],
    ["ISNUMERIC('-1.5')", '1'],
    ["ISNUMERIC('1e4')", '1'],
    ["ISNUMERIC('$1,234.50')", '1'],
    ["ISNUMERIC(N'€5')", '1'],
    ["ISNUMERIC('+')", '1'],
    ["ISNUMERIC('-')", '1'],
    ["ISNUMERIC('$')", '1'],
    ["ISNUMERIC('')", '0'],
    ["ISNUMERIC(' ')", '0'],
    ["ISNUMERIC('abc')", '0'],
    ["ISNUMERIC('1.2.3')", '0'],
    ["ISNUMERIC('0x1A')", '0'],
    ['ISNUMERIC(NULL)', '0'],
    ['ISNUMERIC(1.5)', '1'],
    ["ISNUMERIC(CAST('2024-01-01' AS date))", '0'],
    ["ISNUMERIC('1e')", 'ENGINE-FUNCTION-ISNUMERIC'],
  ],
};

describe.each(Object.entries(PAGES))('%s', (_page, vectors) => {
  it.each(vectors.map(([sql, expected]) => ({ sql, expected })))('$sql is $expected', ({ sql, expected }) => {
    expect(outcome(sql)).toBe(expected);
  });
});

describe('types of what choices give', () => {
  it.each([
    ["ISNULL(CAST(NULL AS varchar(3)), 'abcdef')", { base: 'varchar', length: 3 }],
    ["COALESCE(CAST(NULL AS varchar(3)), 'abcdef')", { base: 'varchar', length: 6 }],
    ["NULLIF('abc', N'abc')", { base: 'varchar', length: 3 }],
    ['COALESCE(CAST(1 AS tinyint), 5)', { base: 'int' }],
    ["CHOOSE(1, 'a', N'bcd')", { base: 'nvarchar', length: 3 }],
  ])('%s is %j', (sql, type) => {
    expect(evaluate(sql).type).toMatchObject(type);
  });
});
