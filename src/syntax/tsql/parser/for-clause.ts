import type { ForClause, Hint } from '../ast/query.js';
import { parseExpression } from './expressions.js';
import type { TokenStream } from './token-stream.js';

const TARGETS = { XML: 'xml', JSON: 'json', BROWSE: 'browse' } as const;
const MODES = { RAW: 'raw', AUTO: 'auto', EXPLICIT: 'explicit', PATH: 'path' } as const;

/** Words of the directives, longest first. Source: Microsoft Learn, "SELECT - FOR clause". */
const DIRECTIVES: readonly (readonly string[])[] = [
  ['ELEMENTS', 'XSINIL'],
  ['ELEMENTS', 'ABSENT'],
  ['ELEMENTS'],
  ['BINARY', 'BASE64'],
  ['TYPE'],
  ['ROOT'],
  ['XMLDATA'],
  ['XMLSCHEMA'],
  ['INCLUDE_NULL_VALUES'],
  ['WITHOUT_ARRAY_WRAPPER'],
];

/** `FOR XML`, `FOR JSON` or `FOR BROWSE`; null for the FOR of a cursor and when there is none. */
export function parseForClause(ts: TokenStream): ForClause | null {
  const target = Object.entries(TARGETS).find(([word]) => ts.at('FOR', word));
  if (target === undefined) return null;
  const mark = ts.mark();
  ts.expect('FOR', target[0]);
  const mode = Object.entries(MODES).find(([word]) => ts.accept(word))?.[1] ?? null;
  const element = ts.accept('(') ? argument(ts) : null;
  const directives: Hint[] = [];
  while (ts.accept(',')) directives.push(directive(ts));
  return { kind: 'for_clause', target: target[1], mode, element, directives, span: ts.span(mark) };
}

function directive(ts: TokenStream): Hint {
  const mark = ts.mark();
  const words =
    DIRECTIVES.find((candidate) => ts.accept(...candidate)) ?? ts.fail('a directive of FOR XML or FOR JSON');
  const parenthesised = ts.accept('(');
  const args = parenthesised ? [argument(ts)] : [];
  return { kind: 'hint', words, equals: false, args, parenthesised, span: ts.span(mark) };
}

function argument(ts: TokenStream): ReturnType<typeof parseExpression> {
  const value = parseExpression(ts);
  ts.expect(')');
  return value;
}
