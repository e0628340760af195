import type { Literal } from '../ast/expression.js';
import type { Token, TokenKind } from '../token.js';
import type { TokenStream } from './token-stream.js';

type LiteralType = Literal['type'];

/** Token kinds that are constants by themselves. */
const TYPES: Readonly<Partial<Record<TokenKind, LiteralType>>> = {
  integer: 'integer',
  decimal: 'decimal',
  float: 'float',
  money: 'money',
  string: 'string',
  national_string: 'national_string',
  binary: 'binary',
};

/** `{d '...'}` and the like. Source: Microsoft Learn, "ODBC date and time escape sequences". */
const ESCAPES: readonly string[] = ['D', 'T', 'TS', 'GUID'];

/** A constant, NULL or DEFAULT; null when none stands here. Source: Microsoft Learn, "Constants (Transact-SQL)". */
export function parseLiteral(ts: TokenStream): Literal | null {
  const type = literalType(ts);
  if (type === null) return atEscape(ts) ? escapeLiteral(ts) : null;
  const token = ts.next();
  return {
    kind: 'literal',
    type,
    text: token.text,
    value: decoded(type, token),
    span: { start: token.start, end: token.end },
  };
}

/** Content of a string constant without its quotes, doubled quotes undone and continued lines joined. */
export function stringValue(text: string): string {
  const quote = text.at(-1) ?? "'";
  const content = text.slice(text.indexOf(quote) + 1, -1);
  const single = content.includes(quote) ? content.replaceAll(quote + quote, quote) : content;
  return single.includes('\\') ? single.replace(/\\\r?\n/g, '') : single;
}

function literalType(ts: TokenStream): LiteralType | null {
  const type = TYPES[ts.peek().kind];
  if (type !== undefined) return type;
  if (ts.isString()) return 'string';
  if (ts.at('NULL')) return 'null';
  return ts.at('DEFAULT') ? 'default' : null;
}

function decoded(type: LiteralType, { text }: Token): string {
  switch (type) {
    case 'string':
    case 'national_string':
      return stringValue(text);
    case 'binary':
      return text.slice(2).replace(/[^0-9a-f]/gi, '');
    case 'money':
      return text.replace(/[^0-9.+-]/g, '');
    case 'null':
    case 'default':
      return '';
    default:
      return text;
  }
}

function atEscape(ts: TokenStream): boolean {
  return ts.at('{') && ESCAPES.includes(ts.peek(1).upper) && ts.isString(2) && ts.atAhead(3, '}');
}

function escapeLiteral(ts: TokenStream): Literal {
  const mark = ts.mark();
  ts.expect('{');
  const word = ts.next().text;
  const string = ts.next().text;
  ts.expect('}');
  return {
    kind: 'literal',
    type: 'date_escape',
    text: `{${word} ${string}}`,
    value: stringValue(string),
    span: ts.span(mark),
  };
}
