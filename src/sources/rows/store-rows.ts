/** Rows of a draft's tables into the row store. */
import type { Catalog, Column } from '../../catalog/catalog.js';
import type { CatalogDraft } from '../catalog/draft.js';
import { byCodeUnits } from '../catalog/naming.js';
import { ROWS_KEPT_MAX, type RowBuffer } from './row-buffer.js';
import { RowStore } from './row-store.js';

/** Stores what was read, and says what was kept of it; a table with more rows than are kept gets a finding. */
export async function storeRows(draft: CatalogDraft, store: RowStore): Promise<Catalog['rows']> {
  const stored: Catalog['rows'] = [];
  for (const object of draft.objects.values()) {
    const buffer = object.kind === 'table' ? draft.rows.get(draft.keys.of(object.name)) : undefined;
    if (object.kind !== 'table' || !buffer || buffer.total === 0) continue;
    const columns = object.columns.filter((column) => isStored(column, buffer)).map((column) => column.name);
    const rowsKey = RowStore.keyOf(object.name);
    await store.write(rowsKey, buffer.lines(columns));
    stored.push({ table: object.name, columns, rowsTotal: buffer.total, rowsKept: buffer.kept, rowsKey });
    if (buffer.total > buffer.kept)
      draft.report('ROWS-SAMPLED', 'info', `${object.name.schema}.${object.name.name} has ${buffer.total} rows; the first ${ROWS_KEPT_MAX} are kept as sample.`, object.definition.place); // prettier-ignore
  }
  return stored.sort((a, b) => byCodeUnits(a.rowsKey, b.rowsKey));
}

/** A computed column is stored when a file brought its values: some cannot be computed elsewhere. */
function isStored(column: Column, buffer: RowBuffer): boolean {
  return column.computed ? buffer.hasColumn(column.name) : column.type.base !== 'rowversion';
}
