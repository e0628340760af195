/** Texts compared as systems compare them for which a blank at the end is a letter like others. */
import type { Comparison, Select, SelectItem, SetOperation } from '../../../syntax/tsql/ast/index.js';
import type { DefinitionTree } from '../../reading/definition-tree.js';
import { fixesSource } from '../../reading/determined.js';
import { plainKeys } from '../../reading/keys.js';
import type { Reading } from '../../reading/reading.js';
import { whyDistinct, whyUnionDistinct } from '../distinct-rows.js';
import { explained, on, operandText, type Change, type Rule } from '../rule.js';
import { firstSelect } from './collations.js';
import { countsRows } from './queries.js';
import { bracketed, columnOf, isString, isText, mayEndInBlanks } from './texts.js';

const EQUAL = new Set(['=', '<>', '!=']);

export const BLANK_RULES: readonly Rule[] = [
  on('trailing-blanks', 'comparison', blanksCounted),
  on('trailing-blanks', 'select', groupedByLength),
  on('trailing-blanks', 'select', distinctByLength),
  on('trailing-blanks', 'set_operation', unionByLength),
];

/** One side of changing length: on the other, or in it, rows may end in blanks. */
function blanksCounted({ operator, left, right }: Comparison, tree: DefinitionTree, reading: Reading): Change[] {
  const columns = [columnOf(left, reading), columnOf(right, reading)];
  const isKnown = [left, right].every((side, at) => (side.kind === 'literal' ? isString(side) : columns[at] && isText(columns[at]))); // prettier-ignore
  const bases = columns.map((column) => column?.type.base);
  const isFixed = bases.every((base) => base === 'char' || base === 'nchar');
  if (!EQUAL.has(operator) || !isKnown || isFixed || (left.kind === right.kind && left.kind === 'literal')) return [];
  const [a, b] = [left, right].map((side) => `${operandText(side, tree)} + '.'`);
  const between = tree.text.slice(left.span.end, right.span.start);
  return [{ start: left.span.start, end: right.span.end, by: `${a ?? ''}${between}${b ?? ''}`, what: 'trailing blanks were counted' }]; // prettier-ignore
}

/** A group more for each length, blanks included. */
function groupedByLength(select: Select, tree: DefinitionTree, reading: Reading): Change[] {
  const { groupBy } = select;
  if (!groupBy || groupBy.withModifier || groupBy.all) return [];
  const keys = plainKeys(groupBy);
  return groupBy.items.flatMap((key): Change[] => {
    if (key.kind !== 'group_expression' || !mayEndInBlanks(key.expression, reading)) return [];
    const text = tree.textOf(key.expression);
    const change = { start: key.span.end, end: key.span.end, by: `, DATALENGTH(${text})`, what: `trailing blanks counted in groups of ${text}` }; // prettier-ignore
    return explained(change, keys ? fixesSource(select, keys, key.expression, reading) : null);
  });
}

/** DISTINCT as a GROUP BY of its columns, and of the length of one. */
function distinctByLength(select: Select, tree: DefinitionTree, reading: Reading): Change[] {
  const { items, quantifier, groupBy, having, top, windows } = select;
  const [word, second] = tree.tokensBetween(select.span.start, select.span.end);
  const isPlain = quantifier === 'distinct' && !groupBy && !having && !top && windows.length === 0 && countsRows(select, tree); // prettier-ignore
  if (!isPlain || !word || !second || items.some(({ expression }) => !['column', 'literal'].includes(expression.kind)))
    return [];
  const outputs = items.map(({ expression }) => expression);
  const columns = items.flatMap(({ expression }) => (expression.kind === 'column' ? [tree.textOf(expression)] : []));
  return items.flatMap(({ expression }) => {
    if (!mayEndInBlanks(expression, reading)) return [];
    const rest = tree.text.slice(second.end, select.span.end);
    const by = `SELECT${rest} GROUP BY ${[...columns, `DATALENGTH(${tree.textOf(expression)})`].join(', ')}`;
    return explained(
      { start: word.start, end: select.span.end, by, what: `trailing blanks of ${tree.textOf(expression)} counted in DISTINCT` },
      whyDistinct(select, reading) ?? fixesSource(select, outputs, expression, reading),
    );
  }); // prettier-ignore
}

/** UNION as a GROUP BY over UNION ALL, by its columns and the length of one. Only where every column has a name. */
function unionByLength(union: SetOperation, tree: DefinitionTree, reading: Reading): Change[] {
  const first = firstSelect(union.left);
  if (union.operator !== 'union' || !first || !countsRows(union, tree)) return [];
  const names = first.items.map(nameOf);
  if (names.some((name) => name === null)) return [];
  const columns = names.map((name) => `[u].${bracketed(name ?? '')}`);
  const inner = `(${tree.textOf(union.left)} UNION ALL ${tree.textOf(union.right)}) AS [u]`;
  return first.items.flatMap(({ expression }, at) => {
    if (!mayEndInBlanks(expression, reading)) return [];
    const by = `SELECT ${columns.join(', ')} FROM ${inner} GROUP BY ${columns.join(', ')}, DATALENGTH(${columns[at] ?? ''})`; // prettier-ignore
    const change = { start: union.span.start, end: union.span.end, by, what: `trailing blanks of ${tree.textOf(expression)} counted in UNION` }; // prettier-ignore
    return explained(change, whyUnionDistinct(union, reading));
  });
}

function nameOf(item: SelectItem): string | null {
  if (item.kind !== 'select_expression') return null;
  return item.alias?.value ?? (item.expression.kind === 'column' ? item.expression.name.value : null);
}
