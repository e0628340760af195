/** Tables of which not all columns are here: what is asked of the others is not answered as if they did not exist. */
import { NotInEngine } from '../errors.js';
import type { Scope } from './scope.js';

/** No column of a person can have this name. */
export const PARTIAL_COLUMN = '\u0000more';

/** @throws NotInEngine when a table in sight may have the column */
export function requireWhole(scope: Scope, column: string): void {
  for (let at: Scope | null = scope; at; at = at.outer)
    if (at.columns.some(({ name }) => name === PARTIAL_COLUMN))
      throw new NotInEngine('ENGINE-SYSTEM-CATALOG', `the column ${column} of a catalog view`);
}

/** For `*`: only whoever looks at the values asks for them. */
export const allColumns = (): never => {
  throw new NotInEngine('ENGINE-SYSTEM-CATALOG', 'all columns of a catalog view');
};
