// The folder in which a test run keeps its PostgreSQL and Redis servers, and their end. Plain JavaScript: Jest's global set-up and
// tear-down run outside the test environment, where our TypeScript imports do not resolve.
import { existsSync, mkdirSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';

/** Below the system's temporary folder, which the server's own account can enter; then the process id of the Jest that owns it. */
const prefix = 'datamigrate-servers-';
const stopTimeoutMs = 10_000;

/** Makes this run's folder and tells the workers; ends the servers of runs that were killed before they could. */
export async function open() {
  for (const folder of folders().filter((name) => !isAlive(ownerOf(name)))) await close(folder);
  const mine = join(tmpdir(), `${prefix}${process.pid}`);
  mkdirSync(mine, { recursive: true, mode: 0o755 });
  process.env.DATAMIGRATE_TEST_SERVERS = mine;
}

/** Stops every server of a run's folder and removes it. */
export async function close(folder = join(tmpdir(), `${prefix}${process.pid}`)) {
  if (!existsSync(folder)) return;
  const running = readdirSync(folder).flatMap((name) => runningIn(join(folder, name)));
  for (const { pid, signal } of running) process.kill(pid, signal);
  const deadline = Date.now() + stopTimeoutMs;
  while (running.some(({ pid }) => isAlive(pid)) && Date.now() < deadline) await sleep(20);
  rmSync(folder, { recursive: true, force: true });
}

const folders = () =>
  readdirSync(tmpdir())
    .filter((name) => name.startsWith(prefix))
    .map((name) => join(tmpdir(), name));
const ownerOf = (folder) => Number(folder.slice(folder.lastIndexOf('-') + 1));

/** Nothing here is worth a checkpoint: PostgreSQL's "immediate shutdown", and for a Redis that may stand still what ends it too. */
const kinds = [
  { pidFile: join('data', 'postmaster.pid'), program: 'postgres', signal: 'SIGQUIT' },
  { pidFile: 'redis.pid', program: 'redis-server', signal: 'SIGKILL' },
];

/** @returns the servers of a folder that run: one, or none */
function runningIn(folder) {
  return kinds.flatMap(({ pidFile, program, signal }) => {
    const file = join(folder, pidFile);
    if (!existsSync(file)) return [];
    const pid = Number(readFileSync(file, 'utf8').split('\n')[0]);
    return isProgram(pid, program) && isAlive(pid) ? [{ pid, signal }] : [];
  });
}

/** After a crash the process id may long be another program's; where the system can tell, it is asked. */
function isProgram(pid, program) {
  const name = `/proc/${pid}/comm`;
  return process.platform !== 'linux' || (existsSync(name) && readFileSync(name, 'utf8').startsWith(program));
}

function isAlive(pid) {
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    return error.code === 'EPERM'; // alive, and another account's
  }
}
