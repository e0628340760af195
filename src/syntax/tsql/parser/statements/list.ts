import type { TokenStream } from '../token-stream.js';

/** One or more items with commas between them. */
export function commaList<T>(ts: TokenStream, parseItem: (ts: TokenStream) => T): T[] {
  const items = [parseItem(ts)];
  while (ts.accept(',')) items.push(parseItem(ts));
  return items;
}

/** `(a, b, ...)`; an empty list and a comma before the closing parenthesis are allowed, as SQL Server allows them in table definitions. */
export function parenthesisedList<T>(ts: TokenStream, parseItem: (ts: TokenStream) => T): T[] {
  ts.expect('(');
  const items: T[] = [];
  while (!ts.at(')')) {
    items.push(parseItem(ts));
    if (!ts.accept(',')) break;
  }
  ts.expect(')');
  return items;
}

/** `(a, b)` when there is one. */
export function optionalList<T>(ts: TokenStream, parseItem: (ts: TokenStream) => T): T[] {
  return ts.at('(') ? parenthesisedList(ts, parseItem) : [];
}
