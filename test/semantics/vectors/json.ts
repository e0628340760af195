/** JSON: read, changed and written. */
import { column, page } from '../vector.js';

const INFO = `DECLARE @j nvarchar(max) = N'{"info":{"type":1,"address":{"town":"Bristol","country":"England"},"tags":["Sport","Water polo"]},"type":"Basic"}'; SELECT`;
const PERSON = `DECLARE @j nvarchar(100) = N'{"name":"John","skills":["C#","SQL"]}'; SELECT`;

// prettier-ignore
export const JSON_VECTORS = [
  ...page('t-sql/functions/json-value-transact-sql', [
    ['a number is a text', `${INFO} JSON_VALUE(@j, '$.info.type')`, '1', { type: 'nvarchar(4000)' }],
    ['a value by its path', `${INFO} JSON_VALUE(@j, '$.info.address.town')`, 'Bristol'],
    ['an object is no value', `${INFO} JSON_VALUE(@j, '$.info."address"')`, null],
    ['nor is an array', `${INFO} JSON_VALUE(@j, '$.info.tags')`, null],
    ['a place in what is no array', `${INFO} JSON_VALUE(@j, '$.info.type[0]')`, null],
    ['what is not there', `${INFO} JSON_VALUE(@j, '$.info.none')`, null],
    ['strict: what is not there is an error', `${INFO} JSON_VALUE(@j, 'strict $.info.none')`, 13608],
    ['strict: an object is an error', `${INFO} JSON_VALUE(@j, 'strict $.info.address')`, 13623],
    ['a place in an array', `DECLARE @j nvarchar(max) = N'{"info":{"address":[{"town":"Paris"},{"town":"London"}]}}'; SELECT JSON_VALUE(@j, '$.info.address[1].town')`, 'London'],
    ['what is no JSON is an error', "SELECT JSON_VALUE('{a:1', '$.a')", 13609],
    ['names count letter case', `SELECT JSON_VALUE('{"a":1}', '$.A')`, null],
  ]),
  ...page('t-sql/functions/json-query-transact-sql', [
    ['the whole', `SELECT JSON_QUERY('{"a":[1,2]}')`, '{"a":[1,2]}'],
    ['an array', `${INFO} JSON_QUERY(@j, '$.info.tags')`, '["Sport","Water polo"]'],
    ['a value is no fragment', `${INFO} JSON_QUERY(@j, '$.info.type')`, null],
    ['strict: it is an error', `${INFO} JSON_QUERY(@j, 'strict $.info.type')`, 13624],
  ]),
  ...page('t-sql/functions/json-modify-transact-sql', [
    ['another value', `${PERSON} JSON_MODIFY(@j, '$.name', 'Mike')`, '{"name":"Mike","skills":["C#","SQL"]}'],
    ['a new property', `${PERSON} JSON_MODIFY(@j, '$.surname', 'Smith')`, '{"name":"John","skills":["C#","SQL"],"surname":"Smith"}'],
    ['NULL takes it away', `${PERSON} JSON_MODIFY(@j, '$.name', NULL)`, '{"skills":["C#","SQL"]}'],
    ['strict: NULL is written', `${PERSON} JSON_MODIFY(@j, 'strict $.name', NULL)`, '{"name":null,"skills":["C#","SQL"]}'],
    ['append to an array', `${PERSON} JSON_MODIFY(@j, 'append $.skills', 'Azure')`, '{"name":"John","skills":["C#","SQL","Azure"]}'],
    ['a number stays a number', `SELECT JSON_MODIFY('{"click_count": 173}', '$.click_count', CAST(JSON_VALUE('{"click_count": 173}', '$.click_count') AS int) + 1)`, '{"click_count": 174}'],
    ['a property by another name', `DECLARE @p nvarchar(100) = '{"price":49.99}'; SELECT JSON_MODIFY(JSON_MODIFY(@p, '$.Price', CAST(JSON_VALUE(@p, '$.price') AS numeric(4,2))), '$.price', NULL)`, '{"Price":49.99}'],
    ['a text that is JSON is a text', `${PERSON} JSON_MODIFY(@j, '$.skills', '["C#"]')`, '{"name":"John","skills":"[\\"C#\\"]"}'],
    ['JSON_QUERY makes it JSON', `${PERSON} JSON_MODIFY(@j, '$.skills', JSON_QUERY('["C#","T-SQL"]'))`, '{"name":"John","skills":["C#","T-SQL"]}'],
    ['strict: what is not there is an error', `${PERSON} JSON_MODIFY(@j, 'strict $.none', 'x')`, 13608],
  ]),
  ...page('t-sql/functions/isjson-transact-sql', [
    ['an object or an array is', `SELECT ISJSON('{"a":1}'), ISJSON('[]')`, [['1', '1']]],
    ['a text alone is not', `SELECT ISJSON('abc'), ISJSON('"abc"'), ISJSON(NULL)`, [['0', '0', null]]],
    ['unless asked for a scalar', `SELECT ISJSON('"abc"', SCALAR), ISJSON('true', VALUE), ISJSON('[1]', OBJECT)`, [['1', '1', '0']]],
  ]),
  ...page('t-sql/functions/json-path-exists-transact-sql', [
    ['1 where there is such a path', `SELECT JSON_PATH_EXISTS('{"a":{"b":1}}', '$.a.b'), JSON_PATH_EXISTS('{"a":{"b":1}}', '$.a.c')`, [['1', '0']]],
  ]),
  ...page('t-sql/functions/json-object-transact-sql', [
    ['none is an empty object', 'SELECT JSON_OBJECT()', '{}'],
    ['names and values', "SELECT JSON_OBJECT('name':'value', 'type':1)", '{"name":"value","type":1}'],
    ['ABSENT ON NULL leaves NULL out', "SELECT JSON_OBJECT('name':'value', 'type':NULL ABSENT ON NULL)", '{"name":"value"}'],
    ['a NULL is written by default', "SELECT JSON_OBJECT('name':'value', 'type':NULL)", '{"name":"value","type":null}'],
  ]),
  ...page('t-sql/functions/json-array-transact-sql', [
    ['none is an empty array', 'SELECT JSON_ARRAY()', '[]'],
    ['NULL is left out by default', "SELECT JSON_ARRAY('a', 1, 'b', NULL)", '["a",1,"b"]'],
    ['NULL ON NULL keeps it', "SELECT JSON_ARRAY('a', 1, NULL, 2 NULL ON NULL)", '["a",1,null,2]'],
  ]),
  ...page('t-sql/functions/openjson-transact-sql', [
    ['keys, values and kinds', `SELECT [key], value, type FROM OPENJSON(N'{"s":"John","i":45,"t":true,"f":false,"n":null,"a":["x"],"o":{"k":"v"}}')`, [['s', 'John', '1'], ['i', '45', '2'], ['t', 'true', '3'], ['f', 'false', '3'], ['n', null, '0'], ['a', '["x"]', '4'], ['o', '{"k":"v"}', '5']]],
    ['by a path', `SELECT [key], value FROM OPENJSON(N'{"path":{"to":{"sub-object":["en-GB","de-AT"]}}}', '$.path.to."sub-object"')`, [['0', 'en-GB'], ['1', 'de-AT']]],
    ['columns of their own types', `SELECT Number, Quantity, [Order] FROM OPENJSON(N'[{"Order":{"Number":"SO43659"},"Item":{"Quantity":1}},{"Order":{"Number":"SO43661"},"Item":{"Quantity":3}}]') WITH (Number varchar(200) '$.Order.Number', Quantity int '$.Item.Quantity', [Order] nvarchar(max) AS JSON)`, [['SO43659', '1', '{"Number":"SO43659"}'], ['SO43661', '3', '{"Number":"SO43661"}']]],
    ['joined to rows', `SELECT t.id, j.value FROM (VALUES (1, N'["a","b"]'), (2, N'[]')) t(id, tags) CROSS APPLY OPENJSON(tags) j ORDER BY t.id, j.value`, [['1', 'a'], ['1', 'b']]],
    ['each element by $', `SELECT value FROM OPENJSON(N'[3,1,2]') WITH (value int '$') ORDER BY value`, column('1', '2', '3')],
    ['a list of numbers as a filter', `SELECT v FROM (VALUES (1), (5)) t(v) JOIN OPENJSON(N'[1,2,3]') j ON t.v = j.value`, '1'],
    ['strict: a column that is not there is an error', `SELECT a FROM OPENJSON(N'{"b":1}') WITH (a int 'strict $.a')`, 13608],
    ['lax: a path that is not there gives no rows', `SELECT COUNT(*) FROM OPENJSON(N'{"b":1}', '$.a')`, '0'],
    ['all properties of two objects', `SELECT [key] FROM OPENJSON(N'{"name":"John","surname":"Doe"}') UNION ALL SELECT [key] FROM OPENJSON(N'{"name":"John","age":45}') WHERE [key] NOT IN (SELECT [key] FROM OPENJSON(N'{"name":"John","surname":"Doe"}'))`, column('name', 'surname', 'age')],
  ]),
  ...page('relational-databases/json/format-query-results-as-json-with-for-json-sql-server', [
    ['PATH: a row is an object', 'SELECT n FROM (VALUES (1), (2)) t(n) FOR JSON PATH', '[{"n":1},{"n":2}]'],
    ['PATH: dots make objects', "SELECT 1 AS id, 'John' AS [info.name], 'Smith' AS [info.surname] FOR JSON PATH", '[{"id":1,"info":{"name":"John","surname":"Smith"}}]'],
  ]),
  ...page('relational-databases/json/include-null-values-in-json-include-null-values-option', [
    ['NULL is left out by default', 'SELECT 1 AS a, NULL AS b FOR JSON PATH', '[{"a":1}]'],
    ['INCLUDE_NULL_VALUES writes it', 'SELECT 1 AS a, NULL AS b FOR JSON PATH, INCLUDE_NULL_VALUES', '[{"a":1,"b":null}]'],
  ]),
  ...page('relational-databases/json/remove-square-brackets-from-json-without-array-wrapper-option', [
    ['WITHOUT_ARRAY_WRAPPER', 'SELECT 2015 AS year FOR JSON PATH, WITHOUT_ARRAY_WRAPPER', '{"year":2015}'],
  ]),
  ...page('relational-databases/json/add-a-root-node-to-json-output-with-the-root-option-sql-server', [
    ['ROOT with a name', "SELECT 1 AS a FOR JSON PATH, ROOT('info')", '{"info":[{"a":1}]}'],
  ]),
  ...page('relational-databases/json/how-for-json-converts-sql-server-data-types-to-json-data-types-sql-server', [
    ['numbers as numbers, bits as words, moments as texts', "SELECT CAST(1.50 AS decimal(5,2)) d, CAST(1 AS bit) b, CAST('2024-01-02T03:04:05' AS datetime2(0)) m, N'x' t FOR JSON PATH", '[{"d":1.50,"b":true,"m":"2024-01-02T03:04:05","t":"x"}]'],
    ['a binary in base 64', 'SELECT 0x4142 AS x FOR JSON PATH', '[{"x":"QUI="}]'],
  ]),
  ...page('relational-databases/json/how-for-json-escapes-special-characters-and-control-characters-sql-server', [
    ['quotes, strokes, line ends', "SELECT 'a\"b\\c/d' + CHAR(10) + CHAR(9) AS x FOR JSON PATH", '[{"x":"a\\"b\\\\c\\/d\\n\\t"}]'],
  ]),
];
