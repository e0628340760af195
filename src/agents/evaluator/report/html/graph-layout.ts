/** Places of nodes of a layered graph, left to right: fewer crossings by the barycentre rule (Sugiyama, Tagawa, Toda 1981), a fixed number of sweeps. */

export interface GraphNode {
  readonly id: string;
  /** Column, 0 first. */
  readonly layer: number;
}

export interface GraphEdge {
  readonly from: string;
  readonly to: string;
}

export interface PlacedNode {
  readonly x: number;
  readonly y: number;
}

export interface Layout {
  readonly places: ReadonlyMap<string, PlacedNode>;
  readonly width: number;
  readonly height: number;
}

/** Sizes in CSS pixels. */
export const NODE = { width: 216, height: 26, gapX: 72, gapY: 8, margin: 12 } as const;

const SWEEPS = 6;

/** Input order breaks ties, so the same graph gives the same picture. */
export function layoutGraph(nodes: readonly GraphNode[], edges: readonly GraphEdge[]): Layout {
  const columns = columnsOf(nodes);
  const neighbours = neighboursOf(edges);
  for (let sweep = 0; sweep < SWEEPS; sweep++) {
    const order = sweep % 2 === 0 ? columns.keys() : [...columns.keys()].reverse();
    for (const index of order) columns[index] = sortColumn(columns[index] ?? [], columns, neighbours);
  }
  return place(columns);
}

/** Nodes by layer; layers without nodes take no room. */
function columnsOf(nodes: readonly GraphNode[]): string[][] {
  const byLayer = new Map<number, string[]>();
  for (const { id, layer } of nodes) {
    const column = byLayer.get(layer);
    if (column) column.push(id);
    else byLayer.set(layer, [id]);
  }
  return [...byLayer].sort(([a], [b]) => a - b).map(([, column]) => column);
}

function neighboursOf(edges: readonly GraphEdge[]): Map<string, string[]> {
  const neighbours = new Map<string, string[]>();
  const add = (node: string, other: string) => neighbours.set(node, [...(neighbours.get(node) ?? []), other]);
  for (const { from, to } of edges) {
    add(from, to);
    add(to, from);
  }
  return neighbours;
}

function sortColumn(column: readonly string[], columns: readonly (readonly string[])[], neighbours: ReadonlyMap<string, readonly string[]>): string[] {
  const position = positions(columns);
  const weights = new Map(column.map((id, index) => [id, barycentre(neighbours.get(id) ?? [], position, (index + 0.5) / column.length)]));
  return column
    .map((id, index) => ({ id, index }))
    .sort((a, b) => (weights.get(a.id) ?? 0) - (weights.get(b.id) ?? 0) || a.index - b.index)
    .map(({ id }) => id);
} // prettier-ignore

/** Height of every node as a share of its column, so that columns of different length compare. */
function positions(columns: readonly (readonly string[])[]): Map<string, number> {
  const position = new Map<string, number>();
  for (const column of columns)
    for (const [index, id] of column.entries()) position.set(id, (index + 0.5) / column.length);
  return position;
}

function barycentre(neighbours: readonly string[], position: ReadonlyMap<string, number>, own: number): number {
  const found = neighbours.flatMap((id) => position.get(id) ?? []);
  return found.length === 0 ? own : found.reduce((sum, y) => sum + y, 0) / found.length;
}

/** Columns are centred against the longest. */
function place(columns: readonly (readonly string[])[]): Layout {
  const { width, height, gapX, gapY, margin } = NODE;
  const columnHeight = (count: number) => Math.max(0, count * (height + gapY) - gapY);
  const tallest = Math.max(0, ...columns.map((column) => columnHeight(column.length)));
  const places = new Map<string, PlacedNode>();
  for (const [index, column] of columns.entries()) {
    const top = margin + Math.round((tallest - columnHeight(column.length)) / 2);
    for (const [row, id] of column.entries())
      places.set(id, { x: margin + index * (width + gapX), y: top + row * (height + gapY) });
  }
  return { places, width: margin * 2 + columns.length * (width + gapX) - gapX, height: margin * 2 + tallest };
}
