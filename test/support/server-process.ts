/** The built server as a process of its own: started, asked over its socket, stopped or killed. */
import { execFileSync, spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { createInterface } from 'node:readline';
import { inRepository } from './repository.js';

const startTimeoutMs = 60_000;

export interface ServerProcess {
  /** `http://127.0.0.1:41234` */
  readonly url: string;
  readonly child: ChildProcess;
  /** Lines of the log so far. */
  readonly lines: readonly string[];
  /** Sends a signal and waits for the end. @returns the exit code, or the signal that ended it */
  stop(signal?: NodeJS.Signals): Promise<number | string | null>;
}

let isBuilt = false;

/** Compiles what changed and bundles it, once in a test file. */
export function buildServer(): void {
  if (isBuilt) return;
  for (const script of ['build.mjs', 'bundle.mjs'])
    execFileSync(process.execPath, [inRepository('scripts', script), '--if-stale'], {
      timeout: 120_000,
      stdio: 'pipe',
    });
  isBuilt = true;
}

/** @param environment beside it the process has only PATH; PORT is chosen by the system unless it is given */
export async function startServer(environment: Readonly<Record<string, string>>): Promise<ServerProcess> {
  buildServer();
  const child = spawn(process.execPath, [inRepository('bin', 'start.mjs')], {
    env: { PATH: process.env.PATH, PORT: '0', AGENTS_PORT: environment.ROLE === 'worker' ? '0' : '', ...environment },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  const lines: string[] = [];
  const timer = setTimeout(() => child.kill('SIGKILL'), startTimeoutMs);
  createInterface(child.stderr).on('line', (line) => lines.push(line));
  const url = await new Promise<string>((resolve, reject) => {
    createInterface(child.stdout).on('line', (line) => {
      lines.push(line);
      const found = /listening on (http:\/\/[^"\s]+)/.exec(line)?.[1];
      if (found) resolve(found);
    });
    child.once('exit', (code) => reject(new Error(`the server ended with ${code}:\n${lines.slice(-20).join('\n')}`)));
  });
  clearTimeout(timer);
  await ready(url);
  return {
    url,
    child,
    lines,
    stop: async (signal = 'SIGTERM') => {
      if (child.exitCode !== null || child.signalCode !== null) return child.exitCode ?? child.signalCode;
      const exit = once(child, 'exit');
      child.kill(signal);
      const [code, killedBy] = (await exit) as [number | null, string | null]; // what `exit` hands on
      return code ?? killedBy;
    },
  };
}

/** Waits until the server has its database. */
async function ready(url: string): Promise<void> {
  for (let attempt = 0; ; attempt++) {
    const answer = await fetch(`${url}/ready`).catch(() => null);
    if (answer?.ok) return;
    if (attempt > 300) throw new Error(`${url} is not ready: ${await answer?.text()}`);
    await new Promise((resolve) => setTimeout(resolve, 100));
  }
}
