/** Cuts T-SQL text into tokens and comments. Never throws: what is unterminated runs to the end and is reported. */
import type { Comment } from './ast/index.js';
import { isDigit, isHexDigit, isSpace, isWordPart, isWordStart } from './characters.js';
import type { LexicalFault, Token, TokenKind } from './token.js';

export interface Lexed {
  /** Ends with a token of kind `end`. */
  readonly tokens: readonly Token[];
  readonly comments: readonly Comment[];
  readonly faults: readonly LexicalFault[];
}

/** Tokens of a text, GO lines as tokens of their own. */
export function lex(text: string): Lexed {
  return new Lexer(text).run();
}

const SYMBOL_LENGTH_MAX = 2;
const SYMBOLS = new Set(['<>', '!=', '<=', '>=', '!<', '!>', '+=', '-=', '*=', '/=', '%=', '&=', '|=', '^=', '::', '||', '<<', '>>', '=*']); // prettier-ignore
const SPACED = '<>!';
const SPACED_SYMBOLS = new Set(['<=', '>=', '<>', '!=', '!<', '!>']);
const CURRENCY = /\p{Sc}/u;
const GO_LINE = /^[gG][oO](?:[ \t]+(\d{1,9}))?[ \t]*;?[ \t]*(?:--[^\r\n]*)?(?=\r|\n|$)/;
const QUOTES: Readonly<Record<string, { readonly kind: TokenKind; readonly close: string; readonly code: string }>> = {
  "'": { kind: 'string', close: "'", code: 'SYNTAX-UNTERMINATED-STRING' },
  '"': { kind: 'quoted', close: '"', code: 'SYNTAX-UNTERMINATED-IDENTIFIER' },
  '[': { kind: 'bracket', close: ']', code: 'SYNTAX-UNTERMINATED-IDENTIFIER' },
};
const FAULTS: Readonly<Record<string, string>> = {
  'SYNTAX-UNTERMINATED-STRING': "This string has no closing quote. Add the missing ' where it should end.",
  'SYNTAX-UNTERMINATED-IDENTIFIER': 'This quoted name has no closing mark. Add the missing ] or ".',
  'SYNTAX-UNTERMINATED-COMMENT': 'This comment has no closing */. Comments nest: each /* needs its own */.',
};

class Lexer {
  private at = 0;
  private readonly tokens: Token[] = [];
  private readonly comments: Comment[] = [];
  private readonly faults: LexicalFault[] = [];
  private readonly upperOf = new Map<string, string>();

  constructor(private readonly text: string) {}

  run(): Lexed {
    while (this.at < this.text.length) this.step();
    this.push('end', this.text.length);
    return { tokens: this.tokens, comments: this.comments, faults: this.faults };
  }

  private step(): void {
    const { text, at } = this;
    const unit = text.charCodeAt(at);
    if (isSpace(unit)) this.at++;
    else if (unit === 45 && text.charCodeAt(at + 1) === 45) this.lineComment();
    else if (unit === 47 && text.charCodeAt(at + 1) === 42) this.blockComment();
    else if (isDigit(unit) || (unit === 46 && isDigit(text.charCodeAt(at + 1)))) this.number();
    else if (isWordStart(unit)) this.word();
    else if (unit === 36 && this.isDollarWord()) this.word();
    else this.other(text[at] ?? '');
  }

  private push(kind: TokenKind, end: number): void {
    const start = this.at;
    const text = this.text.slice(start, end);
    const upper = kind === 'word' ? this.upperCase(text) : kind === 'symbol' ? text : '';
    this.tokens.push({ kind, start, end, text, upper });
    this.at = end;
  }

  /** Scripts repeat few words many times: each is kept once. */
  private upperCase(word: string): string {
    const known = this.upperOf.get(word);
    if (known !== undefined) return known;
    const upper = word.toUpperCase();
    this.upperOf.set(word, upper);
    return upper;
  }

  private lineComment(): void {
    const start = this.at;
    while (this.at < this.text.length && !isLineEnd(this.text.charCodeAt(this.at))) this.at++;
    this.comment(start, false);
  }

  private blockComment(): void {
    const start = this.at;
    let depth = 1;
    this.at += 2;
    while (depth > 0 && this.at < this.text.length) {
      if (this.text.startsWith('*/', this.at)) depth--;
      else if (this.text.startsWith('/*', this.at)) depth++;
      else {
        this.at++;
        continue;
      }
      this.at += 2;
    }
    if (depth > 0) this.unterminated('SYNTAX-UNTERMINATED-COMMENT', start);
    else this.comment(start, true);
  }

  private comment(start: number, block: boolean): void {
    const span = { start, end: this.at };
    this.comments.push({ kind: 'comment', span, text: this.text.slice(start, this.at), block });
  }

  /** The rest of the text becomes one symbol that no grammar rule knows, so that what holds it cannot pass for understood. */
  private unterminated(code: string, start: number): void {
    this.faults.push({ code, message: FAULTS[code] ?? code, start, end: this.text.length });
    this.at = start;
    this.push('symbol', this.text.length);
  }

