/** The source's own rows, as the reference needs them: in memory, with what the target has otherwise. */
import type { Catalog } from '../../../catalog/catalog.js';
import type { Project } from '../../../dbt/project.js';
import type { LoadedSource } from '../../../dbt/run/index.js';
import type { Dataset, TableRows } from '../../../proof/dataset.js';
import type { UnknownTable } from '../../../proof/reference/index.js';
import type { Cell } from '../../../sources/rows/cell.js';
import type { RowStore } from '../../../sources/rows/row-store.js';
import { displayName } from '../../assessment/assess.js';

/** Rows of one table that the reference holds in memory; a table with more is not compared on. */
export const TABLE_ROWS_MAX = 100_000;

/** All rows at hand, and the tables that have too many. */
export async function readSourceRows(
  catalog: Catalog,
  rows: RowStore | null,
): Promise<{ readonly dataset: Dataset; readonly tooLarge: readonly UnknownTable[] }> {
  const tables: TableRows[] = [];
  const tooLarge: UnknownTable[] = [];
  for (const { table, columns, rowsKey, rowsKept } of rows ? catalog.rows : []) {
    if (rowsKept > TABLE_ROWS_MAX)
      tooLarge.push({ table, code: 'PROOF-BUDGET', message: `more than ${TABLE_ROWS_MAX} rows of ${displayName({ name: table })}` }); // prettier-ignore
    else tables.push({ table, columns, rows: rows ? await allRows(rows, rowsKey) : [] });
  }
  return { dataset: { name: 'source rows', tables }, tooLarge };
}

async function allRows(store: RowStore, key: string): Promise<Cell[][]> {
  const all: Cell[][] = [];
  for await (const batch of store.read(key)) all.push(...batch);
  return all;
}

/** Tables that the models do not read as the dataset has them: made by another model, not loaded, or with rows that the target refused. */
export function unknownTables(catalog: Catalog, project: Project, loaded: readonly LoadedSource[]): UnknownTable[] {
  const sources = new Map(project.sources.map((source) => [source.object, source]));
  const results = new Map(loaded.map((result) => [key(result), result]));
  return catalog.objects.flatMap((object): UnknownTable[] => {
    if (object.kind !== 'table') return [];
    const name = displayName(object);
    const source = sources.get(name);
    const result = source && results.get(key(source));
    const because = !source ? 'is no source table of the project' : !result?.created ? 'could not be loaded' : result.rejected > 0 ? `has ${result.rejected} rows that the target refuses` : null; // prettier-ignore
    return because === null ? [] : [{ table: object.name, message: `the table ${name} ${because}` }];
  });
}

const key = ({ source, table }: { readonly source: string; readonly table: string }): string => JSON.stringify([source, table]); // prettier-ignore
