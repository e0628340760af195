/** Equality of the reference's rows and the target's. */
export { areSameRows, compareRows, type Comparison, type Difference, type DifferingRow, type TargetRows } from './compare-rows.js'; // prettier-ignore
