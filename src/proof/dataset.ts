/** Rows that a proof is made on: the source's own, or fixtures made to exercise its objects. */
import type { QualifiedName } from '../catalog/catalog.js';
import type { Cell } from '../sources/rows/cell.js';

export interface TableRows {
  readonly table: QualifiedName;
  /** Names in the order of the cells. Computed columns are left out. */
  readonly columns: readonly string[];
  readonly rows: readonly (readonly Cell[])[];
}

/** Tables that are not named hold no rows. */
export interface Dataset {
  readonly name: 'source rows' | 'fixtures';
  readonly tables: readonly TableRows[];
}
