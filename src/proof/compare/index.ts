/** Equality of the reference's rows and the target's. */
export { areSameRows, compareRows, looseColumnsOf, NO_LOOSE_COLUMNS, type Comparison, type Difference, type LooseColumns, type TargetRows } from './compare-rows.js'; // prettier-ignore
