/** What an answer of the reference says about a mutant. */

/**
 * Errors that rows can raise: a mutant that raises one where the original gives rows was told apart by its rows.
 * Source: Microsoft Learn, "Database engine errors".
 */
const ROW_ERRORS = new Set([
  220, 232, 241, 242, 244, 245, 248, 295, 296, 329, 512, 517, 530, 535, 536, 537, 1014, 3607, 3623, 4014, 6522, 8114,
  8115, 8134, 8152, 8169, 9807, 9809, 10728, 13608, 13609, 13610, 2628,
]);

/**
 * Types that cannot be compared, sorted or made distinct: SQL Server says so when it compiles, whatever the rows are, and the
 * reference when it runs. Source: as above.
 */
const COMPILE_ERRORS = new Set([305, 306, 421, 5335]);

/**
 * `killed`: the rows tell it apart. `survived`: they do not; unless it is justified, the rows are too weak.
 * `invalid`: SQL Server would not compile it: no mutant at all, and not counted.
 * `unanswered`: the reference lacks something for it, reached a bound, or gave an error that no row raises: nothing is known of it.
 */
export type Fate = 'killed' | 'survived' | 'invalid' | 'unanswered';

/** @param answer of the reference to the mutant, on the same rows: rows that equal the original's or not, an error, or none */
export function fateOf(
  answer:
    | { readonly kind: 'rows'; readonly equal: boolean }
    | { readonly kind: 'error'; readonly phase: 'definition' | 'rows'; readonly number: number }
    | { readonly kind: 'not_in_reference' },
): Fate {
  switch (answer.kind) {
    case 'rows':
      return answer.equal ? 'survived' : 'killed';
    case 'error':
      if (answer.phase === 'definition' || COMPILE_ERRORS.has(answer.number)) return 'invalid';
      return ROW_ERRORS.has(answer.number) ? 'killed' : 'unanswered';
    case 'not_in_reference':
      return 'unanswered';
  }
}
