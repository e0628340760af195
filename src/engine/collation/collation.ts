/** How texts are compared. Trailing blanks never count. Source: Microsoft Learn, "Collation and Unicode support". */
import { encoded } from '../conversion/code-page.js';
import type { Type } from '../types/type.js';
import { traitsOf, type CollationTraits } from './collation-name.js';
import { foldingOf } from './folding.js';
import { compareFolded, compareUnits, orderByLetters } from './weights.js';

export interface Collation extends CollationTraits {
  /** Of nchar, nvarchar and ntext. */
  readonly isUnicode: boolean;
  /** A text whose equality says which texts are the same, with its trailing blanks. May be longer or shorter. */
  readonly fold: (text: string) => string;
  /** Equal for equal texts and for no others. */
  readonly key: (text: string) => string;
  /** Negative, 0 or positive. */
  readonly compare: (a: string, b: string) => number;
}

/** Server default of an English installation. */
export const SERVER_COLLATION = 'SQL_Latin1_General_CP1_CI_AS';

/** Only blanks count, not tabs or line ends. */
export function withoutTrailingBlanks(text: string): string {
  let end = text.length;
  while (end > 0 && text.charCodeAt(end - 1) === 32) end--;
  return end === text.length ? text : text.slice(0, end);
}

type Numbers = (text: string) => readonly number[];

const codePoints: Numbers = (text) => Array.from(text, (character) => character.codePointAt(0) ?? 0);

/** `_BIN`: the first character whole, the others byte by byte as they lie in memory, the low one first. */
const firstThenBytes: Numbers = (text) =>
  Array.from({ length: text.length }, (_, at) => text.charCodeAt(at)).flatMap((unit, at) =>
    at === 0 ? [unit] : [unit & 0xff, unit >> 8],
  );

/** The shorter is filled up with blanks. */
function compareNumbers(a: readonly number[], b: readonly number[], blankAt: (at: number) => number): number {
  const length = Math.max(a.length, b.length);
  for (let at = 0; at < length; at++) {
    const difference = (a[at] ?? blankAt(at)) - (b[at] ?? blankAt(at));
    if (difference !== 0) return difference;
  }
  return 0;
}

function binaryOrder(traits: CollationTraits, isUnicode: boolean): (a: string, b: string) => number {
  const old = isUnicode && traits.binary === 'old';
  const numbers: Numbers = old
    ? firstThenBytes
    : isUnicode
      ? codePoints
      : (text) => Array.from(encoded(text, traits.name));
  const blankAt = old ? (at: number): number => (at === 0 || at % 2 === 1 ? 32 : 0) : (): number => 32;
  return (a, b) => {
    if (a === b) return 0;
    // trailing blanks were cut, so that what fills up never meets its own kind: 0 is left for equal texts
    return compareNumbers(numbers(a), numbers(b), blankAt) || compareUnits(a, b);
  };
}

function make(name: string, isUnicode: boolean): Collation {
  const traits = traitsOf(name);
  const asUnicode = isUnicode || traits.isUtf8;
  const unicodeRules = asUnicode || !traits.isSqlCollation;
  const fold = foldingOf(traits, unicodeRules);
  const key = (text: string): string => withoutTrailingBlanks(fold(text));
  if (traits.binary) {
    const order = binaryOrder(traits, asUnicode);
    return {
      ...traits,
      isUnicode,
      fold,
      key,
      compare: (a, b) => order(withoutTrailingBlanks(a), withoutTrailingBlanks(b)),
    };
  }
  const weighing = { unicodeRules };
  const compare = (a: string, b: string): number => {
    if (a === b) return 0;
    return orderByLetters(a, b, weighing) || compareFolded(key(a), key(b), weighing);
  };
  return { ...traits, isUnicode, fold, key, compare };
}

const made = new Map<string, Collation>();

/**
 * @param isUnicode false for char, varchar and text: SQL_ collations order them by rules of their own
 * @throws SqlError 448 when there is no such collation
 * @throws NotInEngine for the languages that are not here
 */
export function collationOf(name: string, isUnicode = true): Collation {
  const place = `${isUnicode ? 'n' : ''}:${name.toLowerCase()}`;
  const known = made.get(place);
  if (known) return known;
  const collation = make(name, isUnicode);
  made.set(place, collation);
  return collation;
}

const CODE_PAGE_TYPES = new Set(['char', 'varchar', 'text']);

/** Of the texts of a type; one that has none has the server's. */
export function collationOfType(type: Type): Collation {
  return collationOf(type.collation ?? SERVER_COLLATION, !CODE_PAGE_TYPES.has(type.base));
}
