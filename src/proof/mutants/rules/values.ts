/** Aggregates, arithmetic, and functions of text. */
import type { Expression, FunctionCall } from '../../../syntax/tsql/ast/index.js';
import { on, replaced, wordBetween, type Change, type Rule } from '../rule.js';
import { functionName } from '../../reading/strictness.js';

/** What one aggregate is mistaken for. */
const OTHER_AGGREGATE: Readonly<Record<string, string>> = {
  sum: 'MAX',
  avg: 'SUM',
  min: 'MAX',
  max: 'MIN',
  stdev: 'STDEVP',
  stdevp: 'STDEV',
  var: 'VARP',
  varp: 'VAR',
};

const OTHER_OPERATOR: Readonly<Record<string, string>> = { '+': '-', '-': '+', '*': '/', '/': '*', '%': '/', '&': '|', '|': '&' }; // prettier-ignore

/** Arguments of functions of text that count characters. */
const COUNTING_ARGS: Readonly<Record<string, readonly number[]>> = {
  substring: [1, 2],
  left: [1],
  right: [1],
  stuff: [1, 2],
  round: [1],
  replicate: [1],
};

export const VALUE_RULES: readonly Rule[] = [
  on('aggregate', 'call', (node) => {
    const by = OTHER_AGGREGATE[functionName(node)];
    return by ? [replaced(node.name, by, `${functionName(node).toUpperCase()} became ${by}`)] : [];
  }),
  on('count', 'call', counted),
  on('arithmetic', 'binary', ({ operator, left, right }, tree) => {
    const by = OTHER_OPERATOR[operator];
    const token = wordBetween(left.span.end, right.span.start, [operator], tree);
    if (!by || !token || (by !== '|' && isNeutral(operator, right))) return [];
    return [{ start: token.start, end: token.end, by, what: `${operator} became ${by}` }];
  }),
  on(
    'sign',
    'unary',
    (node, tree) =>
    node.operator === '-' && node.operand.kind !== 'literal' ? [replaced(node, tree.textOf(node.operand), 'the sign was dropped')] : [], // prettier-ignore
  ),
  on('text-length', 'call', (node) => {
    const places = COUNTING_ARGS[functionName(node)] ?? [];
    return places.flatMap((at) => longer(node.args[at]));
  }),
  on('pattern', 'like', ({ pattern }, tree) => {
    if (pattern.kind !== 'literal') return [];
    const { text } = pattern;
    return [...text.matchAll(/[%_]/g)].map(({ index }) => replaced(pattern, text.slice(0, index) + text.slice(index + 1), `a wildcard of ${tree.textOf(pattern)} was dropped`)); // prettier-ignore
  }),
];

/** COUNT(DISTINCT x), COUNT(x) and COUNT(*) are mistaken for the next one. */
function counted(node: FunctionCall): Change[] {
  const name = functionName(node);
  const [first] = node.args;
  if (!first) return [];
  if (node.distinct === 'distinct' && ['count', 'count_big', 'sum', 'avg', 'string_agg'].includes(name)) {
    return [{ start: node.name.span.end, end: first.span.start, by: '(', what: 'DISTINCT was dropped' }];
  }
  if ((name !== 'count' && name !== 'count_big') || first.kind === 'star') return [];
  return [replaced(first, '*', `${name.toUpperCase()} of a value became that of rows`)];
}

/** x * 1 is x / 1, and x + 0 is x - 0. */
function isNeutral(operator: string, right: Expression): boolean {
  if (right.kind !== 'literal') return false;
  return Number(right.value) === (operator === '*' || operator === '/' ? 1 : operator === '+' || operator === '-' ? 0 : NaN); // prettier-ignore
}

function longer(arg: Expression | undefined): Change[] {
  if (arg?.kind !== 'literal' || arg.type !== 'integer') return [];
  const by = String(Number(arg.value) + 1);
  return [replaced(arg, by, `${arg.text} became ${by}`)];
}
