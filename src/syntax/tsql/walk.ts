import type { Node } from './ast/node.js';

/** Any node of the tree, told apart by its kind. */
export type AnyNode = Node & { readonly kind: string };

/**
 * Visits `root` and every node below it, parents first, in the order of their fields. `visit` returns false to leave
 * out what is below a node. Uses no recursion, so no depth of tree overflows the stack.
 */
export function walk(root: AnyNode, visit: (node: AnyNode) => boolean | void): void {
  const pending: AnyNode[] = [root];
  for (let node = pending.pop(); node !== undefined; node = pending.pop()) {
    if (visit(node) === false) continue;
    const below = childrenOf(node);
    for (let index = below.length - 1; index >= 0; index -= 1) {
      const child = below[index];
      if (child !== undefined) pending.push(child);
    }
  }
}

/** The nodes directly below a node, also those in lists and in records that are no nodes themselves. */
export function childrenOf(node: AnyNode): AnyNode[] {
  const found: AnyNode[] = [];
  for (const [field, value] of Object.entries(node)) if (field !== 'span') collect(value, found);
  return found;
}

/** Records between nodes are few levels deep by their types, so recursion is safe here. */
function collect(value: unknown, found: AnyNode[]): void {
  if (typeof value !== 'object' || value === null) return;
  if (isNode(value)) found.push(value);
  else for (const inner of Object.values(value)) collect(inner, found);
}

function isNode(value: object): value is AnyNode {
  return 'kind' in value && typeof value.kind === 'string';
}
