import { isDigit, isWordPart } from './characters.js';
import { TokenKind } from './tokens.js';

const LETTER_X = 120;
const LETTER_E = 101;
const DOT = 46;

/** A numeric constant at `start`: `12`, `1.5`, `.5`, `1.`, `1e-3`, `0x1F`. Source: Microsoft Learn, "Constants". */
export function scanNumber(text: string, start: number): { readonly kind: TokenKind; readonly end: number } {
  if (text[start] === '0' && (text.charCodeAt(start + 1) | 32) === LETTER_X) {
    return { kind: TokenKind.binary, end: hexEnd(text, start + 2) };
  }
  const whole = digitsEnd(text, start);
  const fraction = text.charCodeAt(whole) === DOT ? digitsEnd(text, whole + 1) : whole;
  const exponent = exponentEnd(text, fraction);
  if (exponent > fraction) return { kind: TokenKind.float, end: exponent };
  return { kind: fraction > whole ? TokenKind.decimal : TokenKind.integer, end: fraction };
}

function digitsEnd(text: string, from: number): number {
  let end = from;
  while (isDigit(text.charCodeAt(end))) end += 1;
  return end;
}

/** End of `e-3`; a lone `e` counts too (`1e` is a float), unless a longer word starts there. */
function exponentEnd(text: string, from: number): number {
  if ((text.charCodeAt(from) | 32) !== LETTER_E) return from;
  const sign = text[from + 1] === '+' || text[from + 1] === '-' ? 1 : 0;
  const end = digitsEnd(text, from + 1 + sign);
  if (end > from + 1 + sign) return end;
  return isWordPart(text.charCodeAt(from + 1)) ? from : from + 1;
}

/** Hex digits; a backslash at the end of a line continues them on the next. */
function hexEnd(text: string, from: number): number {
  HEX_DIGITS.lastIndex = from;
  return HEX_DIGITS.test(text) ? HEX_DIGITS.lastIndex : from;
}

const HEX_DIGITS = /(?:[0-9a-f]+|\\\r?\n)+/iy;
