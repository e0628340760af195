/** Conversions to texts of a length: what is longer is cut off, or is `*` for a number. Source: Microsoft Learn, "CAST and CONVERT", truncation. */
import type { Column } from '../../../catalog/catalog.js';
import type { Cast, Convert } from '../../../syntax/tsql/ast/index.js';
import type { DefinitionTree } from '../../reading/definition-tree.js';
import type { Reading } from '../../reading/reading.js';
import { on, type Change, type Rule } from '../rule.js';
import { columnOf } from './texts.js';

/** Longest texts of whole numbers, their sign included. */
const DIGITS_MAX: Readonly<Record<string, number>> = { bit: 1, tinyint: 3, smallint: 6, int: 11, bigint: 20 };
const LONG = '4000';

export const CONVERSION_RULES: readonly Rule[] = [on('text-cut', 'cast', longer), on('text-cut', 'convert', longer)];

/** Only where a value of the column can be longer. */
function longer({ operand, type }: Cast | Convert, tree: DefinitionTree, reading: Reading): Change[] {
  const column = columnOf(operand, reading);
  const written = /^(n?varchar)\s*\(\s*(\d+)\s*\)$/i.exec(tree.textOf(type));
  if (!column || !written || lengthMax(column) <= Number(written[2])) return [];
  return [{ start: type.span.start, end: type.span.end, by: `${written[1] ?? ''}(${LONG})`, what: `nothing was cut off by ${tree.textOf(type)}` }]; // prettier-ignore
}

/** 0 where it is not known. */
function lengthMax({ type }: Column): number {
  if (type.base.endsWith('char')) return typeof type.length === 'number' ? type.length : Infinity;
  return DIGITS_MAX[type.base] ?? 0;
}
