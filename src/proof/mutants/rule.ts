/** What a rule of mutation is: a kind of node, and the changes it may suffer. */
import type { Expression, Query, QueryBody, TableSource, Top, Window } from '../../syntax/tsql/ast/index.js';
import type { AnyNode } from '../../syntax/tsql/walk.js';
import type { DefinitionTree } from '../reading/definition-tree.js';
import type { Reading } from '../reading/reading.js';
import type { NonNull } from '../reading/source.js';

/** One splice: the text from `start` to `end` becomes `by`. */
export interface Change {
  readonly start: number;
  readonly end: number;
  readonly by: string;
  readonly what: string;
  /** Constraints by name; empty when the words of the query alone make it the same query. */
  readonly justifiedBy?: string | null;
}

type Mutable = Expression | Query | QueryBody | TableSource | Top | Window;

export interface Rule {
  readonly name: string;
  readonly kind: Mutable['kind'];
  readonly changes: (node: AnyNode, tree: DefinitionTree, reading: Reading) => readonly Change[];
}

export function on<K extends Mutable['kind']>(
  name: string,
  kind: K,
  changes: (node: Extract<Mutable, { kind: K }>, tree: DefinitionTree, reading: Reading) => readonly Change[],
): Rule {
  // A rule is asked for nodes of its own kind only.
  return {
    name,
    kind,
    changes: (node, tree, reading) => changes(node as Extract<Mutable, { kind: K }>, tree, reading),
  };
}

/** A node by another text. */
export function replaced({ span }: Pick<AnyNode, 'span'>, by: string, what: string): Change {
  return { start: span.start, end: span.end, by, what };
}

/** Text of an expression, safe to stand where another expression stood. */
export function operandText(node: Expression, tree: DefinitionTree): string {
  const isAtom = ['column', 'literal', 'variable', 'call', 'parenthesised', 'case', 'cast', 'convert', 'subquery'].includes(node.kind); // prettier-ignore
  return isAtom ? tree.textOf(node) : `(${tree.textOf(node)})`;
}

/** The operator between two nodes: the first of these words or symbols there. */
export function wordBetween(
  from: number,
  to: number,
  words: readonly string[],
  tree: DefinitionTree,
): { readonly start: number; readonly end: number; readonly upper: string } | null {
  return tree.tokensBetween(from, to).find(({ upper }) => words.includes(upper)) ?? null;
}

/**
 * A change with what explains that it changes no rows: constraints by name justify it. Where the words of the query
 * alone make it the same query, it is no fault and left out.
 */
export function explained(change: Change, reasons: NonNull): Change[] {
  if (reasons === null) return [change];
  return [{ ...change, justifiedBy: reasons.join(', ') }];
}

/** Reasons that hold together; null where one is wanting. */
export function together(all: readonly NonNull[]): NonNull {
  const found = new Set<string>();
  for (const reasons of all) {
    if (reasons === null) return null;
    for (const reason of reasons) found.add(reason);
  }
  return [...found];
}
