/** Names of uploaded files: made into a path that every system stores inside its folder, or refused with the reason. */

export type NameVerdict =
  | { readonly ok: true; readonly path: string }
  /** `reason` is the end of a sentence about the file. */
  | { readonly ok: false; readonly reason: string };

const PATH_CHARS_MAX = 400;
/** File systems count bytes: 255 of them at most. */
const PART_BYTES_MAX = 200;
const DEPTH_MAX = 16;

interface NameRule {
  readonly breaks: (text: string) => boolean;
  readonly reason: string;
}

/** Of the whole name, in this order: the first one broken is told. */
const PATH_RULES: readonly NameRule[] = [
  { breaks: (path) => path.trim() === '', reason: 'has no name' },
  { breaks: (path) => path.length > PATH_CHARS_MAX, reason: `has a name longer than ${PATH_CHARS_MAX} characters` },
  { breaks: (path) => /\p{Cc}/u.test(path), reason: 'has a control character in its name' },
  { breaks: (path) => /[\p{Cf}\p{Cs}\p{Co}\p{Cn}\p{Zl}\p{Zp}\ufffd]/u.test(path), reason: 'has an invisible or undefined character in its name' }, // prettier-ignore
  { breaks: (path) => path.startsWith('/'), reason: 'has an absolute name' },
  { breaks: (path) => path.includes(':'), reason: 'has a colon in its name' },
  { breaks: (path) => /[<>"|?*]/.test(path), reason: 'has a character in its name that Windows cannot store' },
  { breaks: hidesPath, reason: 'has an encoded path in its name' },
  { breaks: (path) => path.split('/').length > DEPTH_MAX, reason: `lies more than ${DEPTH_MAX} folders deep` },
];

/** Of each part between slashes. */
const PART_RULES: readonly NameRule[] = [
  { breaks: (part) => part === '..', reason: 'leads out of its folder' },
  { breaks: (part) => part === '' || part === '.', reason: 'has an empty part in its name' },
  { breaks: (part) => Buffer.byteLength(part) > PART_BYTES_MAX, reason: `has a name longer than ${PART_BYTES_MAX} bytes` }, // prettier-ignore
  { breaks: (part) => /^[\s.]|[\s.]$/u.test(part), reason: 'has a name that begins or ends with a dot or a blank' },
  { breaks: (part) => /^[-~]/.test(part), reason: 'has a name that begins with a dash or tilde' },
  { breaks: (part) => DEVICES.test(part), reason: 'has the name of a Windows device' },
  { breaks: (part) => OBJECT_NAMES.has(part.toLowerCase()), reason: 'has a name that programs keep for themselves' },
];

/** Source: Microsoft, "Naming Files, Paths, and Namespaces": with any ending, and with the superscript digits. */
const DEVICES = /^(?:con|prn|aux|nul|conin\$|conout\$|(?:com|lpt)[0-9\u00b9\u00b2\u00b3])\s*(?:\.|$)/i;
const OBJECT_NAMES: ReadonlySet<string> = new Set(['__proto__', 'constructor', 'prototype']);

/** Backslashes are taken for slashes, as Windows writes them; letters with marks are composed (NFC). */
export function safeName(name: string): NameVerdict {
  const path = name.replaceAll('\\', '/').normalize('NFC').replace(/^\.\/(?=.)/, ''); // prettier-ignore
  const broken = PATH_RULES.find(({ breaks }) => breaks(path)) ?? brokenPart(path);
  return broken ? { ok: false, reason: broken.reason } : { ok: true, path };
}

function brokenPart(path: string): NameRule | undefined {
  const parts = path.split('/');
  return PART_RULES.find(({ breaks }) => parts.some(breaks));
}

const DECODINGS_MAX = 4;

/** A later reader may decode what stands percent-encoded here, and again: no separator, dots or control character may come of it. */
function hidesPath(path: string): boolean {
  let text = path;
  for (let round = 0; round < DECODINGS_MAX; round++) {
    const decoded = text.replace(/%([0-9a-f]{2})/gi, (_whole, hex: string) => String.fromCharCode(parseInt(hex, 16)));
    if (decoded === text) return false;
    if (shapeOf(decoded) !== shapeOf(path) || /(?:^|[/\\])\.{1,2}(?:[/\\]|$)/.test(decoded)) return true;
    text = decoded;
  }
  return true;
}

/** What divides a name, and what must not be in it at all. */
function shapeOf(text: string): string {
  return text.replace(/[^/\\\p{Cc}]/gu, '');
}

/** Two names of one key are one file on some system: letter case does not count on Windows and macOS. */
export function nameKey(path: string): string {
  return path.normalize('NFKC').toLowerCase().normalize('NFC');
}

/** Folders and files that programs leave beside what a person meant: `.git/`, `.DS_Store`, `__MACOSX/`. */
export function isLeftover(path: string): boolean {
  return path.split(/[/\\]/).some((part) => /^\.(?![./\\]|$)/.test(part) || part === '__MACOSX');
}
