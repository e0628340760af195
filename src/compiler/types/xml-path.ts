/** The XQuery that `value()` takes in practice: namespace declarations and one path to a single element or attribute. Source: Microsoft Learn, "value() Method (xml Data Type)". */

export interface XmlPath {
  /** Steps from the root, outermost first; `prefix` null for no namespace. */
  readonly steps: readonly XmlStep[];
  /** URI by prefix; the default element namespace has a prefix of its own. */
  readonly namespaces: readonly (readonly [prefix: string, uri: string])[];
}

export interface XmlStep {
  readonly prefix: string | null;
  readonly name: string;
  readonly attribute: boolean;
}

/** Prefix given to `declare default element namespace`, which XPath has no other way to name. */
const DEFAULT_PREFIX = 'default_ns';

const DECLARATION =
  /\s*declare\s+(?:namespace\s+([\w.-]+)\s*=|default\s+element\s+namespace)\s*(?:"([^"]*)"|'([^']*)')\s*;/iy;
const NAME = '(?:[\\w.-]+:)?[\\w.-]+';
const SINGLE_PATH = new RegExp(`^\\(?\\s*((?:/${NAME}(?:\\[1\\])?)+(?:/@${NAME})?)\\s*\\)?\\s*\\[1\\]$`);

/** Reads `declare ...; (/a/b)[1]`; null for any other query. */
export function parseXmlPath(query: string): XmlPath | null {
  const namespaces: [string, string][] = [];
  DECLARATION.lastIndex = 0;
  let end = 0;
  for (let match = DECLARATION.exec(query); match !== null; match = DECLARATION.exec(query)) {
    namespaces.push([match[1] ?? DEFAULT_PREFIX, match[2] ?? match[3] ?? '']);
    end = DECLARATION.lastIndex;
  }
  const path = SINGLE_PATH.exec(query.slice(end).trim())?.[1];
  if (path === undefined) return null;
  const declared = new Set(namespaces.map(([prefix]) => prefix));
  const steps = path
    .replaceAll('[1]', '')
    .slice(1)
    .split('/')
    .map((step) => stepOf(step, declared.has(DEFAULT_PREFIX)));
  return steps.every(({ prefix }) => prefix === null || declared.has(prefix)) ? { steps, namespaces } : null;
}

function stepOf(written: string, hasDefault: boolean): XmlStep {
  const attribute = written.startsWith('@');
  const [first = '', second] = written.slice(attribute ? 1 : 0).split(':');
  if (second !== undefined) return { prefix: first, name: second, attribute };
  return { prefix: hasDefault && !attribute ? DEFAULT_PREFIX : null, name: first, attribute };
}

/** The path as XPath. */
export const xpathOf = ({ steps }: XmlPath): string =>
  steps
    .map(({ prefix, name, attribute }) => `/${attribute ? '@' : ''}${prefix === null ? '' : `${prefix}:`}${name}`)
    .join('');
