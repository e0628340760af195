/** The engine of a run: a throw-away database with the raw tables in it. */
import { copyFile, mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Project } from '../project.js';
import { duckdbFile } from '../write/settings.js';
import { openDuckDb } from './duckdb-engine.js';
import type { Engine } from './engine.js';
import { loadTables } from './load-tables.js';
import { openPostgres } from './postgres-engine.js';
import type { LoadedSource } from './project-run.js';
import type { RunProjectOptions } from './run-project.js';

export interface RunEngine {
  readonly engine: Engine;
  readonly sources: readonly LoadedSource[];
  /** Ends the engine and removes what it made. */
  readonly close: () => Promise<void>;
}

/** @throws AppError when the engine cannot be had; nothing is left behind then */
export async function openRunEngine(project: Project, options: RunProjectOptions): Promise<RunEngine> {
  const { engine, close, isLoaded } = await OPENERS[project.target](project, options);
  try {
    const sources = isLoaded ? loadedAlready(project) : await loadTables(project, options.rows, engine, options);
    return { engine, sources, close };
  } catch (thrown) {
    await close();
    throw thrown;
  }
}

interface OpenedEngine extends Pick<RunEngine, 'engine' | 'close'> {
  /** The raw tables came with the database. */
  readonly isLoaded: boolean;
}

const OPENERS: Readonly<Record<Project['target'], (project: Project, options: RunProjectOptions) => Promise<OpenedEngine>>> = {
  duckdb: openDuckDbCopy,
  postgres: async (_project, { databaseUrl }) => {
    const engine = await openPostgres(databaseUrl);
    return { engine, close: () => engine.close(), isLoaded: false };
  },
}; // prettier-ignore

/** A file of the same name as the one that ships, so that relations have the same names as with real dbt. */
async function openDuckDbCopy(project: Project, { databasePath }: RunProjectOptions): Promise<OpenedEngine> {
  const folder = await mkdtemp(join(tmpdir(), 'datamigrate-run-'));
  const removeFolder = () => rm(folder, { recursive: true, force: true });
  try {
    const path = join(folder, duckdbFile(project));
    if (databasePath !== undefined) await copyFile(databasePath, path);
    const engine = await openDuckDb(path);
    const close = async (): Promise<void> => {
      try {
        await engine.close();
      } finally {
        await removeFolder();
      }
    };
    return { engine, close, isLoaded: databasePath !== undefined };
  } catch (thrown) {
    await removeFolder();
    throw thrown;
  }
}

/** The caller has the counts from `loadSources`; here it only matters which tables are there. */
function loadedAlready({ sources }: Project): LoadedSource[] {
  return sources.map(({ source, schema, table, columns }) => {
    const created = columns.length > 0;
    return { source, schema, table, created, rows: 0, rejected: 0, problem: null };
  });
}
