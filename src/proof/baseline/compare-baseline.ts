/**
 * Recorded rows against those of a model. Equality is said only of all rows, row by row: a sample and figures can show a difference,
 * and never equality.
 */
import { compareRows, NO_LOOSE_COLUMNS, type Difference, type TargetRows } from '../compare/index.js';
import { differingFigures } from './figures.js';
import { recordedRows } from './recorded-rows.js';
import type { RecordedColumn, RecordedView, Recording } from './recording.js';

type BaselineCode =
  | 'BASELINE-INCOMPLETE'
  | 'BASELINE-OTHER-ROWS'
  | 'BASELINE-TYPES'
  | 'BASELINE-COLUMNS'
  | 'BASELINE-SAMPLE'
  | 'BASELINE-NO-ROWS'
  | 'BASELINE-DIFFERENT';

export type BaselineOutcome =
  | { readonly kind: 'equal'; readonly rows: number }
  | { readonly kind: 'different'; readonly message: string; readonly difference: Difference | null }
  /** Nothing can be said. */
  | { readonly kind: 'open'; readonly code: BaselineCode; readonly message: string };

/** How many rows a table that the view reads has where the model ran. */
export interface TableCount {
  /** `dbo.Name`. */
  readonly name: string;
  readonly rows: number;
}

const open = (code: BaselineCode, message: string): BaselineOutcome => ({ kind: 'open', code, message });

/** What keeps a view from being compared at all; null when it can be. Asked before its model's rows are read. */
export function obstacleOf(
  recording: Recording,
  view: RecordedView,
  tables: readonly TableCount[],
): BaselineOutcome | null {
  if (!recording.isComplete)
    return open('BASELINE-INCOMPLETE', `The recording is not whole: ${recording.faults[0] ?? 'its end is missing'}.`);
  if (!view.isInTransaction)
    return open('BASELINE-INCOMPLETE', 'It was not read in the same transaction as the tables: an error before it had ended that.'); // prettier-ignore
  if (view.rows.length !== Math.min(view.rowsTotal, view.rowsMax))
    return open('BASELINE-INCOMPLETE', `The recording has ${view.rows.length} of its ${view.rowsTotal} rows.`);
  if (
    view.rows.length === view.rowsTotal &&
    view.columns.some((column, at) => column.figures.nulls !== null && column.figures.nulls !== nullsIn(view, at))
  )
    // prettier-ignore
    return open('BASELINE-INCOMPLETE', 'Its rows and its figures in the recording do not fit together.');
  const other = tables.find(({ name, rows }) => recording.tables.get(name.toLowerCase()) !== rows);
  if (other) return open('BASELINE-OTHER-ROWS', `It was recorded over other rows: ${other.name} had ${recording.tables.get(other.name.toLowerCase()) ?? 'an unknown number of'} rows there, and has ${other.rows} here.`); // prettier-ignore
  return typesObstacle(view.columns);
}

const nullsIn = ({ rows }: RecordedView, at: number): number => rows.filter((row) => (row[at] ?? null) === null).length;

/** Names of the server for types that the catalog knows by another. */
const SERVER_NAMES: Readonly<Record<string, string>> = { numeric: 'decimal', timestamp: 'rowversion' };

function typesObstacle(columns: readonly RecordedColumn[]): BaselineOutcome | null {
  for (const { name, type, serverType } of columns) {
    if (serverType === null)
      return open('BASELINE-INCOMPLETE', 'The types of its columns on the server are missing in the recording.');
    const base = SERVER_NAMES[serverType.toLowerCase()] ?? serverType.toLowerCase();
    if (base !== type.base)
      return open('BASELINE-TYPES', `The column ${name} is ${serverType} on the server, and was recorded as ${type.base}.`); // prettier-ignore
  }
  return null;
}

/** @param names of the model's columns, in the order of the view's */
export function compareBaseline(view: RecordedView, target: TargetRows, names: readonly string[]): BaselineOutcome {
  const recorded = recordedRows(view);
  if (typeof recorded === 'string') return open('BASELINE-INCOMPLETE', `A value in the recording is none: ${recorded}`);
  const found = compareRows(recorded, target, names, NO_LOOSE_COLUMNS, 'kinds');
  if (found.kind === 'incomparable') return open('BASELINE-COLUMNS', `${capital(found.message)}.`);
  const isSample = view.rowsTotal > view.rows.length;
  if (isSample) return sampleOutcome(view, target, names, found.kind === 'different' ? found : null);
  if (found.kind === 'different') return { kind: 'different', message: differenceText(found), difference: found };
  if (found.rows === 0) return open('BASELINE-NO-ROWS', 'The server gave no rows for it, so none were compared.');
  return { kind: 'equal', rows: found.rows };
}

const capital = (text: string): string => `${text.slice(0, 1).toUpperCase()}${text.slice(1)}`;

function differenceText({ rowsSource, rowsTarget, onlySource, onlyTarget }: Difference): string {
  return `The server gave ${rowsSource} rows and the model gives ${rowsTarget}: ${onlySource} of the server's and ${onlyTarget} of the model's have no equal on the other side.`; // prettier-ignore
}

function sampleOutcome(
  view: RecordedView,
  target: TargetRows,
  names: readonly string[],
  difference: Difference | null,
): BaselineOutcome {
  const [taken, total, here] = [view.rows.length, view.rowsTotal, target.rows.length];
  if (here !== total)
    return {
      kind: 'different',
      message: `The server gave ${total} rows and the model gives ${here}.`,
      difference: null,
    };
  if (difference && difference.onlySource > 0)
    return { kind: 'different', message: `Of ${taken} rows recorded of ${total}, ${difference.onlySource} are not among the model's.`, difference: null }; // prettier-ignore
  const byName = new Map(target.columns.map(({ name }, at) => [name.toLowerCase(), at]));
  const figures = differingFigures(view.columns, target, names.map((name) => byName.get(name.toLowerCase()) ?? -1)); // prettier-ignore
  if (figures.length > 0)
    return { kind: 'different', message: `Figures differ: ${figures.join(', ')}.`, difference: null };
  return open('BASELINE-SAMPLE', `Only ${taken} of its ${total} rows were recorded. They are all among the model's, and counts and sums are equal, which is no proof of the others.`); // prettier-ignore
}
