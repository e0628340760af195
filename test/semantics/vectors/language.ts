/** Operators, predicates, and functions that choose. */
import { column, page } from '../vector.js';

const PHONES = "FROM (VALUES ('415-555-0124'), ('206-555-0111'), (NULL)) t(v)";

// prettier-ignore
export const LANGUAGE = [
  ...page('t-sql/language-elements/like-transact-sql', [
    ['a percent sign is any text', `SELECT v ${PHONES} WHERE v LIKE '415%'`, '415-555-0124'],
    ['NOT LIKE does not find NULL', `SELECT v ${PHONES} WHERE v NOT LIKE '415%'`, '206-555-0111'],
    ['an underscore is one character', "SELECT v FROM (VALUES ('Dean'), ('Sean'), ('ean')) t(v) WHERE v LIKE '_ean'", column('Dean', 'Sean')],
    ['a set of characters', "SELECT v FROM (VALUES ('Cheryl'), ('Sheryl'), ('Meryl')) t(v) WHERE v LIKE '[CS]heryl'", column('Cheryl', 'Sheryl')],
    ['a range of characters', "SELECT v FROM (VALUES ('Carsen'), ('Larsen'), ('Zarsen')) t(v) WHERE v LIKE '[C-P]arsen'", column('Carsen', 'Larsen')],
    ['a set that excludes', "SELECT v FROM (VALUES ('delta'), ('demo')) t(v) WHERE v LIKE 'de[^l]%'", 'demo'],
    ['a wildcard in brackets is itself', "SELECT CASE WHEN '5%' LIKE '5[%]' THEN 1 ELSE 0 END, CASE WHEN '55' LIKE '5[%]' THEN 1 ELSE 0 END, CASE WHEN '_n' LIKE '[_]n' THEN 1 ELSE 0 END", [['1', '0', '1']]],
    ['a hyphen at the beginning of a set is itself', "SELECT COUNT(*) FROM (VALUES ('-'), ('a'), ('b'), ('f')) t(v) WHERE v LIKE '[-acdf]'", '3'],
    ['a closing bracket alone is itself', "SELECT CASE WHEN ']' LIKE ']' THEN 1 ELSE 0 END, CASE WHEN '[' LIKE '[[]' THEN 1 ELSE 0 END", [['1', '1']]],
    ['ESCAPE makes a wildcard itself', "SELECT v FROM (VALUES ('Discount is 10-15% off'), ('Discount is .10-.15 off')) t(v) WHERE v LIKE '%10-15!% off%' ESCAPE '!'", 'Discount is 10-15% off'],
    ['an escape at the very end matches nothing', "SELECT CASE WHEN 'a!' LIKE 'a!' ESCAPE '!' THEN 1 ELSE 0 END", '0'],
    ['blanks at the end of the pattern count', "SELECT CASE WHEN 'abc' LIKE 'abc ' THEN 1 ELSE 0 END", '0'],
    ['blanks at the end of the text do not', "SELECT CASE WHEN 'abc  ' LIKE 'abc' THEN 1 ELSE 0 END", '1'],
    ['a char column is found without its blanks', "CREATE TABLE t (c char(30)); INSERT t VALUES ('Robert King'); SELECT COUNT(*) FROM t WHERE c LIKE '% King'", '1'],
    ['an nchar column is not', "CREATE TABLE t (c nchar(30)); INSERT t VALUES ('Robert King'); SELECT COUNT(*) FROM t WHERE c LIKE '% King'", '0'],
    ['unless it is trimmed', "CREATE TABLE t (c nchar(30)); INSERT t VALUES ('Robert King'); SELECT COUNT(*) FROM t WHERE RTRIM(c) LIKE '% King'", '1'],
    ['the blanks of a char pattern count', "DECLARE @p char(20) = 'Barb%'; SELECT COUNT(*) FROM (VALUES ('Barber')) t(v) WHERE v LIKE @p", '0'],
    ['a number is taken as a text', "SELECT v FROM (VALUES (33), (43), (3)) t(v) WHERE v LIKE '3%'", column('33', '3')],
  ]),
  ...page('t-sql/language-elements/null-and-unknown-transact-sql', [
    ['NULL is not equal to NULL', 'SELECT CASE WHEN NULL = NULL THEN 1 WHEN NOT NULL = NULL THEN 2 ELSE 3 END', '3'],
    ['AND: false wins over unknown', "SELECT CASE WHEN NOT (1 = 0 AND NULL = 1) THEN 'true' ELSE 'no' END", 'true'],
    ['AND: true with unknown is unknown', "SELECT CASE WHEN (1 = 1 AND NULL = 1) THEN 't' WHEN NOT (1 = 1 AND NULL = 1) THEN 'f' ELSE 'u' END", 'u'],
    ['OR: true wins over unknown', "SELECT CASE WHEN 1 = 1 OR NULL = 1 THEN 't' ELSE 'no' END", 't'],
    ['OR: false with unknown is unknown', "SELECT CASE WHEN (1 = 0 OR NULL = 1) THEN 't' WHEN NOT (1 = 0 OR NULL = 1) THEN 'f' ELSE 'u' END", 'u'],
    ['arithmetic with NULL is NULL', 'SELECT 1 + NULL, NULL * 0', [[null, null]]],
  ]),
  ...page('t-sql/queries/is-null-transact-sql', [
    ['IS NULL is true or false, never unknown', "SELECT CASE WHEN NULL IS NULL THEN 1 ELSE 0 END, CASE WHEN NOT 1 IS NULL THEN 1 ELSE 0 END", [['1', '1']]],
  ]),
  ...page('t-sql/queries/is-distinct-from-transact-sql', [
    ['NULL is not distinct from NULL', 'SELECT CASE WHEN NULL IS NOT DISTINCT FROM NULL THEN 1 ELSE 0 END, CASE WHEN 17 IS DISTINCT FROM NULL THEN 1 ELSE 0 END', [['1', '1']]],
    ['rows that differ from a value, NULL among them', 'SELECT v FROM (VALUES (10), (17), (NULL)) t(v) WHERE v IS DISTINCT FROM 17 ORDER BY v', column(null, '10')],
    ['rows that do not', 'SELECT v FROM (VALUES (10), (17), (NULL)) t(v) WHERE v IS NOT DISTINCT FROM 17', '17'],
  ]),
  ...page('t-sql/language-elements/in-transact-sql', [
    ['a NULL in the list hides what is not there', 'SELECT v FROM (VALUES (1), (2)) t(v) WHERE v NOT IN (1, NULL)', []],
    ['and does not hide what is', 'SELECT v FROM (VALUES (1), (2)) t(v) WHERE v IN (1, NULL)', '1'],
    ['a NULL of a subquery does the same', 'SELECT COUNT(*) FROM (VALUES (1), (2)) t(v) WHERE v NOT IN (SELECT w FROM (VALUES (1), (NULL)) u(w))', '0'],
  ]),
  ...page('t-sql/language-elements/between-transact-sql', [
    ['both ends belong to it', 'SELECT v FROM (VALUES (26), (27), (30), (31)) t(v) WHERE v BETWEEN 27 AND 30', column('27', '30')],
    ['an end before its beginning finds nothing', 'SELECT COUNT(*) FROM (VALUES (5)) t(v) WHERE v BETWEEN 9 AND 1', '0'],
    ['the last day of a range is its midnight', "SELECT COUNT(*) FROM (VALUES (CAST('20121231 00:00' AS datetime)), ('20121231 10:00')) t(v) WHERE v BETWEEN '20121201' AND '20121231'", '1'],
  ]),
  ...page('t-sql/language-elements/exists-transact-sql', [
    ['a row of NULL is a row', 'SELECT CASE WHEN EXISTS (SELECT NULL) THEN 1 ELSE 0 END', '1'],
  ]),
  ...page('t-sql/language-elements/all-transact-sql', [
    ['of no rows all comparisons are true', 'SELECT CASE WHEN 1 > ALL (SELECT 5 WHERE 1 = 0) THEN 1 ELSE 0 END', '1'],
    ['all must be', 'SELECT CASE WHEN 3 >= ALL (SELECT v FROM (VALUES (1), (3)) t(v)) THEN 1 ELSE 0 END', '1'],
  ]),
  ...page('t-sql/language-elements/some-any-transact-sql', [
    ['one is enough', 'SELECT CASE WHEN 3 < SOME (SELECT v FROM (VALUES (1), (2), (3), (4)) t(v)) THEN 1 ELSE 0 END, CASE WHEN 3 < ALL (SELECT v FROM (VALUES (1), (2), (3), (4)) t(v)) THEN 1 ELSE 0 END', [['1', '0']]],
  ]),
  ...page('t-sql/language-elements/string-concatenation-transact-sql', [
    ['NULL makes the whole NULL', "SELECT 'a' + NULL + 'b'", null],
    ['a number beside a text is added', "SELECT 'a' + 1", 245],
    ['unless it is converted', "SELECT 'a' + CAST(1 AS varchar(5))", 'a1'],
    ['blanks stay', "SELECT CAST('ab' AS char(4)) + '|'", 'ab  |'],
    ['binaries are joined too', 'SELECT CONVERT(varchar(20), 0x0A + 0x0B, 1)', '0x0A0B'],
    ['a result of more than 8000 bytes is cut', "SELECT LEN(REPLICATE('a', 8000) + 'bb')", '8000'],
    ['unless one side is max', "SELECT LEN(CAST(REPLICATE('a', 8000) AS varchar(max)) + 'bb')", '8002'],
  ]),
  ...page('t-sql/statements/set-concat-null-yields-null-transact-sql', [
    ['OFF: NULL is an empty text', "SET CONCAT_NULL_YIELDS_NULL OFF; SELECT 'abc' + NULL", 'abc'],
    ['ON: it makes NULL', "SET CONCAT_NULL_YIELDS_NULL ON; SELECT 'abc' + NULL", null],
  ]),
  ...page('t-sql/language-elements/add-transact-sql', [
    ['a number added to a datetime is days', "SELECT CONVERT(varchar(19), CAST('2024-01-01' AS datetime) + 1.5, 120)", '2024-01-02 12:00:00'],
    ['to a date nothing is added', "SELECT CAST('2024-01-01' AS date) + 1", 206],
    ['the type is that of the higher side', 'SELECT 1 + 1.50', '2.50'],
  ]),
  ...page('t-sql/language-elements/subtract-transact-sql', [
    ['days are taken from a datetime', "SELECT CONVERT(varchar(10), CAST('2024-03-01' AS datetime) - 1, 120)", '2024-02-29'],
    ['texts are not subtracted', "SELECT 'a' - 'b'", 8117],
  ]),
  ...page('t-sql/language-elements/operator-precedence-transact-sql', [
    ['times before plus', 'SELECT 2 * (4 + (5 - 3)), 2 * 4 + 5 - 3', [['12', '10']]],
    ['AND before OR', 'SELECT CASE WHEN 1 = 1 OR 1 = 0 AND 1 = 0 THEN 1 ELSE 0 END', '1'],
    ['a minus before a number belongs to it', 'SELECT 4 - 2 + 27, -4 - -2', [['29', '-2']]],
    ['bits: & and + are of one rank, from left to right', 'SELECT 1 + 6 & 3, 6 & 3 + 1', [['3', '3']]],
    ['~ before all', 'SELECT ~1 + 1', '-1'],
  ]),
  ...page('t-sql/language-elements/case-transact-sql', [
    ['the first that is true', 'SELECT CASE WHEN 1 = 1 THEN 1 WHEN 1 = 1 THEN 2 END', '1'],
    ['without an ELSE it is NULL', 'SELECT CASE 1 WHEN 2 THEN 5 END', null],
    ['a NULL value finds no WHEN NULL', "DECLARE @a int; SELECT CASE @a WHEN NULL THEN 'a' ELSE 'b' END", 'b'],
    ['in ORDER BY', 'SELECT v FROM (VALUES (1), (2), (3)) t(v) ORDER BY CASE v WHEN 2 THEN 0 ELSE v END', column('2', '1', '3')],
    ['later branches are not reached', 'SELECT CASE WHEN 1 = 1 THEN 1 ELSE 1 / 0 END', '1'],
    ['only NULLs have no type', 'SELECT CASE WHEN 1 = 1 THEN NULL ELSE NULL END', 8133],
  ]),
  ...page('t-sql/language-elements/coalesce-transact-sql', [
    ['the first that is not NULL', "SELECT COALESCE(NULL, NULL, 'third_value', 'fourth_value')", 'third_value'],
    ['the type is the highest of all', 'SELECT COALESCE(CAST(NULL AS int), 2.5)', '2.5'],
    ['so a text beside a number may fail', "SELECT COALESCE('a', 1)", 245],
    ['NULLs alone are an error', 'SELECT COALESCE(NULL, NULL)', 4127],
    ['wages of three kinds', "SELECT CAST(COALESCE(hourly * 40 * 52, salary, commission * sales) AS money) FROM (VALUES (1, CAST(10.00 AS decimal), CAST(NULL AS decimal), CAST(NULL AS decimal), CAST(NULL AS tinyint)), (2, NULL, 10000.00, NULL, NULL), (3, NULL, NULL, 15000, 3)) t(n, hourly, salary, commission, sales) ORDER BY n", column('20800.00', '10000.00', '45000.00')],
  ]),
  ...page('t-sql/functions/isnull-transact-sql', [
    ['the replacement has the type of the first', "SELECT ISNULL(CAST(NULL AS varchar(3)), 'abcdef')", 'abc', { type: 'varchar(3)' }],
    ['COALESCE would have that of both', "SELECT COALESCE(CAST(NULL AS varchar(3)), 'abcdef')", 'abcdef', { type: 'varchar(6)' }],
    ['a NULL literal has the type of the replacement', 'SELECT ISNULL(NULL, 1.5)', '1.5', { type: 'decimal(2,1)' }],
    ['in an average', 'SELECT AVG(ISNULL(v, 50)) FROM (VALUES (10), (NULL)) t(v)', '30'],
  ]),
  ...page('t-sql/language-elements/nullif-transact-sql', [
    ['equal values give NULL', 'SELECT NULLIF(4, 4), NULLIF(5, 7)', [[null, '5']]],
    ['with the type of the first', "SELECT NULLIF('a', 'A'), NULLIF('a', 'b')", [[null, 'a']]],
    ['the average of budgets that are not 0', "SELECT AVG(NULLIF(COALESCE(cur, prev), 0.00)) FROM (VALUES (CAST(100000 AS decimal), CAST(150000 AS decimal)), (NULL, 300000), (0, 100000), (NULL, 150000), (300000, 250000)) t(cur, prev)", '212500.000000'],
    ['a NULL first gives an error', 'SELECT NULLIF(NULL, 1)', 4151],
  ]),
  ...page('t-sql/functions/logical-functions-iif-transact-sql', [
    ['one of two', "DECLARE @a int = 45, @b int = 40; SELECT IIF(@a > @b, 'TRUE', 'FALSE')", 'TRUE'],
    ['unknown is the second', "SELECT IIF(NULL = 1, 'TRUE', 'FALSE')", 'FALSE'],
    ['NULL variables may be both', 'DECLARE @p int, @s int; SELECT IIF(45 > 30, @p, @s)', null],
    ['bare NULLs may not', 'SELECT IIF(45 > 30, NULL, NULL)', 8133],
  ]),
  ...page('t-sql/functions/logical-functions-choose-transact-sql', [
    ['by number', "SELECT CHOOSE(3, 'Manager', 'Director', 'Developer', 'Tester')", 'Developer'],
    ['out of the list it is NULL', "SELECT CHOOSE(0, 'a', 'b'), CHOOSE(3, 'a', 'b')", [[null, null]]],
    ['a season by month', "SELECT CHOOSE(MONTH('2024-07-01'), 'Winter', 'Winter', 'Spring', 'Spring', 'Spring', 'Summer', 'Summer')", 'Summer'],
  ]),
  ...page('t-sql/statements/collations', [
    ['letter case does not count by default', "SELECT CASE WHEN 'a' = 'A' THEN 1 ELSE 0 END", '1'],
    ['COLLATE makes it count', "SELECT CASE WHEN 'a' = 'A' COLLATE Latin1_General_CS_AS THEN 1 ELSE 0 END", '0'],
    ['accents count under AS, not under AI', "SELECT CASE WHEN N'e' = N'é' COLLATE Latin1_General_CI_AS THEN 1 ELSE 0 END, CASE WHEN N'e' = N'é' COLLATE Latin1_General_CI_AI THEN 1 ELSE 0 END", [['0', '1']]],
    ['an unknown collation is an error', "SELECT 'a' COLLATE No_Such_Collation", 448],
    ['a binary order puts capitals first', "SELECT v FROM (VALUES ('a'), ('B')) t(v) ORDER BY v COLLATE Latin1_General_BIN2", column('B', 'a')],
    ['a linguistic one does not', "SELECT v FROM (VALUES ('a'), ('B')) t(v) ORDER BY v COLLATE Latin1_General_CI_AS", column('a', 'B')],
  ]),
  ...page('t-sql/statements/collation-precedence-transact-sql', [
    ['two columns of different collations do not compare', 'CREATE TABLE t (a varchar(5) COLLATE Latin1_General_CS_AS, b varchar(5) COLLATE Latin1_General_CI_AS); SELECT * FROM t WHERE a = b', 468],
    ['an explicit one settles it', "CREATE TABLE t (a varchar(5) COLLATE Latin1_General_CS_AS, b varchar(5) COLLATE Latin1_General_CI_AS); INSERT t VALUES ('x', 'X'); SELECT COUNT(*) FROM t WHERE a = b COLLATE Latin1_General_CI_AS", '1'],
    ['two explicit ones are an error', "SELECT CASE WHEN 'a' COLLATE Latin1_General_CS_AS = 'A' COLLATE Latin1_General_CI_AS THEN 1 END", 468],
    ['a column wins over a literal', "CREATE TABLE t (a varchar(5) COLLATE Latin1_General_CS_AS); INSERT t VALUES ('x'); SELECT COUNT(*) FROM t WHERE a = 'X'", '0'],
  ]),
  ...page('t-sql/language-elements/string-comparison-assignment', [
    ['blanks at the end do not count', "SELECT CASE WHEN 'abc' = 'abc   ' THEN 1 ELSE 0 END", '1'],
    ['at the beginning they do', "SELECT CASE WHEN 'abc' = ' abc' THEN 1 ELSE 0 END", '0'],
    ['of N texts neither', "SELECT CASE WHEN N'abc' = N'abc  ' THEN 1 ELSE 0 END", '1'],
  ]),
];
