/** An api and a worker as processes of their own: the same migration by Redis, and by HTTP where there is none. */
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { TEST_SECRET } from '../support/api.js';
import { freePort } from '../support/free-port.js';
import { freshDatabase, postgres, type TestDatabase } from '../support/postgres.js';
import { freshRedis, redis } from '../support/redis.js';
import { inRepository } from '../support/repository.js';
import { describeIf } from '../support/requirement.js';
import { startServer, type ServerProcess } from '../support/server-process.js';
import { until } from '../support/until.js';

const SHARED = {
  JWT_SECRET: TEST_SECRET,
  SERVICE_TOKEN: `${TEST_SECRET}-service`,
  DRAIN_SECONDS: '0',
};
const source = readFileSync(inRepository('examples', 'first-slice', 'berths.sql'), 'utf8');

describeIf([postgres, redis], 'api and worker in processes of their own', () => {
  const folder = mkdtempSync(join(tmpdir(), 'datamigrate-two-'));
  const open: { close(): Promise<unknown> }[] = [];
  let database: TestDatabase;
  beforeEach(async () => {
    database = await freshDatabase();
    open.push(database);
  });
  afterEach(async () => {
    for (const part of open.splice(0).reverse()) await part.close();
  });
  afterAll(() => rmSync(folder, { recursive: true, force: true }));

  const start = async (environment: Record<string, string>): Promise<ServerProcess> => {
    const server = await startServer({
      ...SHARED,
      DATA_DIR: join(folder, environment['ROLE'] ?? ''),
      DATABASE_URL: database.url,
      ...environment,
    });
    open.push({ close: () => server.stop('SIGINT') });
    return server;
  };

  /** Registers, creates, waits. @returns what the migration says at its end */
  async function migrate(url: string) {
    const call = async (method: string, path: string, body?: object, token?: string) => {
      const headers = { 'content-type': 'application/json', ...(token ? { authorization: `Bearer ${token}` } : {}) };
      const answer = await fetch(`${url}/api/v1${path}`, {
        method,
        headers,
        ...(body ? { body: JSON.stringify(body) } : {}),
      });
      return (await answer.json()) as Record<string, string>;
    };
    const account = { email: 'two@example.test', password: 'a phrase for this test' };
    await call('POST', '/register', { ...account, name: 'Two' });
    const { access_token: token } = await call('POST', '/login', account);
    const { id } = await call('POST', '/migrations', { name: 'Berths', source }, token);
    let last: Record<string, string> = {};
    await until(async () => {
      last = await call('GET', `/migrations/${id}`, undefined, token);
      return ['completed', 'failed'].includes(last['status'] ?? '');
    }, 60_000);
    return last;
  }

  it('finish a migration that Redis carried', async () => {
    const cache = await freshRedis();
    open.push(cache);
    const api = await start({ ROLE: 'api', REDIS_URL: cache.url });
    await start({ ROLE: 'worker', REDIS_URL: cache.url });
    expect(await migrate(api.url)).toMatchObject({ status: 'completed', success_rate: 1 });
  }, 120_000);

  it('finish a migration that was carried over HTTP, where no Redis is shared', async () => {
    const port = await freePort();
    const api = await start({ ROLE: 'api', AGENTS_URL: `http://127.0.0.1:${port}` });
    await start({ ROLE: 'worker', AGENTS_PORT: String(port) });
    expect(await migrate(api.url)).toMatchObject({ status: 'completed', success_rate: 1 });
  }, 120_000);
});
