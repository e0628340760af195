/** PostgreSQL's own server process on one cluster: started, found again, stopped. */
import { spawn } from 'node:child_process';
import { closeSync, existsSync, openSync, readFileSync, renameSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import { ask } from './ask.js';
import { dataOf, logOf, serverEnvironment, type Cluster } from './cluster.js';
import type { ServerState } from './place.js';
import { commandLineOf, ended, isAlive } from './processes.js';
import { unavailable } from './programs.js';

const startTimeoutMs = 60_000;
const fastStopTimeoutMs = 10_000;
const immediateStopTimeoutMs = 5_000;
const pollMs = 40;
const retryDelayMs = 500;
const refusalsMax = 25;
const STILL_IN_USE = /shared memory block .* is still in use|lock file "postmaster.pid" already exists/;

/** The process that its own file says serves the cluster, when that lives; null when none does. */
export function recordedServer(cluster: Cluster): number | null {
  const file = pidFileOf(cluster);
  if (!existsSync(file)) return null;
  const pid = Number(readFileSync(file, 'utf8').split('\n')[0]);
  return pid > 0 && isAlive(pid) ? pid : null;
}

/** After a crash the process id may be another program's, or another cluster's server: neither may be stopped. */
export function isServerOf(cluster: Cluster, pid: number): boolean {
  return commandLineOf(pid)?.includes(`postgres -D ${dataOf(cluster)} `) ?? false;
}

/** Where the recorded process is surely not our server. PostgreSQL itself would take a process of our account for one, and not start. */
export function forgetRecordedServer(cluster: Cluster, pid: number): void {
  if (commandLineOf(pid) !== null && !isServerOf(cluster, pid)) rmSync(pidFileOf(cluster), { force: true });
}

/**
 * Starts the server and waits until it answers. Children of a server that was killed take a moment to notice, and keep its memory
 * until they do: a start in that time fails and is tried again.
 * @returns its process id. @throws AppError `POSTGRES-UNAVAILABLE`; nothing is left running then
 */
export async function start(cluster: Cluster, state: ServerState): Promise<number> {
  const deadline = performance.now() + startTimeoutMs;
  for (;;) {
    const server = spawnServer(cluster, state);
    if (await comesUp(server, cluster, state, deadline)) return server.pid;
    if (!server.fault) {
      server.fault = 'no answer to our password';
      await stop(server.pid);
    }
    const lines = lastLines(cluster);
    if (performance.now() > deadline || !STILL_IN_USE.test(lines))
      throw unavailable(`the embedded server did not start: ${server.fault}; ${lines}`);
    await delay(retryDelayMs);
  }
}

interface Started {
  readonly pid: number;
  /** Why it ended; empty while it runs. */
  fault: string;
}

async function comesUp(server: Started, cluster: Cluster, state: ServerState, deadline: number): Promise<boolean> {
  // Another program's server may refuse us where ours is about to find its port taken: that one ends by itself, and soon.
  for (let refusals = 0; !server.fault && performance.now() < deadline && refusals < refusalsMax; await delay(pollMs)) {
    const answer = await ask(cluster, state);
    if (answer === 'ours') return true;
    if (answer === 'refused') refusals++;
  }
  return false;
}

function spawnServer(cluster: Cluster, { port }: ServerState): Started {
  if (existsSync(logOf(cluster))) renameSync(logOf(cluster), `${logOf(cluster)}.old`);
  const log = openSync(logOf(cluster), 'w', 0o600);
  const settings = ['listen_addresses=127.0.0.1', 'unix_socket_directories=', 'max_connections=60', 'timezone=UTC'];
  const args = ['-D', dataOf(cluster), '-p', String(port), ...settings.flatMap((setting) => ['-c', setting])];
  // Of its own group: a Ctrl-C on the terminal is for us, who stop the server when we no longer need it.
  const child = spawn(join(cluster.programs, 'bin', 'postgres'), args, { cwd: cluster.base, env: serverEnvironment, detached: true, stdio: ['ignore', log, log], ...cluster.account }); // prettier-ignore
  closeSync(log);
  const server = { pid: child.pid ?? 0, fault: '' };
  child.once('error', (error) => (server.fault ||= String(error)));
  child.once('exit', (code) => (server.fault ||= `it ended with ${code}`));
  child.unref();
  return server;
}

/** In order first (SIGINT, "fast"), at once if that takes too long (SIGQUIT, "immediate"). Source: PostgreSQL documentation, "Shutting Down the Server". */
export async function stop(pid: number): Promise<void> {
  for (const [signal, timeoutMs] of [
    ['SIGINT', fastStopTimeoutMs],
    ['SIGQUIT', immediateStopTimeoutMs],
  ] as const) {
    if (!isAlive(pid)) return;
    process.kill(pid, signal);
    if (await ended(pid, timeoutMs)) return;
  }
}

/** Whether the server could not have its port. */
export function isPortTaken(cluster: Cluster): boolean {
  return /could not (bind|create any TCP)|Address already in use/.test(lastLines(cluster));
}

const pidFileOf = (cluster: Cluster): string => join(dataOf(cluster), 'postmaster.pid');

function lastLines(cluster: Cluster): string {
  return existsSync(logOf(cluster)) ? readFileSync(logOf(cluster), 'utf8').slice(-1000) : '';
}
