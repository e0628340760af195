/** Joins of another kind. */
import type { Join } from '../../../syntax/tsql/ast/index.js';
import { alwaysMatches } from '../../reading/always-matches.js';
import type { DefinitionTree } from '../../reading/definition-tree.js';
import { alwaysOneRow } from '../../reading/keys.js';
import { keepsUnmatched, otherSide, type Side } from '../../reading/joins.js';
import type { Reading } from '../../reading/reading.js';
import { isLostAbove } from '../../reading/rejection.js';
import type { NonNull } from '../../reading/source.js';
import { explained, on, together, wordBetween, type Change, type Rule } from '../rule.js';

const OTHERS: Readonly<Record<Join['type'], readonly Join['type'][]>> = {
  inner: ['left', 'right'],
  left: ['inner', 'right'],
  right: ['inner', 'left'],
  full: ['left', 'right'],
  cross: [],
};

export const JOIN_RULES: readonly Rule[] = [
  on('join-kind', 'join', otherKinds),
  on('apply-kind', 'apply', (apply, tree, reading) => {
    const { type, left, right } = apply;
    const word = wordBetween(left.span.end, right.span.start, ['CROSS', 'OUTER'], tree);
    if (!word) return [];
    const other = type === 'cross' ? 'outer' : 'cross';
    const change = { start: word.start, end: word.end, by: other.toUpperCase(), what: `${type} apply became ${other} apply` }; // prettier-ignore
    const isSame = alwaysOneRow(right, reading) || isLostAbove(apply, 'right', reading);
    return explained(change, isSame ? [] : null);
  }),
];

function otherKinds(join: Join, tree: DefinitionTree, reading: Reading): Change[] {
  const words = tree.tokensBetween(join.left.span.end, join.right.span.start);
  const [first, last] = [words[0], words.find(({ upper }) => upper === 'JOIN')];
  if (!first || !last) return [];
  return OTHERS[join.type].flatMap((type) => {
    const change: Change = { start: first.start, end: last.end, by: `${type.toUpperCase()} JOIN`, what: `${join.type} join became ${type} join` }; // prettier-ignore
    const sides = (['left', 'right'] as const).filter((side) => keepsUnmatched(type, side) !== keepsUnmatched(join.type, side)); // prettier-ignore
    return explained(change, together(sides.map((side) => whyNoneMatter(join, side, reading))));
  });
}

/** Rows of a side without a partner: there are none, or what is above loses them anyway. */
function whyNoneMatter(join: Join, side: Side, reading: Reading): NonNull {
  return isLostAbove(join, otherSide(side), reading) ? [] : alwaysMatches(join, side, reading);
}
