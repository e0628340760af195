/** What the proof of one model came to, and what of it is told. */
import type { ProjectModel } from '../../../dbt/project.js';
import type { Place } from '../../../catalog/catalog.js';
import type { DatasetOutcome, ProofReason, Strength, WeakPlace } from '../../../proof/prover/index.js';
import type { Check, Evidence } from '../test-report.js';

export const REFERENCE_NAME = 'datamigrate reference engine';

export interface ObjectProof {
  readonly outcomes: readonly DatasetOutcome[];
  readonly notes: readonly string[];
  /** Null when no dataset was equal, or there was no time left. Lines are those of the object's own text. */
  readonly strength: Strength | null;
  /** Where the object's text begins. */
  readonly place: Place;
  /** What stands against a proof whatever the rows say. */
  readonly caps: readonly ProofReason[];
  /** What is not shown of the objects that it reads and calls; null when all of it is. */
  readonly beneath: ProofReason | null;
}

/** Whether the rows were equal wherever they could be compared, and on at least one row. */
export function isEquivalent({ outcomes }: ObjectProof): boolean {
  const isAnywhereOther = outcomes.some(({ kind }) => kind === 'different' || kind === 'failed');
  return !isAnywhereOther && rowsCompared(outcomes) > 0;
}

const rowsCompared = (outcomes: readonly DatasetOutcome[]): number =>
  outcomes.reduce((sum, outcome) => sum + (outcome.kind === 'equal' ? outcome.rows : 0), 0);

/** The first that applies; null when nothing stands against `proved`. */
export function reasonOf(proof: ObjectProof): ProofReason | null {
  const { outcomes, caps, strength } = proof;
  const [cap] = caps;
  const other = outcomes.find(({ kind }) => kind === 'different' || kind === 'failed');
  const open = outcomes.flatMap((outcome) => (outcome.kind === 'open' ? [outcome.reason] : []));
  const refused = open.find(({ code }) => code === 'PROOF-SOURCE-ERROR');
  if (refused) return refused;
  if (cap) return cap;
  if (other) return { code: 'PROOF-DIFFERENT', message: differenceText(other) };
  if (rowsCompared(outcomes) === 0) return open[0] ?? { code: 'PROOF-NO-ROWS', message: 'No rows came out of it, so none were compared.' }; // prettier-ignore
  const columns = open.find(({ code }) => code === 'PROOF-COLUMNS' || code === 'PROOF-UNDETERMINED');
  if (columns) return columns;
  const own = outcomes.find(({ kind, dataset }) => kind === 'open' && dataset === 'source rows');
  if (own?.kind === 'open') return own.reason;
  if (!strength) return { code: 'PROOF-BUDGET', message: 'Its rows are equal, but there was no time left to measure what they could have told.' }; // prettier-ignore
  if (isStrong(strength)) return proof.beneath;
  return { code: 'PROOF-WEAK', message: weaknessText(strength, proof) };
}

export function isStrong({ predicates, mutants, notChecked }: Strength): boolean {
  const isCovered = predicates.covered === predicates.total;
  return isCovered && mutants.total > 0 && mutants.killed + mutants.justified === mutants.total && notChecked.length === 0;
} // prettier-ignore

function differenceText(outcome: DatasetOutcome): string {
  if (outcome.kind === 'failed') return `On the ${outcome.dataset} the original gives rows, and the model fails: ${outcome.message}`; // prettier-ignore
  if (outcome.kind !== 'different') return '';
  const { rowsSource, rowsTarget, onlySource, onlyTarget } = outcome.difference;
  return `On the ${outcome.dataset} the original gives ${rowsSource} rows and the model ${rowsTarget}: ${onlySource} of the original's and ${onlyTarget} of the model's have no equal on the other side.`; // prettier-ignore
}

const SHOWN_MAX = 3;

