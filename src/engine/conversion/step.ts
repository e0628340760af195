/** The form of one conversion between two kinds of types. */
import type { Run } from '../session/run.js';
import type { Type } from '../types/type.js';
import type { Value } from '../values/value.js';

export type NonNull = NonNullable<Value>;
export type Step = (value: NonNull, run: Run) => Value;

/** How a conversion was asked for. */
export interface How {
  readonly kind: 'implicit' | 'explicit';
  /** Of CONVERT. */
  readonly style?: number;
}

export type MakeStep = (from: Type, to: Type, how: How) => Step;
