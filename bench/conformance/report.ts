/** Sums of verdicts, per area and in all. */
import type { Judged, Verdict } from './compare.js';

export type Counts = Record<Verdict, number>;

export interface JudgedBatch {
  /** `script#place`: the first batch of a script is 1. */
  readonly id: string;
  readonly area: string;
  readonly sql: string;
  readonly results: readonly Judged[];
}

export interface Conformance {
  readonly total: Counts;
  readonly areas: Readonly<Record<string, Counts>>;
  /** Results that could not be had, by what the engine lacks, most wanted first. */
  readonly codes: Readonly<Record<string, number>>;
}

const noCounts = (): Counts => ({ equal: 0, different: 0, explained: 0, not_in_engine: 0, recorder_limit: 0 });

export function summarise(batches: readonly JudgedBatch[]): Conformance {
  const total = noCounts();
  const areas = new Map<string, Counts>();
  const codes = new Map<string, number>();
  for (const { area, results } of batches) {
    const own = areas.get(area) ?? noCounts();
    areas.set(area, own);
    for (const { verdict, code } of results) {
      total[verdict]++;
      own[verdict]++;
      if (code !== undefined) codes.set(code, (codes.get(code) ?? 0) + 1);
    }
  }
  const wanted = [...codes].sort(([a, x], [b, y]) => y - x || (a < b ? -1 : 1));
  const sorted = [...areas].sort(([a], [b]) => (a < b ? -1 : 1));
  return { total, areas: Object.fromEntries(sorted), codes: Object.fromEntries(wanted) };
}

/** Batches with results that are all equal. */
export const equalIds = (batches: readonly JudgedBatch[]): string[] =>
  batches
    .filter(({ results }) => results.length > 0 && results.every(({ verdict }) => verdict === 'equal'))
    .map(({ id }) => id)
    .sort();

const share = (part: number, whole: number): string => (whole === 0 ? '-' : `${((part / whole) * 100).toFixed(1)} %`);

function line(name: string, counts: Counts): string {
  const own = counts.equal + counts.different + counts.explained + counts.not_in_engine;
  const cells = [counts.equal, counts.different, counts.explained, counts.not_in_engine, counts.recorder_limit];
  return `${name.padEnd(18)}${cells.map((cell) => String(cell).padStart(9)).join('')}${share(counts.equal, own).padStart(10)}`; // prettier-ignore
}

export function reportText({ total, areas, codes }: Conformance, codesShown = 25): string {
  const head = `${'area'.padEnd(18)}${['equal', 'different', 'explained', 'lacking', 'recorder'].map((name) => name.padStart(9)).join('')}${'equal'.padStart(10)}`; // prettier-ignore
  const rows = Object.entries(areas).map(([name, counts]) => line(name, counts));
  const wanted = Object.entries(codes).slice(0, codesShown).map(([code, count]) => `${String(count).padStart(6)}  ${code}`); // prettier-ignore
  return [head, ...rows, line('in all', total), '', 'most wanted:', ...wanted].join('\n');
}
