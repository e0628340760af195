/** Characters as functions count them: UTF-16 units, or whole characters where the collation knows supplementary ones. */
import type { Collation } from '../collation/collation.js';

const SURROGATES = /[\ud800-\udfff]/;

const countsWhole = (text: string, collation: Collation): boolean =>
  collation.countsSupplementary && SURROGATES.test(text);

export const lengthOf = (text: string, collation: Collation): number =>
  countsWhole(text, collation) ? Array.from(text).length : text.length;

export const charactersOf = (text: string, collation: Collation): string[] =>
  countsWhole(text, collation) ? Array.from(text) : text.split('');

/** @param start from 0 @param end not included */
export const sliceOf = (text: string, start: number, end: number, collation: Collation): string =>
  countsWhole(text, collation) ? Array.from(text).slice(start, end).join('') : text.slice(start, end);
