/** A data folder of one test, and ways to do it harm. */
import { execFileSync, spawn } from 'node:child_process';
import { once } from 'node:events';
import { chmodSync, chownSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import { Client } from 'pg';
import { openEmbeddedPostgres, type EmbeddedPostgres } from '../../src/database/embedded/embedded-postgres.js';
import { packagedPrograms } from '../../src/database/embedded/programs.js';
import { inRepository } from '../support/repository.js';
import type { Requirement } from '../support/requirement.js';

/** Where the files go when the server's account cannot enter the data folder. */

export const embedded: Requirement = {
  name: 'the package embedded-postgres',
  missing: () => {
    try {
      packagedPrograms();
      return undefined;
    } catch (error) {
      return String(error);
    }
  },
};

export const isRoot = process.getuid?.() === 0;

export async function ask(url: string, sql = 'SELECT 1 AS n'): Promise<unknown[]> {
  const client = new Client({ connectionString: url, connectionTimeoutMillis: 5_000 });
  client.on('error', () => undefined);
  await client.connect();
  try {
    return (await client.query(sql)).rows;
  } finally {
    await client.end();
  }
}

export async function until(condition: () => boolean | Promise<boolean>, timeoutMs = 20_000): Promise<void> {
  const deadline = Date.now() + timeoutMs;
  while (!(await condition())) {
    if (Date.now() > deadline) throw new Error('did not happen in time');
    await delay(50);
  }
}

export const answers = (url: string): Promise<boolean> => ask(url).then(() => true, () => false); // prettier-ignore

export class DataFolder {
  folder = mkdtempSync(join(tmpdir(), 'datamigrate-embedded-'));
  readonly lines: string[] = [];
  private readonly opened: EmbeddedPostgres[] = [];

  constructor() {
    chmodSync(this.folder, 0o755);
  }

  async open(dataDir = this.folder): Promise<EmbeddedPostgres> {
    const server = await openEmbeddedPostgres({ dataDir, log: (text) => this.lines.push(text) });
    this.opened.push(server);
    return server;
  }

  /** For an ordinary user, whom nobody else may look at. */
  giveTo(uid: number, gid: number): void {
    chownSync(this.folder, uid, gid);
    chmodSync(this.folder, 0o700);
  }

  get pidFile(): string {
    return join(this.folder, 'postgres', 'cluster', 'postmaster.pid');
  }

  get serverPid(): number {
    return Number(readFileSync(this.pidFile, 'utf8').split('\n')[0]);
  }

  async remove(): Promise<void> {
    for (const server of this.opened) await server.close();
    // Its own only, which the server named: other tests run beside it.
    for (const [base] of this.lines.join('\n').matchAll(/\/var\/lib\/datamigrate\/\w+/g)) rmSync(base, { recursive: true, force: true }); // prettier-ignore
    rmSync(this.folder, { recursive: true, force: true });
  }

  /** The built module in a process of its own, which can be killed. */
  startInChild(account: { uid?: number; gid?: number } = {}) {
    execFileSync(process.execPath, [inRepository('scripts', 'build.mjs'), '--if-stale'], { timeout: 60_000 });
    const module = inRepository('dist', 'src', 'database', 'embedded', 'embedded-postgres.js');
    const program = `import { openEmbeddedPostgres } from ${JSON.stringify(module)};
      const { url, close } = await openEmbeddedPostgres({ dataDir: ${JSON.stringify(this.folder)}, log: () => undefined });
      process.once('SIGTERM', () => close().then(() => process.exit(0)));
      process.stdout.write(url + '\\n'); setInterval(() => undefined, 1000);`;
    const child = spawn(process.execPath, ['--input-type=module', '-e', program], {
      cwd: '/',
      stdio: ['ignore', 'pipe', 'inherit'],
      timeout: 60_000,
      ...account,
    });
    const url = once(child.stdout, 'data').then(([chunk]) => String(chunk).trim());
    return { process: child, url };
  }
}