  private number(): void {
    const { text } = this;
    let end = this.at;
    if (text[end] === '0' && /[xX]/.test(text[end + 1] ?? '')) return this.push('binary', hexEnd(text, end + 2));
    while (isDigit(text.charCodeAt(end))) end++;
    let kind: TokenKind = 'integer';
    if (text[end] === '.') {
      kind = 'decimal';
      end++;
      while (isDigit(text.charCodeAt(end))) end++;
    }
    const exponent = /^[eE][+-]?\d*/.exec(text.slice(end, end + 12))?.[0] ?? '';
    if (exponent !== '' && !isWordPart(text.charCodeAt(end + exponent.length)))
      return this.push('float', end + exponent.length);
    this.push(kind, end);
  }

  private word(): void {
    const { text } = this;
    const letter = text[this.at];
    if ((letter === 'N' || letter === 'n') && text[this.at + 1] === "'")
      return this.quotedToken(this.at + 2, 'national_string', "'", 'SYNTAX-UNTERMINATED-STRING');
    if (letter === 'g' || letter === 'G') {
      const go = this.isLineStart() ? GO_LINE.exec(text.slice(this.at, this.at + 200)) : null;
      if (go) return this.go(go);
    }
    this.push(letter === '@' ? 'variable' : 'word', this.wordEnd());
  }

  private go(match: RegExpExecArray): void {
    const start = this.at;
    this.tokens.push({ kind: 'go', start, end: start + match[0].length, text: match[1] ?? '1', upper: '' });
    this.at = start + match[0].length;
  }

  private isLineStart(): boolean {
    let before = this.at - 1;
    while (before >= 0 && (this.text[before] === ' ' || this.text[before] === '\t')) before--;
    if (before < 0 || isLineEnd(this.text.charCodeAt(before)) || this.text.charCodeAt(before) === 0xfeff) return true;
    const comment = this.comments.at(-1);
    return comment !== undefined && comment.block && comment.span.end === before + 1;
  }

  /** `$(name)` of sqlcmd that had no value stays part of the word around it. */
  private wordEnd(): number {
    let end = this.at;
    for (;;) {
      const unit = this.text.charCodeAt(end);
      if (isWordPart(unit) && !(unit === 36 && this.text[end + 1] === '(')) end++;
      else if (unit === 36) {
        const reference = /^\$\([\w-]+\)/.exec(this.text.slice(end, end + 140));
        if (!reference) return end;
        end += reference[0].length;
      } else return end;
    }
  }

  /** `$action`, `$identity`, `$(name)`: a dollar that is no money. */
  private isDollarWord(): boolean {
    return /^\$(?:[A-Za-z_]|\([\w-]+\))/.test(this.text.slice(this.at, this.at + 140));
  }

  private other(unit: string): void {
    const quote = QUOTES[unit];
    if (quote) return this.quotedToken(this.at + 1, quote.kind, quote.close, quote.code);
    if (CURRENCY.test(unit)) return this.push('money', this.moneyEnd());
    const two = this.text.slice(this.at, this.at + SYMBOL_LENGTH_MAX);
    if (SYMBOLS.has(two)) return this.push('symbol', this.at + two.length);
    if (!this.spacedSymbol(unit)) this.push('symbol', this.at + 1);
  }

  /** `> =` and the like: a comparison with blanks inside is one symbol, and its text has them left out. */
  private spacedSymbol(first: string): boolean {
    if (!SPACED.includes(first)) return false;
    let at = this.at + 1;
    while (isSpace(this.text.charCodeAt(at))) at++;
    const text = first + (this.text[at] ?? '');
    if (at >= this.text.length || !SPACED_SYMBOLS.has(text)) return false;
    this.tokens.push({ kind: 'symbol', start: this.at, end: at + 1, text, upper: text });
    this.at = at + 1;
    return true;
  }

  private moneyEnd(): number {
    const match = /^.\s*[+-]?\d*(?:\.\d*)?/u.exec(this.text.slice(this.at, this.at + 64));
    return this.at + (match?.[0].trimEnd().length ?? 1);
  }

  private quotedToken(from: number, kind: TokenKind, close: string, code: string): void {
    let end = from;
    for (;;) {
      end = this.text.indexOf(close, end);
      if (end < 0) break;
      if (this.text[end + 1] !== close) return this.push(kind, end + 1);
      end += 2;
    }
    this.unterminated(code, this.at);
  }
}

function isLineEnd(unit: number): boolean {
  return unit === 10 || unit === 13;
}

function hexEnd(text: string, from: number): number {
  let end = from;
  for (;;) {
    if (isHexDigit(text.charCodeAt(end))) end++;
    // A backslash at the end of a line continues a binary constant.
    else if (text[end] === '\\' && /^\\\r?\n/.test(text.slice(end, end + 3))) end += text[end + 1] === '\r' ? 3 : 2;
    else return end;
  }
}
