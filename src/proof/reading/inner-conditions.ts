/** What holds for every row of a part of FROM. */
import type { Expression, TableSource } from '../../syntax/tsql/ast/index.js';
import { conjunctsOf } from './strictness.js';

/** Conditions of ON that hold for every row that comes out: those of inner joins that no outer join extends. */
export function innerConditions(part: TableSource): Expression[] {
  if (part.kind === 'parenthesised_table' || part.kind === 'odbc_join') return innerConditions(part.table);
  if (part.kind !== 'join') return part.kind === 'apply' ? innerConditions(part.left) : [];
  const left = part.type === 'right' || part.type === 'full' ? [] : innerConditions(part.left);
  const right = part.type === 'left' || part.type === 'full' ? [] : innerConditions(part.right);
  return [...left, ...right, ...(part.type === 'inner' ? conjunctsOf(part.on) : [])];
}
