/** HTML text that is safe by construction: what is put into a template is escaped unless it was made by a template. */

/** Markup that may be put on a page as it is. Only `html` and `trusted` make it. */
export class Markup {
  constructor(readonly text: string) {}
}

export type Insert = string | number | Markup | readonly Insert[] | null;

/** Tagged template: `` html`<p>${name}</p>` `` escapes `name`, in text and in quoted attributes alike. */
export function html(strings: TemplateStringsArray, ...inserts: readonly Insert[]): Markup {
  let text = strings[0] ?? '';
  for (const [index, insert] of inserts.entries()) text += textOf(insert) + (strings[index + 1] ?? '');
  return new Markup(text);
}

/** A sentence of ours, its `code` in backticks set as code. */
export function prose(text: string): Markup {
  const parts = text.split(/`([^`]+)`/).map((part, index) => (index % 2 === 1 ? html`<code>${part}</code>` : part));
  return html`${parts}`;
}

/** Markup of our own that no source text is part of: style sheet and script. */
export function trusted(text: string): Markup {
  return new Markup(text);
}

export function escapeHtml(text: string): string {
  return text.replace(SPECIAL, (character) => ENTITIES[character] ?? visible(character));
}

function textOf(insert: Insert): string {
  if (insert === null) return '';
  if (insert instanceof Markup) return insert.text;
  if (typeof insert === 'object') return insert.map(textOf).join('');
  return escapeHtml(String(insert));
}

const ENTITIES: Readonly<Record<string, string>> = {
  '&': '&amp;',
  '<': '&lt;',
  '>': '&gt;',
  '"': '&quot;',
  "'": '&#39;',
};

/** Markup characters; controls; characters that turn the direction of text and so can make code look like other code (Unicode UAX 9, "bidi" overrides and isolates). */
// oxlint-disable-next-line no-control-regex -- controls are what is looked for
const SPECIAL = /[&<>"'\u0000-\u0008\u000b\u000c\u000e-\u001f\u007f\u202a-\u202e\u2066-\u2069]/g;

function visible(character: string): string {
  return `[U+${(character.codePointAt(0) ?? 0).toString(16).toUpperCase().padStart(4, '0')}]`;
}
