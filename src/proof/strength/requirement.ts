/** What rows must have shown before they prove something. */

export type Outcome = 'true' | 'false' | 'unknown' | 'matched' | 'left_unmatched' | 'right_unmatched' | 'several_rows';

export interface Requirement {
  /** `start:end` of the predicate, the join, or what groups. */
  readonly place: string;
  readonly outcome: Outcome;
  /** 1-based, in the object's text. */
  readonly line: number;
  /** For a person: `x > 5 was never unknown`. */
  readonly what: string;
  /** The trusted constraints by which no row can show it. Null where nothing says so. */
  readonly justifiedBy: string | null;
}
