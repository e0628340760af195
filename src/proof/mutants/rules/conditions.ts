/** Conditions: parts left out, joined otherwise, negated. */
import type { Expression } from '../../../syntax/tsql/ast/index.js';
import type { DefinitionTree } from '../../reading/definition-tree.js';
import type { NonNull } from '../../reading/source.js';
import { whyAlwaysTrue, whyNeverTrue } from '../filters.js';
import { explained, on, replaced, wordBetween, type Change, type Rule } from '../rule.js';

type Of<K extends Expression['kind']> = Extract<Expression, { kind: K }>;

const oneLine = (text: string): string => {
  const flat = text.replace(/\s+/g, ' ');
  return flat.length > 60 ? `${flat.slice(0, 57)}...` : flat;
};

export const CONDITION_RULES: readonly Rule[] = [
  on('dropped-conjunct', 'logical', (node, tree, reading) =>
    node.operator === 'and' ? withoutEach(node, tree, (term) => whyAlwaysTrue(term, tree, reading)) : [],
  ),
  on('dropped-alternative', 'logical', (node, tree, reading) =>
    node.operator === 'or' ? withoutEach(node, tree, (term) => whyNeverTrue(term, reading)) : [],
  ),
  on('and-or', 'logical', (node, tree) => {
    const { operator, left, right } = node;
    const other = operator === 'and' ? 'OR' : 'AND';
    return [replaced(node, `(${tree.textOf(left)} ${other} ${tree.textOf(right)})`, `${operator.toUpperCase()} became ${other}`)]; // prettier-ignore
  }),
  on('dropped-not', 'not', (node, tree) => [replaced(node, tree.textOf(node.operand), 'NOT was dropped')]),
  on('negated', 'like', (node, tree) => flipped(node, node.operand, 'LIKE', tree)),
  on('negated', 'in_list', (node, tree) => flipped(node, node.operand, 'IN', tree)),
  on('negated', 'in_query', (node, tree) => flipped(node, node.operand, 'IN', tree)),
  on('negated', 'between', (node, tree) => flipped(node, node.operand, 'BETWEEN', tree)),
  on('negated', 'is_distinct', (node, tree) => flipped(node, node.left, 'DISTINCT', tree)),
  on('negated', 'exists', (node, tree) =>
    isNegatedAround(node, tree) ? [] : [replaced(node, `NOT ${tree.textOf(node)}`, 'EXISTS became NOT EXISTS')],
  ),
  on('null-test', 'is_null', (node, tree) => flipped(node, node.operand, 'NULL', tree)),
  on(
    'in-item',
    'in_list',
    ({ items }, tree) =>
    items.length < 2 ? [] : items.map((item, at) => withoutItem(items, at, `${oneLine(tree.textOf(item))} was dropped from IN`)), // prettier-ignore
  ),
  on('dropped-where', 'select', ({ where }, tree, reading) =>
    where ? explained(withoutClause(where, 'WHERE', tree), whyAlwaysTrue(where, tree, reading)) : [],
  ),
  on('dropped-having', 'select', ({ having }, tree) => (having ? [withoutClause(having, 'HAVING', tree)] : [])),
];

/** Without one of two. In a chain of the same word the left one of the two is a chain too, whose parts are left out one by one. */
function withoutEach(node: Of<'logical'>, tree: DefinitionTree, why: (term: Expression) => NonNull): Change[] {
  const isChain = node.left.kind === 'logical' && node.left.operator === node.operator;
  const kept: readonly (readonly [Expression, Expression])[] = [
    [node.right, node.left],
    [node.left, node.right],
  ];
  return kept
    .slice(isChain ? 1 : 0)
    .flatMap(([stays, goes]) =>
      explained(replaced(node, tree.textOf(stays), `${oneLine(tree.textOf(goes))} was dropped`), why(goes)),
    );
}

/** NOT put before or taken from the word of a condition. A NOT around it has its own rule. */
function flipped(
  node: Of<'like' | 'in_list' | 'in_query' | 'between' | 'is_null' | 'is_distinct'>,
  operand: Expression,
  word: string,
  tree: DefinitionTree,
): Change[] {
  if (isNegatedAround(node, tree)) return [];
  const place = wordBetween(operand.span.end, node.span.end, [word], tree);
  if (!place) return [];
  if (!node.negated) return [{ start: place.start, end: place.start, by: 'NOT ', what: `${word} became NOT ${word}` }];
  const not = wordBetween(operand.span.end, place.start, ['NOT'], tree);
  return not ? [{ start: not.start, end: place.start, by: '', what: `NOT ${word} became ${word}` }] : [];
}

const isNegatedAround = (node: Expression, tree: DefinitionTree): boolean => tree.holderOf(node)?.kind === 'not';

/** The item with the comma behind it, or for the last one the comma before it. */
function withoutItem(items: readonly Expression[], at: number, what: string): Change {
  const [before, item, after] = [items[at - 1], items[at], items[at + 1]];
  const start = after || !before ? (item?.span.start ?? 0) : before.span.end;
  return { start, end: after ? after.span.start : (item?.span.end ?? start), by: '', what };
}

function withoutClause(condition: Expression, word: string, tree: DefinitionTree): Change {
  const start = tree.tokenBefore(condition.span.start)?.start ?? condition.span.start;
  return { start, end: condition.span.end, by: '', what: `${word} was dropped` };
}
