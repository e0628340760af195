/** SET PARSEONLY. Source: Microsoft Learn, "SET PARSEONLY (Transact-SQL)". */
import type { Statement, Unsupported } from '../../syntax/tsql/ast/index.js';
import { walk, type AnyNode } from '../../syntax/tsql/walk.js';
import { NotInEngine } from '../errors.js';
import type { SessionState } from './session-state.js';

/** The option is set while a batch is read, wherever it stands there: the last one that it says holds for all of it, and for those after it. */
export function isOnlyParsed(statements: readonly Statement[], session: SessionState): boolean {
  for (const statement of statements)
    walk(statement, (node: AnyNode) => {
      if (node.kind === 'create_routine' || node.kind === 'create_trigger') return false;
      if (node.kind !== 'set') return true;
      // The kind tells the type.
      const { form } = node as Extract<Statement, { kind: 'set' }>;
      if (form.type === 'option' && form.on !== null && form.options.some((name) => name.toUpperCase() === 'PARSEONLY'))
        session.parseOnly = form.on;
      return true;
    });
  if (session.parseOnly) requireRead(statements);
  return session.parseOnly;
}

/** What our parser does not read may be a fault, which is all that the option shows. @throws NotInEngine */
function requireRead(statements: readonly Statement[]): void {
  for (const statement of statements)
    walk(statement, (node: AnyNode) => {
      if (node.kind === 'unsupported') throw new NotInEngine('ENGINE-SYNTAX', (node as Unsupported).message); // the kind tells the type
    });
}
