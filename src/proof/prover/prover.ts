/** Proves objects: the reference's rows on each dataset, whether they are determined at all, and how much the rows could have told. */
import type { Catalog, QualifiedName } from '../../catalog/catalog.js';
import type { Surroundings } from '../../engine/session/run.js';
import { compareRows, looseColumnsOf, type LooseColumns, type TargetRows } from '../compare/index.js';
import type { Dataset } from '../dataset.js';
import {
  EngineReference,
  nameKey,
  type ReferenceAnswer,
  type ReferenceRows,
  type UnknownTable,
} from '../reference/index.js';
import type { DatasetName, DatasetOutcome, ProofReason, Strength } from './outcome.js';
import { measureStrength } from './strength.js';

/** One dataset as both sides have it. */
export interface Ground {
  readonly dataset: Dataset;
  /** Tables whose rows the target has not, or has others. */
  readonly unknown: readonly UnknownTable[];
}

/** What the reference says on one dataset. */
export type Expectation =
  | { readonly kind: 'rows'; readonly rows: ReferenceRows; readonly loose: LooseColumns }
  | { readonly kind: 'open'; readonly reason: ProofReason };

interface Site {
  readonly name: DatasetName;
  readonly reference: EngineReference;
  readonly reversed: EngineReference;
  readonly known: Map<string, Expectation>;
}

export class Prover {
  private readonly sites: readonly Site[];
  private readonly strengths = new Map<string, Strength>();

  constructor(
    private readonly catalog: Catalog,
    grounds: readonly Ground[],
    surroundings: Surroundings,
  ) {
    this.sites = grounds.map(({ dataset, unknown }) => {
      const parts = { catalog, dataset, unknown, surroundings };
      const reversed = new EngineReference({ ...parts, isReversed: true });
      return { name: dataset.name, reference: new EngineReference(parts), reversed, known: new Map() };
    });
  }

  /** What the original gives on a dataset; worked out once. */
  expected(object: QualifiedName, dataset: DatasetName): Expectation {
    const site = this.sites.find(({ name }) => name === dataset);
    if (!site) return open('PROOF-NO-ROWS', `There are no ${dataset}.`);
    const key = nameKey(object);
    const known = site.known.get(key);
    if (known) return known;
    const made = expectationOf(site, object);
    site.known.set(key, made);
    return made;
  }

  /** @param names of the target's columns in the order of the original's */
  compare(
    object: QualifiedName,
    dataset: DatasetName,
    target: TargetRows,
    names: readonly string[],
  ): { readonly outcome: DatasetOutcome; readonly notes: readonly string[] } {
    const expected = this.expected(object, dataset);
    if (expected.kind === 'open') return { outcome: { kind: 'open', dataset, reason: expected.reason }, notes: [] };
    const found = compareRows(expected.rows, target, names, expected.loose);
    switch (found.kind) {
      case 'equal': {
        return { outcome: { kind: 'equal', dataset, rows: found.rows }, notes: notesOf(expected) };
      }
      case 'different':
        return { outcome: { kind: 'different', dataset, difference: found }, notes: [] };
      case 'incomparable':
        return { outcome: { kind: 'open', dataset, reason: { code: 'PROOF-COLUMNS', message: `${sentence(found.message)}` } }, notes: [] }; // prettier-ignore
    }
  }

  /** How much rows of these datasets could have told. Steps are short: between them the caller may do other things. */
  *strength(object: QualifiedName, datasets: readonly DatasetName[]): Generator<void, Strength | null> {
    const key = `${nameKey(object)}\u0000${datasets.join()}`;
    const known = this.strengths.get(key);
    if (known) return known;
    const found = this.catalog.objects.find(({ name }) => nameKey(name) === nameKey(object));
    if (found?.kind !== 'view' || found.definition.text === null) return null;
    const sites = this.sites.flatMap(({ name, reference }) => {
      const expected = datasets.includes(name) ? this.expected(object, name) : null;
      return expected?.kind === 'rows' ? [{ reference, rows: expected.rows, loose: expected.loose }] : [];
    });
    const made = yield* measureStrength(found, this.catalog, sites);
    this.strengths.set(key, made);
    return made;
  }
}

function notesOf({ rows, loose }: Extract<Expectation, { kind: 'rows' }>): string[] {
  const shown = rows.columns.filter((_, at) => loose.has(at)).map(({ name }) => name);
  if (shown.length === 0) return [];
  return [
    `which of several texts that the collation holds equal is shown in ${shown.join(', ')}: any of them is right`,
  ];
}

const open = (code: ProofReason['code'], message: string): Expectation => ({ kind: 'open', reason: { code, message } });

const sentence = (text: string): string => `${text.slice(0, 1).toUpperCase()}${text.slice(1).replace(/\.$/, '')}.`;

function expectationOf({ name, reference, reversed }: Site, object: QualifiedName): Expectation {
  const answer = reference.answer(object);
  if (answer.kind !== 'rows') return notAnswered(answer, name);
  if (answer.readsSurroundings)
    return open('PROOF-UNDETERMINED', 'Its rows depend on the time, on random numbers, or on who asks: they are others each time.'); // prettier-ignore
  const other = reversed.answer(object);
  if (other.kind !== 'rows') return notAnswered(other, name);
  const loose = looseColumnsOf(answer, other);
  if (!loose)
    return open('PROOF-UNDETERMINED', `Its rows depend on the order in which the tables give theirs, which SQL Server does not promise (${name}).`); // prettier-ignore
  return { kind: 'rows', rows: answer, loose };
}

/** No such object, type or function: what the input does not show may be there on the server. */
const UNKNOWN_THERE = new Set([195, 208, 243, 2715, 4121]);

function notAnswered(answer: Exclude<ReferenceAnswer, ReferenceRows>, dataset: DatasetName): Expectation {
  if (answer.kind === 'not_in_reference')
    return open('PROOF-NO-REFERENCE', `The reference engine lacks what it needs: ${answer.code} (${answer.message}).`);
  const said = `error ${answer.number}: ${answer.message}`;
  if (UNKNOWN_THERE.has(answer.number)) return open('PROOF-NO-REFERENCE', `Something that it uses is not in the catalog: ${said}`); // prettier-ignore
  if (answer.phase === 'definition') return open('PROOF-SOURCE-ERROR', `SQL Server itself would refuse it: ${said}`);
  return open('PROOF-NO-ROWS', `On the ${dataset}, SQL Server itself would give no rows but ${said}`);
}
