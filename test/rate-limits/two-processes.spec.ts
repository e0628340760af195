import { setTimeout as delay } from 'node:timers/promises';
import { newPerson, startApi, type Answer, type Person, type TestApi } from '../support/api.js';
import { freshDatabase, postgres, type TestDatabase } from '../support/postgres.js';
import { freshRedis, redis, type TestRedis } from '../support/redis.js';
import { describeIf } from '../support/requirement.js';

describeIf([postgres, redis], 'two processes of the API that share a Redis', () => {
  let database: TestDatabase;
  let server: TestRedis;
  let one: TestApi;
  let other: TestApi;
  let ada: Person;
  let bob: Person;

  beforeAll(async () => {
    [database, server] = await Promise.all([freshDatabase(), freshRedis()]);
    const environment = {
      REDIS_URL: server.url,
      RATE_LIMIT_LOGIN: '6',
      RATE_LIMIT_READ: '100',
      RATE_LIMIT_WRITE: '100',
    };
    one = await startApi(environment, database);
    other = await startApi(environment, database);
    ada = await newPerson(one, 'ada');
    bob = await newPerson(one, 'bob');
  });
  afterAll(async () => {
    await one.close();
    await other.close();
    await Promise.all([database.close(), server.close()]);
  });

  const usage = (api: TestApi, token: string, headers: Record<string, string> = {}): Promise<Answer> =>
    api.call('GET', '/usage', { token, headers });
  const login = (api: TestApi, remoteAddress: string): Promise<Answer> =>
    api.call('POST', '/login', { body: { email: ada.email, password: ada.password }, remoteAddress });
  /** Milliseconds until the answer has this status; news between processes take a moment. */
  const msUntil = async (status: number, call: () => Promise<Answer>): Promise<number> => {
    const startMs = performance.now();
    while ((await call()).status !== status && performance.now() - startMs < 6_000) await delay(10);
    expect((await call()).status).toBe(status);
    return performance.now() - startMs;
  };

  it('count the calls of a user together', async () => {
    const left = async (api: TestApi): Promise<number> => Number((await usage(api, ada.token)).headers['x-ratelimit-remaining']); // prettier-ignore
    const first = await left(one);
    expect([await left(other), await left(one), await left(other)]).toEqual([first - 1, first - 2, first - 3]);
  });

  it('count logins from an address together', async () => {
    const seen: number[] = [];
    for (let at = 0; at < 8; at++) seen.push((await login(at % 2 ? one : other, '203.0.113.1')).status);
    expect(seen).toEqual([200, 200, 200, 200, 200, 200, 429, 429]);
  });

  it('refuse a revoked key at once in both', async () => {
    const body = { name: 'k', scopes: ['usage:read'] };
    const { id, key } = (await one.call('POST', '/api-keys', { body, token: ada.token })).body;
    expect([(await usage(one, key)).status, (await usage(other, key)).status]).toEqual([200, 200]);
    await one.call('DELETE', `/api-keys/${id}`, { token: ada.token, headers: { 'If-Match': '*' } });
    expect(await msUntil(401, () => usage(other, key))).toBeLessThan(1_000);
    expect((await usage(one, key)).status).toBe(401);
  });

  it('let a removed member in to neither', async () => {
    const team = (await one.call('POST', '/workspaces', { body: { name: 'Team' }, token: ada.token })).body.id;
    const members = `/workspaces/${team}/members`;
    await one.call('POST', members, { body: { email: bob.email, role: 'viewer' }, token: ada.token });
    const asBob = (api: TestApi): Promise<Answer> => usage(api, bob.token, { 'X-Workspace-Id': team });
    expect([(await asBob(one)).status, (await asBob(other)).status]).toEqual([200, 200]);
    await one.call('DELETE', `${members}/${bob.id}`, { token: ada.token });
    expect(await msUntil(404, () => asBob(other))).toBeLessThan(1_000);
  });

  it.each([
    ['hangs', () => Promise.resolve(server.freeze()), () => Promise.resolve(server.resume())],
    ['is gone', () => server.kill(), () => server.start()],
  ])(
    'serve reads and writes while Redis %s, but no login, and say so within a second or two',
    async (_case, away, back) => {
      await away();
      try {
        const startMs = performance.now();
        const refused = await login(one, '203.0.113.2');
        expect([refused.status, refused.body.code]).toEqual([503, 'overloaded']);
        expect(performance.now() - startMs).toBeLessThan(2_000);
        expect((await usage(one, ada.token)).status).toBe(200);
        const written = await one.call('POST', '/workspaces', {
          body: { name: 'Made without Redis' },
          token: ada.token,
        });
        expect(written.status).toBe(201);
      } finally {
        await back();
      }
      await msUntil(200, () => login(one, '203.0.113.3'));
    },
  );
});
