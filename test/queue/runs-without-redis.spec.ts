import { JobQueue } from '../../src/queue/job-queue.js';
import { newPerson, startApi, type Answer, type Person, type TestApi } from '../support/api.js';
import { postgres } from '../support/postgres.js';
import { freshRedis, redis, type TestRedis } from '../support/redis.js';
import { describeIf } from '../support/requirement.js';
import { until } from '../support/until.js';

const body = { name: 'Harbour', source: 'CREATE TABLE dbo.Ship (Id int NOT NULL PRIMARY KEY);' };

describeIf([postgres, redis], 'runs that are started while Redis is away', () => {
  let server: TestRedis;
  let api: TestApi;
  let ada: Person;
  beforeAll(async () => {
    server = await freshRedis({ appendonly: 'yes' });
    api = await startApi({ REDIS_URL: server.url });
    ada = await newPerson(api, 'ada');
  });
  afterAll(async () => {
    await api.close();
    await server.close();
  });

  const ready = (): Promise<Answer> => api.call('GET', '//ready');
  const outbox = async (): Promise<unknown> =>
    (await api.database.client.query('SELECT count(*)::int AS count FROM outbox')).rows[0]?.count;

  it.each([
    ['gone', () => server.kill(), () => server.start()],
    ['silent', () => Promise.resolve(server.freeze()), () => Promise.resolve(server.resume())],
  ])(
    'are accepted within two seconds (Redis is %s) and queued once when it is back',
    async (_name, leave, comeBack) => {
      const queue = api.app.get(JobQueue);
      await server.client.flushall();
      await leave();
      const startMs = performance.now();
      const made = await api.call('POST', '/migrations', { token: ada.token, body });
      expect(performance.now() - startMs).toBeLessThan(2_000);
      expect([made.status, made.body.status]).toEqual([202, 'pending']);
      await until(async () => (await ready()).status === 503); // an answer serves probes for a second
      const missing = await ready();
      expect(missing.body.error.redis).toMatchObject({ status: 'down', message: 'Redis does not answer.' });
      expect(missing.text).not.toContain('127.0.0.1');
      await comeBack();
      await until(async () => (await queue.depth().catch(() => null))?.waiting === 1, 30_000);
      await until(async () => (await ready()).status === 200);
      await until(async () => (await outbox()) === 0);
      expect(await queue.depth()).toEqual({ waiting: 1, active: 0 });
    },
  );
});
