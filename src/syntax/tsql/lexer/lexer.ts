import type { Comment } from '../ast/script.js';
import { batchSeparator } from './batch-separator.js';
import { CharacterClass, classOf, isDigit, isWordPart } from './characters.js';
import { scanNumber } from './numbers.js';
import { TokenKind, type Tokens } from './tokens.js';

/** One batch cut into tokens. */
export interface LexedBatch {
  readonly tokens: Tokens;
  readonly comments: readonly Comment[];
  /** Offset where the next batch starts: behind its GO line, or the length of the text. */
  readonly next: number;
  /** Times the batch runs, from `GO n`. */
  readonly repeat: number;
  /** QUOTED_IDENTIFIER as the last SET of the batch left it. */
  readonly quotedIdentifier: boolean;
}

/**
 * Cuts the batch that starts at `start` into tokens, up to its `GO` line or the end of the text. Never fails: what
 * cannot be a token becomes a one-character symbol, what is not closed an `unterminated` token.
 * `quotedIdentifier` says whether `"x"` is a name (true) or a string. Source: Microsoft Learn, "SET QUOTED_IDENTIFIER".
 */
export function lexBatch(text: string, start = 0, quotedIdentifier = true): LexedBatch {
  return new Lexer(text, start, quotedIdentifier).run();
}

const TWO_CHARACTER_SYMBOLS: ReadonlySet<string> = new Set(
  '<= >= <> != !< !> += -= *= /= %= &= |= ^= =* :: || << >>'.split(' '),
);

/** These may have blanks inside: `a > = b`. */
const SPACED_SYMBOLS: ReadonlySet<string> = new Set(['<=', '>=', '<>', '!=', '!<', '!>']);

const upperCase = new Map<string, string>();

class Lexer {
  private readonly kinds: TokenKind[] = [];
  private readonly starts: number[] = [];
  private readonly ends: number[] = [];
  private readonly keys: string[] = [];
  private readonly comments: Comment[] = [];
  private repeat = 1;
  private done = false;

  constructor(
    private readonly text: string,
    private position: number,
    private quotedIdentifier: boolean,
  ) {}

  run(): LexedBatch {
    while (this.position < this.text.length && !this.done) this.scan();
    const tokens = { text: this.text, kinds: this.kinds, starts: this.starts, ends: this.ends, keys: this.keys };
    const { comments, repeat, quotedIdentifier } = this;
    return { tokens, comments, next: this.position, repeat, quotedIdentifier };
  }

  private scan(): void {
    const code = this.text.charCodeAt(this.position);
    switch (classOf(code)) {
      case CharacterClass.space:
        this.position += 1;
        return;
      case CharacterClass.word:
        return this.word();
      case CharacterClass.digit:
        return this.number();
      case CharacterClass.quote:
        return this.quoted("'", TokenKind.string, 1);
      case CharacterClass.doubleQuote:
        return this.quoted('"', this.quotedIdentifier ? TokenKind.quotedName : TokenKind.string, 1);
      case CharacterClass.bracket:
        return this.quoted(']', TokenKind.bracketName, 1);
      case CharacterClass.at:
        return this.add(TokenKind.variable, this.wordEnd(this.position + 1));
      case CharacterClass.currency:
        return this.currency();
      case CharacterClass.dot:
        return isDigit(this.codeAt(1)) ? this.number() : this.symbol();
      case CharacterClass.dash:
        return this.codeAt(1) === DASH ? this.lineComment() : this.symbol();
      case CharacterClass.slash:
        return this.codeAt(1) === ASTERISK ? this.blockComment() : this.symbol();
      case CharacterClass.symbol:
        return this.symbol();
    }
  }

  private codeAt(ahead: number): number {
    return this.text.charCodeAt(this.position + ahead);
  }

  private add(kind: TokenKind, end: number, key = ''): void {
    this.kinds.push(kind);
    this.starts.push(this.position);
    this.ends.push(end);
    this.keys.push(key);
    this.position = end;
  }

  /** A word, `N'...'`, or the GO that ends the batch. */
  private word(): void {
    if (this.codeAt(1) === QUOTE && (this.codeAt(0) | 32) === LETTER_N) {
      return this.quoted("'", TokenKind.nationalString, 2);
    }
    const end = this.wordEnd(this.position + 1);
    const key = upper(this.text.slice(this.position, end));
    if (key === 'GO' && this.separator(end)) return;
    this.add(TokenKind.word, end, key);
    if (key === 'ON' || key === 'OFF') this.applySetting(key === 'ON');
  }

  /** End of a word; an unexpanded sqlcmd variable `$(name)` is part of it. */
  private wordEnd(from: number): number {
    let end = from;
    while (end < this.text.length && isWordPart(this.text.charCodeAt(end))) {
      end += 1;
      if (this.text.charCodeAt(end - 1) === DOLLAR) end = this.variableEnd(end);
    }
    return end;
  }

