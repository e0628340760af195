import { execFileSync, spawn } from 'node:child_process';
import { once } from 'node:events';
import { createInterface } from 'node:readline';
import { inRepository } from './support/repository.js';

const startTimeoutMs = 30_000;

/** The built server as a process of its own; it is killed when it outlives the time limit. */
function startMain(environment: Record<string, string>) {
  return spawn(process.execPath, [inRepository('dist', 'src', 'main.js')], {
    env: { PATH: process.env.PATH, ...environment },
    timeout: startTimeoutMs,
    killSignal: 'SIGKILL',
    stdio: ['ignore', 'pipe', 'pipe'],
  });
}

describe('the server process', () => {
  beforeAll(() => {
    execFileSync(process.execPath, [inRepository('scripts', 'build.mjs'), '--if-stale'], { timeout: 60_000 });
  });

  it('answers on the port it says, and ends in order with exit code 0 when told to stop', async () => {
    const server = startMain({ PORT: '0' });
    const exit = once(server, 'exit');
    let url: string | undefined;
    for await (const line of createInterface(server.stdout)) {
      url = /listening on (http:\/\/[^"]+)/.exec(line)?.[1];
      if (url) break;
    }
    const health = await fetch(`${url}/health`);
    server.kill('SIGTERM');
    expect([health.status, await health.json()]).toEqual([200, { status: 'ok' }]);
    expect(await exit).toEqual([0, null]);
  });

  it('refuses bad settings before it listens, with all faults and exit code 1', async () => {
    const server = startMain({ PORT: 'eighty', LOG_LEVEL: 'loud' });
    const texts: string[] = [];
    server.stderr.on('data', (chunk) => texts.push(String(chunk)));
    const [code] = await once(server, 'close');
    expect(code).toBe(1);
    expect(texts.join('')).toMatch(/PORT: [\s\S]*LOG_LEVEL: /);
  });
});
