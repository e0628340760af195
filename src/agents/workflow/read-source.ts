/** What a run works on: scripts, or a catalog that somebody else made. */
import type { Catalog, SourceSettings } from '../../catalog/catalog.js';
import type { InputFile, Inputs } from '../../sources/input.js';
import { readScripts } from '../../sources/read-scripts.js';
import { loadCatalogRows } from '../../sources/metadata/catalog-rows.js';
import type { RowStore } from '../../sources/rows/row-store.js';
import type { MigrationOptions } from '../options.js';

/** Collation SQL Server installs by default on US English systems; assumed, with a hazard, when none is given. */
export const ASSUMED_COLLATION = 'SQL_Latin1_General_CP1_CI_AS';

export type MigrationSource =
  | {
      readonly kind: 'scripts';
      readonly inputs: Inputs;
      /** Values for `$(name)` and template tokens. */
      readonly variables: Readonly<Record<string, string>>;
      /** Delimited files beside those lying with the scripts. */
      readonly dataFiles: readonly InputFile[];
    }
  | {
      /** As `readMetadata` gives it: it has no rows of its own. */
      readonly kind: 'catalog';
      readonly catalog: Catalog;
      /** Delimited files named after tables: `dbo.Orders.csv`. */
      readonly dataFiles: readonly InputFile[];
    };

/** Reads the source; its sample rows go into the row store. Throws AppError when nothing of it can be read. */
export function readSource(
  source: MigrationSource,
  options: MigrationOptions,
  rows: RowStore,
  onFile: (done: number, total: number) => void,
): Promise<Catalog> {
  if (source.kind === 'catalog')
    return loadCatalogRows(withOptions(source.catalog, options), options.with_rows ? source.dataFiles : [], rows);
  return readScripts(
    source.inputs,
    {
      settings: settingsOf(options),
      variables: source.variables,
      dataFiles: source.dataFiles,
      withRows: options.with_rows,
      onFile: (_path, done, total) => onFile(done, total),
    },
    rows,
  );
}

/** A catalog knows its server's settings; the options say what it only assumed, and whether to compare bytes. */
function withOptions(catalog: Catalog, { collation, collation_mode: mode }: MigrationOptions): Catalog {
  const { settings } = catalog;
  const isSaid = collation !== null && settings.collationAssumed;
  return {
    ...catalog,
    settings: {
      ...settings,
      ...(isSaid ? { collation, collationAssumed: false } : {}),
      collationMode: mode === 'binary' ? 'binary' : settings.collationMode,
    },
  };
}

function settingsOf(options: MigrationOptions): SourceSettings {
  return {
    collation: options.collation ?? ASSUMED_COLLATION,
    collationAssumed: options.collation === null,
    collationMode: options.collation_mode,
    dateFirst: options.date_first,
    language: options.language,
    compatibilityLevel: options.compatibility_level,
  };
}
