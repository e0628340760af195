import { findCycles } from '../../src/agents/assessment/cycles.js';

const graph = (edges: Record<string, string[]>) => new Map(Object.entries(edges));

describe('dependency cycles', () => {
  test('are found with all their members, and only those', () => {
    expect(findCycles(graph({ a: ['b'], b: ['c'], c: ['b'], d: ['a'] }))).toEqual([['b', 'c']]);
  });

  test('an object that reads itself is one', () => {
    expect(findCycles(graph({ a: ['a'], b: [] }))).toEqual([['a']]);
  });

  test('a chain of 50,000 views needs no stack', () => {
    const edges = Object.fromEntries(Array.from({ length: 50_000 }, (_, i) => [`v${i}`, [`v${i + 1}`]]));
    expect(findCycles(graph(edges))).toEqual([]);
  });
});
