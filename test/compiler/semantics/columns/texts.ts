import { except, page, refusals, type Area } from './vector.js';

const table = {
  name: 'Words',
  columns: [['id', 'int NOT NULL'], ['v', 'varchar(20)'], ['n', 'nvarchar(20)'], ['c', 'char(5)'], ['s', 'varchar(20) COLLATE Latin1_General_CS_AS'], ['o', 'varchar(20)']],
  rows: [
    ['1', 'abc', 'abc', 'ab   ', 'abc', 'ABC'],
    ['2', 'Abc  ', 'ÀÉ', 'a b  ', 'ABC', 'abc'],
    ['3', '', '', '     ', '', '   '],
    ['4', ' x-1, y', '50%', '12   ', 'x', 'X-1'],
    ['5', null, null, null, null, null],
  ],
} as const; // prettier-ignore

/** Texts in columns: nothing here can be folded while compiling. */
export const TEXTS: Area = {
  title: 'texts',
  table,
  vectors: [
    ...page('LEN', [['LEN(v)', ['3', '3', '0', '7', null]], ['LEN(c)', ['2', '3', '0', '2', null]], ["LEN(v + '.')", ['4', '6', '1', '8', null]], ['LEN(REVERSE(v))', ['3', '5', '0', '6', null]]]),
    ...page('DATALENGTH', [['DATALENGTH(v)', ['3', '5', '0', '7', null]], ['DATALENGTH(n)', ['6', '4', '0', '6', null]], ['DATALENGTH(c)', ['5', '5', '5', '5', null]]]),
    ...page('Comparison operators', [
      ['IIF(v = o, 1, 0)', ['1', '1', '1', '0', '0']], ['IIF(v <> o, 1, 0)', ['0', '0', '0', '1', '0']], ["IIF(v = '', 1, 0)", ['0', '0', '1', '0', '0']], ["IIF(o = '', 1, 0)", ['0', '0', '1', '0', '0']],
      ["IIF(v < 'abd', 1, 0)", ['1', '1', '1', '1', '0']], ["IIF(c = 'ab', 1, 0)", ['1', '0', '0', '0', '0']], ["IIF(v BETWEEN 'ABB' AND 'ABD', 1, 0)", ['1', '1', '0', '0', '0']], ["IIF(v IN ('ABC', 'z'), 1, 0)", ['1', '1', '0', '0', '0']],
      ["IIF(v NOT IN ('ABC'), 1, 0)", ['0', '0', '1', '1', '0']], ['IIF(v >= o, 1, 0)', ['1', '1', '1', '0', '0']], ['IIF(NOT (v = o), 1, 0)', ['0', '0', '0', '1', '0']], ['IIF(v IS NOT DISTINCT FROM o, 1, 0)', ['1', '1', '1', '0', '1']],
      ["CASE v WHEN 'ABC' THEN 'hit' WHEN '' THEN 'empty' END", ['hit', 'hit', 'empty', null, null]], ['NULLIF(v, o)', [null, null, null, ' x-1, y', null]],
    ]),
    ...page('Collation and Unicode support', [
      ["IIF(s = 'abc', 1, 0)", ['1', '0', '0', '0', '0']], ['IIF(s = o COLLATE Latin1_General_CS_AS, 1, 0)', ['0', '0', '1', '0', '0']], ["IIF(n = N'àé', 1, 0)", ['0', '1', '0', '0', '0']], ['IIF(s = s COLLATE Latin1_General_CI_AS, 1, 0)', ['1', '1', '1', '1', '0']],
      ["IIF(s COLLATE Latin1_General_CI_AS = 'ABC', 1, 0)", ['1', '1', '0', '0', '0']], ["IIF(n COLLATE Latin1_General_CI_AI = N'ae', 1, 0)", ['0', '1', '0', '0', '0']], ["IIF(o = 'abc' COLLATE Latin1_General_BIN2, 1, 0)", ['0', '1', '0', '0', '0']],
    ]),
    ...page('+ (String concatenation)', [
      ['v + c', ['abcab   ', 'Abc  a b  ', '     ', ' x-1, y12   ', null]], ["id + '1'", ['2', '3', '4', '5', '6']], ["'1' + id", ['2', '3', '4', '5', '6']], ["CAST(id AS varchar(3)) + '1'", ['11', '21', '31', '41', '51']], ["v + N'|' + n", ['abc|abc', 'Abc  |ÀÉ', '|', ' x-1, y|50%', null]],
      ["CONVERT(varchar(4), v + '!!')", ['abc!', 'Abc ', '!!', ' x-1', null]],
    ]),
    ...page('CONCAT', [["CONCAT(v, '|', o)", ['abc|ABC', 'Abc  |abc', '|   ', ' x-1, y|X-1', '|']], ['CONCAT(id, NULL, c)', ['1ab   ', '2a b  ', '3     ', '412   ', '5']], ["CONCAT_WS('-', v, NULL, s)", ['abc-abc', 'Abc  -ABC', '-', ' x-1, y-x', '']]]),
    ...page('ISNULL', [["ISNULL(c, 'abcdefgh')", ['ab   ', 'a b  ', '     ', '12   ', 'abcde']], ["ISNULL(v, 'none')", ['abc', 'Abc  ', '', ' x-1, y', 'none']], ["LEN(ISNULL(c, 'abcdefgh'))", ['2', '3', '0', '2', '5']]]),
    ...page('COALESCE', [["COALESCE(c, 'abcdefgh')", ['ab   ', 'a b  ', '     ', '12   ', 'abcdefgh']], ["COALESCE(NULLIF(v, ''), o, 'q')", ['abc', 'Abc  ', '   ', ' x-1, y', 'q']]]),
    ...page('LEFT', [['LEFT(v, 2)', ['ab', 'Ab', '', ' x', null]], ['LEFT(c, 3)', ['ab ', 'a b', '   ', '12 ', null]]]),
    ...page('RIGHT', [['RIGHT(v, 2)', ['bc', '  ', '', ' y', null]], ["RIGHT('000' + RTRIM(c), 4)", ['00ab', '0a b', '000', '0012', null]], ['RIGHT(v, 0)', ['', '', '', '', null]]]),
    ...page('SUBSTRING', [['SUBSTRING(v, 2, 3)', ['bc', 'bc ', '', 'x-1', null]], ['SUBSTRING(v, 0, 2)', ['a', 'A', '', ' ', null]], ['SUBSTRING(v, id, 2)', ['ab', 'bc', '', '1,', null]], ['SUBSTRING(v, id - 2, 3)', ['a', 'Ab', '', 'x-1', null]]]),
    ...page('STUFF', [["STUFF(v, 1, 1, 'Z')", ['Zbc', 'Zbc  ', null, 'Zx-1, y', null]], ["STUFF(v, 2, id, '')", ['ac', 'A  ', null, '  y', null]], ["STUFF(v, 3, 0, '+')", ['ab+c', 'Ab+c  ', null, ' x+-1, y', null]], ["STUFF(v, id, 9, '.')", ['.', 'A.', null, ' x-.', null]]]),
    ...page('REPLACE', [["REPLACE(v, 'B', '_')", ['a_c', 'A_c  ', '', ' x-1, y', null]], ["REPLACE(s, 'B', '_')", ['abc', 'A_C', '', 'x', null]], ["REPLACE(v, ' ', '')", ['abc', 'Abc', '', 'x-1,y', null]], ["REPLACE(v, '', 'x')", ['abc', 'Abc  ', '', ' x-1, y', null]]]),
    ...page('CHARINDEX', [["CHARINDEX('B', v)", ['2', '2', '0', '0', null]], ["CHARINDEX('b', s)", ['2', '0', '0', '0', null]], ['CHARINDEX(o, v)', ['1', '1', '0', '2', null]], ["CHARINDEX(' ', v, 2)", ['0', '4', '0', '6', null]], ["SUBSTRING(v, CHARINDEX('-', v) + 1, 1)", ['a', 'A', '', '1', null]]]),
    ...page('PATINDEX', [["PATINDEX('%[0-9]%', v)", ['0', '0', '0', '4', null]], ["PATINDEX('%[^a-c]%', v)", ['0', '4', '0', '1', null]], ["PATINDEX('_B%', v)", ['1', '1', '0', '0', null]], ["PATINDEX('%-_,%', v)", ['0', '0', '0', '3', null]]]),
    ...page('LIKE', [
      ["IIF(v LIKE 'ab%', 1, 0)", ['1', '1', '0', '0', '0']], ["IIF(v LIKE 'abc', 1, 0)", ['1', '1', '0', '0', '0']], ["IIF(c LIKE 'ab', 1, 0)", ['1', '0', '0', '0', '0']], ["IIF(n LIKE N'50[%]', 1, 0)", ['0', '0', '0', '1', '0']], ["IIF(n LIKE N'50!%' ESCAPE N'!', 1, 0)", ['0', '0', '0', '1', '0']],
      ["IIF(v LIKE '_x-%', 1, 0)", ['0', '0', '0', '1', '0']], ["IIF(s LIKE 'a%', 1, 0)", ['1', '0', '0', '0', '0']], ["IIF(v LIKE '[a-c][B]%', 1, 0)", ['1', '1', '0', '0', '0']], ["IIF(v LIKE '[^a-c]%', 1, 0)", ['0', '0', '0', '1', '0']], ["IIF(v NOT LIKE '%[0-9]%', 1, 0)", ['1', '1', '1', '0', '0']],
      ["IIF(v LIKE '%', 1, 0)", ['1', '1', '1', '1', '0']], ["IIF(v LIKE '', 1, 0)", ['0', '0', '1', '0', '0']], ["IIF(n LIKE N'à%', 1, 0)", ['0', '1', '0', '0', '0']],
    ]),
    ...page('UPPER', [['UPPER(v)', ['ABC', 'ABC  ', '', ' X-1, Y', null]], ['LOWER(n)', ['abc', 'àé', '', '50%', null]]]),
    ...page('TRIM', [['LTRIM(v)', ['abc', 'Abc  ', '', 'x-1, y', null]], ["RTRIM(v) + '|'", ['abc|', 'Abc|', '|', ' x-1, y|', null]], ['TRIM(c)', ['ab', 'a b', '', '12', null]]]),
    ...page('REPLICATE', [["REPLICATE('0', 5 - LEN(c)) + RTRIM(c)", ['000ab', '00a b', '00000', '00012', null]], ['REPLICATE(v, id - 2)', [null, '', '', ' x-1, y x-1, y', null]], ["'[' + SPACE(id - 1) + ']'", ['[]', '[ ]', '[  ]', '[   ]', '[    ]']]]),
    ...page('REVERSE', [['REVERSE(c)', ['   ba', '  b a', '     ', '   21', null]]]),
    ...page('ASCII', [['ASCII(v)', ['97', '65', null, '32', null]], ['UNICODE(n)', ['97', '192', null, '53', null]], ['CHAR(64 + id)', ['A', 'B', 'C', 'D', 'E']], ['CHAR(64 + LEN(c))', ['B', 'C', '@', 'B', null]], ['NCHAR(191 + id)', ['À', 'Á', 'Â', 'Ã', 'Ä']]]),
    ...page('QUOTENAME', [['QUOTENAME(RTRIM(c))', ['[ab]', '[a b]', '[]', '[12]', null]]]),
    ...page('TRANSLATE', [["TRANSLATE(v, ',-', ';+')", ['abc', 'Abc  ', '', ' x+1; y', null]]]),
    ...page('CAST and CONVERT', [['TRY_CAST(c AS int)', [null, null, '0', '12', null]], ['TRY_CAST(v AS decimal(5,2))', [null, null, null, null, null]], ['CAST(v AS char(4)) + o', ['abc ABC', 'Abc abc', '       ', ' x-1X-1', null]], ['CAST(c AS varchar(2))', ['ab', 'a ', '  ', '12', null]], ['CONVERT(nvarchar(3), v)', ['abc', 'Abc', '', ' x-', null]]]),
    ...refusals('REPLACE', [['REPLACE(v, v, s)', 'TSQL-NOT-IN-TARGET']]),
    ...refusals('PATINDEX', [['PATINDEX(v, o)', 'TSQL-NOT-IN-TARGET']]),
    ...except('duckdb', 'TSQL-NOT-IN-TARGET', page('PATINDEX', [["PATINDEX('%C', o)", ['3', '3', '0', '0', null]]])),
  ],
}; // prettier-ignore
