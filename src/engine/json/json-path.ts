/** JSON paths. Source: Microsoft Learn, "JSON path expressions in the SQL Database Engine". */
import { NotInEngine, SqlError } from '../errors.js';
import type { JsonNode } from './json-text.js';

export type PathStep = { readonly key: string } | { readonly index: number };

export interface JsonPath {
  /** What is not there is an error, not NULL. */
  readonly isStrict: boolean;
  /** JSON_MODIFY only: the value is added to the array. */
  readonly isAppend: boolean;
  readonly steps: readonly PathStep[];
}

const badPath = (text: string, at: number): SqlError =>
  new SqlError(
    13607,
    `JSON path is not properly formatted. Unexpected character '${text[at] ?? '.'}' is found at position ${at}.`,
  );

const MODES = /^\s*(append\s+)?((?:lax|strict)(?=[\s$]))?\s*/;
const KEY = /\.([\p{L}_][\p{L}\p{N}_]*)/uy;
const QUOTED = /\."((?:[^"\\]|\\.)*)"/y;
const INDEX = /\[\s*(\d+)\s*\]/y;
/** Of SQL Server 2025: wildcards, `last` and ranges. */
const NEWER = /\[\s*(\*|last|\d+\s*(,|to\b))/y;

function exec(pattern: RegExp, text: string, at: number): RegExpExecArray | null {
  pattern.lastIndex = at;
  return pattern.exec(text);
}

function unescaped(text: string): string {
  if (!text.includes('\\')) return text;
  const escapes: Readonly<Record<string, string>> = { '"': '"', '\\': '\\', '/': '/', b: '\b', f: '\f', n: '\n', r: '\r', t: '\t' }; // prettier-ignore
  return text.replace(/\\(?:u([0-9a-fA-F]{4})|(.))/g, (_all, code: string | undefined, letter: string) =>
    code ? String.fromCharCode(Number.parseInt(code, 16)) : (escapes[letter] ?? letter),
  );
}

/** @throws SqlError 13607 for what is no path */
export function parsePath(text: string): JsonPath {
  const [modes = '', append, mode] = MODES.exec(text) ?? [];
  let at = modes.length;
  if (text[at] !== '$') throw badPath(text, at);
  at += 1;
  const steps: PathStep[] = [];
  while (at < text.length && text.slice(at).trim() !== '') {
    const key = exec(KEY, text, at);
    const quoted = exec(QUOTED, text, at);
    const index = exec(INDEX, text, at);
    if (exec(NEWER, text, at)) throw new NotInEngine('ENGINE-JSON-PATH', `the JSON path ${text}`);
    const found = key ?? quoted ?? index;
    if (!found) throw badPath(text, at);
    if (index) steps.push({ index: Number(index[1]) });
    else steps.push({ key: key?.[1] ?? unescaped(quoted?.[1] ?? '') });
    at += found[0].length;
  }
  return { isStrict: mode === 'strict', isAppend: append !== undefined, steps };
}

/** What a step leads to; of repeated keys, the first. */
export function child(node: JsonNode, step: PathStep): JsonNode | null {
  if ('index' in step) return node.kind === 'array' ? (node.items[step.index] ?? null) : null;
  if (node.kind !== 'object') return null;
  return node.members.find(({ key }) => key === step.key)?.value ?? null;
}

/** Null when the path leads nowhere. */
export function locate(root: JsonNode, steps: readonly PathStep[]): JsonNode | null {
  let node: JsonNode | null = root;
  for (const step of steps) node = node && child(node, step);
  return node;
}

export const pathNotFound = (): SqlError => new SqlError(13608, 'Property cannot be found on the specified JSON path.');
export const notScalar = (): SqlError =>
  new SqlError(13623, 'Scalar value cannot be found in the specified JSON path.');
export const notContainer = (): SqlError =>
  new SqlError(13624, 'Object or array cannot be found in the specified JSON path.');
