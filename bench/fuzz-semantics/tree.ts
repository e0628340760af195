/** Generated T-SQL as a tree that knows where it may be made smaller. */

export type Piece = string | Tree;

/**
 * `value` and `predicate` may give way to one of their own kind within them, or to their `simplest`; a `list` may lose items, down to one;
 * what is `optional` may be left out; `fixed` stands as it is, and only its parts may change.
 */
export interface Tree {
  readonly kind: 'value' | 'predicate' | 'list' | 'optional' | 'fixed';
  readonly pieces: readonly Piece[];
  /** Between the items of a list. */
  readonly separator?: string;
  /** Texts that may stand for a value or predicate, the simplest first. */
  readonly simplest?: readonly string[];
}

export const fixed = (...pieces: readonly Piece[]): Tree => ({ kind: 'fixed', pieces });
export const optional = (...pieces: readonly Piece[]): Tree => ({ kind: 'optional', pieces });
export const list = (pieces: readonly Piece[], separator = ', '): Tree => ({ kind: 'list', pieces, separator });

export function textOf(piece: Piece): string {
  if (typeof piece === 'string') return piece;
  return piece.pieces.map(textOf).join(piece.separator ?? '');
}

/** How many nodes it has. */
export const sizeOf = (piece: Piece): number =>
  typeof piece === 'string' ? 1 : piece.pieces.reduce((sum, part) => sum + sizeOf(part), 1);

const STEPS_MAX = 20_000;

/** Every tree that is one step smaller, the biggest steps first. Bounded, however large the tree. */
export function* smaller(tree: Tree): Generator<Tree> {
  let steps = 0;
  for (const step of stepsOf(tree)) {
    if (++steps > STEPS_MAX) return;
    yield step;
  }
}

function* stepsOf(tree: Tree): Generator<Tree> {
  yield* ownSteps(tree);
  for (const [index, piece] of tree.pieces.entries()) {
    if (typeof piece === 'string') continue;
    for (const step of stepsOf(piece)) yield { ...tree, pieces: tree.pieces.with(index, step) };
  }
}

function* ownSteps(tree: Tree): Generator<Tree> {
  if (tree.kind === 'optional' && tree.pieces.length > 0) yield { ...tree, pieces: [] };
  if (tree.kind === 'list' && tree.pieces.length > 1) yield* listSteps(tree);
  if (tree.kind !== 'value' && tree.kind !== 'predicate') return;
  const text = textOf(tree);
  for (const simple of tree.simplest ?? [])
    if (simple.length < text.length) yield { ...tree, pieces: [simple], simplest: [] };
  for (const inner of within(tree, tree.kind)) if (textOf(inner).length < text.length) yield inner;
}

/** Halves first, then single items. */
function* listSteps(tree: Tree): Generator<Tree> {
  const middle = tree.pieces.length >> 1;
  if (middle > 1) {
    yield { ...tree, pieces: tree.pieces.slice(0, middle) };
    yield { ...tree, pieces: tree.pieces.slice(middle) };
  }
  for (let index = tree.pieces.length - 1; index >= 0; index--)
    yield { ...tree, pieces: tree.pieces.toSpliced(index, 1) };
}

/** Nodes of a kind below a node, the nearest of each branch. */
function* within(tree: Tree, kind: Tree['kind']): Generator<Tree> {
  for (const piece of tree.pieces) {
    if (typeof piece === 'string') continue;
    if (piece.kind === kind) yield piece;
    else yield* within(piece, kind);
  }
}
