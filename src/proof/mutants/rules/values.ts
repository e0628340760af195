/** Aggregates, arithmetic, and functions of text. */
import type { Expression, FunctionCall, Select } from '../../../syntax/tsql/ast/index.js';
import { explained, on, replaced, wordBetween, type Change, type Rule } from '../rule.js';
import type { DefinitionTree } from '../../reading/definition-tree.js';
import { fixesColumns, fixesRow } from '../../reading/determined.js';
import type { Reading } from '../../reading/reading.js';
import type { NonNull } from '../../reading/source.js';
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
  on('aggregate', 'call', (node, _tree, reading) => {
    const by = OTHER_AGGREGATE[functionName(node)];
    const change = by && replaced(node.name, by, `${functionName(node).toUpperCase()} became ${by}`);
    return change ? explained(change, whyAlike(node, reading)) : [];
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
function counted(node: FunctionCall, _tree: DefinitionTree, reading: Reading): Change[] {
  const name = functionName(node);
  const [first] = node.args;
  if (!first) return [];
  if (node.distinct === 'distinct' && ['count', 'count_big', 'sum', 'avg', 'string_agg'].includes(name)) {
    const change = { start: node.name.span.end, end: first.span.start, by: '(', what: 'DISTINCT was dropped' };
    return explained(change, whyOneRow(node, [first], reading));
  }
  if (name !== 'count' && name !== 'count_big') return [];
  if (first.kind === 'star') return ofNullable(first, name, node, reading);
  return explained(replaced(first, '*', `${name.toUpperCase()} of a value became that of rows`), reading.nonNull(first)); // prettier-ignore
}

/** COUNT(*) of rows in which some column can be NULL: the first such column, one that an outer join makes NULL before others. */
function ofNullable(star: Expression, name: string, call: FunctionCall, reading: Reading): Change[] {
  const place = reading.placeOf(call);
  if (!place || call.over) return [];
  const sources = reading.sourcesOf(place.select).filter((source) => source.name !== '');
  const far = sources.filter((source) => reading.isExtended(source, place));
  for (const source of [...far, ...sources]) {
    const isFar = far.includes(source);
    const column = source.columns()?.find((each) => each.name !== '' && (isFar || each.nonNull === null) && !reading.isRequired({ source, column: each }, place)); // prettier-ignore
    if (!column) continue;
    const by = `[${source.name.replace(/]/g, ']]')}].[${column.name.replace(/]/g, ']]')}]`;
    return [replaced(star, by, `${name.toUpperCase()} of rows became that of ${column.name}`)];
  }
  return [];
}

/** By trusted keys each group is one row, or all its rows have one value of the argument. */
function whyAlike(call: FunctionCall, reading: Reading): NonNull {
  const name = functionName(call);
  if (!['sum', 'avg', 'min', 'max'].includes(name)) return null;
  const single = whyOneRow(call, [], reading);
  const [arg] = call.args;
  const [select, keys] = groupOf(call, reading);
  if (single || !arg || !select || !keys || !['min', 'max'].includes(name)) return single;
  return fixesColumns(select, keys, [arg], reading);
}

/** Trusted keys by which rows of a group that agree in `more` are one row. */
function whyOneRow(call: FunctionCall, more: readonly Expression[], reading: Reading): NonNull {
  const [select, keys] = groupOf(call, reading);
  return select && keys ? fixesRow(select, [...keys, ...more], reading) : null;
}

/** The query of an aggregate and the keys of its groups; none for windows and grouping sets. */
function groupOf(call: FunctionCall, reading: Reading): [Select, Expression[]] | [null, null] {
  const place = reading.placeOf(call);
  if (!place || call.over || place.phase !== 'after') return [null, null];
  const { groupBy } = place.select;
  if (groupBy?.withModifier || groupBy?.items.some(({ kind }) => kind !== 'group_expression')) return [null, null];
  const keys = (groupBy?.items ?? []).flatMap((item) => (item.kind === 'group_expression' ? [item.expression] : []));
  return [place.select, keys];
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
