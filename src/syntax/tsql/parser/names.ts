/** Identifiers and dotted names. */
import type { Identifier, ObjectName } from '../ast/index.js';
import type { TokenStream } from './token-stream.js';

const NAME_PARTS_MAX = 4;

/** One identifier; fails on a reserved word. */
export function parseIdentifier(ts: TokenStream): Identifier {
  if (!ts.isName()) ts.fail('a name');
  return anyIdentifier(ts);
}

/** One identifier, reserved words too: after a dot, as a method, as an option's value. */
export function anyIdentifier(ts: TokenStream): Identifier {
  const token = ts.next();
  const span = { start: token.start, end: token.end };
  if (token.kind === 'bracket')
    return { kind: 'identifier', span, value: unquote(token.text, ']'), quoting: 'bracket' };
  if (token.kind === 'quoted') return { kind: 'identifier', span, value: unquote(token.text, '"'), quoting: 'double' };
  return { kind: 'identifier', span, value: token.text, quoting: 'none' };
}

/** Content between the marks, doubled closing marks undone. */
export function unquote(text: string, close: string): string {
  const content = text.endsWith(close) && text.length > 1 ? text.slice(1, -1) : text.slice(1);
  return content.replaceAll(close + close, close);
}

/**
 * A name of one to four parts; parts between dots may be left out. A first part like a variable (`@schema.t`) is the
 * placeholder of a script template and is kept as a name.
 */
export function parseObjectName(ts: TokenStream): ObjectName {
  const mark = ts.mark();
  const parts: (Identifier | null)[] = [firstPart(ts)];
  while (ts.accept('.')) {
    if (parts.length >= NAME_PARTS_MAX) ts.fail('at most four parts of a name');
    parts.push(ts.at('.') ? null : parsePart(ts));
  }
  return { kind: 'object_name', parts, span: ts.span(mark) };
}

/** Whether a template's `@schema.name` may stand here. Where a value may stand too it could be a method of a variable. */
export function atPlaceholder(ts: TokenStream): boolean {
  return ts.isVariable() && ts.atAhead(1, '.') && ts.isName(2);
}

function firstPart(ts: TokenStream): Identifier | null {
  if (ts.at('.')) return null;
  return atPlaceholder(ts) ? anyIdentifier(ts) : parseIdentifier(ts);
}

/** After a dot even reserved words are names. */
function parsePart(ts: TokenStream): Identifier {
  if (!ts.isName() && !ts.isBareWord()) ts.fail('a name');
  return anyIdentifier(ts);
}
