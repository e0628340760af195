/** What is done about NULL, and CASE. */
import type { CaseExpression } from '../../../syntax/tsql/ast/index.js';
import type { DefinitionTree } from '../../reading/definition-tree.js';
import { functionName } from '../../reading/strictness.js';
import { on, operandText, replaced, type Change, type Rule } from '../rule.js';

export const NULL_RULES: readonly Rule[] = [
  on('null-default', 'call', (node, tree) => {
    const name = functionName(node);
    const [first] = node.args;
    if ((name !== 'isnull' && name !== 'coalesce') || !first || node.args.length < 2) return [];
    return [replaced(node, operandText(first, tree), `${name.toUpperCase()} was dropped`)];
  }),
  on('null-made', 'call', (node, tree) => {
    const [first] = node.args;
    return functionName(node) === 'nullif' && first ? [replaced(node, operandText(first, tree), 'NULLIF was dropped')] : []; // prettier-ignore
  }),
  on('iif-swapped', 'call', (call, tree) => {
    const [, yes, no] = call.args;
    return functionName(call) === 'iif' && yes && no ? swapped(yes, no, tree) : [];
  }),
  on('case-branch', 'case', droppedBranches),
  on('case-else', 'case', ({ otherwise }, tree) =>
    otherwise && !/^null$/i.test(tree.textOf(otherwise)) ? [replaced(otherwise, 'NULL', 'ELSE was dropped')] : [],
  ),
  on('case-swapped', 'case', ({ branches, otherwise }, tree) => {
    const results = [...branches.map(({ then }) => then), ...(otherwise ? [otherwise] : [])];
    return results.slice(1).flatMap((result, at) => {
      const before = results[at];
      return before ? swapped(before, result, tree) : [];
    });
  }),
];

/** A branch whose test never holds: the type of the whole stays as it was. */
function droppedBranches({ operand, branches }: CaseExpression, tree: DefinitionTree): Change[] {
  return branches.flatMap(({ when, then }): Change[] => {
    const what = `WHEN ${tree.textOf(when).replace(/\s+/g, ' ').slice(0, 60)} was dropped`;
    if (!operand) return [replaced(when, '1 = 0', what)];
    if (branches.length === 1) return [{ start: operand.span.start, end: when.span.end, by: 'WHEN 1 = 0', what }];
    const start = tree.tokenBefore(when.span.start)?.start ?? when.span.start;
    return [{ start, end: then.span.end, by: '', what }];
  });
}

function swapped(a: CaseExpression['branches'][number]['then'], b: typeof a, tree: DefinitionTree): Change[] {
  const [first, second] = [tree.textOf(a), tree.textOf(b)];
  if (first === second) return [];
  const between = tree.text.slice(a.span.end, b.span.start);
  return [{ start: a.span.start, end: b.span.end, by: second + between + first, what: 'two results were swapped' }];
}
