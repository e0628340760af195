/** A worker on a database of its own, and migrations with inputs for it. */
import { mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { basename, extname, join, relative } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import { SYSTEM } from '../../src/database/workspace-database.js';
import type { Catalog } from '../../src/catalog/catalog.js';
import type { RunArtifactName } from '../../src/runs/artifact.entity.js';
import { readMetadata } from '../../src/sources/metadata/read-metadata.js';
import { getBytes, putBytes } from '../../src/runs/artifact-rows.js';
import { RunClaims } from '../../src/runs/run-claims.js';
import { RunFeed } from '../../src/runs/run-feed.js';
import { RunTransactions } from '../../src/runs/run-transaction.js';
import { childEntryPath } from '../../src/worker/child-entry.js';
import { RunWorker } from '../../src/worker/run-worker.js';
import { WorkerSettings } from '../../src/worker/worker-settings.js';
import { openStore, type Store } from '../runs/store.js';

/** The last view keeps the target's engine busy for minutes. */
export const SLOW_SCRIPT = `
CREATE TABLE dbo.Numbers (N int NOT NULL);
GO
INSERT INTO dbo.Numbers (N) VALUES ${Array.from({ length: 500 }, (_, at) => `(${at})`).join(',')};
GO
CREATE VIEW dbo.Slow AS
SELECT COUNT(*) AS Amount FROM dbo.Numbers a CROSS JOIN dbo.Numbers b CROSS JOIN dbo.Numbers c CROSS JOIN dbo.Numbers d
WHERE (a.N * b.N + c.N * d.N) % 7 = 3;
GO`;

export interface Bench {
  readonly store: Store;
  readonly runsFolder: string;
  /** A worker beside the others, as another process would be. */
  newWorker(values?: { readonly entry?: string; readonly concurrency?: number }): RunWorker;
  /** A run whose inputs are the scripts and tables of a folder. */
  newRunOf(folder: string): Promise<{ runId: string; migrationId: string }>;
  newRunOfScript(text: string): Promise<{ runId: string; migrationId: string }>;
  newRunOfCatalog(catalog: Catalog): Promise<{ runId: string; migrationId: string }>;
  /** Of what a run made. */
  hashOf(runId: string, name: RunArtifactName): Promise<string>;
  bytesOf(runId: string, name: RunArtifactName): Promise<Buffer>;
  close(): Promise<void>;
}

export async function openBench(): Promise<Bench> {
  const store = await openStore();
  const runsFolder = mkdtempSync(join(tmpdir(), 'datamigrate-runs-'));
  const workers: RunWorker[] = [];
  const feeds: RunFeed[] = [];
  const add = async (
    files: readonly { path: string; bytes: Buffer }[],
    name = 'Harbour',
  ): Promise<{ runId: string; migrationId: string }> => {
    const made = await store.newRun({ name });
    await store.database.transaction(SYSTEM, async (manager) => {
      for (const [position, { path, bytes }] of files.entries()) {
        const hash = await putBytes(manager, store.workspaceId, bytes, 'application/sql');
        await manager.query('INSERT INTO migration_inputs VALUES ($1, $2, $3, $4, $5, $6, $7)', [
          made.migrationId,
          store.workspaceId,
          position,
          KINDS[extname(path)] ?? 'table',
          path,
          hash,
          bytes.length,
        ]);
      }
    });
    return made;
  };
  const hashOf = async (runId: string, name: RunArtifactName): Promise<string> =>
    (await store.test.client.query('SELECT hash FROM run_artifacts WHERE run_id = $1 AND name = $2', [runId, name])).rows[0]?.hash; // prettier-ignore
  return {
    store,
    runsFolder,
    newWorker: ({ entry = childEntryPath(), concurrency = 1 } = {}) => {
      const feed = new RunFeed(store.dataSource);
      const settings = new WorkerSettings(`worker-${workers.length}`, concurrency, runsFolder, { entry, heapMb: 512 });
      const parts = [new RunClaims(store.database), new RunTransactions(store.database), feed] as const;
      const worker = new RunWorker(settings, store.database, ...parts);
      workers.push(worker);
      feeds.push(feed);
      return worker;
    },
    newRunOf: (folder) => add(filesOf(folder), basename(folder)),
    newRunOfScript: (text) => add([{ path: 'script.sql', bytes: Buffer.from(text) }]),
    newRunOfCatalog: (catalog) => {
      const read = readMetadata(catalog);
      if (!read.ok) throw new Error(JSON.stringify(read.faults));
      return add([{ path: 'catalog.json', bytes: Buffer.from(JSON.stringify(read.catalog)) }]);
    },
    hashOf,
    bytesOf: async (runId, name) => {
      const hash = await hashOf(runId, name);
      const artifact = await store.database.transaction(SYSTEM, (manager) =>
        getBytes(manager, store.workspaceId, hash),
      );
      if (!artifact) throw new Error(`no ${name}`);
      return artifact.bytes;
    },
    close: async () => {
      await Promise.all(workers.map((worker) => worker.beforeApplicationShutdown()));
      await Promise.all(feeds.map((feed) => feed.beforeApplicationShutdown()));
      rmSync(runsFolder, { recursive: true, force: true });
      await store.close();
    },
  };
}

const KINDS: Readonly<Record<string, string>> = { '.sql': 'script', '.json': 'metadata' };

/** As the command reads a folder: in the order of code units. */
function filesOf(folder: string): { path: string; bytes: Buffer }[] {
  return readdirSync(folder, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile() && /\.(sql|csv)$/.test(entry.name))
    .map((entry) => join(entry.parentPath, entry.name))
    .sort((a, b) => (a < b ? -1 : 1))
    .map((path) => ({ path: relative(folder, path), bytes: readFileSync(path) }));
}

/** Asks every 10 ms. @throws when it does not come true in time */
export async function until(
  what: string,
  condition: () => boolean | Promise<boolean>,
  timeoutMs = 30_000,
): Promise<void> {
  const deadline = performance.now() + timeoutMs;
  while (!(await condition())) {
    if (performance.now() > deadline) throw new Error(`waited ${timeoutMs} ms for: ${what}`);
    await delay(10);
  }
}
