import { Session } from '../../../src/engine/session/session.js';
import { textOf } from '../../../src/engine/conversion/convert.js';
import { newRun } from '../functions-support/evaluate.js';

/** The rows of the last result, as texts. */
function rowsOf(sql: string): unknown {
  const results = new Session({ surroundings: newRun().surroundings }).run(sql);
  const last = results.at(-1);
  if (last?.kind !== 'rows') return last;
  return last.rows.map((row) =>
    row.map((value, at) => (value === null ? null : textOf(value, last.columns[at]!.type))),
  );
}

describe('functions that give rows, in queries', () => {
  it.each([
    [
      'OPENJSON looks at the row beside it',
      `CREATE TABLE t (id int, j nvarchar(max)); INSERT t VALUES (1, '[10,20]'), (2, '[]'), (3, NULL);
       SELECT t.id, o.[key], o.value FROM t CROSS APPLY OPENJSON(t.j) AS o ORDER BY t.id, o.[key]`,
      [
        ['1', '0', '10'],
        ['1', '1', '20'],
      ],
    ],
    [
      'OUTER APPLY keeps rows for which there is nothing',
      `CREATE TABLE t (id int, j nvarchar(max)); INSERT t VALUES (1, '{"a":5}'), (3, NULL);
       SELECT t.id, o.a FROM t OUTER APPLY OPENJSON(t.j) WITH (a int) AS o ORDER BY t.id`,
      [
        ['1', '5'],
        ['3', null],
      ],
    ],
    [
      'STRING_SPLIT splits a column and numbers the parts',
      `CREATE TABLE t (id int, tags varchar(50)); INSERT t VALUES (1, 'a,b'), (2, '');
       SELECT t.id, s.value, s.ordinal FROM t CROSS APPLY STRING_SPLIT(t.tags, ',', 1) AS s ORDER BY t.id, s.ordinal`,
      [
        ['1', 'a', '1'],
        ['1', 'b', '2'],
        ['2', '', '1'],
      ],
    ],
    ['GENERATE_SERIES counts', `SELECT SUM(value) FROM GENERATE_SERIES(1, 10)`, [['55']]],
    ['ISJSON takes its keyword', `SELECT ISJSON('1', VALUE), ISJSON('1')`, [['1', '0']]],
    [
      'a subquery FOR JSON is nested as it is',
      `SELECT JSON_MODIFY('{}', '$.a', (SELECT 1 AS b FOR JSON PATH)), JSON_OBJECT('c':(SELECT 2 AS d FOR JSON PATH))`,
      [['{"a":[{"b":1}]}', '{"c":[{"d":2}]}']],
    ],
    [
      'AT TIME ZONE after AT TIME ZONE',
      `SELECT CAST('2024-07-01 12:00' AS datetime2(0)) AT TIME ZONE 'Pacific Standard Time' AT TIME ZONE 'UTC'`,
      [['2024-07-01 19:00:00 +00:00']],
    ],
    [
      'months are truncated by counting from 0',
      `SELECT CAST(DATEADD(month, DATEDIFF(month, 0, '2024-05-17'), 0) AS date)`,
      [['2024-05-01']],
    ],
  ])('%s', (_name, sql, expected) => {
    expect(rowsOf(sql)).toEqual(expected);
  });
});
