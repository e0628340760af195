/** Makes the DuckDB file that a project ships: the raw tables of its dbt sources with their sample rows, nothing else. */
import type { Project } from '../project.js';
import type { LoadedSource } from './project-run.js';
import type { RowStore } from '../../sources/rows/row-store.js';

export interface LoadOptions {
  readonly signal?: AbortSignal;
  readonly onProgress?: (done: number, total: number) => void;
}

/**
 * Creates (replaces) the file with one table a source table that has columns. `rows` null leaves the tables empty.
 * @throws AppError when the file cannot be made; rows the target refuses are counted in the result
 */
export declare function loadSources(
  project: Project,
  rows: RowStore | null,
  databasePath: string,
  options?: LoadOptions,
): Promise<LoadedSource[]>;
