/** What a mutant is. */

/** A definition with one small fault put into it. Rows that cannot tell it from the original are too weak to prove anything. */
export interface Mutant {
  /** `rule@start:end`, with `#n` behind it for further ones of a rule at the same place. Stable for the same text. */
  readonly id: string;
  readonly rule: string;
  /** Of what was changed: offsets in the original text. */
  readonly place: { readonly start: number; readonly end: number };
  /** Of the place, 1-based, in the original text. */
  readonly line: number;
  /** For a person: `< became <=`. */
  readonly what: string;
  /** The whole definition with the change spliced in. */
  readonly text: string;
  /** Why no rows that the source admits can tell it from the original: the trusted constraints by name. Null where nothing says so. */
  readonly justifiedBy: string | null;
}

export interface Mutants {
  readonly mutants: readonly Mutant[];
  /** How many more there would be: the bound left them out. */
  readonly leftOut: number;
}
