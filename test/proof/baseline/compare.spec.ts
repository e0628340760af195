/** Recordings written by hand, and what they say of a model's rows. */
import { compareBaseline, obstacleOf, readRecording, type BaselineOutcome, type Recording } from '../../../src/proof/baseline/index.js'; // prettier-ignore
import type { TargetRows } from '../../../src/proof/compare/index.js';
import { SERVER } from './shop.js';

const line = (value: object): string => JSON.stringify(value);
const COLUMNS = [
  { name: 'id', type: { base: 'int' }, server: 'int' },
  { name: 'price', type: { base: 'decimal', precision: 10, scale: 2 }, server: 'numeric' },
  { name: 'name', type: { base: 'varchar', length: 5 }, server: 'varchar' },
  { name: 'made', type: { base: 'datetime' }, server: 'datetime' },
];
const ROWS = [
  ['1', '2.50', 'Chair and more', '2024-02-29 13:14:15.997'],
  ['2', null, null, null],
];
const FIGURES = [
  { nulls: 0, sum: '3', min: '1', max: '2' },
  { nulls: 1, sum: '2.50', min: '2.50', max: '2.50' },
  { nulls: 1, sum: null, min: 'Chair and more', max: 'Chair and more' },
  { nulls: 1, sum: null, min: '2024-02-29 13:14:15.997', max: '2024-02-29 13:14:15.997' },
];

interface Changes {
  readonly rows?: readonly (readonly (string | null)[])[];
  readonly view?: object;
  readonly types?: readonly string[];
  readonly without?: string;
}

function recordingText({ rows = ROWS, view = {}, types, without }: Changes = {}): string[] {
  const cells = (row: readonly (string | null)[]) => Object.fromEntries(row.map((cell, at) => [`c${at + 1}`, cell]));
  const lines: { readonly baseline: string }[] = [
    SERVER,
    { baseline: 'table', name: 'dbo.Item', rows: 2, transactions: 1 } as { baseline: string },
    ...COLUMNS.map(({ name, server }, at) => ({ baseline: 'types', view: 1, place: at + 1, name, type: types?.[at] ?? server, collation: null })), // prettier-ignore
    { baseline: 'view', view: 1, name: 'dbo.Items', rows: 2, rows_max: 100, transactions: 1, columns: JSON.stringify(COLUMNS.map(({ name, type }) => ({ name, type }))), ...Object.fromEntries(FIGURES.map((figures, at) => [`c${at + 1}`, figures])), ...view } as { baseline: string }, // prettier-ignore
    ...rows.map((row) => ({ baseline: 'row', view: 1, ...cells(row) })),
    { baseline: 'end', transactions: 1 } as { baseline: string },
  ];
  return lines.filter(({ baseline }) => baseline !== without).map(line);
}

const read = (changes?: Changes): Recording => readRecording([recordingText(changes).join('\n')]);

const TARGET: TargetRows = {
  columns: [
    { name: 'id', type: 'INTEGER' },
    { name: 'price', type: 'DECIMAL(10,2)' },
    { name: 'name', type: 'VARCHAR' },
    { name: 'made', type: 'TIMESTAMP' },
  ],
  rows: [
    ['1', '2.50', 'Chair and more', '2024-02-29 13:14:15.997'],
    ['2', null, null, null],
  ],
};
const NAMES = COLUMNS.map(({ name }) => name);
const TABLES = [{ name: 'dbo.Item', rows: 2 }];

function outcome(recording: Recording, target = TARGET, tables = TABLES): BaselineOutcome {
  const view = recording.views.get('dbo.items');
  if (!view) throw new Error(`no view: ${recording.faults.join()}`);
  return obstacleOf(recording, view, tables) ?? compareBaseline(view, target, NAMES);
}
const withRows = (...rows: TargetRows['rows']): TargetRows => ({ ...TARGET, rows });

describe('a baseline is equal only when all rows are', () => {
  it('all rows, whatever their order', () => {
    expect(outcome(read(), withRows(...[...TARGET.rows].reverse()))).toEqual({ kind: 'equal', rows: 2 });
  });

  it.each([
    ['another value', withRows(['1', '2.51', 'Chair and more', '2024-02-29 13:14:15.997'], ['2', null, null, null])],
    ['a text that is cut', withRows(['1', '2.50', 'Chair', '2024-02-29 13:14:15.997'], ['2', null, null, null])],
    ['an empty text for NULL', withRows(['1', '2.50', 'Chair and more', '2024-02-29 13:14:15.997'], ['2', null, '', null])], // prettier-ignore
    ['a millisecond', withRows(['1', '2.50', 'Chair and more', '2024-02-29 13:14:15.996'], ['2', null, null, null])],
    ['a row too many', withRows(...TARGET.rows, ['3', null, null, null])],
    ['a row too few', withRows(['2', null, null, null])],
    ['a row twice for another', withRows(['2', null, null, null], ['2', null, null, null])],
  ])('not with %s', (_name, target) => {
    expect(outcome(read(), target).kind).toBe('different');
  });

  it('not when the server has more decimal places than the script thought', () => {
    const rows = [['1', '2.5049', 'Chair and more', '2024-02-29 13:14:15.997'], ROWS[1] ?? []];
    expect(outcome(read({ rows })).kind).toBe('different');
  });

  it('not of no rows', () => {
    const none = { nulls: null, sum: null, min: null, max: null };
    const view = { rows: 0, c1: none, c2: none, c3: none, c4: none };
    expect(outcome(read({ rows: [], view }), withRows())).toMatchObject({ kind: 'open', code: 'BASELINE-NO-ROWS' });
  });
});

