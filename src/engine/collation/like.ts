/** LIKE and PATINDEX. Source: Microsoft Learn, "LIKE (Transact-SQL)" and "PATINDEX (Transact-SQL)". */
import { SqlError } from '../errors.js';
import { withoutTrailingBlanks, type Collation } from './collation.js';

interface CharacterSet {
  readonly kind: 'set';
  readonly has: (character: string, folded: string) => boolean;
}

type Token =
  | { readonly kind: 'any' }
  | { readonly kind: 'one' }
  | { readonly kind: 'literal'; readonly folded: string }
  | CharacterSet;

/** A text as characters, and what each is compared by. */
interface Characters {
  readonly own: readonly string[];
  readonly folded: readonly string[];
}

const SURROGATES = /[\ud800-\udfff]/;

const split = (text: string, collation: Collation): string[] =>
  collation.countsSupplementary && SURROGATES.test(text) ? Array.from(text) : text.split('');

function charactersOf(text: string, collation: Collation): Characters {
  const own = split(text, collation);
  const whole = split(collation.fold(text), collation);
  // a fold that lengthens or shortens a text is done character by character, to keep the places
  return { own, folded: whole.length === own.length ? whole : own.map(collation.fold) };
}

/** Reads a pattern once. */
class PatternReader {
  private at = 0;
  private readonly characters: readonly string[];

  constructor(
    pattern: string,
    private readonly escape: string | null,
    private readonly collation: Collation,
  ) {
    this.characters = split(pattern, collation);
  }

  /** @returns null for a pattern that matches nothing: an escape at its end, a bracket that is never closed */
  tokens(): Token[] | null {
    const tokens: Token[] = [];
    while (this.at < this.characters.length) {
      const token = this.token();
      if (!token) return null;
      tokens.push(token);
    }
    return tokens;
  }

  private token(): Token | null {
    const character = this.next();
    if (character === this.escape) return this.at < this.characters.length ? this.literal(this.next()) : null;
    if (character === '%') return { kind: 'any' };
    if (character === '_') return { kind: 'one' };
    return character === '[' ? this.set() : this.literal(character);
  }

  private literal(character: string): Token {
    return { kind: 'literal', folded: this.collation.fold(character) };
  }

  private next(): string {
    const character = this.characters[this.at] ?? '';
    this.at += 1;
    return character;
  }

  private set(): Token | null {
    const negated = this.characters[this.at] === '^';
    if (negated) this.at += 1;
    const singles = new Set<string>();
    const ranges: (readonly [low: string, high: string])[] = [];
    for (;;) {
      if (this.at >= this.characters.length) return null;
      if (this.characters[this.at] === ']') break;
      const low = this.member();
      if (this.startsRange()) {
        this.at += 1;
        ranges.push([low, this.member()]);
      } else singles.add(this.collation.fold(low));
    }
    this.at += 1;
    return { kind: 'set', has: this.membership(negated, singles, ranges) };
  }

  private member(): string {
    const character = this.next();
    return character === this.escape ? this.next() : character;
  }

  /** A hyphen between two characters; first or last it stands for itself. */
  private startsRange(): boolean {
    const after = this.characters[this.at + 1];
    return this.characters[this.at] === '-' && after !== undefined && after !== ']';
  }

  private membership(
    negated: boolean,
    singles: ReadonlySet<string>,
    ranges: readonly (readonly [low: string, high: string])[],
  ): CharacterSet['has'] {
    const { compare } = this.collation;
    const inRange = (character: string): boolean =>
      ranges.some(([low, high]) => compare(low, character) <= 0 && compare(character, high) <= 0);
    return (character, folded) => (singles.has(folded) || inRange(character)) !== negated;
  }
}

function matchesOne(token: Token, text: Characters, at: number): boolean {
  if (token.kind === 'one') return true;
  if (token.kind === 'literal') return text.folded[at] === token.folded;
  return token.kind === 'set' && token.has(text.own[at] ?? '', text.folded[at] ?? '');
}

/** Goes back to the last `%` only: what stands before it needs no second look. */
function matchesFrom(tokens: readonly Token[], text: Characters, start: number): boolean {
  const length = text.own.length;
  let [at, inTokens, anyAt, resumeAt] = [start, 0, -1, start];
  while (at < length) {
    const token = tokens[inTokens];
    if (token?.kind === 'any') {
      anyAt = inTokens;
      resumeAt = at;
      inTokens += 1;
    } else if (token && matchesOne(token, text, at)) {
      at += 1;
      inTokens += 1;
    } else if (anyAt >= 0) {
      resumeAt += 1;
      at = resumeAt;
      inTokens = anyAt + 1;
    } else return false;
  }
  return tokens.slice(inTokens).every((token) => token.kind === 'any');
}

function read(pattern: string, escape: string | null, collation: Collation): Token[] | null {
  if (escape !== null && split(escape, collation).length !== 1)
    throw new SqlError(506, `The invalid escape character "${escape}" was specified in a LIKE predicate.`);
  return new PatternReader(pattern, escape, collation).tokens();
}

/**
 * Trailing blanks of the text count in Unicode texts only: others match with as many of them as suits.
 * @throws SqlError 506 for an escape that is not one character
 */
export function likeMatcher(pattern: string, escape: string | null, collation: Collation): (text: string) => boolean {
  const tokens = read(pattern, escape, collation);
  if (!tokens) return () => false;
  return (text) => {
    if (matchesFrom(tokens, charactersOf(text, collation), 0)) return true;
    return !collation.isUnicode && matchesWithFewerBlanks(tokens, text, collation);
  };
}

function matchesWithFewerBlanks(tokens: readonly Token[], text: string, collation: Collation): boolean {
  const least = withoutTrailingBlanks(text);
  for (let length = least.length; length < text.length; length++)
    if (matchesFrom(tokens, charactersOf(text.slice(0, length), collation), 0)) return true;
  return false;
}

/** PATINDEX: where the first match begins, from 1; 0 when there is none. */
export function patternIndex(pattern: string, collation: Collation): (text: string) => number {
  const floats = pattern.startsWith('%');
  const tokens = read(pattern.replace(/^%+/, ''), null, collation);
  if (!tokens) return () => 0;
  if (!floats) {
    const matches = likeMatcher(pattern, null, collation);
    return (text) => (matches(text) ? 1 : 0);
  }
  return (text) => {
    const characters = charactersOf(text, collation);
    for (let at = 0; at <= characters.own.length; at++) if (matchesFrom(tokens, characters, at)) return at + 1;
    return 0;
  };
}
