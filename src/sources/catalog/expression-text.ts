/** Parses a T-SQL expression kept as text. */
import { parseScript } from '../../syntax/tsql/index.js';
import type { Expression } from '../../syntax/tsql/ast/index.js';

/** The expression of a text such as `((0))`, or null when it is not one. */
export function parseExpression(text: string): Expression | null {
  const script = parseScript({ path: '', text: `SELECT ${text}` });
  const statement = script.batches[0]?.statements[0];
  if (statement?.kind !== 'select_statement' || statement.query.body.kind !== 'select') return null;
  const item = statement.query.body.items[0];
  return item?.kind === 'select_expression' ? item.expression : null;
}