function weaknessText({ predicates, mutants, survivors, uncovered, notChecked }: Strength, { place }: ObjectProof): string {
  const left = mutants.total - mutants.killed - mutants.justified;
  const parts = [
    ...(left > 0 ? [`${left} of ${mutants.total} deliberate faults changed no row`] : []),
    ...(mutants.total === 0 ? ['no deliberate fault could be tried'] : []),
    ...(predicates.covered < predicates.total ? [`${predicates.total - predicates.covered} of ${predicates.total} outcomes of its conditions were not seen`] : []),
    ...notChecked.map((text) => `not tried: ${text}`),
  ];
  const places = [...survivors, ...uncovered].map(({ line, what }) => `line ${inFile(line, place)}: ${what}`);
  const more = places.length > SHOWN_MAX ? [`and ${places.length - SHOWN_MAX} more`] : [];
  const shown = places.length > 0 ? ` (${[...places.slice(0, SHOWN_MAX), ...more].join('; ')})` : '';
  return `Its rows are equal, but could not have told every mistake: ${parts.join('; ')}${shown}.`;
} // prettier-ignore

const inFile = (line: number, place: Place): number => place.line + line - 1;

/** One check a dataset. */
export function checksOf({ outcomes }: ObjectProof): Check[] {
  return outcomes.map((outcome) => {
    const name = `reference:${outcome.dataset}`;
    if (outcome.kind === 'equal') return { name, result: 'pass', detail: `${outcome.rows} rows` };
    if (outcome.kind === 'open') return { name, result: 'skipped', detail: `${outcome.reason.code}: ${outcome.reason.message}` }; // prettier-ignore
    return { name, result: 'fail', detail: differenceText(outcome) };
  });
}

/** @param base what was known before anything was compared */
export function evidenceOf(base: Evidence, model: ProjectModel, proof: ObjectProof): Evidence {
  const { outcomes, strength, notes } = proof;
  const different = outcomes.find((outcome) => outcome.kind === 'different');
  const isTold = outcomes.some(({ kind }) => kind !== 'open');
  return {
    ...base,
    reference: isTold ? REFERENCE_NAME : null,
    datasets: [...base.datasets, ...outcomes.filter(({ kind, dataset }) => kind !== 'open' && dataset === 'fixtures').map(({ dataset }) => dataset)],
    comparisons: outcomes.map((outcome) => ({ dataset: outcome.dataset, result: outcome.kind === 'failed' ? 'different' : outcome.kind, rows: outcome.kind === 'equal' ? outcome.rows : 0, detail: outcome.kind === 'open' ? `${outcome.reason.code}: ${outcome.reason.message}` : null })),
    rowsCompared: rowsCompared(outcomes),
    predicates: strength?.predicates ?? { covered: 0, total: 0 },
    mutants: strength?.mutants ?? { killed: 0, total: 0, justified: 0 },
    uncovered: placesOf(strength?.uncovered ?? [], proof),
    survivors: placesOf(strength?.survivors ?? [], proof),
    difference: different?.kind === 'different' ? { dataset: different.dataset, columns: [...different.difference.columns], rows: different.difference.sample.map(({ side, cells }) => ({ side, cells: [...cells] })) } : null,
    notChecked: [...notCheckedOf(base, model, proof), ...notes, ...(strength?.notChecked ?? [])],
  };
} // prettier-ignore

const placesOf = (places: readonly WeakPlace[], { place }: ObjectProof): Evidence['survivors'] =>
  places.map(({ line, what, text }) => ({ file: place.file, line: inFile(line, place), what, text }));

function notCheckedOf(base: Evidence, model: ProjectModel, { outcomes }: ObjectProof): string[] {
  const kept = base.notChecked.filter((text) => text !== EXECUTED_ONLY);
  const open = outcomes.flatMap((outcome) => (outcome.kind === 'open' ? [`${outcome.dataset}: ${outcome.reason.message}`] : [])); // prettier-ignore
  const isCompared = outcomes.some(({ kind }) => kind === 'equal');
  const moments = model.columns.some(({ sourceType }) => sourceType.startsWith('datetimeoffset')) ? ['the offsets of datetimeoffset columns: the target keeps the moment only'] : []; // prettier-ignore
  return [...(isCompared ? kept.filter((text) => text !== WRITTEN_BY_HAND) : [...kept, EXECUTED_ONLY]), ...open, ...moments]; // prettier-ignore
}

export const WRITTEN_BY_HAND = 'that the SQL a person wrote says what the original says';
export const EXECUTED_ONLY = 'equality with the source: no rows were compared with the reference engine';
