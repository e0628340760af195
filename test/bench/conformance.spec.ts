import { readFileSync } from 'node:fs';
import { parseExplained } from '../../bench/conformance/explained.js';
import { parseRecording, type RecordedBatch } from '../../bench/conformance/recording.js';
import { replay } from '../../bench/conformance/replay.js';
import { equalIds, kindOf, summarise } from '../../bench/conformance/report.js';
import { comparable, isSameValue } from '../../bench/conformance/value-text.js';

function verdicts(batches: readonly RecordedBatch[], explained: readonly string[] = []): string[][] {
  const script = { name: 's', area: 'a', batches: [...batches] };
  return replay(script, new Set(explained)).map(({ results }) => results.map(({ verdict }) => verdict));
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
    expect(verdicts([{ sql: 'SELECT 1', results: [] }])).toEqual([['different']]);
  });

  it('is explained when its batch is listed, and only where it differs', () => {
    expect(verdicts([select('SELECT 1', 'int', '2'), select('SELECT 1', 'int', '1')], ['a/s#1', 'a/s#2'])).toEqual([['explained'], ['equal']]); // prettier-ignore
  });

  it('of an object that the recording never makes is no fault', () => {
    expect(verdicts([select('SELECT * FROM elsewhere', 'int', '1')])).toEqual([['recorder_limit']]);
  });
});

it('counts results by area, kind and code', () => {
  const batches = replay({ name: 's', area: 'a', batches: [select('SELECT 1', 'int', '1'), select('OPEN c', 'int', '1')] }, new Set()); // prettier-ignore
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
])('%s is %s as %s', (a, b, type) => {
  expect(isSameValue(comparable(a, type), comparable(b, type), type)).toBe(true);
});

it('takes explained differences only with a page of Microsoft', () => {
  expect(parseExplained(readFileSync('bench/conformance/explained.json', 'utf8')).size).toBeGreaterThan(0);
  expect(() => parseExplained('[{"batches":["a/s#1"],"why":"x","page":"https://example.org"}]')).toThrow();
});

it('refuses a recording of another form', () => {
  expect(() => parseRecording('{"name":"s"}')).toThrow();
});
