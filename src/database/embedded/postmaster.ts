/** PostgreSQL's own server process on one cluster: made, started, found again, stopped. */
import { execFileSync, spawn } from 'node:child_process';
import { closeSync, existsSync, openSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import pg from 'pg';
import type { ServerState } from './place.js';
import { commandOf, ended, isAlive } from './processes.js';
import { unavailable, type Account } from './programs.js';

export const USER = 'datamigrate';
const startTimeoutMs = 60_000;
const fastStopTimeoutMs = 10_000;
const immediateStopTimeoutMs = 5_000;
const pollMs = 40;
const retryDelayMs = 500;
const STILL_IN_USE = /shared memory block .* is still in use|lock file "postmaster.pid" already exists/;

export interface Cluster {
  readonly programs: string;
  /** Folder that holds the data folder of PostgreSQL and its log. */
  readonly base: string;
  readonly account: Account | undefined;
}

const dataOf = ({ base }: Cluster): string => join(base, 'cluster');
const logOf = ({ base }: Cluster): string => join(base, 'server.log');
const environment = { PATH: process.env['PATH'], LC_ALL: 'C', TZ: 'UTC' };

/** Makes the cluster when there is none. An attempt that was cut off is made anew: only a whole one has its version file last. */
export function initialise(cluster: Cluster, { password }: ServerState): void {
  const data = dataOf(cluster);
  const done = join(cluster.base, 'initialised');
  if (existsSync(done)) return;
  rmSync(data, { recursive: true, force: true });
  const passwordFile = join(cluster.base, 'initial-password');
  writeFileSync(passwordFile, password, { mode: 0o644 });
  const args = [
    '-D',
    data,
    '-U',
    USER,
    '--auth=scram-sha-256',
    `--pwfile=${passwordFile}`,
    '--encoding=UTF8',
    '--locale=C',
    '--no-instructions',
  ];
  try {
    execFileSync(join(cluster.programs, 'bin', 'initdb'), args, { cwd: cluster.base, env: environment, timeout: startTimeoutMs, stdio: ['ignore', 'ignore', 'pipe'], ...cluster.account }); // prettier-ignore
  } catch (error) {
    throw unavailable(`initdb failed: ${String(error)}`, error);
  } finally {
    rmSync(passwordFile, { force: true });
  }
  writeFileSync(done, '');
}

/** The process that serves the cluster now, whoever started it; null when none does. */
export function runningServer(cluster: Cluster): number | null {
  const file = join(dataOf(cluster), 'postmaster.pid');
  if (!existsSync(file)) return null;
  const pid = Number(readFileSync(file, 'utf8').split('\n')[0]);
  if (!(pid > 0) || !isAlive(pid)) return null;
  // After a crash the id may be another program's: PostgreSQL itself clears such a file away.
  const command = commandOf(pid);
  return command === null || command.startsWith('postgres') ? pid : null;
}

/**
 * Starts the server and waits until it answers. Children of a server that was killed take a moment to notice, and keep its memory
 * until they do: a start in that time fails and is tried again.
 * @returns its process id. @throws AppError `POSTGRES-UNAVAILABLE`
 */
export async function start(cluster: Cluster, state: ServerState): Promise<number> {
  const deadline = performance.now() + startTimeoutMs;
  for (;;) {
    const server = spawnServer(cluster, state);
    while (!server.fault && performance.now() < deadline) {
      if (await answers(state)) return server.pid;
      await delay(pollMs);
    }
    const lines = lastLines(cluster);
    if (performance.now() > deadline || !STILL_IN_USE.test(lines))
      throw unavailable(`the embedded server did not start: ${server.fault || 'no answer'}; ${lines}`);
    await delay(retryDelayMs);
  }
}

function spawnServer(cluster: Cluster, { port }: ServerState): { readonly pid: number; fault: string } {
  const log = openSync(logOf(cluster), 'w');
  const settings = ['listen_addresses=127.0.0.1', 'unix_socket_directories=', 'max_connections=60', 'timezone=UTC'];
  const args = ['-D', dataOf(cluster), '-p', String(port), ...settings.flatMap((setting) => ['-c', setting])];
  // Of its own group: a Ctrl-C on the terminal is for us, who stop the server when we no longer need it.
  const child = spawn(join(cluster.programs, 'bin', 'postgres'), args, { cwd: cluster.base, env: environment, detached: true, stdio: ['ignore', log, log], ...cluster.account }); // prettier-ignore
  closeSync(log);
  const server = { pid: child.pid ?? 0, fault: '' };
  child.once('error', (error) => (server.fault ||= String(error)));
  child.once('exit', (code) => (server.fault ||= `it ended with ${code}`));
  child.unref();
  return server;
}

/** Whether our server answers with our password. */
export async function answers(state: ServerState): Promise<boolean> {
  const client = new pg.Client({
    connectionString: urlOf(state),
    connectionTimeoutMillis: 2_000,
    query_timeout: 2_000,
  });
  client.on('error', () => undefined); // told by the query that meets it
  try {
    await client.connect();
    await client.query('SELECT 1');
    return true;
  } catch {
    return false;
  } finally {
    await client.end().catch(() => undefined);
  }
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

export function urlOf({ port, password }: ServerState): string {
  return `postgresql://${USER}:${password}@127.0.0.1:${port}/postgres`;
}

/** Whether the server could not have its port. */
export function isPortTaken(cluster: Cluster): boolean {
  return /could not (bind|create any TCP)|Address already in use/.test(lastLines(cluster));
}

function lastLines(cluster: Cluster): string {
  return existsSync(logOf(cluster)) ? readFileSync(logOf(cluster), 'utf8').slice(-1000) : '';
}
