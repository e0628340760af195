/**
 * JSON for bodies that strangers send: bounded in depth before anything is built, no name twice in an object (RFC 8259 leaves
 * its meaning open, and two readers may differ), no name that could reach a prototype.
 */
import { Problem } from './problem.js';

/** Levels of arrays and objects; an object at the top is one level. */
export const JSON_DEPTH_MAX = 32;
/** Members and elements of one text, about: a catalog of a whole database has a tenth. Reading them takes half a second. */
export const JSON_VALUES_MAX = 1_000_000;
const FORBIDDEN = new Set(['__proto__', 'constructor', 'prototype']);
const PLACE_MAX = 200;

/** @throws Problem `invalid_json` that says what is wrong, and where */
export function parseStrictJson(text: string): unknown {
  refuseShape(text);
  try {
    const value: unknown = JSON.parse(text);
    refuseNames(text);
    if (text.includes('\\u')) refuseTexts(value);
    return value;
  } catch (error) {
    if (error instanceof Problem) throw error;
    throw new Problem('invalid_json', 'The body is not valid JSON.', { cause: error });
  }
}

/** Counts brackets and commas outside strings: cheap, and done before the parser recurses or takes memory. */
function refuseShape(text: string): void {
  let depth = 0;
  let values = 0;
  for (let at = 0; at < text.length; at++) {
    const unit = text.charCodeAt(at);
    if (unit === QUOTE) at = endOfString(text, at);
    else if (unit === COMMA) {
      if (++values >= JSON_VALUES_MAX)
        throw new Problem('invalid_json', `The body has more than ${JSON_VALUES_MAX} values.`);
    } else if (unit === OPEN_BRACE || unit === OPEN_BRACKET) {
      if (++depth > JSON_DEPTH_MAX)
        throw new Problem('invalid_json', `The body is nested deeper than ${JSON_DEPTH_MAX} levels.`);
    } else if (unit === CLOSE_BRACE || unit === CLOSE_BRACKET) depth--;
  }
}

const QUOTE = 34;
const BACKSLASH = 92;
const OPEN_BRACE = 123;
const CLOSE_BRACE = 125;
const OPEN_BRACKET = 91;
const CLOSE_BRACKET = 93;
const COLON = 58;
const COMMA = 44;

/** Index of the closing quote of the string that opens at `at`; the end of the text when there is none. */
function endOfString(text: string, at: number): number {
  let end = at + 1;
  while (end < text.length && text.charCodeAt(end) !== QUOTE) end += text.charCodeAt(end) === BACKSLASH ? 2 : 1;
  return end;
}

/**
 * NUL and halves of surrogate pairs can stand in JSON by escapes only; PostgreSQL takes neither, and nothing that means anything
 * holds them. Depth is bounded by now.
 */
function refuseTexts(value: unknown): void {
  if (typeof value === 'string') {
    if (value.includes('\0') || !value.isWellFormed())
      throw new Problem('invalid_json', 'A text holds a NUL character or half of a surrogate pair.');
  } else if (typeof value === 'object' && value !== null)
    for (const [name, member] of Object.entries(value)) {
      refuseTexts(name);
      refuseTexts(member);
    }
}

/** Only after the text is known to be JSON: a string followed by a colon is a name. */
function refuseNames(text: string): void {
  const open: (Set<string> | null)[] = [];
  for (let at = 0; at < text.length; at++) {
    const unit = text.charCodeAt(at);
    if (unit === OPEN_BRACE) open.push(new Set());
    else if (unit === OPEN_BRACKET) open.push(null);
    else if (unit === CLOSE_BRACE || unit === CLOSE_BRACKET) open.pop();
    else if (unit === QUOTE) {
      const end = endOfString(text, at);
      const names = open.at(-1);
      if (names && isName(text, end)) addName(names, nameOf(text.slice(at, end + 1)));
      at = end;
    }
  }
}

/** @param quoted as it stands in the text */
function nameOf(quoted: string): string {
  return quoted.includes('\\') ? String(JSON.parse(quoted)) : quoted.slice(1, -1);
}

function isName(text: string, end: number): boolean {
  let next = end + 1;
  while (next < text.length && text.charCodeAt(next) <= 32) next++;
  return text.charCodeAt(next) === COLON;
}

function addName(names: Set<string>, name: string): void {
  if (FORBIDDEN.has(name)) throw new Problem('invalid_json', `The name ${shown(name)} is not taken.`);
  if (names.has(name)) throw new Problem('invalid_json', `The name ${shown(name)} stands twice in one object.`);
  names.add(name);
}

function shown(name: string): string {
  return JSON.stringify(name.slice(0, PLACE_MAX));
}
