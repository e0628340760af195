/** The proof of objects: what the reference says, and how much that is worth. */
export type { DatasetName, DatasetOutcome, ProofReason, Strength, WeakPlace } from './outcome.js';
export { Prover, type Expectation, type Ground } from './prover.js';
