/** Dependency cycles: strongly connected components of more than one object, or an object that reads itself (Tarjan, without recursion). */
interface Frame {
  readonly node: string;
  next: number;
}

/** Cycles of a graph given as adjacency lists; members sorted, cycles sorted by first member. */
export function findCycles(graph: ReadonlyMap<string, readonly string[]>): string[][] {
  return new CycleFinder(graph).run();
}

class CycleFinder {
  private readonly order = new Map<string, number>();
  private readonly low = new Map<string, number>();
  private readonly open: string[] = [];
  private readonly isOpen = new Set<string>();
  private readonly cycles: string[][] = [];

  constructor(private readonly graph: ReadonlyMap<string, readonly string[]>) {}

  run(): string[][] {
    for (const node of this.graph.keys()) if (!this.order.has(node)) this.explore(node);
    return this.cycles.sort(([a = ''], [b = '']) => (a < b ? -1 : 1));
  }

  private explore(root: string): void {
    const frames: Frame[] = [this.enter(root)];
    for (let frame = frames.at(-1); frame; frame = frames.at(-1)) {
      const target = this.edges(frame.node)[frame.next++];
      if (target === undefined) {
        frames.pop();
        this.leave(frame.node, frames.at(-1)?.node);
      } else if (!this.order.has(target)) frames.push(this.enter(target));
      else if (this.isOpen.has(target)) this.lower(frame.node, this.order.get(target) ?? 0);
    }
  }

  private edges(node: string): readonly string[] {
    return this.graph.get(node) ?? [];
  }

  private enter(node: string): Frame {
    this.order.set(node, this.order.size);
    this.low.set(node, this.order.size - 1);
    this.open.push(node);
    this.isOpen.add(node);
    return { node, next: 0 };
  }

  private lower(node: string, value: number): void {
    this.low.set(node, Math.min(this.low.get(node) ?? value, value));
  }

  private leave(node: string, parent: string | undefined): void {
    const low = this.low.get(node) ?? 0;
    if (parent !== undefined) this.lower(parent, low);
    if (low !== this.order.get(node)) return;
    const members = this.open.splice(this.open.lastIndexOf(node));
    for (const member of members) this.isOpen.delete(member);
    const isCycle = members.length > 1 || this.edges(node).includes(node);
    if (isCycle) this.cycles.push(members.sort((a, b) => (a < b ? -1 : a > b ? 1 : 0)));
  }
}
