/** Finding a text in another as a collation sees them: for CHARINDEX and REPLACE. */
import type { Collation } from './collation.js';

export interface Place {
  /** In UTF-16 units. */
  readonly start: number;
  readonly end: number;
}

interface FoldedText {
  readonly folded: string;
  /** Where the character begins that a unit of the folded text comes from; one more for the end. Null: the same places. */
  readonly origins: readonly number[] | null;
}

function foldedText(text: string, collation: Collation): FoldedText {
  const folded = collation.fold(text);
  if (folded.length === text.length) return { folded, origins: null };
  const origins: number[] = [];
  let joined = '';
  for (let at = 0; at < text.length; at++) {
    const character = collation.fold(text.charAt(at));
    for (let unit = 0; unit < character.length; unit++) origins.push(at);
    joined += character;
  }
  origins.push(text.length);
  return { folded: joined, origins };
}

/** Whether a place in a folded text lies between two characters of its own text. */
const isBorder = (origins: readonly number[], at: number): boolean => at === 0 || origins[at] !== origins[at - 1];

/** @returns the places of `needle`, none over another, from `from` on in UTF-16 units; an empty needle has none */
export function* placesOf(needle: string, text: string, collation: Collation, from = 0): Generator<Place> {
  const wanted = collation.fold(needle);
  if (wanted === '') return;
  const { folded, origins } = foldedText(text, collation);
  let at = origins ? origins.findIndex((origin) => origin >= from) : from;
  for (;;) {
    at = folded.indexOf(wanted, at);
    if (at < 0) return;
    const end = at + wanted.length;
    if (!origins) yield { start: at, end };
    else if (isBorder(origins, at) && isBorder(origins, end)) yield { start: origins[at] ?? 0, end: origins[end] ?? 0 };
    else {
      at += 1;
      continue;
    }
    at = end;
  }
}
