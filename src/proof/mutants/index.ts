/** Mutants of definitions: small faults put into a copy, which rows strong enough to prove something must tell from the original. */
export { fateOf, type Fate } from './fate.js';
export type { Mutant, Mutants } from './mutant.js';
export { mutantsOf, MUTANTS_MAX, sameQueriesOf } from './mutants.js';
