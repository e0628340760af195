/** SET options that change how later statements are read. */
import type { Expression, Hint, SetStatement } from '../../syntax/tsql/ast/index.js';
import type { DateFormat } from '../rows/date-text.js';
import type { CatalogDraft } from './draft.js';
import type { Outcome } from './outcome.js';

const DATE_FORMATS: readonly string[] = ['mdy', 'dmy', 'ymd', 'ydm', 'myd', 'dym'];
const SETTING: Outcome = { disposition: 'setting', object: null, reason: null };

/** QUOTED_IDENTIFIER and DATEFORMAT matter to what follows; other options are noted. */
export function applySet(draft: CatalogDraft, node: SetStatement): Outcome {
  if (node.form.type !== 'option') return SETTING;
  const { options, on, value } = node.form;
  if (options.includes('QUOTED_IDENTIFIER') && on !== null) draft.quotedIdentifier = on;
  if (options.includes('DATEFORMAT')) {
    const format = wordOf(value[0]);
    if (isDateFormat(format)) draft.dateFormat = format;
  }
  return SETTING;
}

function wordOf(value: Expression | Hint | undefined): string {
  if (!value) return '';
  if (value.kind === 'hint') return value.words.join(' ').toLowerCase();
  if (value.kind === 'column') return value.name.value.toLowerCase();
  return value.kind === 'literal' ? value.value.toLowerCase() : '';
}

function isDateFormat(text: string): text is DateFormat {
  return DATE_FORMATS.includes(text);
}
