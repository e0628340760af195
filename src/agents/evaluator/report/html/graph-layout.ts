/** Places of nodes of a layered graph, left to right. Crossings are reduced by the barycentre rule (Sugiyama, Tagawa, Toda 1981), in a fixed number of sweeps. */

export interface GraphNode {
  readonly id: string;
  /** Column, 0 first. */
  readonly layer: number;
}

export interface GraphEdge {
  readonly from: string;
  readonly to: string;
}

/** Left upper corner, CSS pixels. */
export interface Point {
  readonly x: number;
  readonly y: number;
}

export interface Layout {
  readonly places: ReadonlyMap<string, Point>;
  /** For edges over more than one column: the points they pass, left to right, in gaps between the nodes. By `from>to`. */
  readonly bends: ReadonlyMap<string, readonly Point[]>;
  readonly width: number;
  readonly height: number;
}

/** Sizes in CSS pixels. */
export const NODE = { width: 216, height: 26, gapX: 72, gapY: 8, margin: 12 } as const;

/** Height of the gap an edge passes through. */
const PASSAGE_HEIGHT = 4;
const SWEEPS = 8;

interface Slot {
  readonly id: string;
  readonly height: number;
}

/** Input order breaks ties, so the same graph gives the same picture. */
export function layoutGraph(nodes: readonly GraphNode[], edges: readonly GraphEdge[]): Layout {
  const columns = columnsOf(nodes);
  const passages = addPassages(columns, edges);
  const neighbours = neighboursOf(edges, passages);
  for (let sweep = 0; sweep < SWEEPS; sweep++) {
    const order = sweep % 2 === 0 ? [...columns.keys()] : [...columns.keys()].reverse();
    for (const index of order) columns[index] = sortColumn(columns[index] ?? [], columns, neighbours);
  }
  return place(columns, passages);
}

/** Nodes by layer; layers without nodes take no room. */
function columnsOf(nodes: readonly GraphNode[]): Slot[][] {
  const byLayer = new Map<number, Slot[]>();
  for (const { id, layer } of nodes) {
    const slot = { id, height: NODE.height };
    const column = byLayer.get(layer);
    if (column) column.push(slot);
    else byLayer.set(layer, [slot]);
  }
  return [...byLayer].sort(([a], [b]) => a - b).map(([, column]) => column);
}

/** Edges over several columns get a gap in each column between. Those of one node share it, so that many readers make one line. By `from>to`. */
function addPassages(columns: Slot[][], edges: readonly GraphEdge[]): Map<string, string[]> {
  const columnOf = new Map(columns.flatMap((column, index) => column.map(({ id }) => [id, index] as const)));
  const passages = new Map<string, string[]>();
  const made = new Set<string>();
  for (const { from, to } of edges) {
    const ids: string[] = [];
    for (let index = (columnOf.get(from) ?? 0) + 1; index < (columnOf.get(to) ?? 0); index++) {
      const id = `${from}@${index}`;
      ids.push(id);
      if (!made.has(id)) columns[index]?.push({ id, height: PASSAGE_HEIGHT });
      made.add(id);
    }
    passages.set(`${from}>${to}`, ids);
  }
  return passages;
}

function neighboursOf(edges: readonly GraphEdge[], passages: ReadonlyMap<string, readonly string[]>) {
  const neighbours = new Map<string, Set<string>>();
  const add = (id: string, other: string) => neighbours.set(id, (neighbours.get(id) ?? new Set()).add(other));
  for (const { from, to } of edges) {
    const path = [from, ...(passages.get(`${from}>${to}`) ?? []), to];
    for (const [index, id] of path.entries()) {
      const next = path[index + 1];
      if (next === undefined) continue;
      add(id, next);
      add(next, id);
    }
  }
  return neighbours;
}

function sortColumn(
  column: readonly Slot[],
  columns: readonly (readonly Slot[])[],
  neighbours: ReadonlyMap<string, ReadonlySet<string>>,
): Slot[] {
  const position = positions(columns);
  const weighed = column.map((slot, index) => ({
    slot,
    index,
    weight: barycentre([...(neighbours.get(slot.id) ?? [])], position) ?? position.get(slot.id) ?? 0,
  }));
  return weighed.sort((a, b) => a.weight - b.weight || a.index - b.index).map(({ slot }) => slot);
}

/** Middle of every slot, with columns centred against each other. */
function positions(columns: readonly (readonly Slot[])[]): Map<string, number> {
  const position = new Map<string, number>();
  for (const column of columns) {
    let y = -columnHeight(column) / 2;
    for (const { id, height } of column) {
      position.set(id, y + height / 2);
      y += height + NODE.gapY;
    }
  }
  return position;
}

function barycentre(ids: readonly string[], position: ReadonlyMap<string, number>): number | null {
  const found = ids.flatMap((id) => position.get(id) ?? []);
  return found.length === 0 ? null : found.reduce((sum, y) => sum + y, 0) / found.length;
}

function columnHeight(column: readonly Slot[]): number {
  return Math.max(
    0,
    column.reduce((sum, { height }) => sum + height + NODE.gapY, -NODE.gapY),
  );
}

function place(columns: readonly (readonly Slot[])[], passages: ReadonlyMap<string, readonly string[]>): Layout {
  const { width, gapX, gapY, margin } = NODE;
  const tallest = Math.max(0, ...columns.map(columnHeight));
  const places = new Map<string, Point>();
  for (const [index, column] of columns.entries()) {
    let y = margin + Math.round((tallest - columnHeight(column)) / 2);
    for (const { id, height } of column) {
      places.set(id, { x: margin + index * (width + gapX), y });
      y += height + gapY;
    }
  }
  const bends = new Map([...passages].map(([key, ids]) => [key, ids.flatMap((id) => places.get(id) ?? [])]));
  return {
    places,
    bends,
    width: margin * 2 + Math.max(0, columns.length * (width + gapX) - gapX),
    height: margin * 2 + tallest,
  };
}
