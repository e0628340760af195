/** When two expressions are written alike. */
import type { AnyNode } from '../../syntax/tsql/walk.js';
import type { DefinitionTree } from './definition-tree.js';

/** Word for word, but for case, brackets, and qualifiers that only one of them has. */
export function areSame(a: AnyNode, b: AnyNode, tree: DefinitionTree): boolean {
  const [x, y] = [formOf(a, tree), formOf(b, tree)];
  if (x.full === y.full) return true;
  return x.short === y.short && (x.full === x.short || y.full === y.short);
}

function formOf({ span }: AnyNode, tree: DefinitionTree): { readonly full: string; readonly short: string } {
  const tokens = tree.tokensBetween(span.start, span.end);
  const texts = tokens.map(({ kind, text }) => (kind.endsWith('string') ? text : text.replace(/^[["]|[\]"]$/g, '').toLowerCase())); // prettier-ignore
  const isQualifier = (at: number): boolean => texts[at] === '.' || texts[at + 1] === '.';
  return { full: texts.join(' '), short: texts.filter((_, at) => !isQualifier(at)).join(' ') };
}
