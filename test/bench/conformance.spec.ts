import { readFileSync } from 'node:fs';
import { consequence } from '../../bench/conformance/consequences.js';
import { Explained } from '../../bench/conformance/explained.js';
import { parseRecording, type RecordedBatch } from '../../bench/conformance/recording.js';
import { replay } from '../../bench/conformance/replay.js';
import {
  answeredOtherwise,
  equalIds,
  equalPlaces,
  explainedAnswers,
  kindOf,
  noLongerEqual,
  summarise,
} from '../../bench/conformance/report.js';
import { comparable, isSameValue } from '../../bench/conformance/value-text.js';
import { Session } from '../../src/engine/session/session.js';

const reason = { why: 'x', page: 'https://learn.microsoft.com/x' };
const explainedBy = (...entries: readonly object[]): Explained => Explained.parse(JSON.stringify(entries.map((entry) => ({ ...reason, ...entry })))); // prettier-ignore

function verdicts(batches: readonly RecordedBatch[], explained: readonly object[] = []): string[][] {
  const script = { name: 's', area: 'a', batches: [...batches] };
  return replay(script, explainedBy(...explained)).map(({ results }) => results.map(({ verdict }) => verdict));
}

const select = (sql: string, type: string, ...values: readonly (string | null)[]): RecordedBatch => ({
  sql,
  results: [{ types: [type], rows: values.map((value) => [value]) }],
});
const VALUES = 'SELECT v FROM (VALUES (1), (2)) AS t (v)';

