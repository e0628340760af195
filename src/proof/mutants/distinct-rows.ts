/** Queries whose rows are all different, so that DISTINCT changes nothing. */
import type { Expression, QueryBody, Select } from '../../syntax/tsql/ast/index.js';
import { functionName } from '../reading/strictness.js';
import { fixesColumns, fixesRow } from '../reading/determined.js';
import { isOneRow, isTopOne, plainKeys } from '../reading/keys.js';
import type { Reading } from '../reading/reading.js';
import { areSame } from '../reading/same-text.js';
import type { NonNull } from '../reading/source.js';
import { together } from './rule.js';

/** Why the rows of a SELECT are all different, whether it says DISTINCT or not. Null where nothing says so. */
export function whyDistinct(select: Select, reading: Reading): NonNull {
  if (isOneRow(select) || isTopOne(select)) return [];
  const outputs = select.items.map(({ expression }) => expression);
  if (outputs.some(isRowNumber)) return [];
  if (!select.groupBy) return fixesRow(select, outputs, reading);
  const keys = plainKeys(select.groupBy);
  const wanting = keys?.filter((key) => !outputs.some((output) => areSame(output, key, reading.tree)));
  if (!wanting) return null;
  return wanting.length === 0 ? [] : fixesColumns(select, outputs, wanting, reading);
}

const isRowNumber = (expression: Expression): boolean =>
  expression.kind === 'call' &&
  functionName(expression) === 'row_number' &&
  expression.over?.reference === null &&
  expression.over.partitionBy.length === 0;

/** Why no row comes twice among all parts of a union: each has different ones, and some constant tells the parts apart. */
export function whyUnionDistinct(body: QueryBody, reading: Reading): NonNull {
  const parts = partsOf(body);
  const selects = parts.flatMap((part) => (part.kind === 'select' ? [part] : []));
  if (selects.length < parts.length) return null;
  const apart = selects.every((a, at) => selects.slice(at + 1).every((b) => areApart(a, b)));
  if (!apart) return null;
  return together(selects.map((select) => (select.quantifier === 'distinct' ? [] : whyDistinct(select, reading))));
}

function partsOf(body: QueryBody): QueryBody[] {
  if (body.kind !== 'set_operation' || (body.operator !== 'union' && body.operator !== 'union_all')) return [body];
  return [...partsOf(body.left), ...partsOf(body.right)];
}

/** In some column both have a constant, and not the same one. */
function areApart(a: Select, b: Select): boolean {
  return a.items.some(({ expression: x }, at) => {
    const y = b.items[at]?.expression;
    return x.kind === 'literal' && y?.kind === 'literal' && x.type === y.type && isToldApart(x.value, y.value);
  });
}

/** Letters and figures only, so that no collation finds them equal. */
function isToldApart(a: string, b: string): boolean {
  const [x, y] = [a, b].map((text) => text.toLowerCase().trimEnd());
  return x !== y && /^[a-z0-9 ]+$/.test(x ?? '') && /^[a-z0-9 ]+$/.test(y ?? '');
}
