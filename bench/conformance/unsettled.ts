/** Queries whose answer is left to the server. */
import type { Query, QueryBody, SetOperation } from '../../src/syntax/tsql/ast/index.js';
import { parseScript } from '../../src/syntax/tsql/index.js';
import { walk, type AnyNode } from '../../src/syntax/tsql/walk.js';

const FLEETING =
  /\b(rand|newid|newsequentialid|getdate|getutcdate|sysdatetime|sysutcdatetime|sysdatetimeoffset|current_timestamp)\b/i;

/** Which rows TOP takes without an ORDER BY of its own is left to the server, and some values are others each time. */
export const isUnsettled = (sql: string): boolean => FLEETING.test(sql) || (/\btop\b/i.test(sql) && holdsBareTop(sql));

function holdsBareTop(sql: string): boolean {
  let isFound = false;
  for (const batch of parseScript({ path: 'batch', text: sql }).batches)
    for (const statement of batch.statements)
      walk(statement, (node) => {
        if (isBareTop(node)) isFound = true;
        return !isFound;
      });
  return isFound;
}

/** A part of a set operation has no ORDER BY of its own. */
function isBareTop(node: AnyNode): boolean {
  // The kind tells the type.
  if (node.kind === 'set_operation') return hasTop((node as SetOperation).left) || hasTop((node as SetOperation).right);
  return node.kind === 'query' && hasTop((node as Query).body) && (node as Query).orderBy.length === 0;
}

const hasTop = (body: QueryBody): boolean => body.kind === 'select' && body.top !== null;
