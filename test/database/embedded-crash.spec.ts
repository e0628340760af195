import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { isAlive, startOf } from '../../src/database/embedded/processes.js';
import { serverAccount } from '../../src/database/embedded/programs.js';
import { describeIf } from '../support/requirement.js';
import { answers, ask, DataFolder, embedded, until } from './embedded-case.js';

describeIf(embedded, 'the embedded PostgreSQL, after a crash', () => {
  let data: DataFolder;
  beforeEach(() => (data = new DataFolder()));
  afterEach(() => data.remove());

  /** A process of ours that wrote a row and was killed; its server lives on. */
  const killedProcess = async (): Promise<number> => {
    const child = data.startInChild();
    await ask(await child.url, 'CREATE TABLE kept AS SELECT 7 AS n');
    const pid = data.serverPid;
    child.process.kill('SIGKILL');
    await once(child.process, 'exit');
    expect(isAlive(pid)).toBe(true);
    return pid;
  };
  const kept = async (url: string): Promise<void> => {
    expect(await ask(url, 'SELECT n FROM kept')).toEqual([{ n: 7 }]);
  };

  it('refuses a second process on the same folder, and says which one has it', async () => {
    await data.open();
    await expect(data.open()).rejects.toMatchObject({ code: 'DATA-DIR-IN-USE', publicText: expect.stringContaining(String(process.pid)) }); // prettier-ignore
  });

  it('is not held up by the lock of a process that is dead, or whose number another one has now', async () => {
    const lock = join(data.folder, 'server.lock');
    for (const holder of ['', '999999999 5', `${process.pid} ${Number(startOf(process.pid)) - 1}`]) {
      writeFileSync(lock, holder);
      await (await data.open()).close();
    }
  });

  it('takes over the server that a killed process left running, and loses nothing that was acknowledged', async () => {
    const pid = await killedProcess();
    const next = await data.open();
    expect(data.serverPid).toBe(pid);
    await kept(next.url);
    await next.close();
    expect(isAlive(pid)).toBe(false);
  });

  it('stops a server left running that does not answer, and starts it again', async () => {
    const pid = await killedProcess();
    const file = join(data.folder, 'postgres.json');
    writeFileSync(file, JSON.stringify({ ...JSON.parse(readFileSync(file, 'utf8')), port: 9 }));
    // Port 9 is nobody's: for root the new server has it, for others it moves on.
    const next = await data.open();
    expect(isAlive(pid)).toBe(false);
    expect(data.lines.join()).toContain('does not answer: stopped');
    await kept(next.url);
  });

  it('recovers when process and server were both killed', async () => {
    const pid = await killedProcess();
    process.kill(pid, 'SIGKILL');
    await until(() => !isAlive(pid));
    await kept((await data.open()).url);
  });

  it('does not take another program, which has the number of the killed server, for the server: it starts, and that one lives', async () => {
    const pid = await killedProcess();
    process.kill(pid, 'SIGKILL');
    await until(() => !isAlive(pid));
    const other = spawn('sleep', ['60'], { stdio: 'ignore', ...serverAccount() });
    await once(other, 'spawn');
    writeFileSync(data.pidFile, readFileSync(data.pidFile, 'utf8').replace(/^\d+/, String(other.pid)));
    try {
      await kept((await data.open()).url);
      expect(other.exitCode ?? other.signalCode).toBeNull();
    } finally {
      other.kill();
    }
  });

  it('starts the server again when it is killed while we live, and gives up when it dies a fourth time', async () => {
    const { url } = await data.open();
    await ask(url, 'CREATE TABLE kept AS SELECT 7 AS n');
    for (let death = 1; death <= 3; death++) {
      process.kill(data.serverPid, 'SIGKILL');
      await until(() => data.lines.filter((line) => line.includes('started again')).length === death);
      await until(() => answers(url));
      await kept(url);
    }
    process.kill(data.serverPid, 'SIGKILL');
    await until(() => data.lines.join().includes('it is left as it is'));
    expect(await answers(url)).toBe(false);
  });
});
