/** A cursor over the tokens of one batch, with what every parser asks: is it this word, take it, insist on it. */
import type { Span, SyntaxDiagnostic } from '../ast/index.js';
import { RESERVED_WORDS } from '../keywords.js';
import type { Token, TokenKind } from '../token.js';
import { ParseFailure } from './failure.js';

export { ParseFailure };

/** Nesting beyond this is refused with a code, long before the stack would end. */
const DEPTH_MAX = 256;
const FOUND_CHARACTERS_MAX = 40;

export class TokenStream {
  /** Index of the current token; may be set back to try another reading. */
  index: number;
  /** SET QUOTED_IDENTIFIER: when off, "x" is a string. */
  quotedIdentifier: boolean;
  /** What could not be parsed, in the order it was met. */
  readonly diagnostics: SyntaxDiagnostic[] = [];
  private depth = 0;
  private readonly sentinel: Token;

  /** Tokens `[from, to)` are the batch. */
  constructor(
    readonly text: string,
    private readonly tokens: readonly Token[],
    private readonly from: number,
    private readonly to: number,
    quotedIdentifier = true,
  ) {
    this.index = from;
    this.quotedIdentifier = quotedIdentifier;
    const end = tokens[to]?.start ?? text.length;
    this.sentinel = { kind: 'end', start: end, end, text: '', upper: '' };
  }

  /** Token `ahead` of the cursor; the sentinel of kind `end` past the batch. */
  peek(ahead = 0): Token {
    const index = this.index + ahead;
    return index < this.to ? (this.tokens[index] ?? this.sentinel) : this.sentinel;
  }

  get end(): boolean {
    return this.index >= this.to;
  }

  /** Takes the current token. */
  next(): Token {
    const token = this.peek();
    if (this.index < this.to) this.index++;
    return token;
  }

  /** The next tokens are these bare words or symbols. */
  at(...words: readonly string[]): boolean {
    for (let i = 0; i < words.length; i++) if (this.peek(i).upper !== words[i]) return false;
    return true;
  }

  /** The tokens from `ahead` of the cursor on are these words or symbols. */
  atAhead(ahead: number, ...words: readonly string[]): boolean {
    for (let i = 0; i < words.length; i++) if (this.peek(ahead + i).upper !== words[i]) return false;
    return true;
  }

  /** Takes all of these, or none. */
  accept(...words: readonly string[]): boolean {
    if (!this.at(...words)) return false;
    this.index += words.length;
    return true;
  }

  /** Takes all of these or fails. */
  expect(...words: readonly string[]): void {
    for (const word of words) if (!this.accept(word)) this.fail(word);
  }

  /** Takes the first of these words that stands here, or null. */
  acceptOne<W extends string>(words: readonly W[]): W | null {
    const found = words.find((word) => this.at(word));
    if (found !== undefined) this.index++;
    return found ?? null;
  }

  /** Upper-case bare word at the cursor, '' when it is something else. */
  word(ahead = 0): string {
    const token = this.peek(ahead);
    return token.kind === 'word' ? token.upper : '';
  }

  /** Symbol at the cursor, '' when it is something else. */
  symbol(): string {
    const token = this.peek();
    return token.kind === 'symbol' ? token.text : '';
  }

  isBareWord(ahead = 0): boolean {
    return this.peek(ahead).kind === 'word';
  }

  /** A name can stand here: quoted, or a word that is not reserved. */
  isName(ahead = 0): boolean {
    const token = this.peek(ahead);
    if (token.kind === 'bracket') return true;
    if (token.kind === 'quoted') return this.quotedIdentifier;
    return token.kind === 'word' && !RESERVED_WORDS.has(token.upper);
  }

  isVariable(ahead = 0): boolean {
    return this.peek(ahead).kind === 'variable';
  }

  /** Takes a variable and gives its name with the at sign. */
  variable(): string {
    if (!this.isVariable()) this.fail('a variable');
    return this.next().text;
  }

  isNumber(ahead = 0): boolean {
    const { kind } = this.peek(ahead);
    return kind === 'integer' || kind === 'decimal' || kind === 'float' || kind === 'money';
  }

  /** A string constant, also "x" when QUOTED_IDENTIFIER is off. */
  isString(ahead = 0): boolean {
    const { kind } = this.peek(ahead);
    return kind === 'string' || kind === 'national_string' || (kind === 'quoted' && !this.quotedIdentifier);
  }

  /** `name:` of GOTO, not `name::method`. */
  atLabel(): boolean {
    return this.isBareWord() && !RESERVED_WORDS.has(this.word()) && this.atAhead(1, ':');
  }

  /** A constant: number, string or binary. */
  isLiteral(): boolean {
    return this.isNumber() || this.isString() || this.kind() === 'binary';
  }

  /** Kind of the token `ahead` of the cursor. */
  kind(ahead = 0): TokenKind {
    return this.peek(ahead).kind;
  }

  /** No token of the batch has been taken. */
  atBatchStart(): boolean {
    return this.index === this.from;
  }

  /** A line end stands before the current token. */
  startsLine(): boolean {
    const before = this.tokens[this.index - 1];
    return before === undefined || /[\r\n]/.test(this.text.slice(before.end, this.mark()));
  }

  /** Source text of a span. */
  slice(span: Span): string {
    return this.text.slice(span.start, span.end);
  }

  /** Records what could not be parsed. */
  report(code: string, message: string, span: Span): void {
    this.diagnostics.push({ code, severity: 'error', message, span });
  }

  /** Start offset of the current token. */
  mark(): number {
    return this.peek().start;
  }

  /** From a mark to the end of the last token taken. */
  span(mark: number): Span {
    const last = this.tokens[this.index - 1];
    return { start: mark, end: Math.max(mark, last?.end ?? mark) };
  }

  /** Runs a parser one level deeper. */
  nested<T>(parse: () => T): T {
    if (this.depth >= DEPTH_MAX)
      throw new ParseFailure('SYNTAX-TOO-DEEP', `Nested deeper than ${DEPTH_MAX} levels.`, this.mark());
    this.depth++;
    try {
      return parse();
    } finally {
      this.depth--;
    }
  }

  /** Runs a parser that may fail: null, with the cursor where it was. */
  attempt<T>(parse: () => T): T | null {
    const { index } = this;
    try {
      return parse();
    } catch (error) {
      if (!(error instanceof ParseFailure)) throw error;
      this.index = index;
      return null;
    }
  }

  /** Gives up on this statement: `wanted` says what was expected. */
  fail(wanted: string): never {
    const token = this.peek();
    const found = token.kind === 'end' ? 'the end of the batch' : firstLine(token.text).slice(0, FOUND_CHARACTERS_MAX);
    throw new ParseFailure('SYNTAX-UNEXPECTED', `Expected ${wanted} but found ${found}.`, token.start);
  }
}

function firstLine(text: string): string {
  return /^[^\r\n]*/.exec(text)?.[0] ?? '';
}
