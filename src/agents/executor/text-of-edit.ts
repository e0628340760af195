/** The file of a model as a person sends it: its config block, where it begins with one, and its SQL. */
import { JinjaError } from '../../dbt/jinja/jinja-error.js';
import { segmentsOf } from '../../dbt/jinja/segments.js';

export interface TextOfEdit {
  /** `{{ config(...) }}`; null when the text begins with something else. */
  readonly config: string | null;
  readonly body: string;
}

/** Line ends become `\n`; a text that is no template at all is all body. */
export function textOfEdit(text: string): TextOfEdit {
  const lines = text.replace(/^\uFEFF/, '').replace(/\r\n?/g, '\n');
  const start = /^\s*(?=\{\{[-+]?\s*config\s*\()/.exec(lines);
  if (!start) return { config: null, body: bodyOf(lines) };
  const end = endOfFirstTag(lines, start[0].length);
  if (end === null) return { config: null, body: bodyOf(lines) };
  return { config: lines.slice(start[0].length, end), body: bodyOf(lines.slice(end)) };
}

function bodyOf(text: string): string {
  return `${text.replace(/^\s*\n/, '').trimEnd()}\n`;
}

/** The shortest part that the template reader takes for one whole tag. */
function endOfFirstTag(text: string, from: number): number | null {
  for (let end = text.indexOf('}}', from); end >= 0; end = text.indexOf('}}', end + 2)) {
    if (end - from > CONFIG_CHARS_MAX) return null;
    if (isOneTag(text.slice(from, end + 2))) return end + 2;
  }
  return null;
}

const CONFIG_CHARS_MAX = 5_000;

function isOneTag(text: string): boolean {
  try {
    return segmentsOf(text).length === 1;
  } catch (error) {
    if (error instanceof JinjaError) return false;
    throw error;
  }
}
