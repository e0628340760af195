/** What the reference says of an object. */
import type { Type } from '../../engine/types/type.js';
import type { Row } from '../../engine/values/value.js';

export interface ReferenceColumn {
  readonly name: string;
  readonly type: Type;
}

export interface ReferenceRows {
  readonly kind: 'rows';
  readonly columns: readonly ReferenceColumn[];
  readonly rows: readonly Row[];
  /** It asked for the time, a random number or the user: another day, other rows. */
  readonly readsSurroundings: boolean;
}

/** SQL Server itself would refuse it: the `definition` whatever the rows are, or these `rows`. */
export interface ReferenceError {
  readonly kind: 'error';
  readonly phase: 'definition' | 'rows';
  readonly number: number;
  readonly message: string;
}

/** The engine lacks something, or one of its bounds was reached. */
export interface NotInReference {
  readonly kind: 'not_in_reference';
  readonly code: string;
  readonly message: string;
}

export type ReferenceAnswer = ReferenceRows | ReferenceError | NotInReference;
