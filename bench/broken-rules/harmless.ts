/** Breaks that change the text of a query and not its meaning: reviewed, each with its reason. Everything else that is still equal counts as a false `proved`. */

interface Harmless {
  /** Of the break's name. */
  readonly name: RegExp;
  /** Whether it is so here: the query before and after. */
  readonly applies: (before: string, after: string) => boolean;
  readonly reason: string;
}

const HARMLESS: readonly Harmless[] = [];

/** Null when there is no reason. */
export function harmlessBecause(name: string, before: string, after: string): string | null {
  return HARMLESS.find((each) => each.name.test(name) && each.applies(before, after))?.reason ?? null;
}
