/** How hard an object is, and why: a score from a table of weights over what its syntax tree holds. */
import type { DefinitionFacts } from './references.js';

interface Weight {
  readonly kinds: readonly string[];
  readonly points: number;
  readonly reason: string;
}

const WEIGHTS: readonly Weight[] = [
  { kinds: ['join', 'apply'], points: 1, reason: 'joins' },
  { kinds: ['subquery', 'derived_table', 'in_query', 'exists', 'quantified'], points: 2, reason: 'subqueries' },
  { kinds: ['cte'], points: 2, reason: 'common table expressions' },
  { kinds: ['set_operation'], points: 1, reason: 'set operators' },
  { kinds: ['window'], points: 2, reason: 'window functions' },
  { kinds: ['case'], points: 1, reason: 'CASE expressions' },
  { kinds: ['pivot', 'unpivot'], points: 4, reason: 'PIVOT or UNPIVOT' },
  { kinds: ['for_clause', 'open_json', 'open_xml', 'method'], points: 5, reason: 'XML, JSON or CLR methods' },
  { kinds: ['insert', 'update', 'delete', 'merge', 'truncate'], points: 4, reason: 'data changes' },
  { kinds: ['if', 'while', 'goto', 'try_catch'], points: 3, reason: 'control of flow' },
  { kinds: ['cursor', 'declare_cursor'], points: 6, reason: 'cursors' },
  { kinds: ['execute'], points: 4, reason: 'procedure calls or dynamic SQL' },
  { kinds: ['unsupported'], points: 20, reason: 'syntax that is not understood' },
];

/** Points and the reasons that gave them, most points first. */
export function complexityOf(facts: DefinitionFacts): { score: number; reasons: string[] } {
  const scored = WEIGHTS.map(({ kinds, points, reason }) => {
    const count = kinds.reduce((sum, kind) => sum + (facts.kinds.get(kind) ?? 0), 0);
    return { points: count * points, text: `${count} ${reason}` };
  }).filter(({ points }) => points > 0);
  scored.sort((a, b) => b.points - a.points);
  return { score: scored.reduce((sum, { points }) => sum + points, 0), reasons: scored.map(({ text }) => text) };
}
