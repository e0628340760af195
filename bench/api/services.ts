/** PostgreSQL and Redis of one benchmark, on random ports of this machine, ended with it. */
import { execFileSync, spawn, type ChildProcess } from 'node:child_process';
import { chownSync, existsSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { createServer } from 'node:net';
import { once } from 'node:events';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

const stepTimeoutMs = 60_000;

export interface Services {
  readonly databaseUrl: string;
  readonly redisUrl: string;
  close(): void;
}

/** @throws when Debian's postgresql or redis-server is not installed */
export async function startServices(): Promise<Services> {
  const folder = mkdtempSync(join(tmpdir(), 'datamigrate-bench-'));
  const account = serverAccount();
  if (account) chownSync(folder, account.uid, account.gid);
  const [postgresPort, redisPort] = [await freePort(), await freePort()];
  const programs = postgresPrograms();
  const cluster = join(folder, 'postgres');
  const run = (program: string, args: string[]): void =>
    void execFileSync(join(programs, program), args, {
      cwd: folder,
      timeout: stepTimeoutMs,
      stdio: 'ignore',
      ...account,
    });
  run('initdb', ['-D', cluster, '-U', 'postgres', '--auth=trust', '--encoding=UTF8', '--locale=C.UTF-8']);
  // PostgreSQL's own defaults, durability included.
  run('pg_ctl', ['-D', cluster, '-w', '-l', join(folder, 'postgres.log'), '-o', `-p ${postgresPort} -c listen_addresses=127.0.0.1 -c unix_socket_directories=${folder}`, 'start']); // prettier-ignore
  mkdirSync(join(folder, 'redis'));
  const redis = spawn('redis-server', ['--port', String(redisPort), '--bind', '127.0.0.1', '--dir', join(folder, 'redis'), '--save', '', '--appendonly', 'yes'], { stdio: 'ignore' }); // prettier-ignore
  await once(redis, 'spawn');
  return {
    databaseUrl: `postgresql://postgres@127.0.0.1:${postgresPort}/postgres`,
    redisUrl: `redis://127.0.0.1:${redisPort}`,
    close: () => {
      redis.kill();
      run('pg_ctl', ['-D', cluster, '-m', 'immediate', 'stop']);
      rmSync(folder, { recursive: true, force: true });
    },
  };
}

/** A program of ours, until it has printed what `ready` finds. */
export async function startProgram(
  file: string,
  environment: NodeJS.ProcessEnv,
  ready: RegExp,
): Promise<StartedProgram> {
  const startedMs = performance.now();
  const child = spawn(process.execPath, [file], {
    env: { PATH: process.env['PATH'], ...environment },
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  const timer = setTimeout(() => child.kill('SIGKILL'), stepTimeoutMs);
  const found = await new Promise<string>((resolve, reject) => {
    let text = '';
    child.stdout.on('data', (chunk) => {
      const match = ready.exec((text += String(chunk)));
      if (match) resolve(match[1] ?? '');
    });
    child.once('exit', (code) => reject(new Error(`${file} ended with ${code}: ${text.slice(-2000)}`)));
  });
  clearTimeout(timer);
  child.stdout.removeAllListeners('data').resume();
  return { child, address: found, startMs: performance.now() - startedMs };
}

export interface StartedProgram {
  readonly child: ChildProcess;
  readonly address: string;
  readonly startMs: number;
}

export async function stopProgram({ child }: StartedProgram): Promise<void> {
  if (child.exitCode !== null) return;
  const exit = once(child, 'exit');
  child.kill('SIGINT');
  const timer = setTimeout(() => child.kill('SIGKILL'), stepTimeoutMs);
  await exit;
  clearTimeout(timer);
}

/** Seconds of CPU that a process has used, and its resident memory in MiB. Linux only. */
export function usageOf(pid: number | undefined): { cpuSeconds: number; rssMib: number } {
  const fields = readFileSync(`/proc/${pid}/stat`, 'utf8').split(') ')[1]?.split(' ') ?? [];
  const status = readFileSync(`/proc/${pid}/status`, 'utf8');
  const ticks = Number(fields[11]) + Number(fields[12]); // utime, stime; proc(5)
  return { cpuSeconds: ticks / 100, rssMib: Number(/VmRSS:\s+(\d+)/.exec(status)?.[1]) / 1024 };
}

function postgresPrograms(): string {
  const base = '/usr/lib/postgresql';
  const versions = existsSync(base) ? readdirSync(base).sort((a, b) => Number(b) - Number(a)) : [];
  if (!versions[0]) throw new Error('bench:api needs the Debian packages postgresql, redis-server and wrk');
  return join(base, versions[0], 'bin');
}

/** PostgreSQL refuses to run as root. */
function serverAccount(): { uid: number; gid: number } | undefined {
  if (process.getuid?.() !== 0) return undefined;
  const fields = readFileSync('/etc/passwd', 'utf8').split('\n').map((line) => line.split(':')).find(([name]) => name === 'postgres'); // prettier-ignore
  return { uid: Number(fields?.[2]), gid: Number(fields?.[3]) };
}

function freePort(): Promise<number> {
  return new Promise((resolve, reject) => {
    const probe = createServer();
    probe.once('error', reject).listen(0, '127.0.0.1', () => {
      const address = probe.address();
      probe.close(() => resolve(typeof address === 'object' && address ? address.port : 0));
    });
  });
}
