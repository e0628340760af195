/** Conditions above a join that let no row through whose one side is all NULL. */
import type { Apply, Expression, Join } from '../../syntax/tsql/ast/index.js';
import { joinsAbove, keepsUnmatched, otherSide, type Side } from './joins.js';
import type { Reading } from './reading.js';
import type { Source } from './source.js';
import { requiredColumns } from './strictness.js';

/** Whether rows that a join would add with NULLs on `side` are lost further up whatever they hold: WHERE or a later ON needs a value there. */
export function isLostAbove(join: Join | Apply, side: Side, reading: Reading): boolean {
  const select = reading.placeOf(join)?.select;
  if (!select) return false;
  const sources = [...reading.sourcesIn(join[side], select)];
  for (const above of joinsAbove(join, reading.tree)) {
    const { node } = above;
    if (node.kind !== 'join' || !node.on || !needs(node.on, sources, reading)) continue;
    if (!keepsUnmatched(node.type, above.side)) return true;
    // The row stays, without a partner: that side is all NULL, too.
    sources.push(...reading.sourcesIn(node[otherSide(above.side)], select));
  }
  return select.where !== null && needs(select.where, sources, reading);
}

function needs(condition: Expression, sources: readonly Source[], reading: Reading): boolean {
  return requiredColumns(condition).some((reference) => {
    const found = reading.resolve(reference, reference);
    return found !== null && found.isOwn && sources.includes(found.source);
  });
}
