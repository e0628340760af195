/** Sums of verdicts, per area and in all. */
import { createHash } from 'node:crypto';
import type { Judged, Verdict } from './compare.js';

export type Counts = Record<Verdict, number>;

/** What belongs to the work on procedures, and to types that the engine has not: shown apart from queries and changes. */
const APART: readonly (readonly [string, RegExp])[] = [
  ['spatial', /geometry|geography|\bST[A-Z]\w+\(/i],
  ['xml', /\bxml\b/i],
  ['cursors', /\bcursor\b|\bfetch\b[^;]*\bfrom\b|\bsp_cursor/i],
  ['triggers', /\btrigger\b/i],
  ['procedures', /\bproc(edure)?\b|\bexec(ute)?\b/i],
];

export type Kind = 'core' | 'spatial' | 'xml' | 'cursors' | 'triggers' | 'procedures';

/** By what the engine lacks, and otherwise by the words of the batch. */
export function kindOf({ sql, results }: Pick<JudgedBatch, 'sql' | 'results'>): Kind {
  const text = `${sql} ${results.map(({ code }) => CODES[code ?? ''] ?? '').join(' ')}`;
  // The words of the list are the kinds.
  return (APART.find(([, words]) => words.test(text))?.[0] ?? 'core') as Kind;
}

const CODES: Readonly<Record<string, string>> = {
  'ENGINE-STATEMENT-TRIGGER': 'trigger',
  'ENGINE-STATEMENT-CURSOR': 'cursor',
  'ENGINE-METHOD': 'xml',
  'ENGINE-CONVERSION-CLR': 'geometry',
  'ENGINE-CONVERSION-XML': 'xml',
};

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
  /** Queries, expressions, changes and views as `core`; the rest apart. */
  readonly kinds: Readonly<Record<string, Counts>>;
  /** Results that could not be had, by what the engine lacks, most wanted first. */
  readonly codes: Readonly<Record<string, number>>;
}

const noCounts = (): Counts => ({ equal: 0, different: 0, explained: 0, not_in_engine: 0, recorder_limit: 0 });

export function summarise(batches: readonly JudgedBatch[]): Conformance {
  const total = noCounts();
  const areas = new Map<string, Counts>();
  const kinds = new Map<string, Counts>();
  const codes = new Map<string, number>();
  for (const batch of batches) {
    const { area, results } = batch;
    const own = countsOf(areas, area);
    const ofKind = countsOf(kinds, kindOf(batch));
    for (const { verdict, code } of results) {
      total[verdict]++;
      own[verdict]++;
      ofKind[verdict]++;
      if (code !== undefined) codes.set(code, (codes.get(code) ?? 0) + 1);
    }
  }
  const wanted = [...codes].sort(([a, x], [b, y]) => y - x || (a < b ? -1 : 1));
  return { total, areas: sorted(areas), kinds: sorted(kinds), codes: Object.fromEntries(wanted) };
}

const sorted = (counts: ReadonlyMap<string, Counts>): Record<string, Counts> =>
  Object.fromEntries([...counts].sort(([a], [b]) => (a < b ? -1 : 1)));

function countsOf(all: Map<string, Counts>, name: string): Counts {
  const found = all.get(name) ?? noCounts();
  all.set(name, found);
  return found;
}

/** Batches with results that are all equal. */
export const equalIds = (batches: readonly JudgedBatch[]): string[] =>
  batches
    .filter(({ results }) => results.length > 0 && results.every(({ verdict }) => verdict === 'equal'))
    .map(({ id }) => id)
    .sort();

/** `script#place`, and where only some results of a batch are equal, their places behind it: `script#place 1,3`. */
export const equalPlaces = (batches: readonly JudgedBatch[]): string[] =>
  batches
    .flatMap(({ id, results }) => {
      const places = results.flatMap(({ verdict }, at) => (verdict === 'equal' ? [at + 1] : []));
      if (places.length === 0) return [];
      return [places.length === results.length ? id : `${id} ${places.join(',')}`];
    })
    .sort();

/** Lines of `equalPlaces` of which some result is not equal any more. */
export function noLongerEqual(batches: readonly JudgedBatch[], listed: readonly string[]): string[] {
  const results = new Map(batches.map((batch) => [batch.id, batch.results]));
  const whole = new Set(equalIds(batches));
  return listed.filter((line) => {
    const [id = '', places] = line.split(' ');
    if (places === undefined) return !whole.has(id);
    return places.split(',').some((place) => results.get(id)?.[Number(place) - 1]?.verdict !== 'equal');
  });
}

const DIGEST_LENGTH = 12;

/** What is explained, and a digest of how it differs, one line for each batch: another answer there would need another look. */
export const explainedAnswers = (batches: readonly JudgedBatch[]): string[] =>
  batches
    .flatMap(({ id, results }) => {
      const reasons = results.flatMap(({ verdict, reason }) => (verdict === 'explained' ? [reason ?? ''] : []));
      return reasons.length > 0
        ? [`${id} ${createHash('sha256').update(reasons.join('\n')).digest('hex').slice(0, DIGEST_LENGTH)}`]
        : [];
    })
    .sort();

/** Ids of the list whose batches are neither explained by the same differences any more nor equal. */
export function answeredOtherwise(batches: readonly JudgedBatch[], listed: readonly string[]): string[] {
  const byId = (lines: readonly string[]): Map<string, string> => new Map(lines.map((line) => [line.slice(0, line.lastIndexOf(' ')), line])); // prettier-ignore
  const now = byId(explainedAnswers(batches));
  const equal = new Set(equalIds(batches));
  return [...byId(listed)].flatMap(([id, line]) => (now.get(id) === line || equal.has(id) ? [] : [id]));
}

const share = (part: number, whole: number): string => (whole === 0 ? '-' : `${((part / whole) * 100).toFixed(1)} %`);

function line(name: string, counts: Counts): string {
  const own = counts.equal + counts.different + counts.explained + counts.not_in_engine;
  const cells = [counts.equal, counts.different, counts.explained, counts.not_in_engine, counts.recorder_limit];
  return `${name.padEnd(18)}${cells.map((cell) => String(cell).padStart(9)).join('')}${share(counts.equal, own).padStart(10)}${share(counts.equal + counts.explained, own).padStart(10)}`; // prettier-ignore
}

export function reportText({ total, areas, kinds, codes }: Conformance, codesShown = 25): string {
  const head = `${'area'.padEnd(18)}${['equal', 'different', 'explained', 'lacking', 'recorder'].map((name) => name.padStart(9)).join('')}${'equal'.padStart(10)}${'or right'.padStart(10)}`; // prettier-ignore
  const rows = Object.entries(areas).map(([name, counts]) => line(name, counts));
  const wanted = Object.entries(codes).slice(0, codesShown).map(([code, count]) => `${String(count).padStart(6)}  ${code}`); // prettier-ignore
  const apart = Object.entries(kinds).map(([name, counts]) => line(name, counts));
  return [head, ...rows, '', ...apart, '', line('in all', total), '', 'most wanted:', ...wanted].join('\n');
}
