/** What an answer of the reference says about a mutant. */

/**
 * Errors that rows can raise: a mutant that raises one where the original gives rows was told apart by its rows.
 * Source: Microsoft Learn, "Database engine errors".
 */
const ROW_ERRORS = new Set([
  220, 232, 241, 242, 244, 245, 248, 295, 296, 329, 512, 517, 530, 535, 536, 537, 1014, 1060, 1062, 3607, 3623, 4014,
  6522, 8114, 8115, 8134, 8152, 8169, 9807, 9809, 10728, 10741, 10742, 10743, 10744, 13608, 13609, 13610, 2628,
]);

/**
 * `killed`: the rows tell it apart. `survived`: they do not; unless it is justified, the rows are too weak.
 * `invalid`: SQL Server would not compile it, or the reference lacks something for it: no mutant at all, and not counted.
 */
export type Fate = 'killed' | 'survived' | 'invalid';

/** @param answer of the reference to the mutant, on the same rows: rows that equal the original's or not, an error's number, or none */
export function fateOf(
  answer:
    | { readonly kind: 'rows'; readonly equal: boolean }
    | { readonly kind: 'error'; readonly number: number }
    | { readonly kind: 'not_in_reference' },
): Fate {
  if (answer.kind === 'rows') return answer.equal ? 'survived' : 'killed';
  return answer.kind === 'error' && ROW_ERRORS.has(answer.number) ? 'killed' : 'invalid';
}
