/**
 * The reviewed list: differences that a documented hazard names, each narrowed to what the hazard says. A hazard that was not
 * raised for the query explains nothing.
 */
import type { EngineOutcome, TargetOutcome, Verdict } from './outcome.js';

interface Explanation {
  /** Code of the hazard that must have been raised; one in capitals without TSQL is of every query, by docs/explanation/status-and-proof.md. */
  readonly hazard: string;
  /** Kinds of disagreement it accounts for. */
  readonly kinds: RegExp;
  /** What the target's message must say. */
  readonly details?: RegExp;
  /** The engine's answer has no rows, or is the total of none. */
  readonly needsNoRows?: true;
  /** What the tables or the query must hold. */
  readonly texts?: RegExp;
  readonly reason: string;
}

/** SQL Server stops where a value leaves its type; a target with a wider one goes on. */
const RANGE = 'SOURCE-STOPS';

export const EXPLANATIONS: readonly Explanation[] = [
  { hazard: 'TSQL-DIVISION-BY-ZERO', kinds: /^engine error 8134$/, reason: 'the target gives NULL where SQL Server stops' },
  { hazard: 'TSQL-TEXT-TO-NUMBER', kinds: /^(target error|engine error (245|8114|235))$/, reason: 'an empty text, and a text with a fraction, are read otherwise' },
  { hazard: 'TSQL-DATE-TEXT', kinds: /^(target error|values|rows|engine error (241|242))$/, reason: 'the target reads ISO 8601 only' },
  { hazard: 'TSQL-IMPLICIT-CONVERSION', kinds: /^(target error|engine error (245|8114|235|241|242))$/, reason: 'a text is converted by itself' },
  { hazard: 'TSQL-TEXT-TOO-SHORT', kinds: /^(values|engine error (8115|234))$/, reason: 'the number is written whatever its length' },
  { hazard: 'TSQL-FLOAT-TEXT', kinds: /^(values|target error)$/, reason: 'exponents are written otherwise' },
  { hazard: 'TSQL-NEGATIVE-LENGTH', kinds: /^engine error (536|537)$/, reason: 'the target counts from the other end' },
  { hazard: 'TSQL-GUID-ORDER', kinds: /^(values|rows)$/, reason: 'the target orders by the first bytes' },
  { hazard: 'TSQL-BINARY-ZEROS', kinds: /^(values|rows)$/, texts: /binary/, reason: 'zero bytes at the end count in the target' },
  { hazard: 'TSQL-LIKE-COMPUTED', kinds: /^(values|rows)$/, reason: 'brackets of a computed pattern are plain text' },
  { hazard: 'TSQL-LIKE-RANGE', kinds: /^(values|rows)$/, texts: /LIKE '[^']*\[\^?[a-z]-[a-z]\]/, reason: 'a range goes by code point, in SQL Server by the collation: A is within [a-c] of some (Microsoft Learn, "LIKE")' },
  { hazard: 'TSQL-ORDER-COLLATION', kinds: /^(values|rows)$/, texts: /'[^']*[^\w\s'][^']*'/, reason: 'marks and accents are ordered otherwise; letters and digits alike' },
  { hazard: 'TARGET-STOPS', kinds: /^target error$/, details: /underflow|Overflow on abs|DECIMAL\(38\)|value out of range: overflow/, reason: 'at the bounds of its numbers a target stops where SQL Server still has a value: it says so' },
  { hazard: 'TARGET-STOPS', kinds: /^target error$/, details: /out of range|overflow/i, texts: /\b(LAG|LEAD)\(|PRECEDING|FOLLOWING/, reason: 'a target calculates the argument of a window in every row, the engine in those that are asked for' },
  { hazard: 'TSQL-TYPE-DATETIMEOFFSET', kinds: /^(values|rows)$/, texts: /DATE(ADD|PART|NAME|DIFF|TRUNC)|CAST|CONVERT|offset/, reason: 'the calendar goes by UTC where the offset is not kept' },
  { hazard: 'TARGET-FOLDS', kinds: /^target error$/, details: /overflow|out of range/i, needsNoRows: true, reason: 'a target may calculate a constant that no row asks for, and stop at it' },
  { hazard: 'TARGET-FOLDS', kinds: /^target error$/, details: /overflow|out of range/i, texts: /\b(UNION|EXCEPT|INTERSECT)\b/, reason: 'the same in one member of a set operator, of which no row asks for it' },
  { hazard: 'TARGET-FOLDS', kinds: /^target error$/, details: /integer out of range/, texts: /DATEDIFF\((milli)?second, CAST\('?[\w-]*'? AS date(time)?\).*JOIN/, reason: 'the same in one side of an outer join that has no rows: a difference of constants that int has no room for' },
  { hazard: 'TSQL-TYPE-FRACTION', kinds: /^(values|rows|incomparable)$/, texts: /datetime|time\(7\)| AS time\)/, reason: 'the seventh decimal of the second is not kept' },
  { hazard: RANGE, kinds: /^engine error (8115|220|232|237|242|244|517|535|9837|13609)$/, reason: 'overflow, or a document that is no JSON: the original gives no rows to compare' },
  { hazard: 'TSQL-ISNUMERIC', kinds: /^(values|rows)$/, reason: 'SQL Server takes more for a number' },
  { hazard: 'TSQL-HASH-ENCODING', kinds: /^(values|rows)$/, reason: 'bytes beyond ASCII differ' },
  { hazard: 'TSQL-JSON-TEXT', kinds: /^(values|rows)$/, texts: /JSON_QUERY|AS JSON/, reason: 'the same JSON with other blanks' },
  { hazard: 'FLOAT-LAST-DIGIT', kinds: /^(values|rows)$/, texts: /\b(DEGREES|RADIANS|EXP|LOG|LOG10|SIN|COS|ATAN|ATN2)\(.*([<=>]|\bIN\b|BETWEEN|DISTINCT|ROUND|FLOOR|CEILING)/, reason: 'a float is approximate: libraries differ in the last bit of these functions, and so does what is compared exactly with them (Microsoft Learn, "float and real"; PostgreSQL docs, "Mathematical Functions")' },
  { hazard: 'TARGET-STOPS', kinds: /^target error$/, details: /Malformed JSON|for type json/, texts: /\b(LAG|LEAD|COALESCE|ISNULL|CASE|IIF|CHOOSE|AND|OR|JOIN|FROM dbo\.w\d)\b/, reason: 'a target reads a text that is no JSON where the answer needs none of it, and says so' },
  { hazard: 'TARGET-STOPS', kinds: /^target error$/, details: /Cannot perform non-inner join on subquery/, reason: 'DuckDB has no outer join on a condition with a subquery in it, and says so' },
  { hazard: 'TSQL-CHAR-CODE', kinds: /^values$/, reason: 'codes above 127 are of the code page' },
]; // prettier-ignore

/** The hazard that accounts for a disagreement; null when none does. */
export function explanationOf(
  engine: EngineOutcome,
  target: TargetOutcome,
  { code, detail }: Verdict,
  text: string,
): string | null {
  const raised = new Set(target.findings.map((finding) => finding.code));
  const isEmpty = engine.kind === 'rows' && (engine.rows.length === 0 || isTotalOfNothing(engine.rows));
  const found = EXPLANATIONS.find(
    (each) =>
      (!each.hazard.startsWith('TSQL-') || raised.has(each.hazard)) &&
      each.kinds.test(code) &&
      (each.texts?.test(text) ?? true) &&
      (each.details?.test(detail) ?? true) &&
      (!each.needsNoRows || isEmpty),
  );
  return found?.hazard ?? null;
}

/** What a lone aggregate gives where it has no rows. */
const isTotalOfNothing = (rows: readonly (readonly unknown[])[]): boolean =>
  rows.length === 1 && (rows[0] ?? []).every((value) => value === null || value === 0 || value === 0n);
