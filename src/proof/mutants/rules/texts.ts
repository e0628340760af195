/** Expressions that are texts, and what their collation makes of letters. */
import type { Column } from '../../../catalog/catalog.js';
import type { Expression, Literal } from '../../../syntax/tsql/ast/index.js';
import type { Reading } from '../../reading/reading.js';

/** Of a table, through parentheses; null for what is worked out. */
export function columnOf(node: Expression, reading: Reading): Column | null {
  if (node.kind === 'parenthesised') return columnOf(node.operand, reading);
  return node.kind === 'column' ? (reading.resolve(node, node)?.column.column ?? null) : null;
}

export const isString = ({ type }: Literal): boolean => type === 'string' || type === 'national_string';

export const isText = ({ type }: Column): boolean => ['char', 'varchar', 'nchar', 'nvarchar'].includes(type.base);

/** Compares by the codes of letters alone. */
const BINARY_NAME = /_BIN2?(_|$)/i;
/** Tells case and accents apart. Without regard to accents (`_CS_AI`) some letters are equal. */
const EXACT_NAME = /_CS_AS(_|$)/i;

const textCollation = (node: Expression, reading: Reading): string | null => {
  const column = columnOf(node, reading);
  return column && isText(column) ? (column.collation ?? reading.objects.collation) : null;
};

/** A column of text whose collation holds different letters equal. */
export function foldsLetters(node: Expression, reading: Reading): boolean {
  const collation = textCollation(node, reading);
  return collation !== null && !BINARY_NAME.test(collation) && !EXACT_NAME.test(collation);
}

/** A column of text whose order is that of an alphabet: `a` before `B`, be they told apart or not. */
export function sortsByLetters(node: Expression, reading: Reading): boolean {
  const collation = textCollation(node, reading);
  return collation !== null && !BINARY_NAME.test(collation);
}

/** Texts of changing length: rows may end in blanks. */
export function mayEndInBlanks(node: Expression, reading: Reading): boolean {
  const column = columnOf(node, reading);
  return column !== null && (column.type.base === 'varchar' || column.type.base === 'nvarchar');
}

export const bracketed = (name: string): string => `[${name.replace(/]/g, ']]')}]`;
