import { setTimeout as delay } from 'node:timers/promises';
import { Passwords } from '../../src/auth/passwords.js';
import { newPerson, startApi, type Answer, type Person, type TestApi } from '../support/api.js';
import { freshDatabase, postgres, type TestDatabase } from '../support/postgres.js';
import { freshRedis, redis, type TestRedis } from '../support/redis.js';
import { describeIf } from '../support/requirement.js';

describeIf([postgres, redis], 'two processes that share a Redis', () => {
  let server: TestRedis;
  let database: TestDatabase;
  let one: TestApi;
  let two: TestApi;

  beforeAll(async () => {
    [server, database] = await Promise.all([freshRedis(), freshDatabase()]);
    const environment = { REDIS_URL: server.url, RATE_LIMIT_LOGIN: '100000' };
    one = await startApi(environment, database);
    two = await startApi(environment, database);
    await connected(one);
    await connected(two);
  });
  afterAll(async () => {
    server.resume();
    await one.close();
    await two.close();
    await database.close();
    await server.close();
  });

  const login = (at: TestApi, { email }: Person, password: string): Promise<Answer> =>
    at.call('POST', '/login', { body: { email, password } });
  const me = async (at: TestApi, token: string): Promise<number> => (await at.call('GET', '/me', { token })).status;
  /** The first call may come before Redis answers: registration needs its counter. */
  async function connected(api: TestApi): Promise<void> {
    const body = { email: 'nobody@example.test', password: 'x' };
    for (let turn = 0; turn < 50; turn++) {
      if ((await api.call('POST', '/login', { body })).status !== 503) return;
      await delay(50);
    }
  }

  it('count guesses together', async () => {
    const person = await newPerson(one);
    const hashed = [one, two].map((api) => jest.spyOn(api.app.get(Passwords), 'verify').mockClear());
    for (let at = 0; at < 12; at++) await login(at % 2 ? one : two, person, `guess ${at}`);
    expect(hashed.map(({ mock }) => mock.calls.length)).toEqual([5, 5]);
    expect((await login(two, person, person.password)).status).toBe(429);
  });

  it('hear of a revocation from each other, long before memories end by themselves', async () => {
    const person = await newPerson(one);
    expect([await me(one, person.token), await me(two, person.token)]).toEqual([200, 200]);
    const start = performance.now();
    expect((await one.call('POST', '/logout', { token: person.token })).status).toBe(204);
    expect(await me(one, person.token)).toBe(401);
    while ((await me(two, person.token)) === 200 && performance.now() - start < 4000) await delay(10);
    expect(performance.now() - start).toBeLessThan(1000);
    expect(await me(two, person.token)).toBe(401);
  });

  it('keep no readable secret in it', async () => {
    const person = await newPerson(one);
    await me(two, person.token);
    const names = await server.client.keys('*');
    expect(names.some((name) => name.includes('session'))).toBe(true);
    const values = await Promise.all(names.map((name) => server.client.get(name).catch(() => '')));
    const all = [...names, ...values].join('\n');
    for (const secret of [person.password, person.token, person.refreshToken]) expect(all).not.toContain(secret);
  });

  it('let nobody guess when it does not answer: a login is refused within a second, and who is logged in goes on', async () => {
    const person = await newPerson(one);
    const hashed = jest.spyOn(one.app.get(Passwords), 'verify').mockClear();
    server.freeze();
    try {
      const start = performance.now();
      const refused = await login(one, person, person.password);
      expect(performance.now() - start).toBeLessThan(1000);
      expect([refused.status, refused.body.code]).toEqual([503, 'overloaded']);
      expect(hashed).not.toHaveBeenCalled();
      expect(await me(one, person.token)).toBe(200);
      expect((await one.call('POST', '/logout', { token: person.token })).status).toBe(204);
      expect(await me(one, person.token)).toBe(401);
    } finally {
      server.resume();
    }
    for (let turn = 0; turn < 40 && (await login(one, person, person.password)).status === 503; turn++)
      await delay(100);
    expect((await login(one, person, person.password)).status).toBe(200);
  });
});
