/** Catalogs of a few lines of T-SQL, read by the product's own reader. */
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Catalog, SourceSettings } from '../../src/catalog/catalog.js';
import { listInputs } from '../../src/sources/input.js';
import { readScripts } from '../../src/sources/read-scripts.js';
import { RowStore } from '../../src/sources/rows/row-store.js';

export const DEFAULT_SETTINGS: SourceSettings = {
  collation: 'SQL_Latin1_General_CP1_CI_AS',
  collationAssumed: false,
  collationMode: 'source',
  dateFirst: 7,
  language: 'us_english',
  compatibilityLevel: 150,
};

/** The catalog that a script makes. Settings left out are those of an ordinary US English server. */
export async function catalogOf(script: string, settings: Partial<SourceSettings> = {}): Promise<Catalog> {
  const folder = await mkdtemp(join(tmpdir(), 'catalog-'));
  try {
    const file = join(folder, 'script.sql');
    await writeFile(file, script);
    const options = {
      settings: { ...DEFAULT_SETTINGS, ...settings },
      variables: {},
      dataFiles: [],
      withRows: false,
    };
    return await readScripts(await listInputs([file]), options, new RowStore(join(folder, 'rows')));
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}
