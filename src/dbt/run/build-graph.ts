/**
 * The order of `dbt build`: a node waits for what it reads, and for the tests of what it reads.
 * Source: dbt docs, "About dbt build command" (tests on upstream resources block downstream ones); dbt-core 1.11, `Linker.add_test_edges`.
 */
import type { CompiledNode, CompiledProject } from '../compile/compiled-project.js';
import { childrenOf, orderGraph, type GraphNode } from '../compile/graph-order.js';

/** A node with everything it waits for. */
export interface BuildNode extends GraphNode {
  readonly node: CompiledNode;
}

export function buildOrder({ models, tests }: CompiledProject): BuildNode[] {
  const blocking = testsBlocking({ models, tests });
  const nodes = [...models, ...tests].map((node) => ({
    uniqueId: node.uniqueId,
    node,
    dependsOn: [...node.dependsOn, ...(node.kind === 'model' ? (blocking.get(node.uniqueId) ?? []) : [])],
  }));
  return orderGraph(nodes).ordered;
}

/** Tests that a model waits for: those whose models all lie upstream of it. */
function testsBlocking({ models, tests }: Pick<CompiledProject, 'models' | 'tests'>): Map<string, string[]> {
  const byId = new Map(models.map((model) => [model.uniqueId, model]));
  const children = childrenOf(models, byId);
  const blocking = new Map<string, string[]>();
  for (const test of tests) {
    const parents = [...new Set(test.dependsOn)];
    for (const model of blockedBy(parents, children)) {
      const list = blocking.get(model);
      if (list) list.push(test.uniqueId);
      else blocking.set(model, [test.uniqueId]);
    }
  }
  return blocking;
}

/** Children of the only parent (theirs wait for them); with several parents, what descends from every one. */
function blockedBy(parents: readonly string[], children: ReadonlyMap<string, readonly GraphNode[]>): string[] {
  const [first, ...others] = parents;
  if (first === undefined) return [];
  if (others.length === 0) return (children.get(first) ?? []).map(({ uniqueId }) => uniqueId);
  const sets = parents.map((parent) => descendantsOf(parent, children));
  return [...(sets[0] ?? [])].filter((id) => sets.every((set) => set.has(id)));
}

function descendantsOf(id: string, children: ReadonlyMap<string, readonly GraphNode[]>): Set<string> {
  const found = new Set<string>();
  const waiting = [id];
  for (let current = waiting.pop(); current !== undefined; current = waiting.pop()) {
    for (const { uniqueId } of children.get(current) ?? []) {
      if (found.has(uniqueId)) continue;
      found.add(uniqueId);
      waiting.push(uniqueId);
    }
  }
  return found;
}
