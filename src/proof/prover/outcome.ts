/** What became of the proof of one object. */
import type { Difference } from '../compare/index.js';
import type { Dataset } from '../dataset.js';

export type DatasetName = Dataset['name'];

/** Why an object is not proved: a code of docs/reference/findings.md with what is so in this case. */
export interface ProofReason {
  readonly code: ProofCode;
  readonly message: string;
}

type ProofCode =
  | 'PROOF-DIFFERENT'
  | 'PROOF-SOURCE-ERROR'
  | 'PROOF-NO-REFERENCE'
  | 'PROOF-UNDETERMINED'
  | 'PROOF-COLUMNS'
  | 'PROOF-NO-ROWS'
  | 'PROOF-WEAK'
  | 'PROOF-BYTE-ORDER'
  | 'PROOF-BUDGET';

/** One dataset: what the comparison on it says. */
export type DatasetOutcome =
  | { readonly kind: 'equal'; readonly dataset: DatasetName; readonly rows: number }
  | { readonly kind: 'different'; readonly dataset: DatasetName; readonly difference: Difference }
  /** The original gives rows, the model an error. */
  | { readonly kind: 'failed'; readonly dataset: DatasetName; readonly message: string }
  | { readonly kind: 'open'; readonly dataset: DatasetName; readonly reason: ProofReason };

/** A place in the object's own text that shows how weak the rows are. */
export interface WeakPlace {
  /** 1-based, of the object's text. */
  readonly line: number;
  /** What was changed without any row showing it, or what no row made so. */
  readonly what: string;
  /** The text at that place. */
  readonly text: string;
}

export interface Strength {
  readonly predicates: { readonly covered: number; readonly total: number };
  readonly uncovered: readonly WeakPlace[];
  readonly mutants: { readonly killed: number; readonly total: number; readonly justified: number };
  readonly survivors: readonly WeakPlace[];
  readonly notChecked: readonly string[];
}
