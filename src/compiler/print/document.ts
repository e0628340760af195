/**
 * A text that knows where it may be broken, and its layout in lines of a given width: a group stands on one line when
 * it fits, and is broken at all of its own `line`s when it does not (after Wadler, "A prettier printer").
 */
export type Doc =
  | string
  | readonly Doc[]
  /** A blank when its group fits on the line, else a new line; `tight` leaves the blank out. */
  | { readonly doc: 'line'; readonly tight: boolean }
  /** Always a new line; what holds it never fits on one. */
  | { readonly doc: 'hard_line' }
  | { readonly doc: 'group'; readonly content: Doc }
  | { readonly doc: 'indent'; readonly content: Doc }
  /** What follows comes from this offset of the source. */
  | { readonly doc: 'origin'; readonly offset: number };

export const line: Doc = { doc: 'line', tight: false };
export const tightLine: Doc = { doc: 'line', tight: true };
export const hardLine: Doc = { doc: 'hard_line' };
export const group = (...content: readonly Doc[]): Doc => ({ doc: 'group', content });
export const indent = (...content: readonly Doc[]): Doc => ({ doc: 'indent', content });

/** `items` with `between` after each but the last. */
export const join = (items: readonly Doc[], ...between: readonly Doc[]): Doc =>
  items.flatMap((item, index) => (index === 0 ? [item] : [...between, item]));

/** Line of the text (1-based) and the source offset of the first thing on it. */
export interface LineOrigin {
  readonly line: number;
  readonly offset: number;
}

export interface Layout {
  readonly text: string;
  readonly origins: readonly LineOrigin[];
}

const INDENT_COLUMNS = 4;

interface Pending {
  readonly doc: Doc;
  readonly columns: number;
  readonly flat: boolean;
}

/** Lays a document out. Works on a list of its own, so that no depth of it overflows the stack. */
export function layOut(doc: Doc, width: number): Layout {
  const page = new Page();
  const pending: Pending[] = [{ doc, columns: 0, flat: false }];
  for (let next = pending.pop(); next !== undefined; next = pending.pop()) {
    const { doc: current, columns, flat } = next;
    if (typeof current === 'string') page.write(current);
    else if (isList(current)) pushAll(pending, current, columns, flat);
    else if (current.doc === 'origin') page.mark(current.offset);
    else if (current.doc === 'hard_line') page.breakLine(columns);
    else if (current.doc === 'line' && flat) page.write(current.tight ? '' : ' ');
    else if (current.doc === 'line') page.breakLine(columns);
    else if (current.doc === 'indent') pending.push({ doc: current.content, columns: columns + INDENT_COLUMNS, flat });
    else pending.push({ doc: current.content, columns, flat: flat || fits(current.content, width - page.column) });
  }
  return page.finish();
}

const isList = (doc: Exclude<Doc, string>): doc is readonly Doc[] => Array.isArray(doc);

function pushAll(pending: Pending[], docs: readonly Doc[], columns: number, flat: boolean): void {
  for (let index = docs.length - 1; index >= 0; index -= 1) pending.push({ doc: docs[index] ?? '', columns, flat });
}

/** Whether the document stands on one line of `room` columns. Looks no further than the room goes. */
function fits(doc: Doc, room: number): boolean {
  let left = room;
  const pending: Doc[] = [doc];
  for (let next = pending.pop(); next !== undefined; next = pending.pop()) {
    if (typeof next === 'string') left -= next.length;
    else if (isList(next)) for (let index = next.length - 1; index >= 0; index -= 1) pending.push(next[index] ?? '');
    else if (next.doc === 'hard_line') return false;
    else if (next.doc === 'line') left -= next.tight ? 0 : 1;
    else if (next.doc !== 'origin') pending.push(next.content);
    if (left < 0) return false;
  }
  return true;
}

/** The lines written so far. */
class Page {
  column = 0;
  private readonly parts: string[] = [];
  private lines = 1;
  private readonly origins: LineOrigin[] = [];
  /** Blanks owed to the next text: an empty line gets none. */
  private owed = 0;

  write(text: string): void {
    if (text === '') return;
    this.parts.push(' '.repeat(this.owed), text);
    this.owed = 0;
    const breaks = text.split('\n');
    this.lines += breaks.length - 1;
    this.column = (breaks.length > 1 ? 0 : this.column) + (breaks.at(-1) ?? '').length;
  }

  breakLine(columns: number): void {
    this.parts.push('\n');
    this.lines += 1;
    this.owed = columns;
    this.column = columns;
  }

  mark(offset: number): void {
    if (this.origins.at(-1)?.line !== this.lines) this.origins.push({ line: this.lines, offset });
  }

  finish(): Layout {
    return { text: this.parts.join(''), origins: this.origins };
  }
}
