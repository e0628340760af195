/** What is done about NULL, and CASE. */
import type { CaseExpression, Comparison, Expression, FunctionCall } from '../../../syntax/tsql/ast/index.js';
import type { DefinitionTree } from '../../reading/definition-tree.js';
import type { Reading } from '../../reading/reading.js';
import type { NonNull } from '../../reading/source.js';
import { functionName } from '../../reading/strictness.js';
import { filterAround, whyNeverTrue } from '../filters.js';
import { explained, on, operandText, replaced, type Change, type Rule } from '../rule.js';

export const NULL_RULES: readonly Rule[] = [
  on('null-default', 'call', (node, tree, reading) => {
    const name = functionName(node);
    const [first] = node.args;
    if ((name !== 'isnull' && name !== 'coalesce') || !first || node.args.length < 2) return [];
    return explained(replaced(node, operandText(first, tree), `${name.toUpperCase()} was dropped`), whyNoDefault(node, first, tree, reading)); // prettier-ignore
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

/** The value has no NULL, or it is only asked whether it equals something that the default does not equal: unknown is as false. */
function whyNoDefault(call: FunctionCall, first: Expression, tree: DefinitionTree, reading: Reading): NonNull {
  const sure = reading.nonNull(first);
  if (sure) return sure;
  const holder = tree.holderOf(call);
  if (holder?.kind !== 'comparison' || call.args.length !== 2) return null;
  const comparison = holder as Comparison; // by its kind
  if (comparison.operator !== '=' || !filterAround(comparison, tree)) return null;
  const other = [comparison.left, comparison.right].find((each) => each !== call);
  const [, given] = call.args;
  return given && other && areDifferent(given, other) ? [] : null;
}

/** Whole numbers only: texts may be equal in ways that are not seen. */
function areDifferent(a: Expression, b: Expression): boolean {
  return a.kind === 'literal' && b.kind === 'literal' && a.type === 'integer' && b.type === 'integer' && Number(a.value) !== Number(b.value); // prettier-ignore
}

/** A branch whose test never holds: the type of the whole stays as it was. */
function droppedBranches({ operand, branches }: CaseExpression, tree: DefinitionTree, reading: Reading): Change[] {
  return branches.flatMap(({ when, then }): Change[] => {
    const what = `WHEN ${tree.textOf(when).replace(/\s+/g, ' ').slice(0, 60)} was dropped`;
    if (!operand) return explained(replaced(when, '1 = 0', what), whyNeverTrue(when, reading));
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
