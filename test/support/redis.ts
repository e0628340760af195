import { spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { existsSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { connect } from 'node:net';
import { delimiter, join } from 'node:path';
import { tmpdir } from 'node:os';
import { setTimeout as sleep } from 'node:timers/promises';
import { Redis } from 'ioredis';
import { freePort } from './free-port.js';
import type { Requirement } from './requirement.js';

/** A Redis that nobody else uses, on 127.0.0.1, and power over its life. */
export interface TestRedis {
  readonly url: string;
  /** A connection of the test's own, to look and to meddle. Closed with the server. */
  readonly client: Redis;
  /** Ends it at once, as a crash would; resolves when it is gone. Only what the append-only file has is kept. */
  kill(): Promise<void>;
  /** Starts it anew on the same port and folder. */
  start(): Promise<void>;
  /** It keeps its connections and answers nothing, until `resume`. */
  freeze(): void;
  resume(): void;
  close(): Promise<void>;
}

export interface RedisSettings {
  readonly 'maxmemory-policy'?: 'noeviction' | 'allkeys-lru' | 'volatile-ttl';
  readonly maxmemory?: string;
  readonly appendonly?: 'yes' | 'no';
}

const program = 'redis-server';
const startTimeoutMs = 10_000;

export const redis: Requirement = {
  name: 'Redis',
  missing: () =>
    (process.env.PATH ?? '').split(delimiter).some((folder) => existsSync(join(folder, program)))
      ? undefined
      : `no ${program} on the PATH (Debian: apt-get install redis-server)`,
};

/** Starts a Redis of its own for the caller, who closes it; what a killed run leaves is ended with the run's other servers. */
export async function freshRedis(settings: RedisSettings = {}): Promise<TestRedis> {
  const base = process.env.DATAMIGRATE_TEST_SERVERS ?? tmpdir();
  mkdirSync(base, { recursive: true });
  const server = new Server(mkdtempSync(join(base, 'redis-')), await freePort(), settings);
  await server.start();
  const url = `redis://127.0.0.1:${server.port}`;
  const client = new Redis(url, { retryStrategy: () => 50, maxRetriesPerRequest: null });
  client.on('error', () => undefined); // the server is killed: that is the point
  return {
    url,
    client,
    kill: () => server.kill(),
    start: () => server.start(),
    freeze: () => server.signal('SIGSTOP'),
    resume: () => server.signal('SIGCONT'),
    close: async () => {
      client.disconnect();
      await server.kill();
      rmSync(server.folder, { recursive: true, force: true });
    },
  };
}

class Server {
  private process: ChildProcess | undefined;

  constructor(
    readonly folder: string,
    readonly port: number,
    private readonly settings: RedisSettings,
  ) {}

  async start(): Promise<void> {
    const settings = { port: this.port, bind: '127.0.0.1', dir: this.folder, save: '', 'appendfsync': 'always', ...this.settings }; // prettier-ignore
    const args = Object.entries(settings).flatMap(([name, value]) => [`--${name}`, String(value)]);
    const server = spawn(program, args, { stdio: ['ignore', 'ignore', 'inherit'] });
    this.process = server;
    writeFileSync(join(this.folder, 'redis.pid'), String(server.pid));
    const deadline = Date.now() + startTimeoutMs;
    while (!(await accepts(this.port))) {
      if (server.exitCode !== null || Date.now() > deadline) throw new Error(`${program} did not start`);
      await sleep(10);
    }
  }

  signal(name: NodeJS.Signals): void {
    this.process?.kill(name);
  }

  async kill(): Promise<void> {
    const server = this.process;
    this.process = undefined;
    if (!server || server.exitCode !== null || server.signalCode !== null) return;
    const gone = once(server, 'exit');
    server.kill('SIGKILL');
    await gone;
  }
}

function accepts(port: number): Promise<boolean> {
  return new Promise((resolve) => {
    const socket = connect(port, '127.0.0.1');
    const answer = (isOpen: boolean) => () => {
      socket.destroy();
      resolve(isOpen);
    };
    socket.once('connect', answer(true)).once('error', answer(false));
  });
}
