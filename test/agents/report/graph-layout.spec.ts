import { layoutGraph, NODE } from '../../../src/agents/evaluator/report/html/graph-layout.js';

const nodes = [
  ...['a', 'b', 'c', 'd', 'e'].map((id) => ({ id, layer: 0 })),
  ...['p', 'q', 'r'].map((id) => ({ id, layer: 1 })),
  ...['x', 'y'].map((id) => ({ id, layer: 2 })),
];
const edges = [
  { from: 'a', to: 'r' },
  { from: 'e', to: 'p' },
  { from: 'c', to: 'q' },
  { from: 'p', to: 'x' },
  { from: 'r', to: 'y' },
  { from: 'b', to: 'y' },
];

describe('the layout of the lineage', () => {
  it('lets no two boxes overlap', () => {
    const places = [...layoutGraph(nodes, edges).places].filter(([id]) => !id.includes('@')).map(([, place]) => place);
    for (const [index, a] of places.entries())
      for (const b of places.slice(index + 1))
        expect(Math.abs(a.x - b.x) >= NODE.width || Math.abs(a.y - b.y) >= NODE.height).toBe(true);
  });

  it('puts what is read to the left of what reads it', () => {
    const { places } = layoutGraph(nodes, edges);
    for (const { from, to } of edges) expect(places.get(from)!.x).toBeLessThan(places.get(to)!.x);
  });

  it('leads an edge over two columns through a gap between the boxes of the middle one', () => {
    const { bends, places } = layoutGraph(nodes, edges);
    const [bend] = bends.get('b>y')!;
    for (const id of ['p', 'q', 'r']) {
      const { y } = places.get(id)!;
      expect(bend!.y + 2 < y || bend!.y + 2 > y + NODE.height).toBe(true);
    }
  });

  it('untwists edges that cross in the given order', () => {
    const { places } = layoutGraph(
      ['1', '2', '3', 'i', 'ii', 'iii'].map((id) => ({ id, layer: /\d/.test(id) ? 0 : 1 })),
      [
        { from: '1', to: 'iii' },
        { from: '2', to: 'ii' },
        { from: '3', to: 'i' },
      ],
    );
    const order = (ids: string[]) => ids.sort((a, b) => places.get(a)!.y - places.get(b)!.y);
    const partner: Record<string, string> = { '1': 'iii', '2': 'ii', '3': 'i' };
    expect(order(['1', '2', '3']).map((id) => partner[id])).toEqual(order(['i', 'ii', 'iii']));
  });

  it('survives cycles and edges to nowhere', () => {
    const layout = layoutGraph(
      [
        { id: 'a', layer: 0 },
        { id: 'b', layer: 0 },
      ],
      [
        { from: 'a', to: 'b' },
        { from: 'b', to: 'a' },
        { from: 'a', to: 'gone' },
      ],
    );
    expect(layout.places.size).toBe(2);
    expect(layoutGraph([], []).width).toBeGreaterThanOrEqual(0);
  });
});
