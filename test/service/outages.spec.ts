/** K-01: what a dependency takes with it, and K-03: what a stop does to those who are being answered. Real processes, loopback, bounded. */
import { execFileSync } from 'node:child_process';
import { mkdtempSync, chmodSync } from 'node:fs';
import { Agent, get } from 'node:http';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import { TEST_SECRET } from '../support/api.js';
import { freshDatabase, postgres } from '../support/postgres.js';
import { removeCluster, serverAccount, serverPrograms, startCluster } from '../support/postgres-cluster.js';
import { freshRedis, redis } from '../support/redis.js';
import { describeIf } from '../support/requirement.js';
import { startServer, type ServerProcess } from '../support/server-process.js';
import { until } from '../support/until.js';

const SHARED = { JWT_SECRET: TEST_SECRET, SERVICE_TOKEN: `${TEST_SECRET}-service` };
const NO_LIMITS = { RATE_LIMIT_READ: '0', RATE_LIMIT_LOGIN: '0', RATE_LIMIT_WRITE: '0' };

const statusOf = async (url: string): Promise<{ status: number; text: string }> => {
  const answer = await fetch(url, { signal: AbortSignal.timeout(5_000) });
  return { status: answer.status, text: await answer.text() };
};

describeIf([postgres, redis], 'a dependency that is away', () => {
  const programs = serverPrograms() ?? '';
  const folder = mkdtempSync(join(tmpdir(), 'datamigrate-outage-'));
  let url: string;
  let port: number;
  let cache: Awaited<ReturnType<typeof freshRedis>>;
  let server: ServerProcess;

  const postgresControl = (...args: string[]) =>
    execFileSync(join(programs, 'pg_ctl'), ['-D', join(folder, 'data'), '-w', '-t', '30', ...args], { cwd: folder, stdio: 'ignore', timeout: 60_000, ...serverAccount() }); // prettier-ignore

  beforeAll(async () => {
    chmodSync(folder, 0o755);
    ({ port } = await startCluster(programs, folder));
    url = `postgresql://postgres@127.0.0.1:${port}/postgres`;
    cache = await freshRedis();
    server = await startServer({ ...SHARED, ROLE: 'api', DATABASE_URL: url, REDIS_URL: cache.url });
  }, 180_000);
  afterAll(async () => {
    await server.stop('SIGINT');
    await cache.close();
    removeCluster(programs, folder);
  });

  const expectOutage = async (name: string, takeAway: () => unknown, bringBack: () => unknown): Promise<void> => {
    await takeAway();
    await until(async () => (await statusOf(`${server.url}/ready`)).status === 503, 10_000);
    const ready = await statusOf(`${server.url}/ready`);
    expect(Object.keys(JSON.parse(ready.text).error)).toEqual([name]);
    expect(ready.text).not.toMatch(/127\.0\.0\.1|localhost|postgres:|redis:\/\//);
    expect((await statusOf(`${server.url}/health`)).status).toBe(200);
    await bringBack();
    await until(async () => (await statusOf(`${server.url}/ready`)).status === 200, 10_000);
  };

  it('is named by readiness, leaves liveness alone, and is back within ten seconds: the database', async () => {
    const options = `-p ${port} -c listen_addresses=127.0.0.1 -c unix_socket_directories=${folder} -c fsync=off`;
    await expectOutage('database', () => postgresControl('-m', 'fast', 'stop'), () => postgresControl('-o', options, '-l', join(folder, 'server.log'), 'start')); // prettier-ignore
  }, 60_000);

  it('is named by readiness, leaves liveness alone, and is back within ten seconds: Redis', async () => {
    await expectOutage('redis', () => cache.kill(), () => cache.start()); // prettier-ignore
  }, 60_000);
});

describeIf([postgres, redis], 'a process of two that is told to stop under load', () => {
  const REQUESTS = 6_000;
  const perSecond = 200;

  it(`fails none of ${REQUESTS} requests of clients that keep their connections, and ends with exit code 0`, async () => {
    const [database, cache] = [await freshDatabase(), await freshRedis()];
    const start = () =>
      startServer({
        ...SHARED,
        ...NO_LIMITS,
        ROLE: 'api',
        DRAIN_SECONDS: '5',
        DATABASE_URL: database.url,
        REDIS_URL: cache.url,
      });
    const servers = [await start(), await start()];
    try {
      const token = await tokenOf(servers[0]!.url);
      const balancer = new Balancer(servers.map(({ url }) => url));
      let stopped: Promise<number | string | null> | undefined;
      const asked: Promise<string | null>[] = [];
      for (let n = 0; n < REQUESTS; n++) {
        if (n === REQUESTS / 3) stopped = servers[1]!.stop('SIGTERM');
        asked.push(balancer.ask(n % 2 ? '/api/v1/migrations' : '/health', token));
        await delay(1000 / perSecond);
      }
      const failures = (await Promise.all(asked)).filter((failure) => failure !== null);
      balancer.close();
      expect(failures).toEqual([]);
      expect(await stopped).toBe(0);
      expect(balancer.left).toEqual([servers[0]!.url]);
    } finally {
      await Promise.all(servers.map((server) => server.stop('SIGKILL')));
      await cache.close();
      await database.close();
    }
  }, 180_000);
});

/** What stands before the processes: sends to those that are ready, in turns, on connections that it keeps. It tries nothing twice. */
class Balancer {
  readonly left: string[];
  private readonly agent = new Agent({ keepAlive: true, maxSockets: 50 });
  private readonly timer: NodeJS.Timeout;
  private turn = 0;

  constructor(urls: readonly string[]) {
    this.left = [...urls];
    this.timer = setInterval(() => void Promise.all(urls.map((url) => this.look(url))), 1_000);
  }

  /** @returns what went wrong, or null */
  ask(path: string, token: string): Promise<string | null> {
    const url = this.left[this.turn++ % this.left.length] ?? '';
    return new Promise((resolve) => {
      const request = get(
        `${url}${path}`,
        { agent: this.agent, headers: { authorization: `Bearer ${token}` }, timeout: 10_000 },
        (answer) => {
          answer.resume();
          answer.on('end', () => resolve(answer.statusCode === 200 ? null : `${path}: ${answer.statusCode}`));
        },
      );
      request
        .on('error', (error) => resolve(`${path}: ${error.message}`))
        .on('timeout', () => request.destroy(new Error('too slow')));
    });
  }

  close(): void {
    clearInterval(this.timer);
    this.agent.destroy();
  }

  private async look(url: string): Promise<void> {
    const isReady = await statusOf(`${url}/ready`).then(({ status }) => status === 200, () => false); // prettier-ignore
    if (!isReady && this.left.length > 1 && this.left.includes(url)) this.left.splice(this.left.indexOf(url), 1);
  }
}

async function tokenOf(url: string): Promise<string> {
  const post = async (path: string, body: object) =>
    (
      await fetch(`${url}/api/v1/${path}`, {
        method: 'POST',
        headers: { 'content-type': 'application/json' },
        body: JSON.stringify(body),
      })
    ).json() as Promise<{ access_token: string }>;
  const account = { email: 'load@example.test', password: 'a phrase for this test' };
  await post('register', { ...account, name: 'Load' });
  return (await post('login', account)).access_token;
}
