/** Texts compared as another system compares them: letter by letter, and with their trailing blanks. */
import type { Expression, QueryBody, Select, SelectItem } from '../../../syntax/tsql/ast/index.js';
import type { Reading } from '../../reading/reading.js';
import type { DefinitionTree } from '../../reading/definition-tree.js';
import { functionName } from '../../reading/strictness.js';
import { fixesSource } from '../../reading/determined.js';
import { plainKeys } from '../../reading/keys.js';
import { explained, on, operandText, replaced, type Change, type Rule } from '../rule.js';
import { bracketed, foldsLetters, isString, sortsByLetters } from './texts.js';

/** Tells letters apart by their code alone. */
export const BINARY = 'COLLATE Latin1_General_BIN2';

export const COLLATION_RULES: readonly Rule[] = [
  on('collation', 'comparison', ({ left, right }, tree, reading) =>
    folds(left, reading) && folds(right, reading) ? [toBinary(right, tree, 'compared')] : [],
  ),
  on('collation', 'in_list', ({ operand, items }, tree, reading) =>
    folds(operand, reading) && items.some((item) => folds(item, reading)) ? [toBinary(operand, tree, 'compared')] : [],
  ),
  on('collation', 'in_query', ({ operand }, tree, reading) =>
    folds(operand, reading) ? [toBinary(operand, tree, 'compared')] : [],
  ),
  on('collation', 'like', ({ operand, pattern }, tree, reading) =>
    folds(operand, reading) && folds(pattern, reading) ? [toBinary(operand, tree, 'compared')] : [],
  ),
  on('collation', 'case', ({ operand, branches }, tree, reading) =>
    operand && folds(operand, reading) && branches.some(({ when }) => folds(when, reading))
      ? [toBinary(operand, tree, 'compared')]
      : [],
  ),
  on('collation', 'call', (node, tree, reading) => {
    const [arg] = node.args;
    const isExtreme = ['min', 'max'].includes(functionName(node));
    return isExtreme && arg && sortsByLetters(arg, reading) ? [toBinary(arg, tree, 'ordered')] : [];
  }),
  on('collation', 'select', (select, tree, reading) =>
    select.quantifier === 'distinct' ? distinctToBinary(select, tree, reading) : [],
  ),
  on('collation', 'set_operation', ({ operator, left }, tree, reading) => {
    const first = firstSelect(left);
    return operator === 'union_all' || !first ? [] : itemsToBinary(first.items, tree, reading);
  }),
  on('collation', 'select', groupedToBinary),
];

export function toBinary(node: Expression, tree: DefinitionTree, what: string): Change {
  return replaced(node, `${operandText(node, tree)} ${BINARY}`, `${tree.textOf(node)} was ${what} letter by letter`);
}

/**
 * A text whose letters the collation may hold equal to others: a column of text that is not binary nor tells all apart, and a
 * constant with letters. Of anything else it is not known.
 */
function folds(node: Expression, reading: Reading): boolean {
  if (node.kind === 'literal') return isString(node) && /\p{L}/u.test(node.value);
  return foldsLetters(node, reading);
}

export function firstSelect(body: QueryBody): Select | null {
  if (body.kind === 'set_operation') return firstSelect(body.left);
  return body.kind === 'select' ? body : firstSelect(body.query.body);
}

/** What belongs to a row that the others fix is one text, however it is compared. */
function distinctToBinary(select: Select, tree: DefinitionTree, reading: Reading): Change[] {
  const outputs = select.items.map(({ expression }) => expression);
  return select.items.flatMap((item) => {
    const change = itemToBinary(item, tree, reading);
    return change ? explained(change, fixesSource(select, outputs, item.expression, reading)) : [];
  });
}

/** One for each column of text, which keeps its name. */
export function itemsToBinary(items: readonly SelectItem[], tree: DefinitionTree, reading: Reading): Change[] {
  return items.flatMap((item) => {
    const change = itemToBinary(item, tree, reading);
    return change ? [change] : [];
  });
}

function itemToBinary(item: SelectItem, tree: DefinitionTree, reading: Reading): Change | null {
  const { expression } = item;
  if (item.kind !== 'select_expression' || !foldsLetters(expression, reading)) return null;
  const change = toBinary(expression, tree, 'kept apart');
  if (item.alias || expression.kind !== 'column') return change;
  return { ...change, by: `${change.by} AS ${bracketed(expression.name.value)}` };
}

/** The key of a group, and where the query shows it: both are changed, or it would not be valid. */
function groupedToBinary(select: Select, tree: DefinitionTree, reading: Reading): Change[] {
  const { groupBy, items } = select;
  const last = groupBy?.items.at(-1);
  const first = items[0];
  if (!groupBy || !last || !first) return [];
  const keys = plainKeys(groupBy);
  return groupBy.items.flatMap((key): Change[] => {
    if (key.kind !== 'group_expression' || !foldsLetters(key.expression, reading)) return [];
    const text = tree.textOf(key.expression);
    const shown = items.filter(({ expression }) => tree.textOf(expression).toLowerCase() === text.toLowerCase());
    const changes = [...shown.flatMap((item) => itemToBinary(item, tree, reading) ?? []), toBinary(key.expression, tree, 'kept apart')]; // prettier-ignore
    const change = spliced(first.span.start, last.span.end, changes, tree, `groups of ${text} were kept apart letter by letter`); // prettier-ignore
    return explained(change, keys ? fixesSource(select, keys, key.expression, reading) : null);
  });
}

function spliced(
  start: number,
  end: number,
  changes: readonly Change[],
  { text }: DefinitionTree,
  what: string,
): Change {
  let by = '';
  let at = start;
  for (const change of changes.toSorted((a, b) => a.start - b.start)) {
    by += text.slice(at, change.start) + change.by;
    at = change.end;
  }
  return { start, end, by: by + text.slice(at, end), what };
}
