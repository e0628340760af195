/** What SQL Server's parser refuses and ours lets pass: found before anything of a batch runs. Source: Microsoft Learn, "SELECT - INTO Clause". */
import type { Insert, Query, Statement, Unsupported } from '../../syntax/tsql/ast/index.js';
import { walk } from '../../syntax/tsql/walk.js';
import { SqlError } from '../errors.js';
import { firstSelect } from './select.js';
import { requireNoFault } from './syntax-faults.js';

/** @throws SqlError 102, 156 */
export function requireSyntax(statements: readonly Statement[]): void {
  for (const statement of statements)
    walk(statement, (node) => {
      // The kind tells the type.
      if (node.kind === 'insert') requireNoInto((node as Insert).source);
      if (node.kind === 'unsupported') requireNoFault(node as Unsupported);
    });
}

function requireNoInto(source: Insert['source']): void {
  if (source.type === 'query' && holdsInto(source.query))
    throw new SqlError(156, "Incorrect syntax near the keyword 'INTO'.", 15);
}

const holdsInto = (query: Query): boolean => firstSelect(query)?.into != null;
