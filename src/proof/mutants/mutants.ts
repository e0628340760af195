/** All mutants of a definition, by the table of rules. Pure: the same text gives the same mutants in the same order. */
import type { Catalog } from '../../catalog/catalog.js';
import { DefinitionTree, statementsOf, type DefinitionText } from '../reading/definition-tree.js';
import { Reading } from '../reading/reading.js';
import type { Mutant, Mutants } from './mutant.js';
import type { Change } from './rule.js';
import { RULES } from './rules/index.js';

export const MUTANTS_MAX = 200;

/** @param catalog says which mutants no rows can tell apart; without it none is justified @param max of one definition; those kept are spread evenly over the rules and the text. None for what the parser does not know in full. */
export function mutantsOf(definition: DefinitionText, catalog: Catalog | null = null, max = MUTANTS_MAX): Mutants {
  const candidates = wholeCandidates(definition, catalog).filter(({ justifiedBy }) => justifiedBy !== '');
  const kept = spread(candidates, max);
  return { mutants: kept, leftOut: candidates.length - kept.length };
}

/** What is left out of the mutants, as it is the same query by its words alone: no rows at all may tell these apart. */
export function sameQueriesOf(definition: DefinitionText, catalog: Catalog | null): readonly Mutant[] {
  return wholeCandidates(definition, catalog).filter(({ justifiedBy }) => justifiedBy === '');
}

function wholeCandidates(definition: DefinitionText, catalog: Catalog | null): Mutant[] {
  const tree = DefinitionTree.read(definition);
  if (!tree) return [];
  return distinct(candidatesOf(tree, catalog), tree).filter(({ text }) => isStillWhole(text, definition, tree));
}

interface Candidate extends Change {
  readonly rule: string;
}

function candidatesOf(tree: DefinitionTree, catalog: Catalog | null): Candidate[] {
  const reading = Reading.of(tree, catalog);
  const found: Candidate[] = [];
  for (const node of tree.nodes())
    for (const { name, kind, changes } of RULES)
      if (kind === node.kind) for (const change of changes(node, tree, reading)) found.push({ ...change, rule: name });
  return found.toSorted((a, b) => a.start - b.start || a.end - b.end || order(a.rule, b.rule));
}

const order = (a: string, b: string): number => (a < b ? -1 : a > b ? 1 : 0);

/** The first of those with the same text, and none that is the original's. */
function distinct(candidates: readonly Candidate[], tree: DefinitionTree): Mutant[] {
  const seen = new Set([tree.text]);
  const counts = new Map<string, number>();
  return candidates.flatMap(({ rule, start, end, by, what, justifiedBy }) => {
    const text = tree.text.slice(0, start) + by + tree.text.slice(end);
    if (seen.has(text)) return [];
    seen.add(text);
    const place = `${rule}@${start}:${end}`;
    const count = (counts.get(place) ?? 0) + 1;
    counts.set(place, count);
    const id = count === 1 ? place : `${place}#${count}`;
    return [{ id, rule, place: { start, end }, line: tree.lineOf(start), what, text, justifiedBy: justifiedBy ?? null }]; // prettier-ignore
  });
}

/** It parses, to as many statements of the same kinds. */
function isStillWhole(text: string, { quotedIdentifier }: DefinitionText, { statements }: DefinitionTree): boolean {
  const kinds = statementsOf({ text, quotedIdentifier })?.map(({ kind }) => kind);
  return kinds !== undefined && kinds.join() === statements.map(({ kind }) => kind).join();
}

/** Rules give in turn until the bound is reached; each gives from all over the text. */
function spread(candidates: readonly Mutant[], max: number): readonly Mutant[] {
  if (candidates.length <= max) return candidates;
  const byRule = grouped(candidates);
  const shares = sharesOf([...byRule.values()].map(({ length }) => length), max); // prettier-ignore
  const kept = new Set([...byRule.values()].flatMap((all, at) => evenly(all, shares[at] ?? 0)));
  return candidates.filter((each) => kept.has(each));
}

function grouped(candidates: readonly Mutant[]): Map<string, Mutant[]> {
  const groups = new Map<string, Mutant[]>();
  for (const mutant of candidates) groups.set(mutant.rule, [...(groups.get(mutant.rule) ?? []), mutant]);
  return groups;
}

function sharesOf(counts: readonly number[], max: number): number[] {
  const shares = counts.map(() => 0);
  let left = max;
  while (left > 0) {
    const open = counts.map((_, at) => at).filter((at) => (shares[at] ?? 0) < (counts[at] ?? 0));
    if (open.length === 0) break;
    for (const at of open.slice(0, left)) shares[at] = (shares[at] ?? 0) + 1;
    left -= Math.min(open.length, left);
  }
  return shares;
}

function evenly<T>(all: readonly T[], count: number): T[] {
  return Array.from({ length: count }, (_, at) => all[Math.floor((at * all.length) / count)]).flatMap((each) =>
    each === undefined ? [] : [each],
  );
}
