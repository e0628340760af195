/**
 * Which texts a collation holds equal: those that fold to the same text.
 * Source: Microsoft Learn, "Collation and Unicode support": case, accent, kana and width sensitivity. Under the rules for Unicode
 * ligatures are the letters they are made of (ß is ss, æ is ae); the old sort orders of the SQL_ collations keep them apart.
 */
import { NotInEngine } from '../errors.js';
import type { CollationTraits } from './collation-name.js';

const NOT_ASCII = /[^\0-\x7f]/;

const isAscii = (text: string): boolean => !NOT_ASCII.test(text);

const LIGATURES: Readonly<Record<string, string>> = { ß: 'ss', ẞ: 'SS', æ: 'ae', Æ: 'AE', œ: 'oe', Œ: 'OE', þ: 'th', Þ: 'TH' }; // prettier-ignore
const LIGATURE = /[ßẞæÆœŒþÞ]/g;
const FULL_WIDTH = /[\uff01-\uff5e]/g;
const SUPERSCRIPT = /[¹²³]/g;
const SUPERSCRIPTS: Readonly<Record<string, string>> = { '¹': '1', '²': '2', '³': '3' };
const KATAKANA = /[\u30a1-\u30f6]/g;
const MARKS = /\p{Mn}/gu;
/** Letters with a stroke: whether it counts as an accent differs between versions of the collations. */
const STROKES = /[øØđĐłŁħĦŧŧ]/;

const lower = (text: string): string => text.toLowerCase().replaceAll('ς', 'σ');

function withoutAccents(text: string, name: string): string {
  if (STROKES.test(text)) throw new NotInEngine('ENGINE-COLLATION-STROKE', `letters with a stroke under ${name}`);
  return text.normalize('NFD').replace(MARKS, '').normalize('NFC');
}

function withoutWidth(text: string): string {
  return text
    .replace(FULL_WIDTH, (wide) => String.fromCharCode(wide.charCodeAt(0) - 0xfee0))
    .replaceAll('\u3000', ' ')
    .replace(SUPERSCRIPT, (digit) => SUPERSCRIPTS[digit] ?? digit);
}

const asHiragana = (text: string): string =>
  text.replace(KATAKANA, (kana) => String.fromCharCode(kana.charCodeAt(0) - 0x60));

/** @param unicodeRules false for the non-Unicode texts of a SQL_ collation */
export function foldingOf(traits: CollationTraits, unicodeRules: boolean): (text: string) => string {
  if (traits.binary) return (text) => text;
  const steps: ((text: string) => string)[] = [];
  if (unicodeRules) {
    steps.push((text) => text.normalize('NFC'));
    if (!traits.isWidthSensitive) steps.push(withoutWidth);
    if (!traits.isKanaSensitive) steps.push(asHiragana);
    steps.push((text) => text.replace(LIGATURE, (ligature) => LIGATURES[ligature] ?? ligature));
  }
  if (!traits.isCaseSensitive) steps.push(lower);
  if (!traits.isAccentSensitive) steps.push((text) => withoutAccents(text, traits.name));
  return (text) => {
    if (isAscii(text)) return traits.isCaseSensitive ? text : text.toLowerCase();
    return steps.reduce((folded, step) => step(folded), text);
  };
}
