/** Which outcomes of predicates, joins and groups the rows showed. */
import type { Catalog, View } from '../../catalog/catalog.js';
import { coverage, OutcomeRecorder, requirementsOf } from '../strength/index.js';
import type { Strength } from './outcome.js';
import { definitionOf, textAt, type MeasuredSite } from './site.js';

/** What bounds end on one dataset counts as far as it was seen. */
export function* measureCoverage(
  view: View,
  catalog: Catalog,
  sites: readonly MeasuredSite[],
): Generator<void, Pick<Strength, 'predicates' | 'uncovered'>> {
  const recorder = new OutcomeRecorder(view.name);
  for (const { reference } of sites) {
    reference.answer(view.name, { probe: recorder });
    yield;
  }
  const { covered, total, missing } = coverage(requirementsOf(definitionOf(view), catalog), recorder);
  const uncovered = missing.map(({ place, line, what }) => {
    const [start = 0, end = 0] = place.split(':').map(Number);
    return { line, what, text: textAt(view, { start, end }) };
  });
  return { predicates: { covered, total }, uncovered };
}
