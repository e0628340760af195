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

const allColumns = (): never => {
  throw new NotInEngine('ENGINE-SYSTEM-CATALOG', 'all columns of a catalog view');
};

/** Where it matters how many columns there are, or what is in all of them. @throws NotInEngine when not all are here */
export function requireAllColumns(columns: readonly { readonly name: string }[]): void {
  if (columns.some(({ name }) => name === PARTIAL_COLUMN)) allColumns();
}

/** Of a `*`: there is no row of it, whatever their number; only whether there is one can be told. */
export function rowsOfWhole<R>(columns: readonly { readonly name: string }[], rows: R): R | (() => never) {
  return columns.some(({ name }) => name === PARTIAL_COLUMN) ? allColumns : rows;
}
