/** What a code means to a person, and what to do about it. Sentences of ours; `code` in backticks. */
export interface Explanation {
  /** A few words, no full stop. */
  readonly title: string;
  readonly meaning: string;
  readonly action: string;
}

export type ExplanationTable = Readonly<Record<string, Explanation>>;
