/** JSON text from a stranger: bounded in size and depth before anything is built, no name twice in an object, none that could reach a prototype. */
import { pointerOf, FAULTS_MAX, type MetadataFault } from './metadata-fault.js';

/** UTF-16 units of the whole text. */
export const METADATA_CHARS_MAX = 16 * 2 ** 20;
/** Levels of arrays and objects. A catalog has seven. */
export const METADATA_DEPTH_MAX = 32;

const NAME_CHARS_SHOWN = 100;
const FORBIDDEN: ReadonlySet<string> = new Set(['__proto__', 'constructor', 'prototype']);

export type ReadText =
  { readonly ok: true; readonly value: unknown } | { readonly ok: false; readonly faults: readonly MetadataFault[] };

export function readJsonText(text: string): ReadText {
  if (text.length > METADATA_CHARS_MAX) return failed('too_large', `The text is longer than ${METADATA_CHARS_MAX} characters.`); // prettier-ignore
  const scan = new NameScan(text);
  if (!scan.run()) return failed('too_deep', `The text is nested deeper than ${METADATA_DEPTH_MAX} levels.`);
  try {
    const value: unknown = JSON.parse(text);
    return scan.faults.length > 0 ? { ok: false, faults: scan.faults } : { ok: true, value };
  } catch {
    return failed('invalid_json', 'The text is not JSON.');
  }
}

/** Depth of a value that was parsed elsewhere, and names in it that could reach a prototype. Walks without recursion. */
export function valueFaults(value: unknown): MetadataFault[] {
  const faults: MetadataFault[] = [];
  const waiting: { readonly value: unknown; readonly path: readonly PropertyKey[] }[] = [{ value, path: [] }];
  for (let next = waiting.pop(); next && faults.length < FAULTS_MAX; next = waiting.pop()) {
    const { value: node, path } = next;
    if (typeof node !== 'object' || node === null) continue;
    if (path.length >= METADATA_DEPTH_MAX) return [{ pointer: '', code: 'too_deep', message: `The value is nested deeper than ${METADATA_DEPTH_MAX} levels.` }]; // prettier-ignore
    for (const [key, child] of Object.entries(node)) {
      if (FORBIDDEN.has(key)) faults.push(forbidden([...path, key]));
      else waiting.push({ value: child, path: [...path, key] });
    }
  }
  return faults;
}

interface OpenNode {
  /** Null for an array. */
  readonly names: Set<string> | null;
  /** The name or index that is being read. */
  key: string | number;
}

/** One pass over the text, right for JSON; of anything else the parser tells. */
class NameScan {
  readonly faults: MetadataFault[] = [];
  private readonly open: OpenNode[] = [];

  constructor(private readonly text: string) {}

  /** False when it is too deep. */
  run(): boolean {
    for (let at = 0; at < this.text.length; at++) {
      const char = this.text[at];
      if (char === '"') at = this.string(at);
      else if (char === '{' || char === '[') {
        if (this.open.length >= METADATA_DEPTH_MAX) return false;
        this.open.push(char === '{' ? { names: new Set(), key: '' } : { names: null, key: 0 });
      } else if (char === '}' || char === ']') this.open.pop();
      else if (char === ',') this.nextItem();
    }
    return true;
  }

  /** Index of the closing quote. A string before a colon is a name. */
  private string(start: number): number {
    let end = start + 1;
    while (end < this.text.length && this.text[end] !== '"') end += this.text[end] === '\\' ? 2 : 1;
    const node = this.open.at(-1);
    if (node?.names && this.isName(end)) this.name(node, node.names, this.text.slice(start, end + 1));
    return end;
  }

  private isName(end: number): boolean {
    let next = end + 1;
    while (next < this.text.length && this.text.charCodeAt(next) <= 32) next++;
    return this.text[next] === ':';
  }

  private name(node: OpenNode, names: Set<string>, written: string): void {
    const name = unquoted(written);
    if (name === null) return;
    node.key = name;
    if (FORBIDDEN.has(name)) this.add(forbidden(this.path()));
    else if (names.has(name)) this.add({ pointer: pointerOf(this.path()), code: 'duplicate_name', message: 'This name stands twice in one object.' }); // prettier-ignore
    names.add(name);
  }

  private nextItem(): void {
    const node = this.open.at(-1);
    if (typeof node?.key === 'number') node.key++;
  }

  private path(): (string | number)[] {
    return this.open.map(({ key }) => key);
  }

  private add(fault: MetadataFault): void {
    if (this.faults.length < FAULTS_MAX) this.faults.push(fault);
  }
}

function unquoted(written: string): string | null {
  try {
    return String(JSON.parse(written));
  } catch {
    // No JSON string: the parser will say so of the whole text.
    return null;
  }
}

function forbidden(path: readonly PropertyKey[]): MetadataFault {
  const name = String(path.at(-1)).slice(0, NAME_CHARS_SHOWN);
  return { pointer: pointerOf(path), code: 'forbidden_name', message: `The name ${name} is not taken.` };
}

function failed(code: string, message: string): ReadText {
  return { ok: false, faults: [{ pointer: '', code, message }] };
}
