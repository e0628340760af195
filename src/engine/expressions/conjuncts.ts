/** A condition as the list of what must all hold. */
import type { Expression } from '../../syntax/tsql/ast/index.js';

/** From left to right. Without recursion to the left, where thousands of terms may stand. */
export function conjunctsOf(condition: Expression): Expression[] {
  const found: Expression[] = [];
  const pending = [condition];
  for (let at = pending.pop(); at; at = pending.pop()) {
    if (at.kind === 'parenthesised') pending.push(at.operand);
    else if (at.kind === 'logical' && at.operator === 'and') pending.push(at.right, at.left);
    else found.push(at);
  }
  return found;
}
