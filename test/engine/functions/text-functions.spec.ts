/** String functions. Sources: Microsoft Learn, the page of each function, named in each row where it is not the call itself. */
import { ask, failure } from '../queries/ask.js';
import { typeOf, valueOf } from './one-value.js';

type Case = readonly [expression: string, expected: string | null];

describe('parts of texts', () => {
  test.each<Case>([
    ["LEFT('abcdefg', 2)", 'ab'],
    ["LEFT('abc', 10)", 'abc'],
    ["LEFT('abc', -1)", 'error 537'],
    ["RIGHT('abcdefg', 2)", 'fg'],
    ["RIGHT('abc', -1)", 'error 536'],
    ["SUBSTRING('abcdef', 2, 3)", 'bcd'],
    ["SUBSTRING('abcdef', 0, 3)", 'ab'],
    ["SUBSTRING('abcdef', -1, 3)", 'a'],
    ["SUBSTRING('abcdef', -5, 3)", ''],
    ["SUBSTRING('abcdef', 5, 100)", 'ef'],
    ["SUBSTRING('abcdef', 2, -1)", 'error 537'],
    ['CONVERT(varchar(20), SUBSTRING(0x010203, 2, 1), 1)', '0x02'],
    ['SUBSTRING(NULL, 1, 1)', 'error 8116'],
    ['SUBSTRING(123, 1, 1)', 'error 8116'],
    ["LEN('abc   ')", '3'],
    ["LEN('   abc')", '6'],
    ["LEN('')", '0'],
    ['LEN(12345)', '5'],
    ['LEN(NULL)', null],
    ["LEN(N'\ud83d\ude00')", '2'],
    ["LEN(N'\ud83d\ude00' COLLATE Latin1_General_100_CI_AS_SC)", '1'],
    ["CHARINDEX('is', 'This is a string')", '3'],
    ["CHARINDEX('is', 'This is a string', 4)", '6'],
    ["CHARINDEX('IS', 'This is a string')", '3'],
    ["CHARINDEX('TEST', 'This is a Test' COLLATE Latin1_General_CS_AS)", '0'],
    ["CHARINDEX('Test', 'This is a Test' COLLATE Latin1_General_CS_AS)", '11'],
    ["CHARINDEX('x', 'abc')", '0'],
    ["CHARINDEX('a', 'abc', -5)", '1'],
    ["CHARINDEX('a', 'abc', 50)", '0'],
    ["CHARINDEX(NULL, 'abc')", null],
    ["PATINDEX('%ter%', 'interesting data')", '3'],
    ["TRIM('     test    ')", 'test'],
    ["TRIM('.,! ' FROM '     #     test    .')", '#     test'],
    ["TRIM(LEADING '.,! ' FROM '     .#     test    .')", '#     test    .'],
    ["TRIM(TRAILING '.,! ' FROM '.#     test    .')", '.#     test'],
    ["TRIM(BOTH '123' FROM '123abc123')", 'abc'],
    ["TRIM(NULL FROM 'a')", null],
    ["LTRIM('  a ')", 'a '],
    ["RTRIM(' a  ')", ' a'],
    ["LTRIM('123abc.', '123')", 'abc.'],
    ["RTRIM('.123abc.', 'abc.')", '.123'],
    ["REVERSE('abc')", 'cba'],
    ["TRIM('a', 'b')", 'error 174'],
  ])('%s is %j', (expression, expected) => {
    expect(valueOf(expression)).toBe(expected);
  });
});

describe('texts made of texts', () => {
  test.each<Case>([
    ["CONCAT('Happy ', 'Birthday ', 11, '/', '25')", 'Happy Birthday 11/25'],
    ["CONCAT('a', NULL, 'b')", 'ab'],
    ['CONCAT(NULL, NULL)', ''],
    ["CONCAT($1.5, '|', CAST('2024-01-02' AS date))", '1.50|2024-01-02'],
    ["CONCAT('a')", 'error 189'],
    ["CONCAT_WS(',', '1 Microsoft Way', NULL, NULL, 'Redmond', 98052)", '1 Microsoft Way,Redmond,98052'],
    ["CONCAT_WS(NULL, 'a', 'b')", 'ab'],
    ["REPLACE('abcdefghicde', 'cde', 'xxx')", 'abxxxfghixxx'],
    ["REPLACE('This is a Sample', 'SAMPLE', 'desk')", 'This is a desk'],
    ["REPLACE('This is a Sample' COLLATE Latin1_General_BIN, 'SAMPLE', 'desk')", 'This is a Sample'],
    ["REPLACE('abc', '', 'x')", 'abc'],
    ["REPLACE('aaa', 'a', 'aa')", 'aaaaaa'],
    ["REPLACE('abc', NULL, 'x')", null],
    ["TRANSLATE('2*[3+4]/{7-2}', '[]{}', '()()')", '2*(3+4)/(7-2)'],
    ["TRANSLATE('abcdef', 'abc', 'bcd')", 'bcddef'],
    ["TRANSLATE('abc', 'ab', 'x')", 'error 9828'],
    ["STUFF('abcdef', 2, 3, 'ijklmn')", 'aijklmnef'],
    ["STUFF('abcdef', 2, 100, NULL)", 'a'],
    ["STUFF('abcdef', 0, 1, 'x')", null],
    ["STUFF('abcdef', 7, 1, 'x')", null],
    ["STUFF('abcdef', 2, -1, 'x')", null],
    ["REPLICATE('0', 4)", '0000'],
    ["REPLICATE('ab', -1)", null],
    ["REPLICATE('ab', 0)", ''],
    ["LEN(REPLICATE('a', 9000))", '8000'],
    ["LEN(REPLICATE(CAST('a' AS varchar(max)), 9000))", '9000'],
    ["'[' + SPACE(2) + ']'", '[  ]'],
    ['SPACE(-1)', null],
    ["UPPER('straße é')", 'STRAßE É'],
    ["LOWER('ÀB')", 'àb'],
    ["QUOTENAME('abc[]def')", '[abc[]]def]'],
    ["QUOTENAME('a''b', '''')", "'a''b'"],
    ["QUOTENAME('a', '(')", '(a)'],
    ["QUOTENAME('a', 'x')", null],
    ["QUOTENAME(REPLICATE('a', 129))", null],
    ["STRING_ESCAPE('\\ / \" ' + CHAR(10) + CHAR(1), 'json')", '\\\\ \\/ \\" \\n\\u0001'],
  ])('%s is %j', (expression, expected) => {
    expect(valueOf(expression)).toBe(expected);
  });
});

