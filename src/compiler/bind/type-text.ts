/** A type named by a text, as the methods of xml take it. */
import type { SqlType } from '../../catalog/sql-type.js';
import { parseScript } from '../../syntax/tsql/index.js';
import { isUnknown } from '../types/families.js';
import type { ExpressionScope } from './scope.js';

/** The type as CAST would read it; null when the text names none. */
export function typeFromText(text: string, scope: ExpressionScope): SqlType | null {
  const statement = parseScript({ path: '', text: `SELECT CAST(NULL AS ${text})` }).batches[0]?.statements[0];
  const body = statement?.kind === 'select_statement' ? statement.query.body : null;
  const item = body?.kind === 'select' ? body.items[0] : undefined;
  if (item?.kind !== 'select_expression' || item.expression.kind !== 'cast') return null;
  const type = scope.declaredType(item.expression.type);
  return isUnknown(type) ? null : type;
}
