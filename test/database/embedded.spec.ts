import { execFileSync, spawn } from 'node:child_process';
import { once } from 'node:events';
import { chmodSync, existsSync, mkdtempSync, readdirSync, readFileSync, rmSync, statSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import { Client } from 'pg';
import { openEmbeddedPostgres, type EmbeddedPostgres } from '../../src/database/embedded/embedded-postgres.js';
import { isAlive } from '../../src/database/embedded/processes.js';
import { packagedPrograms } from '../../src/database/embedded/programs.js';
import { inRepository } from '../support/repository.js';
import { describeIf, type Requirement } from '../support/requirement.js';

const embedded: Requirement = {
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

const ask = async (url: string, sql = 'SELECT 1 AS n') => {
  const client = new Client({ connectionString: url, connectionTimeoutMillis: 5_000 });
  await client.connect();
  try {
    return (await client.query(sql)).rows;
  } finally {
    await client.end();
  }
};
const serverPid = (folder: string): number => {
  const files = [join(folder, 'postgres'), ...moved()].map((base) => join(base, 'cluster', 'postmaster.pid'));
  const file = files.find((name) => existsSync(name)) ?? '';
  return Number(readFileSync(file, 'utf8').split('\n')[0]);
};
const moved = (): string[] => {
  const base = '/var/lib/datamigrate';
  return existsSync(base) ? readdirSync(base).map((name) => join(base, name)) : [];
};
const until = async (condition: () => boolean | Promise<boolean>, timeoutMs = 20_000): Promise<void> => {
  const deadline = Date.now() + timeoutMs;
  while (!(await condition())) {
    if (Date.now() > deadline) throw new Error('did not happen in time');
    await delay(50);
  }
};

describeIf(embedded, 'the embedded PostgreSQL', () => {
  let folder: string;
  let server: EmbeddedPostgres | undefined;
  const lines: string[] = [];
  const open = async (): Promise<EmbeddedPostgres> =>
    (server = await openEmbeddedPostgres({ dataDir: folder, log: (text) => lines.push(text) }));

  beforeEach(() => {
    folder = mkdtempSync(join(tmpdir(), 'datamigrate-embedded-'));
    chmodSync(folder, 0o755);
    lines.length = 0;
  });
  afterEach(async () => {
    await server?.close();
    rmSync(folder, { recursive: true, force: true });
  });

  it('keeps what was written from one start to the next, at the same address', async () => {
    const first = await open();
    await ask(first.url, 'CREATE TABLE kept AS SELECT 42 AS n');
    await first.close();
    const second = await open();
    expect(second.url).toBe(first.url);
    expect(await ask(second.url, 'SELECT n FROM kept')).toEqual([{ n: 42 }]);
  });

  it('listens to this machine only, asks for a password that nobody else can read, and writes to the disk', async () => {
    const { url } = await open();
    const settings = await ask(
      url,
      `SELECT current_setting('listen_addresses') AS l, current_setting('fsync') AS f, current_setting('unix_socket_directories') AS u`,
    );
    expect(settings).toEqual([{ l: '127.0.0.1', f: 'on', u: '' }]);
    await expect(ask(url.replace(/:[0-9a-f]{48}@/, ':wrong@'))).rejects.toThrow(/password/);
    expect(statSync(join(folder, 'postgres.json')).mode & 0o077).toBe(0);
  });

  it('refuses a second process on the same folder, and says which one has it', async () => {
    await open();
    await expect(openEmbeddedPostgres({ dataDir: folder, log: () => undefined })).rejects.toMatchObject({ code: 'DATA-DIR-IN-USE', publicText: expect.stringContaining(String(process.pid)) }); // prettier-ignore
  });

  it('starts the server again when it is killed while we live', async () => {
    const { url } = await open();
    const pid = serverPid(folder);
    process.kill(pid, 'SIGKILL');
    await until(() => ask(url).then(() => true, () => false)); // prettier-ignore
    expect(lines.join()).toContain('started again');
  });

  it('takes over the server that a killed process left running, and loses nothing that was acknowledged', async () => {
    const child = startInChild(folder);
    const url = await child.url;
    await ask(url, 'CREATE TABLE kept AS SELECT 7 AS n');
    const pid = serverPid(folder);
    child.process.kill('SIGKILL');
    await once(child.process, 'exit');
    expect(isAlive(pid)).toBe(true);
    const next = await open();
    expect(serverPid(folder)).toBe(pid);
    expect(await ask(next.url, 'SELECT n FROM kept')).toEqual([{ n: 7 }]);
    await next.close();
    expect(isAlive(pid)).toBe(false);
  });

  it('recovers when process and server were both killed', async () => {
    const child = startInChild(folder);
    const url = await child.url;
    await ask(url, 'CREATE TABLE kept AS SELECT 7 AS n');
    const pid = serverPid(folder);
    child.process.kill('SIGKILL');
    process.kill(pid, 'SIGKILL');
    await until(() => !isAlive(pid));
    expect(await ask((await open()).url, 'SELECT n FROM kept')).toEqual([{ n: 7 }]);
  });

  it('works in a folder that the server account cannot enter, and finds its files again', async () => {
    const closed = mkdtempSync(join(tmpdir(), 'datamigrate-home-'));
    chmodSync(closed, 0o700);
    folder = join(closed, 'data');
    try {
      const first = await open();
      await ask(first.url, 'CREATE TABLE kept AS SELECT 3 AS n');
      await first.close();
      expect(await ask((await open()).url, 'SELECT n FROM kept')).toEqual([{ n: 3 }]);
    } finally {
      await server?.close();
      rmSync(closed, { recursive: true, force: true });
    }
  });
});

/** The built module in a process of its own, which can be killed. */
function startInChild(folder: string) {
  execFileSync(process.execPath, [inRepository('scripts', 'build.mjs'), '--if-stale'], { timeout: 60_000 });
  const module = inRepository('dist', 'src', 'database', 'embedded', 'embedded-postgres.js');
  const program = `import { openEmbeddedPostgres } from ${JSON.stringify(module)};
    const { url } = await openEmbeddedPostgres({ dataDir: ${JSON.stringify(folder)}, log: () => undefined });
    process.stdout.write(url + '\\n'); setInterval(() => undefined, 1000);`;
  const child = spawn(process.execPath, ['--input-type=module', '-e', program], {
    stdio: ['ignore', 'pipe', 'inherit'],
    timeout: 60_000,
  });
  const url = once(child.stdout, 'data').then(([chunk]) => String(chunk).trim());
  return { process: child, url };
}