describe('numbers of characters, sounds and sizes', () => {
  test.each<Case>([
    ["ASCII('A')", '65'],
    ["ASCII('€')", '128'],
    ["ASCII('')", null],
    ["UNICODE(N'Åkergatan')", '197'],
    ['CHAR(65)', 'A'],
    ['CHAR(128)', '€'],
    ['CHAR(256)', null],
    ['NCHAR(256)', 'Ā'],
    ['NCHAR(65536)', null],
    ["SOUNDEX('Smith')", 'S530'],
    ["SOUNDEX('Smythe')", 'S530'],
    ["SOUNDEX('Pfister')", 'P236'],
    ["SOUNDEX('Ashcraft')", 'A261'],
    ["DIFFERENCE('Smithers', 'Smythers')", '4'],
    ["DIFFERENCE('Anothers', 'Brothers')", '2'],
    ["DIFFERENCE('Green', 'Greene')", '4'],
    ["DIFFERENCE('Blotchet-Halls', 'Greene')", '0'],
    ["DATALENGTH('abc  ')", '5'],
    ["DATALENGTH(N'abc')", '6'],
    ["DATALENGTH(CAST('a' AS char(10)))", '10'],
    ['DATALENGTH(1)', '4'],
    ['DATALENGTH(CAST(1 AS decimal(20, 2)))', '13'],
    ["DATALENGTH(CAST('2024-01-01' AS datetime2(3)))", '7'],
    ['DATALENGTH(0x0102)', '2'],
    ['DATALENGTH(NULL)', null],
  ])('%s is %j', (expression, expected) => {
    expect(valueOf(expression)).toBe(expected);
  });
});

describe('STR', () => {
  test.each<Case>([
    ['STR(123.45, 6, 1)', ' 123.5'],
    ['STR(123.45, 2, 2)', '**'],
    ['STR(FLOOR(123.45), 8, 3)', ' 123.000'],
    ['STR(123.45)', '       123'],
    ['STR(-12.345, 6, 2)', '-12.35'],
    ['STR(123.456, 5, 2)', '123.5'],
    ['STR(1, 5, -1)', null],
    ['STR(1, NULL, 1)', null],
    ['STR(1, 5, NULL)', 'ENGINE-STR-NULL-DECIMALS'],
    ['STR(99.96, 4, 1)', 'ENGINE-STR-CARRY'],
    ['STR(99.96, 5, 1)', '100.0'],
    ['STR(1E22, 22)', '**********************'],
    ['STR(1E22, 23)', '10000000000000000000000'],
    ['STR(1, 3000000000)', 'error 8115'],
    ['STR(1, 5, 3000000000)', 'error 8115'],
  ])('%s is %j', (expression, expected) => {
    expect(valueOf(expression)).toBe(expected);
  });
});

describe('the type of a text function', () => {
  test.each<Case>([
    ["LEFT('abcdef', 2)", 'varchar(2)'],
    ["LEFT(N'abcdef', 2)", 'nvarchar(2)'],
    ["SUBSTRING(CAST('a' AS char(10)), 1, 20)", 'varchar(10)'],
    ["CONCAT('ab', 1)", 'varchar(14)'],
    ["CONCAT('ab', N'c')", 'nvarchar(3)'],
    ["CONCAT('ab', CAST('c' AS varchar(max)))", 'varchar(max)'],
    ["LEN(CAST('a' AS varchar(max)))", 'bigint'],
    ["LEN('a')", 'int'],
    ["REPLACE('a', 'b', 'c')", 'varchar(8000)'],
    ["REPLACE('a', N'b', 'c')", 'nvarchar(4000)'],
    ["QUOTENAME('a')", 'nvarchar(258)'],
    ['CHAR(65)', 'char(1)'],
    ['NCHAR(65)', 'nchar(1)'],
    ["STUFF('abc', 1, 1, 'de')", 'varchar(5)'],
  ])('%s is %s', (expression, expected) => {
    expect(typeOf(expression)).toBe(expected);
  });

  it('keeps the collation of the argument', () => {
    expect(ask("SELECT CASE WHEN LOWER('A' COLLATE Latin1_General_CS_AS) = 'A' THEN 1 ELSE 0 END")).toEqual([['0']]);
  });

  it('is in conflict where two collations are asked for', () => {
    expect(failure("SELECT CHARINDEX('a' COLLATE Latin1_General_CS_AS, 'a' COLLATE Latin1_General_CI_AS)")).toBe(468);
  });
});
