/** Expressions that the engine works out once for two places: its probe sees them at the first one only. */
import type { Expression, Query, Select } from '../../syntax/tsql/ast/index.js';
import type { AnyNode } from '../../syntax/tsql/walk.js';
import { walk } from '../../syntax/tsql/walk.js';
import type { DefinitionTree } from '../reading/definition-tree.js';
import { areSame } from '../reading/same-text.js';

/** In SELECT, HAVING and ORDER BY what is an expression of GROUP BY, and in ORDER BY what is selected. */
export function boundElsewhere(tree: DefinitionTree): ReadonlySet<AnyNode> {
  const found = new Set<AnyNode>();
  for (const node of tree.nodes()) {
    if (node.kind === 'select') {
      const select = node as Select; // a node of kind `select` is one
      for (const each of afterGroups(select, tree)) addSame(each, groupKeys(select), tree, found);
    }
    if (node.kind !== 'query') continue;
    const { body, orderBy } = node as Query; // a node of kind `query` is one
    if (body.kind !== 'select') continue;
    const items = body.items.map(({ expression }) => expression);
    for (const { expression } of orderBy) if (items.some((item) => areSame(item, expression, tree))) found.add(expression); // prettier-ignore
  }
  return found;
}

function groupKeys({ groupBy }: Select): Expression[] {
  const found: Expression[] = [];
  if (!groupBy) return found;
  walk(groupBy, (node) => {
    if (node.kind === 'group_expression' && 'expression' in node) found.push(node.expression as Expression); // by its kind
    if (node.kind === 'group_composite' && 'expressions' in node) found.push(...(node.expressions as Expression[])); // by its kind
    return node.kind !== 'query';
  });
  return found.filter(({ kind }) => kind !== 'column');
}

function afterGroups(select: Select, tree: DefinitionTree): AnyNode[] {
  const query = tree.parentOf(select);
  const orders = query?.kind === 'query' ? (query as Query).orderBy : []; // by its kind
  return [...select.items, ...(select.having ? [select.having] : []), ...orders];
}

function addSame(root: AnyNode, keys: readonly Expression[], tree: DefinitionTree, found: Set<AnyNode>): void {
  if (keys.length === 0) return;
  walk(root, (node) => {
    if (!keys.some((key) => key.kind === node.kind && areSame(key, node, tree))) return true;
    found.add(node);
    return false;
  });
}
