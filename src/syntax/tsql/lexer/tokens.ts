/** What a token is. Numbers, as millions of them are kept in plain arrays. */
export const TokenKind = {
  /** Past the last token of the batch. */
  end: 0,
  /** Bare word: a keyword or a regular identifier, `$action`, and an unexpanded `$(variable)`. */
  word: 1,
  bracketName: 2,
  quotedName: 3,
  /** `@name`, `@@name`. */
  variable: 4,
  string: 5,
  nationalString: 6,
  integer: 7,
  decimal: 8,
  float: 9,
  money: 10,
  binary: 11,
  symbol: 12,
  /** A string, name or comment that the text ends within. */
  unterminated: 13,
} as const;

export type TokenKind = (typeof TokenKind)[keyof typeof TokenKind];

/** The tokens of one batch, as parallel arrays: token `i` is `text.slice(starts[i], ends[i])`. */
export interface Tokens {
  readonly text: string;
  readonly kinds: readonly TokenKind[];
  readonly starts: readonly number[];
  readonly ends: readonly number[];
  /** Upper-case text of a bare word, text of a symbol, empty for the rest: what grammar rules compare. */
  readonly keys: readonly string[];
}

/** One token taken out of `Tokens`. */
export interface Token {
  readonly kind: TokenKind;
  readonly text: string;
  readonly start: number;
  readonly end: number;
}
