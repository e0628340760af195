/** Recorded texts as rows that can be compared. Types come from the texts where those say more: nothing may be rounded or cut on the way. */
import { cellReader } from '../reference/cell-value.js';
import type { ReferenceRows } from '../reference/index.js';
import { Run, type Surroundings } from '../../engine/session/run.js';
import { SqlError } from '../../engine/errors.js';
import { familyOf } from '../../engine/types/families.js';
import type { Type } from '../../engine/types/type.js';
import { cellOf } from './rendering.js';
import type { RecordedView } from './recording.js';

/** Of a recording no moment, user or random number is asked. */
const NOWHERE: Surroundings = {
  nowUtc: 0n,
  offsetMinutes: 0,
  user: '',
  database: '',
  server: '',
  random: () => 0,
  elapsedMs: () => 0,
};

/** @returns a sentence when a text is no value of its type */
export function recordedRows({ columns, rows }: RecordedView): ReferenceRows | string {
  const run = new Run(NOWHERE);
  const types = columns.map(({ type }, at) => comparable(type, rows, at));
  const readers = types.map((type) => cellReader(type));
  try {
    const values = rows.map((row) =>
      columns.map(({ type }, at) => readers[at]?.(cellOf(row[at] ?? null, type), run) ?? null),
    );
    return {
      kind: 'rows',
      columns: columns.map(({ name }, at) => ({ name, type: types[at] ?? { base: 'int' } })),
      rows: values,
      readsSurroundings: false,
    };
  } catch (error) {
    if (error instanceof SqlError) return error.message;
    throw error;
  }
}

const PRECISION_MAX = 38;
const FRACTION_DIGITS_MAX = 7;

/** The widest type of its kind, and of decimals that of the most places that a text has. */
function comparable(type: Type, rows: RecordedView['rows'], at: number): Type {
  switch (familyOf(type)) {
    case 'text':
      return { base: 'nvarchar', length: 'max' };
    case 'binary':
      return { base: 'varbinary', length: 'max' };
    case 'decimal':
      return { base: 'decimal', precision: PRECISION_MAX, scale: scaleOf(type, rows, at) };
    case 'moment':
      return type.scale === undefined ? type : { ...type, scale: FRACTION_DIGITS_MAX };
    default:
      return type;
  }
}

/** A server writes all places of a type; where every value is NULL, only the script's own type is left to go by. */
function scaleOf({ scale }: Type, rows: RecordedView['rows'], at: number): number {
  const places = new Set(rows.flatMap((row) => (row[at] === null || row[at] === undefined ? [] : [row[at].split('.')[1]?.length ?? 0]))); // prettier-ignore
  return places.size === 0 ? (scale ?? 0) : Math.max(...places);
}
