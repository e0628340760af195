/** YAML as PyYAML, which dbt uses, reads it: YAML 1.1, where `on`, `1_000` and `12:30` are no strings, and tabs and odd line ends are refused. */
import { stringify, type ScalarTag } from 'yaml';

/** Words that YAML 1.1 takes for booleans or null. Source: yaml.org, "Boolean Language-Independent Type for YAML Version 1.1". */
const WORDS_NOT_TEXT = /^(y|n|yes|no|true|false|on|off|null)$/i;
/** Text that needs no quotes in any version of YAML. */
const PLAIN = /^[A-Za-z_](?:[\w ./()'"\u00c0-\u024f-]*[\w./()'"\u00c0-\u024f])?$/;
/** JSON leaves these as they are; YAML takes them for line ends, or refuses them. */
const UNPRINTABLE = /[\u007f-\u009f\u2028\u2029\ufeff\ufffe\uffff]/g;

/** All strings plain or double-quoted: nothing depends on a reader's folding rules. */
const STRING_TAG: ScalarTag = {
  tag: 'tag:yaml.org,2002:str',
  default: true,
  identify: (value) => typeof value === 'string',
  resolve: (text) => text,
  stringify: ({ value }) => scalar(String(value)),
};

function scalar(text: string): string {
  if (PLAIN.test(text) && !WORDS_NOT_TEXT.test(text)) return text;
  const escape = (char: string) => `\\u${char.charCodeAt(0).toString(16).padStart(4, '0')}`;
  return JSON.stringify(text.replace(/\p{Surrogate}/gu, '\ufffd')).replace(UNPRINTABLE, escape);
}

/** A document in block style, keys in the order given. */
export function yamlText(value: unknown): string {
  return stringify(value, { lineWidth: 0, sortMapEntries: false, aliasDuplicateObjects: false, customTags: (tags) => [STRING_TAG, ...tags] });
} // prettier-ignore
