/** Makes the DuckDB file that a project ships: the raw tables of its dbt sources with their sample rows, nothing else. */
import { rm } from 'node:fs/promises';
import type { RowStore } from '../../sources/rows/row-store.js';
import type { Project } from '../project.js';
import { openDuckDb } from './duckdb-engine.js';
import { loadTables, type LoadOptions } from './load-tables.js';
import type { LoadedSource } from './project-run.js';

export type { LoadOptions };

/**
 * Creates the file, replacing one that is there, with one table a source table that has columns. `rows` null leaves the tables empty.
 * @throws AppError when the file cannot be made (nothing is left of it then); rows the target refuses are counted in the result
 */
export async function loadSources(
  project: Project,
  rows: RowStore | null,
  databasePath: string,
  options: LoadOptions = {},
): Promise<LoadedSource[]> {
  await removeDatabase(databasePath);
  const engine = await openDuckDb(databasePath);
  try {
    const loaded = await loadTables(project, rows, engine, options);
    await engine.save();
    await engine.close();
    return loaded;
  } catch (thrown) {
    await engine.close();
    await removeDatabase(databasePath);
    throw thrown;
  }
}

async function removeDatabase(path: string): Promise<void> {
  for (const file of [path, `${path}.wal`]) await rm(file, { force: true });
}
