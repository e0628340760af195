/** Joins of another kind. */
import type { Join } from '../../../syntax/tsql/ast/index.js';
import { on, wordBetween, type Change, type Rule } from '../rule.js';

const OTHERS: Readonly<Record<Join['type'], readonly Join['type'][]>> = {
  inner: ['left', 'right'],
  left: ['inner', 'right'],
  right: ['inner', 'left'],
  full: ['left', 'right'],
  cross: [],
};

export const JOIN_RULES: readonly Rule[] = [
  on('join-kind', 'join', (join, tree) => {
    const words = tree.tokensBetween(join.left.span.end, join.right.span.start);
    const [first, last] = [words[0], words.find(({ upper }) => upper === 'JOIN')];
    if (!first || !last) return [];
    return OTHERS[join.type].map((type): Change => ({ start: first.start, end: last.end, by: `${type.toUpperCase()} JOIN`, what: `${join.type} join became ${type} join` })); // prettier-ignore
  }),
  on('apply-kind', 'apply', ({ type, left, right }, tree) => {
    const word = wordBetween(left.span.end, right.span.start, ['CROSS', 'OUTER'], tree);
    const other = type === 'cross' ? 'outer' : 'cross';
    return word ? [{ ...placeOf(word), by: other.toUpperCase(), what: `${type} apply became ${other} apply` }] : [];
  }),
];

const placeOf = ({ start, end }: Pick<Change, 'start' | 'end'>) => ({ start, end });