describe('figures and samples are no proof', () => {
  const sample = { rows: ROWS.slice(0, 1), view: { rows: 2, rows_max: 1 } };

  it('a sample that fits stays open', () => {
    expect(outcome(read(sample))).toMatchObject({ kind: 'open', code: 'BASELINE-SAMPLE' });
  });

  it.each([
    ['a recorded row that the model has not', withRows(['9', '2.50', 'x', null], ['2', null, null, null])],
    ['another number of rows', withRows(['1', '2.50', 'Chair and more', '2024-02-29 13:14:15.997'])],
    ['another sum', withRows(['1', '2.50', 'Chair and more', '2024-02-29 13:14:15.997'], ['3', null, null, null])],
    ['another number of NULLs', withRows(['1', '2.50', 'Chair and more', '2024-02-29 13:14:15.997'], ['2', null, 'x', null])], // prettier-ignore
  ])('a sample shows %s', (_name, target) => {
    expect(outcome(read(sample), target).kind).toBe('different');
  });
});

describe('nothing is compared', () => {
  it.each([
    ['over other rows of a table', read(), [{ name: 'dbo.Item', rows: 3 }], 'BASELINE-OTHER-ROWS'],
    ['over a table that was not counted', read(), [{ name: 'dbo.Other', rows: 0 }], 'BASELINE-OTHER-ROWS'],
    ['without the end', read({ without: 'end' }), TABLES, 'BASELINE-INCOMPLETE'],
    ['without the server', read({ without: 'server' }), TABLES, 'BASELINE-INCOMPLETE'],
    ['without the types', read({ without: 'types' }), TABLES, 'BASELINE-INCOMPLETE'],
    ['when rows are missing', read({ rows: ROWS.slice(0, 1) }), TABLES, 'BASELINE-INCOMPLETE'],
    ['when a NULL was changed by hand', read({ rows: [ROWS[0] ?? [], ['2', '0', null, null]] }), TABLES, 'BASELINE-INCOMPLETE'], // prettier-ignore
    ['outside of the transaction', read({ view: { transactions: 0 } }), TABLES, 'BASELINE-INCOMPLETE'],
    ['when the server has another type', read({ types: ['int', 'float', 'varchar', 'datetime'] }), TABLES, 'BASELINE-TYPES'], // prettier-ignore
    ['when a value is none', read({ rows: [['x', '2.50', 'Chair and more', '2024-02-29 13:14:15.997'], ROWS[1] ?? []] }), TABLES, 'BASELINE-INCOMPLETE'], // prettier-ignore
  ])('%s', (_name, recording, tables, code) => {
    expect(outcome(recording, TARGET, tables)).toMatchObject({ kind: 'open', code });
  });

  it('when the model lacks a column', () => {
    const target = { columns: TARGET.columns.slice(0, 3), rows: TARGET.rows.map((row) => row.slice(0, 3)) };
    expect(outcome(read(), target)).toMatchObject({ kind: 'open', code: 'BASELINE-COLUMNS' });
  });
});

describe('what a client prints around the lines', () => {
  it('is passed over: headers, counts, warnings, a changed context', () => {
    const noise = ['Changed database context to shop.', '', 'line', '-----', '(1 rows affected)', 'Warning: Null value is eliminated by an aggregate or other SET operation.']; // prettier-ignore
    const text = recordingText().flatMap((each) => [...noise, each]).join('\r\n'); // prettier-ignore
    expect(outcome(readRecording([text]))).toEqual({ kind: 'equal', rows: 2 });
  });

  it('may break a line at its width', () => {
    const text = recordingText().flatMap((each) => each.match(/.{1,60}/g) ?? []).join('\n'); // prettier-ignore
    expect(outcome(readRecording([text]))).toEqual({ kind: 'equal', rows: 2 });
  });

  it('may lie in several files', () => {
    const lines = recordingText();
    expect(outcome(readRecording([lines.slice(0, 4).join('\n'), lines.slice(4).join('\n')])).kind).toBe('equal');
  });

  it('is a fault where a line is cut off', () => {
    const lines = recordingText();
    const recording = readRecording([[...lines.slice(0, -2), lines.at(-2)?.slice(0, 20), lines.at(-1)].join('\n')]);
    expect(recording.isComplete).toBe(false);
    expect(recording.faults[0]).toMatch(/cut off/);
  });

  it('is given up soon where a line never ends', () => {
    const startedMs = performance.now();
    const recording = readRecording([`{"baseline":"row","c1":"\n${'}\n'.repeat(500_000)}`]);
    expect(recording.isComplete).toBe(false);
    expect(performance.now() - startedMs).toBeLessThan(3_000);
  });

  it('is no recording when there are two in one folder', () => {
    const recording = readRecording([recordingText().join('\n'), recordingText().join('\n')]);
    expect([recording.isComplete, recording.views.size]).toEqual([false, 0]);
  });

  it.each(['', 'no recording', '{"baseline":"other"}', '{"baseline":', '{"baseline":"row","view":-1}', '\u0000'.repeat(100)])('%j is read without an exception', (text) => {
    expect(readRecording([text]).isComplete).toBe(false);
  }); // prettier-ignore
});
