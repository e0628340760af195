/** Comparisons and the constants in them. */
import type { Expression, Literal } from '../../../syntax/tsql/ast/index.js';
import type { DefinitionTree } from '../../reading/definition-tree.js';
import { on, replaced, wordBetween, type Change, type Rule } from '../rule.js';

/** What an operator is mistaken for: the boundary moved, or the sense turned. */
const MISTAKEN: Readonly<Record<string, { readonly rule: 'boundary' | 'equality'; readonly by: string }>> = {
  '<': { rule: 'boundary', by: '<=' },
  '<=': { rule: 'boundary', by: '<' },
  '>': { rule: 'boundary', by: '>=' },
  '>=': { rule: 'boundary', by: '>' },
  '!<': { rule: 'boundary', by: '>' },
  '!>': { rule: 'boundary', by: '<' },
  '=': { rule: 'equality', by: '<>' },
  '<>': { rule: 'equality', by: '=' },
  '!=': { rule: 'equality', by: '=' },
};
export const COMPARISON_RULES: readonly Rule[] = [
  on('boundary', 'comparison', ({ left, right }, tree) => mistaken('boundary', left.span.end, right.span.start, tree)),
  on('equality', 'comparison', ({ left, right }, tree) => mistaken('equality', left.span.end, right.span.start, tree)),
  on('boundary', 'quantified', ({ left, query }, tree) => mistaken('boundary', left.span.end, query.span.start, tree)),
  on('equality', 'quantified', ({ left, query }, tree) => mistaken('equality', left.span.end, query.span.start, tree)),
  on('boundary', 'between', (node, tree) => {
    const { operand, low, high, negated } = node;
    const [x, a, b] = [operand, low, high].map((each) => tree.textOf(each));
    const not = negated ? 'NOT ' : '';
    return [
      replaced(node, `${not}(${x} > ${a} AND ${x} <= ${b})`, 'the lower end of BETWEEN was left out'),
      replaced(node, `${not}(${x} >= ${a} AND ${x} < ${b})`, 'the upper end of BETWEEN was left out'),
    ];
  }),
  on('constant', 'literal', (node, tree) => moved(node, tree)),
];

function operatorBetween(from: number, to: number, tree: DefinitionTree) {
  return wordBetween(from, to, Object.keys(MISTAKEN), tree);
}

function mistaken(rule: 'boundary' | 'equality', from: number, to: number, tree: DefinitionTree): Change[] {
  const token = operatorBetween(from, to, tree);
  if (!token) return [];
  const other = MISTAKEN[token.upper];
  return other?.rule === rule ? [{ start: token.start, end: token.end, by: other.by, what: `${token.upper} became ${other.by}` }] : []; // prettier-ignore
}

/** Numbers that are compared move both ways; those that are calculated with move up. */
function moved(literal: Literal, tree: DefinitionTree): Change[] {
  if (!['integer', 'decimal', 'money'].includes(literal.type)) return [];
  const use = useOf(literal, tree);
  if (use === null) return [];
  const steps = use === 'compared' ? [1, -1] : [1];
  return steps.flatMap((step) => {
    const by = shifted(literal.text, step);
    return by === null ? [] : [replaced(literal, by, `${literal.text} became ${by}`)];
  });
}

function useOf(literal: Literal, tree: DefinitionTree): 'compared' | 'calculated' | null {
  let holder = tree.holderOf(literal);
  if (holder?.kind === 'unary') holder = tree.holderOf(holder);
  if (!holder) return null;
  if (holder.kind === 'comparison' || holder.kind === 'between' || holder.kind === 'quantified') return 'compared';
  if (holder.kind === 'binary') return 'calculated';
  return holder.kind === 'call' && isDateAdd(holder as Expression) ? 'calculated' : null; // a call is an expression
}

const isDateAdd = (node: Expression): boolean =>
  node.kind === 'call' && node.name.parts.at(-1)?.value.toLowerCase() === 'dateadd';

/** The number with its integer part moved by one; null where that is no plain number. */
function shifted(text: string, step: number): string | null {
  const parts = /^(\$?)(\d{1,15})(\.\d*)?$/.exec(text);
  if (!parts) return null;
  const [, sign = '', whole = '0', rest = ''] = parts;
  const value = Number(whole) + step;
  if (value >= 0) return `${sign}${value}${rest}`;
  return /^\.?0*$/.test(rest) ? `(${sign === '' ? '-1' : '-$1'})` : null;
}
