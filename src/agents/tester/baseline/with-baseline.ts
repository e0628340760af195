/** What a comparison with recorded rows adds to what is known of a model. */
import type { SourceSettings } from '../../../catalog/catalog.js';
import type { BaselineOutcome, Recording } from '../../../proof/baseline/index.js';
import type { Check, Evidence, TestedObject } from '../test-report.js';

const DATASET = 'baseline';
/** What the rows were compared with where the reference engine gave none. */
const RECORDED = 'a recorded baseline';

/** Reasons that stand for themselves, whatever was recorded. */
const STRONGER = new Set(['PROOF-DIFFERENT', 'PROOF-SOURCE-ERROR', 'PROOF-UNDETERMINED', 'PROOF-BYTE-ORDER']);

export function withBaseline(
  tested: TestedObject,
  outcome: BaselineOutcome,
  recording: Recording,
  settings: SourceSettings,
): TestedObject {
  const evidence = evidenceOf(tested.evidence, outcome, [originOf(recording), ...settingsNotes(recording, settings)]);
  const checked = { ...tested, checks: [...tested.checks, checkOf(outcome)], evidence };
  if (outcome.kind === 'equal') return { ...checked, proof: 'baseline' };
  if (outcome.kind === 'open') return checked;
  const isStronger = STRONGER.has(tested.openProof?.code ?? '');
  return { ...checked, proof: 'executed', openProof: isStronger ? tested.openProof : { code: 'BASELINE-DIFFERENT', message: outcome.message } }; // prettier-ignore
}

function checkOf(outcome: BaselineOutcome): Check {
  const name = DATASET;
  if (outcome.kind === 'equal') return { name, result: 'pass', detail: `${outcome.rows} rows` };
  if (outcome.kind === 'open') return { name, result: 'skipped', detail: `${outcome.code}: ${outcome.message}` };
  return { name, result: 'fail', detail: outcome.message };
}

function evidenceOf(base: Evidence, outcome: BaselineOutcome, notes: readonly string[]): Evidence {
  const rows = outcome.kind === 'equal' ? outcome.rows : 0;
  const difference = outcome.kind === 'different' ? outcome.difference : null;
  return {
    ...base,
    reference: base.reference ?? (outcome.kind === 'open' ? null : RECORDED),
    datasets: outcome.kind === 'open' ? base.datasets : [...base.datasets, DATASET],
    comparisons: [...base.comparisons, { dataset: DATASET, result: outcome.kind, rows, detail: detailOf(outcome) }],
    rowsCompared: base.rowsCompared + rows,
    difference: base.difference ?? (difference && { dataset: DATASET, columns: [...difference.columns], rows: difference.sample.map(({ side, cells }) => ({ side, cells: [...cells] })) }), // prettier-ignore
    notChecked: [...base.notChecked, ...notes],
  };
}

function detailOf(outcome: BaselineOutcome): string | null {
  if (outcome.kind === 'equal') return null;
  return outcome.kind === 'open' ? `${outcome.code}: ${outcome.message}` : outcome.message;
}

function originOf({ server }: Recording): string {
  const { version, momentUtc } = server ?? {};
  return `the baseline itself: no SQL Server ran here, its rows were recorded${momentUtc ? ` at ${momentUtc} UTC` : ''} on another machine${version ? ` (SQL Server ${version})` : ''}`; // prettier-ignore
}

/** Where the server is not what the migration took it for. */
function settingsNotes({ server }: Recording, { collation, dateFirst, language }: SourceSettings): string[] {
  if (!server) return [];
  const differing = (what: string, there: string | null, here: string): string[] =>
    there === null || there.toLowerCase() === here.toLowerCase() ? [] : [`that the server has the ${what} ${there}, and not ${here} as it was taken here`]; // prettier-ignore
  return [
    ...differing('collation', server.collation, collation),
    ...differing('first day of the week', String(server.dateFirst), String(dateFirst)),
    ...differing('language', server.language, language),
  ];
}
