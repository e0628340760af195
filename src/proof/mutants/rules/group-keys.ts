/** Keys of groups that are no plain columns, or stand in ROLLUP, CUBE and GROUPING SETS: one key more keeps apart what the collation holds equal. */
import type { Expression, GroupingItem, Select } from '../../../syntax/tsql/ast/index.js';
import type { DefinitionTree } from '../../reading/definition-tree.js';
import type { Reading } from '../../reading/reading.js';
import { functionName } from '../../reading/strictness.js';
import { on, type Change, type Rule } from '../rule.js';
import { BINARY } from './collations.js';
import { foldsLetters, mayEndInBlanks } from './texts.js';

export const GROUP_KEY_RULES: readonly Rule[] = [
  on('collation', 'select', (select, tree, reading) => keptApart(select, tree, reading, binaryKey)),
  on('trailing-blanks', 'select', (select, tree, reading) => keptApart(select, tree, reading, lengthKey)),
];

type ExtraKey = (
  key: Expression,
  text: string,
  reading: Reading,
) => { readonly key: string; readonly what: string } | null;

const binaryKey: ExtraKey = (key, text, reading) =>
  foldsLetters(key, reading) || holdsText(key, reading) ? { key: `(${text}) ${BINARY}`, what: 'letter by letter' } : null; // prettier-ignore

const lengthKey: ExtraKey = (key, text, reading) =>
  mayEndInBlanks(key, reading) ? { key: `DATALENGTH(${text})`, what: 'by trailing blanks' } : null;

function keptApart({ groupBy }: Select, tree: DefinitionTree, reading: Reading, extraKey: ExtraKey): Change[] {
  if (!groupBy || groupBy.withModifier || groupBy.all) return [];
  return groupBy.items.flatMap((item) => changesOf(item, false));

  function changesOf(item: GroupingItem, isNested: boolean): Change[] {
    switch (item.kind) {
      case 'group_composite':
        return [];
      case 'group_expression': {
        if (!isNested && item.expression.kind === 'column') return []; // a rule of its own knows what fixes it
        const text = tree.textOf(item.expression);
        const extra = extraKey(item.expression, text, reading);
        const by = isNested ? `(${text}, ${extra?.key ?? ''})` : `${text}, ${extra?.key ?? ''}`;
        return extra ? [{ start: item.span.start, end: item.span.end, by, what: `groups of ${text} were kept apart ${extra.what}` }] : []; // prettier-ignore
      }
      default:
        return item.items.flatMap((each) => changesOf(each, true));
    }
  }
}

/** A text put together of columns. What was brought into one letter case tells nothing apart by it. */
function holdsText(node: Expression, reading: Reading): boolean {
  switch (node.kind) {
    case 'parenthesised':
      return holdsText(node.operand, reading);
    case 'binary':
      return [node.left, node.right].some((side) => foldsLetters(side, reading) || holdsText(side, reading));
    case 'call': {
      const name = functionName(node);
      return TEXT_FUNCTIONS.has(name) && node.args.some((arg) => foldsLetters(arg, reading) || holdsText(arg, reading));
    }
    default:
      return false;
  }
}

const TEXT_FUNCTIONS = new Set(['ltrim', 'rtrim', 'trim', 'left', 'right', 'substring', 'replace', 'concat', 'isnull', 'coalesce']); // prettier-ignore
