/** A worker on a database of its own, and migrations with inputs for it. */
import { mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, relative } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import { SYSTEM } from '../../src/database/workspace-database.js';
import { putBytes } from '../../src/runs/artifact-rows.js';
import { RunClaims } from '../../src/runs/run-claims.js';
import { RunFeed } from '../../src/runs/run-feed.js';
import { RunTransactions } from '../../src/runs/run-transaction.js';
import { childEntryPath } from '../../src/worker/child-entry.js';
import { RunWorker } from '../../src/worker/run-worker.js';
import { WorkerSettings } from '../../src/worker/worker-settings.js';
import { openStore, type Store } from '../runs/store.js';

export interface Bench {
  readonly store: Store;
  readonly runsFolder: string;
  /** A worker beside the others, as another process would be. */
  newWorker(values?: { readonly entry?: string; readonly concurrency?: number }): RunWorker;
  /** A run whose inputs are the scripts and tables of a folder. */
  newRunOf(folder: string): Promise<{ runId: string; migrationId: string }>;
  newRunOfScript(text: string): Promise<{ runId: string; migrationId: string }>;
  close(): Promise<void>;
}

export async function openBench(): Promise<Bench> {
  const store = await openStore();
  const runsFolder = mkdtempSync(join(tmpdir(), 'datamigrate-runs-'));
  const workers: RunWorker[] = [];
  const feeds: RunFeed[] = [];
  const add = async (
    files: readonly { path: string; bytes: Buffer }[],
  ): Promise<{ runId: string; migrationId: string }> => {
    const made = await store.newRun();
    await store.database.transaction(SYSTEM, async (manager) => {
      for (const [position, { path, bytes }] of files.entries()) {
        const hash = await putBytes(manager, store.workspaceId, bytes, 'application/sql');
        await manager.query('INSERT INTO migration_inputs VALUES ($1, $2, $3, $4, $5, $6, $7)', [
          made.migrationId,
          store.workspaceId,
          position,
          /\.sql$/.test(path) ? 'script' : 'table',
          path,
          hash,
          bytes.length,
        ]);
      }
    });
    return made;
  };
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
    newRunOf: (folder) => add(filesOf(folder)),
    newRunOfScript: (text) => add([{ path: 'script.sql', bytes: Buffer.from(text) }]),
    close: async () => {
      await Promise.all(workers.map((worker) => worker.beforeApplicationShutdown()));
      await Promise.all(feeds.map((feed) => feed.beforeApplicationShutdown()));
      rmSync(runsFolder, { recursive: true, force: true });
      await store.close();
    },
  };
}

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
