/** The files of one embedded server, and how they are made. */
import { execFileSync } from 'node:child_process';
import { chownSync, existsSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { ServerState } from './place.js';
import { unavailable, type Account } from './programs.js';

export const USER = 'datamigrate';
const initdbTimeoutMs = 60_000;

export interface Cluster {
  readonly programs: string;
  /** Folder that holds the data folder of PostgreSQL and its log. */
  readonly base: string;
  readonly account: Account | undefined;
}

export const dataOf = ({ base }: Cluster): string => join(base, 'cluster');
export const logOf = ({ base }: Cluster): string => join(base, 'server.log');

/** Nothing of ours, above all no PG... variable, reaches PostgreSQL's programs. */
export const serverEnvironment = { PATH: process.env['PATH'], LC_ALL: 'C', TZ: 'UTC' };

/** Makes the cluster when there is none: beside its place, which it takes when it is whole. What is in that place is never removed. */
export function initialise(cluster: Cluster, { password }: ServerState): void {
  if (existsSync(dataOf(cluster))) return;
  const draft = `${dataOf(cluster)}.draft`;
  rmSync(draft, { recursive: true, force: true });
  const passwordFile = keepPassword(cluster, password);
  const args = ['-D', draft, '-U', USER, '--auth=scram-sha-256', `--pwfile=${passwordFile}`, '--encoding=UTF8', '--locale=C', '--no-instructions']; // prettier-ignore
  try {
    execFileSync(join(cluster.programs, 'bin', 'initdb'), args, { cwd: cluster.base, env: serverEnvironment, timeout: initdbTimeoutMs, stdio: ['ignore', 'ignore', 'pipe'], ...cluster.account }); // prettier-ignore
  } catch (error) {
    throw unavailable(`initdb failed: ${String(error)}`, error);
  } finally {
    rmSync(passwordFile, { force: true });
  }
  renameSync(draft, dataOf(cluster));
}

/** For initdb to read, and for nobody else. */
function keepPassword({ base, account }: Cluster, password: string): string {
  const file = join(base, 'initial-password');
  rmSync(file, { force: true });
  writeFileSync(file, password, { mode: 0o600, flag: 'wx' });
  if (account) chownSync(file, account.uid, account.gid);
  return file;
}
