/** Data types as written. */
import type { Identifier, TypeName } from '../ast/index.js';
import { anyIdentifier, parseObjectName } from './names.js';
import type { TokenStream } from './token-stream.js';

/** Type names of several words, longest first. */
const LONG_NAMES: readonly (readonly string[])[] = [
  ['NATIONAL', 'CHARACTER', 'VARYING'],
  ['NATIONAL', 'CHAR', 'VARYING'],
  ['NCHAR', 'VARYING'],
  ['NCHARACTER', 'VARYING'],
  ['NATIONAL', 'CHARACTER'],
  ['NATIONAL', 'CHAR'],
  ['NATIONAL', 'TEXT'],
  ['CHARACTER', 'VARYING'],
  ['CHAR', 'VARYING'],
  ['NCHAR', 'VARYING'],
  ['BINARY', 'VARYING'],
  ['DOUBLE', 'PRECISION'],
];

/** `int`, `nvarchar(max)`, `[dbo].[Name]`, `decimal(10, 2)`, `xml(CONTENT dbo.c)`, `national character varying(10)`, `cursor`. */
export function parseTypeName(ts: TokenStream): TypeName {
  const mark = ts.mark();
  const name = longName(ts) ?? plainName(ts);
  return { kind: 'type_name', name, args: typeArguments(ts), span: ts.span(mark) };
}

/** The words of a long name become one identifier with single blanks between them. */
function longName(ts: TokenStream): TypeName['name'] | null {
  const words = LONG_NAMES.find((candidate) => ts.at(...candidate));
  if (!words) return null;
  const mark = ts.mark();
  const value = words.map(() => ts.next().text).join(' ');
  const span = ts.span(mark);
  const part: Identifier = { kind: 'identifier', span, value, quoting: 'none' };
  return { kind: 'object_name', parts: [part], span };
}

function plainName(ts: TokenStream): TypeName['name'] {
  if (!ts.at('CURSOR') && !ts.at('TABLE')) return parseObjectName(ts);
  const part = anyIdentifier(ts);
  return { kind: 'object_name', parts: [part], span: part.span };
}

/** Each argument as its tokens joined by blanks, dots tight: `max`, `10`, `CONTENT dbo.c`. */
function typeArguments(ts: TokenStream): string[] {
  if (!ts.at('(') || !isTypeArgument(ts)) return [];
  ts.expect('(');
  const args: string[] = [];
  do args.push(argument(ts));
  while (ts.accept(','));
  ts.expect(')');
  return args;
}

function isTypeArgument(ts: TokenStream): boolean {
  const { kind } = ts.peek(1);
  return kind === 'integer' || kind === 'word' || kind === 'bracket' || kind === 'quoted' || ts.atAhead(1, '-');
}

function argument(ts: TokenStream): string {
  let text = '';
  while (!ts.end && !ts.at(',') && !ts.at(')')) {
    const isDot = ts.at('.');
    const tight = isDot || text.endsWith('.') || text === '' || text === '-';
    text += (tight ? '' : ' ') + ts.next().text;
  }
  if (text === '') ts.fail('a length');
  return text;
}
