/** Functions of texts. */
import { column, page } from '../vector.js';

const DOCUMENT = "DECLARE @d varchar(64) = 'Reflectors are vital safety components of your bicycle.'; SELECT";

// prettier-ignore
export const TEXTS = [
  ...page('t-sql/functions/charindex-transact-sql', [
    ['the place of a text in another', `${DOCUMENT} CHARINDEX('bicycle', @d)`, '48'],
    ['sought from a place on', `${DOCUMENT} CHARINDEX('vital', @d, 5)`, '16'],
    ['0 when it is not there', `${DOCUMENT} CHARINDEX('bike', @d)`, '0'],
    ['letter case counts under a collation where it does', "SELECT CHARINDEX('TEST', 'This is a Test' COLLATE Latin1_General_CS_AS), CHARINDEX('Test', 'This is a Test' COLLATE Latin1_General_CS_AS)", [['0', '11']]],
    ['and does not where it does not', "SELECT CHARINDEX('TEST', 'This is a Test' COLLATE Latin1_General_CI_AS)", '11'],
    ['a start below 1 is the beginning', "SELECT CHARINDEX('is', 'This is a string'), CHARINDEX('is', 'This is a string', 4), CHARINDEX('is', 'This is a string', -3)", [['3', '6', '3']]],
    ['NULL in one of both gives NULL', "SELECT CHARINDEX(NULL, 'a')", null],
    ['a bigint for a max type', "SELECT CHARINDEX('b', CAST('abc' AS varchar(max)))", '2', { type: 'bigint' }],
  ]),
  ...page('t-sql/functions/patindex-transact-sql', [
    ['where a pattern begins', "SELECT PATINDEX('%ter%', 'interesting data')", '3'],
    ['a set that excludes', "SELECT PATINDEX('%[^0-9A-Za-z]%', 'Please ensure the door is locked!')", '7'],
    ['one character and the rest', "SELECT PATINDEX('%en_ure%', 'Please ensure the door is locked')", '8'],
    ['without percent signs the pattern is the whole text', "SELECT PATINDEX('ter', 'interesting'), PATINDEX('in%', 'interesting')", [['0', '1']]],
    ['NULL gives NULL', "SELECT PATINDEX('%a%', CAST(NULL AS varchar(5)))", null],
  ]),
  ...page('t-sql/functions/substring-transact-sql', [
    ['three characters from the second', "SELECT SUBSTRING('abcdef', 2, 3)", 'bcd'],
    ['a start below 1 takes from the length', "SELECT SUBSTRING('abcdef', -1, 4), SUBSTRING('abcdef', 0, 2)", [['ab', 'a']]],
    ['beyond the end is empty', "SELECT DATALENGTH(SUBSTRING('abc', 9, 2))", '0'],
    ['a negative length is an error', "SELECT SUBSTRING('abc', 1, -1)", 537],
    ['bytes of a binary', 'SELECT CONVERT(varchar(10), SUBSTRING(0x0A0B0C, 2, 1), 1)', '0x0B'],
  ]),
  ...page('t-sql/functions/stuff-transact-sql', [
    ['characters out, others in', "SELECT STUFF('abcdef', 2, 3, 'ijklmn')", 'aijklmnef'],
    ['a place of 0 or beyond the end gives NULL', "SELECT STUFF('abc', 0, 1, 'x'), STUFF('abc', 4, 1, 'x'), STUFF('abc', -1, 1, 'x')", [[null, null, null]]],
    ['a length beyond the end takes all', "SELECT STUFF('abc', 2, 99, 'x')", 'ax'],
    ['a length of 0 inserts', "SELECT STUFF('abc', 2, 0, 'x')", 'axbc'],
    ['a NULL to put in is an empty text', "SELECT STUFF('abc', 2, 1, NULL)", 'ac'],
    ['a negative length gives NULL', "SELECT STUFF('abc', 1, -1, 'x')", null],
  ]),
  ...page('t-sql/functions/replace-transact-sql', [
    ['every place', "SELECT REPLACE('abcdefghicde', 'cde', 'xxx')", 'abxxxfghixxx'],
    ['by a collation', "SELECT REPLACE('This is a Test' COLLATE Latin1_General_BIN, 'Test', 'desk'), REPLACE('This is a Test' COLLATE Latin1_General_BIN, 'test', 'desk')", [['This is a desk', 'This is a Test']]],
    ['letter case does not count by default', "SELECT REPLACE('aAa', 'A', 'b')", 'bbb'],
    ['any NULL gives NULL', "SELECT REPLACE('abc', 'b', NULL)", null],
    ['an empty text to seek changes nothing', "SELECT REPLACE('abc', '', 'x')", 'abc'],
  ]),
  ...page('t-sql/functions/translate-transact-sql', [
    ['characters one by one', "SELECT TRANSLATE('2*[3+4]/{7-2}', '[]{}', '()()')", '2*(3+4)/(7-2)'],
    ['not as REPLACE would', "SELECT TRANSLATE('abcdef', 'abc', 'bcd'), REPLACE(REPLACE(REPLACE('abcdef', 'a', 'b'), 'b', 'c'), 'c', 'd')", [['bcddef', 'ddddef']]],
    ['both lists are equally long', "SELECT TRANSLATE('abc', 'ab', 'x')", 9828],
  ]),
  ...page('t-sql/functions/trim-transact-sql', [
    ['blanks of both ends', "SELECT '[' + TRIM('     test    ') + ']'", '[test]'],
    ['other characters of both ends', "SELECT TRIM('.,! ' FROM '     #     test    .')", '#     test'],
    ['of the beginning alone', "SELECT TRIM(LEADING '.,! ' FROM '     .#     test    .')", '#     test    .'],
    ['of the end alone', "SELECT TRIM(TRAILING '.,! ' FROM '     .#     test    .')", '     .#     test'],
    ['of both, said so', "SELECT TRIM(BOTH '123' FROM '123abc123')", 'abc'],
  ]),
  ...page('t-sql/functions/ltrim-transact-sql', [
    ['blanks of the beginning', "SELECT LTRIM('  ab ') + ']'", 'ab ]'],
    ['other characters', "SELECT LTRIM('123abc.', '123.')", 'abc.'],
  ]),
  ...page('t-sql/functions/rtrim-transact-sql', [
    ['blanks of the end', "SELECT RTRIM('ab  ') + ']'", 'ab]'],
    ['other characters', "SELECT RTRIM('.123abc.', 'abc.')", '.123'],
  ]),
  ...page('t-sql/functions/len-transact-sql', [
    ['blanks at the end do not count', "SELECT LEN('ab   '), LEN('   ab'), LEN('')", [['2', '5', '0']]],
    ['characters, not bytes', "SELECT LEN(N'ab'), DATALENGTH(N'ab')", [['2', '4']]],
    ['a bigint for a max type', "SELECT LEN(CAST('ab' AS varchar(max)))", '2', { type: 'bigint' }],
  ]),
  ...page('t-sql/functions/datalength-transact-sql', [
    ['bytes, with blanks at the end', "SELECT DATALENGTH('ab   '), DATALENGTH(CAST(5 AS int)), DATALENGTH(CAST(5 AS bigint))", [['5', '4', '8']]],
    ['NULL gives NULL', 'SELECT DATALENGTH(NULL)', null],
  ]),
  ...page('t-sql/functions/left-transact-sql', [
    ['the first five', "SELECT LEFT('abcdefg', 2), LEFT('ab', 9)", [['ab', 'ab']]],
    ['a negative number is an error', "SELECT LEFT('abc', -1)", 537],
  ]),
  ...page('t-sql/functions/right-transact-sql', [
    ['the last two', "SELECT RIGHT('abcdefg', 2)", 'fg'],
    ['NULL gives NULL', 'SELECT RIGHT(NULL, 2)', null],
    ['a negative number is an error of its own', "SELECT RIGHT('abc', -1)", 536],
  ]),
  ...page('t-sql/functions/replicate-transact-sql', [
    ['a text again and again', "SELECT REPLICATE('0', 4) + 'A'", '0000A'],
    ['a negative count gives NULL', "SELECT REPLICATE('a', -1)", null],
    ['a text that is not max is cut at 8000 bytes', "SELECT LEN(REPLICATE('a', 9000)), LEN(REPLICATE(CAST('a' AS varchar(max)), 9000))", [['8000', '9000']]],
  ]),
  ...page('t-sql/functions/space-transact-sql', [
    ['blanks', "SELECT '[' + SPACE(3) + ']'", '[   ]'],
    ['a negative count gives NULL', 'SELECT SPACE(-1)', null],
  ]),
  ...page('t-sql/functions/reverse-transact-sql', [
    ['from the end to the beginning', "SELECT REVERSE('abc'), REVERSE(1234)", [['cba', '4321']]],
  ]),
  ...page('t-sql/functions/upper-transact-sql', [['capital letters', "SELECT UPPER('abC1'), UPPER(N'ä')", [['ABC1', 'Ä']]]]),
  ...page('t-sql/functions/lower-transact-sql', [['small letters', "SELECT LOWER('ABc1')", 'abc1']]),
  ...page('t-sql/functions/ascii-transact-sql', [
    ['the code of the first character', "SELECT ASCII('A'), ASCII('a'), ASCII('AB')", [['65', '97', '65']]],
  ]),
  ...page('t-sql/functions/char-transact-sql', [
    ['the character of a code', 'SELECT CHAR(65), CHAR(33)', [['A', '!']]],
    ['out of 0 to 255 it is NULL', 'SELECT CHAR(256), CHAR(-1)', [[null, null]]],
  ]),
  ...page('t-sql/functions/unicode-transact-sql', [
    ['the code of the first character', "SELECT UNICODE(N'Åkergatan 24')", '197'],
  ]),
  ...page('t-sql/functions/nchar-transact-sql', [
    ['a Unicode character', 'SELECT NCHAR(197), NCHAR(248)', [['Å', 'ø']]],
  ]),
  ...page('t-sql/functions/soundex-transact-sql', [
    ['Smith sounds as Smythe', "SELECT SOUNDEX('Smith'), SOUNDEX('Smythe')", [['S530', 'S530']]],
  ]),
  ...page('t-sql/functions/difference-transact-sql', [
    ['4 for texts that differ in vowels', "SELECT DIFFERENCE('Smithers', 'Smythers')", '4'],
    ['2 for two letters of the code', "SELECT DIFFERENCE('Anothers', 'Brothers')", '2'],
    ['Green and Greene', "SELECT DIFFERENCE('Green', 'Greene')", '4'],
    ['Blotchet-Halls and Greene', "SELECT DIFFERENCE('Blotchet-Halls', 'Greene')", '0'],
  ]),
  ...page('t-sql/functions/quotename-transact-sql', [
    ['brackets, the closing one doubled', "SELECT QUOTENAME('abc[]def')", '[abc[]]def]', { type: 'nvarchar(258)' }],
    ['another delimiter', "SELECT QUOTENAME('a\"b', '\"'), QUOTENAME('a''b', '''')", [['"a""b"', "'a''b'"]]],
    ['what is no delimiter gives NULL', "SELECT QUOTENAME('abc', 'x')", null],
    ['more than 128 characters give NULL', "SELECT QUOTENAME(REPLICATE('a', 129))", null],
  ]),
  ...page('t-sql/functions/concat-transact-sql', [
    ['NULL is an empty text', "SELECT CONCAT('a', NULL, 1, 2.50)", 'a12.50'],
    ['all NULL is an empty text', 'SELECT DATALENGTH(CONCAT(NULL, NULL))', '0'],
    ['one argument is too few', "SELECT CONCAT('a')", 189],
  ]),
  ...page('t-sql/functions/concat-ws-transact-sql', [
    ['NULL is left out, and its separator too', "SELECT CONCAT_WS(',', '1 Microsoft Way', NULL, NULL, 'Redmond', 'WA', 98052)", '1 Microsoft Way,Redmond,WA,98052'],
    ['a NULL separator is an empty text', "SELECT CONCAT_WS(NULL, 'a', 'b')", 'ab'],
    ['an empty text is not left out', "SELECT CONCAT_WS('-', 'a', '', 'b')", 'a--b'],
  ]),
  ...page('t-sql/functions/str-transact-sql', [
    ['six characters, one place', "SELECT '[' + STR(123.45, 6, 1) + ']'", '[ 123.5]'],
    ['stars when it does not fit', 'SELECT STR(123.45, 2, 2)', '**'],
    ['three places of a whole number', "SELECT '[' + STR(FLOOR(123.45), 8, 3) + ']'", '[ 123.000]'],
    ['ten characters and no places by default', "SELECT '[' + STR(12.6) + ']'", '[        13]'],
  ]),
  ...page('t-sql/functions/string-escape-transact-sql', [
    ['what JSON needs', "SELECT STRING_ESCAPE('\\   / \"', 'json')", '\\\\   \\/ \\"'],
    ['control characters', "SELECT STRING_ESCAPE(CHAR(9) + CHAR(10), 'json')", '\\t\\n'],
  ]),
  ...page('t-sql/functions/string-split-transact-sql', [
    ['parts with their places', "SELECT value, ordinal FROM STRING_SPLIT('Lorem ipsum dolor', ' ', 1) ORDER BY ordinal", [['Lorem', '1'], ['ipsum', '2'], ['dolor', '3']]],
    ['two separators have an empty part between them', "SELECT COUNT(*) FROM STRING_SPLIT('clothing,road,,touring,bike', ',') WHERE RTRIM(value) = ''", '1'],
    ['every second one', "SELECT value FROM STRING_SPLIT('Austin,Texas,Seattle,Washington,Denver,Colorado', ',', 1) WHERE ordinal % 2 = 0 ORDER BY ordinal", column('Texas', 'Washington', 'Colorado')],
    ['backwards', "SELECT value FROM STRING_SPLIT('E-D-C-B-A', '-', 1) ORDER BY ordinal DESC", column('A', 'B', 'C', 'D', 'E')],
    ['NULL has no parts', 'SELECT COUNT(*) FROM STRING_SPLIT(CAST(NULL AS varchar(9)), \',\')', '0'],
    ['a part joined to a number', "SELECT p.id FROM (VALUES (1), (2), (9)) p(id) JOIN STRING_SPLIT('1,2,3', ',') ON value = p.id ORDER BY 1", column('1', '2')],
    ['counted by part', "SELECT value, COUNT(*) FROM (VALUES ('a,b'), ('b,c'), ('b')) t(tags) CROSS APPLY STRING_SPLIT(tags, ',') GROUP BY value HAVING COUNT(*) > 2", [['b', '3']]],
    ['the ordinal is a bigint', "SELECT ordinal FROM STRING_SPLIT('a', ',', 1)", '1', { type: 'bigint' }],
    ['a separator has one character', "SELECT value FROM STRING_SPLIT('a', ',,')", 214],
  ]),
  ...page('t-sql/functions/string-agg-transact-sql', [
    ['in order', "SELECT STRING_AGG(v, ';') WITHIN GROUP (ORDER BY v DESC) FROM (VALUES ('a'), ('c'), ('b')) t(v)", 'c;b;a'],
    ['NULL is left out, and its separator too', "SELECT STRING_AGG(v, ',') WITHIN GROUP (ORDER BY n) FROM (VALUES (1, 'a'), (2, NULL), (3, 'b')) t(n, v)", 'a,b'],
    ['unless it is replaced', "SELECT STRING_AGG(ISNULL(v, 'N/A'), ',') WITHIN GROUP (ORDER BY n) FROM (VALUES (1, 'John'), (2, NULL), (3, 'Mike')) t(n, v)", 'John,N/A,Mike'],
    ['a group of NULLs alone is NULL', "SELECT STRING_AGG(v, ',') FROM (VALUES (CAST(NULL AS varchar(5)))) t(v)", null],
    ['numbers become nvarchar(4000)', "SELECT STRING_AGG(v, ',') FROM (VALUES (1)) t(v)", '1', { type: 'nvarchar(4000)' }],
    ['a varchar becomes varchar(8000)', "SELECT STRING_AGG(v, ',') FROM (VALUES (CAST('a' AS varchar(10)))) t(v)", 'a', { type: 'varchar(8000)' }],
    ['by town', "SELECT town, STRING_AGG(mail, ';') WITHIN GROUP (ORDER BY mail) FROM (VALUES ('LA', 'sam'), ('Seattle', 'kim'), ('LA', 'hazem')) t(town, mail) GROUP BY town ORDER BY town", [['LA', 'hazem;sam'], ['Seattle', 'kim']]],
  ]),
  ...page('t-sql/functions/format-transact-sql', [
    ['a date by d and D of US English', "DECLARE @d date = '11/22/2020'; SELECT FORMAT(@d, 'd', 'en-US'), FORMAT(@d, 'D', 'en-US')", [['11/22/2020', 'Sunday, November 22, 2020']]],
    ['a date by letters of its own', "SELECT FORMAT(CAST('2024-03-05 14:07:09' AS datetime2), 'dd/MM/yyyy HH:mm:ss')", '05/03/2024 14:07:09'],
    ['hours of twelve, with AM and PM', "SELECT FORMAT(CAST('2018-01-01 01:00' AS datetime2), N'hh:mm tt'), FORMAT(CAST('2018-01-01 14:00' AS datetime2), N'hh:mm tt'), FORMAT(CAST('2018-01-01 14:00' AS datetime2), N'hh:mm t')", [['01:00 AM', '02:00 PM', '02:00 P']]],
    ['hours of twenty-four', "SELECT FORMAT(CAST('2018-01-01 14:00' AS datetime2), N'HH:mm')", '14:00'],
    ['money by N and C of US English', "SELECT FORMAT(CAST(1.55 AS money), 'N', 'en-us'), FORMAT(CAST(8.2784 AS money), 'C', 'en-us')", [['1.55', '$8.28']]],
    ['colons of a time are to be escaped', "SELECT FORMAT(CAST('07:35' AS time), N'hh:mm')", null],
    ['a number by a pattern', "SELECT FORMAT(123456789, '###-##-####')", '123-45-6789'],
    ['NULL for a format that does not fit', "SELECT FORMAT(CAST('07:35' AS time), 'hh.mm')", null],
    ['unless its separators are escaped', "SELECT FORMAT(CAST('07:35' AS time), N'hh\\.mm'), FORMAT(CAST('07:35' AS time), N'hh\\:mm')", [['07.35', '07:35']]],
  ]),
  ...page('t-sql/functions/parsename-transact-sql', [
    ['parts of a name from its end', "SELECT PARSENAME('srv.db.dbo.t', 1), PARSENAME('srv.db.dbo.t', 4), PARSENAME('t', 2)", [['t', 'srv', null]]],
  ]),
];
