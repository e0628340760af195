/** Sample rows for a catalog that was not read from scripts: delimited files named after its tables. */
import type { Catalog } from '../../catalog/catalog.js';
import { CatalogDraft } from '../catalog/draft.js';
import type { InputFile } from '../input.js';
import { loadFiles } from '../rows/load-files.js';
import type { RowStore } from '../rows/row-store.js';
import { storeRows } from '../rows/store-rows.js';

/** The catalog with the rows of the files, and with what was found while reading them. Rows it spoke of itself are not there: they go. */
export async function loadCatalogRows(catalog: Catalog, files: readonly InputFile[], rows: RowStore): Promise<Catalog> {
  const draft = new CatalogDraft(catalog.settings);
  for (const object of catalog.objects) draft.objects.set(draft.keys.of(object.name), object);
  await loadFiles(draft, files);
  const stored = await storeRows(draft, rows);
  return { ...catalog, rows: stored, findings: [...catalog.findings, ...draft.findings] };
}
