/** `value()` of xml: XPath in PostgreSQL; DuckDB has no XML and reads the text of the document by its tags. */
import { call, cast, number, text } from '../../sql/build.js';
import type { Sql } from '../../sql/tree.js';
import type { CallIr } from '../../ir/scalar.js';
import { type CallRule, type CallRules, constantOf } from './rules.js';

const xpath: CallRule = ([document, path], node) => {
  if (document === undefined || path === undefined) return null;
  const spaces = namespaces(node);
  const found = call(
    'xpath',
    text(`string(${constantOf(node.args[1]) ?? ''})`),
    cast(document, 'xml'),
    ...(spaces === null ? [] : [spaces]),
  );
  return content(node, cast({ sql: 'suffix', operand: { sql: 'tuple', items: [found] }, text: '[1]' }, 'text'));
};

/** `array[array['p', 'uri'], ...]`. */
function namespaces({ args }: CallIr): Sql | null {
  const values = args.slice(2).map((arg) => constantOf(arg) ?? '');
  const quoted = (value: string | undefined): string => `'${(value ?? '').replaceAll("'", "''")}'`;
  const pairs = values.flatMap((value, index) =>
    index % 2 === 0 ? [`array[${quoted(value)}, ${quoted(values[index + 1])}]`] : [],
  );
  return pairs.length === 0 ? null : { sql: 'verbatim', text: `array[${pairs.join(', ')}]` };
}

/** Prefixes are the document's own, so that any is taken. */
const PREFIX = '(?:[\\w.-]+:)?';

/** The first element of each step after the one before it; then the text between its tags, without tags inside it. */
const byTags: CallRule = ([document], node) => {
  const path = constantOf(node.args[1]);
  if (document === undefined || path === null) return null;
  const steps = path
    .slice(1)
    .split('/')
    .map((step) => step.replace(/^(@?)[\w.-]+:/, '$1'));
  const last = steps.at(-1) ?? '';
  const above = steps
    .slice(0, -1)
    .map((name) => `<${PREFIX}${escaped(name)}[\\s>].*?`)
    .join('');
  const attribute = last.startsWith('@');
  const pattern = attribute
    ? `${above.replace(/\.\*\?$/, '')}[^>]*?\\b${escaped(last.slice(1))}="([^"]*)"`
    : `${above}<${PREFIX}${escaped(last)}(?:\\s[^>]*[^/>])?>(.*?)</${PREFIX}${escaped(last)}>`;
  const found = call('regexp_extract', document, text(pattern), number(1), text('s'));
  const plain =
    attribute || node.unit === 'value' ? found : call('regexp_replace', found, text('<[^>]*>'), text(''), text('g'));
  return content(node, plain);
};

/** What was found, the entities of a text undone; nothing found is NULL. */
const content = ({ unit }: CallIr, found: Sql): Sql =>
  call(
    'nullif',
    (unit === 'text' ? ENTITIES : []).reduce(
      (value, [entity, character]) => call('replace', value, text(entity), text(character)),
      found,
    ),
    text(''),
  );

const escaped = (name: string): string => name.replace(/[.-]/g, '\\$&');

const ENTITIES: readonly (readonly [string, string])[] = [
  ['&lt;', '<'],
  ['&gt;', '>'],
  ['&amp;', '&'],
];

export const XML_RULES: CallRules = { xml_value: { duckdb: byTags, postgres: xpath } };