describe('a recorded result', () => {
  it.each([
    ['the same value', select('SELECT 1', 'int', '1'), 'equal'],
    ['another value', select('SELECT 1', 'int', '2'), 'different'],
    ['rows in another order without ORDER BY', select(VALUES, 'int', '2', '1'), 'equal'],
    ['rows in another order with ORDER BY', select(`${VALUES} ORDER BY v`, 'int', '2', '1'), 'different'],
    ['a row too few', select(VALUES, 'int', '1'), 'different'],
    ['NULL is not an empty text', select("SELECT ''", 'varchar', null), 'different'],
    ['a datetime as a driver writes it', select("SELECT CAST('2020-01-02 03:04:05.25' AS datetime)", 'datetime', '2020-01-02 03:04:05.25'), 'equal'], // prettier-ignore
    ['bytes', select('SELECT 0x0aff', 'varbinary', '0AFF'), 'equal'],
    ['the same error', { sql: 'SELECT 1/0', results: [{ error: { code: 8134, message: '' } }] }, 'equal'],
    ['another error', { sql: 'SELECT 1/0', results: [{ error: { code: 245, message: '' } }] }, 'different'],
    ['an error that has no number in the recording', { sql: 'SELECT 1/0', results: [{ error: { code: 33_557_097, message: '' } }] }, 'equal'], // prettier-ignore
    ['an error where rows were recorded', select('SELECT 1/0', 'int', '1'), 'different'],
    ['what the engine lacks', select('OPEN c', 'int', '1'), 'not_in_engine'],
    ['what the recorder lacks', { sql: 'SELECT 1', results: [{ error: { code: 33_557_097, message: 'x is not currently supported' } }] }, 'recorder_limit'], // prettier-ignore
    ['what is another value each time', select('SELECT RAND()', 'float', '0.123'), 'recorder_limit'],
  ] satisfies [string, RecordedBatch, string][])('%s', (_name, batch, verdict) => {
    expect(verdicts([batch])).toEqual([[verdict]]);
  });

  it('that was never recorded is a difference', () => {
    expect(verdicts([{ sql: 'DECLARE @t TABLE (v int); INSERT @t VALUES (1)', results: [] }])).toEqual([['different']]);
  });

  it('is explained when its batch is listed, and only where it differs', () => {
    expect(verdicts([select('SELECT 1', 'int', '2'), select('SELECT 1', 'int', '1')], [{ batches: ['a/s#1-2'] }])).toEqual([['explained'], ['equal']]); // prettier-ignore
  });

  it.each([
    ['the error that its entry names', { batches: ['a/s#1'], given: 'error 8134' }, 'explained'],
    ['no other error', { batches: ['a/s#1'], given: 'error 245' }, 'different'],
    ['two errors', { batches: ['a/s#1'], given: 'error 8134', recorded: 'error 220' }, 'explained'],
    ['not where another was recorded', { batches: ['a/s#1'], given: 'error 8134', recorded: 'error 221' }, 'different'],
  ])('explains %s', (_name, entry, verdict) => {
    const divided = { sql: 'SELECT 1/0', results: [{ error: { code: 220, message: '' } }] };
    expect(verdicts([divided], [entry])).toEqual([[verdict]]);
  });

  it.each([
    ['JSON written anew', 'rewritten_json', select(`SELECT N'{"b":[1,2],"a":1}'`, 'nvarchar', '{"a": 1, "b": [1, 2]}'), 'explained'], // prettier-ignore
    ['not other JSON', 'rewritten_json', select(`SELECT N'{"a":1}'`, 'nvarchar', '{"a": 2}'), 'different'],
    ['six digits of seven', 'six_digits', select("SELECT CAST('2020-12-31 23:59:59.9999996' AS datetime2)", 'datetime2', '2021-01-01 00:00:00'), 'explained'], // prettier-ignore
    ['not seven other digits', 'six_digits', select("SELECT CAST('10:00:00.1234567' AS time)", 'time', '10:00:00.1234571'), 'different'], // prettier-ignore
    ['not six other digits', 'six_digits', select("SELECT CAST('10:00:00.1234567' AS time)", 'time', '10:00:00.123456'), 'different'], // prettier-ignore
  ])('explains %s', (_name, form, batch, verdict) => {
    expect(verdicts([batch], [{ form }])).toEqual([[verdict]]);
  });

  it.each([
    ['SELECT v FROM (SELECT TOP 1 v FROM (VALUES (1), (2)) AS t (v)) AS u ORDER BY v', 'recorder_limit'],
    ['SELECT v FROM (SELECT TOP 1 v FROM (VALUES (1), (2)) AS t (v) ORDER BY v) AS u', 'different'],
  ])('%s is %s: a TOP without its own ORDER BY leaves the choice to the server', (sql, verdict) => {
    expect(verdicts([select(sql, 'int', '2')])).toEqual([[verdict]]);
  });

  it.each([
    ['CREATE VIEW w AS SELECT TOP 1 v FROM (VALUES (1), (2)) AS t (v)', 'recorder_limit'],
    ["CREATE VIEW w AS SELECT 1 AS v WHERE 'pg_x' <> ''", 'recorder_limit'],
    ['CREATE VIEW w AS SELECT 1 AS v', 'different'],
  ])('of an object made by %s is %s', (definition, verdict) => {
    expect(verdicts([{ sql: definition, results: [] }, select('SELECT v FROM w', 'int', '2')])).toEqual([[], [verdict]]); // prettier-ignore
  });

  it.each([
    [2, 'recorder_limit'],
    [1, 'different'],
  ])('of an object made %i times and then dropped twice is %s', (times, verdict) => {
    const made = { sql: 'CREATE TABLE d (v int)', results: [] };
    const dropped = { sql: 'DROP TABLE d', results: [] };
    expect(verdicts([...Array.from({ length: times }, () => made), dropped, dropped]).at(-1)).toEqual([verdict]);
  });

  it.each([
    ['CREATE VIEW w AS SELECT 1 AS v', 'SELECT v FROM w', 'different'],
    ['DROP VIEW w', 'SELECT v FROM (SELECT 1 AS v) AS w', 'different'],
    ['DROP VIEW w', 'SELECT w.v FROM (SELECT 1 AS v) AS w', 'different'],
    ['PRINT 1', 'SELECT v FROM [dbo].[W]', 'recorder_limit'],
    ['PRINT 1', 'SELECT v FROM (SELECT 1 AS n) AS t JOIN w ON 1 = 1', 'recorder_limit'],
  ])('after a doubtful view w, then %s, of %s is %s', (next, sql, verdict) => {
    const doubtful = { sql: 'CREATE VIEW w AS SELECT TOP 1 v FROM (VALUES (1), (2)) AS t (v)', results: [] };
    const dropped = { sql: 'DROP VIEW w', results: [] };
    const batches = [doubtful, ...(next.startsWith('CREATE') ? [dropped] : []), { sql: next, results: [] }];
    expect(verdicts([...batches, select(sql, 'int', '2')]).at(-1)).toEqual([verdict]);
  });

  it('that a query must have and that was not recorded is no fault', () => {
    expect(verdicts([{ sql: 'SELECT 1', results: [] }])).toEqual([['recorder_limit']]);
  });

  it('of a table that the recorder filled by a command of its own is no fault', () => {
    const made = { sql: 'CREATE TABLE f (v int)', results: [] };
    const filled = { sql: 'prepst#!#INSERT INTO f (v) VALUES (?) #!#int|-|a|-|1', results: [] };
    expect(verdicts([made, filled, select('SELECT v FROM f', 'int', '1')]).at(-1)).toEqual(['recorder_limit']);
  });

  it.each([
    ['SELECT later(1)', 'different'],
    ["SELECT PWDENCRYPT('a')", 'not_in_engine'],
    ['SELECT sys.int4binary(1, 1)', 'recorder_limit'],
    ['SELECT setval(1, 2)', 'recorder_limit'],
    ['SELECT add_one(1)', 'recorder_limit'],
  ])('of %s is %s: what SQL Server has not is nothing that the engine lacks', (sql, verdict) => {
    const made = { sql: 'CREATE FUNCTION add_one (@a fixeddecimal) RETURNS fixeddecimal AS BEGIN RETURN @a END', results: [] }; // prettier-ignore
    expect(verdicts([made, select(sql, 'int', '1')]).at(-1)).toEqual([verdict]);
  });

  describe('after another', () => {
    const refused = { sql: 'CREATE VIEW v AS SELECT a FROM nowhere', results: [] };
    const made = { sql: 'CREATE TABLE t (a int)', results: [{ error: { code: 33_557_097, message: 'x is not supported' } }] }; // prettier-ignore
    it.each([
      ['is explained when its object was refused for a reason', [refused, select('SELECT * FROM v', 'int', '1')], [{ batches: ['a/s#1'] }], 'explained'], // prettier-ignore
      ['is a fault when nothing explains the refusal', [{ ...refused, sql: 'CREATE VIEW v AS SELECT 1 + a AS a FROM (SELECT 1 AS b) AS t' }, select('SELECT * FROM v', 'int', '1')], [], 'different'], // prettier-ignore
      ['is no fault when the recorder could not make its object', [made, { sql: 'DROP TABLE t', results: [{ error: { code: 3701, message: 'table "t" does not exist' } }] }], [], 'recorder_limit'], // prettier-ignore
      ['is no fault where the recording shows nothing for a query', [{ sql: 'SELECT 1', results: [] }], [], 'recorder_limit'], // prettier-ignore
      ['is a fault when a function of SQL Server is not found', [select("SELECT * FROM DATEADD(day, 1, '2020-01-01')", 'datetime', '2020-01-02')], [], 'different'], // prettier-ignore
    ])('%s', (_name, batches, explained, verdict) => {
      expect(verdicts(batches, explained).at(-1)).toEqual([verdict]);
    });
  });

  it('of an object that the recording never makes is no fault', () => {
    expect(verdicts([select('SELECT * FROM elsewhere', 'int', '1')])).toEqual([['recorder_limit']]);
  });

  it.each([
    ['SELECT * FROM inserted', ['different']],
    ['DELETE alias WHERE EXISTS (SELECT 1 FROM elsewhere alias)', ['different']],
    ['SELECT 1 AS v FROM (SELECT 1 AS n) AS alias; DELETE alias', ['equal', 'different']],
  ])('of %s is a fault when the name is not found: it is there without being made', (sql, expected) => {
    expect(verdicts([select(sql, 'int', '1')])).toEqual([expected]);
  });

  it.each([
    ['deleted', null],
    ['sys.objects', null],
    ['master.SYS.objects', null],
    ['INFORMATION_SCHEMA.TABLES', null],
    ['system.objects', 'recorder_limit'],
  ])('of %s, never made and not found, has the verdict %s', (missingObject, followed) => {
    const missed = { verdict: 'different', given: 'error 208', missingObject } as const;
    expect(consequence(missed, 0, [], [{ sql: `SELECT * FROM ${missingObject}`, results: [] }])).toBe(followed);
  });

  it('beyond a query that recorded nothing is no fault, and beyond an assignment it is', () => {
    const late = { sql: 'PRINT 1', results: [{ row_count: 1 }] };
    expect(verdicts([{ sql: 'SELECT 1', results: [] }, late]).at(-1)).toEqual(['recorder_limit']);
    expect(verdicts([{ sql: 'SELECT 1 WHERE @a = 1', results: [] }, late]).at(-1)).toEqual(['different']);
  });

  it.each([
    ['an error that is explained', 'SELECT 1/0', ['explained', 'explained']],
    ['rows that are explained', 'SELECT 2', ['explained', 'different']],
    ['rows that are left to the server', 'SELECT RAND()', ['recorder_limit', 'different']],
  ])('that nothing stands for after %s: %s', (_name, sql, expected) => {
    const batch = { sql, results: [...select(sql, 'int', '1').results, { row_count: 1 }] };
    expect(verdicts([batch], [{ batches: ['a/s#1'], recorded: 'rows' }])).toEqual([expected]);
  });

  it.each([
    ['rows', { sql: 'SELECT 1', results: [] }],
    ['an error', { sql: 'SELECT 1', results: [{ error: { code: 33_557_097, message: 'x is not currently supported' } }] }], // prettier-ignore
    ['words of the recorder', select('SELECT current_setting(1)', 'int', '1')],
    ['a copy of rows', { sql: 'insertbulk#!#a#!#b', results: [] }],
  ] satisfies [string, RecordedBatch][])(
    'is a fault where the engine breaks, whatever was recorded: %s',
    (_name, batch) => {
      const broken = jest.spyOn(Session.prototype, 'run').mockImplementation(() => {
        throw new TypeError('broken');
      });
      const judged = verdicts([batch], [{ batches: ['a/s#1'] }]);
      broken.mockRestore();
      expect(judged).toEqual([['different']]);
    },
  );
});

