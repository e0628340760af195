/** FOR XML PATH and RAW, for rows of plain columns. Source: Microsoft Learn, "Use PATH mode with FOR XML", "Use RAW mode with FOR XML". */
import type { ForClause } from '../../syntax/tsql/ast/index.js';
import { textOf } from '../conversion/convert.js';
import { NotInEngine, SqlError } from '../errors.js';
import type { BoundQuery, Scope } from '../expressions/scope.js';
import { familyOf } from '../types/families.js';
import { nvarchar, type Type } from '../types/type.js';
import type { Row, Value } from '../values/value.js';

/** Directives that change the result in ways that are not written here. */
const KNOWN = new Set(['TYPE', 'ROOT', 'ELEMENTS']);

export function forXml(clause: ForClause, query: BoundQuery, scope: Scope): BoundQuery {
  const words = clause.directives.map((hint) => hint.words.join(' ').toUpperCase());
  const odd = words.find((word) => !KNOWN.has(word));
  if (odd !== undefined) throw new NotInEngine('ENGINE-FOR-XML-DIRECTIVE', `FOR XML with ${odd}`);
  const isRaw = clause.mode === 'raw';
  const element = clause.element?.kind === 'literal' ? clause.element.value : 'row';
  const asElements = !isRaw || words.includes('ELEMENTS');
  const root = rootOf(clause);
  const parts = query.columns.map(({ name, type }) => partOf(name, type, asElements));
  requireAttributesFirst(query, parts);
  if (parts.some(({ kind }) => kind === 'attribute') && element === '')
    throw new SqlError(6864, 'Row tag omission (empty row tag name) cannot be used with attribute-centric FOR XML serialization.'); // prettier-ignore
  const type: Type = words.includes('TYPE') ? { base: 'xml' } : { ...nvarchar('max', scope.defaultCollation), collationLabel: 'implicit' }; // prettier-ignore
  return {
    columns: [{ name: 'XML_F52E2B61-18A1-11d1-B105-00805F49916B', type, isNullable: true }],
    isOrdered: query.isOrdered,
    rows: (outer, run) => {
      const rows = query.rows(outer, run);
      if (rows.length === 0) return [[null]];
      const text = rows.map((row) => rowText(row, parts, element)).join('');
      run.requireLength(text.length);
      return [[root === null ? text : `<${root}>${text}</${root}>`]];
    },
  };
}

function requireAttributesFirst({ columns }: BoundQuery, parts: readonly Part[]): void {
  const first = parts.findIndex(({ kind }) => kind !== 'attribute');
  const late = parts.findIndex(({ kind }, index) => kind === 'attribute' && first >= 0 && index > first);
  if (late >= 0)
    throw new SqlError(6852, `Attribute-centric column '${columns[late]?.name}' must not come after a non-attribute-centric sibling in XML hierarchy in FOR XML PATH.`); // prettier-ignore
}

interface Part {
  readonly kind: 'attribute' | 'element' | 'text';
  readonly path: readonly string[];
  readonly type: Type;
}

/** `@a` an attribute, `a/b` elements within elements, no name or `text()` or `*` plain text. */
function partOf(name: string, type: Type, asElements: boolean): Part {
  if (['binary', 'moment', 'variant', 'float'].includes(familyOf(type)))
    throw new NotInEngine('ENGINE-FOR-XML-TYPE', `FOR XML of ${type.base}`);
  if (!asElements) {
    if (name === '') throw new SqlError(6809, 'Unnamed tables cannot be used as XML identifiers as well as unnamed columns cannot be used for attribute names.'); // prettier-ignore
    return { kind: 'attribute', path: [name], type };
  }
  if (name === '' || name === '*' || name === 'text()') return { kind: 'text', path: [], type };
  if (name.startsWith('@')) return { kind: 'attribute', path: [name.slice(1)], type };
  if (name.includes('/') || name.endsWith('()')) throw new NotInEngine('ENGINE-FOR-XML-PATH', `the path ${name}`);
  if (!/^[\p{L}_][\p{L}\p{N}_.-]*$/u.test(name)) throw new NotInEngine('ENGINE-FOR-XML-NAME', `the name ${name}`);
  return { kind: 'element', path: [name], type };
}

/** NULLs have no element and no attribute. */
function rowText(row: Row, parts: readonly Part[], element: string): string {
  let [attributes, content] = ['', ''];
  for (const [index, { kind, path, type }] of parts.entries()) {
    const value = row[index] ?? null;
    if (value === null) continue;
    const text =
      type.base === 'xml' && typeof value === 'string' ? value : escaped(xmlText(value, type), kind === 'attribute');
    if (kind === 'attribute') attributes += ` ${path[0]}="${text}"`;
    else content += kind === 'text' ? text : `<${path[0]}>${text}</${path[0]}>`;
  }
  if (element === '') return content;
  return content === '' ? `<${element}${attributes}/>` : `<${element}${attributes}>${content}</${element}>`;
}

const xmlText = (value: Exclude<Value, null>, type: Type): string => textOf(value, type);

const ESCAPES: Readonly<Record<string, string>> = { '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;', '\r': '&#x0D;', '\n': '&#x0A;', '\t': '&#x09;' }; // prettier-ignore

function escaped(text: string, isAttribute: boolean): string {
  // In the content of an element a quote, a line feed and a tab stand as they are.
  return text.replace(isAttribute ? /[&<>"\r\n\t]/g : /[&<>\r]/g, (letter) => ESCAPES[letter] ?? letter);
}

function rootOf({ directives }: ForClause): string | null {
  const hint = directives.find(({ words }) => words[0]?.toUpperCase() === 'ROOT');
  if (!hint) return null;
  const [arg] = hint.args;
  return arg && 'value' in arg ? String(arg.value) : 'root';
}
