import { parseScript } from '../../../src/syntax/tsql/index.js';
import { SqlError } from '../../../src/engine/errors.js';
import { openJson } from '../../../src/engine/json/open-json.js';
import { bind, context, newRun } from '../functions-support/evaluate.js';

function rowsOf(sql: string): unknown {
  const [batch] = parseScript({ path: 'test.sql', text: `SELECT * FROM ${sql}` }).batches;
  const statement = batch!.statements[0]!;
  if (statement.kind !== 'select_statement' || statement.query.body.kind !== 'select') throw new Error(sql);
  const [source] = statement.query.body.from;
  if (source?.kind !== 'open_json') throw new Error(`${source?.kind}`);
  try {
    const bound = openJson(source, { ...context, aliases: () => null, bind });
    return bound.rows({ row: [], outer: null }, newRun());
  } catch (error) {
    if (error instanceof SqlError) return error.number;
    throw error;
  }
}

/** Source: Microsoft Learn, "OPENJSON (Transact-SQL)". */
describe('OPENJSON without a schema gives a row for each member or element', () => {
  it.each([
    [
      `OPENJSON('{"a":null,"b":"x","c":10.5,"d":true,"e":[1, 2],"f":{"g":1}}')`,
      [
        ['a', null, 0],
        ['b', 'x', 1],
        ['c', '10.5', 2],
        ['d', 'true', 3],
        ['e', '[1, 2]', 4],
        ['f', '{"g":1}', 5],
      ],
    ],
    [
      `OPENJSON('["en-GB","en-UK"]')`,
      [
        ['0', 'en-GB', 1],
        ['1', 'en-UK', 1],
      ],
    ],
    [`OPENJSON('{"path":{"sub":["a"]}}', '$.path.sub')`, [['0', 'a', 1]]],
    [`OPENJSON('{"path":1}', '$.path.sub')`, []],
    [`OPENJSON('{"path":1}', 'strict $.path.sub')`, 13608],
    [`OPENJSON('{"path":1}', '$.path')`, []],
    [`OPENJSON('{"path":1}', 'strict $.path')`, 13611],
    [`OPENJSON(NULL)`, []],
    [`OPENJSON('nothing')`, 13609],
  ])('%s', (sql, rows) => {
    expect(rowsOf(sql)).toEqual(rows);
  });
});

describe('OPENJSON with a schema gives a row for each element, or for the object', () => {
  const orders = `'[{"Order":{"Number":"SO1","Date":"2011-05-31T00:00:00"},"Item":{"Price":2024.99,"Quantity":1}},{"Order":{"Number":"SO2"},"Item":{}}]'`;
  it.each([
    [
      `OPENJSON(${orders}) WITH (Number varchar(20) '$.Order.Number', Quantity int '$.Item.Quantity')`,
      [
        ['SO1', 1],
        ['SO2', null],
      ],
    ],
    [
      `OPENJSON(${orders}) WITH ([Order] nvarchar(max) AS JSON, Item nvarchar(10))`,
      [
        ['{"Number":"SO1","Date":"2011-05-31T00:00:00"}', null],
        ['{"Number":"SO2"}', null],
      ],
    ],
    [`OPENJSON(${orders}) WITH (Price decimal(8,2) '$.Item.Price')`, [[202499n], [null]]],
    [`OPENJSON(${orders}) WITH (Price int 'strict $.Item.Price')`, 245],
    [`OPENJSON(${orders}) WITH (Price decimal(8,2) 'strict $.Item.Price')`, 13608],
    [`OPENJSON(${orders}) WITH (Item varchar(9) 'strict $.Item')`, 13623],
    [`OPENJSON(${orders}) WITH (Item varchar(9) '$.Item' AS JSON)`, 13618],
    [`OPENJSON('{"a":1,"b":true}') WITH (a bigint, b bit, c int)`, [[1n, 1, null]]],
    [`OPENJSON('[1,2]') WITH (n int '$')`, [[1], [2]]],
  ])('%s', (sql, rows) => {
    expect(rowsOf(sql)).toEqual(rows);
  });
});
