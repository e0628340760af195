/** Order of nodes in which each comes after what it depends on. */

/** Nodes of a graph; names in `dependsOn` that no node has are ignored. */
export interface GraphNode {
  readonly uniqueId: string;
  readonly dependsOn: readonly string[];
}

/**
 * Kahn's algorithm, taking what is ready in the order given: the same input gives the same order, whatever its depth.
 * `cycle` holds the names of one circle when there is one, in its order.
 */
export function orderGraph<Node extends GraphNode>(nodes: readonly Node[]): { ordered: Node[]; cycle: string[] } {
  const byId = new Map(nodes.map((node) => [node.uniqueId, node]));
  const waitsFor = new Map(nodes.map((node) => [node.uniqueId, knownParents(node, byId).length]));
  const children = childrenOf(nodes, byId);
  const ordered = nodes.filter((node) => waitsFor.get(node.uniqueId) === 0);
  for (let at = 0; at < ordered.length; at += 1) {
    for (const child of children.get(ordered[at]?.uniqueId ?? '') ?? []) {
      const left = (waitsFor.get(child.uniqueId) ?? 0) - 1;
      waitsFor.set(child.uniqueId, left);
      if (left === 0) ordered.push(child);
    }
  }
  return { ordered, cycle: ordered.length === nodes.length ? [] : cycleIn(nodes, byId, new Set(ordered)) };
}

function knownParents<Node extends GraphNode>(node: Node, byId: ReadonlyMap<string, Node>): Node[] {
  return [...new Set(node.dependsOn)].flatMap((id) => byId.get(id) ?? []);
}

/** Nodes that depend directly on a node, by its id. */
export function childrenOf<Node extends GraphNode>(
  nodes: readonly Node[],
  byId: ReadonlyMap<string, Node>,
): Map<string, Node[]> {
  const children = new Map<string, Node[]>();
  for (const node of nodes) {
    for (const parent of knownParents(node, byId)) {
      const list = children.get(parent.uniqueId);
      if (list) list.push(node);
      else children.set(parent.uniqueId, [node]);
    }
  }
  return children;
}

/** Every node that could not be ordered waits for another such node: following them must come back to one seen before. */
function cycleIn<Node extends GraphNode>(
  nodes: readonly Node[],
  byId: ReadonlyMap<string, Node>,
  ordered: ReadonlySet<Node>,
): string[] {
  const path: string[] = [];
  const positions = new Map<string, number>();
  let current = nodes.find((node) => !ordered.has(node));
  while (current && !positions.has(current.uniqueId)) {
    positions.set(current.uniqueId, path.length);
    path.push(current.uniqueId);
    current = knownParents(current, byId).find((parent) => !ordered.has(parent));
  }
  return path.slice(positions.get(current?.uniqueId ?? '') ?? 0);
}
