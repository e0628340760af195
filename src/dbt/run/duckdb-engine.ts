/** DuckDB in the sandbox, on a file: what was built survives the child being killed for a statement that took too much. */
import { z } from 'zod';
import { openSandbox, type Sandbox } from '../../sandbox/sandbox.js';
import { SandboxError } from '../../sandbox/sandbox-error.js';
import type { Engine } from './engine.js';

const LOAD_TIMEOUT_MS = 60_000;

/** An engine on one database file; the file's name without extension is the database's name. */
export interface DuckDbEngine extends Engine {
  /** Writes everything into the file, so that it can be copied or handed over. */
  save(): Promise<void>;
}

/** @throws SandboxError when the file cannot be opened */
export async function openDuckDb(databasePath: string): Promise<DuckDbEngine> {
  const sandbox = new LastingSandbox(databasePath, await openSandbox({ databasePath }));
  const { rows: about } = await sandbox.use((child) => child.run('select version(), current_database()'));
  const [version, database] = z.tuple([z.string(), z.string()]).parse(about[0]);
  return {
    name: `duckdb ${version.replace(/^v/, '')}`,
    target: 'duckdb',
    database,
    defaultSchema: 'main',
    exec: (sql, timeoutMs) => sandbox.use((child) => child.exec([sql], { timeoutMs })),
    execAll: (statements, timeoutMs) =>
      sandbox.use(async (child) => {
        try {
          await child.exec(['begin', ...statements, 'commit'], { timeoutMs });
        } catch (thrown) {
          if (child.alive) await child.exec(['rollback'], { timeoutMs });
          throw thrown;
        }
      }),
    query: (sql, options) => sandbox.use((child) => child.run(sql, options)),
    loadRows: async (table, columns, rows) => {
      await sandbox.use((child) => child.loadRows(table, columns, rows, { timeoutMs: LOAD_TIMEOUT_MS }));
    },
    save: () => sandbox.use((child) => child.save()),
    close: () => sandbox.close(),
  };
}

/** Opens a new child on the same file when the last one was killed. */
class LastingSandbox {
  constructor(
    private readonly databasePath: string,
    private sandbox: Sandbox,
  ) {}

  async use<Result>(work: (child: Sandbox) => Promise<Result>): Promise<Result> {
    if (!this.sandbox.alive) this.sandbox = await openSandbox({ databasePath: this.databasePath });
    return work(this.sandbox);
  }

  /** A child that was killed already leaves nothing to close. */
  async close(): Promise<void> {
    await this.sandbox.close().catch((thrown: unknown) => {
      if (!(thrown instanceof SandboxError)) throw thrown;
    });
  }
}