it('counts results by area, kind and code', () => {
  const batches = replay({ name: 's', area: 'a', batches: [select('SELECT 1', 'int', '1'), select('OPEN c', 'int', '1')] }, explainedBy()); // prettier-ignore
  const { total, areas, kinds, codes } = summarise(batches);
  expect(total).toEqual({ equal: 1, different: 0, explained: 0, not_in_engine: 1, recorder_limit: 0 });
  expect(areas).toEqual({ a: total });
  expect(Object.keys(kinds)).toEqual(['core', 'cursors']);
  expect(codes).toEqual({ 'ENGINE-STATEMENT-CURSOR': 1 });
  expect(equalIds(batches)).toEqual(['a/s#1']);
  expect(batches.map(kindOf)).toEqual(['core', 'cursors']);
});

it.each([
  ['2020-01-01 00:00:00.0', '2020-01-01 00:00:00', 'datetime'],
  ['12:00:00.1200000', '12:00:00.12', 'time'],
  ['-3E-3', '-0.003', 'numeric'],
  ['1.0E7', '10000000', 'float'],
  ['0.30000000000000004', '0.3', 'float'],
  ['1.0499999523162842', '1.05', 'sql_variant'],
  ['[{"a b": 1, "c": [2]}, {}]', '[{"a b":1,"c":[2]},{}]', 'nvarchar'],
])('%s is %s as %s', (a, b, type) => {
  expect(isSameValue(comparable(a, type), comparable(b, type), type)).toBe(true);
});

