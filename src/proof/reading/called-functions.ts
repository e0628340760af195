/** Functions of persons that a definition calls. */
import type { Catalog, QualifiedName } from '../../catalog/catalog.js';
import type { ObjectName } from '../../syntax/tsql/ast/index.js';
import { DefinitionTree } from './definition-tree.js';
import { Objects } from './objects.js';

/** Each once, in the order of the text. A scalar function has its schema before it, a table function need not. */
export function calledFunctions(
  { text, quotedIdentifier }: { readonly text: string | null; readonly quotedIdentifier: boolean },
  catalog: Catalog,
): readonly QualifiedName[] {
  const tree = text === null ? null : DefinitionTree.read({ text, quotedIdentifier });
  const objects = new Objects(catalog);
  const found = new Map<string, QualifiedName>();
  for (const node of tree?.nodes() ?? []) {
    if (node.kind !== 'call' || !('name' in node)) continue;
    const name = node.name as ObjectName; // a call is named by an object's name
    const isTable = tree?.parentOf(node)?.kind === 'table_function';
    const object = name.parts.length > 1 || isTable ? objects.find(name) : null;
    if (object?.kind === 'routine') found.set(`${object.name.schema}.${object.name.name}`, object.name);
  }
  return [...found.values()];
}
