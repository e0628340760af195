import { outcome } from '../functions-support/evaluate.js';

type Vector = readonly [sql: string, expected: string | null];

const INFO = `'{"info":{"address":[{"town":"Belgrade"},{"town":"Paris"}],"n":1.50e3,"no":null,"yes":true},"first name":"A\\"b\\u0041"}'`;

/** Each page of Microsoft Learn, "... (Transact-SQL)", with what it says of the function. */
const PAGES: Readonly<Record<string, readonly Vector[]>> = {
  'JSON_VALUE: a scalar as text; what is not there is NULL, or an error where the path is strict': [
    [`JSON_VALUE(${INFO}, '$.info.address[0].town')`, 'Belgrade'],
    [`JSON_VALUE(${INFO}, 'lax $.info.address[1].town')`, 'Paris'],
    [`JSON_VALUE(${INFO}, '$.info.address[2].town')`, null],
    [`JSON_VALUE(${INFO}, 'strict $.info.address[2].town')`, 'error 13608'],
    [`JSON_VALUE(${INFO}, '$.info.address')`, null],
    [`JSON_VALUE(${INFO}, 'strict $.info.address')`, 'error 13623'],
    [`JSON_VALUE(${INFO}, '$')`, null],
    [`JSON_VALUE(${INFO}, '$.info.n')`, '1.50e3'],
    [`JSON_VALUE(${INFO}, '$.info.yes')`, 'true'],
    [`JSON_VALUE(${INFO}, 'strict $.info.no')`, null],
    [`JSON_VALUE(${INFO}, '$."first name"')`, 'A"bA'],
    [`JSON_VALUE(${INFO}, '$.Info.yes')`, null],
    [`JSON_VALUE(${INFO}, '$.info.')`, 'error 13607'],
    [`JSON_VALUE(${INFO}, 'info')`, 'error 13607'],
    [`JSON_VALUE('{"a":1,"a":2}', '$.a')`, '1'],
    [`JSON_VALUE('no json', '$.a')`, 'error 13609'],
    [`JSON_VALUE(NULL, '$.a')`, null],
    [`JSON_VALUE('{}', NULL)`, null],
    [`JSON_VALUE(1, '$.a')`, 'error 8116'],
    [`JSON_VALUE('[1,2]', '$[*]')`, 'ENGINE-JSON-PATH'],
  ],
  'JSON_QUERY: an object or array as it was written': [
    [`JSON_QUERY('{ "a": [1, 2 ,{"b":3}] }', '$.a')`, '[1, 2 ,{"b":3}]'],
    [`JSON_QUERY('{ "a": [1, 2 ,{"b":3}] }', '$.a[2]')`, '{"b":3}'],
    [`JSON_QUERY('{ "a": 1 }')`, '{ "a": 1 }'],
    [`JSON_QUERY('{"a":1}', '$.a')`, null],
    [`JSON_QUERY('{"a":1}', 'strict $.a')`, 'error 13624'],
    [`JSON_QUERY('{"a":1}', 'strict $.b')`, 'error 13608'],
  ],
  ISJSON: [
    [`ISJSON('{"a":1}')`, '1'],
    [`ISJSON('[]')`, '1'],
    [`ISJSON('1')`, '0'],
    [`ISJSON('1', VALUE)`, '1'],
    [`ISJSON('"x"', SCALAR)`, '1'],
    [`ISJSON('true', SCALAR)`, '0'],
    [`ISJSON('true', VALUE)`, '1'],
    [`ISJSON('test string', VALUE)`, '0'],
    [`ISJSON('{}', ARRAY)`, '0'],
    [`ISJSON('{}', OBJECT)`, '1'],
    [`ISJSON('{"a":01}')`, '0'],
    [`ISJSON('{"a":1,}')`, '0'],
    [`ISJSON('{a:1}')`, '0'],
    [`ISJSON(NULL)`, null],
  ],
  JSON_PATH_EXISTS: [
    [`JSON_PATH_EXISTS(${INFO}, '$.info.address')`, '1'],
    [`JSON_PATH_EXISTS(${INFO}, '$.info.addresses')`, '0'],
    [`JSON_PATH_EXISTS(${INFO}, '$.info.no')`, '1'],
    [`JSON_PATH_EXISTS(NULL, '$.a')`, null],
    [`JSON_PATH_EXISTS('no json', '$.a')`, '0'],
    [`SQL_VARIANT_PROPERTY(JSON_PATH_EXISTS('{}', '$'), 'BaseType')`, 'int'],
  ],
  'JSON_MODIFY: updates, inserts, deletes and appends': [
    [`JSON_MODIFY('{"name":"John","skills":["C#","SQL"]}', '$.name', 'Mike')`, '{"name":"Mike","skills":["C#","SQL"]}'],
    [`JSON_MODIFY('{"name":"John"}', '$.surname', 'Smith')`, '{"name":"John","surname":"Smith"}'],
    [`JSON_MODIFY('{"name":"John"}', 'strict $.surname', 'Smith')`, 'error 13608'],
    [`JSON_MODIFY('{"name":"John"}', 'strict $.name', NULL)`, '{"name":null}'],
    [`JSON_MODIFY('{"name":"John","a":1}', '$.name', NULL)`, '{"a":1}'],
    [`JSON_MODIFY('{"name":"John","a":1}', '$.a', NULL)`, '{"name":"John"}'],
    [`JSON_MODIFY('{"name":"John"}', '$.name', NULL)`, '{}'],
    [`JSON_MODIFY('{"name":"John"}', '$.other', NULL)`, '{"name":"John"}'],
    [`JSON_MODIFY('{"s":["C#","SQL"]}', 'append $.s', 'Azure')`, '{"s":["C#","SQL","Azure"]}'],
    [`JSON_MODIFY('{"s":["C#","SQL"]}', '$.s[1]', NULL)`, '{"s":["C#",null]}'],
    [`JSON_MODIFY('{"s":["C#"]}', '$.s', '["T-SQL"]')`, '{"s":"[\\"T-SQL\\"]"}'],
    [`JSON_MODIFY('{"s":["C#"]}', '$.s', JSON_QUERY('["T-SQL"]'))`, '{"s":["T-SQL"]}'],
    [`JSON_MODIFY('{"click_count": 173}', '$.click_count', 174)`, '{"click_count": 174}'],
    [`JSON_MODIFY('{}', '$.a', CAST(1 AS bit))`, '{"a":true}'],
    [`JSON_MODIFY('{}', '$.a.b', 1)`, '{}'],
    [`JSON_MODIFY('{}', '$.a', 'c:/d')`, '{"a":"c:\\/d"}'],
    [`JSON_MODIFY('{"price":49.99}', '$.price', CAST(-0.5 AS money))`, '{"price":-0.5000}'],
    [`JSON_MODIFY('{ "a": 1 }', '$.b', 2)`, 'ENGINE-JSON-BLANKS'],
    [`JSON_MODIFY(NULL, '$.b', 2)`, null],
  ],
  'JSON_OBJECT and JSON_ARRAY': [
    [`JSON_OBJECT()`, '{}'],
    [`JSON_OBJECT('name':'value', 'type':1)`, '{"name":"value","type":1}'],
    [`JSON_OBJECT('name':'value', 'type':NULL ABSENT ON NULL)`, '{"name":"value"}'],
    [`JSON_OBJECT('name':'value', 'type':NULL)`, '{"name":"value","type":null}'],
    [`JSON_OBJECT('name':'value', 'type':JSON_ARRAY(1, 2))`, '{"name":"value","type":[1,2]}'],
    [`JSON_ARRAY('a', 1, 'b', NULL)`, '["a",1,"b"]'],
    [`JSON_ARRAY('a', 1, NULL, 2 NULL ON NULL)`, '["a",1,null,2]'],
    [`JSON_ARRAY(CAST(0.5 AS decimal(3,2)), CAST(1.5 AS float))`, '[0.50,1.500000000000000e+000]'],
    [`JSON_ARRAY(CAST('2024-05-06' AS date), CAST('2024-05-06 07:08:09.123' AS datetime2(3)))`, '["2024-05-06","2024-05-06T07:08:09.123"]'], // prettier-ignore
    [
      `JSON_ARRAY(CAST('2024-05-06 07:08:09.120 +00:00' AS datetimeoffset), CAST('07:08' AS time))`,
      '["2024-05-06T07:08:09.12Z","07:08:00"]',
    ],
    [`JSON_ARRAY(0x01020304, 0x0102)`, '["AQIDBA==","AQI="]'],
  ],
};

describe.each(Object.entries(PAGES))('%s', (_page, vectors) => {
  it.each(vectors.map(([sql, expected]) => ({ sql, expected })))('$sql is $expected', ({ sql, expected }) => {
    expect(outcome(sql)).toBe(expected);
  });
});
