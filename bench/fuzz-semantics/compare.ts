/** Rows of the engine against rows of a target, by the comparison that a migration is proved with. */
import { isText } from '../../src/engine/types/families.js';
import { compareRows, NO_LOOSE_COLUMNS, type LooseColumns } from '../../src/proof/compare/index.js';
import type { EngineOutcome, TargetOutcome, Verdict } from './outcome.js';

type EngineRows = Extract<EngineOutcome, { kind: 'rows' }>;
type TargetRows = Extract<TargetOutcome, { kind: 'rows' }>;

const AGREE: Verdict = { kind: 'agree', code: '', detail: '' };

export function compared(engine: EngineRows, target: TargetRows): Verdict {
  const { columns, rows } = engine;
  const reference = { kind: 'rows', columns, rows, readsSurroundings: false } as const;
  const model = { columns: target.rowColumns, rows: target.rows };
  const found = compareRows(reference, model, target.columns.map(({ name }) => name), looseColumns(engine, target)); // prettier-ignore
  if (found.kind === 'equal') return AGREE;
  if (found.kind === 'incomparable') return { kind: 'disagree', code: 'incomparable', detail: found.message };
  const { rowsSource, rowsTarget, sample } = found;
  if (rowsSource !== rowsTarget)
    return { kind: 'disagree', code: 'rows', detail: `${rowsSource} rows, ${rowsTarget} in the target` };
  const detail = sample
    .map(({ side, cells }) => `${side === 'source' ? 'engine' : 'target'} ${shown(cells)}`)
    .join('; ');
  return { kind: 'disagree', code: 'values', detail };
}

/** Where a hazard says that one spelling stands for a group, any one will do. */
function looseColumns({ columns }: EngineRows, { findings }: TargetRows): LooseColumns {
  if (!findings.some(({ code }) => code === 'TSQL-GROUP-REPRESENTATIVE')) return NO_LOOSE_COLUMNS;
  return new Set(columns.flatMap(({ type }, at) => (isText(type) ? [at] : [])));
}

export const shown = (row: readonly (string | null)[]): string => `(${row.map((value) => (value === null ? 'NULL' : `'${value}'`)).join(', ')})`; // prettier-ignore
