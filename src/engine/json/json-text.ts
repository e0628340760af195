/** JSON texts as trees that know where each part stands: fragments are given back as they were written. Source: RFC 8259. */
import { NotInEngine, SqlError } from '../errors.js';

interface Place {
  /** Half-open, in UTF-16 units of the text. */
  readonly start: number;
  readonly end: number;
}

export interface JsonScalar extends Place {
  readonly kind: 'string' | 'number' | 'true' | 'false' | 'null';
  /** Of a string, without quotes and escapes; of a number, as written. */
  readonly text: string;
}
export interface JsonMember {
  readonly key: string;
  /** Where its key begins. */
  readonly start: number;
  readonly value: JsonNode;
}
export interface JsonObject extends Place {
  readonly kind: 'object';
  /** In order, repeated keys too. */
  readonly members: readonly JsonMember[];
}
export interface JsonArray extends Place {
  readonly kind: 'array';
  readonly items: readonly JsonNode[];
}
export type JsonNode = JsonScalar | JsonObject | JsonArray;

export const isContainer = (node: JsonNode): node is JsonObject | JsonArray =>
  node.kind === 'object' || node.kind === 'array';

/** Deeper than this SQL Server refuses a text. */
const DEEPEST = 128;
const ESCAPES: Readonly<Record<string, string>> = { '"': '"', '\\': '\\', '/': '/', b: '\b', f: '\f', n: '\n', r: '\r', t: '\t' }; // prettier-ignore
const NUMBER = /-?(0|[1-9]\d*)(\.\d+)?([eE][+-]?\d+)?/y;
/** From a blank up, without the quote and the backslash. */
const PLAIN = /[ !#-[\]-\uffff]+/y;
const WORDS = ['true', 'false', 'null'] as const;

class Reader {
  private at = 0;
  constructor(private readonly text: string) {}

  document(): JsonNode {
    this.skipBlanks();
    const node = this.value(0);
    this.skipBlanks();
    if (this.at < this.text.length) throw this.unexpected();
    return node;
  }

  private unexpected(): SqlError {
    const character = this.text[this.at] ?? '.';
    return new SqlError(
      13609,
      `JSON text is not properly formatted. Unexpected character '${character}' is found at position ${this.at}.`,
    );
  }

  private skipBlanks(): void {
    while (this.at < this.text.length && ' \t\n\r'.includes(this.text.charAt(this.at))) this.at += 1;
  }

  private take(character: string): boolean {
    if (this.text[this.at] !== character) return false;
    this.at += 1;
    return true;
  }

  private require(character: string): void {
    if (!this.take(character)) throw this.unexpected();
  }

  private value(depth: number): JsonNode {
    if (depth > DEEPEST) throw new NotInEngine('ENGINE-JSON-DEPTH', `JSON of more than ${DEEPEST} levels`);
    const start = this.at;
    if (this.text[start] === '{') return this.object(depth);
    if (this.text[start] === '[') return this.array(depth);
    if (this.text[start] === '"') {
      const text = this.string();
      return { kind: 'string', text, start, end: this.at };
    }
    const word = WORDS.find((candidate) => this.text.startsWith(candidate, start));
    if (word) {
      this.at += word.length;
      return { kind: word, text: word, start, end: this.at };
    }
    const number = this.match(NUMBER);
    if (number === '') throw this.unexpected();
    return { kind: 'number', text: number, start, end: this.at };
  }

  private match(pattern: RegExp): string {
    pattern.lastIndex = this.at;
    const [found = ''] = pattern.exec(this.text) ?? [];
    this.at += found.length;
    return found;
  }

  private string(): string {
    this.require('"');
    let text = '';
    for (;;) {
      text += this.match(PLAIN);
      if (this.take('"')) return text;
      if (!this.take('\\')) throw this.unexpected();
      text += this.escape();
    }
  }

  private escape(): string {
    const letter = this.text[this.at] ?? '';
    const plain = ESCAPES[letter];
    if (plain !== undefined) {
      this.at += 1;
      return plain;
    }
    const digits = this.text.slice(this.at + 1, this.at + 5);
    if (letter !== 'u' || !/^[0-9a-fA-F]{4}$/.test(digits)) throw this.unexpected();
    this.at += 5;
    return String.fromCharCode(Number.parseInt(digits, 16));
  }

  private object(depth: number): JsonObject {
    const start = this.at;
    const members: JsonMember[] = [];
    this.list('{', '}', () => {
      const keyStart = this.at;
      const key = this.string();
      this.skipBlanks();
      this.require(':');
      this.skipBlanks();
      members.push({ key, start: keyStart, value: this.value(depth + 1) });
    });
    return { kind: 'object', members, start, end: this.at };
  }

  private array(depth: number): JsonArray {
    const start = this.at;
    const items: JsonNode[] = [];
    this.list('[', ']', () => items.push(this.value(depth + 1)));
    return { kind: 'array', items, start, end: this.at };
  }

  private list(open: string, close: string, element: () => void): void {
    this.require(open);
    this.skipBlanks();
    if (this.take(close)) return;
    for (;;) {
      element();
      this.skipBlanks();
      if (this.take(close)) return;
      this.require(',');
      this.skipBlanks();
    }
  }
}

/** @throws SqlError 13609 for what is no JSON */
export const parseJson = (text: string): JsonNode => new Reader(text).document();

/** Null for what is no JSON. */
export function tryParseJson(text: string): JsonNode | null {
  try {
    return parseJson(text);
  } catch (error) {
    if (error instanceof SqlError) return null;
    throw error;
  }
}
