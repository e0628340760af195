/** Expressions that give another value each time. Source: Microsoft Learn, "Deterministic and Nondeterministic Functions". */
import type { Expression, FunctionCall } from '../../syntax/tsql/ast/index.js';
import { walk } from '../../syntax/tsql/walk.js';

const FLEETING = new Set(['newid', 'newsequentialid', 'getdate', 'getutcdate', 'sysdatetime', 'sysutcdatetime', 'sysdatetimeoffset', 'current_timestamp']); // prettier-ignore

/** RAND only without its seed. */
export function isFleeting(expression: Expression): boolean {
  let isFound = false;
  walk(expression, (node) => {
    if (node.kind !== 'call') return;
    const { name, args } = node as FunctionCall; // a node of kind `call` is one
    const own = name.parts.at(-1)?.value.toLowerCase() ?? '';
    if (FLEETING.has(own) || (own === 'rand' && args.length === 0)) isFound = true;
  });
  return isFound;
}