it.each([
  ['{"a": "b c"}', '{"a":"bc"}', 'nvarchar'],
  ['{"a": "b\\" c"}', '{"a":"b\\"c"}', 'nvarchar'],
  ['[ a ]', '[a]', 'varchar'],
])('%s is not %s as %s', (a, b, type) => {
  expect(isSameValue(comparable(a, type), comparable(b, type), type)).toBe(false);
});

it('takes explained differences only with a page of Microsoft, and by name', () => {
  expect(Explained.parse(readFileSync('bench/conformance/explained.json', 'utf8')).size).toBeGreaterThan(0);
  expect(() => explainedBy({ batches: ['a/s#1'], page: 'https://example.org' })).toThrow();
  expect(() => explainedBy({ given: 'rows', recorded: 'error 220' })).toThrow();
  expect(() => explainedBy({ given: 'error 8134', recorded: 'error 220' })).toThrow();
  expect(() => explainedBy({})).toThrow();
});

it('notices when what is explained is answered otherwise', () => {
  const answers = (value: number) => replay({ name: 's', area: 'a', batches: [select(`SELECT ${value}`, 'int', '3')] }, explainedBy({ batches: ['a/s#1'] })); // prettier-ignore
  const listed = explainedAnswers(answers(1));
  expect(listed).toEqual([expect.stringMatching(/^a\/s#1 [0-9a-f]{12}$/)]);
  expect(answeredOtherwise(answers(1), listed)).toEqual([]);
  expect(answeredOtherwise(answers(2), listed)).toEqual(['a/s#1']);
  expect(answeredOtherwise(answers(3), listed)).toEqual([]);
});

it.each([
  ['a fault', 'SELECT 1'],
  ['lacking', 'OPEN c'],
  ['left to the server', 'SELECT RAND()'],
])('notices when what was explained is now %s', (_name, sql) => {
  const now = replay({ name: 's', area: 'a', batches: [select(sql, 'int', '3')] }, explainedBy());
  expect(answeredOtherwise(now, ['a/s#1 0123456789ab'])).toEqual(['a/s#1']);
});

it('notices one result of a batch that is not equal any more, where another one is explained', () => {
  const answers = (value: number) => {
    const sql = `SELECT 1; SELECT ${value}`;
    const results = ['2', '5'].map((text) => ({ types: ['int'], rows: [[text]] }));
    return replay({ name: 's', area: 'a', batches: [{ sql, results }] }, explainedBy({ batches: ['a/s#1'] }));
  };
  const listed = equalPlaces(answers(5));
  expect(listed).toEqual(['a/s#1 2']);
  expect(noLongerEqual(answers(5), listed)).toEqual([]);
  expect(noLongerEqual(answers(6), listed)).toEqual(['a/s#1 2']);
  expect(noLongerEqual(answers(5), ['a/s#1'])).toEqual(['a/s#1']);
});

it('refuses a recording of another form', () => {
  expect(() => parseRecording('{"name":"s"}')).toThrow();
});
