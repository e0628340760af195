import type { Expression } from '../../ast/expression.js';
import type { Hint } from '../../ast/query.js';
import { parseExpression } from '../expressions.js';
import type { TokenStream } from '../token-stream.js';
import { commaList, parenthesisedList } from './list.js';

/** Inside parentheses nothing but punctuation ends an option. */
const NO_STOPS: ReadonlySet<string> = new Set();
/** Punctuation that ends an option anywhere. */
const ENDS: ReadonlySet<string> = new Set([',', ')', ';']);

/**
 * One option of any statement in its general form: words, then `= value`, then a list in parentheses, then more of the
 * same. Ends at a comma, a closing parenthesis, a semicolon or one of `stops` (upper-case words).
 */
export function parseOption(ts: TokenStream, stops: ReadonlySet<string> = NO_STOPS): Hint {
  return ts.nested(() => {
    const mark = ts.mark();
    const words = optionWords(ts, stops);
    const equals = ts.accept('=');
    const value = equals && !ts.at('(') ? [optionValue(ts, stops)] : [];
    const parenthesised = value.length === 0 && ts.at('(');
    const args = parenthesised ? optionArguments(ts) : value;
    if (words.length === 0 && args.length === 0 && !parenthesised) ts.fail('an option');
    const tail = optionEnds(ts, stops) ? null : parseOption(ts, stops);
    return { kind: 'hint', words, equals, args, parenthesised, tail, span: ts.span(mark) };
  });
}

/** An option whose first word would otherwise start a statement: `SET (...)`, `WITH XMLNAMESPACES (...)`. */
export function parseLeadingOption(ts: TokenStream, stops: ReadonlySet<string>): Hint {
  const mark = ts.mark();
  const first = ts.next().text;
  if (optionEnds(ts, stops)) {
    return { kind: 'hint', words: [first], equals: false, args: [], parenthesised: false, span: ts.span(mark) };
  }
  const rest = parseOption(ts, stops);
  return { ...rest, words: [first, ...rest.words], span: ts.span(mark) };
}

/** `(a, b = c, ...)`. */
export function parseOptionList(ts: TokenStream): Hint[] {
  return parenthesisedList(ts, parseOption);
}

/** `a, b = c` up to one of `stops`, without parentheses. */
export function parseBareOptions(ts: TokenStream, stops: ReadonlySet<string>): Hint[] {
  return commaList(ts, () => parseOption(ts, stops));
}

/** The list in parentheses behind an option's words. */
function optionArguments(ts: TokenStream): (Expression | Hint)[] {
  return parenthesisedList(ts, (inner) => optionValue(inner, NO_STOPS));
}

/** Does nothing more of this option follow? */
function optionEnds(ts: TokenStream, stops: ReadonlySet<string>): boolean {
  return ts.end || ENDS.has(ts.symbol()) || stops.has(ts.word());
}

/** A literal, a variable, a quoted name or what is computed from them is an expression; words and lists are an option of their own. */
function optionValue(ts: TokenStream, stops: ReadonlySet<string>): Expression | Hint {
  // `PAD_INDEX = ON`: as a value, ON ends nothing.
  if (stops.has(ts.word())) return parseLeadingOption(ts, stops);
  if (ts.isBareWord() || ts.at('(')) return parseOption(ts, stops);
  const start = ts.index;
  const expression = ts.attempt(() => parseExpression(ts));
  if (expression !== null && optionEnds(ts, stops)) return expression;
  ts.index = start;
  return parseOption(ts, stops);
}

/** Words up to `=`, a parenthesis or the end; numbers and names among them count as words. */
function optionWords(ts: TokenStream, stops: ReadonlySet<string>): string[] {
  const words: string[] = [];
  while (!optionEnds(ts, stops) && !ts.at('=') && !ts.at('(')) words.push(ts.next().text);
  return words;
}
