// The folder in which a test run keeps its PostgreSQL servers, and their end. Plain JavaScript: Jest's global set-up and
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
  const pids = readdirSync(folder)
    .map((name) => serverPid(join(folder, name)))
    .filter(Boolean);
  for (const pid of pids) process.kill(pid, 'SIGQUIT'); // PostgreSQL's "immediate shutdown": nothing here is worth a checkpoint
  const deadline = Date.now() + stopTimeoutMs;
  while (pids.some(isAlive) && Date.now() < deadline) await sleep(20);
  rmSync(folder, { recursive: true, force: true });
}

const folders = () =>
  readdirSync(tmpdir())
    .filter((name) => name.startsWith(prefix))
    .map((name) => join(tmpdir(), name));
const ownerOf = (folder) => Number(folder.slice(folder.lastIndexOf('-') + 1));

/** @returns the server's process id, or undefined when it does not run (any more) */
function serverPid(clusterFolder) {
  const file = join(clusterFolder, 'data', 'postmaster.pid');
  if (!existsSync(file)) return undefined;
  const pid = Number(readFileSync(file, 'utf8').split('\n')[0]);
  return isPostgres(pid) && isAlive(pid) ? pid : undefined;
}

/** After a crash the process id may long be another program's; where the system can tell, it is asked. */
function isPostgres(pid) {
  const name = `/proc/${pid}/comm`;
  return process.platform !== 'linux' || (existsSync(name) && readFileSync(name, 'utf8').startsWith('postgres'));
}

function isAlive(pid) {
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    return error.code === 'EPERM'; // alive, and another account's
  }
}
