/** GOTO and its labels. Source: Microsoft Learn, "GOTO (Transact-SQL)". */
import type { Statement } from '../../syntax/tsql/ast/index.js';
import { walk } from '../../syntax/tsql/walk.js';
import { SqlError } from '../errors.js';

/** Thrown by GOTO, caught by the list of statements that has the label. */
export class Jump extends Error {
  constructor(readonly label: string) {
    super(`GOTO ${label}`);
    this.name = 'Jump';
  }
}

/** Place in the list where a jump goes on; null when its label is not one of the list's own. */
export function landing(statements: readonly Statement[], error: unknown): number | null {
  if (!(error instanceof Jump)) return null;
  const at = statements.findIndex((each) => each.kind === 'label' && nameOf(each) === error.label);
  return at < 0 ? null : at;
}

export const nameOf = ({ label }: Extract<Statement, { kind: 'goto' | 'label' }>): string => label.value.toLowerCase();

/** A label may stand before or after its GOTO, but it must stand in the same batch or body. @throws SqlError 132, 133 */
export function requireLabels(statements: readonly Statement[]): void {
  const [labels, wanted] = [new Set<string>(), new Map<string, string>()];
  for (const statement of statements)
    walk(statement, (node) => {
      if (node.kind === 'create_routine' || node.kind === 'create_trigger') return false;
      // The walk tells kinds, not types.
      const inner = node as unknown as Statement;
      if (inner.kind === 'goto') wanted.set(nameOf(inner), inner.label.value);
      if (inner.kind !== 'label') return true;
      if (labels.has(nameOf(inner))) throw new SqlError(132, `The label '${inner.label.value}' has already been declared. Label names must be unique within a query batch or stored procedure.`, 15); // prettier-ignore
      labels.add(nameOf(inner));
      return true;
    });
  for (const [name, written] of wanted)
    if (!labels.has(name)) throw new SqlError(133, `A GOTO statement references the label '${written}' but the label has not been declared.`, 15); // prettier-ignore
}
