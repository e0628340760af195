/** Which outcomes of predicates, joins and groups the rows showed. */
import type { Catalog, View } from '../../catalog/catalog.js';
import type { Strength } from './outcome.js';
import type { MeasuredSite } from './strength.js';

// eslint-disable-next-line require-yield
export function* measureCoverage(
  _view: View,
  _catalog: Catalog,
  _sites: readonly MeasuredSite[],
): Generator<void, Pick<Strength, 'predicates' | 'uncovered'>> {
  yield;
  return { predicates: { covered: 0, total: 1 }, uncovered: [{ line: 1, what: 'not measured yet', text: '' }] };
}
