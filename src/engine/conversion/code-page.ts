/**
 * Characters of non-Unicode texts: their code page follows from the collation, and what it lacks becomes `?`.
 * Source: Microsoft Learn, "Collation and Unicode support", and the best-fit table of code page 1252.
 */
import { NotInEngine } from '../errors.js';
import { bestFit1252 } from './best-fit-1252.js';

export type CodePage = number | 'utf8';

const CODE_PAGES: readonly (readonly [page: number, collations: string])[] = [
  [1252, 'Latin1 French Danish Finnish Icelandic Modern_Spanish Traditional_Spanish German Norwegian Corsican Breton Frisian Welsh'],
  [1250, 'Albanian Croatian Czech Hungarian Polish Romanian Slovak Slovenian Bosnian_Latin Serbian_Latin'],
  [1251, 'Cyrillic Macedonian Ukrainian Serbian_Cyrillic Bosnian_Cyrillic'],
  [1253, 'Greek'],
  [1254, 'Turkish Azeri_Latin Uzbek_Latin'],
  [1255, 'Hebrew'],
  [1256, 'Arabic Persian Urdu'],
  [1257, 'Estonian Latvian Lithuanian'],
  [1258, 'Vietnamese'],
]; // prettier-ignore

const PAGE_1252 = 1252;
const NOT_ASCII = /[\u0080-\uffff]/;

/** @throws NotInEngine for a collation whose code page is not known here */
export function codePageOf(collation: string): CodePage {
  if (/_UTF8$/i.test(collation)) return 'utf8';
  const sql = /^SQL_.*_CP(\d+)_/i.exec(collation);
  if (sql) return sql[1] === '1' ? PAGE_1252 : Number(sql[1]);
  const lower = collation.toLowerCase();
  const found = CODE_PAGES.find(([, names]) => names.split(' ').some((name) => lower.startsWith(name.toLowerCase())));
  if (found) return found[0];
  throw new NotInEngine('ENGINE-CODE-PAGE', `the code page of collation ${collation}`);
}

interface Table {
  readonly characters: string;
  readonly bytes: ReadonlyMap<string, number>;
}

/** Some releases of Node take this page for ISO 8859-1, so its table stands here: it differs at 0x80 to 0x9f. */
const CHARACTERS_1252 = Array.from({ length: 256 }, (_, byte) =>
  byte >= 0x80 && byte < 0xa0
    ? '€\u0081‚ƒ„…†‡ˆ‰Š‹Œ\u008dŽ\u008f\u0090‘’“”•–—˜™š›œ\u009džŸ'.charAt(byte - 0x80)
    : String.fromCharCode(byte),
).join('');

const decodedPage = (page: number): string =>
  new TextDecoder(`windows-${page}`).decode(Uint8Array.from({ length: 256 }, (_, byte) => byte));

const TABLES = new Map<number, Table>();

/** @throws NotInEngine for pages of two bytes and those of MS-DOS */
function tableOf(page: number): Table {
  const known = TABLES.get(page);
  if (known) return known;
  if (page < 1250 || page > 1258) throw new NotInEngine('ENGINE-CODE-PAGE', `characters of code page ${page}`);
  const characters = page === PAGE_1252 ? CHARACTERS_1252 : decodedPage(page);
  const table = { characters, bytes: new Map(Array.from(characters, (character, byte) => [character, byte])) };
  TABLES.set(page, table);
  return table;
}

/**
 * A text as its collation's code page keeps it.
 * @throws NotInEngine for a character that Windows may replace by a similar one and the table here does not know
 */
export function inCodePage(text: string, collation: string | undefined): string {
  if (collation === undefined || !NOT_ASCII.test(text)) return text;
  const page = codePageOf(collation);
  if (page === 'utf8') return text;
  const { bytes } = tableOf(page);
  return text.replace(/[\u0080-\uffff]/g, (character) => (bytes.has(character) ? character : bestFit(character, page)));
}

/** Letters of Latin Extended-A lose their marks in code page 1252; these have none to lose. */
const FITS_1252: Readonly<Record<string, string>> = { Đ: 'Ð', đ: 'd', Ħ: 'H', ħ: 'h', ı: 'i', Ł: 'L', ł: 'l', Ŧ: 'T', ŧ: 't' }; // prettier-ignore

function bestFit(character: string, page: number): string {
  const code = character.charCodeAt(0);
  if (page === PAGE_1252 && code >= 0x100 && code <= 0x17e) {
    const base = FITS_1252[character] ?? character.normalize('NFD').charAt(0);
    if (base.charCodeAt(0) < 0x100) return base;
  }
  if (page === PAGE_1252) return bestFit1252(code);
  if (hasNoLikeness(code)) return '?';
  throw new NotInEngine('ENGINE-CODE-PAGE-BEST-FIT', `U+${code.toString(16)} in code page ${page}`);
}

/** Scripts of which no best-fit table has anything: Cyrillic to Phoenician, CJK, Hangul, kana, surrogates. */
const hasNoLikeness = (code: number): boolean =>
  (code >= 0x400 && code < 0x4ba) || (code > 0x4bb && code < 0x1d00) || (code >= 0x3040 && code < 0xfb00);

/** @throws NotInEngine as `inCodePage` */
export function encoded(text: string, collation: string | undefined): Uint8Array {
  if (!NOT_ASCII.test(text)) return Uint8Array.from(text, (character) => character.charCodeAt(0));
  const page = codePageOf(collation ?? '');
  if (page === 'utf8') return new TextEncoder().encode(text);
  const { bytes } = tableOf(page);
  const kept = inCodePage(text, collation);
  return Uint8Array.from({ length: kept.length }, (_, index) => bytes.get(kept.charAt(index)) ?? 0x3f);
}

export function decoded(bytes: Uint8Array, collation: string | undefined): string {
  if (bytes.every((byte) => byte < 0x80)) return new TextDecoder().decode(bytes);
  const page = codePageOf(collation ?? '');
  if (page === 'utf8') return new TextDecoder().decode(bytes);
  const { characters } = tableOf(page);
  return Array.from(bytes, (byte) => characters.charAt(byte)).join('');
}

/** Bytes that a non-Unicode text takes: as many as characters, save in UTF-8. */
export function byteLength(text: string, collation: string | undefined): number {
  if (!NOT_ASCII.test(text) || collation === undefined) return text.length;
  return codePageOf(collation) === 'utf8' ? new TextEncoder().encode(text).length : text.length;
}

/** UTF-16, low byte first: what an nvarchar is made of. */
export function utf16(text: string): Uint8Array {
  const bytes = new Uint8Array(text.length * 2);
  for (let index = 0; index < text.length; index += 1) {
    const unit = text.charCodeAt(index);
    bytes[index * 2] = unit & 0xff;
    bytes[index * 2 + 1] = unit >> 8;
  }
  return bytes;
}

/** An odd last byte has a zero byte behind it. Source: Microsoft Learn, "CAST and CONVERT (Transact-SQL)": 0x41 as nvarchar is 0x4100. */
export function ofUtf16(bytes: Uint8Array): string {
  let text = '';
  for (let index = 0; index < bytes.length; index += 2)
    text += String.fromCharCode((bytes[index] ?? 0) | ((bytes[index + 1] ?? 0) << 8));
  return text;
}
