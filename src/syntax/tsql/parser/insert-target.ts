import type { TableSource } from '../ast/query.js';
import { parseVariable } from './expressions.js';
import { atPlaceholder, parseObjectName } from './names.js';
import { parseOpenFunction } from './open-functions.js';
import { tableHints } from './tables.js';
import type { TokenStream } from './token-stream.js';

/** What INSERT writes to: a table, a table variable or OPENQUERY. A parenthesis behind it is the column list, and it has no alias. */
export function parseInsertTarget(ts: TokenStream): TableSource {
  const mark = ts.mark();
  const open = parseOpenFunction(ts);
  if (open !== null) return open;
  if (ts.isVariable() && !atPlaceholder(ts)) {
    return { kind: 'table_variable', variable: parseVariable(ts), alias: null, hints: [], span: ts.span(mark) };
  }
  const name = parseObjectName(ts);
  const hints = ts.at('WITH', '(') ? tableHints(ts) : { hints: [], hintsWith: false };
  return {
    kind: 'named_table',
    name,
    alias: null,
    temporal: null,
    sample: null,
    ...hints,
    hintsFirst: false,
    span: ts.span(mark),
  };
}
