/** Texts and bytes in the length of their type. Source: Microsoft Learn, "char and varchar", "nchar and nvarchar", "binary and varbinary". */
import { isUnicode } from '../types/families.js';
import type { Type } from '../types/type.js';
import { byteLength, codePageOf, inCodePage } from './code-page.js';

/** What is too long is cut: that a column refuses it is the affair of who stores. */
export function textFitter(to: Type): (text: string) => string {
  const inPage = isUnicode(to) ? (text: string) => text : (text: string) => inCodePage(text, to.collation);
  const { length } = to;
  if (length === undefined || length === 'max') return inPage;
  const isFixed = to.base === 'char' || to.base === 'nchar';
  return (text) => {
    const kept = inPage(text);
    const size = isUnicode(to) ? kept.length : byteLength(kept, to.collation);
    if (size === length) return kept;
    if (size < length) return isFixed ? kept + ' '.repeat(length - size) : kept;
    const cut = cutText(kept, length, to);
    return isFixed ? cut + ' '.repeat(length - (isUnicode(to) ? cut.length : byteLength(cut, to.collation))) : cut;
  };
}

/** No character of two units is cut in half where the collation knows such characters. */
function cutText(text: string, length: number, to: Type): string {
  if (!isUnicode(to) && to.collation !== undefined && byteLength(text, to.collation) !== text.length)
    return cutUtf8(text, length);
  const cut = text.slice(0, length);
  const last = cut.charCodeAt(length - 1);
  const isHalf = last >= 0xd800 && last < 0xdc00;
  return isHalf && knowsSupplementary(to.collation) ? cut.slice(0, -1) : cut;
}

function cutUtf8(text: string, length: number): string {
  let size = 0;
  let cut = '';
  for (const character of text) {
    size += byteLength(character, 'UTF8_UTF8');
    if (size > length) break;
    cut += character;
  }
  return cut;
}

const knowsSupplementary = (collation = ''): boolean =>
  /_SC\b|_SC_|_140_/i.test(collation) || (/_UTF8$/i.test(collation) && codePageOf(collation) === 'utf8');

/** Bytes of a text or another binary: what is too long loses its right end, `binary` is filled with zeros. */
export function bytesFitter(to: Type): (bytes: Uint8Array) => Uint8Array {
  const length = to.base === 'rowversion' ? 8 : to.length;
  const isFixed = to.base === 'binary' || to.base === 'rowversion';
  return (bytes) => {
    if (length === undefined || length === 'max' || bytes.length === length) return bytes;
    if (bytes.length > length) return bytes.subarray(0, length);
    if (!isFixed) return bytes;
    const filled = new Uint8Array(length);
    filled.set(bytes);
    return filled;
  };
}

/** Bytes of a number: what is too long loses its left end, and `binary` is filled from the left. */
export function numberBytesFitter(to: Type): (bytes: Uint8Array) => Uint8Array {
  const length = to.base === 'rowversion' ? 8 : to.length;
  const isFixed = to.base === 'binary' || to.base === 'rowversion';
  return (bytes) => {
    if (length === undefined || length === 'max' || bytes.length === length) return bytes;
    if (bytes.length > length) return bytes.subarray(bytes.length - length);
    if (!isFixed) return bytes;
    const filled = new Uint8Array(length);
    filled.set(bytes, length - bytes.length);
    return filled;
  };
}
