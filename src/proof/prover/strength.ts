/** How much the rows could have told: what they made true, false and unknown, and which deliberate faults they show. */
import type { Catalog, View } from '../../catalog/catalog.js';
import { areSameRows, type LooseColumns } from '../compare/index.js';
import { measureCoverage } from './coverage.js';
import { fateOf, mutantsOf, type Fate, type Mutant } from '../mutants/index.js';
import { ANSWER_LIMITS, type ReferenceAnswer, type ReferenceRows } from '../reference/index.js';
import type { Limits } from '../../engine/session/run.js';
import type { Strength, WeakPlace } from './outcome.js';
import { definitionOf, textAt, type MeasuredSite } from './site.js';

/** A mutant that works more than this was not told apart: the answer counts as none. */
const MUTANT_LIMITS: Limits = { ...ANSWER_LIMITS, steps: 4_000_000, timeMs: 3_000 };
/** Of one object's mutants together, in the reference's units of work; a mutant on a few rows is some units. */
const OBJECT_WORK_MAX = 40_000;

/** @param sites small ones first: what they kill needs no run on the others */
export function* measureStrength(
  view: View,
  catalog: Catalog,
  sites: readonly MeasuredSite[],
): Generator<void, Strength> {
  const coverage = yield* measureCoverage(view, catalog, sites);
  const { mutants, leftOut } = mutantsOf(definitionOf(view), catalog);
  const counts = { killed: 0, total: 0, justified: 0 };
  const survivors: WeakPlace[] = [];
  let unanswered = 0;
  let untried = leftOut;
  const budget = workOf(sites) + OBJECT_WORK_MAX;
  for (const mutant of mutants) {
    yield;
    if (workOf(sites) > budget) {
      untried += 1;
      continue;
    }
    const fate = fateOn(mutant, view, sites);
    if (fate === 'unanswered') unanswered += 1;
    if (fate === 'invalid' || fate === 'unanswered') continue;
    counts.total += 1;
    if (fate === 'killed') counts.killed += 1;
    else if (mutant.justifiedBy !== null) counts.justified += 1;
    else survivors.push(placeOf(view, mutant));
  }
  const notChecked = [
    ...(untried > 0 ? [`${untried} more faults that could have been tried`] : []),
    ...(unanswered > 0 ? [`${unanswered} faults for which the reference gave no answer`] : []),
  ];
  return { ...coverage, mutants: counts, survivors, notChecked };
}

const workOf = (sites: readonly MeasuredSite[]): number =>
  sites.reduce((sum, { reference }) => sum + reference.work, 0);

/** Killed by any dataset; a survivor only where all of them gave an answer. What SQL Server would not compile is the same on all. */
function fateOn(mutant: Mutant, view: View, sites: readonly MeasuredSite[]): Fate {
  let isUnanswered = false;
  for (const { reference, rows, loose } of sites) {
    const answer = reference.answer(view.name, { text: mutant.text, limits: MUTANT_LIMITS });
    const fate = fateOf(seen(answer, rows, loose));
    if (fate === 'killed' || fate === 'invalid') return fate;
    if (fate === 'unanswered') isUnanswered = true;
  }
  return isUnanswered ? 'unanswered' : 'survived';
}

function seen(answer: ReferenceAnswer, rows: ReferenceRows, loose: LooseColumns): Parameters<typeof fateOf>[0] {
  return answer.kind === 'rows' ? { kind: 'rows', equal: areSameRows(answer, rows, loose) } : answer;
}

/** @param line within the object's own text */
function placeOf(view: View, { line, what, place }: Mutant): WeakPlace {
  return { line, what, text: textAt(view, place) };
}