  /** End of `(name)` after a dollar sign at `from`; `from` itself when none stands there. */
  private variableEnd(from: number): number {
    SQLCMD_VARIABLE.lastIndex = from;
    return SQLCMD_VARIABLE.test(this.text) ? SQLCMD_VARIABLE.lastIndex : from;
  }

  private separator(end: number): boolean {
    const lastEnd = this.ends.at(-1);
    const separator = batchSeparator(this.text, lastEnd ?? this.position, this.position, end, lastEnd === undefined);
    if (separator === null) return false;
    this.repeat = separator.repeat;
    this.position = separator.end;
    this.done = true;
    return true;
  }

  /** `SET a, QUOTED_IDENTIFIER ON`: takes effect from there on, as SQL Server applies it while parsing. */
  private applySetting(on: boolean): void {
    let index = this.keys.length - 2;
    let found = false;
    while (index > 0 && (this.kinds[index] === TokenKind.word || this.keys[index] === ',') && this.keys[index] !== 'SET') {
      found ||= this.keys[index] === 'QUOTED_IDENTIFIER';
      index -= 1;
    }
    if (found && this.keys[index] === 'SET') this.quotedIdentifier = on;
  }

  private number(): void {
    const { kind, end } = scanNumber(this.text, this.position);
    this.add(kind, end);
  }

  /** `$action`, `$(variable)`, or a money constant with its sign. */
  private currency(): void {
    const isDollar = this.codeAt(0) === DOLLAR;
    const afterVariable = isDollar ? this.variableEnd(this.position + 1) : this.position + 1;
    const next = this.codeAt(1);
    if (isDollar && (afterVariable > this.position + 1 || classOf(next) === CharacterClass.word)) {
      const end = this.wordEnd(afterVariable);
      return this.add(TokenKind.word, end, upper(this.text.slice(this.position, end)));
    }
    const signed = next === DASH || next === PLUS ? 1 : 0;
    const digits = this.position + 1 + signed;
    const isNumber = isDigit(this.text.charCodeAt(digits)) || this.text.charCodeAt(digits) === DOT;
    this.add(TokenKind.money, isNumber ? scanNumber(this.text, digits).end : this.position + 1);
  }

  /** Text up to a closing character that is not doubled. */
  private quoted(closing: string, kind: TokenKind, opening: number): void {
    let end = this.text.indexOf(closing, this.position + opening);
    while (end >= 0 && this.text[end + 1] === closing) end = this.text.indexOf(closing, end + 2);
    if (end < 0) this.add(TokenKind.unterminated, this.text.length);
    else this.add(kind, end + 1);
  }

  private symbol(): void {
    const first = this.text[this.position] ?? '';
    let second = this.position + 1;
    while (second < this.text.length && '<>!'.includes(first) && classOf(this.text.charCodeAt(second)) === CharacterClass.space) {
      second += 1;
    }
    const pair = first + (this.text[second] ?? '');
    const isPair = second === this.position + 1 ? TWO_CHARACTER_SYMBOLS.has(pair) : SPACED_SYMBOLS.has(pair);
    if (isPair) this.add(TokenKind.symbol, second + 1, pair);
    else this.add(TokenKind.symbol, this.position + 1, first);
  }

  private lineComment(): void {
    const start = this.position;
    let end = start;
    while (end < this.text.length && !isLineBreak(this.text.charCodeAt(end))) end += 1;
    this.comment(start, end, false, this.text.slice(start + 2, end));
  }

  /** Block comments nest. Source: Microsoft Learn, "Slash Star (Block Comment)". */
  private blockComment(): void {
    const start = this.position;
    BLOCK_COMMENT_EDGE.lastIndex = start;
    let depth = 0;
    do {
      const edge = BLOCK_COMMENT_EDGE.exec(this.text);
      if (edge === null) return this.add(TokenKind.unterminated, this.text.length);
      depth += edge[0] === '/*' ? 1 : -1;
    } while (depth > 0);
    const end = BLOCK_COMMENT_EDGE.lastIndex;
    this.comment(start, end, true, this.text.slice(start + 2, end - 2));
  }

  private comment(start: number, end: number, block: boolean, content: string): void {
    this.comments.push({ kind: 'comment', text: content.trim(), block, span: { start, end } });
    this.position = end;
  }
}

const QUOTE = 39;
const DOLLAR = 36;
const ASTERISK = 42;
const PLUS = 43;
const DASH = 45;
const DOT = 46;
const LETTER_N = 110;
const SQLCMD_VARIABLE = /\([\w-]{1,128}\)/y;
const BLOCK_COMMENT_EDGE = /\/\*|\*\//g;

function isLineBreak(code: number): boolean {
  return code === 10 || code === 13;
}

/** Upper case, remembered: scripts repeat few words many times. Bounded, as generated names may be endless. */
function upper(word: string): string {
  const known = upperCase.get(word);
  if (known !== undefined) return known;
  const key = word.toUpperCase();
  if (upperCase.size < 50_000) upperCase.set(word, key);
  return key;
}
