/** Tokens of T-SQL. Source: Microsoft Learn, "Transact-SQL syntax conventions", "Constants", "Database identifiers". */

export type TokenKind =
  | 'word'
  | 'bracket'
  | 'quoted'
  | 'variable'
  | 'integer'
  | 'decimal'
  | 'float'
  | 'money'
  | 'string'
  | 'national_string'
  | 'binary'
  | 'symbol'
  /** A line of GO, with its count in `text`. */
  | 'go'
  | 'end';

/** One token; offsets are half-open in the source text. */
export interface Token {
  readonly kind: TokenKind;
  readonly start: number;
  readonly end: number;
  readonly text: string;
  /** Upper-case text of words and the text of symbols: what keywords are compared with; empty for all else. */
  readonly upper: string;
}

/** A fault met while cutting tokens. */
export interface LexicalFault {
  readonly code: string;
  readonly message: string;
  readonly start: number;
  readonly end: number;
}
