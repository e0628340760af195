/** Where an object's strength is measured, and its own text. */
import type { View } from '../../catalog/catalog.js';
import type { LooseColumns } from '../compare/index.js';
import type { EngineReference, ReferenceRows } from '../reference/index.js';

/** One dataset whose rows were compared and equal. */
export interface MeasuredSite {
  readonly reference: Pick<EngineReference, 'answer' | 'work'>;
  /** What the original gives there. */
  readonly rows: ReferenceRows;
  readonly loose: LooseColumns;
}

const PLACE_CHARS_MAX = 100;

export function definitionOf({ definition }: View): { text: string; quotedIdentifier: boolean } {
  return { text: definition.text ?? '', quotedIdentifier: definition.quotedIdentifier };
}

/** The text at a place, on one line and not too long. */
export function textAt(view: View, { start, end }: { readonly start: number; readonly end: number }): string {
  const text = (view.definition.text ?? '').slice(start, end).replace(/\s+/g, ' ').trim();
  return text.length > PLACE_CHARS_MAX ? `${text.slice(0, PLACE_CHARS_MAX)}…` : text;
}
